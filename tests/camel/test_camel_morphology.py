"""Lemma, features and clitics by CAMeL's disambiguator, over a database of a handful of stems."""

import pickle

import pytest
from tiny_model import pipeline

pytest.importorskip("camel_tools")


@pytest.fixture(scope="module")
def nlp(database):
    return pipeline("hasila_camel_morphology", hasila_camel_morphology={"database": str(database)})


def read(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    return [(t.text, t.lemma_, str(t.morph), t._.clitic_tags) for t in doc]


@pytest.mark.parametrize(
    ("word", "lemma", "morph", "clitics"),
    [
        ("أشخاص", "شخص", "Gender=Masc|Number=Plur", []),
        ("قتيلان", "قتيل", "Gender=Masc|Number=Dual", []),
        ("المدينة", "مدينة", "Gender=Fem|Number=Sing", ["Al_det"]),
        ("وبالمدينة", "مدينة", "Gender=Fem|Number=Sing", ["wa_conj", "bi_prep", "Al_det"]),
        ("كتبهم", "كتاب", "Gender=Masc|Number=Plur", ["3mp_poss"]),
        # The likelier of two readings of the database.
        ("كتب", "كتب", "Gender=Masc|Number=Sing|Person=3", []),
        # Written with marks, tatweel, another hamza, a bidi control.
        ("أَشْخــاص", "شخص", "Gender=Masc|Number=Plur", []),
        ("اشخاص", "شخص", "Gender=Masc|Number=Plur", []),
        ("\u200fالمدينة", "مدينة", "Gender=Fem|Number=Sing", ["Al_det"]),
        # Unknown: CAMeL's guess of a name.
        ("جرابلس", "جرابلس", "Gender=Masc|Number=Sing", []),
        # No words of Arabic.
        ("4100", "4100", "", []),
        ("،", "،", "", []),
        ("NATO", "NATO", "", []),
    ],
)
def test_a_word(nlp, word, lemma, morph, clitics):
    assert read(nlp, word) == [(word, lemma, morph, clitics)]


def test_counts_of_readings_decide(database, counts):
    settings = {"database": str(database), "counts": str(counts), "vowels": True}
    nlp = pipeline("hasila_camel_morphology", hasila_camel_morphology=settings)
    assert read(nlp, "كتب") == [("كتب", "كِتاب", "Gender=Masc|Number=Plur", [])]


@pytest.mark.parametrize("text", ["", "\n", "\u200f", "\x00", "ا" * 5000, "http://a.b/" + "c" * 90])
def test_what_is_no_word_stays_without_a_reading(nlp, text):
    assert all(not token.morph and not token.lemma_ for token in nlp(text))


def test_what_stood_there_stays_where_camel_knows_nothing(database):
    nlp = pipeline("hasila_camel_morphology", hasila_camel_morphology={"database": str(database)})
    doc = nlp.make_doc("ا" * 90)
    doc[0].lemma_ = "mine"
    assert nlp.get_pipe("hasila_camel_morphology")(doc)[0].lemma_ == "mine"


def test_the_counted_noun_gets_camel_s_lemma(database):
    stages = ("hasila_numerals", "hasila_links", "hasila_camel_morphology")
    text = "كتب سامي 4 كتب وزار 5 مدائن."
    lemmas = {}
    for quantities in (None, "quantities"):
        settings = {"database": str(database), "quantities": quantities}
        nlp = pipeline(*stages, hasila_camel_morphology=settings)
        lemmas[quantities] = [q["counted"]["lemma"] for q in nlp(text)._.quantities]
    # A broken plural of Hasila's own table in both; the plural that neither knows stays as it was.
    assert lemmas[None] == ["كتاب", "مدائن"]
    assert lemmas["quantities"] == ["كتب", "مدائن"]


def test_attributes_survive_storage_and_other_processes(nlp):
    from spacy.tokens import Doc

    doc = Doc(nlp.vocab).from_bytes(nlp("وبالمدينة أشخاص").to_bytes())
    assert list(doc[0]._.clitic_tags) == ["wa_conj", "bi_prep", "Al_det"]
    assert doc[1].lemma_ == "شخص"
    component = nlp.get_pipe("hasila_camel_morphology")
    assert len(pickle.dumps(component.__getstate__()["_analyser"])) < 100


def test_a_database_that_is_not_there():
    nlp = pipeline("hasila_camel_morphology", hasila_camel_morphology={"database": "calima-msa-r13"})
    with pytest.raises(OSError, match="camel_data -i"):
        nlp("كتب")


def test_counts_that_are_not_there(database, tmp_path):
    settings = {"database": str(database), "counts": str(tmp_path / "no.json")}
    nlp = pipeline("hasila_camel_morphology", hasila_camel_morphology=settings)
    with pytest.raises(OSError, match="no such file"):
        nlp("كتب")
