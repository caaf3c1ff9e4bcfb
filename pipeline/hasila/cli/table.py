"""What was counted, as a table for eyes: some quantities of each document."""

from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from rich import box
from rich.table import Table
from rich.text import Text

from hasila.batch import Result
from hasila.batch.places import storage_of
from hasila.batch.preview import (
    LINKS,
    ROWS,
    ROWS_OF_DOCUMENT,
    Quantity,
    counting,
    most_telling,
    read_preview,
)
from hasila.cli.console import Console
from hasila.show.visible import for_terminal
from hasila.show.wording import value_text

_WIDTH_OF_PIPE = 120
# A terminal that reorders right-to-left text must not take a row for one Arabic sentence.
_LEFT_TO_RIGHT = "\u200e"


class Tally:
    """Keeps what a table of the run will show; called with each result and its flat rows."""

    def __init__(self) -> None:
        self._shown: list[tuple[str, list[Quantity]]] = []
        self._rows = 0
        self._counted = 0

    def __call__(self, result: Result, rows: Sequence[Mapping[str, Any]]) -> None:
        found = counting(result, rows)
        self._add(result.record["id"], len(found), found)

    def read(self, preview: str) -> None:
        """Add the documents of a file that a `PreviewWriter` wrote."""
        with storage_of(preview).open(preview) as stream:
            for identifier, count, quantities in read_preview(stream):
                self._add(identifier, count, quantities)

    def _add(self, identifier: str | None, count: int, quantities: Sequence[Quantity]) -> None:
        self._counted += count
        best = most_telling(quantities, min(ROWS_OF_DOCUMENT, ROWS - self._rows))
        if best:
            self._rows += len(best)
            self._shown.append((identifier or "", best))

    def print(self, stream: TextIO | None, file: str | None) -> None:
        """Print the table; `file` is where all rows are. A stream that was closed gets nothing."""
        if stream is None:
            return
        terminal = stream.isatty()
        console = Console(
            file=stream,
            highlight=False,
            markup=False,
            emoji=False,
            width=None if terminal else _WIDTH_OF_PIPE,
        )
        marks = _LEFT_TO_RIGHT if terminal else ""
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        table.add_column("document", style="bold", overflow="fold", max_width=28)
        table.add_column("value", justify="right", no_wrap=True)
        for heading in LINKS:
            table.add_column(heading, overflow="fold")
        for identifier, quantities in self._shown:
            table.add_section()
            name = identifier
            for quantity in quantities:
                cells = (name, _value(quantity), *(_link(quantity, role) for role in LINKS))
                table.add_row(
                    *(Text(f"{marks}{for_terminal(cell)}{marks}" if cell else "") for cell in cells)
                )
                name = ""
        if self._shown:
            console.print(table)
        console.print(Text(self._remark(file)))

    def _remark(self, file: str | None) -> str:
        if not self._counted:
            return "Nothing is counted in these documents."
        more = self._counted - self._rows
        things = "1 thing" if self._counted == 1 else f"{self._counted:,} things"
        remark = f"{things} counted, repetitions left out"
        if more:
            remark += f"; {more:,} of them not shown"
        return f"{remark}. All rows: {file}" if file is not None else f"{remark}."


def _value(quantity: Quantity) -> str:
    amount = value_text(quantity)
    return f"{amount} {quantity['unit']}" if quantity["kind"] == "money" and quantity["unit"] else amount


def _link(quantity: Quantity, role: str) -> str:
    link = quantity[role]
    if link is None:
        return ""
    # `آخرين` and `منهم` say nothing without the noun they stand for.
    standing_for = quantity["antecedent"] if role == "counted" else None
    return f"{link['text']} ({standing_for['text']})" if standing_for else str(link["text"])
