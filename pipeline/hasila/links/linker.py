"""From numbers and names to quantities: the stage as one pure function.

Notes for a newcomer, in reading order: `view` (what a rule sees), `clitics`, `lexicon`, `nouns` and
`units` (what words are), `counted` (what the number counts), `kinds`, `ages`, `identifiers`,
`carried`, `antecedent`; then `persons`, `scope`, `acts` and `event`, `governing` and `place`, `group` (what
happened, where, of whom: the candidates), `choices` and `ranking` (which of them), and `lemma`.
`learning` is how that was learned.
"""

from hasila.links.carried import inherit
from hasila.links.choices import Pick, walk
from hasila.links.counted import find_counted
from hasila.links.counting import Counted, Relation
from hasila.links.kinds import BARE, kind_and_unit
from hasila.links.lemma import lemma
from hasila.links.ranking import shipped
from hasila.links.scope import Scope
from hasila.links.types import Link, Quantity, QuantityKind
from hasila.links.view import View

Span = tuple[int, int]
Kind = tuple[QuantityKind, str | None]


def link(view: View, pick: Pick | None = None) -> list[Quantity]:
    """The quantities of a text: one for each of its numbers, in order.

    Args:
        view: The text.
        pick: What chooses among candidates; without it the weights that ship.
    """
    counted, found_kinds = read_kinds(view)
    kinds = [kind for kind, _ in found_kinds]
    quantities: list[Quantity] = []
    chosen = walk(view, counted, kinds, pick or shipped().pick)
    for n, (scope, links) in enumerate(chosen):
        number, kind, noun = view.numbers[n], found_kinds[n], counted[n]
        quantities.append(
            Quantity(
                start=number.start,
                end=number.end,
                text=number.text,
                kind=kind[0],
                value=number.value,
                low=number.low,
                high=number.high,
                bound=number.bound,
                unit=kind[1],
                counted=_counted(view, n, noun),
                antecedent=None if links.antecedent is None else _link(view, links.antecedent),
                of=None if links.group is None else _link(view, *links.group),
                place=None if links.place is None else _link(view, *links.place),
                event=None if links.event is None else _link(view, links.event),
                sentence=_sentence(view, scope),
            )
        )
    return quantities


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
