"""What the choices of event, group and place share: the number in its sentence."""

from collections.abc import Sequence
from functools import lru_cache
from operator import sub
from typing import NamedTuple

from hasila.links import lexicon, nouns
from hasila.links.counting import Counted, Relation
from hasila.links.persons import sort_of, sort_of_dual
from hasila.links.ranking import same
from hasila.links.units import LENGTHS, compound, unit_of
from hasila.links.view import View
from hasila.normalize import fold

# Kinds whose numbers may have an event, a group and a place.
LINKED = frozenset({"count", "money", "measure", "percent", "fraction", "multiple"})


class Scope(NamedTuple):
    """A number as the choices see it.

    Attributes:
        n: The number.
        kind: Its kind.
        counted: Its noun.
        left, right: The words from the number's modifier to its noun, the last one included.
        begin, end: The sentence.
        before: Where the sentence before begins.
        noun: The folded noun, without clitics; empty where there is none.
        joined: Whether the number continues the one before (`و5 جرحى`).
        sort: What is counted, roughly: people, victims, other things, money, a length, another measure,
            nothing.
        apart: Whether it is a length that says how far or how high something is (`على بعد 5 كيلومترات`).
    """

    n: int
    kind: str
    counted: Counted | None
    left: int
    right: int
    begin: int
    end: int
    before: int
    noun: str
    joined: bool
    sort: str
    apart: bool


def make_scope(view: View, n: int, kind: str, counted: Counted | None) -> Scope:
    """The scope of the number `n`."""
    begin, end = view.bounds(n)
    sentence = view.sentence_of(view.first[n])
    left, right = view.first[n], view.last[n]
    modifier = view.numbers[n].modifier
    if modifier is not None and modifier[0] < view.numbers[n].start:
        while left > begin and view.words[left - 1].start >= modifier[0]:
            left -= 1
    if counted is not None:
        right = max(right, counted.word) if counted.word - right < 8 else right
        left = min(left, counted.word) if counted.relation is Relation.AHEAD else left
    noun = "" if counted is None else nouns.stem_of(view.words[counted.word])
    first = view.words[left]
    joined = n > 0 and (first.lead[:1] == ("و",) or (left > begin and view.words[left - 1].norm == "و"))
    before = view.sentences[max(0, sentence - 1)][0]
    sort = _sort(view, n, kind, counted, noun)
    apart = sort == _LENGTH and _says_how_far(view, begin, left)
    return Scope(n, kind, counted, left, right, begin, end, before, noun, joined, sort, apart)


def _sort(view: View, n: int, kind: str, counted: Counted | None, noun: str) -> str:
    if counted is None:
        return "none"
    if counted.relation in (Relation.OTHERS, Relation.PRONOUN):
        return counted.relation.name
    number = view.numbers[n]
    if kind == "measure":
        dual = number.noun if counted.relation is Relation.SELF else None
        return _LENGTH if _is_length(view, counted.word, dual) else kind
    if kind == "money":
        return kind
    if counted.relation is Relation.SELF and number.noun is not None:
        return sort_of_dual(fold(number.noun))
    behind = counted.relation in (Relation.DIRECT, Relation.SHARED)
    hundreds = behind and (number.value or number.high or 0) >= _HUNDRED
    return sort_of(noun, hundreds and not view.words[counted.word].text.endswith("ى"))


_HUNDRED = 100
_LENGTH = "length"


def _is_length(view: View, at: int, dual: str | None) -> bool:
    """`3 كيلومترات`, `مترين`; not `3 كيلومترات مربعة`."""
    unit = unit_of(view.words[at].core if dual is None else fold(dual))
    if unit is None or unit.code is None:
        return False
    following = view.words[at + 1].core if at + 1 < len(view.words) else ""
    return compound(unit.code, following) in LENGTHS


def _says_how_far(view: View, begin: int, left: int) -> bool:
    """`تبعد 3 كيلومترات`, `على مسافة تقدر بـ3 كيلومترات`: such a word stands near the number."""
    far = lexicon.words(_FAR)
    return any(word.core in far for word in view.words[max(begin, left - _FAR_WITHIN) : left])


_FAR = "بعد تبعد يبعد مسافة عمق ارتفاع"
_FAR_WITHIN = 4


def earlier(view: View, scope: Scope) -> int:
    """Where the sentence begins that is two before the number's."""
    return view.sentences[max(0, view.sentence_of(scope.begin) - 2)][0]


def tell_repeated(features: Sequence[list[str]], forms: Sequence[str], distances: Sequence[int]) -> None:
    """Add to the facts of a candidate whether the same word or name stands nearer to the number elsewhere."""
    if len(set(forms)) == len(forms):
        return
    nearest: dict[str, int] = {}
    for form, distance in zip(forms, distances, strict=True):
        nearest[form] = min(distance, nearest.get(form, distance))
    for facts, form, distance in zip(features, forms, distances, strict=True):
        if distance > nearest[form]:
            facts.append(_NEARER)


_NEARER = "nearer elsewhere"


def bucket(distance: int) -> str:
    """A distance in words, coarser the further."""
    if distance > _LAST_BUCKET:
        return "far"
    return _BUCKETS[distance] if distance > 0 else "0"


_LAST_BUCKET = 25
# For each distance the upper end of the bucket that it is in.
_BUCKETS = tuple(
    str(next(limit for limit in (0, 1, 2, 3, 4, 6, 9, 13, 18, _LAST_BUCKET) if distance <= limit))
    for distance in range(_LAST_BUCKET + 1)
)


_STEPS = ("comma", "number", "and", "verb", "stop", "that")


def between(view: View, a: int, b: int) -> tuple[str, ...]:
    """What stands between two words: names of features, each at most twice."""
    if b - a > 40:
        return ("far",)
    if b <= a:
        return ()
    sums = view.once("steps", _running_sums)
    start, end = sums[a], sums[b]
    return () if start is end else _steps(tuple(map(sub, end, start)))


@lru_cache(maxsize=8192)
def _steps(times: tuple[int, ...]) -> tuple[str, ...]:
    """The names of the steps that were taken so many times each."""
    return same(*(f"{name}{min(2, count)}" for name, count in zip(_STEPS, times, strict=True) if count))


def _running_sums(view: View) -> list[tuple[int, ...]]:
    """For every word, how many steps of each sort stand before it in the text."""
    clause = lexicon.words(lexicon.CLAUSE)
    commas = numbers = conjunctions = verbs = stops = clauses = 0
    sums: list[tuple[int, ...]] = [(0, 0, 0, 0, 0, 0)]
    for index, word in enumerate(view.words):
        if word.punct:
            stop, comma = word.text in _STOPS, word.text in _COMMAS
            taken = stop or comma
            stops += stop
            commas += comma
        elif (number := view.number_at.get(index)) is not None:
            taken = view.numbers[number].kind not in ("date", "ordinal", "time", "identifier")
            numbers += taken
        elif word.norm in clause or word.core in clause:
            taken = True
            clauses += 1
        else:
            joined = word.lead[:1] == ("و",)
            taken = joined or word.verb
            conjunctions += joined
            verbs += word.verb
        # Most words are no step, and share the sums of the word before.
        sums.append((commas, numbers, conjunctions, verbs, stops, clauses) if taken else sums[-1])
    return sums


_STOPS = frozenset((".", "؛", ":", "؟", "!"))
_COMMAS = frozenset(("،", ",", "(", ")", "-"))
