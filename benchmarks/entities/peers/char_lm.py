"""A tagger of Stanza's shape: two character language models, a BiLSTM and a CRF, weights as they fall.

The sizes are Stanza's defaults for names: character embeddings of 100, language models of 1,024
each way, word vectors of 100, a linear input transform, one BiLSTM layer of 256 each way, Viterbi
over a CRF. Sentences are sorted by length and read 32 at a time.
"""

from typing import Any

BATCH = 32
TAGS = 17  # BIOES of four labels, and O


def build() -> Any:
    """The network; `forward(characters, lengths, last, words)` gives the scores of tags."""
    import torch
    from torch import nn

    class Tagger(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.characters = nn.ModuleList([nn.Embedding(300, 100) for _ in range(2)])
            self.language = nn.ModuleList([nn.LSTM(100, 1024, batch_first=True) for _ in range(2)])
            self.words = nn.Embedding(50_000, 100)
            size = 2 * 1024 + 100
            self.transform = nn.Linear(size, size)
            self.lstm = nn.LSTM(size, 256, batch_first=True, bidirectional=True)
            self.tags = nn.Linear(512, TAGS)
            self.moves = nn.Parameter(torch.randn(TAGS, TAGS))

        def forward(self, both_ways: Any, ends: Any, words: Any) -> Any:
            states = [self.words(words)]
            for embed, lstm, characters, last in zip(
                self.characters, self.language, both_ways, ends, strict=True
            ):
                read, _ = lstm(embed(characters))
                states.append(read.gather(1, last.unsqueeze(-1).expand(-1, -1, read.shape[-1])))
            read, _ = self.lstm(self.transform(torch.cat(states, -1)))
            return self.tags(read)

    torch.manual_seed(1)
    return Tagger().eval()


def tag(model: Any, sentences: list[list[str]]) -> None:
    """Tag all sentences."""
    import torch

    order = sorted(sentences, key=lambda words: sum(map(len, words)))
    moves = model.moves.detach().numpy()
    with torch.inference_mode():
        for at in range(0, len(order), BATCH):
            scores = model(*_tensors(order[at : at + BATCH])).numpy()
            for words, row in zip(order[at : at + BATCH], scores, strict=True):
                _viterbi(row[: len(words)], moves)


def _tensors(batch: list[list[str]]) -> tuple[Any, Any, Any]:
    """Characters both ways, where each word ends in them, and the words' numbers."""
    import torch

    texts = [" ".join(words) + " " for words in batch]
    width, most = max(map(len, texts)), max(map(len, batch))
    characters = torch.zeros((2, len(batch), width), dtype=torch.long)
    ends = torch.zeros((2, len(batch), most), dtype=torch.long)
    numbers = torch.zeros((len(batch), most), dtype=torch.long)
    for i, (words, text) in enumerate(zip(batch, texts, strict=True)):
        ids = torch.tensor([ord(char) % 300 for char in text])
        characters[0, i, : len(text)], characters[1, i, : len(text)] = ids, ids.flip(0)
        at = 0
        for j, word in enumerate(words):
            ends[1, i, j] = len(text) - 1 - at
            at += len(word) + 1
            ends[0, i, j] = at - 1
            numbers[i, j] = hash(word) % 50_000
    return characters, ends, numbers


def _viterbi(scores: Any, moves: Any) -> list[int]:
    best, back = scores[0], []
    for row in scores[1:]:
        reached = best[:, None] + moves
        back.append(reached.argmax(0))
        best = reached.max(0) + row
    tags = [int(best.argmax())]
    for came in reversed(back):
        tags.append(int(came[tags[-1]]))
    return tags[::-1]
