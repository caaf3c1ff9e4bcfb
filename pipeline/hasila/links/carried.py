"""Kinds that a number without a noun takes over from the numbers that it is told with."""

from collections.abc import Sequence

from hasila.links import lexicon
from hasila.links.counting import Counted
from hasila.links.types import QuantityKind
from hasila.links.view import View
from hasila.normalize import fold


def _year(view: View, n: int, kinds: list[tuple[QuantityKind, str | None]], counted: Counted | None) -> bool:
    """A year that stands apart from its word: `عام ،2012`, `بين عامي 2003 و2008`, `حرب ،1994`."""
    number, at = view.numbers[n], view.first[n] - 1
    if not (len(number.text) == 4 and number.text.isdigit()):
        return False
    if not (isinstance(number.value, int) and FIRST_YEAR <= number.value <= LAST_YEAR):
        return False
    glued = view.text[number.start - 1 : number.start] == "،"
    while at >= 0 and (view.words[at].norm in _LINKING or at in view.number_at):
        if at in view.number_at:
            year = kinds[view.number_at[at]][0] == "date" and len(view.numbers[view.number_at[at]].text) == 4
            return year and view.first[n] - at <= 4
        at -= 1
    if at >= 0 and view.first[n] - at <= 4 and view.words[at].core in lexicon.words(_YEARS):
        return True
    if glued and counted is None:
        return True
    recent = _FIRST_RECENT <= number.value <= _LAST_RECENT and (
        number.value % 100 != 0 or number.value == 2000
    )
    since = _SINCE_YEAR if counted is not None else f"{_SINCE_YEAR} من حتى إلى"
    return recent and at >= 0 and view.words[at].norm in lexicon.words(since)


# A bare number after `في` and its like is a year if it can be a recent one; round ones count things.
_FIRST_RECENT, _LAST_RECENT = 1900, 2050
_SINCE_YEAR = "في منذ بحلول مطلع أواخر أوائل نهاية بداية منتصف صيف شتاء خريف ربيع"
FIRST_YEAR, LAST_YEAR = 1800, 2100
_YEARS = "عام عامي عامين أعوام سنة سنتي سنوات موسم"
_LINKING = frozenset(map(fold, ("و", "،", ",", "-", "–", "ال", "الـ", "إلى", "حتى", "ثم", "/")))


def _changes(view: View, n: int) -> bool:
    """`من 44 إلى 46 مليار دينار`: a number that changes into the next one, whose noun is its own too."""
    first, last = view.first[n], view.last[n]
    if first == 0 or n + 1 >= len(view.numbers) or view.words[first - 1].norm != fold("من"):
        return False
    behind = view.words[last + 1 : view.first[n + 1]]
    return len(behind) in (1, 2) and behind[0].norm == fold("إلى")


def scaled(view: View, n: int) -> bool:
    """Whether a scale word ends the number (`2.5 مليار`): such a number without a noun is often of money."""
    return view.words[view.last[n]].core in lexicon.words(lexicon.SCALES)


def inherit(
    view: View, kinds: list[tuple[QuantityKind, str | None]], counted: Sequence[Counted | None]
) -> None:
    """Give the numbers without a noun the kind of the one they are told with.

    `8.4 مليار جنيه منها 2.5 مليار`: money; `من 18 عاما بدلا من 21 عاما`: both ages; `أعوام 1963
    و1965 و1978`: all years.
    """
    for n, (kind, unit) in enumerate(kinds):
        if kind == "count" and view.numbers[n].kind == "cardinal" and _year(view, n, kinds, counted[n]):
            kinds[n] = ("date", None)
            continue
        near = [
            m
            for m in (n - 1, n + 1, n - 2, n + 2, n - 3, n - 4)
            if 0 <= m < len(kinds) and view.bounds(m) == view.bounds(n)
        ]
        if kind == "count" and counted[n] is None and view.numbers[n].kind == "cardinal" and scaled(view, n):
            money = next((m for m in near if kinds[m][0] == "money"), None)
            if money is not None:
                kinds[n] = kinds[money]
            elif n - 1 in near and kinds[n - 1][0] == "measure" and scaled(view, n - 1):
                kinds[n] = kinds[n - 1]  # `زادت المساحة 150 ألف فدان لتبلغ ثلاثة ملايين`
        if kind == "count" and _changes(view, n) and kinds[n + 1][0] in ("money", "measure", "percent"):
            kinds[n] = kinds[n + 1]
        if kind == "duration" and unit == "year" and n > 0 and kinds[n - 1] == ("age", "year"):
            between = view.words[view.last[n - 1] + 1 : view.first[n]]
            if len(between) < 5 and any(word.norm in lexicon.words("بدلا إلى و") for word in between):
                kinds[n] = kinds[n - 1]
