"""The kind of a quantity, from how the number is expressed and what it counts."""

from collections.abc import Sequence

from hasila.links import lexicon, nouns
from hasila.links.counting import Counted, Relation
from hasila.links.types import QuantityKind
from hasila.links.units import Unit, compound, currency, unit_of
from hasila.links.view import View
from hasila.normalize import fold

_PLAIN: dict[str, QuantityKind] = {
    "percent": "percent",
    "multiple": "multiple",
    "date": "date",
    "time": "time",
    "score": "score",
    "identifier": "identifier",
    "ordinal": "ordinal",
}

# Kinds whose numbers count nothing: no noun, group, place or event is looked for.
BARE = frozenset({"date", "time", "ordinal", "identifier", "score"})

# How far around a number the words that make it an age, or money, may stand.
_NEAR = 6


def kind_and_unit(view: View, n: int, counted: Counted | None) -> tuple[QuantityKind, str | None]:
    """The kind of the number `n` and, for money, measures and durations, the code of its unit."""
    number = view.numbers[n]
    if number.kind == "ordinal" and _age_by_ordinal(view, n):
        return "age", "year"
    if number.kind == "cardinal" and _ranks(view, n, counted):
        return "ordinal", None
    if _in_name(view, n):
        return "identifier", None
    if number.kind in _PLAIN:
        return _PLAIN[number.kind], None
    if number.kind == "cardinal" and _named_by(view, n):
        return "identifier", None
    if number.kind == "cardinal" and _minute(view, n):
        return "time", None
    unit, at = _unit(view, n, counted)
    if unit is None:
        return _without_unit(view, n, counted), None
    if unit.kind == "money":
        return "money", _currency(view, n, at)
    if unit.kind == "duration" and unit.code in ("year", "month") and _is_age(view, n, at):
        return "age", unit.code
    code = unit.code
    if code is not None and at + 1 < len(view.words):
        code = compound(code, view.words[at + 1].core)
    if code == "light-year":
        return "measure", code
    return ("duration" if unit.kind == "duration" else "measure"), code


def _in_name(view: View, n: int) -> bool:
    """`ثورة 25 يناير`, `الفرقة 30`, `عبدالله الثاني`: a number that belongs to a name, but not a year."""
    number, first, last = view.numbers[n], view.first[n], view.last[n]
    position = view.name_at.get(first)
    if position is None or position != view.name_at.get(last) or number.kind not in _NAMING:
        return False
    name = view.names[position]
    if (name.first, name.last) == (first, last):
        return False
    if number.kind == "ordinal":
        return name.label == "PER"
    value = number.value
    year = isinstance(value, int) and _FIRST_YEAR <= value <= _LAST_YEAR
    return not year and any(character.isdigit() for character in number.text)


_NAMING = frozenset({"cardinal", "date", "ordinal"})


def _ranks(view: View, n: int, counted: Counted | None) -> bool:
    """`الذكرى الـ 50`, `يومه الـ90`, `القرن ال21`: digits behind a singular are its rank."""
    first = view.first[n]
    if first < 2 or view.words[first - 1].norm != "ال":
        return False
    behind = counted is not None and counted.relation is Relation.AHEAD
    head = view.words[counted.word if counted is not None and behind else first - 2]
    if nouns.plural(head):
        return False
    core = nouns.stem_of(head)
    ranked = core in lexicon.words(_RANKED) or core.removesuffix("ه") in lexicon.words(_RANKED)
    return ranked or (behind and head.definite and core.endswith(fold("ة")))


_RANKED = """
يوم قرن ذكرى مرة مؤتمر لقاء اجتماع عام موسم منتدى معرض مهرجان أسبوع عيد فوج مركز ملتقى شهر مجلس حفل
سباق ماراثون لقب هدف
"""


