"""Clock times, in hours (`10:30`, `الساعة 0854`, `الساعة التاسعة والنصف`), and minutes of a match."""

from dataclasses import replace
from fractions import Fraction

from hasila.numerals.digits import split_list, to_ascii
from hasila.numerals.lexicon import word_set
from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node
from hasila.numerals.parted import pointed
from hasila.numerals.peek import joined, plain, plain_digits

# Only with the article: خلال 24 ساعة نحو 150 are no times.
_HOUR = word_set("الساعة بالساعة للساعة والساعة")
_MINUTE = word_set("الدقيقة بالدقيقة للدقيقة والدقيقة")
_DAYTIME = word_set("صباحا مساء ظهرا عصرا فجرا ليلا صباح مساءا بتوقيت بالتوقيت")
_ABOUT = word_set("عند حوالي نحو")
_UNTIL = word_set("إلى حتى و")
# In the course of one hour: خلال الساعة الواحدة.
_EACH = word_set("خلال كل طوال سعر أجرة يتعدى تتعدى يتجاوز تتجاوز")


def read_clock(tokens: Tokens, i: int) -> list[Node]:
    """`10:30`, and behind الساعة also `3،30`, `0854`, `30 .17`; the value is in hours. [] for no time."""
    hour = plain_digits(tokens, i)
    glued = tokens.glued(i) and tokens.glued(i + 1)
    if hour is not None and tokens.mark(i + 1) == ":" and (glued or _told(tokens, i, i + 3)):
        minute = plain_digits(tokens, i + 2)
        if minute is not None and len(minute) == 2 and int(hour) <= 24 and int(minute) < 60:
            last = i + 3
            if tokens.mark(last) == ":" and plain_digits(tokens, last + 1) is not None and tokens.glued(last):
                last += 2
            return _time(i, last, int(hour), int(minute))
        if (
            minute is not None
            and len(hour) == 2
            and int(hour) < 60
            and int(minute) <= 24
            and (len(minute) == 1 or int(hour) > 24)
        ):
            # 30:8, keyed backwards.
            return _time(i, i + 3, int(minute), int(hour))
    raw = tokens.digits(i)
    if raw is not None and pointed(tokens, i + 1):
        return _backwards(tokens, i)
    if raw is None or not _at_hour(tokens, i):
        return []
    parts = split_list(raw)
    if len(parts) == 1 and hour is not None:
        if len(hour) == 4:
            return _time(i, i + 1, int(hour[:2]), int(hour[2:]))
        return _time(i, i + 1, int(hour), 0)
    if len(parts) != 2:
        return []
    first, second = (int(to_ascii(raw[a:b])) for a, b in parts)
    early = first in (0, 15, 30, 45) and "،" in raw and parts[0][1] - parts[0][0] == 2
    if second <= 24 and (early or 24 < first < 60):
        # 30،10 of the old agencies is keyed backwards, like their decimals.
        first, second = second, first
    return _time(i, i + 1, first, second)


def _backwards(tokens: Tokens, i: int) -> list[Node]:
    """`الساعة 30 .17`, `45 .7 مساء`, and what follows them in `30 .7 إلى 30 .8`."""
    minute, hour = plain_digits(tokens, i), plain_digits(tokens, i + 2)
    if minute is None or hour is None or len(minute) != 2:
        return []
    until = tokens.folded(i - 1) in _UNTIL and _at_hour(tokens, i - 4) and tokens.mark(i - 3) == "."
    if not (until or _at_hour(tokens, i) or tokens.folded(i + 3) in _DAYTIME):
        return []
    return _time(i, i + 3, int(hour), int(minute))


def _time(first: int, last: int, hour: int, minute: int) -> list[Node]:
    if hour > 24 or minute >= 60:
        return []
    return [Node(first, last, "time", plain(Fraction(hour * 60 + minute, 60)))]


def _at_hour(tokens: Tokens, i: int) -> bool:
    before = tokens.folded(i - 1)
    return before in _HOUR or (before in _ABOUT and tokens.folded(i - 2) in _HOUR)


def _told(tokens: Tokens, first: int, last: int) -> bool:
    """Whether words around say that this is a time of day."""
    return tokens.folded(last) in _DAYTIME or any(tokens.folded(k) in _HOUR for k in range(first - 3, first))


def timed(tokens: Tokens, node: Node, value: int) -> bool:
    """Whether words around say that a whole number is a minute of a match or an hour (`6 صباحا`)."""
    if tokens.folded(node.first - 1) in _MINUTE and value <= 120:
        return True
    if value > 24 or tokens.digits(node.first) is None:
        return False
    after = tokens.folded(node.last)
    until = after in _UNTIL and tokens.digits(node.last + 1) is not None
    return after in _DAYTIME or (until and tokens.folded(node.last + 2) in _DAYTIME)


def read_hour(tokens: Tokens, node: Node) -> Node:
    """An ordinal as an hour (`الساعة التاسعة`, `الثالثة والنصف عصرا`), with the fraction after it."""
    if node.kind != "ordinal" or not isinstance(node.value, int) or node.value > 12:
        return node
    word = tokens.word(node.first)
    if word is None or not word.folded.endswith("ه"):
        return node
    hour = tokens.folded(node.first - 1) in _HOUR or (
        tokens.folded(node.first - 2) in _HOUR and not word.prefix
    )
    last, fraction = node.last, Fraction(0)
    content = joined(tokens, last)
    if (
        content is not None
        and "fraction" in tokens.roles(content)
        and getattr(tokens.word(content), "article", False)
    ):
        fraction, last = Fraction(tokens.roles(content)["fraction"]), content + 1
    elif tokens.folded(last) == "الا" and "fraction" in tokens.roles(last + 1):
        fraction, last = -Fraction(tokens.roles(last + 1)["fraction"]), last + 2
    if not hour and not fraction and tokens.folded(last) not in _DAYTIME:
        return node
    return replace(node, kind="time", value=plain(node.value + fraction), last=last, bare=False)


def one_oclock(tokens: Tokens, node: Node) -> Node:
    """`الساعة الواحدة والنصف`: the first hour is the one that is no ordinal.

    `60 كيلومترا في الساعة الواحدة` is a speed, unless a time of day follows.
    """
    word = tokens.word(node.first)
    if word is None or word.folded != "واحده" or not word.article or word.prefix or node.kind != "cardinal":
        return node
    if node.value is None or not 0 < node.value < 2:
        return node
    if tokens.folded(node.last) not in _DAYTIME:
        before = tokens.folded(node.first - 2)
        measured = before == "في" and any(
            tokens.digits(k) is not None or tokens.roles(k) for k in range(node.first - 5, node.first - 2)
        )
        if tokens.folded(node.first - 1) not in ("الساعه", "والساعه") or measured or before in _EACH:
            return node
    return replace(node, kind="time", bare=False)
