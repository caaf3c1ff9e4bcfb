"""What a pronoun, `آخرين` or a number without a noun stands for.

* `آخرين`: the noun that the act before it happened to, counted (`قتل 16 شخصاً وأصيب 50 آخرين`) or
  not (`مقتل مدني وإصابة ستة آخرين`, `فلان و12 آخرون`).
* A pronoun (`منهم`, `نصفهم`): the nearest plural before it.
* No noun at all (`قتل 5 وأصيب 11 من الجنود`): the noun of the number it is told with.
"""

from collections.abc import Sequence

from hasila.links import lexicon, nouns
from hasila.links.carried import scaled
from hasila.links.counting import Counted, Relation, noun_span
from hasila.links.view import View
from hasila.normalize import fold

Span = tuple[int, int]

# How many words back a pronoun or `آخرين` is looked up, and how many numbers.
_WORDS_BACK = 60
_NUMBERS_BACK = 6
# A number and the next one that it shares a noun with stand this close.
_CLOSE = 5


def find_antecedent(
    view: View,
    n: int,
    counted: Sequence[Counted | None],
    kinds: Sequence[str],
    earlier: Sequence[Span | None],
) -> Span | None:
    """The span of the noun that the number's missing or pronominal noun stands for.

    Args:
        view: The text.
        n: The number.
        counted: The counted noun of every number.
        kinds: The kind of every number.
        earlier: The antecedents of the numbers before this one.
    """
    found = counted[n]
    if found is None:
        if n > 0 and counted[n - 1] is None and kinds[n - 1] == kinds[n] and _alike(view, n):
            return earlier[n - 1]
        return _of_nothing(view, n, kinds[n], counted, kinds)
    if found.relation is Relation.OTHERS:
        return _of_others(view, n, counted, kinds) or _of_pronoun(view, n, found, counted, kinds)
    if found.relation is Relation.PRONOUN:
        return _of_pronoun(view, n, found, counted, kinds)
    return None


def _alike(view: View, n: int) -> bool:
    """`و5 من نابلس، و3 من طوباس`: a list of numbers that are told in the same words."""
    ours, theirs = view.last[n] + 1, view.last[n - 1] + 1
    if ours >= len(view.words) or view.bounds(n) != view.bounds(n - 1) or view.first[n] - theirs > 6:
        return False
    return view.words[ours].norm == view.words[theirs].norm == fold("من")


def _of_others(view: View, n: int, counted: Sequence[Counted | None], kinds: Sequence[str]) -> Span | None:
    first = view.first[n]
    title = _title(view, first - 1) if view.words[first].lead or _joined(view, first) else None
    if title is not None:
        return title
    begin = _begin(view, n)
    for at in range(first - 1, begin - 1, -1):
        m = view.number_at.get(at)
        if m is not None and m != n:
            noun = counted[m]
            if noun is not None and kinds[m] == "count" and _stands(view, noun):
                m = _first_of_list(view, m, counted, kinds)
                noun = counted[m] or noun
                if not _subset(view, m):
                    return noun.start, noun.end
        elif view.words[at].core in lexicon.words(lexicon.HARM):
            span = _sufferer(view, at + 1, first)
            if span is not None:
                return span
    behind = view.last[n] + 2
    return _behind_others(view, behind)


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


def _first_of_list(view: View, m: int, counted: Sequence[Counted | None], kinds: Sequence[str]) -> int:
    """`استشهاد عشرة من رجال الأمن وثلاثة من العاملين وإصابة تسعة آخرين`: the first of the list."""
    while m > 0 and kinds[m - 1] == "count" and counted[m - 1] is not None:
        noun = counted[m - 1]
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


def _sufferer(view: View, at: int, end: int) -> Span | None:
    """The noun right behind a word of harm: `مقتل مدني`, `مقتل أحد أخطر الإرهابيين`."""
    if at < end and view.words[at].core in lexicon.words("أحد إحدى"):
        at += 1
        if at < end and view.words[at].core in lexicon.words(lexicon.GRADERS):
            at += 1
    if at >= end or at in view.number_at or not nouns.nominal(view, at) or view.words[at].lead:
        return None
    if at in view.name_at and view.names[view.name_at[at]].label == "PER":
        return None
    core = view.words[at].core
    if core in lexicon.words(lexicon.HARM) or core in lexicon.words(lexicon.GRADERS) or nouns.thing(core):
        return None
    return noun_span(view.words[at])


