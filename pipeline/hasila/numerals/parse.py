"""`parse`: a whole string as one number, or the reason why it is none.

Where `find` has to doubt (is سبع seven or a lion?), `parse` is told that its text is a number: it takes
every reading that makes the whole string one value.
"""

import re
import unicodedata
from dataclasses import replace
from fractions import Fraction

from hasila.numerals import codes
from hasila.numerals.cardinals import read_cardinal
from hasila.numerals.expressions import percent, read_expression
from hasila.numerals.lexing import Tokens, lex
from hasila.numerals.node import Node
from hasila.numerals.peek import joined, plain
from hasila.numerals.types import Number

_MINUS = frozenset({"سالب", "ناقص", "السالب"})
_OVER = frozenset({"علي", "من"})
_PUNCTUATION = frozenset("«»\"'()[]“”.،,؛:!؟?\n")
_VULGAR = re.compile("[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]")
_PART = frozenset({"جزء", "اجزاء", "جزءا"})
# A longer string is no number; and what it is need not be found out.
_MAX_LENGTH = 2000


def parse(text: str, *, decimal: str | None = None, dialect: bool = False) -> Number:
    """The value of a text that is one number, in digits, in words or in both.

    Args:
        text: `"ألفان وخمسمئة"`, `"39 ألفا و324"`, `"٧٠٬٠٠٠"`, `"ثلاثة أرباع"`, `"الحادي والعشرون"`.
        decimal: The separator that is the decimal point, where the rule of `hasila.numerals.digits` should
            not decide (`parse("1.250", decimal=".")`).
        dialect: Take forms of the spoken language too (`خمستاشر`, `تلاتين`, `ميتين`).

    Returns:
        An `int` for whole numbers, a `Fraction` for parts of a whole written as such (`ثلثان`, `3/4`), else
        a `Decimal`, as exact as it is written.

    Raises:
        ValueError: the text is not one number; the message names what is in the way and where.

    >>> parse("مليون ونصف المليون")
    1500000
    """
    if len(text) > _MAX_LENGTH:
        raise ValueError(f"no number: {len(text)} characters are more than any number has")
    tokens = lex(_VULGAR.sub(_spelled, text), dialect=dialect)
    first, last = 0, tokens.size
    while (
        first < last
        and tokens.mark(first) in _PUNCTUATION
        and not (tokens.mark(first) == "." and tokens.glued(first))
    ):
        first += 1
    while last > first and tokens.mark(last - 1) in _PUNCTUATION:
        last -= 1
    if first == last:
        raise ValueError("no number: the text is empty")
    negative = tokens.folded(first) in _MINUS or tokens.mark(first) in ("-", "−")
    if negative or tokens.mark(first) == "+":
        first += 1
    value = _value(tokens, first, last, decimal)
    if value < 0:
        # The reader took the sign with the digits.
        return value
    return -value if negative else value


def _spelled(match: re.Match[str]) -> str:
    """½ as 1/2."""
    value = Fraction(unicodedata.numeric(match[0])).limit_denominator(10)
    return f" {value.numerator}/{value.denominator} "


def _value(tokens: Tokens, first: int, last: int, decimal: str | None) -> Number:
    if tokens.mark(first) in (".", "٫") and tokens.digits(first + 1) and first + 2 == last:
        raw = tokens.digits(first + 1) or ""
        if raw.isdigit():
            return plain(Fraction(int(raw), 10 ** len(raw)))
    node = _longest(tokens, first, decimal)
    if node is None and tokens.folded(first) in _PART:
        # جزء من عشرة: the one is unsaid.
        node = Node(first, first, "cardinal", 1)
    if node is None:
        raise ValueError(_reason(tokens, first, "is no number"))
    node = _ascending(tokens, node, last, decimal)
    node = percent(tokens, node) if node.kind == "cardinal" else node
    node = _over(tokens, node, last, decimal)
    end = node.last
    if node.marker is not None:
        while end < last and tokens.start(end) < node.marker[1]:
            end += 1
    if end < last:
        raise ValueError(
            _reason(
                tokens, end, f"does not continue {tokens.text[tokens.start(first) : tokens.end(end - 1)]!r}"
            )
        )
    if node.value is None:
        raise ValueError(f"no single value: {tokens.text.strip()!r} is a range, a vague number or a score")
    return node.value


def _reason(tokens: Tokens, i: int, what: str) -> str:
    if i >= tokens.size:
        return f"no number: the text ends at character {len(tokens.text)}"
    return f"no number: {tokens.raw(i)!r} at character {tokens.start(i)} {what}"


def _longest(tokens: Tokens, i: int, decimal: str | None) -> Node | None:
    """The reading at i that takes the most tokens; of equals, the one `find` would try first."""
    grouped = codes.read_digit_group(tokens, i)
    readings = list(read_expression(tokens, i, decimal))
    if len(grouped) == 1 and grouped[0].kind == "fraction":
        readings.append(grouped[0])
    return max(readings, key=lambda node: node.last, default=None)


def _ascending(tokens: Tokens, node: Node, last: int, decimal: str | None) -> Node:
    """Parts in another order (`ثلاث وستون وتسعمئة وألف` is 1963), and what is taken off (`ألف إلا خمسين`)."""
    while node.last < last and isinstance(node.value, int) and node.kind == "cardinal":
        content = joined(tokens, node.last)
        following = None if content is None else read_cardinal(tokens, content, decimal=decimal)
        if following is None or not isinstance(following.value, int) or node.value <= 0:
            break
        rising = following.value % 10 ** len(str(node.value)) == 0
        falling = node.value % 10 ** len(str(following.value)) == 0
        if not rising and not falling:
            break
        node = replace(
            node, value=node.value + following.value, last=following.last, scale=None, coefficient=None
        )
    less = (
        read_cardinal(tokens, node.last + 1, decimal=decimal) if tokens.folded(node.last) == "الا" else None
    )
    if (
        less is not None
        and isinstance(node.value, int)
        and isinstance(less.value, int)
        and less.value < node.value
    ):
        return replace(node, value=node.value - less.value, last=less.last)
    return node


def _over(tokens: Tokens, node: Node, last: int, decimal: str | None) -> Node:
    """`ثلاثة على خمسة`, `خمسة من سبعة`, `جزء من عشرة`: one number over another."""
    if tokens.folded(node.last) in _PART:
        node = replace(node, last=node.last + 1)
    if (
        node.last >= last
        or tokens.folded(node.last) not in _OVER
        or node.value is None
        or node.kind != "cardinal"
    ):
        return node
    start = node.last + 1 + (tokens.folded(node.last + 1) in ("كل", "اصل"))
    below = read_cardinal(tokens, start, decimal=decimal)
    if below is None or below.value == 0:
        return node
    return replace(node, kind="fraction", value=Fraction(node.value) / Fraction(below.value), last=below.last)
