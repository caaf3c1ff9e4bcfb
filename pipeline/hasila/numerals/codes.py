"""Digits in several runs that are one thing: dates, clock times, scores, and codes (`إف-16`, `كوفيد-19`)."""

from hasila.numerals.calendar import plain_digits, read_clock, read_dates
from hasila.numerals.digits import read_digits, split_list, to_ascii
from hasila.numerals.lexicon import word_set
from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node
from hasila.numerals.types import Kind

_SCORE_WORDS = word_set(
    "فوز الفوز بفوز فاز فازت وفاز ففاز تعادل تعادلا بالتعادل التعادل وتعادل خسر خسرت خسارة الخسارة "
    "بخسارة هزيمة نتيجة بنتيجة النتيجة مباراة المباراة الودية تغلب تغلبت وتغلب الشوط أهداف هدفين "
    "بهدفين إيابا ذهابا ترجيح الترجيح الجزاء هزم هزمت ضد سحق اكتسح تقدم متقدما"
)
_METRIC = frozenset(
    ("km", "m", "kg", "g", "cm", "mm", "mw", "gb", "mb", "k", "s", "h", "c", "l", "ml", "mhz", "ghz")
)


def read_digit_group(tokens: Tokens, i: int) -> list[Node]:
    """A date, time, score or code in runs of digits from token i on; [] for a plain number."""
    raw = tokens.digits(i)
    if raw is None:
        return []
    nodes = read_clock(tokens, i) or read_dates(tokens, i) or _added_time(tokens, i)
    nodes = nodes or _scored(tokens, i) or _coded(tokens, i)
    if nodes:
        return nodes
    if (len(raw) < 40 and read_digits(raw) is None) or _listed(raw):
        return _list(tokens, i, raw)
    return []


def _added_time(tokens: Tokens, i: int) -> list[Node]:
    """`45+2`: a minute of a match, in the time added to its half."""
    half, added = plain_digits(tokens, i), plain_digits(tokens, i + 2)
    if half not in ("45", "90", "105", "120") or tokens.mark(i + 1) != "+" or added is None:
        return []
    if int(added) > 20 or len(added) > 2:
        return []
    return [Node(i, i + 3, "time", int(half) + int(added))]


def _listed(raw: str) -> bool:
    """`2013،2014`: two years, not a decimal number."""
    whole, _, rest = to_ascii(raw).partition("،" if "،" in raw else ",")
    return (
        len(whole) == 4
        and len(rest) >= 4
        and whole.isdigit()
        and rest.isdigit()
        and 1300 <= int(whole) <= 2100
    )


def _list(tokens: Tokens, i: int, raw: str) -> list[Node]:
    nodes: list[Node] = []
    start = tokens.start(i)
    pieces = split_list(raw)
    dated = len(pieces) == 3 and raw.count(".") == 2
    for first, last in pieces:
        value = read_digits(raw[first:last])
        if value is None:
            return []
        year = isinstance(value, int) and last - first == 4 and 1300 <= value <= 2100
        kind: Kind = "date" if year or dated else "cardinal"
        nodes.append(Node(i, i + 1, kind, value, first_char=start + first, last_char=start + last))
    return nodes


def _goal(tokens: Tokens, i: int) -> int | None:
    digits = plain_digits(tokens, i)
    if digits is not None:
        return int(digits)
    return 0 if "zero" in tokens.roles(i) else None


def _scored(tokens: Tokens, i: int) -> list[Node]:
    left = _goal(tokens, i)
    separator = tokens.mark(i + 1)
    if left is None or separator not in ("-", "–", "/", ":") or left > 200:
        return []
    right = _goal(tokens, i + 2)
    if right is None or right > 200 or tokens.mark(i + 3) in ("-", "/"):
        return []
    worded = plain_digits(tokens, i) is None or plain_digits(tokens, i + 2) is None
    sport = any(tokens.folded(k) in _SCORE_WORDS for k in range(i - 8, i))
    small = left >= right and left <= 15 and separator in "-–" and not (tokens.raw(i).startswith("0"))
    if worded or sport or (small and tokens.glued(i)) or (separator == ":" and tokens.glued(i)):
        return [Node(i, i + 3, "score", None)]
    return []


def read_worded_score(tokens: Tokens, i: int) -> Node | None:
    """`صفر-3`: a score that begins with a word."""
    nodes = _scored(tokens, i) if "zero" in tokens.roles(i) else []
    return nodes[0] if nodes else None


def _coded(tokens: Tokens, i: int) -> list[Node]:
    """`إف-16`, `كوفيد-19`, `G4`: digits glued to a name."""
    if tokens.mark(i - 1) in ("-", "–"):
        named = tokens.glued(i - 1) and tokens.glued(i - 2) and _name(tokens, i - 2)
    else:
        named = (tokens.glued(i - 1) and tokens.foreign(i - 1)) or (
            tokens.glued(i) and tokens.foreign(i + 1) and tokens.raw(i + 1).lower() not in _METRIC
        )
    return [_code(tokens, i)] if named else []


def _name(tokens: Tokens, i: int) -> bool:
    return i >= 0 and tokens.word(i) is None and tokens.digits(i) is None and not tokens.mark(i)


def _code(tokens: Tokens, i: int) -> Node:
    value = read_digits(tokens.digits(i) or "")
    return Node(i, i + 1, "identifier", value)
