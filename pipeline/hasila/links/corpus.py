"""The reader `hasila.Quantities.v1`: texts with annotated quantities, for a spaCy config."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hasila.extensions import ensure_extension
from hasila.records import without_surrogates

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example


@dataclass(slots=True)
class QuantityCorpus:
    """JSON lines with `text` and `quantities`, in the form of the gold corpora or of Hasila's records.

    The components in front of the linker (the numbers', the names') read each text once, when it is
    first asked for: what they find is what the linker learns from.

    Attributes:
        path: The file; it may be compressed.
        linker: The factory of the component that learns.
        limit: At most so many texts, 0 for all.
    """

    path: str
    linker: str = "hasila_links"
    limit: int = 0
    _examples: "list[Example] | None" = field(default=None, repr=False)

    def __call__(self, nlp: "Language") -> "Iterator[Example]":
        """An example a text: read by the other components in `predicted`, annotated in `reference`.

        Raises:
            InputError: the file can't be read, holds no quantities, or a text of it can't be right.
        """
        if self._examples is None:
            self._examples = list(self._read(nlp))
        yield from self._examples

    def _read(self, nlp: "Language") -> "Iterator[Example]":
        from spacy.tokens import Doc
        from spacy.training import Example

        from hasila.evaluate.gold import read_gold
        from hasila.sources import InputError

        _, texts, bad = read_gold(self.path, "quantities")
        if bad:
            raise InputError(f"{bad[0].place}: {bad[0].reason}; {len(bad)} texts can't be right: mend them")
        ahead, attribute = [], "quantities"
        # Not `nlp.pipeline`: while spaCy makes ready what it trains, the other components are disabled.
        for name, component in nlp.components:
            if nlp.get_pipe_meta(name).factory == self.linker:
                attribute = getattr(component, "attribute", attribute)
                break
            ahead.append(component)
        ensure_extension(Doc, attribute)
        for one in texts[: self.limit or None]:
            predicted = nlp.make_doc(without_surrogates(one.text))
            reference = predicted.copy()
            reference._.set(attribute, list(one.quantities))
            for component in ahead:
                predicted = component(predicted)
            yield Example(predicted, reference)
