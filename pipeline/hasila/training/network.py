"""The network: the bottom layers of a BERT and, for each corpus, a head that tags words."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hasila.entities.words import MOST_CLITICS

# The name, in a state dict, of the layer that says something of links.
EVIDENCE_HEAD = "head_links"


def build(encoder: Path, layers: int, n_tags: int, n_heads: int, dropout: float, evidence: int = 0) -> Any:
    """The network, its encoder read from a Hugging Face folder.

    `forward(pieces, mask, first)` gives the scores of the words whose first pieces stand at
    `first`, a tensor of batch, word, head and tag, and for each word how likely it is that so
    many letters stand before a name that begins in it: batch, word, count. With `evidence` there is a
    third tensor of so many numbers a word: what it says of links (`hasila.links.evidence`).
    """
    from transformers import BertConfig, BertModel

    config = BertConfig.from_pretrained(
        encoder,
        num_hidden_layers=layers,
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=0.0,
    )
    bert = BertModel.from_pretrained(encoder, config=config, add_pooling_layer=False)
    return with_heads(bert, n_tags, n_heads, dropout, evidence)


def with_heads(bert: Any, n_tags: int, n_heads: int, dropout: float, evidence: int = 0) -> Any:
    """The network of an encoder that is there already; see `build`."""
    import torch

    hidden = bert.config.hidden_size

    class Tagger(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.encoder = bert
            self.dropout = torch.nn.Dropout(dropout)
            self.heads = torch.nn.Linear(hidden, n_tags * n_heads)
            self.head_clitics = torch.nn.Linear(hidden, MOST_CLITICS + 1)
            self.head_links = torch.nn.Linear(hidden, evidence) if evidence else None

        def forward(self, pieces: Any, mask: Any, first: Any) -> Any:
            return self.of_states(
                self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state, first
            )

        def of_states(self, states: Any, first: Any) -> Any:
            """What the encoder's last states say of words."""
            words = states.gather(1, first.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
            words = self.dropout(words)
            scores = self.heads(words)
            scores = scores.reshape(scores.shape[0], scores.shape[1], n_heads, n_tags)
            if self.head_links is None:
                return scores, self.head_clitics(words)
            return scores, self.head_clitics(words), self.head_links(words)

    return Tagger()


def layers_of(weights: Mapping[str, Any]) -> int:
    """How many encoder layers the weights of a network (its state dict) hold."""
    return len({name.split(".")[3] for name in weights if name.startswith("encoder.encoder.layer.")})


def tensors(rows: Any, pad: int) -> tuple[Any, Any, Any, Any, Any, Any]:
    """Padded tensors of a batch: pieces, mask, first pieces, tags, clitics (-100 where none), heads."""
    import torch

    width = max(len(one.pieces) for one in rows)
    words = max(1, max(len(one.first) for one in rows))
    pieces = torch.full((len(rows), width), pad, dtype=torch.long)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    first = torch.zeros((len(rows), words), dtype=torch.long)
    tags = torch.full((len(rows), words), -100, dtype=torch.long)
    clitics = torch.full_like(tags, -100)
    for i, one in enumerate(rows):
        pieces[i, : len(one.pieces)] = torch.tensor(one.pieces)
        mask[i, : len(one.pieces)] = 1
        first[i, : len(one.first)] = torch.tensor(one.first, dtype=torch.long)
        tags[i, : len(one.tags)] = torch.tensor(one.tags, dtype=torch.long)
        clitics[i, : len(one.clitics)] = torch.tensor(one.clitics, dtype=torch.long)
    return pieces, mask, first, tags, clitics, torch.tensor([one.head for one in rows])
