"""A Hugging Face token classifier, as CAMeL's NER is one: words in, names out. No spaCy here.

Two habits of `camel_tools.ner` are not taken over. It drops words of which its tokenizer makes no
pieces (U+200F), so that every label after one falls on the word before; here a word without pieces
is no name and the others keep theirs. And it pads each sentence to 256 pieces; here sentences are
read one at a time without padding, so that an answer cannot depend on a sentence's company either.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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


def load_network(model: str, **settings: Any) -> tuple[Any, Any]:
    """The tokenizer and the network of a model, without a word from transformers.

    Args:
        model: See `find_classifier`.
        **settings: Others for the network, as `from_pretrained` takes them.

    Raises:
        ImportError: torch or transformers is not installed.
        OSError: there is no such model.
    """
    extra_module("torch")
    transformers = extra_module("transformers")
    found = find_classifier(model)
    # What is fetched is large, and its bar is wanted.
    with quiet(bars=not Path(found).is_dir()):
        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(found)
            network = transformers.AutoModelForTokenClassification.from_pretrained(found, **settings)
        except OSError as error:
            raise OSError(f"model {found!r}: {error}") from error
    return tokenizer, network


@contextmanager
def quiet(*, bars: bool) -> Iterator[None]:
    """No warnings of transformers, nor its bars of progress unless they are wanted."""
    logging = extra_module("transformers.utils.logging")
    level, had_bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    if not bars:
        logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if had_bars and not bars:
            logging.enable_progress_bar()


class TokenClassifier:
    """A model with its tokenizer; `load` reads one.

    Args:
        tokenizer, network: As transformers makes them.
        rename: Other names for its labels; see `hasila.camel.schemes.read_scheme`.
        device: Where the network is.

    Attributes:
        scheme: Its labels.
        ends: The marks before and after a sentence.
        most: How many pieces it reads at once, without the marks.
        pieces: The ids of a word's pieces; none for a word that holds nothing to read.

    Raises:
        ValueError: its labels are not those of names.
    """

    def __init__(
        self, tokenizer: Any, network: Any, *, rename: Mapping[str, str | None], device: str = "cpu"
    ) -> None:
        self._torch = extra_module("torch")
        self._tokenizer, self._network, self._device = tokenizer, network, device
        self.scheme: Scheme = read_scheme(tags_of(network), rename)
        first, last = tokenizer.cls_token_id, tokenizer.sep_token_id
        self.ends: tuple[list[int], list[int]] = (
            [] if first is None else [first],
            [] if last is None else [last],
        )
        # Some architectures keep two positions for themselves.
        most = getattr(network.config, "max_position_embeddings", LONGEST_WINDOW + 4)
        self.most = min(LONGEST_WINDOW, most - 4)
        self.pieces = lru_cache(maxsize=WORDS_CACHED)(self._pieces_of)

    @classmethod
    def load(
        cls, model: str, *, rename: Mapping[str, str | None], threads: int = 1, device: str = "cpu"
    ) -> "TokenClassifier":
        """Read a model.

        Args:
            model: See `find_classifier`.
            rename: Other names for its labels.
            threads: Torch's threads, which are one setting for the whole process; 0 leaves it alone.
            device: Where torch runs it: `"cpu"`, `"cuda"` …

        Raises:
            ImportError: torch or transformers is not installed.
            OSError: there is no such model.
            ValueError: its labels are not those of names.
        """
        tokenizer, network = load_network(model)
        if threads:
            extra_module("torch").set_num_threads(threads)
        return cls(tokenizer, network.to(device).eval(), rename=rename, device=device)

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        pieces = self._tokenizer.tokenize(clean(word[:LONGEST_WORD]).strip())[:MOST_PIECES]
        return tuple(self._tokenizer.convert_tokens_to_ids(pieces))

    def scores(self, pieces: Sequence[Sequence[int]]) -> Any:
        """Log-probabilities of the model's tags at the first piece of each word of a window."""
        row, first = list(self.ends[0]), []
        for ids in pieces:
            first.append(len(row))
            row.extend(ids)
        row.extend(self.ends[1])
        with self._torch.inference_mode():
            logits = self._network(input_ids=self._torch.tensor([row], device=self._device)).logits[0, first]
            return logits.float().log_softmax(-1).cpu().numpy()

    def names(self, words: Sequence[str]) -> list[tuple[int, int, str]]:
        """The names of one sentence, in order: first word, word after the last, label."""
        kept: list[int] = []
        pieces: list[tuple[int, ...]] = []
        for i, word in enumerate(words):
            ids = self.pieces(word)
            if ids:
                kept.append(i)
                pieces.append(ids)
        if not any(map(str.isalpha, "".join(words[i] for i in kept))):
            return []
        rows = np.concatenate(
            [
                self.scores(pieces[one.start : one.end])[one.keep_from - one.start : one.keep_to - one.start]
                for one in windows([len(ids) for ids in pieces], [len(pieces)], self.most)
            ]
        )
        return [
            (kept[start], kept[end - 1] + 1, self.scheme.labels[label])
            for start, end, label in spans(best_tags(self.scheme.scores(rows)))
        ]


def tags_of(network: Any) -> list[str]:
    """The tags of a network, in the order of its columns."""
    names = network.config.id2label
    return [names[i] for i in range(len(names))]
