"""The text that the stages share is always the Doc's own."""

import gc

import spacy
from spacy.tokens import Doc

from hasila import doc_text
from hasila.doc_text import text_of


def test_it_is_the_text_each_time():
    doc = spacy.blank("ar")("قتل 3 أشخاص  في حلب.\n")
    assert text_of(doc) == text_of(doc) == doc.text


def test_docs_of_equal_length_are_told_apart():
    nlp = spacy.blank("ar")
    first, second = nlp("قتل 3"), nlp("جرح 5")
    assert (text_of(first), text_of(second)) == ("قتل 3", "جرح 5")


def test_a_doc_that_is_filled_later_has_its_new_text():
    nlp = spacy.blank("ar")
    doc = Doc(nlp.vocab)
    assert text_of(doc) == ""
    doc.from_bytes(nlp("قتل 3 أشخاص.").to_bytes())
    assert text_of(doc) == "قتل 3 أشخاص."


def test_merged_tokens_leave_the_text_as_it_is():
    doc = spacy.blank("ar")("قتل 3 أشخاص.")
    before = text_of(doc)
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[0:2])
    assert text_of(doc) == doc.text == before


def test_the_text_goes_with_its_doc():
    gc.collect()
    before = len(doc_text._TEXTS)
    docs = [spacy.blank("ar")(f"قتل {n} أشخاص.") for n in range(5)]
    assert [text_of(doc) for doc in docs] == [doc.text for doc in docs]
    assert len(doc_text._TEXTS) == before + 5
    del docs
    gc.collect()
    assert len(doc_text._TEXTS) == before
