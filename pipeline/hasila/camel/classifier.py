"""A Hugging Face token classifier, as CAMeL's NER is one: words in, names out. No spaCy here.

Two habits of `camel_tools.ner` are not taken over. It drops words of which its tokenizer makes no
pieces (U+200F), so that every label after one falls on the word before; here a word without pieces
is no name and the others keep theirs. And it pads each sentence to 256 pieces; here sentences are
read one at a time without padding, so that an answer cannot depend on a sentence's company either.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from hasila.camel.data import dataset, extra_module
from hasila.camel.schemes import Scheme, read_scheme
from hasila.entities.decode import best_tags
from hasila.entities.labels import spans
from hasila.entities.windows import windows
from hasila.entities.words import LONGEST_WORD, MOST_PIECES, WORDS_CACHED, clean

# CAMeL's length, less the two marks; longer sentences are read in overlapping windows.
LONGEST_WINDOW = 254


def find_classifier(model: str) -> str:
    """What transformers loads: a folder, a data set of CAMeL's catalogue, or a name on the hub.

    A name with a slash is the hub's; transformers takes it from its cache or fetches it.

    Raises:
        OSError: CAMeL's catalogue has no such data, or they haven't been fetched.
    """
    if Path(model).is_dir() or "/" in model:
        return model
    return str(dataset("NamedEntityRecognition", model))


class TokenClassifier:
    """A model with its tokenizer.

    Args:
        model: See `find_classifier`.
        rename: Other names for its labels; see `hasila.camel.schemes.read_scheme`.
        threads: Torch's threads, which are one setting for the whole process; 0 leaves it alone.
        device: Where torch runs it: `"cpu"`, `"cuda"` …

    Raises:
        ImportError: torch or transformers is not installed.
        OSError: there is no such model.
        ValueError: its labels are not those of names.
    """

    def __init__(
        self, model: str, *, rename: Mapping[str, str | None], threads: int = 1, device: str = "cpu"
    ) -> None:
        self._torch = extra_module("torch")
        transformers = extra_module("transformers")
        found = find_classifier(model)
        self._tokenizer = transformers.AutoTokenizer.from_pretrained(found)
        self._model = transformers.AutoModelForTokenClassification.from_pretrained(found).to(device).eval()
        self._device = device
        if threads:
            self._torch.set_num_threads(threads)
        names = self._model.config.id2label
        self.scheme: Scheme = read_scheme([names[i] for i in range(len(names))], rename)
        first, last = self._tokenizer.cls_token_id, self._tokenizer.sep_token_id
        # Some architectures keep two positions for themselves.
        most = getattr(self._model.config, "max_position_embeddings", LONGEST_WINDOW + 4)
        self._most = min(LONGEST_WINDOW, most - 4)
        self._before = [] if first is None else [first]
        self._after = [] if last is None else [last]
        self._pieces = lru_cache(maxsize=WORDS_CACHED)(self._pieces_of)

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces; none for a word that holds nothing to read."""
        pieces = self._tokenizer.tokenize(clean(word[:LONGEST_WORD]).strip())[:MOST_PIECES]
        return tuple(self._tokenizer.convert_tokens_to_ids(pieces))

    def scores(self, pieces: Sequence[Sequence[int]]) -> Any:
        """Log-probabilities of the model's tags at the first piece of each word of a window."""
        row, first = list(self._before), []
        for ids in pieces:
            first.append(len(row))
            row.extend(ids)
        row.extend(self._after)
        with self._torch.inference_mode():
            logits = self._model(input_ids=self._torch.tensor([row], device=self._device)).logits[0, first]
            return logits.float().log_softmax(-1).cpu().numpy()

    def names(self, words: Sequence[str]) -> list[tuple[int, int, str]]:
        """The names of one sentence, in order: first word, word after the last, label."""
        kept: list[int] = []
        pieces: list[tuple[int, ...]] = []
        for i, word in enumerate(words):
            ids = self._pieces(word)
            if ids:
                kept.append(i)
                pieces.append(ids)
        if not any(map(str.isalpha, "".join(words[i] for i in kept))):
            return []
        rows = np.concatenate(
            [
                self.scores(pieces[one.start : one.end])[one.keep_from - one.start : one.keep_to - one.start]
                for one in windows([len(ids) for ids in pieces], [len(pieces)], self._most)
            ]
        )
        return [
            (kept[start], kept[end - 1] + 1, self.scheme.labels[label])
            for start, end, label in spans(best_tags(self.scheme.scores(rows)))
        ]
