"""A report for eyes, in a terminal or a pipe: tables of scores, confusion, mistakes in their context."""

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from hasila.evaluate.counts import ALL
from hasila.evaluate.entities import Score
from hasila.evaluate.mistakes import ENTITY_CLASSES, QUANTITY_CLASSES, Confusion, Mistake
from hasila.evaluate.report import Other, Report, is_share
from hasila.show.visible import for_terminal

NONE = "–"
# Confusions of kinds that are shown; the matrix of thirteen kinds would be as wide as two screens.
_PAIRS = 12
_MATRIX = 8


def render(report: Report) -> Group:
    """The whole report."""
    return Group(*_parts(report))


def _parts(report: Report) -> Iterator[RenderableType]:
    left_out = f", {report.left_out} left out" if report.left_out else ""
    yield Text(f"{report.system} on {report.gold}: {report.texts:,} texts{left_out}\n")
    yield _scores(report)
    if report.kinds:
        yield Text("\nwhole record right, by the gold's kind\n")
        yield _kinds(report)
    yield from _confusion(report)
    if report.other is not None:
        yield from _comparison(report, report.other)
    yield Text("\nmistakes\n")
    yield _classes(report)
    for kind, shown in report.shown.items():
        yield Text(f"\n{kind}: {len(shown)} of {report.mistakes[kind]}", style="bold")
        for one in shown:
            yield in_context(one)


def _grid(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index, heading in enumerate(headings):
        table.add_column(heading, justify="right" if index else "left", no_wrap=True)
    return table


def _scores(report: Report) -> Table:
    shares = [is_share(name) for name in report.measures]
    table = _grid("", "right", "gold", "found", "P", "R", "F1", *(["share"] if any(shares) else []))
    for name, one in report.measures.items():
        if name == ALL or name == "whole record":
            table.add_section()
        style = "bold" if name in (ALL, "whole record") else ""
        table.add_row(for_terminal(name), *_cells(name, one)[: len(table.columns) - 1], style=style)
    return table


def _cells(name: str, one: Score) -> tuple[str, ...]:
    if is_share(name):
        return f"{one.right:,}", f"{one.gold:,}", "", "", "", "", rate(one.recall, one.gold)
    return (
        *(f"{number:,}" for number in (one.right, one.gold, one.found)),
        rate(one.precision, one.found),
        rate(one.recall, one.gold),
        rate(one.f, one.gold + one.found),
        "",
    )


def rate(percent: float, of: int) -> str:
    """A percentage with one decimal; a dash where there was nothing to get right."""
    return f"{percent:.1f}" if of else NONE


def chance(p: float) -> str:
    """A probability with three decimals, never nought."""
    return f"{p:.3f}" if p >= 0.001 else "<0.001"


def _kinds(report: Report) -> Table:
    table = _grid("kind", "right", "of", "share")
    for kind, one in report.kinds.items():
        table.add_row(kind, f"{one.right:,}", f"{one.gold:,}", rate(one.recall, one.gold))
    return table


def _confusion(report: Report) -> Iterator[RenderableType]:
    labels = names_in(report.confusion)
    if not labels:
        return
    if report.task == "entities" and len(labels) <= _MATRIX:
        yield Text("\nlabels: of the gold down, of the system across; overlapping names are taken together\n")
        table = _grid("", *(for_terminal(label) or NONE for label in labels))
        for ours in labels:
            cells = (report.confusion[ours, theirs] for theirs in labels)
            table.add_row(for_terminal(ours) or NONE, *(str(number or "") for number in cells))
        yield table
        return
    wrong = [(both, n) for both, n in report.confusion.most_common() if both[0] != both[1] and all(both)]
    if wrong:
        what = "labels" if report.task == "entities" else "kinds"
        yield Text(f"\n{what} taken for another\n")
        table = _grid("gold", "system", "times")
        for (ours, theirs), number in wrong[:_PAIRS]:
            table.add_row(for_terminal(ours), for_terminal(theirs), str(number))
        yield table


def names_in(confusion: Confusion) -> list[str]:
    """The labels on either side, the gold's most frequent first, "" last."""
    often: dict[str, int] = {}
    for (ours, theirs), number in confusion.items():
        often[ours] = often.get(ours, 0) + number
        often.setdefault(theirs, 0)
    return sorted(often, key=lambda name: (not name, -often[name], name))


def _comparison(report: Report, other: Other) -> Iterator[RenderableType]:
    yield Text(f"\ncompared with {other.name}: F1 or share, difference in points, 95% interval\n")
    table = _grid("", "first", "second", "difference", "from", "to", "p")
    for name, one in other.differences.items():
        first, second = report.scores[name], other.scores[name]
        rates = (rate(side.f, side.gold + side.found) for side in (first, second))
        table.add_row(
            for_terminal(name),
            *rates,
            f"{one.points:+.1f}",
            f"{one.low:+.1f}",
            f"{one.high:+.1f}",
            chance(one.p),
        )
    yield table
    yield Text(f"paired bootstrap over texts, {other.samples:,} draws, seed {other.seed}", style="dim")


def _classes(report: Report) -> Table:
    meaning = ENTITY_CLASSES if report.task == "entities" else QUANTITY_CLASSES
    table = _grid("", "times")
    table.add_column("", no_wrap=True)
    for kind, number in report.mistakes.items():
        table.add_row(kind, f"{number:,}", meaning[kind])
    return table


def in_context(one: Mistake) -> Text:
    """A mistake on three lines: where, the text, what each side says.

    The Arabic has a line of its own, so that no terminal reorders what stands beside it.
    """
    before, marked, after, gold, system = (
        for_terminal(part).replace("\n", " ") for part in (one.before, one.marked, one.after, *sides(one))
    )
    text = Text(f"  {one.place} ({for_terminal(one.id)})\n    {before}", overflow="fold")
    text.append(f"[{marked}]", style="bold")
    text.append(f"{after}\n    gold:   {gold}\n    system: {system}")
    return text


def sides(one: Mistake) -> tuple[str, str]:
    """What each side says, a dash for nothing."""
    return one.gold or NONE, one.system or NONE
