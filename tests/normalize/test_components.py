"""The components in a pipeline: norms, inside memory zones too, and the names of their attributes."""

import pytest
import spacy
from spacy.tokens import Doc, DocBin, Token

from hasila.normalize import fold
from hasila.normalize.component import NormSetter

CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}
TEXT = "قال أنا والأُمّـةُ ﻻجئون في ٢٠١٥ .وأكَّد \u200fالمسئولون ذلك\u200f"


@pytest.fixture
def nlp():
    nlp = spacy.blank("ar", config=CONFIG)
    nlp.add_pipe("hasila_norm")
    nlp.add_pipe("hasila_sentences")
    return nlp


def norms_are_right(doc: Doc) -> bool:
    return all(token.norm_ == fold(token.text) for token in doc)


def test_every_norm_is_the_fold_of_the_text(nlp):
    doc = nlp(TEXT)
    norms = " ".join(token.norm_ for token in doc)
    assert norms == "قال انا والامه لاجءون في 2015 . واكد المسءولون ذلك"
    assert doc.text == TEXT


def test_an_empty_text_and_one_of_marks_only(nlp):
    assert len(nlp("")) == 0
    assert [token.norm_ for token in nlp("\u064b\u0651")] == [""]


def test_spacys_own_exceptions_are_overruled():
    # In spaCy's `ar`, the pronoun أنا has the norm of the news-wire verb أنبأنا.
    nlp = spacy.blank("ar")
    before = nlp("أنا هنا")[0].norm_
    nlp.add_pipe("hasila_norm")
    doc = nlp("أنا هنا")
    assert before != "انا"
    assert doc[0].norm_ == "انا"
    assert norms_are_right(doc)


def test_words_that_the_vocabulary_knew_before_get_their_norm():
    nlp = spacy.blank("ar", config=CONFIG)
    assert nlp("أُسرة")[0].norm_ == "أُسرة"
    nlp.add_pipe("hasila_norm")
    assert nlp("أُسرة")[0].norm_ == "اسره"


def test_norms_inside_and_outside_memory_zones(nlp):
    assert norms_are_right(nlp("أسرة قبل المنطقة"))
    for _ in range(3):
        with nlp.memory_zone():
            assert norms_are_right(nlp("أسرة في المنطقة ومسئولة"))
        assert norms_are_right(nlp("أسرة بعد المنطقة ومسئولة"))


def test_a_pipeline_first_used_inside_a_memory_zone():
    nlp = spacy.blank("ar", config=CONFIG)
    with nlp.memory_zone():
        nlp("أسرة")
        nlp.add_pipe("hasila_norm")
        assert norms_are_right(nlp("أسرة ولاجئة"))
    assert norms_are_right(nlp("أسرة ولاجئة"))


def test_a_pipeline_that_was_stored(nlp, tmp_path):
    nlp("أسرة")
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    doc = again(TEXT)
    assert norms_are_right(doc)
    assert len(list(doc.sents)) == 2


def test_norms_and_sentences_survive_storing_the_document(nlp):
    stored = DocBin(docs=[nlp(TEXT)]).to_bytes()
    (doc,) = DocBin().from_bytes(stored).get_docs(spacy.blank("ar").vocab)
    assert norms_are_right(doc)
    assert len(list(doc.sents)) == 2


def test_batches_give_what_single_texts_give(nlp):
    texts = ["قال ثلاثة. ثم خرجوا", "", "أسرة واحدة"]
    batched = [[(t.text, t.norm_, t.is_sent_start) for t in doc] for doc in nlp.pipe(texts, batch_size=2)]
    assert batched == [[(t.text, t.norm_, t.is_sent_start) for t in nlp(text)] for text in texts]


def test_proclitics_are_an_annotation(nlp):
    doc = nlp("والعراق وبحلب ووزير")
    assert [token._.proclitics for token in doc] == [["و", "ال"], ["و", "ب"], ["و"]]
    assert [token.text for token in doc] == ["والعراق", "وبحلب", "ووزير"]


def test_the_attribute_can_have_another_name_and_nobodys_is_replaced():
    vocab = spacy.blank("ar").vocab
    NormSetter(vocab, proclitics="clitics_before")
    assert Doc(vocab, words=["والعراق"])[0]._.clitics_before == ["و", "ال"]
    Token.set_extension("mine_already", default=None)
    try:
        with pytest.raises(ValueError, match="mine_already"):
            NormSetter(vocab, proclitics="mine_already")
    finally:
        Token.remove_extension("mine_already")
