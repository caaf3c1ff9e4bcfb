"""Which of the places that bear a name is meant."""

import math
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from hasila.entities.gazetteer import Place, key, look_up, look_up_variants
from hasila.entities.places_roles import (
    CAPITAL,
    Role,
    is_countryside,
    is_direction,
    is_generic,
    is_part,
    role_of,
)
from hasila.normalize import fold

# A hamlet is meant only where its country is spoken of, a misspelled one where it is a town at least.
SMALL = 15_000
_MISSPELLED = 50_000
_GREAT = 500_000
# Worths in powers of ten of inhabitants: the country's mention, other places of the text nearby, and
# what is not said of a bare name: that it is a town rather than the province around it.
_MENTIONED = 2.0
_NEAR = 1.0
_BARE = {"town": 1.2, "province": 0.0, "district": -1.5}
# Neighbours stand in the same square of so many degrees or in the next.
_DEGREES = 2.0

_SHADDA = "\u0651"
_AMMAN = fold("عمان")

_KINDS = {
    "town": ("town", "province"),
    "province": ("province", "district"),
    "side": ("province", "district"),
    "parts": ("town",),
    "district": ("district", "province"),
    "island": ("province", "town", "country"),
}


@dataclass(slots=True)
class Context:
    """What a text says that tells places of one name apart.

    Attributes:
        countries: Codes of the countries that it speaks of.
        squares: Where its other places are, see `square`.
    """

    countries: Collection[str] = ()
    squares: set[tuple[int, int]] = field(default_factory=set)

    def near(self, place: Place) -> bool:
        """Whether other places of the text are near."""
        row, column = square(place)
        return any((row + i, column + j) in self.squares for i in (-1, 0, 1) for j in (-1, 0, 1))


