"""A component whose table is read when a pipeline is made, and stored with it."""

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from hasila.custom.tables.read import Columns, Row, read_table

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

_FILE = "table.json"


class TableComponent:
    """Carries a table: `initialize` reads it, `to_disk` and `to_bytes` store it.

    A packaged pipeline needs the file no more.
    """

    columns: ClassVar[Columns]

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[Row] = []

    def initialize(
        self,
        get_examples: "Callable[[], Iterable[Example]] | None" = None,  # noqa: ARG002 - spaCy's protocol
        nlp: "Language | None" = None,  # noqa: ARG002
        table: str = "",
    ) -> None:
        """Read the table: `[initialize.components.NAME] table = "…"`.

        Raises:
            BadTable: it can't be used.
        """
        if table:
            self.use(read_table(table, self.columns))

    def use(self, rows: list[Row]) -> None:
        """Work by these rows from now on."""
        self.rows = rows

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002
        """Write the table into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_bytes(self._dump())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:  # noqa: ARG002
        """Read the table from a folder."""
        self.use(json.loads((Path(path) / _FILE).read_bytes()))
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The table as bytes."""
        from spacy.util import to_bytes

        return to_bytes({_FILE: self._dump}, exclude)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """The reverse of `to_bytes`."""
        from spacy.util import from_bytes

        found: dict[str, Any] = {}
        from_bytes(data, {_FILE: partial(found.__setitem__, _FILE)}, exclude)
        if _FILE in found:
            self.use(json.loads(found[_FILE]))
        return self

    def _dump(self) -> bytes:
        return json.dumps(self.rows, ensure_ascii=False, indent=0).encode("utf-8")
