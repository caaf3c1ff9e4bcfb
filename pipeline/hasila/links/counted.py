"""The counted noun: المعدود.

In reading order: `find_counted` asks in turn whether the number is its own noun (a dual), stands
behind its noun (`الشهداء الـ 44`), in front of it (`627 مدنياً`, `44 من عناصر التنظيم`), shares
the noun of the next number (`20 أو 30 قتيلا`), or follows a total (`بلغ عدد القتلى 44`).
"""

from dataclasses import dataclass
from enum import Enum, auto

from hasila.links import lexicon, nouns
from hasila.links.units import unit_of
from hasila.links.view import ENCLITICS, PRONOUNS, View, Word
from hasila.normalize import fold

# A noun stands at most this many words behind its number, asides included.
REACH = 12
# A total (`عدد القتلى`) governs a number at most this many words further on.
TOTAL_REACH = 20


class Relation(Enum):
    """How a number is joined to its noun."""

    SELF = auto()
    DIRECT = auto()
    PARTITIVE = auto()
    AHEAD = auto()
    SHARED = auto()
    TOTAL = auto()
    PRONOUN = auto()
    OTHERS = auto()


@dataclass(frozen=True, slots=True)
class Counted:
    """Where the counted noun stands.

    Attributes:
        start, end: Its span, clitics left out.
        word: The index of its word.
        relation: How the number is joined to it.
    """

    start: int
    end: int
    word: int
    relation: Relation


def find_counted(view: View, n: int) -> Counted | None:
    """The counted noun of the number `n`, or None where no word of the sentence is counted."""
    number = view.numbers[n]
    if number.kind == "dual":
        if fold(number.text) in lexicon.words(lexicon.OTHERS):
            return Counted(number.start, number.end, view.first[n], Relation.OTHERS)
        return Counted(number.start, number.end, view.first[n], Relation.SELF)
    for rule in (_inside, _enclitic, _ahead, _direct, _partitive, _shared, _pronoun_before, _total):
        found = rule(view, n)
        if found is not None:
            return found
    return None


def noun_span(word: Word) -> tuple[int, int]:
    """A noun's span: without its proclitics and without an enclitic pronoun."""
    start = word.stem
    if word.definite and word.lead[-1:] == ("ل",):
        start += 1  # للحقيبة: the second ل is what is left of the article
    return start, word.end - nouns.enclitic_length(word.text[start - word.start :], word)


def _counted(view: View, index: int, relation: Relation) -> Counted:
    word = view.words[index]
    start, end = noun_span(word)
    return Counted(start, end, index, relation)


def _inside(view: View, n: int) -> Counted | None:
    """`خمس سنوات ونصف السنة`, `دولار أو دولارين`: the noun inside the expression."""
    first, last = view.first[n], view.last[n]
    if last - first < 2 or view.numbers[n].kind in ("date", "time"):
        return None
    if view.words[last].definite and view.words[last - 1].core in lexicon.words(lexicon.PARTS):
        return _counted(view, last - 2, Relation.DIRECT)
    if unit_of(view.words[last].core) is not None:
        return _counted(view, last, Relation.DIRECT)
    return None


def _enclitic(view: View, n: int) -> Counted | None:
    """`نصفهم`: the pronoun on the number's own word."""
    number, word = view.numbers[n], view.words[view.last[n]]
    rest = view.text[number.end : word.end]
    if rest and fold(rest) in PRONOUNS:
        return Counted(number.end, word.end, view.last[n], Relation.PRONOUN)
    return None


# ----------------------------------------------------------------- in front of the number


def _ahead(view: View, n: int) -> Counted | None:
    """`الشهداء الـ 44`, `ركابها الستة`, `عائلة واحدة`, `مصادر عسكرية عدة`."""
    number, first = view.numbers[n], view.first[n]
    begin, _ = view.bounds(n)
    word = view.words[first]
    few = word.core in lexicon.words(lexicon.ONE_OR_FEW)
    if number.kind != "cardinal" or (number.bound == "vague" and not few):
        return None
    separate = first > begin and view.words[first - 1].norm == "ال"
    definite = separate or (word.norm.startswith("ال") and word.norm.isalpha())
    at = first - (2 if separate else 1)
    if not (few or definite) or at < begin or not nouns.nominal(view, at):
        return None
    head = view.words[at]
    before = view.words[at - 1] if at > begin and nouns.nominal(view, at - 1) and not head.lead else None
    if definite and not (few and not word.norm.startswith("ال")):
        return _ahead_definite(view, at, before)
    return _ahead_indefinite(view, n, at, before)


