"""The component `hasila_entities` with the model that ships."""

import pickle
import subprocess
import sys

import pytest
import spacy
from marked_names import MARK, marked
from spacy.tokens import Doc, Span

from hasila.entities.component import EntityTagger

PLAIN = [
    "أعلنت <ORG>وزارة الصحة</ORG> في <LOC>غزة</LOC> مقتل 12 شخصا.",
    "وصل <PER>أنطونيو غوتيريش</PER> إلى <LOC>بيروت</LOC> صباح أمس.",
    "قالت <ORG>الأمم المتحدة</ORG> إن ألف أسرة نزحت من <LOC>إدلب</LOC> و<LOC>حلب</LOC>.",
    "فاز <ORG>ريال مدريد</ORG> على <ORG>برشلونة</ORG> بهدفين.",
    "انخفض سعر النفط 3 في المئة.",
]


@pytest.mark.parametrize("expected", PLAIN)
def test_plain_sentences_of_news(nlp, expected):
    text = MARK.sub(lambda match: match["name"], expected)
    assert marked(nlp(text)) == expected


@pytest.mark.parametrize("expected", PLAIN)
def test_marks_tatweel_and_controls_change_nothing(nlp, expected):
    text = MARK.sub(lambda match: match["name"], expected)
    bare = [ent.label_ for ent in nlp(text).ents]
    written = "\u202b" + text.replace("ي", "ـي").replace("ر", "رَ") + "\u202c"
    assert [ent.label_ for ent in nlp(written).ents] == bare


def test_what_is_said_of_a_text_does_not_depend_on_its_company(nlp):
    texts = [MARK.sub(lambda match: match["name"], text) for text in PLAIN]
    alone = [nlp(text).to_json() for text in texts]
    together = [doc.to_json() for doc in nlp.pipe([*texts, *texts[::-1]], batch_size=4)]
    assert together == [*alone, *alone[::-1]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "\u064b\u064c\u064d",
        "\u200f\u202a\u202b\u2066",
        "😀😀👍🏽",
        "\x00",
        "\ud800",
        "((((((((((",
        "12 34 56",
        "<div>&nbsp;</div>",
    ],
)
def test_texts_without_names(nlp, text):
    assert list(nlp(text).ents) == []


def test_words_without_pieces_do_not_shift_the_labels(nlp):
    doc = nlp("وصل \u200f \ufe0f \u064b وفد \u200f من \u200f\u200e بغداد \u200f أمس")
    assert marked(doc) == "وصل \u200f \ufe0f \u064b وفد \u200f من \u200f\u200e <LOC>بغداد</LOC> \u200f أمس"


def test_a_long_line_without_a_sentence_end(nlp):
    text = "زار وفد من بغداد مدينة البصرة ثم " * 300
    found = [ent.text for ent in nlp(text).ents]
    assert found == ["بغداد", "البصرة"] * 300


def test_a_word_of_any_length(nlp):
    assert [ent.text for ent in nlp("ا" * 300_000 + " زار بغداد").ents] == ["بغداد"]


def test_names_of_the_user_stay(tagger):
    words = ["وصل", "وفد", "من", "بغداد", "إلى", "بيروت"]
    doc = Doc(tagger.vocab, words=words)
    doc.ents = [Span(doc, 3, 4, "DELEGATION")]
    assert [(ent.text, ent.label_) for ent in tagger(doc).ents] == [
        ("بغداد", "DELEGATION"),
        ("بيروت", "LOC"),
    ]


def test_names_of_the_user_are_replaced_when_asked(tagger):
    replacing = EntityTagger(tagger.vocab, overwrite=True)
    replacing.from_bytes(tagger.to_bytes())
    doc = Doc(tagger.vocab, words=["وصل", "وفد", "من", "بغداد"])
    doc.ents = [Span(doc, 0, 2, "DELEGATION")]
    assert [(ent.text, ent.label_) for ent in replacing(doc).ents] == [("بغداد", "LOC")]


def test_any_pipeline_can_have_it():
    nlp = spacy.blank("ar")
    nlp.add_pipe("hasila_entities")
    assert [(ent.text, ent.label_) for ent in nlp("سافر الوزير من القاهرة إلى باريس").ents] == [
        ("القاهرة", "LOC"),
        ("باريس", "LOC"),
    ]


def test_an_unknown_head_is_named(tagger):
    wrong = EntityTagger(tagger.vocab, head="elsewhere").from_bytes(tagger.to_bytes())
    with pytest.raises(ValueError, match=r"no head 'elsewhere'; it has news, anercorp"):
        wrong(Doc(tagger.vocab, words=["بغداد"]))


def test_copies_on_disk_in_bytes_and_pickled_agree(tagger, tmp_path):
    tagger.to_disk(tmp_path / "copy")
    copies = [
        EntityTagger(tagger.vocab).from_disk(tmp_path / "copy"),
        EntityTagger(tagger.vocab).from_bytes(tagger.to_bytes()),
        pickle.loads(pickle.dumps(tagger)),
    ]
    for copy in copies:
        doc = copy(Doc(tagger.vocab, words=["زار", "بغداد", "وفد"]))
        assert [ent.text for ent in doc.ents] == ["بغداد"]


def test_a_folder_without_a_model_is_an_error(tagger, tmp_path):
    with pytest.raises(FileNotFoundError):
        EntityTagger(tagger.vocab).from_disk(tmp_path)


def test_neither_making_nor_using_it_imports_torch():
    code = (
        "import sys, spacy; nlp = spacy.blank('ar'); nlp.add_pipe('hasila_entities');"
        "assert 'onnxruntime' not in sys.modules; nlp('زار بغداد');"
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
