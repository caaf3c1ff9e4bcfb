"""Dates: days, months and years in digits and words, parts of a year, decades; and what else is no count.

Years are in `years`, times in `clock`, numbers that are names in `named`; `dated` asks them all.
"""

from dataclasses import replace
from fractions import Fraction

from hasila.numerals.clock import timed
from hasila.numerals.lexicon import word_set
from hasila.numerals.lexing import Tokens
from hasila.numerals.months import is_month_rest, month_at
from hasila.numerals.named import named, resolution
from hasila.numerals.node import Node
from hasila.numerals.peek import plain_digits
from hasila.numerals.years import SINCE, YEAR_WORDS, is_year

_DATE_WORDS = word_set(
    "تاريخ بتاريخ الموافق يوم اليوم الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت بيوم ليوم "
    "يومي فجر مساء صباح ليلة"
)
_DAY_WORDS = word_set("يوم يومي ليوم")
_DAYS_WORDS = word_set("أيام الأيام يومي اليومين لأيام")
_MONTH_WORDS = word_set("الشهر شهر")
# What stands between two days of a month: 28 و29, 7 إلى 13, 7 ولغاية 13.
_AND_DAY = word_set("و إلى حتى لغاية ولغاية وحتى وإلى")
_MAX_DAYS = 6
_RANK_UNITS = word_set("ربع نصف ثلث")


def read_dates(tokens: Tokens, i: int) -> list[Node]:
    """`22/7/2015`, `13 /10 /1436هـ`, `23-7-2015`: one node a number."""
    first = plain_digits(tokens, i)
    separator = tokens.mark(i + 1)
    if first is None or separator not in ("/", "-", "–"):
        return []
    second = plain_digits(tokens, i + 2)
    if second is None:
        return []
    third = plain_digits(tokens, i + 4) if tokens.mark(i + 3) == separator else None
    numbers = [int(first), int(second)]
    if third is not None:
        numbers.append(int(third))
        day, month, year = numbers
        if len(first) == 4:
            day, year = year, day
        if not (
            1 <= day <= 31
            and 1 <= month <= 31
            and (1300 <= year <= 2100 or (len(third) == 2 and separator == "/"))
        ):
            return []
        return [Node(i + 2 * k, i + 2 * k + 1, "date", number) for k, number in enumerate(numbers)]
    if all(1300 <= number <= 2100 for number in numbers) and len(first) == len(second) == 4:
        return [Node(i + 2 * k, i + 2 * k + 1, "date", number) for k, number in enumerate(numbers)]
    if separator == "/" and tokens.folded(i - 1) in _DATE_WORDS and numbers[0] <= 31 and numbers[1] <= 12:
        return [Node(i + 2 * k, i + 2 * k + 1, "date", number) for k, number in enumerate(numbers)]
    if separator == "/" and tokens.folded(i - 1) == "الي" and tokens.mark(i - 3) == "/":
        return [Node(i + 2 * k, i + 2 * k + 1, "date", number) for k, number in enumerate(numbers)]
    if separator == "/" and tokens.folded(i - 1) in YEAR_WORDS | SINCE:
        return []
    parted = not (tokens.glued(i) and tokens.glued(i + 1))
    if separator == "/" and 0 < numbers[0] < numbers[1] <= (10 if parted else 100):
        return [Node(i, i + 3, "fraction", Fraction(numbers[0], numbers[1]))]
    return []


def dated(tokens: Tokens, node: Node) -> Node:
    """The node as a date, time or identifier if its neighbours say so."""
    value = node.value
    if not isinstance(value, int) or node.kind not in ("cardinal", "ordinal"):
        return node
    if resolution(tokens, node):
        return replace(node, kind="identifier")
    if is_year(tokens, node, value) or (node.scale is None and _day(tokens, node, value)):
        return replace(node, kind="date")
    if node.scale is not None:
        return node
    if timed(tokens, node, value):
        return replace(node, kind="time")
    return replace(node, kind="identifier") if named(tokens, node) else node


def _day(tokens: Tokens, node: Node, value: int) -> bool:
    """Whether a whole number is a day of a month."""
    if not 1 <= value <= 31:
        return False
    before, word = tokens.folded(node.first - 1), tokens.word(node.first)
    if is_month_rest(tokens, node.first):
        return False
    if month_at(tokens, node.last):
        return True
    if tokens.folded(node.last) == "من":
        of_month = month_at(tokens, node.last + 1) and (word is None or word.article)
        if of_month or tokens.folded(node.last + 1) in _MONTH_WORDS:
            return True
    if node.kind == "cardinal" and tokens.digits(node.first) and before in _DAY_WORDS:
        return True
    if word is not None and (word.folded.endswith("ه") or word.folded == "اولي"):
        # الأشهر الثلاثة الأولى حتى 30 سبتمبر.
        return False
    return _days_follow(tokens, node.last, listed=_listed(tokens, node.first))


def _listed(tokens: Tokens, i: int) -> bool:
    """Whether the number at i is one of several days: behind أيام, and maybe behind others of them."""
    for _ in range(_MAX_DAYS):
        if tokens.mark(i - 1) != "،" or plain_digits(tokens, i - 2) is None:
            break
        i -= 2
    return tokens.folded(i - 1) in _DAYS_WORDS


def _days_follow(tokens: Tokens, i: int, *, listed: bool) -> bool:
    """Whether other days of one month stand at i: `- 15 مايو`, `ولغاية 13 مايو`, `و29 و30 يناير`.

    Only where days are `listed` (`أيام 3، 4، 5 مايو`) commas part them.
    """
    for _ in range(_MAX_DAYS):
        if tokens.folded(i) in _AND_DAY or tokens.mark(i) in ("-", "–", "—"):
            i += 1
        elif listed and tokens.mark(i) == "،":
            i += 1 + (tokens.folded(i + 1) == "و")
        else:
            return False
        day = plain_digits(tokens, i)
        if day is None or not 1 <= int(day) <= 31:
            return False
        i += 1
        of = i + (tokens.folded(i) == "من")
        if month_at(tokens, of) or (of > i and tokens.folded(of) in _MONTH_WORDS):
            return True
    return False


def read_period(tokens: Tokens, i: int) -> Node | None:
    """`الربع الأول`, `النصف الثاني`: a part of a year, told by its ordinal."""
    word, rank = tokens.word(i), tokens.word(i + 1)
    if word is None or rank is None or not word.article or not rank.article or rank.prefix:
        return None
    if "ordinal" not in rank.roles or not (word.folded in _RANK_UNITS or "period" in word.roles):
        return None
    if "period" in word.roles and not _of_year(tokens, i + 2):
        # الفصل الأول may be a chapter.
        return None
    return Node(i, i + 2, "date", int(rank.roles["ordinal"]))


def _of_year(tokens: Tokens, i: int) -> bool:
    """Whether the words at i say that it is a year's: من العام, لعام, من 2024."""
    after = tokens.folded(i)
    if after == "من":
        digits = plain_digits(tokens, i + 1)
        return tokens.folded(i + 1) in YEAR_WORDS or (digits is not None and len(digits) == 4)
    return after in YEAR_WORDS or after in ("للعام", "للسنه")


def read_decade(tokens: Tokens, i: int) -> Node | None:
    """`عشرينات القرن الماضي`, `الستينيات`."""
    roles = tokens.roles(i)
    return Node(i, i + 1, "date", int(roles["decade"])) if "decade" in roles else None