def _ahead_definite(view: View, at: int, before: Word | None) -> Counted | None:
    """The noun that ends in front of `at + 1`; `before` is the word before `at`, if it is a noun."""
    head = view.words[at]
    if at in view.name_at and not head.definite:
        # `جنود لاتفيا الـ 17`, `بطولات الغراند سلام الأربع`: a noun annexed to a name.
        first = view.names[view.name_at[at]].first
        return _counted(view, first - 1, Relation.AHEAD) if nouns.nominal(view, first - 1) else None
    if not head.definite and not nouns.has_enclitic(head):
        # … that no one recognised as a name.
        return _counted(view, at - 1, Relation.AHEAD) if before is not None and nouns.plural(before) else None
    if before is None:
        return _counted(view, at, Relation.AHEAD)
    if nouns.adjective(head) and (before.definite or nouns.has_enclitic(before)):
        return _counted(view, at - 1, Relation.AHEAD)
    if nouns.plural(head):
        return _counted(view, at, Relation.AHEAD)
    if nouns.plural(before):
        return _counted(view, at - 1, Relation.AHEAD)
    if nouns.nominal(view, at - 2) and at in view.name_at and nouns.plural(view.words[at - 2]):
        return _counted(view, at - 2, Relation.AHEAD)
    return _counted(view, at, Relation.AHEAD)


def _ahead_indefinite(view: View, n: int, at: int, before: Word | None) -> Counted | None:
    """`عائلة واحدة`, `مواطنان اثنان`, `مصادر عسكرية عدة`: the number agrees like an adjective."""
    head, word = view.words[at], view.words[view.first[n]]
    if word.core == fold("عدة") and _is_noun(view, view.last[n] + 1, n) is not None:
        return None
    if word.core in lexicon.words(lexicon.TWO) and not head.core.endswith((fold("ان"), fold("ين"))):
        return None
    if before is not None and nouns.adjective(head) and not before.definite and not before.lead:
        return _counted(view, at - 1, Relation.AHEAD)
    return _counted(view, at, Relation.AHEAD)


# ----------------------------------------------------------------- behind the number


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
    for aside in lexicon.asides():
        if index + len(aside) <= end and all(
            view.words[index + i].norm == part for i, part in enumerate(aside)
        ):
            return len(aside)
    return 0


def _direct(view: View, n: int) -> Counted | None:
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
    at = _is_noun(view, index, n)
    if at is None:
        return None
    start, stop = noun_span(view.words[at])
    if not takes_definite(view, n):
        stop = view.words[at].end  # what 11 to 99 count is no one's: `قرصانا`
    return Counted(start, stop, at, Relation.DIRECT)


def _is_noun(view: View, index: int, n: int) -> int | None:
    """The index of the noun that begins at `index` and is counted by the number before it."""
    _, end = view.bounds(n)
    if index >= end or index in view.number_at:
        return None
    word = view.words[index]
    if word.lead or not word.norm.isalpha() or word.norm in lexicon.words(lexicon.FUNCTION):
        return None
    if word.definite and not takes_definite(view, n) and not view.words[view.first[n]].norm.startswith("ال"):
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
    if unit_of(word.core) is not None and _names_a_year(view, index, end):
        return None
    return index


def _names_a_year(view: View, index: int, end: int) -> bool:
    """`584 ألفا عام 2013`: a year's number follows."""
    following = view.number_at.get(index + 1)
    return index + 1 < end and following is not None and view.numbers[following].kind == "date"


def takes_definite(view: View, n: int) -> bool:
    """Whether the number can be annexed to a definite noun: `عشرات الأشخاص`, `نصف السكان`."""
    number = view.numbers[n]
    if number.bound == "vague" or number.kind in ("fraction", "multiple"):
        return True
    last = view.words[view.last[n]]
    return last.norm.isalpha() and not last.definite


def _partitive(view: View, n: int) -> Counted | None:
    """`44 من عناصر التنظيم`, `8 من كبار قادة`, `25 % من السكان`, `25 من أصل 50 نائبا`."""
    index = after(view, n)
    _, end = view.bounds(n)
    if index + 2 < end and view.words[index].norm == fold("بين") and view.words[index + 2].lead == ("و",):
        # `100 بين قتيل وجريح`
        return _counted(view, index + 1, Relation.PARTITIVE) if nouns.nominal(view, index + 1) else None
    if index >= end or view.words[index].norm != fold("من"):
        if index < end and view.words[index].norm in lexicon.words("منهم منهن منها"):
            return _pronoun(view, index)
        return None
    index += 1
    if index < end and view.words[index].norm == fold("أصل"):
        total = _total(view, n)
        following = view.number_at.get(index + 1)
        return total if total is not None or following is None else _direct(view, following)
    while index + 1 < end and not view.words[index].definite and _grades(view, index):
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
    return _counted(view, index, Relation.PARTITIVE)


