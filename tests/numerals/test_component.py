"""`hasila_numerals` in a plain spaCy pipeline: what it puts on the Doc, and that it travels."""

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from hasila.numerals import NumberSpan, find

TEXT = "قتل أكثر من 39 ألفا و324 شخصا و12 جنديا، بينهم ضابطان، بنسبة 4.5%."


def test_numbers_on_the_doc() -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("hasila_numerals")
    doc = nlp(TEXT)
    assert [number["value"] for number in doc._.numbers] == ["39324", "12", "2", "4.5"]
    assert doc._.numbers == [number.to_dict() for number in find(TEXT)]
    assert [span.label_ for span in doc.spans["numbers"]] == ["CARDINAL", "CARDINAL", "DUAL", "PERCENT"]
    assert [span._.number["value"] for span in doc.spans["numbers"]] == ["39324", "12", "2", "4.5"]
    assert doc[0:1]._.number is None


def test_survives_bytes_and_docbin() -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("hasila_numerals")
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (stored,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    for copy in (again, stored):
        # spaCy reads lists back as tuples; the numbers are the same.
        assert [NumberSpan.from_dict(number) for number in copy._.numbers] == find(TEXT)
        assert [span.label_ for span in copy.spans["numbers"]] == [
            span.label_ for span in doc.spans["numbers"]
        ]


def test_names_are_settings() -> None:
    nlp = spacy.blank("ar")
    config = {"spans_key": "counts", "attribute": "all_counts", "span_attribute": "one_count"}
    nlp.add_pipe("hasila_numerals", config=config)
    doc = nlp("وصل 7 أطباء")
    assert [number["value"] for number in doc._.all_counts] == ["7"]
    assert doc.spans["counts"][0]._.one_count["text"] == "7"


def test_a_span_attribute_that_reads_other_numbers_is_refused() -> None:
    spacy.blank("ar").add_pipe("hasila_numerals")
    with pytest.raises(ValueError, match="number exists already and was declared otherwise"):
        spacy.blank("ar").add_pipe("hasila_numerals", config={"attribute": "figures"})


def test_decimal_and_dialect_are_settings() -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("hasila_numerals", config={"decimal": ",", "dialect": True})
    doc = nlp("باع 2,500 كيلو و خمستاشر كيسا")
    assert [number["value"] for number in doc._.numbers] == ["2.500", "15"]
    plain = spacy.blank("ar")
    plain.add_pipe("hasila_numerals")
    assert [number["value"] for number in plain("باع 2,500 كيلو و خمستاشر كيسا")._.numbers] == ["2500"]
