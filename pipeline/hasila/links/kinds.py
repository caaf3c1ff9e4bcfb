"""The kind of a quantity, from how the number is expressed and what it counts."""

from hasila.links import lexicon, nouns
from hasila.links.ages import age_by_ordinal, is_age
from hasila.links.counting import Counted, Relation
from hasila.links.identifiers import names
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


def kind_and_unit(view: View, n: int, counted: Counted | None) -> tuple[QuantityKind, str | None]:
    """The kind of the number `n` and, for money, measures and durations, the code of its unit."""
    number = view.numbers[n]
    if number.kind == "ordinal" and age_by_ordinal(view, n):
        return "age", "year"
    if number.kind == "cardinal" and _ranks(view, n, counted):
        return "ordinal", None
    if names(view, n, counted):
        return "identifier", None
    if number.kind in _PLAIN:
        return _PLAIN[number.kind], None
    if number.kind == "cardinal" and _minute(view, n):
        return "time", None
    unit, at = _unit(view, n, counted)
    if unit is None:
        return _without_unit(view, n, counted), None
    if unit.kind == "money":
        if view.words[at].core == _AFGHAN and not _money_near(view, n, at):
            return _without_unit(view, n, counted), None
        return "money", _currency(view, n, at)
    if unit.kind == "duration" and unit.code in ("year", "month") and is_age(view, n, at):
        return "age", unit.code
    code = unit.code
    if code is not None and at + 1 < len(view.words):
        code = compound(code, view.words[at + 1].core)
    if code == "light-year":
        return "measure", code
    return ("duration" if unit.kind == "duration" else "measure"), code


def _ranks(view: View, n: int, counted: Counted | None) -> bool:
    """`الذكرى الـ 50`, `يومه الـ90`, `القرن ال21`: digits behind a singular are its rank."""
    first = view.first[n]
    if first < 2 or not (view.words[first - 1].norm == "ال" or _tens(view, n)):
        return False
    behind = counted is not None and counted.relation is Relation.AHEAD
    head = view.words[counted.word if counted is not None and behind else first - 2]
    if _tens(view, n) and not behind:
        return False
    if nouns.plural(head):
        return False
    core = nouns.stem_of(head)
    ranked = core in lexicon.words(_RANKED) or core.removesuffix("ه") in lexicon.words(_RANKED)
    return ranked or (behind and head.definite and core.endswith(fold("ة")))


def _tens(view: View, n: int) -> bool:
    """`العشرين`, `الخمسون`: words that rank as they count."""
    number, word = view.numbers[n], view.words[view.first[n]]
    round_ten = isinstance(number.value, int) and number.value in range(20, 101, 10)
    return round_ten and view.first[n] == view.last[n] and word.norm.startswith("ال") and word.norm.isalpha()


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
    if before.norm == "د" and view.words[first - 2].text == "(":
        return True
    alone = last + 1 < len(view.words) and before.text == "(" and view.words[last + 1].text == ")"
    if alone and view.words[first - 2].core in lexicon.words(_GOALS):
        return True
    position = view.name_at.get(first - 2)
    return alone and position is not None and view.names[position].label == "PER"


_GOALS = "جزاء رأسية تسديدة ركنية"
_LAST_MINUTE = 120


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
    return currency(view.words[at].core, (_told(view, i) for part in (behind, around, lead) for i in part))


def _told(view: View, index: int) -> str:
    """A word as it may tell a country: `الخيمة` only behind `رأس`."""
    core = view.words[index].core
    if core == _KHAIMAH and index > 0 and view.words[index - 1].core == _RAS:
        return f"{_RAS}-ال{_KHAIMAH}"
    return core


_RAS, _KHAIMAH = fold("رأس"), fold("خيمة")


# Of his money (`ألف أفغاني`) an Afghan is told by what stands around.
_AFGHAN = fold("أفغاني")


def _money_near(view: View, n: int, at: int) -> bool:
    """Whether a word of money stands near a number and its noun: `بمبلغ ألف أفغاني`, `… (20 دولارا)`."""
    begin, end = view.bounds(n)
    cues = lexicon.words(_MONEY_CUES)
    around = (
        *range(max(begin, view.first[n] - _MONEY_NEAR), view.first[n]),
        *range(at + 1, min(end, at + _MONEY_NEAR)),
    )
    for word in map(view.words.__getitem__, around):
        unit = unit_of(word.core)
        if word.core in cues or word.norm in cues or (unit is not None and unit.kind == "money"):
            return True
    return False


_MONEY_CUES = """
قيمة قيمته قيمتها مبلغ مبالغ سعر ثمن تكلفة أرباح أرباحا خسائر إيرادات دفع دفعت يدفع ديون استثمارات
استثمار سيولة غرامة
رأسمال ميزانية موازنة إيرادات عائدات مصروفات تسييلات استرجاع أموال صفقات صفقة كلفة
"""
# How far in front of a number without a noun a word tells that it is of money.
_MONEY_NEAR = 5


def _without_unit(view: View, n: int, counted: Counted | None) -> QuantityKind:
    """The kind of a number that no unit follows."""
    number = view.numbers[n]
    if number.kind == "fraction":
        return "fraction"
    if age_by_ordinal(view, n):
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
        if word.core in lexicon.words("يباع تباع بيع بيعت") and view.words[view.first[n] - 1].norm in (
            *map(fold, ("ب", "بـ", "بين", "بنحو", "بسعر")),
        ):
            return "money"
    return "count"
