"""What the choices of event, group and place share: the number in its sentence."""

from dataclasses import dataclass

from hasila.links import lexicon, nouns
from hasila.links.counting import Counted, Relation
from hasila.links.view import View

# Kinds whose numbers may have an event, a group and a place.
LINKED = frozenset({"count", "money", "measure", "percent", "fraction", "multiple"})


@dataclass(frozen=True, slots=True)
class Scope:
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
    return Scope(n, kind, counted, left, right, begin, end, before, noun, joined)


def bucket(distance: int) -> str:
    """A distance in words, coarser the further."""
    for limit in (0, 1, 2, 3, 4, 6, 9, 13, 18, 25):
        if distance <= limit:
            return str(limit)
    return "far"


def noun_class(scope: Scope) -> str:
    """What is counted, roughly: people, victims, things, a unit, nothing."""
    counted = scope.counted
    if counted is None:
        return "none"
    if counted.relation in (Relation.OTHERS, Relation.PRONOUN):
        return counted.relation.name
    if scope.kind in ("money", "measure"):
        return scope.kind
    if scope.noun.removesuffix("ا") in lexicon.words(lexicon.VICTIMS):
        return "victims"
    if scope.noun in lexicon.words(lexicon.PERSONS) or nouns.person(scope.noun):
        return "people"
    return "other"


_STEPS = ("comma", "number", "and", "verb", "stop", "that")


def between(view: View, a: int, b: int) -> list[str]:
    """What stands between two words: names of features, each at most twice."""
    if b - a > 40:
        return ["far"]
    if b <= a:
        return []
    sums = view.memo.get("steps")
    if sums is None:
        sums = view.memo["steps"] = _running_sums(view)
    return [
        f"{name}{min(2, end - start)}"
        for name, start, end in zip(_STEPS, sums[a], sums[b], strict=True)
        if end > start
    ]


def _running_sums(view: View) -> list[tuple[int, ...]]:
    """For every word, how many steps of each sort stand before it in the text."""
    clause = lexicon.words(lexicon.CLAUSE)
    commas = numbers = conjunctions = verbs = stops = clauses = 0
    sums: list[tuple[int, ...]] = [(0, 0, 0, 0, 0, 0)]
    for index, word in enumerate(view.words):
        if word.punct:
            stops += word.text in (".", "؛", ":", "؟", "!")
            commas += word.text in ("،", ",", "(", ")", "-")
        elif (number := view.number_at.get(index)) is not None:
            numbers += view.numbers[number].kind not in ("date", "ordinal", "time", "identifier")
        elif word.norm in clause or word.core in clause:
            clauses += 1
        else:
            conjunctions += word.lead[:1] == ("و",)
            verbs += nouns.verb(view, index)
        sums.append((commas, numbers, conjunctions, verbs, stops, clauses))
    return sums
