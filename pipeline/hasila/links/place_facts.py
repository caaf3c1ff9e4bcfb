"""The facts that speak for a place name, or against it: how it stands to the number and to its event."""

from functools import cache, lru_cache
from typing import NamedTuple

from hasila.links import lexicon
from hasila.links.governing import governor
from hasila.links.place_names import CAPITALS, COUNTRIES, Place
from hasila.links.ranking import Features, same
from hasila.links.scope import Scope, between, bucket
from hasila.links.units import country
from hasila.links.view import View


class Known(NamedTuple):
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


def place_facts(view: View, scope: Scope, place: Place, known: Known) -> Features:
    """The facts of one place name."""
    context, event, acted, names, _, lasts = known
    back = place.first < scope.left
    side = "<" if back else ">"
    distance = scope.left - place.last - 1 if back else place.first - scope.right - 1
    gap = between(view, place.last + 1, scope.left) if back else between(view, scope.right + 1, place.first)
    word = view.words[place.first]
    inside = scope.begin <= place.first < scope.end
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
        *_of_position(side, near, context, inside),
        *_of_preposition(side, preposition, near, is_country),
        *_of_title(side, title, way, is_country, inside),
        *_of_country(side, near, way, is_country, len(names) > 1, follows),
        *_of_act(side, inside, way, acted, context, is_country),
        *_of_nearest(nearest, inside, acted, way, side),
        *_of_variant(place.variant, place.last - place.first, title, is_country),
        *_of_gap(side, gap, way),
        f"{side}kind={scope.kind}",
        f"finer={finer}",
        f"first={bool(names) and names[0].first == place.first}:{inside}",
        f"last={bool(names) and names[-1].last == place.last}:{inside}",
        f"inside={inside}:event={event is not None}",
        f"dateline={dateline}",
    ]
    if beside:
        found += [f"side={beside}", f"{way}|side"]
    if scope.apart:
        found.append(f"distance|{way}")
    if event is not None and inside:
        low, high = sorted((event, place.first))
        ahead = place.first < event
        found += _of_event(ahead, between(view, low + 1, high), way, acted, bucket(high - low))
        if event > scope.right and place.first > event:
            found.append("behind-event")
        order = sorted(((scope.left, "n"), (event, "e"), (place.first, "p")))
        found.append("order=" + "".join(mark for _, mark in order))
    if place.first > 0 and view.words[place.first - 1].text == "(":
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


# The names of most features are put together from a few classes: they are made once, not for each number.


@lru_cache(maxsize=8192)
def _of_position(side: str, near: str, context: str, inside: bool) -> tuple[str, ...]:
    return same(f"{side}{near}", f"{side}{near}:{context}", f"{side}inside={inside}")


@lru_cache(maxsize=8192)
def _of_preposition(side: str, preposition: str, near: str, is_country: bool) -> tuple[str, ...]:
    return same(
        f"{side}preposition={preposition}",
        f"{side}preposition={preposition}:{near}",
        f"country={is_country}:preposition={preposition}",
    )


@lru_cache(maxsize=8192)
def _of_title(side: str, title: str, way: str, is_country: bool, inside: bool) -> tuple[str, ...]:
    return same(
        f"title={title}",
        f"{side}title={bool(title)}",
        f"{way}|{title and 'title'}|{is_country}|{inside}",
    )


@lru_cache(maxsize=8192)
def _of_country(
    side: str, near: str, way: str, is_country: bool, several: bool, follows: bool
) -> tuple[str, ...]:
    return same(
        f"country={is_country}",
        f"country={is_country}:{side}",
        f"country={is_country}:{several}",
        f"follows={follows}",
        f"follows={follows}:country={is_country}",
        f"{side}{near}|{way}|{is_country}",
    )


@lru_cache(maxsize=8192)
def _of_act(side: str, inside: bool, way: str, acted: str, context: str, is_country: bool) -> tuple[str, ...]:
    return same(
        f"{side}{inside}|{way}|{acted}",
        f"{side}{inside}|{way}|{context}",
        f"{side}{inside}|{acted}|{is_country}",
        f"{way}|{acted}|{context}",
    )


@lru_cache(maxsize=4096)
def _of_nearest(nearest: bool, inside: bool, acted: str, way: str, side: str) -> tuple[str, ...]:
    return same(
        f"nearest={nearest}|{inside}",
        f"nearest={nearest}|{acted}|{inside}",
        f"nearest={nearest}|{way}|{side}",
    )


@lru_cache(maxsize=4096)
def _of_variant(variant: str, length: int, title: str, is_country: bool) -> tuple[str, ...]:
    return same(
        f"two={variant == 'and'}",
        f"length={length}",
        f"variant={variant}",
        f"variant={variant}:{title}",
        f"variant={variant}:country={is_country}",
    )


@lru_cache(maxsize=8192)
def _of_gap(side: str, gap: tuple[str, ...], way: str) -> tuple[str, ...]:
    return same(*(f"{side}{fact}" for fact in gap), *(f"{side}{fact}:{way}" for fact in gap))


@lru_cache(maxsize=8192)
def _of_event(ahead: bool, steps: tuple[str, ...], way: str, acted: str, distance: str) -> tuple[str, ...]:
    mark = "<" if ahead else ">"
    return same(
        *(f"event{mark}{fact}|{way}" for fact in steps),
        f"event-clause={not _BREAKS.isdisjoint(steps)}|{way}|{acted}",
        f"event:{mark}{distance}",
    )
