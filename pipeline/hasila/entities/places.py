"""The component `hasila_places`: each `LOC` to a place of GeoNames, where the table holds it."""

import math
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from hasila.entities.edges import CLITICS, bounds, letters_length
from hasila.entities.gazetteer import Place, key, table
from hasila.entities.words import MOST_CLITICS
from hasila.extensions import ensure_extension
from hasila.normalize import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab


def _words(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


# Words that say what a place is: the name after them is looked up alone.
_SETTLEMENT = _words("مدينة بلدة قرية محافظة ولاية إقليم منطقة إمارة مقاطعة عاصمة ضاحية مديرية قضاء معتمدية")
_TOWN_ONLY = _words("مدينة المدينة بلدة قرية العاصمة عاصمة")
# A river, a sea or a mountain is not the town of its name.
_NATURE = _words("نهر بحر بحيرة جبل جبال خليج مضيق وادي صحراء جزيرة قناة سد")

# A hamlet is meant only where its country is spoken of.
_SMALL = 15_000
_GREAT = 500_000
# Worth of the country's mention, in powers of ten of inhabitants.
_MENTIONED = 2.0


def resolve(name: str, *, before: str = "", mentioned: Collection[str] = ()) -> Place | None:
    """The place that a name most likely means, or None.

    Among places of one name the most populous wins; one in a country that the document mentions
    counts as if it had a hundred times the inhabitants. A country goes before a town of its name,
    except after `مدينة` or `العاصمة`.

    Args:
        name: The name without proclitics (`لولايات المتحدة` is understood).
        before: The word before it in the text.
        mentioned: Codes (ISO 3166) of countries that the document speaks of.
    """
    words = name.split()
    type_word = fold(before)
    if type_word in _NATURE:
        return None
    places = _look_up(name)
    while not places and len(words) > 1 and fold(words[0]) in _SETTLEMENT:
        type_word = fold(words.pop(0))
        places = _look_up(" ".join(words))
    if not places:
        return None
    if type_word in _TOWN_ONLY:
        places = tuple(place for place in places if place.kind == "town") or places
    elif places[0].kind != "town":
        return _capital_abroad(places, mentioned) or places[0]
    places = tuple(place for place in places if place.population >= _SMALL or place.country in mentioned)
    return max(
        places,
        key=lambda place: math.log10(place.population + 1) + _MENTIONED * (place.country in mentioned),
        default=None,
    )


def _capital_abroad(places: tuple[Place, ...], mentioned: Collection[str]) -> Place | None:
    """The great town that shares its name with another country (`عمان`), where its own is mentioned."""
    for place in places[1:]:
        if place.country != places[0].country and place.country in mentioned and place.population >= _GREAT:
            return place
    return None


def _look_up(name: str) -> tuple[Place, ...]:
    known = table()
    found = known.get(key(name), ())
    if not found and name.startswith("ل"):
        # After the preposition ل the article has lost its alef.
        found = known.get(key("ا" + name), ())
    return found


class PlaceResolver:
    """Sets `span._.place` of the names of places in `doc.ents`.

    The value is `{"geonames": id, "lat": …, "lon": …, "country": "SY"}`, or None.

    Args:
        attribute: The name of the `Span._` attribute.
        labels: The labels of `doc.ents` that are places.
        clitics_attribute: Where the entity component says how many letters stand before the name;
            corrected where the table knows better.
    """

    def __init__(
        self,
        vocab: "Vocab",
        name: str = "hasila_places",
        *,
        attribute: str = "place",
        labels: Collection[str] = ("LOC",),
        clitics_attribute: str = CLITICS,
    ) -> None:
        from spacy.tokens import Span

        ensure_extension(Span, attribute)
        ensure_extension(Span, clitics_attribute)
        self.vocab = vocab
        self.name = name
        self.attribute = attribute
        self.labels = frozenset(labels)
        self.clitics_attribute = clitics_attribute

    def __call__(self, doc: "Doc") -> "Doc":
        text = doc.text  # spaCy joins it anew each time it is asked for
        ents = [ent for ent in doc.ents if ent.label_ in self.labels]
        for ent in ents:
            self._mend(ent, text)
        named = [(ent, *self._name(ent, text)) for ent in ents]
        mentioned = {
            place.country
            for _, name, before in named
            if (place := resolve(name, before=before)) is not None and place.kind == "country"
        }
        for ent, name, before in named:
            place = resolve(name, before=before, mentioned=mentioned)
            if place is not None:
                ent._.set(self.attribute, as_record(place))
        return doc

    def _mend(self, ent: "Span", text: str) -> None:
        """Where the model took letters off, what is left is no known place, and would be one with
        other letters off, believe the table: `لشبونة` is Lisbon, though its ل might be a preposition.

        Where the model took none off it is right more often than the table (`ببنين`, `سلوان`).
        """
        if not ent._.get(self.clitics_attribute):
            return
        word = ent[0].text
        start, end = bounds(ent, clitics_attribute=self.clitics_attribute)
        if not start - ent.start_char < len(word) or resolve(text[start:end]) is not None:
            return
        for letters in range(MOST_CLITICS + 1):
            name = text[ent.start_char + letters_length(word, letters) : end]
            if resolve(name) is not None:
                ent._.set(self.clitics_attribute, letters)
                return

    def _name(self, ent: "Span", text: str) -> tuple[str, str]:
        start, end = bounds(ent, clitics_attribute=self.clitics_attribute)
        before = ent.doc[ent.start - 1].text if ent.start else ""
        return text[start:end], before


def as_record(place: Place) -> dict[str, Any]:
    """The place as the record has it."""
    return {
        "geonames": place.geonames,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country or None,
    }
