"""The component `hasila_entities_cnn`: the names of a document by a small model, quick on any CPU."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar

from hasila.entities.component import EntityTagger
from hasila.entities.decode import tags_of_sentences
from hasila.entities.labels import spans
from hasila.entities.tagger import Found
from hasila.entities.words import MOST_CLITICS


class CnnTagger:
    """The model, its labels and heads.

    It reads a document at a time and nothing beside it, so that what it says of a document cannot
    depend on the documents before and after it.

    Args:
        data: The bytes of `model.npz`.
        threads: How many threads a matrix product may use.
        head: Which of the model's heads answers; the first if not named.

    Raises:
        ValueError: the model has no head of that name.
    """

    def __init__(self, data: bytes, *, threads: int = 1, head: str | None = None) -> None:
        from hasila.entities.cnn_model import CnnModel

        self._model = CnnModel(data)
        self.labels: list[str] = self._model.settings["labels"]
        self.heads: list[str] = self._model.settings["heads"]
        if head is not None and head not in self.heads:
            raise ValueError(f"the entity model has no head {head!r}; it has {', '.join(self.heads)}")
        tags = 1 + 2 * len(self.labels)
        at = tags * (self.heads.index(head) if head else 0)
        self._tags = slice(at, at + tags)
        self._threads = threads

    def names(self, words: Sequence[str], sentences: Sequence[int] | None = None) -> list[Found]:
        """The names among words, in order; the arguments are those of `Tagger.read`."""
        return self.read(words, sentences)[0]

    def read(self, words: Sequence[str], sentences: Sequence[int] | None = None) -> tuple[list[Found], None]:
        """The names among words, in order, as `Tagger.read`; it says nothing of links."""
        with _blas().limit(limits=self._threads, user_api="blas"):
            kept, scores = self._model.scores(words)
        before = scores[:, -(MOST_CLITICS + 1) :].argmax(axis=1).tolist()
        ends = [bisect_left(kept, end) for end in sentences] if sentences is not None else [len(kept)]
        tags = tags_of_sentences(scores[:, self._tags], ends)
        found = [
            Found(kept[first], kept[after - 1] + 1, self.labels[label], before[first])
            for first, after, label in spans(tags)
            # Brackets and numbers alone are no name.
            if any(map(str.isalpha, "".join(words[kept[first] : kept[after - 1] + 1])))
        ]
        return found, None


class CnnEntityTagger(EntityTagger):
    """Finds names as `EntityTagger` does, with the same settings, by spaCy's CNN instead of an encoder.

    Quicker, less exact. Without a model of its own it takes that of `ar_news_sm`.
    """

    file_names: ClassVar[tuple[str, ...]] = ("model.npz",)
    ships_with: ClassVar[str] = "ar_news_sm"

    def _made_ready(self, files: dict[str, bytes]) -> CnnTagger:
        return CnnTagger(files["model.npz"], threads=self.threads, head=self.head)


@cache
def _blas() -> Any:
    """What holds numpy's matrix products to so many threads."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
