"""A text cut wherever a mark begins or ends, so that overlapping marks can be drawn flat.

In `مقاتلي حركة 20 فبراير` the name `حركة 20 فبراير` holds the number `20`. HTML elements and
terminal styles nest or stand apart, they can't overlap; so the text is cut into `مقاتلي `, `حركة `,
`20`, ` فبراير`, and each piece knows every mark that covers it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from hasila.show.marks import Mark


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text, and the marks that cover all of it (the longest first)."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]


def cut(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """Cut `text` at the borders of `marks`. The pieces joined are the text, whatever the marks.

    Marks may nest, overlap or repeat; one without a character covers nothing. All must lie
    inside the text (`find_marks` sees to that).
    """
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.start < mark.end:
            opening.setdefault(mark.start, []).append(mark)
            closing.setdefault(mark.end, []).append(mark)
    borders = sorted({0, len(text), *opening, *closing})
    segments: list[Segment] = []
    active: dict[Mark, None] = {}
    for start, end in pairwise(borders):
        for mark in closing.get(start, ()):
            active.pop(mark, None)
        active.update(dict.fromkeys(opening.get(start, ())))
        covering = sorted(active, key=lambda mark: mark.start - mark.end)
        segments.append(Segment(start, end, text[start:end], tuple(covering)))
    return segments
