"""Digits in several runs that are one thing: dates, clock times, scores, and codes (`إف-16`, `كوفيد-19`)."""

from hasila.numerals.calendar import read_dates
from hasila.numerals.clock import read_clock
from hasila.numerals.digits import read_digits, split_list, to_ascii
from hasila.numerals.lexicon import word_set
from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node
from hasila.numerals.peek import percent_at, plain_digits
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


# Behind a score whose smaller number comes first: where it was set down, not what is counted.
_SCORE_AFTER = word_set("في على أمام لصالح لمصلحة ثم")
_BRACKET_AFTER = _SCORE_AFTER | word_set("بعد قبل التي الذي بينما فيما حيث لكن رغم بفضل ضمن خلال")
_ENDS = frozenset('.،؛,;)!؟?»"\n')
# Before two numbers that are ends: of ages, of verses, of stages.
_RANGED = word_set(
    "من بين ومن وبين سورة الآيات الآيتان الآيتين الصفحات المراحل المرحلة الصفوف الصف المادتين المستوى "
    "المستويات الدرجة الدرجات الحلقات الفئة الفئات"
)


def _scored(tokens: Tokens, i: int) -> list[Node]:
    left = _goal(tokens, i)
    separator = tokens.mark(i + 1)
    if left is None or separator not in ("-", "–", "/", ":") or left > 200:
        return []
    # 1-،1: a comma has slipped in.
    slip = separator in "-–" and tokens.mark(i + 2) == "،" and tokens.glued(i + 1) and tokens.glued(i + 2)
    k = i + 3 if slip else i + 2
    right = _goal(tokens, k)
    if right is None or right > 200 or tokens.mark(k + 1) in ("-", "/"):
        return []
    worded = plain_digits(tokens, i) is None or plain_digits(tokens, k) is None
    sport = any(tokens.folded(word) in _SCORE_WORDS for word in range(i - 8, i))
    padded = left > 0 and (plain_digits(tokens, i) or "").startswith("0")
    small = max(left, right) <= 15 and separator in "-–" and not padded
    told = small and tokens.glued(i) and (left >= right or _set_down(tokens, i, k + 1))
    if worded or sport or told or (separator == ":" and tokens.glued(i)):
        return [Node(i, k + 1, "score", None)]
    return []


def _set_down(tokens: Tokens, i: int, last: int) -> bool:
    """Whether `2-5` is a score, no range: nothing is counted by it (`2-5 في`, `6-7 و3-6`)."""
    if tokens.glued(i - 1) and tokens.foreign(i - 1):
        # A7-10: rows of a hall.
        return False
    bracketed = tokens.mark(i - 1) == "(" and tokens.mark(last) == ")"
    if bracketed:
        i, last = i - 1, last + 1
    before, after = tokens.folded(i - 1), tokens.folded(last)
    if before in _RANGED or tokens.mark(i - 1) == ":" or percent_at(tokens, last):
        return False
    ended = last >= tokens.size or tokens.mark(last) in _ENDS
    more = last + (after == "و")
    goes_on = tokens.digits(more) is not None and tokens.mark(more + 1) in ("-", "–")
    if bracketed:
        return ended or goes_on or after in _BRACKET_AFTER or after.startswith("و")
    return ended or goes_on or after in _SCORE_AFTER


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