def _minute(view: View, n: int) -> bool:
    """`في الدقيقة 75`, `فلان (69)`: a minute of a match."""
    first, last, value = view.first[n], view.last[n], view.numbers[n].value
    if first < 2 or not isinstance(value, int) or value > _LAST_MINUTE or not view.numbers[n].text.isdigit():
        return False
    before = view.words[first - 1]
    if before.definite and before.core == fold("دقيقة"):
        return True
    alone = last + 1 < len(view.words) and before.text == "(" and view.words[last + 1].text == ")"
    position = view.name_at.get(first - 2)
    return alone and position is not None and view.names[position].label == "PER"


_LAST_MINUTE = 120


def _year(view: View, n: int, kinds: list[tuple[QuantityKind, str | None]], counted: Counted | None) -> bool:
    """A year that stands apart from its word: `عام ،2012`, `بين عامي 2003 و2008`, `حرب ،1994`."""
    number, at = view.numbers[n], view.first[n] - 1
    if not (len(number.text) == 4 and number.text.isdigit()):
        return False
    if not (isinstance(number.value, int) and _FIRST_YEAR <= number.value <= _LAST_YEAR):
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
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_YEARS = "عام عامي عامين أعوام سنة سنتي سنوات موسم"
_LINKING = frozenset(map(fold, ("و", "،", ",", "-", "–", "ال", "الـ", "إلى", "حتى", "ثم", "/")))


def _named_by(view: View, n: int) -> bool:
    """`لجنة الـ50`, `رقم الطوارئ 997`, `عند الكيلومتر 35`: a number that is a name."""
    first = view.first[n]
    ahead = view.words[max(0, first - 2) : first]
    if any(word.core == fold("رقم") for word in ahead):
        return True
    if ahead and ahead[-1].definite and ahead[-1].core == fold("كيلومتر"):
        return True
    if first < 2 or view.words[first - 1].norm != "ال":
        return False
    return not view.words[first - 2].definite and view.words[first - 2].core in lexicon.words(_CALLED)


_CALLED = "لجنة مجموعة قمة قائمة"


def _unit(view: View, n: int, counted: Counted | None) -> tuple[Unit | None, int]:
    """The unit of a number and the index of the word that names it."""
    if counted is None:
        return _symbol(view, n)
    if counted.relation is Relation.SELF and view.numbers[n].noun is not None:
        return unit_of(fold(view.numbers[n].noun or "")) or unit_of(fold(view.numbers[n].text)), counted.word
    if counted.relation in (Relation.TOTAL, Relation.PRONOUN, Relation.OTHERS):
        return None, counted.word
    return unit_of(view.words[counted.word].core), counted.word


def _symbol(view: View, n: int) -> tuple[Unit | None, int]:
    for at in (view.first[n] - 1, view.last[n] + 1):
        if 0 <= at < len(view.words) and view.words[at].text in ("$", "€", "£"):
            return unit_of(view.words[at].text), at
    return None, view.first[n]


def _currency(view: View, n: int, at: int) -> str | None:
    begin, end = view.bounds(n)
    behind = range(at + 1, min(at + 3, end))
    around = sorted(range(max(begin, at - 60), min(end, at + 60)), key=lambda i: (abs(i - at), i))
    lead = range(min(len(view.words), 40))
    return currency(
        view.words[at].core, (view.words[i].core for part in (behind, around, lead) for i in part)
    )


def _is_age(view: View, n: int, at: int) -> bool:
    """`(25 عاماً)`, `البالغ من العمر 21 عاما`, `أعمارهم بين 12 و13 عاما`, `فلان، 27 عاما،`."""
    begin, end = view.bounds(n)
    first = view.first[n]
    value = view.numbers[n].value
    if value is not None and value > _OLDEST:
        return False
    before = view.words[first - 1] if first > begin else None
    behind = view.words[at + 1] if at + 1 < end else None
    closes = behind is not None and behind.text in (")", "]", "،", ",", ".")
    if before is not None and before.text in ("(", "[", "،", ","):
        opened = before.text in ("(", "[") and unit_of(view.words[at].core) == Unit("duration", "year")
        if closes or (opened and at > first):
            return True
    cues = lexicon.words(lexicon.AGE_CUES)
    for index in range(first - 1, max(begin, first - _NEAR) - 1, -1):
        word = view.words[index]
        if word.norm in (".", "؛") or index in view.number_at:
            break
        if word.core in cues or word.norm in cues:
            return True
    around = [word.norm for word in view.words[max(begin, first - 3) : first]]
    return any(older in around for older in _OLDER) and not any(since in around for since in _SINCE)


