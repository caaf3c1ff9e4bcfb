"""Nouns in front of their number: `الشهداء الـ 44`, `بلغ عدد القتلى 44`, `منهم 284`."""

from hasila.links import lexicon, nouns
from hasila.links.counting import Counted, Relation, at_word
from hasila.links.following import after, counts, grades, pronoun
from hasila.links.units import unit_of
from hasila.links.view import View, Word
from hasila.normalize import fold

# A total (`عدد القتلى`) governs a number at most this many words further on.
TOTAL_REACH = 20


def ahead(view: View, n: int) -> Counted | None:
    """`الشهداء الـ 44`, `ركابها الستة`, `عائلة واحدة`, `مصادر عسكرية عدة`."""
    number, first = view.numbers[n], view.first[n]
    begin, _ = view.bounds(n)
    word = view.words[first]
    few = word.core in lexicon.words(lexicon.ONE_OR_FEW)
    if number.kind != "cardinal" or (number.bound == "vague" and not few):
        return None
    separate = first > begin and view.words[first - 1].norm == "ال"
    definite = separate or (word.definite and word.norm.isalpha())
    at = first - (2 if separate else 1)
    if word.definite and word.core in lexicon.words(lexicon.ONE) and at >= begin and _is_unit(view, at):
        return at_word(view, at, Relation.AHEAD)
    if not (few or definite) or at < begin or not nouns.nominal(view, at):
        return None
    head = view.words[at]
    before = view.words[at - 1] if at > begin and nouns.nominal(view, at - 1) and not head.lead else None
    if definite and not (few and not word.definite):
        return _ahead_definite(view, at, before)
    return _ahead_indefinite(view, n, at, before)


def _is_unit(view: View, at: int) -> bool:
    """`للتر الواحد`, `في اليوم الواحد`: `اليوم` is "today" elsewhere, and so no noun by itself."""
    return at not in view.number_at and unit_of(view.words[at].core) is not None


def _ahead_definite(view: View, at: int, before: Word | None) -> Counted | None:
    """The noun that ends in front of `at + 1`; `before` is the word before `at`, if it is a noun."""
    head = view.words[at]
    if at in view.name_at and not head.definite:
        # `جنود لاتفيا الـ 17`, `بطولات الغراند سلام الأربع`: a noun annexed to a name.
        first = view.names[view.name_at[at]].first
        return at_word(view, first - 1, Relation.AHEAD) if nouns.nominal(view, first - 1) else None
    if not head.definite and not nouns.has_enclitic(head):
        # … that no one recognised as a name.
        return at_word(view, at - 1, Relation.AHEAD) if before is not None and nouns.plural(before) else None
    if before is None:
        return at_word(view, at, Relation.AHEAD)
    if nouns.adjective(head) and (before.definite or nouns.has_enclitic(before)):
        return at_word(view, at - 1, Relation.AHEAD)
    if nouns.plural(head):
        return at_word(view, at, Relation.AHEAD)
    if nouns.plural(before):
        return at_word(view, at - 1, Relation.AHEAD)
    if nouns.nominal(view, at - 2) and at in view.name_at and nouns.plural(view.words[at - 2]):
        return at_word(view, at - 2, Relation.AHEAD)
    return at_word(view, at, Relation.AHEAD)


def _ahead_indefinite(view: View, n: int, at: int, before: Word | None) -> Counted | None:
    """`عائلة واحدة`, `مواطنان اثنان`, `مصادر عسكرية عدة`: the number agrees like an adjective."""
    head, word = view.words[at], view.words[view.first[n]]
    if word.core == fold("عدة") and counts(view, view.last[n] + 1, n) is not None:
        return None
    if word.core in lexicon.words(lexicon.TWO) and not head.core.endswith((fold("ان"), fold("ين"))):
        return None
    two = word.core in lexicon.words(lexicon.TWO)
    if two and before is not None and not before.core.endswith((fold("ان"), fold("ين"))):
        return at_word(view, at, Relation.AHEAD)  # `اعتقال قياديين اثنين`
    if before is not None and nouns.adjective(head) and not before.definite and not before.lead:
        return at_word(view, at - 1, Relation.AHEAD)
    return at_word(view, at, Relation.AHEAD)


def pronoun_before(view: View, n: int) -> Counted | None:
    """`منهم 284`, `عددهم 12`, `يقدر عددهم بنحو خمسة آلاف`."""
    if view.numbers[n].kind != "cardinal":
        return None
    begin, _ = view.bounds(n)
    index = _before_modifier(view, n) - 1
    if index >= begin and view.words[index].norm in lexicon.words(lexicon.AMONG):
        behind = after(view, n)
        # `منهم 284 نزحوا` has no noun but what they did; `منهم 284 وشفي 355` has `منهم`.
        acts = behind < len(view.words) and nouns.verb(view, behind) and not view.words[behind].lead
        return None if acts else pronoun(view, index)
    for at in range(index, max(begin, index - 5) - 1, -1):
        word = view.words[at]
        if word.punct or (at in view.number_at and at < view.first[n]):
            return None
        if nouns.has_enclitic(word) and nouns.stem_of(word) in lexicon.words(lexicon.TOTALS_OF_PRONOUN):
            return pronoun(view, at)
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


