"""What a pronoun, `آخرين` or a number without a noun stands for.

* `آخرين`: the noun that the act before it happened to, counted (`قتل 16 شخصاً وأصيب 50 آخرين`) or
  not (`مقتل مدني وإصابة ستة آخرين`, `فلان و12 آخرون`).
* A pronoun of people (`منهم`, `نصفهم`): the nearest plural of people before it; of things (`خمس منها`,
  `ربعها`): the nearest thing that a number counts, else the nearest plural of things.
* No noun at all (`قتل 5 وأصيب 11 من الجنود`): the noun of the number it is told with (`ellipsis`).
"""

from hasila.links import lexicon, nouns
from hasila.links.counting import Counted, Relation, noun_span
from hasila.links.ellipsis import NUMBERS_BACK, Told, begin_of, behind_others, of_nothing, sufferer
from hasila.links.view import View
from hasila.normalize import fold

Span = tuple[int, int]

# Pronouns that stand for people only; the others stand for things as a rule.
_OF_PEOPLE = frozenset(map(fold, ("هم", "هن")))


def find_antecedent(told: Told, n: int) -> Span | None:
    """The span of the noun that the missing or pronominal noun of the number `n` stands for."""
    found = told.counted[n]
    if found is None:
        return of_nothing(told, n)
    if found.relation is Relation.OTHERS:
        return _of_others(told, n, found)
    if found.relation is Relation.PRONOUN:
        return _of_pronoun(told, n, found)
    return None


def _of_others(told: Told, n: int, found: Counted) -> Span | None:
    view = told.view
    first = view.first[n]
    title = _title(view, first - 1) if view.words[first].lead or _joined(view, first) else None
    if title is not None:
        return title
    begin = begin_of(view, n)
    behind = behind_others(view, max(view.last[n], found.word) + 1)
    for at in range(first - 1, begin - 1, -1):
        m = view.number_at.get(at)
        if m is not None and m != n:
            noun = told.counted[m]
            if noun is None and told.kinds[m] == "count" and _harmed(view, view.first[m]):
                return behind or told.earlier[m]  # `قتلت اثنين وأصابت عشرات آخرين`
            if noun is not None and told.kinds[m] == "count" and _stands(view, noun):
                m = _first_of_list(told, m)
                noun = told.counted[m] or noun
                if not _subset(view, m):
                    return noun.start, noun.end
        elif view.words[at].core in lexicon.words(lexicon.HARM):
            span = sufferer(view, at + 1, first)
            if span is not None:
                return behind or span
    return behind or _of_pronoun(told, n, found)


def _harmed(view: View, first: int) -> bool:
    """Whether the number that begins at `first` stands right behind a word of harm."""
    return first > 0 and view.words[first - 1].core in lexicon.words(lexicon.HARM)


def _subset(view: View, m: int) -> bool:
    """`بينهم 5 مدنيين`: a part of what was counted before."""
    return any(
        word.norm in lexicon.words(lexicon.AMONG)
        for word in view.words[max(0, view.first[m] - 2) : view.first[m]]
    )


def _joined(view: View, first: int) -> bool:
    """`و 12`, `و12`: the conjunction is a token of its own in front of digits."""
    return first > 0 and view.words[first - 1].norm == "و"


def _title(view: View, at: int) -> Span | None:
    """`الرئيس المعزول فلان و35 آخرون`: the noun that the person's name stands in apposition to."""
    if at > 0 and view.words[at].norm == "و":
        at -= 1
    if at < 0 or at not in view.name_at or view.names[view.name_at[at]].label != "PER":
        return None
    at = view.names[view.name_at[at]].first - 1
    head = None
    while at >= 0 and view.words[at].definite and at not in view.name_at:
        head, at = at, at - 1
    return None if head is None else noun_span(view.words[head])


def _stands(view: View, noun: Counted) -> bool:
    """Whether `آخرين` can stand for the noun: a noun itself, of people."""
    if noun.relation in (Relation.OTHERS, Relation.PRONOUN):
        return False
    core = view.words[noun.word].core
    return not nouns.thing(core)


def _first_of_list(told: Told, m: int) -> int:
    """`استشهاد عشرة من رجال الأمن وثلاثة من العاملين وإصابة تسعة آخرين`: the first of the list."""
    view = told.view
    while m > 0 and told.kinds[m - 1] == "count" and told.counted[m - 1] is not None:
        noun = told.counted[m - 1]
        first = view.first[m]
        if noun is None or not _stands(view, noun) or first - view.last[m - 1] > 8:
            break
        gap = view.words[view.last[m - 1] + 1 : first]
        added = any(word.core in lexicon.words("إضافة فضلا") for word in gap)
        if not (view.words[first].lead[:1] == ("و",) or _joined(view, first) or added):
            break
        if any(word.core in lexicon.words(lexicon.HARM) for word in gap):
            break
        m -= 1
    return m


def _of_pronoun(told: Told, n: int, found: Counted) -> Span | None:
    """The noun that a pronoun stands for: one that a number counts, or a plural, whichever is nearer."""
    view = told.view
    before = told.counted[n - 1] if n > 0 else None
    if (
        before is not None
        and found.relation is before.relation is Relation.PRONOUN
        and view.bounds(n) == view.bounds(n - 1)
        and fold(view.text[found.start : found.end]) == fold(view.text[before.start : before.end])
    ):
        return told.earlier[n - 1]  # `نصفهم من النساء، و12 بالمئة منهم في المخيمات`
    people = found.relation is Relation.OTHERS or fold(view.text[found.start : found.end]) in _OF_PEOPLE
    start = min(view.first[n], found.word)
    # `الهجمات الباقية وعددها 71`: the plural right before, counted or not.
    of_total = nouns.stem_of(view.words[found.word]) in lexicon.words(lexicon.TOTALS_OF_PRONOUN)
    by_word = {
        noun.word: m for m in range(max(0, n - NUMBERS_BACK), n) if (noun := told.counted[m]) is not None
    }
    thing: Span | None = None
    for at in range(start - 1, begin_of(view, n) - 1, -1):
        word = view.words[at]
        m = by_word.get(at)
        noun = None if m is None else told.counted[m]
        if noun is not None and m is not None:
            if noun.relation is Relation.OTHERS:
                if told.earlier[m] is not None:
                    return told.earlier[m]
            elif noun.relation is not Relation.PRONOUN:
                span = noun.start, noun.end
                if people and told.kinds[m] == "count" and not nouns.thing(word.core):
                    return span
                if not people and told.kinds[m] in _THINGS:
                    return span
                thing = thing or (span if told.kinds[m] == "count" else None)
            continue
        if not nouns.nominal(view, at) or _describes(view, at):
            continue
        if people and nouns.people(word):
            return noun_span(word)
        if not people and thing is None and nouns.plural(word) and not nouns.people(word):
            thing = noun_span(word)
            if of_total:
                return thing
    return thing


_THINGS = frozenset({"count", "money", "measure"})


def _describes(view: View, at: int) -> bool:
    """Whether a plural is an adjective of the noun before it: `اللاجئين السوريين`."""
    before = view.words[at - 1] if at > 0 else None
    if before is not None and at - 1 in view.number_at:
        return True
    return before is not None and nouns.people(before) and before.definite == view.words[at].definite
