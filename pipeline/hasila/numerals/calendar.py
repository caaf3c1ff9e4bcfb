"""Dates, clock times and years: digits and ordinals that count nothing."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

from hasila.normalize.levels import fold
from hasila.numerals.digits import read_digits, split_list, to_ascii
from hasila.numerals.lexicon import read_table, word_set
from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node
from hasila.numerals.peek import joined, plain

_YEAR_WORDS = word_set(
    "عام العام لعام بعام وعام سنة السنة لسنة بسنة وسنة عامي العامين موسم لموسم منذ حتى ومنذ وحتى"
)
_DATE_WORDS = word_set(
    "تاريخ بتاريخ الموافق يوم اليوم الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت بيوم ليوم "
    "يومي فجر مساء صباح ليلة"
)
_NAME_WORDS = word_set(
    "رقم الرقم برقم القرار قرار بالقرار قراري المادة مادة بالمادة الفقرة فقرة البند رحلة الرحلة قناة "
    "هاتف الهاتف بالعدد المرسوم القانون الفصل فصل طراز فئة الفرقة اللواء الكتيبة لواء الفوج "
    "كتيبة غرفة الغرفة البوابة"
)
_HOUR = word_set("الساعة بالساعة للساعة والساعة ساعة")
_MINUTE = word_set("الدقيقة بالدقيقة للدقيقة والدقيقة")
_DAYTIME = word_set("صباحا مساء ظهرا عصرا فجرا ليلا صباح مساءا بتوقيت بالتوقيت")
_RANK_UNITS = word_set("ربع نصف ثلث")


@cache
def _months() -> Mapping[str, tuple[frozenset[str], bool]]:
    """Month word → the second words it needs (none for most), and whether the word alone is too common."""
    second: dict[str, set[str]] = {}
    for name, _, rest, _ in read_table("months.tsv"):
        second.setdefault(fold(name), set())
        if rest:
            second[fold(name)].add(fold(rest))
    return {name: (frozenset(rest), name in _WEAK) for name, rest in second.items()}


_WEAK = word_set("ماي آب صفر محرم أوت جوان")


# A month's name behind proclitics: each way to take them off, since وكانون begins with ك of its own.
_CLITICS = tuple(map(re.compile, ("[وفبلك](.+)", "[وف][بلك](.+)")))


def month_at(tokens: Tokens, i: int, *, clitics: bool = False) -> int:
    """How many tokens at i name a month: 0, 1, or 2 (`كانون الأول`); `لكانون الأول` with `clitics`."""
    name = tokens.folded(i)
    if clitics and name and name not in _months():
        stems = (found[1] for clitics_of in _CLITICS if (found := clitics_of.fullmatch(name)))
        name = next((stem for stem in stems if stem in _months()), name)
    if name not in _months():
        return 0
    seconds, _ = _months()[name]
    if not seconds:
        return 1
    return 2 if tokens.folded(i + 1) in seconds else 0


def is_month_rest(tokens: Tokens, i: int) -> bool:
    """Whether the ordinal at i is the second word of a month: الأول of كانون الأول."""
    return month_at(tokens, i - 1, clitics=True) == 2


def plain_digits(tokens: Tokens, i: int) -> str | None:
    """The digits at i as ASCII, if they are short and hold no separator."""
    raw = tokens.digits(i)
    return to_ascii(raw) if raw is not None and raw.isdigit() and len(raw) <= 8 else None


def read_clock(tokens: Tokens, i: int) -> list[Node]:
    """`10:30`, and behind الساعة also `3،30`; the value is in hours. [] for no time."""
    hour = plain_digits(tokens, i)
    after_hour = tokens.folded(i - 1) in _HOUR
    glued = tokens.glued(i) and tokens.glued(i + 1)
    if hour is not None and tokens.mark(i + 1) == ":" and (glued or _told(tokens, i, i + 3)):
        minute = plain_digits(tokens, i + 2)
        if minute is not None and len(minute) == 2 and int(hour) <= 24 and int(minute) < 60:
            last = i + 3
            if tokens.mark(last) == ":" and plain_digits(tokens, last + 1) is not None and tokens.glued(last):
                last += 2
            return [Node(i, last, "time", plain(Fraction(int(hour) * 60 + int(minute), 60)))]
        if (
            minute is not None
            and len(hour) == 2
            and int(hour) < 60
            and int(minute) <= 24
            and (len(minute) == 1 or int(hour) > 24)
        ):
            # 30:8, keyed backwards.
            return [Node(i, i + 3, "time", plain(Fraction(int(minute) * 60 + int(hour), 60)))]
    raw = tokens.digits(i)
    if raw is None or not (
        after_hour or (tokens.folded(i - 1) in ("عند", "حوالي", "نحو") and tokens.folded(i - 2) in _HOUR)
    ):
        return []
    parts = split_list(raw)
    if len(parts) == 1:
        value = read_digits(raw)
        return [] if value is None else [Node(i, i + 1, "time", value)]
    if len(parts) != 2:
        return []
    first, second = (int(to_ascii(raw[a:b])) for a, b in parts)
    if first in (0, 15, 30, 45) and second <= 24 and "،" in raw and parts[0][1] - parts[0][0] == 2:
        # 30،10 of the old agencies is keyed backwards, like their decimals.
        first, second = second, first
    if first <= 24 and second < 60:
        return [Node(i, i + 1, "time", plain(Fraction(first * 60 + second, 60)))]
    return []


def _told(tokens: Tokens, first: int, last: int) -> bool:
    """Whether words around say that this is a time of day."""
    return tokens.folded(last) in _DAYTIME or any(tokens.folded(k) in _HOUR for k in range(first - 3, first))


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
    if separator == "/" and _year_of(tokens, i - 1):
        return []
    parted = not (tokens.glued(i) and tokens.glued(i + 1))
    if separator == "/" and 0 < numbers[0] < numbers[1] <= (10 if parted else 100):
        return [Node(i, i + 3, "fraction", Fraction(numbers[0], numbers[1]))]
    return []


def _year_of(tokens: Tokens, i: int) -> bool:
    return tokens.folded(i) in _YEAR_WORDS


def dated(tokens: Tokens, node: Node) -> Node:
    """The node as a date, time or identifier if its neighbours say so."""
    value = node.value
    if not isinstance(value, int) or node.kind not in ("cardinal", "ordinal"):
        return node
    before, after = tokens.folded(node.first - 1), tokens.folded(node.last)
    if _is_year(tokens, node, value, before, after):
        return replace(node, kind="date")
    if 1 <= value <= 31 and node.scale is None:
        step = 1 if after == "من" else 0
        word = tokens.word(node.first)
        if month_at(tokens, node.last + step) and (step == 0 or word is None or word.article):
            return replace(node, kind="date")
        if after == "من" and tokens.folded(node.last + 1) in ("الشهر", "شهر"):
            return replace(node, kind="date")
        second = joined(tokens, node.last)
        if second is not None and tokens.digits(second) and month_at(tokens, second + 1):
            return replace(node, kind="date")
        if (
            after == "الي"
            and tokens.digits(node.last + 1)
            and (
                month_at(tokens, node.last + 2)
                or (tokens.folded(node.last + 2) == "من" and tokens.folded(node.last + 3) in ("الشهر", "شهر"))
            )
        ):
            return replace(node, kind="date")
        if node.kind == "cardinal" and tokens.digits(node.first) and before in ("يوم", "يومي", "ليوم"):
            return replace(node, kind="date")
    if node.scale is not None:
        return node
    if before in _MINUTE and value <= 120:
        return replace(node, kind="time")
    if value <= 24 and tokens.digits(node.first) is not None:
        until = tokens.folded(node.last) in ("الي", "حتي", "و") and tokens.digits(node.last + 1) is not None
        if after in _DAYTIME or (until and tokens.folded(node.last + 2) in _DAYTIME):
            return replace(node, kind="time")
    if before in _NAME_WORDS or (
        tokens.mark(node.first - 1) == "(" and tokens.folded(node.first - 2) in _NAME_WORDS
    ):
        return replace(node, kind="identifier")
    return node


def _is_year(tokens: Tokens, node: Node, value: int, before: str, after: str) -> bool:
    digits = plain_digits(tokens, node.first)
    if node.last == node.first + 1 and digits is not None:
        if len(digits) != 4 or not (1000 <= value <= 2100):
            return False
        if before in _YEAR_WORDS or after in ("م", "ه", "هجري", "هجريه", "ميلادي", "ميلاديه"):
            return True
        if _month_ends(tokens, node.first):
            return True
        if not 1900 <= value <= 2100:
            return False
        if before in ("و", "عامي") and plain_digits(tokens, node.first - 2) is not None:
            return _year_of(tokens, node.first - 3) or not after
        return _no_noun(tokens, node.last)
    return before in _YEAR_WORDS and 1000 <= value <= 2100 and before not in ("منذ", "حتي", "ومنذ", "وحتي")


def _month_ends(tokens: Tokens, i: int) -> bool:
    """Whether a month stands right before token i (`يونيو 2015`, `يونيو/ حزيران 2015`, `(تموز) 2015`)."""
    k = i - 1
    while k > i - 3 and tokens.mark(k) in ("/", ")", "،"):
        k -= 1
    return month_at(tokens, k, clitics=True) == 1 or month_at(tokens, k - 1, clitics=True) == 2


_FUNCTION = word_set(
    "في على إلى عن مع أن إن التي الذي كان كانت قال لا لم لن قد أو ثم حتى منذ و بعد قبل بين بعدما "
    "عندما حيث بسبب بينما فيما وحتى وهو وهي كما لكن إذ ولم وقد ومن وفي بحسب وفق خلال"
)


def _no_noun(tokens: Tokens, i: int) -> bool:
    """Whether nothing that could be counted follows."""
    after = tokens.folded(i)
    if not after:
        return tokens.mark(i) not in ("%", "٪") and not tokens.digits(i)
    return after in _FUNCTION or after.startswith(("وال", "بال", "لل"))


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
        return tokens.folded(i + 1) in _YEAR_WORDS or (digits is not None and len(digits) == 4)
    return after in _YEAR_WORDS or after in ("للعام", "للسنه")


def read_decade(tokens: Tokens, i: int) -> Node | None:
    """`عشرينات القرن الماضي`, `الستينيات`."""
    roles = tokens.roles(i)
    return Node(i, i + 1, "date", int(roles["decade"])) if "decade" in roles else None
