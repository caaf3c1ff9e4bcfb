"""Extended grapheme clusters, as doccano counts them.

doccano's page cuts texts with the JavaScript package grapheme-splitter 1.0.4: the rules of UAX #29 for
Unicode 10.0.0, in which emoji are joined by other classes than in later versions. A newer rule set
would put some spans of real exports elsewhere, so the rules and the table are of that version.

DOCS: https://www.unicode.org/reports/tr29/tr29-31.html
"""

import re
from bisect import bisect_right
from functools import cache
from importlib.resources import files

# Texts of these characters alone have one cluster a character: no marks, no controls joined to others.
_SIMPLE = re.compile(
    "[\n\x20-\x7e\xa0-\xac\xae-\u02ff\u060b-\u060f\u061b\u061e-\u064a\u0660-\u066f\u0671-\u06d3]*"
)
_HANGUL = range(0xAC00, 0xD7A4)
_ENDS = frozenset({"CR", "LF", "Control"})
_BASES = frozenset({"E_Base", "E_Base_GAZ"})
_JOINED_BEFORE = {
    ("CR", "LF"),
    ("L", "L"),
    ("L", "V"),
    ("L", "LV"),
    ("L", "LVT"),
    ("LV", "V"),
    ("LV", "T"),
    ("V", "V"),
    ("V", "T"),
    ("LVT", "T"),
    ("T", "T"),
    ("ZWJ", "Glue_After_Zwj"),
    ("ZWJ", "E_Base_GAZ"),
}


@cache
def _table() -> tuple[list[int], list[int], list[str]]:
    """First code points, last code points and classes of the ranges, sorted."""
    firsts, lasts, classes = [], [], []
    for line in (files("hasila.formats") / "graphemes.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, first, last = line.split("\t")
            firsts.append(int(first, 16))
            lasts.append(int(last, 16))
            classes.append(name)
    return firsts, lasts, classes


def _class_of(char: str) -> str:
    code = ord(char)
    if code in _HANGUL:
        return "LVT" if (code - _HANGUL.start) % 28 else "LV"
    firsts, lasts, classes = _table()
    index = bisect_right(firsts, code) - 1
    return classes[index] if index >= 0 and code <= lasts[index] else "Other"


def is_simple(text: str) -> bool:
    """Whether each character is surely a cluster of its own."""
    return _SIMPLE.fullmatch(text) is not None


def starts(text: str) -> list[int]:
    """Where each cluster of the text begins, in code points.

    >>> starts("دُ🇸🇾")
    [0, 2]
    """
    found = [0] if text else []
    classes: dict[str, str] = {}
    previous = ""
    base = False  # an emoji stands before, with nothing after it but marks
    flags = 0  # how many regional indicators stand before in this cluster
    for position, char in enumerate(text):
        current = classes.get(char) or classes.setdefault(char, _class_of(char))
        if position and _breaks(previous, current, base, flags):
            found.append(position)
            flags = 0
        flags = flags + 1 if current == "Regional_Indicator" else 0
        base = current in _BASES or (base and current == "Extend")
        previous = current
    return found


def _breaks(previous: str, current: str, base: bool, flags: int) -> bool:
    """Whether a cluster ends between two characters of these classes."""
    if (previous, current) in _JOINED_BEFORE:
        return False
    if previous in _ENDS or current in _ENDS:
        return True
    if current in ("Extend", "ZWJ", "SpacingMark") or previous == "Prepend":
        return False
    if current == "E_Modifier":
        return not base
    if current == "Regional_Indicator":
        return flags % 2 == 0
    return True