def _grades(view: View, index: int) -> bool:
    word, following = view.words[index], view.words[index + 1]
    if word.core not in lexicon.words(lexicon.GRADERS) or following.lead or following.punct:
        return False
    return following.definite or following.norm not in lexicon.words(lexicon.FUNCTION)


def _shared(view: View, n: int) -> Counted | None:
    """`20 أو 30 قتيلا`, `(130.000) مائة وثلاثين ألف متر`: the noun behind the next number."""
    index = view.last[n] + 1
    _, end = view.bounds(n)
    joined = 0
    while index < end and joined < 2:
        following = view.number_at.get(index)
        if following is not None and following != n:
            if view.numbers[following].kind not in ("cardinal", "fraction"):
                return None
            found = _direct(view, following)
            if found is None:
                return None
            return Counted(found.start, found.end, found.word, Relation.SHARED)
        if view.words[index].norm not in ("و", "او", "الى", "-", "–", ")", "(", "ال", "حتي", "ثم"):
            return None
        index += 1
        joined += 1
    return None


# ----------------------------------------------------------------- no noun behind it


def _pronoun(view: View, index: int) -> Counted | None:
    word = view.words[index]
    for pronoun in ENCLITICS:
        if word.norm.endswith(pronoun) and pronoun in PRONOUNS:
            return Counted(word.end - len(pronoun), word.end, index, Relation.PRONOUN)
    return None


def _pronoun_before(view: View, n: int) -> Counted | None:
    """`منهم 284`, `عددهم 12`, `يقدر عددهم بنحو خمسة آلاف`."""
    if view.numbers[n].kind != "cardinal":
        return None
    begin, _ = view.bounds(n)
    index = _before_modifier(view, n) - 1
    if index >= begin and view.words[index].norm in lexicon.words(lexicon.AMONG):
        behind = after(view, n)
        return None if behind < len(view.words) and nouns.verb(view, behind) else _pronoun(view, index)
    for at in range(index, max(begin, index - 5) - 1, -1):
        word = view.words[at]
        if word.punct or (at in view.number_at and at < view.first[n]):
            return None
        if nouns.has_enclitic(word) and nouns.stem_of(word) in lexicon.words(lexicon.TOTALS_OF_PRONOUN):
            return _pronoun(view, at)
        if word.norm not in lexicon.words(lexicon.REACH) and not _reaches(word):
            return None
    return None


def _before_modifier(view: View, n: int) -> int:
    """The index of the number's first word, or of the modifier in front of it (`أكثر من`)."""
    number, index = view.numbers[n], view.first[n]
    begin, _ = view.bounds(n)
    if number.modifier is not None and number.modifier[0] < number.start:
        while index > begin and view.words[index - 1].start >= number.modifier[0]:
            index -= 1
    while index > begin and view.words[index - 1].norm in ("ب", "و", "ف", "ل", "(", "بنحو", "نحو", "حوالي"):
        index -= 1
    return index


def _reaches(word: Word) -> bool:
    reach = lexicon.words(lexicon.REACH)
    return word.core in reach or word.norm in reach or (word.norm[:1] in "ولفب" and word.norm[1:] in reach)


def _total(view: View, n: int) -> Counted | None:
    """`بلغ عدد القتلى 44`, `عدد الشركات التي … 75`, `ارتفعت نسبة المرضى … إلى 96 %`."""
    number = view.numbers[n]
    begin, _ = view.bounds(n)
    percent = number.kind in ("percent", "fraction")
    if number.kind not in ("cardinal", "percent", "fraction"):
        return None
    heads = lexicon.words("نسبة") if percent else lexicon.words(lexicon.TOTALS)
    for at in range(view.first[n] - 1, max(begin, view.first[n] - TOTAL_REACH) - 1, -1):
        word = view.words[at]
        if at in view.number_at and view.number_at[at] != n and not _passes(view, view.number_at[at]):
            return None
        if word.norm in (".", "؟", "!", "؛", ":"):
            return None
        if word.core in heads and not word.definite:
            return _head_of_total(view, at + 1, view.first[n])
    return None


def _passes(view: View, n: int) -> bool:
    """Whether a total's noun is still meant behind a number: `من 193 ألفا إلى 100 ألف`, a date."""
    first = view.first[n]
    changed = first > 0 and view.words[first - 1].norm == fold("من")
    return changed or view.numbers[n].kind in ("date", "ordinal", "time", "identifier")


def _head_of_total(view: View, index: int, end: int) -> Counted | None:
    while index < end and _grades(view, index) and not view.words[index].definite:
        index += 1
    while index < end and view.words[index].core in lexicon.words(lexicon.TOTALS):
        index += 1
    if index >= end or not nouns.nominal(view, index):
        return None
    if view.words[index].definite or nouns.annexed(view, index, end):
        return _counted(view, index, Relation.TOTAL)
    return None
