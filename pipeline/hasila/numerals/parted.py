"""Digits in several runs that are one number: `15 000`, and what archives keyed backwards, `340 .12،576`."""

import re
from decimal import Decimal

from hasila.numerals.digits import to_ascii
from hasila.numerals.lexicon import word_set
from hasila.numerals.lexing import Tokens
from hasila.numerals.peek import percent_at, scale_at

# A run without separators, and one with separators of thousands.
_PLAIN, _GROUPED = re.compile(r"[0-9]{1,6}"), re.compile(r"[0-9]{1,3}(?:([،,٬])[0-9]{3})(?:\1[0-9]{3}){0,3}")
_MAX_RUNS = 6
_DIVIDED = word_set(
    "درهما دراهم ريالا ريالات دولارا دولارات دينارا دنانير جنيها جنيهات ليرة ليرات نقاط مترا كيلومترا طنا"
)
_WHOLE_THINGS = word_set(
    "سهم سهما أسهم صفقة صفقات عقد عقود شخص شخصا مكتتب مكتتبا مستخدم مستخدما زائر زائرا معاملة وحدة "
    "مؤسسة شركة طالب طالبا موظف موظفا عامل عاملا مواطن مواطنا"
)


def spaced(tokens: Tokens, i: int) -> int:
    """The token after digits grouped by spaces (`15 000`, `1 250 000`); i + 1 for others.

    Two runs of three digits are rather two numbers (`180 200` is a range that lost its dash).
    """
    first = tokens.raw(i)
    if not first.isdigit() or len(first) > 3 or first[0] in "0٠۰":
        return i + 1
    last = i + 1
    while last < tokens.size and last - i < _MAX_RUNS:
        raw = tokens.digits(last)
        if (
            raw is None
            or len(raw) != 3
            or not raw.isdigit()
            or tokens.start(last) - tokens.end(last - 1) != 1
        ):
            break
        last += 1
    if (
        last < tokens.size
        and tokens.digits(last) is not None
        and tokens.start(last) - tokens.end(last - 1) == 1
    ):
        return i + 1
    if last - i == 2 and len(first) == 3 and to_ascii(tokens.raw(i + 1)) != "000":
        return i + 1
    return last


def backwards(tokens: Tokens, i: int) -> tuple[int | Decimal, int] | None:
    """`57 .2`, as some archives have their numbers: keyed backwards, and the token after it.

    It is 2.57: the point is parted from the first digits, and what is behind it is the whole, as in `12ر1`.
    The whole can have thousands of its own (`12 .3،198` is 3198.12), also with points (`57 .990 .9 نقطة` is
    9990.57). What can't be divided has no decimals: `581 .990 .9 سهما` is 9990581, `492 .10 صفقة` 10492. A
    sentence that ends in up to three digits and goes on with digits would look alike, but is rare beside it.
    """
    first = _run(tokens, i)
    if first is None or len(first) > 3 or not first.isdecimal():
        return None
    runs = [first]
    last = i + 1
    while len(runs) < _MAX_RUNS and pointed(tokens, last):
        run = _run(tokens, last + 1)
        if run is None:
            break
        runs.append(run)
        last += 2
    if len(runs) == 1:
        whole = _turned(tokens, i)
        return None if whole is None else (Decimal(f"{whole}.{first}"), i + 3)
    if len(first) == 3 and _thousands(runs) and _whole_things(tokens, last, runs):
        return int("".join(reversed(runs))), last
    if len(runs) > 2 and _thousands(runs[1:]):
        return Decimal("".join(reversed(runs[1:])) + "." + first), last
    whole = _whole(runs[1])
    return None if whole is None else (Decimal(f"{whole}.{first}"), i + 3)


def _whole_things(tokens: Tokens, i: int, runs: list[str]) -> bool:
    """Whether what token i counts has no decimals.

    Of thousands only money and points have some, and these archives write two of them and a zero.
    """
    if len(runs) == 2:
        return tokens.folded(i) in _WHOLE_THINGS
    if scale_at(tokens, i) or percent_at(tokens, i):
        return False
    divided = "unit_noun" in tokens.roles(i) or tokens.folded(i) in _DIVIDED
    return not divided or runs[0][-1] != "0" or runs[0] == "000"


def _run(tokens: Tokens, i: int) -> str | None:
    raw = tokens.digits(i)
    return None if raw is None or len(raw) > 15 else to_ascii(raw)


def pointed(tokens: Tokens, i: int) -> bool:
    """Whether the point at i touches the digits behind it and is parted from those before it by a space."""
    before = tokens.end(i - 1)
    return tokens.mark(i) == "." and tokens.glued(i) and tokens.text[before : tokens.start(i)] == " "


def _whole(run: str) -> str | None:
    """The digits of a whole part, without separators of thousands."""
    if len(run) > 1 and run[0] == "0":
        return None
    if _PLAIN.fullmatch(run):
        return run
    return re.sub("[^0-9]", "", run) if _GROUPED.fullmatch(run) else None


def _thousands(groups: list[str]) -> bool:
    """Whether runs from the last thousand to the first are groups of one number."""
    *full, head = groups
    return (
        len(full) > 0
        and all(len(group) == 3 and group.isdecimal() for group in full)
        and head.isdecimal()
        and len(head) <= 3
        and head[0] != "0"
    )


def _turned(tokens: Tokens, i: int) -> str | None:
    """The digits behind a point and a right-to-left mark, which is seen the other way round: 7.5."""
    if tokens.mark(i + 1) != "." or not tokens.glued(i):
        return None
    parted = tokens.text[tokens.end(i + 1) : tokens.start(i + 2)] == "\u200f"
    run = _run(tokens, i + 2) if parted else None
    return None if run is None else _whole(run)