def square(place: Place) -> tuple[int, int]:
    """The square of the map that a place is in."""
    return int(place.lat // _DEGREES), int(place.lon // _DEGREES)


@dataclass(frozen=True, slots=True)
class Question:
    """A name and what stands beside it.

    Attributes:
        name: The name without proclitics.
        role: What the type word before it says, if there is one.
        capital: Whether the town is meant where a country has the same name: `العاصمة` behind it, or
            where a report is from.
        part: Whether only a part of it is meant (`شمالي`).
        country: Whether a country is meant where a town has the same name: the names that it is listed with
            are countries.
    """

    name: str
    role: Role | None = None
    capital: bool = False
    part: bool = False
    country: bool = False


@lru_cache(maxsize=8192)
def ask(name: str, *, before: str = "", role: Role | None = None, capital: bool = False) -> Question:
    """The question that a name poses, with type words and directions taken out of it.

    Args:
        name: The name, perhaps with its type word (`محافظة درعا`).
        before: The word before it.
        role: What a type word further ahead says (`محافظتي` for the second of two names).
        capital: As in `Question`.
    """
    role = role_of(before) or role
    # Where the marks are written they tell `عمّان` (Amman) from `عُمان` (Oman).
    capital = capital or (_SHADDA in name and fold(name) == _AMMAN)
    words = name.split()
    part = False
    heads = role is not None and role.kind in ("other", "area", "province", "side", "parts")
    if before and heads and look_up(f"{before} {name}"):
        # `جبل لبنان`, `ريف دمشق`: the word belongs to a name that the table has.
        return Question(f"{before} {name}", None, capital)
    if is_countryside(before):
        return _around(name)
    while len(words) > 1 and not look_up(" ".join(words)):
        if fold(words[-1]) == CAPITAL:
            words.pop()
            capital = True
        elif role_of(words[0]) is not None and role_of(words[0]) != Role("other"):
            role = role_of(words.pop(0))
        elif is_countryside(words[0]):
            return _around(" ".join(words[1:]))
        elif is_direction(words[0]):
            words.pop(0)
            part = True
        elif is_part(words[-1]) and any(place.kind == "town" for place in look_up(" ".join(words[:-1]))):
            words.pop()
        else:
            break
    return Question(" ".join(words), role, capital, part)


def _around(name: str) -> Question:
    """`ريف حلب الشرقي`: the province of the town's name, or the name with its `ريف` (`ريف دمشق`)."""
    town = " ".join(word for i, word in enumerate(name.split()) if i == 0 or not is_direction(word))
    whole = f"ريف {town}"
    return Question(whole) if look_up(whole) else Question(town, Role("province"))


@lru_cache(maxsize=8192)
def candidates(question: Question) -> tuple[Place, ...]:
    """The places that a question can mean, whatever else the text says."""
    role = question.role
    if role is not None and role.kind == "other" and not role.several:
        return ()
    found = _found(question.name)
    if role is not None and role.of_country and found and found[0].kind in ("country", "continent"):
        # `محافظات العراق`: a village abroad that bears a country's name has none of those.
        places = found
    elif role is None:
        places = tuple(p for p in found if p.kind != "province" or not is_generic(question.name))
    elif role.kind == "area":
        # `منطقة عسير` is a province where that is what they are called, elsewhere any land.
        places = tuple(p for p in found if p.kind == "province" and p.country == "SA") or found
    else:
        wanted = _KINDS.get(role.kind, ())
        places = tuple(p for p in found if p.kind in wanted)
        places = tuple(p for p in places if p.kind in wanted[:1]) or places
        if role.kind == "parts":
            # Quarters are listed by the same word (`أحياء الزهراء والوعر`): no small town.
            places = tuple(p for p in places if p.population >= _MISSPELLED)
    if question.part:
        # The north of Africa is not Africa.
        places = tuple(p for p in places if p.kind != "continent")
    if question.capital:
        places = capitals(question.name, places) or places
    return places


def capitals(name: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The towns among places; where a country is among them its own town of that name only.

    A report `لبنان – …` is not from Lebanon, Pennsylvania. One from `عمان` is from Amman.
    """
    towns = tuple(place for place in places if place.kind == "town")
    if not towns or places[0].kind != "country":
        return towns
    own = tuple(place for place in towns if place.country == places[0].country)
    if not own and key(name) == _AMMAN:
        own = tuple(place for place in towns if place.population >= _GREAT)
    return own


def _found(name: str) -> tuple[Place, ...]:
    """The places of a name; by spellings near to it, where it has none or no town."""
    found = look_up(name)
    if any(place.kind not in ("province", "district") for place in found):
        return found
    near = [place for place in look_up_variants(name) if place.population >= _MISSPELLED]
    if found:
        here = {place.country for place in found}
        near = [place for place in near if place.country in here and place.kind == "town"]
    return (*found, *near)


def choose(question: Question, context: Context) -> Place | None:
    """The place that is most likely meant, or None.

    A name that the table has only in another spelling is a place of a country that the text speaks of, or
    near to its other places. A country or continent goes before a town of its name. Among others the most
    populous wins; one in a country that the text speaks of counts as if it had a hundred times the
    inhabitants, one near to its other places ten times.
    """
    places = candidates(question)
    if not look_up(question.name):
        # Spelled otherwise, a quarter (`القابون`, `الميدان`) is a country or a town on another continent.
        places = tuple(p for p in places if p.country in context.countries or context.near(p))
    if not places:
        return None
    if places[0].kind in ("country", "continent"):
        return _capital_abroad(question, places, context) or places[0]
    if question.role is None or question.role.kind in ("area", "parts"):
        places = tuple(
            place for place in places if place.population >= SMALL or place.country in context.countries
        )
    return max(places, key=lambda place: _worth(place, question, context), default=None)


def _worth(place: Place, question: Question, context: Context) -> float:
    worth = math.log10(place.population + 1)
    worth += _MENTIONED * (place.country in context.countries) + _NEAR * context.near(place)
    return worth + (_BARE[place.kind] if question.role is None else 0.0)


def _capital_abroad(question: Question, places: tuple[Place, ...], context: Context) -> Place | None:
    """The great town that shares its name with another country (`عمان`), where only its own is mentioned."""
    if places[0].country in context.countries or question.country:
        return None
    for place in places[1:]:
        if place.country in context.countries and place.population >= _GREAT and place.kind == "town":
            return place
    return None


@lru_cache(maxsize=8192)
def sure(question: Question) -> Place | None:
    """The place that a name means whatever the text says: no place of another country comes near it."""
    places = candidates(question) if look_up(question.name) else ()
    if not places:
        return None
    if places[0].kind in ("country", "continent"):
        abroad = (place for place in places if place.country != places[0].country and place.kind == "town")
        return None if any(place.population >= _GREAT for place in abroad) else places[0]
    best = choose(question, Context())
    if best is None:
        return None
    worth = _worth(best, question, Context()) - _MENTIONED
    others = (place for place in places if place.country != best.country)
    return None if any(_worth(place, question, Context()) > worth for place in others) else best


def resolve(
    name: str,
    *,
    before: str = "",
    mentioned: Collection[str] = (),
    dateline: bool = False,
) -> Place | None:
    """The place that a name most likely means, or None.

    Args:
        name: The name without proclitics (`لولايات المتحدة` is understood).
        before: The word before it in the text.
        mentioned: Codes (ISO 3166) of countries that the text speaks of.
        dateline: Whether it says where a report is from: then it is a town.

    >>> resolve("طرابلس").country, resolve("طرابلس", mentioned={"LB"}).country
    ('LY', 'LB')
    >>> resolve("حمص", before="محافظة").kind
    'province'
    """
    return choose(ask(name, before=before, capital=dateline), Context(mentioned))
