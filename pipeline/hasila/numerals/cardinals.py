"""Cardinals: words, digits with scales, and both mixed (`ثلاثة آلاف و500`, `39 ألفا و324`).

Notes for a newcomer. Arabic builds a number from groups below a thousand, each followed by its
scale, joined by و: `مليونان | وثلاثمئة وخمسة وعشرون ألفا | ومئة`. A group is hundreds, then units before
tens (`خمسة وعشرون`). `read_cardinal` walks once from left to right: `_Group` collects a group, a scale
word closes it into `parts`. Where a word after و can't continue the number, it belongs to the next
one (`ثلاثة آلاف وأربعة آلاف` are two), and the reading stops at the last place that was complete.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hasila.numerals.classify import Word
from hasila.numerals.digits import to_ascii
from hasila.numerals.lexing import Tokens
from hasila.numerals.parted import backwards, spaced
from hasila.numerals.peek import behind, digits_at, joined, plain, scale_at
from hasila.numerals.types import Number

_MAX_DECIMALS = 24
# The decimal point as a word.
_POINT = frozenset({"فاصله", "فاصل", "وفاصله"})
# Above this a "number" of stacked scale words is noise (`مليون مليون مليون …`).
_LIMIT = 10**36


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A cardinal over tokens first to last (exclusive).

    Attributes:
        coefficient: What a single last scale multiplies (`3` in `3 آلاف`), for ranges that share a scale;
            None where there is no scale or more than one part.
        scale: That scale.
        bare: Whether it is one number word with nothing else (`ألف`, `سبع`).
    """

    first: int
    last: int
    value: Number
    coefficient: Number | None = None
    scale: int | None = None
    bare: bool = False


@dataclass(slots=True)
class _Group:
    """What stands before a scale: hundreds, units, tens. `open_for` says what may follow."""

    value: int | Decimal
    stage: str  # "hundreds", "unit", "full", "digits"


@dataclass(frozen=True, slots=True)
class _Part:
    """A group with its scale."""

    scale: int
    value: int | Decimal


def read_cardinal(
    tokens: Tokens, i: int, *, decimal: str | None = None, stop: int | None = None
) -> Cardinal | None:
    """The longest cardinal that begins at token i, or None.

    Args:
        decimal: See `read_digits`.
        stop: Read no token from here on (for taking a composed number apart again).
    """
    end = tokens.size if stop is None else stop
    parts: list[_Part] = []
    group, position = _start_group(tokens, i, decimal)
    if group is None:
        opened = _scale_start(tokens, i)
        if opened is None:
            return None
        parts, position = [opened], i + 1
    best = checkpoint = _snapshot(i, position, parts, group)
    outside = behind(tokens, i, position)
    if scale_at(tokens, outside):
        position = outside
    while position < end:
        scale = scale_at(tokens, position)
        if scale:
            closed = _close(parts, group, scale)
            if closed is None:
                # The last group counts a scale of its own, so it was the next number's.
                best = checkpoint
                break
            parts, group = closed, None
            position += 1
        elif group is not None and _extend_unjoined(tokens, group, position):
            position += 1
        elif group is not None and not parts and tokens.folded(position) in _POINT:
            decimals = _decimals(tokens, position + 1)
            if decimals is None or isinstance(group.value, Decimal) or len(decimals[0]) > _MAX_DECIMALS:
                break
            group = _Group(Decimal(f"{group.value}.{decimals[0]}"), "digits")
            position = decimals[1]
        else:
            content = joined(tokens, position)
            if content is None or content >= end or "parts" in tokens.roles(content + 1):
                # و ثلاثة أرباع is a fraction to come.
                break
            if group is not None:
                if not _extend_joined(tokens, group, content, decimal):
                    break
                position = content + 1
            else:
                checkpoint = best
                group, position = _continue(tokens, content, parts, decimal)
                if position == content:
                    break
        if group is None or not parts or group.value < parts[-1].scale:
            best = _snapshot(i, position, parts, group)
    return best if best.value <= _LIMIT else None


