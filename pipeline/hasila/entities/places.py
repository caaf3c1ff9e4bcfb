"""The component `hasila_places`: each `LOC` to a place of GeoNames, where the table holds it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hasila.doc_text import text_of
from hasila.entities.edges import CLITICS, bounds, letters_length
from hasila.entities.gazetteer import Place, look_up
from hasila.entities.places_choice import (
    SMALL,
    Context,
    Question,
    ask,
    capitals,
    choose,
    resolve,
    square,
    sure,
)
from hasila.entities.places_demonyms import find_demonyms
from hasila.entities.places_roles import CAPITAL, Role, role_of
from hasila.entities.words import MOST_CLITICS
from hasila.extensions import Registers, ensure_extension
from hasila.normalize import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

__all__ = ["PlaceResolver", "as_record", "resolve"]

# What stands behind the place that a report is from: `تونس – (وكالة …)`.
_DATELINE = frozenset("-–—(«/")
# What stands between names that share a type word: `محافظتي الحديدة وحجة`.
_JOINTS = frozenset("،,و")
# What may stand between a type word and its names: `محافظات (المنوفية، …)`.
_OPENING = frozenset('(:"«“')


class PlaceResolver(Registers):
    """Sets `span._.place` of the names of places in `doc.ents`, and `doc._.demonyms`.

    `place` is `{"geonames": id, "lat": …, "lon": …, "country": "SY"}`, or None. `demonyms` are the words
    outside of places and persons that say of which country or people something is (`السورية`):
    `{"start", "end", "text", "country"}`, characters without proclitics.

    Args:
        attribute: The name of the `Span._` attribute.
        labels: The labels of `doc.ents` that are places.
        clitics_attribute: Where the entity component says how many letters stand before the name;
            corrected where the table knows better.
        demonyms_attribute: The name of the `Doc._` attribute.
    """

    def __init__(
        self,
        vocab: "Vocab",
        name: str = "hasila_places",
        *,
        attribute: str = "place",
        labels: Collection[str] = ("LOC",),
        clitics_attribute: str = CLITICS,
        demonyms_attribute: str = "demonyms",
    ) -> None:
        self.vocab = vocab
        self.name = name
        self.attribute = attribute
        self.labels = frozenset(labels)
        self.clitics_attribute = clitics_attribute
        self.demonyms_attribute = demonyms_attribute
        self.register()

    def register(self) -> None:
        """Register `span._.place`, `span._.clitics` and `doc._.demonyms`."""
        from spacy.tokens import Doc, Span

        ensure_extension(Span, self.attribute)
        ensure_extension(Span, self.clitics_attribute)
        ensure_extension(Doc, self.demonyms_attribute)

    def __call__(self, doc: "Doc") -> "Doc":
        text = text_of(doc)
        ents = [ent for ent in doc.ents if ent.label_ in self.labels]
        for ent in ents:
            self._mend(ent, text)
        demonyms = find_demonyms(self._free_tokens(doc))
        doc._.set(self.demonyms_attribute, demonyms)
        joined = [i > 0 and self._joined(doc, ents[i - 1], ents[i], text) for i in range(len(ents))]
        questions = _listed(list(self._questions(doc, ents, text, joined)), joined)
        context = _context(questions, {demonym["country"] for demonym in demonyms})
        for ent, question in zip(ents, questions, strict=True):
            place = choose(question, context)
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
        start, end = bounds(ent, clitics_attribute=self.clitics_attribute, text=text)
        if not start - ent.start_char < len(word) or _known(text[start:end]):
            return
        for letters in range(MOST_CLITICS + 1):
            name = text[ent.start_char + letters_length(word, letters) : end]
            if _known(name):
                ent._.set(self.clitics_attribute, letters)
                return

    def _joined(self, doc: "Doc", one: "Span", other: "Span", text: str) -> bool:
        """Whether two names are listed together: `حلب وإدلب`, `حلب، إدلب`; not `إدلب بسوريا`."""
        start, _ = bounds(other, clitics_attribute=self.clitics_attribute, text=text)
        before = fold(text[other.start_char : start])
        if other.start == one.end:
            return before == "و"
        return other.start == one.end + 1 and doc[one.end].text in _JOINTS and before in ("", "و")

    def _questions(
        self, doc: "Doc", ents: Sequence["Span"], text: str, joined: Sequence[bool]
    ) -> Iterator[Question]:
        """What is to be found out of each name.

        Args:
            joined: For each name whether it is listed with the one before it.
        """
        shared: Role | None = None
        for i, ent in enumerate(ents):
            start, end = bounds(ent, clitics_attribute=self.clitics_attribute, text=text)
            before = _before(doc, ent) if start == ent.start_char else ""
            after = doc[ent.end].text if ent.end < len(doc) else ""
            own = role_of(before)
            if own is not None or not joined[i]:
                shared = own if own is not None and own.several else None
            capital = fold(after) == CAPITAL or (ent.start == 0 and after[:1] in _DATELINE and after != "")
            yield ask(text[start:end], before=before, role=shared, capital=capital)

    def _free_tokens(self, doc: "Doc") -> list[tuple[int, str]]:
        """Offset and text of each token that is in no place's and no person's name."""
        labels = {*self.labels, "PER"}
        taken = {i for ent in doc.ents if ent.label_ in labels for i in range(ent.start, ent.end)}
        return [(token.idx, token.text) for token in doc if token.i not in taken]


def _listed(questions: list[Question], joined: Sequence[bool]) -> list[Question]:
    """The questions, with what names listed together say of each other.

    Beside countries `عمان` is one (`الأردن والكويت وعمان`); beside a town of the same type word `تونس` is
    a town (`مدينتي تونس وصفاقس`), alone it is the country (`مدن تونس`).
    """
    for i in range(len(questions)):
        for other, beside in ((i - 1, joined[i]), (i + 1, i + 1 < len(joined) and joined[i + 1])):
            if not beside:
                continue
            role = questions[i].role
            if role is None:
                place = sure(questions[other])
                if place is not None and place.kind == "country":
                    questions[i] = replace(questions[i], country=True)
            elif role.several and not _is_land(questions[other].name) and _can_be(role, questions[i].name):
                questions[i] = replace(questions[i], role=Role(role.kind))
    return questions


def _can_be(role: Role, name: str) -> bool:
    """Whether a country has a town of its own name, if that is asked: `لبنان` has none."""
    return role.kind != "town" or bool(capitals(name, look_up(name)))


def _is_land(name: str) -> bool:
    """Whether a name is a country's or a continent's."""
    return any(place.kind in ("country", "continent") for place in look_up(name)[:1])


def _before(doc: "Doc", ent: "Span") -> str:
    """The word before a name, what opens a list left out."""
    at = ent.start - 1
    if at > 0 and doc[at].text in _OPENING:
        at -= 1
    return str(doc[at].text) if at >= 0 else ""


def _known(name: str) -> bool:
    """Whether the table has the name as it is written, or without its type word, of more than a hamlet."""
    return any(place.population >= SMALL for place in look_up(ask(name).name))


def _context(questions: Sequence[Question], countries: Collection[str]) -> Context:
    """The countries that a text speaks of, and where those of its places are that can be no other."""
    mentioned = set(countries)
    squares = set()
    for question in questions:
        place = sure(question)
        if place is None or place.kind == "continent":
            continue
        if place.kind == "country":
            mentioned.add(place.country)
        else:
            squares.add(square(place))
    return Context(mentioned, squares)


def as_record(place: Place) -> dict[str, Any]:
    """The place as the record has it."""
    return {
        "geonames": place.geonames,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country or None,
    }
