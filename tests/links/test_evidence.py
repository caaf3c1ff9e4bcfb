"""What an encoder says of links: it outweighs the grammar's facts, and is used once."""

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from hasila.links.component import QuantityLinker
from hasila.links.evidence import PARTS, SHARES, rows_of, said
from hasila.links.ranking import NAMES, Choice, Ranker, shipped

TEXT = "اعتقل في حلب 12 رجلا ونقل إلى إدلب"
WIDTH = 3


def rows(words, **answers):
    """Rows that say nothing but, by `place_first=(word, weight)`, the weight of a candidate's first word."""
    table = np.zeros((words, len(NAMES), len(PARTS), WIDTH), np.float32)
    for key, (word, weight) in answers.items():
        name, part = key.split("_")
        table[word, NAMES.index(name), PARTS.index(part), 0] = weight
    return table


@pytest.fixture
def pipeline():
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    nlp.add_pipe("hasila_numerals")
    return nlp


def read(nlp, table, **settings):
    """The quantities of TEXT with both towns as names, and the linker's Doc."""
    linker = QuantityLinker(nlp.vocab, evidence_attribute="link_evidence", **settings)
    linker.from_bytes(QuantityLinker(nlp.vocab).to_bytes())
    doc = nlp(TEXT)
    doc.ents = [
        doc.char_span(TEXT.index(town), TEXT.index(town) + len(town), "LOC") for town in ("حلب", "إدلب")
    ]
    if table is not None:
        doc._.link_evidence = table.reshape(len(table), -1)
    return linker(doc)


@pytest.mark.parametrize(("town", "word"), [("حلب", 2), ("إدلب", 7)])
def test_the_word_that_the_encoder_favours_is_chosen(pipeline, town, word):
    doc = read(pipeline, rows(8, place_first=(word, 50.0)))
    assert doc._.quantities[0]["place"]["text"] == town


def test_the_number_can_say_that_there_is_none(pipeline):
    doc = read(pipeline, rows(8, place_number=(3, 50.0)))
    assert doc._.quantities[0]["place"] is None


def test_the_evidence_is_let_go_of_when_it_was_used(pipeline):
    assert read(pipeline, rows(8))._.link_evidence is None


def test_without_evidence_the_shipped_weights_choose(pipeline):
    linker = QuantityLinker(pipeline.vocab, evidence_attribute="link_evidence")
    linker._read({f"weights_{name}.json": '{"none": 99}' for name in NAMES})
    doc = pipeline(TEXT)
    assert linker.ranker_of(linker.view(doc)) is shipped()
    doc._.link_evidence = np.zeros((len(doc), SHARES * WIDTH), np.float16)
    assert linker.ranker_of(linker.view(doc)) is linker.ranker


def test_a_linker_that_asks_no_encoder_leaves_the_evidence_alone(pipeline):
    QuantityLinker(pipeline.vocab, evidence_attribute="link_evidence")
    doc = pipeline(TEXT)
    doc._.link_evidence = np.zeros((len(doc), SHARES * WIDTH), np.float16)
    assert QuantityLinker(pipeline.vocab)(doc)._.link_evidence is not None


def test_evidence_survives_bytes(pipeline):
    QuantityLinker(pipeline.vocab, evidence_attribute="link_evidence")
    doc = pipeline(TEXT)
    doc._.link_evidence = np.ones((len(doc), SHARES), np.float16)
    again = Doc(pipeline.vocab).from_bytes(doc.to_bytes())
    assert (again._.link_evidence == doc._.link_evidence).all()


def test_numbers_that_are_no_evidence_are_refused():
    with pytest.raises(ValueError, match="7 numbers a word are not the evidence of"):
        rows_of(np.zeros((2, 7)))


@given(
    st.integers(0, 3),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6),
    st.integers(0, 99),
)
def test_a_score_is_a_sum_over_asking_and_answering_words(which, answering, seed):
    """The quick way gives what the definition says."""
    table = np.random.default_rng(seed).normal(size=(6, len(NAMES), len(PARTS), WIDTH)).astype(np.float32)
    name, asking = NAMES[which], (1, None, 4)
    by_part = table[:, which]
    ask = by_part[1, 0] + by_part[4, 2]
    expected = []
    for first, last in answering:
        answer = by_part[first, 3] + by_part[last, 4]
        expected.append(float(answer[1:] @ ask[1:] + answer[0] - ask[0]))
    assert said(table, name, asking, answering) == pytest.approx(expected, abs=1e-4)


def test_what_is_said_is_added_to_the_facts():
    ranker = Ranker({name: {"a": 1.0, "none": 0.5} for name in NAMES})
    spans = [(0, 1), (2, 3)]
    assert ranker.pick(Choice("event", 0, spans, [["a"], []], ["none"])) == 0
    assert ranker.pick(Choice("event", 0, spans, [["a"], []], ["none"], said=[0.0, 2.0])) == 1
    assert ranker.pick(Choice("event", 0, spans, [["a"], []], ["none"], said=[-1.0, 0.0])) is None


def test_the_default_model_says_something_of_every_word_and_the_linker_takes_it(nlp):
    with nlp.select_pipes(disable=["hasila_links"]):
        evidence = nlp(TEXT)._.link_evidence
    assert evidence.shape[0] == len(nlp.make_doc(TEXT))
    assert evidence.any(axis=1).all()
    assert nlp(TEXT)._.link_evidence is None


def test_the_default_model_links_by_weights_that_were_learned_beside_its_encoder(nlp):
    linker = nlp.get_pipe("hasila_links")
    with nlp.select_pipes(disable=["hasila_links"]):
        view = linker.view(nlp(TEXT))
    assert view.rows is not None
    assert linker.ranker_of(view) is linker.ranker is not shipped()