def _of_pronoun(
    view: View, n: int, found: Counted, counted: Sequence[Counted | None], kinds: Sequence[str]
) -> Span | None:
    start = min(view.first[n], found.word)
    by_word = {noun.word: m for m in range(max(0, n - _NUMBERS_BACK), n) if (noun := counted[m]) is not None}
    for at in range(start - 1, _begin(view, n) - 1, -1):
        word = view.words[at]
        m = by_word.get(at)
        noun = None if m is None else counted[m]
        if noun is not None and m is not None:
            if kinds[m] == "count" and noun.relation is not Relation.PRONOUN and not nouns.thing(word.core):
                return noun.start, noun.end
            continue
        if nouns.nominal(view, at) and nouns.people(word) and not _describes(view, at):
            return noun_span(word)
    return None


def _describes(view: View, at: int) -> bool:
    """Whether a plural is an adjective of the noun before it: `اللاجئين السوريين`."""
    before = view.words[at - 1] if at > 0 else None
    if before is not None and at - 1 in view.number_at:
        return True
    return before is not None and nouns.people(before) and before.definite == view.words[at].definite


def _of_nothing(
    view: View, n: int, kind: str, counted: Sequence[Counted | None], kinds: Sequence[str]
) -> Span | None:
    if kind == "money":
        return _nearest(view, n, kind, counted, kinds) if scaled(view, n) else None
    number = view.numbers[n]
    if kind == "percent":
        return _compared(view, n, counted, kinds)
    if kind != "count" or number.kind != "cardinal":
        return None
    ahead = counted[n + 1] if n + 1 < len(counted) else None
    if ahead is not None and kinds[n + 1] == "count" and _told_together(view, n):
        if ahead.relation is Relation.OTHERS:
            return _behind_others(view, ahead.word + 1)
        if ahead.relation not in (Relation.PRONOUN, Relation.SELF) and not nouns.thing(
            view.words[ahead.word].core
        ):
            return ahead.start, ahead.end
    first = view.first[n]
    if view.words[first].norm.startswith("ال") and not (
        number.bound == "vague" and first > 0 and view.words[first - 1].core in lexicon.words(lexicon.HARM)
    ):
        return None
    return _nearest(view, n, kind, counted, kinds)


def _compared(view: View, n: int, counted: Sequence[Counted | None], kinds: Sequence[str]) -> Span | None:
    """`نسبة المرضى إلى 96 %، بعد أن كانت 95 %`: a share set against the one before."""
    first = view.first[n]
    set_against = first > 0 and view.words[first - 1].norm in lexicon.words("كانت كان مقابل")
    noun = counted[n - 1] if n > 0 and kinds[n - 1] == "percent" else None
    if noun is None or not set_against or view.bounds(n) != view.bounds(n - 1):
        return None
    return noun.start, noun.end


def _told_together(view: View, n: int) -> bool:
    """`قتل 5 وأصيب 11 …`: the next number follows at once, in the same sentence."""
    following = view.words[view.last[n] + 1 : view.first[n + 1]]
    if len(following) >= _CLOSE or view.bounds(n) != view.bounds(n + 1):
        return False
    return any(word.lead[:1] == ("و",) or word.norm == "و" for word in following)


def _behind_others(view: View, at: int) -> Span | None:
    """`11 آخرين من الحوثيين`: what both numbers are of."""
    if at + 1 < len(view.words) and view.words[at].norm == "من" and nouns.nominal(view, at + 1):
        return noun_span(view.words[at + 1])
    return None


def _nearest(
    view: View, n: int, kind: str, counted: Sequence[Counted | None], kinds: Sequence[str]
) -> Span | None:
    """The noun of the nearest number of the same kind, before it in the text or behind it in the sentence."""
    begin = _begin(view, n)
    behind = [m for m in range(n + 1, min(len(kinds), n + 4)) if view.bounds(m) == view.bounds(n)]
    for m in (*range(n - 1, max(-1, n - 1 - _NUMBERS_BACK), -1), *behind):
        noun = counted[m]
        if noun is None or kinds[m] != kind or view.first[m] < begin:
            continue
        if noun.relation not in (Relation.OTHERS, Relation.PRONOUN):
            return noun.start, noun.end
    return None


def _begin(view: View, n: int) -> int:
    """The first word that a link of the number may reach back to: in its sentence or the one before."""
    sentence = view.sentence_of(view.first[n])
    return max(view.sentences[max(0, sentence - 1)][0], view.first[n] - _WORDS_BACK)