# No one that news writes of is older; a longer time is a duration.
_OLDEST = 130
_OLDER = tuple(map(fold, ("فوق", "دون", "تحت")))
_SINCE = tuple(map(fold, ("منذ", "خلال", "قبل", "بعد", "مدة", "لمدة")))


def _age_by_ordinal(view: View, n: int) -> bool:
    """`في العشرين من عمره`, `دون العاشرة`, `سن الخامسة`, `كان في السادسة عشرة`."""
    first, behind = view.first[n], view.words[view.last[n] + 1 : view.last[n] + 3]
    cores = [word.norm for word in behind]
    if cores[:1] == [fold("من")] and len(cores) == 2 and cores[1].startswith(fold("عمر")):
        return True
    ahead = [word.norm for word in view.words[max(0, first - 2) : first]]
    if not ahead or not view.words[first].norm.startswith("ال"):
        return False
    older = ahead[-1] == fold("سن") or (ahead[-1] in _OLDER and view.words[view.last[n]].norm.endswith("ه"))
    return older or (ahead[-1] == fold("في") and ahead[0] in lexicon.words("كان كانت وهو وهي"))


_MONEY_CUES = """
قيمة قيمته قيمتها مبلغ مبالغ سعر ثمن تكلفة أرباح أرباحا خسائر إيرادات دفع دفعت يدفع ديون استثمارات
استثمار سيولة غرامة
رأسمال ميزانية موازنة إيرادات عائدات مصروفات تسييلات استرجاع أموال صفقات صفقة كلفة
"""
_SCALES = "ألف آلاف مليون مليونا ملايين مليوني مليار مليارا مليارات ملياري تريليون"
# How far in front of a number without a noun a word tells that it is of money.
_MONEY_NEAR = 5


def _without_unit(view: View, n: int, counted: Counted | None) -> QuantityKind:
    """The kind of a number that no unit follows."""
    number = view.numbers[n]
    if number.kind == "fraction":
        return "fraction"
    if _age_by_ordinal(view, n):
        return "age"
    if counted is not None or number.bound == "vague":
        return "count"
    begin, _ = view.bounds(n)
    cues = lexicon.words(_MONEY_CUES)
    for index in range(view.first[n] - 1, max(begin, view.first[n] - _MONEY_NEAR) - 1, -1):
        word = view.words[index]
        if index in view.number_at or word.punct:
            break
        if word.core in cues or word.norm in cues:
            return "money"
    return "count"


def scaled(view: View, n: int) -> bool:
    """Whether a scale word ends the number (`2.5 مليار`): such a number without a noun is often of money."""
    return view.words[view.last[n]].core in lexicon.words(_SCALES)


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
            for m in (n - 1, n + 1, n - 2, n + 2)
            if 0 <= m < len(kinds) and view.bounds(m) == view.bounds(n)
        ]
        if kind == "count" and counted[n] is None and view.numbers[n].kind == "cardinal" and scaled(view, n):
            money = next((m for m in near if kinds[m][0] == "money"), None)
            if money is not None:
                kinds[n] = kinds[money]
        if kind == "duration" and unit == "year" and n > 0 and kinds[n - 1] == ("age", "year"):
            between = view.words[view.last[n - 1] + 1 : view.first[n]]
            if len(between) < 5 and any(word.norm in lexicon.words("بدلا إلى و") for word in between):
                kinds[n] = kinds[n - 1]
