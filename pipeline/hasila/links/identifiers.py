"""Which numbers are names, or parts of one: `القرار 1701`, `لجنة الخمسين`, `ثورة 25 يناير`."""

from hasila.links import lexicon
from hasila.links.carried import FIRST_YEAR, LAST_YEAR
from hasila.links.counting import Counted, Relation
from hasila.links.view import View
from hasila.normalize import fold


def names(view: View, n: int, counted: Counted | None) -> bool:
    """Whether the number `n` is a name or part of one."""
    kind = view.numbers[n].kind
    if _in_name(view, n) or (kind == "date" and _of_movement(view, n)):
        return True
    if kind in ("cardinal", "date") and _of_decision(view, n, counted):
        return True
    if kind in ("cardinal", "fraction") and _of_body(view, n):
        return True
    return kind == "cardinal" and _numbered(view, n)


def _in_name(view: View, n: int) -> bool:
    """`الفرقة 30`, `إمارة الأربعين`, `عبدالله الثاني`: a number that belongs to a name, but not a year."""
    number, first, last = view.numbers[n], view.first[n], view.last[n]
    position = view.name_at.get(first)
    if position is None or position != view.name_at.get(last) or number.kind not in _NAMING:
        return False
    name = view.names[position]
    if (name.first, name.last) == (first, last):
        return False
    if number.kind == "ordinal":
        return name.label == "PER"
    if any(character.isdigit() for character in number.text):
        value = number.value
        return not (isinstance(value, int) and FIRST_YEAR <= value <= LAST_YEAR)
    if number.kind != "cardinal" or name.label not in _BODIES or not view.words[first].definite:
        return False
    return number.value not in _FEW  # `الدول الخمس` are counted, even in a name


_NAMING = frozenset({"cardinal", "date", "ordinal"})
_BODIES = ("ORG", "MISC", "LOC")
_FEW = range(1, 11)


def _numbered(view: View, n: int) -> bool:
    """`رقم الطوارئ 997`, `عند الكيلومتر 35`."""
    first = view.first[n]
    ahead = view.words[max(0, first - 2) : first]
    if any(word.core == fold("رقم") for word in ahead):
        return True
    return bool(ahead) and ahead[-1].definite and ahead[-1].core == fold("كيلومتر")


def _of_body(view: View, n: int) -> bool:
    """`لجنة الـ50`, `مجموعة العشرين`: bodies that are called by how many they are."""
    first = view.first[n]
    word = view.words[first]
    separate = first > 0 and view.words[first - 1].norm == "ال"
    if not (separate or (word.definite and first == view.last[n] and word.norm.isalpha())):
        return False
    at = first - (2 if separate else 1)
    return at >= 0 and not view.words[at].definite and view.words[at].core in lexicon.words(_CALLED)


_CALLED = "لجنة مجموعة قمة قائمة"


def _of_decision(view: View, n: int, counted: Counted | None) -> bool:
    """`قرار مجلس الأمن 2216`, `قراري المجلس 2042 و2043`, `مواد الدستور 12/14`: by which it is called."""
    if not view.numbers[n].text.isdigit() or (counted is not None and counted.relation is not Relation.AHEAD):
        return False
    begin, _ = view.bounds(n)
    at = view.first[n] - 1
    for _ in range(_LISTED):
        listed = view.number_at.get(at - 1)
        if at <= begin or view.words[at].norm not in _JOINERS or listed is None:
            break
        at = view.first[listed] - 1
    for index in range(at, max(begin - 1, at - _NAMED_WITHIN), -1):
        word = view.words[index]
        if word.core in lexicon.words(_DECISIONS):
            return True
        named = word.definite and word.nominal and not word.lead and index not in view.number_at
        if word.core in lexicon.words(_TIMES) or not (named or word.core in lexicon.words(_DECIDING)):
            return False
    return False


_DECISIONS = "قرار قراري قراره قرارات قراراته مادة مادتين مادتي مواد"
# Nouns between a decision and its number that have no article.
_DECIDING = "مجلس دولي رقم"
_TIMES = "عام سنة يوم شهر"
_NAMED_WITHIN = 4
_JOINERS = ("و", "/", "،")
# Numbers of a list that are gone over at most.
_LISTED = 4


def _of_movement(view: View, n: int) -> bool:
    """`ثورة 25 يناير`, `قوى 14 آذار`: called by a day; but in `ثورة 25 يناير 2011` it is a date."""
    first, at = view.first[n], view.last[n] + 1
    if first == 0 or at >= len(view.words):
        return False
    head = view.words[first - 1]
    if head.definite or head.core not in lexicon.words(_MOVEMENTS):
        return False
    if view.words[at].norm not in lexicon.words(_MONTHS):
        return False
    following = view.number_at.get(at + (2 if view.words[at].norm in lexicon.words(_OF_TWO_WORDS) else 1))
    return following is None or len(view.numbers[following].text) != _YEARS_DIGITS


_MOVEMENTS = "ثورة قوى حركة شباب ائتلاف انتفاضة"
_MONTHS = """
يناير فبراير مارس أبريل إبريل مايو يونيو يونيه يوليو يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر شباط آذار
نيسان أيار حزيران تموز آب أيلول تشرين كانون جانفي فيفري أفريل ماي جوان جويلية أوت غشت شتنبر نونبر دجنبر
"""
_OF_TWO_WORDS = "تشرين كانون"
_YEARS_DIGITS = 4
