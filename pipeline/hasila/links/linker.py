"""From numbers and names to quantities: the stage as one pure function.

Notes for a newcomer, in reading order: `view` (what a rule sees), `lexicon`, `nouns` and `units`
(what words are), `counted` (what the number counts), `kinds`, `antecedent`, then `scope`, `event`,
`group` and `place` (what happened, to members of what, where), `lemma`.
"""

from hasila.links.antecedent import find_antecedent
from hasila.links.counted import Counted, find_counted
from hasila.links.kinds import BARE, inherit, kind_and_unit
from hasila.links.types import Link, Quantity
from hasila.links.view import View


def link(view: View) -> list[Quantity]:
    """The quantities of a text: one for each of its numbers, in order."""
    counted: list[Counted | None] = []
    kinds = []
    for n, number in enumerate(view.numbers):
        found = None if number.kind in BARE else find_counted(view, n)
        counted.append(found)
        kinds.append(kind_and_unit(view, n, found))
    inherit(view, kinds, counted)
    quantities = []
    for n, number in enumerate(view.numbers):
        kind, unit = kinds[n]
        found = None if kind in BARE else counted[n]
        span = None if found is None else (found.start, found.end)
        antecedent = None if kind in BARE else find_antecedent(view, n, kind, counted, [k for k, _ in kinds])
        begin, end = view.bounds(n)
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
                counted=_link(view, span),
                antecedent=_link(view, antecedent),
                sentence=(view.words[begin].start, view.words[end - 1].end),
            )
        )
    return quantities


def _link(view: View, span: tuple[int, int] | None) -> Link | None:
    return None if span is None else Link(*span, view.text[span[0] : span[1]])
