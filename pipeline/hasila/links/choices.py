"""The choices that a number asks for: its event, its place, its group, what it stands for, in this order.

`walk` goes through the numbers of a text and asks `pick` each time which of the candidates it is. The
linker answers by the learned weights (`ranking`), training by what is annotated: both see the same
candidates and features, made by `event`, `place`, `group` and `standing`.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from hasila.links.antecedent import find_antecedent
from hasila.links.counting import Counted
from hasila.links.ellipsis import Told
from hasila.links.event import event_choices
from hasila.links.evidence import said
from hasila.links.group import group_choices
from hasila.links.kinds import BARE
from hasila.links.place import place_choices
from hasila.links.ranking import Choice, Features
from hasila.links.scope import LINKED, Scope, make_scope
from hasila.links.standing import antecedent_choices, stands_for_another
from hasila.links.view import View

Span = tuple[int, int]


class Links(NamedTuple):
    """What was chosen for one number: spans, and the index of the name that it is, if it is one.

    The antecedent is the rules' for a number of a kind that has no other links.
    """

    event: Span | None
    place: tuple[Span, int | None] | None
    group: tuple[Span, int | None] | None
    antecedent: Span | None = None


# The index of the candidate, None for none of them.
Pick = Callable[[Choice], int | None]


def walk(
    view: View,
    counted: Sequence[Counted | None],
    kinds: Sequence[str],
    pick: Pick,
) -> Iterator[tuple[Scope, Links]]:
    """The scope and the links of each number in order."""
    antecedents: list[Span | None] = []
    told = Told(view, counted, kinds, antecedents)  # which grows with the numbers that are done
    acted: int | None = None
    where: Span | None = None
    whose: Span | None = None
    for n in range(len(view.numbers)):
        scope = make_scope(view, n, kinds[n], counted[n])
        rule = None if kinds[n] in BARE else find_antecedent(told, n)
        if kinds[n] not in LINKED:
            antecedents.append(rule)
            yield scope, Links(None, None, None, rule)
            continue
        if acted is not None and acted < scope.begin:
            acted = None
        words, events, features, none = event_choices(view, scope, acted)
        asking = _asking(view, scope, None)
        ends = [(word, word) for word in words]
        best = pick(_choice(view, "event", n, asking, events, ends, features, none))
        acted = None if best is None else words[best]
        places, features, none = place_choices(view, scope, acted, near(view, scope, where))
        spans = [(place.start, place.end) for place in places]
        asking = _asking(view, scope, acted)
        ends = [(place.first, place.last) for place in places]
        at = pick(_choice(view, "place", n, asking, spans, ends, features, none))
        where = None if at is None else spans[at]
        groups, features, none = group_choices(view, scope, acted, near(view, scope, whose))
        spans = [(group.start, group.end) for group in groups]
        ends = [(group.first, group.last) for group in groups]
        whom = pick(_choice(view, "of", n, asking, spans, ends, features, none))
        whose = None if whom is None else spans[whom]
        stands: Span | None = None
        if stands_for_another(scope):
            words, spans, features, none = antecedent_choices(told, scope, rule)
            ends = [(word, word) for word in words]
            meant = pick(_choice(view, "antecedent", n, asking, spans, ends, features, none))
            stands = None if meant is None else spans[meant]
        antecedents.append(stands)
        yield (
            scope,
            Links(
                None if best is None else events[best],
                None if where is None or at is None else (where, places[at].entity),
                None if whose is None or whom is None else (whose, groups[whom].entity),
                stands,
            ),
        )


def _asking(view: View, scope: Scope, event: int | None) -> tuple[int, int | None, int | None]:
    """The words that ask: of the number, its noun, its event."""
    return view.first[scope.n], None if scope.counted is None else scope.counted.word, event


def _choice(
    view: View,
    name: str,
    n: int,
    asking: tuple[int, int | None, int | None],
    spans: Sequence[Span],
    ends: Sequence[tuple[int, int]],
    features: Sequence[Features],
    none: Features,
) -> Choice:
    """A choice, with what the encoder says of it if there is one."""
    likelier = () if view.rows is None else said(view.rows, name, asking, ends)
    return Choice(name, n, spans, features, none, asking, ends, likelier)


def near(view: View, scope: Scope, span: Span | None) -> Span | None:
    """The link of the number before, unless it is in a sentence too far back to be meant."""
    return span if span is not None and span[1] > view.words[scope.before].start else None
