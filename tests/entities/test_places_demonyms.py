"""Demonyms: which country an adjective or a noun of people tells."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from hasila.entities.places import PlaceResolver
from hasila.entities.places_demonyms import country_of


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("السوري", ("SY", 0)),
        ("والسورية", ("SY", 1)),
        ("سوريين", ("SY", 0)),
        ("للمصريين", ("EG", 2)),
        ("وبالسوريين", ("SY", 2)),
        ("أميركية", ("US", 0)),
        ("الأتراك", ("TR", 0)),
        ("مغاربة", ("MA", 0)),
        ("السُّورِيَّة", ("SY", 0)),
        # The country rather than its people, a word that looks like one, and common words.
        ("سورية", None),
        ("سوريا", None),
        ("جيبوتي", None),
        ("الجيبوتي", ("DJ", 0)),
        ("اليمنى", None),
        ("المالية", None),
        ("كتاب", None),
        ("", None),
    ],
)
def test_words(word, answer):
    assert country_of(word) == answer


@settings(deadline=None)  # the first call reads the tables
@given(st.text(max_size=40))
def test_any_text_is_read(word):
    answer = country_of(word)
    assert answer is None or 0 <= answer[1] < len(word)


def test_the_component_gives_plain_data_outside_of_places_and_persons():
    nlp = spacy.blank("ar")
    doc = Doc(nlp.vocab, words=["وزار", "المصري", "أحمد", "الليبي", "بالأردنية", "العربية", "السعودية"])
    doc.ents = [Span(doc, 2, 4, "PER"), Span(doc, 5, 7, "LOC")]
    doc = PlaceResolver(nlp.vocab)(doc)
    found = [(one["text"], one["country"]) for one in doc._.demonyms]
    assert found == [("المصري", "EG"), ("الأردنية", "JO")]
    assert all(doc.text[one["start"] : one["end"]] == one["text"] for one in doc._.demonyms)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [dict(one) for one in again._.demonyms] == doc._.demonyms
