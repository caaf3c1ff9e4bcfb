"""How tools count: code points, UTF-16 units, grapheme clusters; and code points with CRLF as one.

Everything of ours counts code points. An offset of another unit is turned into code points here, or
refused if it falls inside a character: it is never moved to the nearest one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from hasila.formats import graphemes

Unit = Literal["codepoints", "utf16", "graphemes", "codepoints-lf"]
UNITS: tuple[Unit, ...] = ("codepoints", "utf16", "graphemes", "codepoints-lf")

UNIT_NAMES: dict[Unit, str] = {
    "codepoints": "code points",
    "utf16": "UTF-16 units",
    "graphemes": "grapheme clusters",
    "codepoints-lf": "code points with CRLF counted once",
}

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Ruler:
    """The offsets of one text in one unit.

    Attributes:
        unit: The unit.
        length: The text's length in it.
        to_codepoints: For each offset in the unit its code point, -1 inside a character; None where
            the units of this text are its code points.
    """

    unit: Unit
    length: int
    to_codepoints: Sequence[int] | None

    def codepoint(self, offset: int) -> int | None:
        """The code point at an offset; None beyond the text or inside a character."""
        if not 0 <= offset <= self.length:
            return None
        if self.to_codepoints is None:
            return offset
        place = self.to_codepoints[offset]
        return None if place == _NOWHERE else place

    def inverse(self) -> Callable[[int], int | None]:
        """From code points to this unit; None for one inside a unit."""
        if self.to_codepoints is None:
            return lambda place: place
        table = {place: offset for offset, place in enumerate(self.to_codepoints) if place != _NOWHERE}
        return table.get


def ruler(text: str, unit: Unit) -> Ruler:
    """The offsets of `text` in `unit`."""
    if unit == "utf16" and _ASTRAL.search(text):
        places: list[int] = []
        for place, char in enumerate(text):
            places.append(place)
            if char > "\uffff":
                places.append(_NOWHERE)
        places.append(len(text))
        return Ruler(unit, len(places) - 1, places)
    if unit == "graphemes" and not graphemes.is_simple(text):
        places = [*graphemes.starts(text), len(text)]
        return Ruler(unit, len(places) - 1, places)
    if unit == "codepoints-lf" and "\r\n" in text:
        places = [
            place for place in range(len(text) + 1) if not (place and text[place - 1 : place + 1] == "\r\n")
        ]
        return Ruler(unit, len(places) - 1, places)
    return Ruler(unit, len(text), None)


def differing(text: str, units: Sequence[Unit]) -> list[Ruler]:
    """One ruler for each way in which the units count this text, in the order of the units."""
    found: list[Ruler] = []
    for unit in units:
        candidate = ruler(text, unit)
        if all(candidate.to_codepoints != other.to_codepoints for other in found):
            found.append(candidate)
    return found
