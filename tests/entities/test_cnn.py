"""The component `hasila_entities_cnn` with the model that ships."""

import pickle
import subprocess
import sys

import pytest
import spacy
from marked_names import MARK, marked
from spacy.tokens import Doc, Span

import hasila
from hasila.entities.cnn import CnnEntityTagger

PLAIN = [
    "أعلنت <ORG>وزارة الصحة</ORG> في <LOC>غزة</LOC> مقتل 12 شخصا.",
    "وصل <PER>أنطونيو غوتيريش</PER> إلى <LOC>بيروت</LOC> صباح أمس.",
    "قالت <ORG>الأمم المتحدة</ORG> إن ألف أسرة نزحت من <LOC>إدلب</LOC> و<LOC>حلب</LOC>.",
    "انخفض سعر النفط 3 في المئة.",
]
TEXTS = [MARK.sub(lambda match: match["name"], text) for text in PLAIN]


@pytest.fixture(scope="module")
def fast():
    """Tokens, sentences and names by the fast model."""
    config = {"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}
    nlp = spacy.blank("ar", config=config)
    nlp.add_pipe("hasila_sentences")
    nlp.add_pipe("hasila_entities_cnn")
    return nlp


@pytest.fixture(scope="module")
def component(fast) -> CnnEntityTagger:
    return fast.get_pipe("hasila_entities_cnn")


@pytest.mark.parametrize("expected", PLAIN)
def test_plain_sentences_of_news(fast, expected):
    assert marked(fast(MARK.sub(lambda match: match["name"], expected))) == expected


def test_what_is_said_of_a_text_does_not_depend_on_its_company(fast):
    alone = [fast(text).to_json() for text in TEXTS]
    together = [doc.to_json() for doc in fast.pipe([*TEXTS, *TEXTS[::-1]], batch_size=3)]
    assert together == [*alone, *alone[::-1]]
    fresh = CnnEntityTagger(fast.vocab).from_bytes(fast.get_pipe("hasila_entities_cnn").to_bytes())
    for text, expected in zip(TEXTS[::-1], alone[::-1], strict=True):
        doc = fast(text, disable=["hasila_entities_cnn"])
        assert fresh(doc).to_json()["ents"] == expected["ents"]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "\u064b\u064c", "\u200f\u202a", "😀👍🏽", "\x00", "\ud800", "(((((((", "12 34 56"],
)
def test_texts_without_names(fast, text):
    assert list(fast(text).ents) == []


def test_a_long_line_without_a_sentence_end(fast):
    found = [ent.text for ent in fast("زار وفد من بغداد مدينة البصرة ثم " * 600).ents]
    assert found == ["بغداد", "البصرة"] * 600


def test_names_of_the_user_stay_unless_they_are_to_be_replaced(component):
    replacing = CnnEntityTagger(component.vocab, overwrite=True).from_bytes(component.to_bytes())
    found = []
    for one in (component, replacing):
        doc = Doc(component.vocab, words=["وصل", "وفد", "من", "بغداد", "إلى", "بيروت"])
        doc.ents = [Span(doc, 3, 4, "DELEGATION")]
        found.append([(ent.text, ent.label_) for ent in one(doc).ents])
    assert found == [
        [("بغداد", "DELEGATION"), ("بيروت", "LOC")],
        [("بغداد", "LOC"), ("بيروت", "LOC")],
    ]


def test_copies_on_disk_in_bytes_and_pickled_agree(component, tmp_path):
    component.to_disk(tmp_path / "copy")
    copies = [
        CnnEntityTagger(component.vocab).from_disk(tmp_path / "copy"),
        CnnEntityTagger(component.vocab).from_bytes(component.to_bytes()),
        pickle.loads(pickle.dumps(component)),
    ]
    for copy in copies:
        doc = copy(Doc(component.vocab, words=["زار", "بغداد", "وفد"]))
        assert [ent.text for ent in doc.ents] == ["بغداد"]
    with pytest.raises(FileNotFoundError):
        CnnEntityTagger(component.vocab).from_disk(tmp_path)


def test_an_unknown_head_is_named(component):
    wrong = CnnEntityTagger(component.vocab, head="elsewhere").from_bytes(component.to_bytes())
    with pytest.raises(ValueError, match=r"no head 'elsewhere'; it has news, anercorp"):
        wrong(Doc(component.vocab, words=["بغداد"]))


def test_the_pipeline_that_ships_reads_quantities_too():
    doc = hasila.load("ar_news_sm")("أعلنت وزارة الصحة مقتل 12 شخصا في غزة.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("وزارة الصحة", "ORG"), ("غزة", "LOC")]
    assert [(one["value"], one["counted"]["text"]) for one in doc._.quantities] == [("12", "شخصا")]
    assert doc.ents[1]._.place["country"] == "PS"


def test_neither_making_nor_using_it_imports_an_encoder():
    code = (
        "import sys, hasila; nlp = hasila.load('ar_news_sm'); nlp('زار بغداد 12 وفدا');"
        "sys.exit(bool({'torch', 'onnxruntime', 'tokenizers', 'transformers'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
