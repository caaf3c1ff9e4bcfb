"""Texts with annotated links, as trainings take them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hasila.links.view import View
from hasila.training.batches import Row
from hasila.training.entities import ENDS

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LinkText:
    """A text that teaches links.

    Attributes:
        view: What the rules see of it, without an encoder's evidence.
        gold: Its annotated quantities by the ends of their numbers.
        rows: Its windows for the encoder, with what the encoder believed of names before; none without one.
        places: For each word of the view its place among the words of all rows, one behind the other; behind
            them all for a word that the encoder doesn't read.
    """

    view: View
    gold: Mapping[Span, Mapping[str, Any]]
    rows: Sequence[Row] = ()
    places: Any = None

    @property
    def words(self) -> int:
        """How many words the rows hold."""
        return sum(len(row.first) for row in self.rows)


def read_views(paths: Iterable[Path], nlp: "Language") -> Iterator[LinkText]:
    """The texts of gold corpora of quantities, for learning without an encoder; as `read_texts`."""
    for view, gold, _ in _read(paths, nlp):
        yield LinkText(view, gold)


def read_texts(paths: Iterable[Path], nlp: "Language") -> Iterator[LinkText]:
    """The texts of gold corpora of quantities.

    Args:
        paths: JSON lines with `text` and `quantities`.
        nlp: A pipeline whose `hasila_entities` is an encoder and which has a `hasila_links`.

    Raises:
        ValueError: a text of a file can't be right.
    """
    from hasila.custom.learning.rows import rows_of

    component: Any = nlp.get_pipe("hasila_entities")
    finder = component.tagger()
    for view, gold, doc in _read(paths, nlp):
        rows = list(rows_of(doc, None, finder.pieces, finder.labels, ([ENDS[0]], [ENDS[1]])))
        kept = [token for row in rows for token in row.kept]
        of_token = np.full(len(doc), len(kept))
        of_token[kept] = np.arange(len(kept))
        yield LinkText(view, gold, rows, of_token[[not token.is_space for token in doc]])


def _read(
    paths: Iterable[Path], nlp: "Language"
) -> Iterator[tuple[View, Mapping[Span, Mapping[str, Any]], "Doc"]]:
    from hasila.evaluate.gold import read_gold
    from hasila.links.component import QuantityLinker

    # A linker that asks no encoder.
    linker = QuantityLinker(nlp.vocab)
    for path in paths:
        if path.stat().st_size == 0:
            continue
        _, texts, bad = read_gold(str(path), "quantities")
        if bad:
            raise ValueError(f"{bad[0].place}: {bad[0].reason}")
        with nlp.select_pipes(disable=["hasila_links"]):
            for text, doc in zip(texts, nlp.pipe([one.text for one in texts]), strict=True):
                gold = {(one["num"][0], one["num"][1]): one for one in text.quantities}
                yield linker.view(doc), gold, doc