def _decimals(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """The digits behind فاصلة and the token after them: `خمسة وعشرون` is 25, `صفر خمسة` is 05."""
    digits = ""
    while "zero" in tokens.roles(i) and len(digits) < _MAX_DECIMALS:
        digits, i = digits + "0", i + 1
    group, position = _start_group(tokens, i, None)
    while group is not None and not isinstance(group.value, Decimal) and len(digits) < _MAX_DECIMALS:
        if _extend_unjoined(tokens, group, position):
            position += 1
            continue
        content = joined(tokens, position)
        if content is not None and _extend_joined(tokens, group, content, None):
            position = content + 1
            continue
        digits, i = digits + str(group.value), position
        # Digit by digit: ثلاثة فاصلة واحد أربعة is 3.14.
        following = tokens.word(i)
        spelled = (
            following is not None and not following.prefix and group.value < 10 and "unit" in following.roles
        )
        group, position = _start_group(tokens, i, None) if spelled else (None, i)
    return (digits, i) if digits else None


def _continue(tokens: Tokens, i: int, parts: list["_Part"], decimal: str | None) -> tuple[_Group | None, int]:
    """What follows a finished scale and و; the same position where nothing that fits does."""
    if isinstance(parts[-1].value, Decimal):
        # 1.5 مليون has said all; و300 ألف counts something else.
        return None, i
    group, position = _start_group(tokens, i, decimal)
    if group is not None:
        return (None, i) if isinstance(group.value, Decimal) or group.value == 0 else (group, position)
    opened = _scale_start(tokens, i)
    if opened is None or opened.scale >= parts[-1].scale:
        return None, i
    parts.append(opened)
    return None, i + 1


def _snapshot(first: int, last: int, parts: list["_Part"], group: _Group | None) -> Cardinal:
    start: int | Decimal = 0 if group is None else group.value
    value = sum((part.value for part in parts), start)
    if group is not None:
        return Cardinal(first, last, plain(value), bare=last == first + 1)
    if len(parts) == 1:
        scale = parts[0].scale
        return Cardinal(first, last, plain(value), plain(Fraction(value) / scale), scale, last == first + 1)
    return Cardinal(first, last, plain(value))


def _start_group(tokens: Tokens, i: int, decimal: str | None) -> tuple[_Group | None, int]:
    if tokens.digits(i) is not None:
        keyed_backwards = backwards(tokens, i)
        if keyed_backwards is not None:
            return _Group(keyed_backwards[0], "digits"), keyed_backwards[1]
        last = spaced(tokens, i)
        if last > i + 1:
            return _Group(int("".join(to_ascii(tokens.raw(k)) for k in range(i, last))), "digits"), last
        value = digits_at(tokens, i, decimal)
        if value is None:
            return None, i
        return _Group(value, "digits"), i + 1
    roles = tokens.roles(i)
    if "fraction" in roles and _fifth(tokens.raw(i)):
        return None, i
    for role, stage in _STAGES:
        if role in roles:
            return _Group(int(roles[role]), stage), i + 1
    if "one" in roles or "two" in roles:
        # أحد and اثنا count only in 11, 12, 21 …: what follows decides.
        tail = tokens.roles(i + 1)
        word = tokens.word(i + 1)
        if "tail" in tail and word is not None and not word.prefix:
            return _Group(int(roles.get("one", roles.get("two", 0))), "unit"), i + 1
        content = joined(tokens, i + 1)
        if content is not None and "tens" in tokens.roles(content) and "one" in roles:
            return _Group(1, "unit"), i + 1
    return None, i


_STAGES = (
    ("zero", "full"),
    ("unit", "unit"),
    ("ten", "full"),
    ("teen", "full"),
    ("tens", "full"),
    ("hundred", "hundreds"),
    ("hundreds", "hundreds"),
)


def _scale_start(tokens: Tokens, i: int) -> _Part | None:
    """A scale word that begins a number or follows و: `ألف`, `ألفان`, `مليوني`."""
    word = tokens.word(i)
    if word is None:
        return None
    roles = word.roles
    if "construct" in roles:
        # ألفا is twice a thousand before its noun, but in ألفا و328 a thousand in the accusative.
        value = int(roles["construct"])
        if "scale_acc" in roles and _accusative(tokens, i, word):
            return _Part(int(roles["scale_acc"]), int(roles["scale_acc"]))
        return _Part(value // 2, value)
    if "scale_dual" in roles:
        value = int(roles["scale_dual"])
        return _Part(value // 2, value)
    if "scale" in roles:
        return _Part(int(roles["scale"]), int(roles["scale"]))
    return None


def _fifth(raw: str) -> bool:
    """Whether the first vowel is u: خُمس, not خَمس."""
    return re.search("(?:خ\u064fم|س\u064fب|ع\u064fش|ت\u064fس|س\u064fد)", raw) is not None


def _accusative(tokens: Tokens, i: int, word: Word) -> bool:
    if "\u064b" in word.raw:
        return True
    if word.article:
        return False
    following = joined(tokens, i + 1)
    return following is not None or tokens.mark(i + 1) != "" or i + 1 >= tokens.size


def _extend_unjoined(tokens: Tokens, group: _Group, i: int) -> bool:
    word = tokens.word(i)
    if word is None or word.prefix or group.stage != "unit":
        return False
    unit = int(group.value) % 100
    if "tail" in word.roles and not word.article and 1 <= unit <= 9:
        group.value += 10
        group.stage = "full"
        return True
    if "hundred" in word.roles and 3 <= group.value <= 9:
        group.value *= 100
        group.stage = "hundreds"
        return True
    return False


def _extend_joined(tokens: Tokens, group: _Group, i: int, decimal: str | None) -> bool:
    roles = tokens.roles(i)
    if group.stage == "hundreds":
        added, _ = _start_group(tokens, i, decimal)
        if (
            added is None
            or added.stage == "hundreds"
            or not 0 < added.value < 100
            or isinstance(added.value, Decimal)
        ):
            return False
        group.value += added.value
        group.stage = "full" if added.stage == "digits" else added.stage
        return True
    if group.stage == "unit" and "tens" in roles:
        group.value += int(roles["tens"])
        group.stage = "full"
        return True
    return False


def _close(parts: list[_Part], group: _Group | None, scale: int) -> list[_Part] | None:
    """Multiply by a scale; None where the scale can't belong to this number."""
    smaller = [part for part in parts if part.scale < scale]
    larger = [part for part in parts if part.scale > scale]
    if len(smaller) + len(larger) < len(parts):
        # The same scale twice: `ألف ألف` multiplies, `ثلاثة آلاف وأربعة آلاف` are two numbers.
        if group is None and len(parts) == 1:
            return [_Part(scale * scale, parts[0].value * scale)]
        return None
    if group is None and not smaller:
        return None
    if smaller and group is not None and group.value < 100:
        # `ثلاثة آلاف وخمسة ملايين`: two numbers. `ألف وخمسمئة مليون`: 1500 million.
        return None
    amount = sum((part.value for part in smaller), 0 if group is None else group.value)
    return None if amount == 0 else [*larger, _Part(scale, amount * scale)]
