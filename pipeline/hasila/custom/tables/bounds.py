"""The component `hasila_bounds`: words that bound a number, `phrase TAB before|after TAB bound`.

`ما يناهز TAB before TAB about` reads `ما يناهز 500 شخص` as about 500.
"""

from typing import TYPE_CHECKING, Any, ClassVar, get_args

from hasila.custom.tables.read import Columns, Row
from hasila.custom.tables.stored import TableComponent
from hasila.normalize import fold
from hasila.numerals.types import Bound

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_PLACES = ("before", "after")


def _fault(row: Row) -> str:
    if row[1] not in _PLACES:
        return f"{row[1]!r}: the phrase stands before or after the number"
    if row[2] not in get_args(Bound):
        return f"there is no bound {row[2]!r}; bounds are {', '.join(get_args(Bound))}"
    return ""


class BoundWords(TableComponent):
    """Sets the bound of numbers that have none by the phrases of its table; it stands before `hasila_links`.

    Args:
        attribute: The `Doc._` attribute with the numbers.
    """

    columns: ClassVar[Columns] = Columns(("phrase", "before|after", "bound"), 3, _fault)

    def __init__(self, vocab: "Vocab", name: str = "hasila_bounds", *, attribute: str = "numbers") -> None:
        super().__init__(name)
        self.vocab = vocab
        self.attribute = attribute
        self._phrases: dict[tuple[str, ...], Row] = {}
        self._longest = 0

    def use(self, rows: list[Row]) -> None:
        """Bound by these rows."""
        super().use(rows)
        self._phrases = {tuple(fold(word) for word in row[0].split()): row for row in rows}
        self._longest = max((len(words) for words in self._phrases), default=0)

    def __call__(self, doc: "Doc") -> "Doc":
        numbers = doc._.get(self.attribute) if doc.has_extension(self.attribute) else None
        if numbers is None:
            raise ValueError(f"doc._.{self.attribute} is not set: put hasila_numerals before {self.name}")
        words = [fold(token.text) for token in doc]
        doc._.set(self.attribute, [self._bounded(one, doc, words) for one in numbers])
        return doc

    def _bounded(self, number: dict[str, Any], doc: "Doc", words: list[str]) -> dict[str, Any]:
        span = doc.char_span(number["start"], number["end"], alignment_mode="expand")
        if span is None or number["bound"] != "exact":
            return number
        for length in range(self._longest, 0, -1):
            sides = {
                "before": words[max(0, span.start - length) : span.start],
                "after": words[span.end : span.end + length],
            }
            for place, phrase in sides.items():
                row = self._phrases.get(tuple(phrase)) if len(phrase) == length else None
                if row is not None and row[1] == place:
                    return {**number, "bound": row[2]}
        return number
