"""The spaCy component."""

import json

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from hasila.links.component import QuantityLinker


@pytest.fixture(scope="module")
def pipeline():
    config = {"nlp": {"lang": "ar", "tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}
    nlp = spacy.util.get_lang_class("ar").from_config(config)
    for name in ("hasila_norm", "hasila_sentences", "hasila_numerals", "hasila_links"):
        nlp.add_pipe(name)
    return nlp


def test_quantities_are_plain_data(pipeline):
    doc = pipeline("قتل 16 شخصاً وأصيب أكثر من 50 آخرين.")
    assert [q["value"] for q in doc._.quantities] == ["16", "50"]
    assert json.loads(json.dumps(doc._.quantities)) == doc._.quantities


def test_quantities_survive_a_docbin(pipeline):
    doc = pipeline("قتل 16 شخصاً وأصيب أكثر من 50 آخرين.")
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(packed).get_docs(pipeline.vocab)
    # spaCy's msgpack gives tuples for lists.
    assert json.loads(json.dumps(again._.quantities)) == doc._.quantities


def test_without_numbers_the_message_says_what_is_missing(pipeline):
    linker = QuantityLinker(pipeline.vocab, "links", numbers_attribute="figures")
    with pytest.raises(ValueError, match=r"doc\._\.figures is not set: put hasila_numerals before links"):
        linker(pipeline.make_doc("قتل 16 شخصاً"))


def test_the_attribute_can_be_named(pipeline):
    linker = QuantityLinker(pipeline.vocab, attribute="tally")
    assert linker(pipeline("قتل 16 شخصاً"))._.tally[0]["counted"]["text"] == "شخصاً"


def test_an_attribute_of_somebody_elses_is_kept(pipeline):
    Doc.set_extension("taken_by_the_user", default=7)
    try:
        with pytest.raises(ValueError, match="taken_by_the_user"):
            QuantityLinker(pipeline.vocab, attribute="taken_by_the_user")
        assert pipeline.make_doc("نص")._.taken_by_the_user == 7
    finally:
        Doc.remove_extension("taken_by_the_user")


def test_a_doc_without_sentences_is_one_sentence(pipeline):
    with pipeline.select_pipes(disable=["hasila_sentences"]):
        doc = pipeline("قتل 16 شخصاً. وصل 5 أطباء.")
    assert {tuple(q["sentence"]) for q in doc._.quantities} == {(0, len(doc.text))}
