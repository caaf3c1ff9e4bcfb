"""A bar chart as SVG, drawn here: a row a measure, a bar a system. It needs no library and no network."""

from html import escape

from hasila.evaluate.counts import NOTHING
from hasila.evaluate.font import FONT
from hasila.evaluate.report import Report
from hasila.show.visible import for_terminal

_WIDTH, _LEFT, _RIGHT, _TOP = 720, 130, 60, 46
_BAR, _GAP = 14, 10
# Told apart by any eye, and in grey.
_COLOURS = ("#1f5f8b", "#e0a030")


def draw(report: Report) -> str:
    """The F1 or share of each measure, in percent; with the second system's below the first's."""
    systems = [(report.system, report.scores)]
    if report.other is not None:
        systems.append((report.other.name, report.other.scores))
    names = list(report.measures)
    row = _BAR * len(systems) + _GAP
    bottom = _TOP + row * len(names)
    scale = (_WIDTH - _LEFT - _RIGHT) / 100
    title = escape(for_terminal(f"F1 or share, %: {' and '.join(name for name, _ in systems)}"))
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {bottom + 30}' role='img' {FONT}>",
        f"<title>{title}</title><rect width='100%' height='100%' fill='white'/>",
    ]
    at = _LEFT
    for (name, _), colour in zip(systems, _COLOURS, strict=False):
        shown = _short(name)
        parts.append(f"<rect x='{at}' y='14' width='12' height='12' fill='{colour}'/>")
        parts.append(f"<text x='{at + 18}' y='25' fill='#222'>{escape(shown)}</text>")
        at += 40 + 8 * len(shown)
    for tick in range(0, 101, 20):
        x = _LEFT + tick * scale
        parts.append(f"<path d='M{x:.1f} {_TOP - 6}V{bottom}' stroke='#ccc'/>")
        parts.append(f"<text x='{x:.1f}' y='{bottom + 18}' text-anchor='middle' fill='#555'>{tick}</text>")
    for index, name in enumerate(names):
        y = _TOP + index * row
        middle = y + _BAR * len(systems) / 2 + 4.5
        label = escape(_short(for_terminal(name), 16))
        parts.append(f"<text x='{_LEFT - 8}' y='{middle:.1f}' text-anchor='end' fill='#222'>{label}</text>")
        for number, (_, scores) in enumerate(systems):
            score = scores.get(name, NOTHING)
            top, length = y + number * _BAR, score.f * scale
            parts.append(
                f"<rect x='{_LEFT}' y='{top}' width='{length:.1f}' height='{_BAR - 2}' "
                f"fill='{_COLOURS[number]}'/>"
            )
            shown = f"{score.f:.1f}" if score.gold + score.found else "–"
            parts.append(f"<text x='{_LEFT + length + 5:.1f}' y='{top + 11}' fill='#222'>{shown}</text>")
    return "".join(parts) + "</svg>\n"


def _short(name: str, length: int = 34) -> str:
    name = for_terminal(name)
    return name if len(name) <= length else "…" + name[1 - length :]
