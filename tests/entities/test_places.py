"""Places: the gazetteer's answer to a name, by what the document says beside it."""

import time

import pytest
import spacy
from spacy.tokens import Doc, Span

from hasila.entities import bounds
from hasila.entities.places import PlaceResolver, resolve


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("حلب", "town", "SY"),
        ("سورية", "country", "SY"),
        ("سوريا", "country", "SY"),
        ("أمريكا", "country", "US"),
        ("أميركا", "country", "US"),
        ("لولايات المتحدة", "country", "US"),
        ("المملكة العربية السعودية", "country", "SA"),
        ("محافظة درعا", "town", "SY"),
        ("واشنطن", "town", "US"),
        ("الخرطوم", "town", "SD"),
        ("أوروبا", "continent", ""),
    ],
)
def test_a_name_alone(name, kind, country):
    place = resolve(name)
    assert place is not None
    assert (place.kind, place.country) == (kind, country)


@pytest.mark.parametrize(
    ("name", "before", "mentioned", "answer"),
    [
        # Two towns: the greater one, unless the other's country is spoken of.
        ("طرابلس", "", (), ("town", "LY")),
        ("طرابلس", "", ("LB",), ("town", "LB")),
        # A country and its capital of one name.
        ("تونس", "", (), ("country", "TN")),
        ("تونس", "العاصمة", (), ("town", "TN")),
        # A country and the capital of another one.
        ("عمان", "", (), ("country", "OM")),
        ("عمان", "", ("JO",), ("town", "JO")),
        # Hamlets need their country; a river is no town.
        ("الأردن", "نهر", (), None),
        ("لا مكان بهذا الاسم", "", (), None),
    ],
)
def test_what_stands_beside_a_name_decides(name, before, mentioned, answer):
    place = resolve(name, before=before, mentioned=mentioned)
    assert (place and (place.kind, place.country)) == answer


def test_the_component_sets_plain_data_that_survives_serialisation():
    nlp = spacy.blank("ar")
    doc = Doc(nlp.vocab, words=["زار", "طرابلس", "شمال", "لبنان", "وفد", "الصليب", "الأحمر"])
    doc.ents = [Span(doc, 1, 2, "LOC"), Span(doc, 3, 4, "LOC"), Span(doc, 5, 7, "ORG")]
    doc = PlaceResolver(nlp.vocab)(doc)
    tripoli, lebanon, red_cross = (ent._.place for ent in doc.ents)
    assert tripoli == {"geonames": 266826, "lat": 34.43352, "lon": 35.84415, "country": "LB"}
    assert lebanon["country"] == "LB"
    assert red_cross is None
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again.ents[0]._.place == tripoli


def test_a_document_of_many_places_takes_linear_time():
    nlp = spacy.blank("ar")
    doc = Doc(nlp.vocab, words=["بغداد", "و"] * 20_000)
    doc.ents = [Span(doc, i, i + 1, "LOC") for i in range(0, len(doc), 2)]
    began = time.process_time()
    doc = PlaceResolver(nlp.vocab)(doc)
    assert time.process_time() - began < 10  # about one second; it was minutes when quadratic
    assert all(ent._.place["country"] == "IQ" for ent in doc.ents)


@pytest.mark.parametrize(
    ("word", "said", "name", "letters"),
    [
        ("لشبونة", 1, "لشبونة", 0),
        ("وبسوريا", 1, "سوريا", 2),
        ("وبغداد", 2, "بغداد", 1),
        ("بيروت", None, "بيروت", None),
        ("سلوان", 0, "سلوان", 0),
        # The model stands where the table knows neither, or what it said.
        ("وشبشبان", 1, "شبشبان", 1),
        ("وحلب", 1, "حلب", 1),
    ],
)
def test_the_table_corrects_the_proclitics_of_places(word, said, name, letters):
    resolver = PlaceResolver(spacy.blank("ar").vocab)
    doc = Doc(resolver.vocab, words=["زار", word])
    doc.ents = [Span(doc, 1, 2, "LOC")]
    doc.ents[0]._.clitics = said
    (ent,) = resolver(doc).ents
    start, end = bounds(ent)
    assert (doc.text[start:end], ent._.clitics) == (name, letters)
