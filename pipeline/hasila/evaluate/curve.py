"""A learning curve as SVG: F1 over training texts or steps, a line a label."""

from collections.abc import Mapping, Sequence
from html import escape

from hasila.evaluate.font import FONT
from hasila.show.visible import for_terminal

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 400, 60, 150, 30, 50
_COLOURS = ("#1f5f8b", "#e0a030", "#3a7d44", "#a33b3b", "#6b4c9a", "#4d4d4d")

# From a size (texts or steps) to the F1 of each label in percent.
Curve = Mapping[int, Mapping[str, float]]


def draw(curve: Curve, axis: str) -> str:
    """The curve; sizes stand at their places on a straight axis, which `axis` names."""
    sizes = sorted(curve)
    most = max(sizes, default=1) or 1

    def x(size: float) -> float:
        return _LEFT + size / most * (_WIDTH - _LEFT - _RIGHT)

    def y(score: float) -> float:
        return _HEIGHT - _BOTTOM - score / 100 * (_HEIGHT - _TOP - _BOTTOM)

    title = escape(for_terminal(f"F1, %, over {axis}"))
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{_WIDTH}' height='{_HEIGHT}' "
        f"viewBox='0 0 {_WIDTH} {_HEIGHT}' role='img' {FONT}>",
        f"<title>{title}</title><rect width='100%' height='100%' fill='white'/>",
        f"<text x='{_LEFT}' y='18' fill='#222'>{title}</text>",
    ]
    for tick in range(0, 101, 20):
        at = y(tick)
        parts.append(f"<path d='M{_LEFT} {at:.1f}H{_WIDTH - _RIGHT}' stroke='#ccc'/>")
        parts.append(f"<text x='{_LEFT - 8}' y='{at + 4:.1f}' text-anchor='end' fill='#555'>{tick}</text>")
    for size in sizes:
        place = f"x='{x(size):.1f}' y='{_HEIGHT - _BOTTOM + 20}'"
        parts.append(f"<text {place} text-anchor='middle' fill='#555'>{size}</text>")
    for number, label in enumerate(labels_of(curve)):
        colour = _COLOURS[number % len(_COLOURS)]
        points = [(x(size), y(curve[size][label])) for size in sizes if label in curve[size]]
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='2'/>")
        parts += [f"<circle cx='{a:.1f}' cy='{b:.1f}' r='3' fill='{colour}'/>" for a, b in points]
        name = escape(for_terminal(label)[:18])
        at = _TOP + 18 * number
        parts.append(f"<rect x='{_WIDTH - _RIGHT + 12}' y='{at}' width='12' height='12' fill='{colour}'/>")
        parts.append(f"<text x='{_WIDTH - _RIGHT + 30}' y='{at + 11}' fill='#222'>{name}</text>")
    return "".join(parts) + "</svg>\n"


def labels_of(curve: Curve) -> Sequence[str]:
    """The labels in the order in which they come up."""
    return list(dict.fromkeys(label for scores in curve.values() for label in scores))
