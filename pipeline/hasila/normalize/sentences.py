"""Where sentences of news prose begin.

A sentence ends at `.` `؟` `!` `…` or a newline, with the closing quotes and brackets after it. It does
not end inside a number, a name of a site or an abbreviation (those are one token each), at the two
dots `..` that headlines use as a dash, or where a comma or a colon goes on after the mark.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from hasila.normalize.levels import normalize

OTHER, STOP, NEWLINE, SPACE, OPEN, CLOSE, QUOTE, GOES_ON, DIGITS, UNIT_STOP = range(10)

_STOPS = frozenset(".!?؟…۔")
_OPEN = frozenset("([{«“‘‹")
_CLOSE = frozenset(")]}»”’›")
_QUOTES = frozenset("\"'")
_GOES_ON = frozenset("،,؛;:-–—")
# An abbreviated unit or era after a number: its full stop may end the sentence too.
_UNIT_STOPS = frozenset({"م.", "هـ.", "ه.", "ق.م."})
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


class Strings(Protocol):
    """What maps a string's hash to the string: spaCy's `StringStore`."""

    def __getitem__(self, key: int) -> str: ...


@lru_cache(maxsize=4096)
def _kind_of_sign(text: str) -> int:
    if text.isspace():
        return SPACE if _LINE_ENDS.isdisjoint(text) else NEWLINE
    seen = normalize(text, "forms")
    if _STOPS.issuperset(seen) and seen:
        return OTHER if seen == ".." else STOP
    if len(set(seen)) == 1:
        for signs, kind in ((_OPEN, OPEN), (_CLOSE, CLOSE), (_QUOTES, QUOTE), (_GOES_ON, GOES_ON)):
            if seen[0] in signs:
                return kind
    if seen in _UNIT_STOPS:
        return UNIT_STOP
    return OTHER


def _kind(text: str) -> int:
    last = text[-1:]
    if last.isdecimal():
        return DIGITS
    if last.isalpha() or len(text) > 1000:
        return OTHER if not text.isspace() else _kind_of_sign(text)
    return _kind_of_sign(text)


class _Kinds(dict[int, int]):
    """The kind of each string by its hash, learnt as they come; bounded."""

    def __init__(self, strings: Strings) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, key: int) -> int:
        if len(self) > 200_000:
            self.clear()
        kind = self[key] = _kind(self._strings[key])
        return kind


def starts(orths: Sequence[int], spaces: Sequence[int], strings: Strings) -> list[int]:
    """The indices of the tokens that begin a sentence, the first token among them.

    Args:
        orths: Each token's string, as its hash in `strings`.
        spaces: Whether a space follows each token.
        strings: What maps the hashes to strings.
    """
    kinds = list(map(_Kinds(strings).__getitem__, orths))
    begins = [0]
    position, length = 0, len(kinds)
    while position < length:
        kind = kinds[position]
        if kind != STOP and kind != NEWLINE and kind != UNIT_STOP:
            position += 1
            continue
        if kind == UNIT_STOP and (position == 0 or kinds[position - 1] != DIGITS):
            position += 1
            continue
        next_one = _after(kinds, spaces, position)
        if next_one < length and not _continues(kinds, position, next_one):
            begins.append(next_one)
        position = next_one
    return begins


def _after(kinds: Sequence[int], spaces: Sequence[int], position: int) -> int:
    """The first token after an end of a sentence and all that still belongs to it."""
    spaced = bool(spaces[position])
    position += 1
    while position < len(kinds):
        kind = kinds[position]
        if kind == QUOTE and spaced and not spaces[position]:
            break  # opens the next sentence
        if kind not in (STOP, NEWLINE, SPACE, CLOSE, QUOTE):
            break
        spaced = bool(spaces[position]) or kind in (NEWLINE, SPACE)
        position += 1
    return position


def _continues(kinds: Sequence[int], stop: int, next_one: int) -> bool:
    """Whether the sentence goes on after its mark: `(!)`, `«لماذا؟»، سأل`."""
    if any(kinds[i] == NEWLINE for i in range(stop, next_one)):
        return False
    if kinds[next_one] == GOES_ON:
        return True
    return stop > 0 and kinds[stop - 1] == OPEN and kinds[stop + 1] == CLOSE