def total(view: View, n: int) -> Counted | None:
    """`بلغ عدد القتلى 44`, `عدد الشركات التي … 75`, `ارتفعت نسبة المرضى … إلى 96 %`."""
    number = view.numbers[n]
    begin, _ = view.bounds(n)
    percent = number.kind in ("percent", "fraction")
    if number.kind not in ("cardinal", "percent", "fraction", "multiple"):
        return None
    heads = lexicon.words("نسبة") if percent else lexicon.words(lexicon.TOTALS)
    gapped = _before_modifier(view, n) - 2
    if not percent and gapped > begin and _continues(view, gapped, begin, heads):
        return at_word(view, gapped, Relation.TOTAL)
    for at in range(view.first[n] - 1, max(begin, view.first[n] - TOTAL_REACH) - 1, -1):
        word = view.words[at]
        if at in view.number_at and view.number_at[at] != n and not _passes(view, view.number_at[at]):
            return None
        if word.norm in (".", "؟", "!", "؛", ":"):
            return None
        if word.definite and word.core == fold("عدد") and number.kind == "multiple":
            return at_word(view, at, Relation.TOTAL)  # `ارتفع العدد إلى الضعف`
        if word.core in heads and not word.definite:
            head = _head_of_total(view, at + 1, view.first[n])
            # Of a share, only a population is counted: `نسبة المرضى`, not `نسبة الإنجاز`.
            return head if head is None or not percent or _population(view.words[head.word]) else None
    return None


def _continues(view: View, at: int, begin: int, heads: frozenset[str]) -> bool:
    """`ارتفع عدد القتلى إلى 1644، والجرحى إلى 3408`: a second noun of the same total."""
    word = view.words[at]
    if view.words[at + 1].norm != fold("إلى") or word.lead != ("و",) or not word.definite:
        return False
    if at in view.number_at or at in view.name_at:
        return False
    before = view.words[max(begin, at - TOTAL_REACH) : at]
    return any(earlier.core in heads and not earlier.definite for earlier in before)


def _population(word: Word) -> bool:
    return nouns.plural(word) or nouns.people(word)


def _passes(view: View, n: int) -> bool:
    """Whether a total's noun is still meant behind a number: `من 193 ألفا إلى 100 ألف`, a date."""
    first = view.first[n]
    changed = first > 0 and view.words[first - 1].norm == fold("من")
    return changed or view.numbers[n].kind in ("date", "ordinal", "time", "identifier")


def _head_of_total(view: View, index: int, end: int) -> Counted | None:
    while index < end and grades(view, index) and not view.words[index].definite:
        index += 1
    while index < end and view.words[index].core in lexicon.words(lexicon.TOTALS):
        index += 1
    if index >= end or not nouns.nominal(view, index):
        return None
    if view.words[index].definite or nouns.annexed(view, index, end):
        return at_word(view, index, Relation.TOTAL)
    return None


def grown(view: View, n: int) -> Counted | None:
    """`زادت ديون البلدية أربعة أضعاف`, `من المياه أكثر من سبعة أضعاف`: what is so many times as much."""
    if view.numbers[n].kind != "multiple":
        return None
    begin, _ = view.bounds(n)
    index = _before_modifier(view, n) - 1
    if index > begin and view.words[index].definite and view.words[index - 1].norm == fold("من"):
        return at_word(view, index, Relation.TOTAL)
    for at in range(index, max(begin, index - _GROWN_WITHIN), -1):
        word = view.words[at]
        if word.punct or at in view.number_at:
            return None
        if view.words[at - 1].core in lexicon.words(_GROWS):
            noun = nouns.nominal(view, at) and not word.lead and at not in view.name_at
            return at_word(view, at, Relation.TOTAL) if noun else None
    return None


_GROWN_WITHIN = 10
# Verbs whose subject can become so many times as much; folded forms of a text, negated ones too.
_GROWS = """
زاد زادت يزيد تزيد يزد تزد ازداد ازدادت يزداد تزداد تضاعف تضاعفت يتضاعف تتضاعف ارتفع ارتفعت يرتفع ترتفع
نما نمت ينمو تنمو قفز قفزت يقفز تقفز صعد صعدت كبر كبرت اتسع اتسعت
"""
