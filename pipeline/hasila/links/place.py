"""Where the counted or the act are: one of the place names in sight."""

from hasila.links.place_facts import Known, place_facts
from hasila.links.place_names import Place, places_between
from hasila.links.ranking import Features
from hasila.links.relations import event_group
from hasila.links.scope import Scope, earlier, tell_repeated
from hasila.links.view import View

Span = tuple[int, int]

# How many words before the number and behind its noun a place is looked for.
_BACK, _AHEAD = 60, 40


def place_choices(
    view: View, scope: Scope, event: int | None, previous: Span | None
) -> tuple[list[Place], list[Features], Features]:
    """The names that can be the place, their features, those of there being none."""
    before = scope.before if view.rows is None else earlier(view, scope)
    low, high = max(before, scope.left - _BACK), min(_paragraph_end(view, scope), scope.right + _AHEAD)
    joined = places_between(view, low, high)
    whole = [place for place in joined if not place.variant]
    context = f"{scope.kind}:{scope.sort}"
    acted = "-" if event is None else event_group(view, event)
    known = Known(context, event, acted, whole, _nearest(scope, whole), {place.last for place in whole})
    features = [place_facts(view, scope, place, known) for place in joined]
    forms = [view.text[place.start : place.end] for place in joined]
    tell_repeated(features, forms, [abs(place.first - scope.left) for place in joined])
    if previous is not None:
        for place, facts in zip(joined, features, strict=True):
            same = (place.start, place.end) == previous
            facts += [f"previous={same}", f"previous={same}:{scope.joined}", f"previous={same}:{scope.kind}"]
    none = [
        "none",
        f"none:{context}",
        f"none:event={event is not None}",
        f"none:{scope.kind}",
        f"none:{scope.kind}:event={event is not None}",
        f"none:candidates={min(len(whole), 5)}",
        f"none:bound={view.numbers[scope.n].bound}",
        f"none:distance={scope.apart}",
        f"none:dual={view.numbers[scope.n].kind}",
        f"none:acted={acted}:{scope.sort}",
        f"none:inside={sum(scope.begin <= place.first < scope.end for place in whole) > 0}:{context}",
        f"none:previous={previous is not None}",
        f"none:previous={previous is not None}:{scope.joined}:{scope.kind}",
    ]
    return joined, features, none


def _paragraph_end(view: View, scope: Scope) -> int:
    """The end of the sentence behind the number's."""
    sentence = view.sentence_of(scope.begin)
    return view.sentences[min(len(view.sentences) - 1, sentence + 1)][1]


def _nearest(scope: Scope, names: list[Place]) -> int | None:
    return min(names, key=lambda name: _distance(scope, name)).first if names else None


def _distance(scope: Scope, place: Place) -> int:
    return abs(place.first - scope.left) + (100 if not scope.begin <= place.first < scope.end else 0)
