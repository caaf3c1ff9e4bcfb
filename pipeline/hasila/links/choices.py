"""The three choices that every number asks for: its event, its place, its group, in this order.

`walk` goes through the numbers of a text and asks `pick` each time which of the candidates it is. The
linker answers by the learned weights (`ranking`), training by what is annotated: both see the same
candidates and features, made by `event`, `place` and `group`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hasila.links.counting import Counted
from hasila.links.event import event_choices, event_span
from hasila.links.group import group_choices
from hasila.links.place import place_choices
from hasila.links.ranking import Choice
from hasila.links.scope import LINKED, Scope, make_scope
from hasila.links.view import View

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Links:
    """What was chosen for one number: spans, and the index of the name that it is, if it is one."""

    event: Span | None
    place: tuple[Span, int | None] | None
    group: tuple[Span, int | None] | None


# The index of the candidate, None for none of them.
Pick = Callable[[Choice], int | None]


def walk(
    view: View,
    counted: Sequence[Counted | None],
    kinds: Sequence[str],
    pick: Pick,
) -> Iterator[tuple[Scope, Links | None]]:
    """The scope and the links of each number in order; None for numbers of kinds that have no links."""
    acted: int | None = None
    where: Span | None = None
    whose: Span | None = None
    for n in range(len(view.numbers)):
        scope = make_scope(view, n, kinds[n], counted[n])
        if kinds[n] not in LINKED:
            yield scope, None
            continue
        if acted is not None and acted < scope.begin:
            acted = None
        words, features, none = event_choices(view, scope, acted)
        events = [event_span(view, word) for word in words]
        best = pick(Choice("event", n, events, features, none))
        acted = None if best is None else words[best]
        places, features, none = place_choices(view, scope, acted, near(view, scope, where))
        spans = [(place.start, place.end) for place in places]
        at = pick(Choice("place", n, spans, features, none))
        where = None if at is None else spans[at]
        groups, features, none = group_choices(view, scope, acted, near(view, scope, whose))
        spans = [(group.start, group.end) for group in groups]
        whom = pick(Choice("of", n, spans, features, none))
        whose = None if whom is None else spans[whom]
        yield (
            scope,
            Links(
                None if best is None else events[best],
                None if where is None or at is None else (where, places[at].entity),
                None if whose is None or whom is None else (whose, groups[whom].entity),
            ),
        )


def near(view: View, scope: Scope, span: Span | None) -> Span | None:
    """The link of the number before, unless it is in a sentence too far back to be meant."""
    return span if span is not None and span[1] > view.words[scope.before].start else None
