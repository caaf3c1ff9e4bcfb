"""The component `hasila_counted`: classes and units of counted nouns, `forms TAB class TAB kind TAB unit`.

`قتيل قتيلا قتلى شهيد شهداء TAB قتيل` counts all of them as one;
`برميل برميلا براميل TAB برميل TAB measure TAB barrel` makes them a measure with a code of its own.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from hasila.custom.tables.read import Columns, Row
from hasila.custom.tables.stored import TableComponent
from hasila.formats.quantities import KINDS
from hasila.normalize import fold, split_proclitics

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


def _fault(row: Row) -> str:
    if row[2] and row[2] not in KINDS:
        return f"there is no kind {row[2]!r}; kinds are {', '.join(KINDS)}"
    if row[3] and not row[2]:
        return f"the unit {row[3]!r} needs a kind before it: money, measure or duration"
    return ""


class CountedNouns(TableComponent):
    """Sets `counted.lemma` of quantities to the class of the noun; kind and unit where the table says so.

    Args:
        attribute: The `Doc._` attribute with the quantities.
    """

    columns: ClassVar[Columns] = Columns(("forms", "class", "kind", "unit"), 2, _fault)

    def __init__(
        self, vocab: "Vocab", name: str = "hasila_counted", *, attribute: str = "quantities"
    ) -> None:
        super().__init__(name)
        self.vocab = vocab
        self.attribute = attribute
        self._of: dict[str, Row] = {}

    def use(self, rows: list[Row]) -> None:
        """Count by these rows."""
        super().use(rows)
        self._of = {fold(form): row for row in rows for form in row[0].split()}

    def __call__(self, doc: "Doc") -> "Doc":
        quantities = doc._.get(self.attribute) if doc.has_extension(self.attribute) else None
        if quantities is None:
            raise ValueError(f"doc._.{self.attribute} is not set: put hasila_links before {self.name}")
        doc._.set(self.attribute, [self._classed(one) for one in quantities])
        return doc

    def _classed(self, quantity: dict[str, Any]) -> dict[str, Any]:
        counted = quantity.get("counted")
        row = None if counted is None else self._row(counted)
        if row is None or counted is None:
            return quantity
        changed = {**quantity, "counted": {**counted, "lemma": row[1]}}
        return {**changed, "kind": row[2], "unit": row[3] or None} if row[2] else changed

    def _row(self, counted: dict[str, Any]) -> Row | None:
        """The row of a noun, by its form with or without the article, or by its lemma."""
        word = counted["text"].split()[0] if counted["text"].split() else ""
        stem = fold(word)[sum(map(len, split_proclitics(word))) :]
        for form in (fold(word), stem, fold(counted.get("lemma") or "")):
            if form in self._of:
                return self._of[form]
        return None
