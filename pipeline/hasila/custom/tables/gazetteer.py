"""The component `hasila_gazetteer`: names from a table, `name TAB label TAB id`.

Compared without marks and variants of spelling, with و ف ب ل ك before the first word; the longest name wins.
"""

import re
from typing import TYPE_CHECKING, ClassVar

from hasila.custom.tables.read import Columns, Row
from hasila.custom.tables.stored import TableComponent
from hasila.entities.edges import CLITICS
from hasila.entities.words import MOST_CLITICS, clean
from hasila.extensions import Registers, ensure_extension
from hasila.normalize import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_PROCLITICS = re.compile("[وف]?[بلك]?")
_ARTICLE = "ال"


class Gazetteer(Registers, TableComponent):
    """Adds the names of its table to `doc.ents`; names that stand there already stay.

    `ent.ent_id_` is the third field, and `ent._.clitics` says how many letters stand before the name.
    """

    columns: ClassVar[Columns] = Columns(("name", "label", "id"), 2, lambda _: "")

    def __init__(
        self, vocab: "Vocab", name: str = "hasila_gazetteer", *, clitics_attribute: str = CLITICS
    ) -> None:
        super().__init__(name)
        self.vocab = vocab
        self.clitics_attribute = clitics_attribute
        self._names: dict[tuple[str, ...], Row] = {}
        self._longest: dict[str, int] = {}
        self.register()

    def register(self) -> None:
        """Register `span._.clitics`."""
        from spacy.tokens import Span

        ensure_extension(Span, self.clitics_attribute)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the table."""
        return tuple(dict.fromkeys(label for _, label, _ in self.rows))

    def use(self, rows: list[Row]) -> None:
        """Look for the names of these rows."""
        super().use(rows)
        self._names, self._longest = {}, {}
        for row in rows:
            words = tuple(_words(row[0]))
            if words:
                self._names[words] = row
                self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def __call__(self, doc: "Doc") -> "Doc":
        from spacy.tokens import Span

        words = [fold(clean(token.text)) for token in doc]
        taken = {i for ent in doc.ents for i in range(ent.start, ent.end)}
        found = []
        at = 0
        while at < len(words):
            match = self._at(words, at)
            if match is None or not taken.isdisjoint(range(at, match[0])):
                at += 1
                continue
            end, letters, row = match
            span = Span(doc, at, end, label=row[1], span_id=row[2])
            span._.set(self.clitics_attribute, letters)
            found.append(span)
            at = end
        if found:
            doc.set_ents([*doc.ents, *found])
        return doc

    def _at(self, words: list[str], at: int) -> tuple[int, int, Row] | None:
        """Where the longest name that begins here ends, the letters before it, and its row."""
        for letters in range(MOST_CLITICS + 1):
            before, first = words[at][:letters], words[at][letters:]
            if not _PROCLITICS.fullmatch(before):
                break
            heads = [first]
            if before.endswith("ل") and first.startswith("ل"):
                heads.append("ا" + first)  # للعراق is ل and العراق
            for head in heads:
                for length in range(self._longest.get(head, 0), 0, -1):
                    row = self._names.get((head, *words[at + 1 : at + length]))
                    if row is not None and at + length <= len(words):
                        return at + length, letters, row
        return None


def _words(name: str) -> list[str]:
    """A name's words as the tokenizer cuts it."""
    from hasila.formats.types import Document
    from hasila.formats.words import words

    return [fold(clean(name[start:end])) for start, end in words(Document("", name))]
