"""A record in a terminal: the text with its names and numbers marked, and a table of the numbers.

A terminal may reorder right-to-left text, or shape it, or do neither. The letters are therefore
written as they are, in reading order, never reshaped or turned round. What must not happen is that
a terminal which does reorder takes a row of the table for one Arabic sentence and swaps its cells:
each cell stands between two left-to-right marks, which have no width and are left out of pipes.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.segment import Segment as Piece
from rich.table import Table
from rich.text import Text

from hasila.show.marks import Mark, Record, find_marks
from hasila.show.segments import Segment, cut
from hasila.show.visible import for_terminal
from hasila.show.wording import counted_text, kind_text, value_text

_LEFT_TO_RIGHT = "\u200e"
_NUMBER_STYLE = "bold black on yellow"
_LABEL_STYLES = {"ORG": "bold blue", "LOC": "bold green", "PER": "bold magenta", "MISC": "bold cyan"}
_OTHER_STYLE = "bold red"
_GAP = 2  # columns between two cells of the table

Quantity = Mapping[str, Any]


def _linked(role: str) -> Callable[[Quantity], str]:
    return lambda quantity: quantity[role]["text"] if quantity.get(role) else ""


# Heading -> what stands below it. A column with nothing in any row isn't shown.
_COLUMNS: dict[str, Callable[[Quantity], str]] = {
    "number": lambda quantity: str(quantity["text"]),
    "value": value_text,
    "kind": kind_text,
    "counted": lambda quantity: counted_text(quantity["counted"]) if quantity.get("counted") else "",
    "antecedent": _linked("antecedent"),
    "of": _linked("of"),
    "place": _linked("place"),
    "event": _linked("event"),
}


def render(record: Record, text: str) -> "RecordView":
    """A view of one document, for `rich.print` or any `rich` console.

    In colour, names are coloured by label and numbers stand on yellow; without colour (a pipe,
    `NO_COLOR`) the same is said in signs: `{حلب LOC}`, `[627 #1]`, where #1 is the row of the table.

    Args:
        record: The document's record (`hasila.records`).
        text: The text that the record was made from.

    Raises:
        ValueError: the record is of another text.
    """
    return RecordView(record, cut(text, find_marks(record, text)))


class RecordView:
    """What `render` gives: it draws itself for the console at hand."""

    def __init__(self, record: Record, segments: list[Segment]) -> None:
        self._record = record
        self._segments = segments

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        coloured = console.color_system is not None and not console.no_color
        quantities = self._record.get("quantities") or ()
        passage = Text()
        draw = _coloured if coloured else _signed
        for words, style in draw(self._segments):
            passage.append(words, style)
        yield from passage.split("\n", allow_blank=True)
        yield ""
        labels = dict.fromkeys(str(entity["label"]) for entity in self._record.get("entities") or ())
        if coloured and labels:
            yield _legend(labels)
            yield ""
        if not quantities:
            yield "No numbers."
            return
        columns = {
            heading: [for_terminal(cell(quantity)) for quantity in quantities]
            for heading, cell in _COLUMNS.items()
        }
        room = options.max_width - len(str(len(quantities)))
        for cells in (_used(columns), _used(_folded(columns))):
            if widths := _widths(cells, room):
                yield _table(cells, widths, options.is_terminal)
                return
        yield from _cards(_used(columns), options.is_terminal)


def _coloured(segments: list[Segment]) -> Iterator[tuple[str, str]]:
    for segment in segments:
        style = ""
        for mark in segment.marks:
            if mark.role == "entity":
                style = f"{style} {_LABEL_STYLES.get(mark.label, _OTHER_STYLE)}"
        if any(mark.role == "number" for mark in segment.marks):
            style = _NUMBER_STYLE
        yield for_terminal(segment.text), style.strip()
        for mark in reversed(segment.marks):
            if mark.role == "number" and mark.end == segment.end:
                yield f" #{mark.index + 1}", "dim"


def _signed(segments: list[Segment]) -> Iterator[tuple[str, str]]:
    for segment in segments:
        shown = [mark for mark in segment.marks if mark.role in ("entity", "number")]
        opening = [mark for mark in shown if mark.start == segment.start]
        closing = [mark for mark in reversed(shown) if mark.end == segment.end]
        yield "".join("[" if mark.role == "number" else "{" for mark in opening), ""
        yield for_terminal(segment.text), ""
        yield "".join(_closing_sign(mark) for mark in closing), ""


def _closing_sign(mark: Mark) -> str:
    return f" #{mark.index + 1}]" if mark.role == "number" else f" {for_terminal(mark.label)}}}"


def _legend(labels: dict[str, None]) -> Text:
    legend = Text("number", _NUMBER_STYLE)
    for label in labels:
        legend.append("  ", "default on default")
        legend.append(for_terminal(label), f"not bold {_LABEL_STYLES.get(label, _OTHER_STYLE)} on default")
    return legend


def _used(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    return {heading: column for heading, column in columns.items() if any(column)}


def _folded(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """One column less: what a pronoun or `آخرون` stands for goes beside it, `آخرون = شخصاً`."""
    rest = dict(columns)
    pairs = zip(columns["counted"], rest.pop("antecedent"), strict=True)
    rest["counted"] = [" = ".join(filter(None, pair)) for pair in pairs]
    return rest


def _widths(cells: dict[str, list[str]], room: int) -> dict[str, int]:
    """How wide each column may be in `room`; empty if that would break words apart."""
    room -= _GAP * len(cells)
    narrow, wide = {}, {}
    for heading, column in cells.items():
        lines = [heading, *column]
        wide[heading] = max(cell_len(line) for line in lines)
        # A value is never broken: `> 4,000` over two lines reads as two things.
        words = lines if heading == "value" else [word for line in lines for word in line.split()]
        narrow[heading] = max(cell_len(word) for word in words)
    spare, wish = room - sum(narrow.values()), sum(wide.values()) - sum(narrow.values())
    if spare < 0:
        return {}
    share = min(spare / wish, 1) if wish else 1
    return {heading: narrow[heading] + int((wide[heading] - narrow[heading]) * share) for heading in cells}


def _table(cells: dict[str, list[str]], widths: dict[str, int], terminal: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, _GAP - 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column("#", justify="right", no_wrap=True)
    for heading, width in widths.items():
        table.add_column(heading, width=width)
    for row, words in enumerate(zip(*cells.values(), strict=True), start=1):
        table.add_row(str(row), *(_Cell(word, terminal) for word in words))
    return table


def _cards(cells: dict[str, list[str]], terminal: bool) -> Iterator[RenderableType]:
    for row, words in enumerate(zip(*cells.values(), strict=True), start=1):
        yield f"#{row}"
        card = Table.grid(padding=(0, 1))
        for heading, word in zip(cells, words, strict=True):
            if word:
                card.add_row(f"  {heading}", _Cell(word, terminal))
        yield card


class _Cell:
    """Words that keep to their cell: each line of them is held by left-to-right marks."""

    def __init__(self, words: str, terminal: bool) -> None:
        self._text = Text(words.replace("\n", " "))
        self._marks = _LEFT_TO_RIGHT if terminal else ""

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self._text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._text.wrap(console, options.max_width):
            if words := line.plain.rstrip():
                yield Piece(f"{self._marks}{words}{self._marks}")
            yield Piece.line()
