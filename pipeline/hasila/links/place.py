"""Where the counted or the act are: one of the place names in sight."""

from functools import cache
from typing import NamedTuple

from hasila.links import lexicon
from hasila.links.governing import governor
from hasila.links.place_names import CAPITALS, COUNTRIES, Place, places_between
from hasila.links.ranking import Features
from hasila.links.relations import event_group
from hasila.links.scope import Scope, between, bucket, earlier, tell_repeated
from hasila.links.units import country
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
    known = _Known(context, event, acted, whole, _nearest(scope, whole), {place.last for place in whole})
    features = [_features(view, scope, place, known) for place in joined]
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


class _Known(NamedTuple):
    """What the places of one number have in common.

    Attributes:
        context: The kind and what is counted, roughly.
        event: The word of the event.
        acted: The group that it is in.
        names: The place names in sight, uncut.
        nearest: The first word of the nearest of them.
        lasts: Their last words.
    """

    context: str
    event: int | None
    acted: str
    names: list[Place]
    nearest: int | None
    lasts: set[int]


def _nearest(scope: Scope, names: list[Place]) -> int | None:
    return min(names, key=lambda name: _distance(scope, name)).first if names else None


def _features(view: View, scope: Scope, place: Place, known: _Known) -> Features:
    context, event, acted, names, _, lasts = known
    back = place.first < scope.left
    side = "<" if back else ">"
    distance = scope.left - place.last - 1 if back else place.first - scope.right - 1
    gap = between(view, place.last + 1, scope.left) if back else between(view, scope.right + 1, place.first)
    word = view.words[place.first]
    inside = scope.begin <= place.first < scope.end
    before = view.words[place.first - 1] if place.first > 0 else None
    behind = view.words[place.last + 1] if place.last + 1 < len(view.words) else None
    preposition, way, title, beside = governor(view, place.first)
    own = len(view.lead_at(place.first)) < len(word.lead)
    is_country = _is_country(word.norm if own else word.core)
    nearest = place.first == known.nearest
    dateline = behind is not None and behind.text in (":", "-", "–") and place.first <= 1
    finer = behind is not None and (
        behind.lead[:1] == ("ب",) or behind.norm in lexicon.words("في بـ التابعة")
    )
    follows = place.first - 1 in lasts or place.first - 2 in lasts
    near = bucket(distance) if inside else "other"
    found = [
        f"{side}{near}",
        f"{side}{near}:{context}",
        f"{side}inside={inside}",
        f"{side}preposition={preposition}",
        f"{side}preposition={preposition}:{near}",
        f"title={title}",
        f"{side}title={bool(title)}",
        f"country={is_country}",
        f"country={is_country}:{side}",
        f"country={is_country}:{len(names) > 1}",
        f"country={is_country}:preposition={preposition}",
        f"finer={finer}",
        f"follows={follows}",
        f"follows={follows}:country={is_country}",
        f"first={bool(names) and names[0].first == place.first}:{inside}",
        f"last={bool(names) and names[-1].last == place.last}:{inside}",
        f"{side}kind={scope.kind}",
        f"inside={inside}:event={event is not None}",
        f"two={place.variant == 'and'}",
        f"length={place.last - place.first}",
        f"variant={place.variant}",
        f"variant={place.variant}:{title}",
        f"variant={place.variant}:country={is_country}",
        f"{side}{near}|{way}|{is_country}",
        f"{side}{inside}|{way}|{acted}",
        f"{side}{inside}|{way}|{context}",
        f"{side}{inside}|{acted}|{is_country}",
        f"{way}|{title and 'title'}|{is_country}|{inside}",
        f"nearest={nearest}|{inside}",
        f"nearest={nearest}|{acted}|{inside}",
        f"nearest={nearest}|{way}|{side}",
        f"dateline={dateline}",
        f"{way}|{acted}|{context}",
        *[f"{side}{fact}" for fact in gap],
        *[f"{side}{fact}:{way}" for fact in gap],
    ]
    if beside:
        found += [f"side={beside}", f"{way}|side"]
    if scope.apart:
        found.append(f"distance|{way}")
    if event is not None and inside:
        low, high = sorted((event, place.first))
        steps = between(view, low + 1, high)
        found += [f"event{'<' if place.first < event else '>'}{fact}|{way}" for fact in steps]
        found.append(f"event-clause={bool(set(steps) & _BREAKS)}|{way}|{acted}")
        if event > scope.right and place.first > event:
            found.append("behind-event")
        found.append(f"event:{'<' if place.first < event else '>'}{bucket(high - low)}")
        order = sorted(((scope.left, "n"), (event, "e"), (place.first, "p")))
        found.append("order=" + "".join(mark for _, mark in order))
    if before is not None and before.text == "(":
        found.append("bracket")
    if place.first == scope.right + 1:
        found.append(f"annexed:{context}")
    return found


# Steps that end the clause of an event.
_BREAKS = frozenset({"that1", "that2", "stop1", "stop2"})


def _is_country(core: str) -> bool:
    if core in _without_article(CAPITALS):
        return False
    return country(core) is not None or core in _without_article(COUNTRIES)


@cache
def _without_article(table: str) -> frozenset[str]:
    """The words of a table as a word's core has them, and as they are: `القاهرة`, `ألبانيا`."""
    words = lexicon.words(table)
    return words | {word.removeprefix("ال") for word in words}


def _distance(scope: Scope, place: Place) -> int:
    return abs(place.first - scope.left) + (100 if not scope.begin <= place.first < scope.end else 0)
