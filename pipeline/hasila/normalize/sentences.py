"""Where sentences of news prose begin.

A sentence ends at `.` `؟` `!` `…` or a newline, with the closing quotes and brackets after it
(`"نعم." وقال`). It does not end

- inside a number, an address or an abbreviation: those are one token each;
- between two numbers, `.45 .2`: newspapers print decimals with such gaps;
- after the number of an entry in a list (`1. حلب`);
- at the two dots `..` that headlines use as a dash;
- at a question or an exclamation that is only quoted (`«من يحكم؟» كتاب جديد`, `(!)`);
- where a comma, a colon or a dash goes on after the mark.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import Protocol

from hasila.normalize.levels import normalize


class Kind(IntEnum):
    """What a token is to the ends of sentences."""

    OTHER = 0
    STOP = 1
    QUESTION = 2
    NEWLINE = 3
    SPACE = 4
    OPEN = 5
    CLOSE = 6
    QUOTE = 7
    GOES_ON = 8
    DIGITS = 9
    UNIT_STOP = 10


_STOPS = frozenset(".…۔")
_QUESTIONS = frozenset("!?؟")
_SIGNS = (
    (frozenset("([{«“‘‹"), Kind.OPEN),
    (frozenset(")]}»”’›"), Kind.CLOSE),
    (frozenset("\"'"), Kind.QUOTE),
    (frozenset("،,؛;:-–—"), Kind.GOES_ON),
)
# An abbreviated unit or era; after a number its full stop is the sentence's too.
_UNIT_STOPS = frozenset({"م.", "هـ.", "ه.", "ق.م."})
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_ENDS = frozenset({Kind.STOP, Kind.QUESTION, Kind.NEWLINE, Kind.UNIT_STOP})
_BELONGS_BEFORE = frozenset({Kind.STOP, Kind.QUESTION, Kind.NEWLINE, Kind.SPACE, Kind.CLOSE, Kind.QUOTE})

# How many kinds of strings are remembered before starting afresh.
_REMEMBERED = 200_000


class Strings(Protocol):
    """What maps a string's hash to the string: spaCy's `StringStore`."""

    def __getitem__(self, key: int, /) -> str: ...


class KindsByHash(dict[int, Kind]):
    """The kind of each string by its hash, learnt as strings come. A hash means one string for good."""

    def __init__(self, strings: Strings) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, key: int) -> Kind:
        if len(self) >= _REMEMBERED:
            self.clear()
        kind = self[key] = kind_of(self._strings[key])
        return kind


def kind_of(token: str) -> Kind:
    """What a token is to the ends of sentences."""
    last = token[-1:]
    if last.isdecimal():
        return Kind.DIGITS
    # Only signs and abbreviations are of interest; words and long runs are told by one look.
    return Kind.OTHER if last.isalpha() else _kind_of_sign(token)


def _kind_of_sign(token: str) -> Kind:
    if token.isspace():
        return Kind.SPACE if _LINE_ENDS.isdisjoint(token) else Kind.NEWLINE
    seen = normalize(token, "forms")
    if not seen:
        return Kind.OTHER
    if seen in _UNIT_STOPS:
        return Kind.UNIT_STOP
    if seen[-1].isdecimal():
        return Kind.DIGITS
    chars = set(seen)
    if chars <= _STOPS:
        return Kind.OTHER if seen == ".." else Kind.STOP
    if chars <= _STOPS | _QUESTIONS:
        return Kind.QUESTION
    return next((kind for signs, kind in _SIGNS if chars <= signs), Kind.OTHER)


def starts(kinds: Sequence[Kind], spaces: Sequence[object]) -> list[int]:
    """The indices of the tokens that begin a sentence, the first token among them.

    Args:
        kinds: Each token's kind.
        spaces: Whether (as truth) a space follows each token.
    """
    begins = [0]
    position, length = 0, len(kinds)
    while position < length:
        if (
            kinds[position] not in _ENDS
            or _is_inside(kinds, spaces, position)
            or _is_numbering(kinds, position, begins[-1])
        ):
            position += 1
            continue
        after = _after(kinds, spaces, position)
        if after < length and not _continues(kinds, position, after):
            begins.append(after)
        position = after
    return begins


def _is_inside(kinds: Sequence[Kind], spaces: Sequence[object], mark: int) -> bool:
    """Whether a mark ends nothing: a title's full stop, or the point of a number with gaps."""
    before = kinds[mark - 1] if mark else Kind.OTHER
    if kinds[mark] == Kind.UNIT_STOP:
        return before != Kind.DIGITS
    return (
        kinds[mark] == Kind.STOP
        and before == Kind.DIGITS
        and not spaces[mark]
        and mark + 1 < len(kinds)
        and kinds[mark + 1] == Kind.DIGITS
    )


def _is_numbering(kinds: Sequence[Kind], mark: int, start: int) -> bool:
    """Whether a full stop follows the number of an entry in a list: `1. كذا`."""
    return kinds[mark] == Kind.STOP and mark == start + 1 and kinds[start] == Kind.DIGITS


def _after(kinds: Sequence[Kind], spaces: Sequence[object], mark: int) -> int:
    """The first token after the end of a sentence and all that still belongs to it."""
    apart = bool(spaces[mark]) or kinds[mark] == Kind.NEWLINE
    position = mark + 1
    while position < len(kinds) and kinds[position] in _BELONGS_BEFORE:
        if kinds[position] == Kind.QUOTE and apart and not spaces[position]:
            break  # it opens the next sentence
        apart = bool(spaces[position]) or kinds[position] in (Kind.NEWLINE, Kind.SPACE)
        position += 1
    return position


def _continues(kinds: Sequence[Kind], mark: int, after: int) -> bool:
    """Whether the sentence goes on after its mark."""
    tail = kinds[mark:after]
    if Kind.NEWLINE in tail:
        return False
    if kinds[after] == Kind.GOES_ON:
        return True
    quoted = Kind.CLOSE in tail or Kind.QUOTE in tail
    if kinds[mark] == Kind.QUESTION:
        return quoted and Kind.STOP not in tail
    return quoted and mark > 0 and kinds[mark - 1] == Kind.OPEN  # (...)
