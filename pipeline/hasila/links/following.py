"""Nouns behind their number: `627 مدنياً`, `44 من عناصر التنظيم`, `20 أو 30 قتيلا`."""

from hasila.links import lexicon, nouns
from hasila.links.counting import Counted, Relation, at_word, noun_span
from hasila.links.units import unit_of
from hasila.links.view import ENCLITICS, PRONOUNS, View
from hasila.normalize import fold


def after(view: View, n: int) -> int:
    """The index of the first word behind the number, its marker (`%`) and asides (`على الأقل`)."""
    number = view.numbers[n]
    index = view.last[n] + 1
    _, end = view.bounds(n)
    for part in (number.marker, number.modifier):
        if part is not None:
            while index < end and part[0] <= view.words[index].start < part[1]:
                index += 1
    if index < end and view.words[index].text in (")", "]", "_", "/"):
        index += 1
    while index < end:
        step = _aside(view, index, end)
        if step == 0:
            return index
        index += step
    return index


def _aside(view: View, index: int, end: int) -> int:
    for aside in lexicon.asides().get(view.words[index].norm, ()):
        if index + len(aside) <= end and all(
            view.words[index + i].norm == part for i, part in enumerate(aside)
        ):
            return len(aside)
    return 0


def direct(view: View, n: int) -> Counted | None:
    """`627 مدنياً`, `عشرات الأشخاص`, `5 كبار مسؤولين`, `50 آخرين`."""
    number = view.numbers[n]
    if number.kind in ("percent", "multiple") and number.marker is not None:
        return None
    index = after(view, n)
    _, end = view.bounds(n)
    if index >= end:
        return None
    word = view.words[index]
    if word.norm in lexicon.words(lexicon.OTHERS) and number.kind == "cardinal":
        return Counted(word.stem, word.end, index, Relation.OTHERS)
    at = counts(view, index, n)
    if at is None:
        return None
    start, stop = noun_span(view.words[at])
    if not takes_definite(view, n):
        stop = view.words[at].end  # what 11 to 99 count is no one's: `قرصانا`
    return Counted(start, stop, at, Relation.DIRECT)


def counts(view: View, index: int, n: int) -> int | None:
    """The index of the noun that begins at `index` and is counted by the number before it."""
    _, end = view.bounds(n)
    if index >= end or index in view.number_at:
        return None
    word = view.words[index]
    if word.lead or not word.norm.isalpha() or word.norm in lexicon.words(lexicon.FUNCTION):
        return None
    if word.core in lexicon.words(_PREDICATES):
        return None
    if word.definite and not takes_definite(view, n) and not view.words[view.first[n]].definite:
        return None
    if word.definite and view.words[view.first[n]].core == fold("عدة"):
        return None
    if unit_of(word.core) is None and nouns.verb(view, index):
        return None
    if index in view.name_at and view.names[view.name_at[index]].label == "PER":
        return None
    if word.definite and nouns.adjective(word) and not takes_definite(view, n):
        return None
    if word.core in lexicon.words(lexicon.GRADERS) and index + 1 < end and not word.definite:
        following = view.words[index + 1]
        if nouns.nominal(view, index + 1) and not following.lead:
            return index + 1
        return None
    if unit_of(word.core) is not None and (_names_a_year(view, index, end) or _says_when(view, index, end)):
        return None
    return index


# Adjectives of a noun that was said before: `12 نقطة من 24 ممكنة`.
_PREDICATES = "ممكنة ممكنا ممكن متاحة متاحا متاح مطلوبة مطلوبا محتملة محتملا"


def _names_a_year(view: View, index: int, end: int) -> bool:
    """`584 ألفا عام 2013`: a year's number follows."""
    following = view.number_at.get(index + 1)
    return index + 1 < end and following is not None and view.numbers[following].kind == "date"


def _says_when(view: View, index: int, end: int) -> bool:
    """`7 ملايين العام الماضي`: a definite time with its adjective is when, not what is counted."""
    if not view.words[index].definite or index + 1 >= end:
        return False
    return view.words[index + 1].core in lexicon.words(_WHEN)


_WHEN = "ماضي ماضية حالي حالية جاري جارية مقبل مقبلة قادم قادمة سابق سابقة نفسه نفسها ذاته"


def takes_definite(view: View, n: int) -> bool:
    """Whether the number can be annexed to a definite noun: `عشرات الأشخاص`, `نصف السكان`."""
    number = view.numbers[n]
    if number.bound == "vague" or number.kind in ("fraction", "multiple"):
        return True
    last = view.words[view.last[n]]
    return last.norm.isalpha() and not last.definite


def partitive(view: View, n: int) -> Counted | None:
    """`44 من عناصر التنظيم`, `8 من كبار قادة`, `25 % من السكان`."""
    index = after(view, n)
    _, end = view.bounds(n)
    if index + 2 < end and view.words[index].norm == fold("بين") and view.words[index + 2].lead == ("و",):
        # `100 بين قتيل وجريح`
        return at_word(view, index + 1, Relation.PARTITIVE) if nouns.nominal(view, index + 1) else None
    if index >= end or view.words[index].norm != fold("من"):
        if index < end and view.words[index].norm in lexicon.words("منهم منهن منها"):
            return pronoun(view, index)
        return None
    index += 1
    if index < end and view.words[index].norm == fold("أصل"):
        return None
    while index + 1 < end and not view.words[index].definite and grades(view, index):
        index += 1
    if index >= end or index in view.number_at:
        return None
    word = view.words[index]
    if word.punct or not word.norm.isalpha() or word.norm in lexicon.words(lexicon.FUNCTION):
        return None
    if index in view.name_at and view.names[view.name_at[index]].label in ("PER", "LOC"):
        return None
    unit = unit_of(word.core)
    if unit is not None and unit.kind != "money" and view.numbers[n].kind == "cardinal":
        return None
    return at_word(view, index, Relation.PARTITIVE)


def grades(view: View, index: int) -> bool:
    """Whether a word only grades the noun behind it: `كبار` in `كبار قادة`."""
    word, following = view.words[index], view.words[index + 1]
    if word.core not in lexicon.words(lexicon.GRADERS) or following.lead or following.punct:
        return False
    return following.definite or following.norm not in lexicon.words(lexicon.FUNCTION)


def shared(view: View, n: int) -> Counted | None:
    """`20 أو 30 قتيلا`, `(130.000) مائة وثلاثين ألف متر`: the noun behind the next number."""
    index = view.last[n] + 1
    _, end = view.bounds(n)
    joined = 0
    while index < end and joined < 2:
        following = view.number_at.get(index)
        if following is not None and following != n:
            if view.numbers[following].kind not in ("cardinal", "fraction"):
                return None
            found = direct(view, following)
            if found is None:
                return None
            return Counted(found.start, found.end, found.word, Relation.SHARED)
        if view.words[index].norm not in ("و", "او", "الى", "-", "–", ")", "(", "ال", "حتي", "ثم"):
            return None
        index += 1
        joined += 1
    return None


def pronoun(view: View, index: int) -> Counted | None:
    """The pronoun that ends a word: `هم` of `منهم`."""
    word = view.words[index]
    for pronoun in ENCLITICS:
        if word.norm.endswith(pronoun) and pronoun in PRONOUNS:
            return Counted(word.end - len(pronoun), word.end, index, Relation.PRONOUN)
    return None
