"""A new finder beside ours: the longer name stays, of equally long ones ours."""

import pytest
import spacy
from spacy.tokens import Span

from hasila.custom.beside import NameHolder, NameSettler


@pytest.mark.parametrize(
    ("ours", "new", "kept"),
    [
        ([(0, 1, "LOC")], [(0, 1, "NEW")], [(0, 1, "LOC")]),
        ([(1, 2, "LOC")], [(0, 3, "NEW")], [(0, 3, "NEW")]),
        ([(0, 3, "ORG")], [(1, 2, "NEW")], [(0, 3, "ORG")]),
        ([(0, 1, "LOC"), (3, 4, "PER")], [(1, 2, "NEW")], [(0, 1, "LOC"), (1, 2, "NEW"), (3, 4, "PER")]),
        ([(0, 3, "MISC")], [(1, 2, "NEW")], [(1, 2, "NEW")]),
        ([(0, 2, "LOC")], [], [(0, 2, "LOC")]),
        ([], [(0, 2, "NEW")], [(0, 2, "NEW")]),
    ],
)
def test_of_two_names_that_share_a_word(ours, new, kept):
    nlp = spacy.blank("ar")
    doc = nlp("متلازمة الشرق الأوسط التنفسية")
    doc.set_ents([Span(doc, *one) for one in ours])
    NameHolder(nlp.vocab)(doc)
    assert not doc.ents
    doc.set_ents([Span(doc, *one) for one in new])
    NameSettler(nlp.vocab)(doc)
    assert [(ent.start, ent.end, ent.label_) for ent in doc.ents] == kept
    assert not doc.spans
