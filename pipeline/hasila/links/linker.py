"""From numbers and names to quantities: the stage as one pure function.

Notes for a newcomer, in reading order: `view` (what a rule sees), `clitics`, `lexicon`, `nouns` and
`units` (what words are), `counted` (what the number counts), `kinds`, `ages`,
`carried`, `antecedent`; then `scope`,
`ranking`, `event`, `place` and `group` (what happened, where, of whom), and `lemma`.
"""

from hasila.links.antecedent import find_antecedent
from hasila.links.carried import inherit
from hasila.links.counted import find_counted
from hasila.links.counting import Counted, Relation
from hasila.links.event import event_span, find_event
from hasila.links.group import find_group
from hasila.links.kinds import BARE, kind_and_unit
from hasila.links.lemma import lemma
from hasila.links.place import find_place
from hasila.links.scope import LINKED, Scope, make_scope
from hasila.links.types import Link, Quantity, QuantityKind
from hasila.links.view import View

Span = tuple[int, int]
Kind = tuple[QuantityKind, str | None]


def link(view: View) -> list[Quantity]:
    """The quantities of a text: one for each of its numbers, in order."""
    counted, kinds = read_kinds(view)
    names = [kind for kind, _ in kinds]
    quantities: list[Quantity] = []
    antecedents: list[Span | None] = []
    acted: int | None = None
    where: Span | None = None
    whose: Span | None = None
    for n, number in enumerate(view.numbers):
        kind, unit = kinds[n]
        found = counted[n]
        scope = make_scope(view, n, kind, found)
        event = place = group = antecedent = None
        if kind not in BARE:
            antecedent = find_antecedent(view, n, counted, names, antecedents)
        antecedents.append(antecedent)
        if kind in LINKED:
            if acted is not None and acted < scope.begin:
                acted = None
            event = find_event(view, scope, acted)
            place = find_place(view, scope, event, near(view, scope, where))
            group = find_group(view, scope, event, near(view, scope, whose))
            acted, where, whose = event, place and place[0], group and group[0]
        quantities.append(
            Quantity(
                start=number.start,
                end=number.end,
                text=number.text,
                kind=kind,
                value=number.value,
                low=number.low,
                high=number.high,
                bound=number.bound,
                unit=unit,
                counted=_counted(view, n, found),
                antecedent=None if antecedent is None else _link(view, antecedent),
                of=None if group is None else _link(view, *group),
                place=None if place is None else _link(view, *place),
                event=None if event is None else _link(view, event_span(view, event)),
                sentence=_sentence(view, scope),
            )
        )
    return quantities


def near(view: View, scope: Scope, span: Span | None) -> Span | None:
    """The link of the number before, unless it is in a sentence too far back to be meant."""
    return span if span is not None and span[1] > view.words[scope.before].start else None


def read_kinds(view: View) -> tuple[list[Counted | None], list[Kind]]:
    """The counted noun, the kind and the unit of every number."""
    counted = [
        None if number.kind in BARE else find_counted(view, n) for n, number in enumerate(view.numbers)
    ]
    kinds = [kind_and_unit(view, n, counted[n]) for n in range(len(view.numbers))]
    inherit(view, kinds, counted)
    return [None if kinds[n][0] in BARE else noun for n, noun in enumerate(counted)], kinds


def _sentence(view: View, scope: Scope) -> Span:
    return view.words[scope.begin].start, view.words[scope.end - 1].end


def _counted(view: View, n: int, found: Counted | None) -> Link | None:
    if found is None:
        return None
    text = view.text[found.start : found.end]
    if found.relation is Relation.PRONOUN:
        return Link(found.start, found.end, text)
    dual = found.relation is Relation.SELF
    noun = view.numbers[n].noun if dual else None
    return Link(found.start, found.end, text, lemma(text, view.words[found.word], dual=dual, noun=noun))


def _link(view: View, span: Span, entity: int | None = None) -> Link:
    return Link(*span, view.text[span[0] : span[1]], entity=entity)
