"""Names by a token classifier: the right label on the right word, whatever the words are."""

import pickle
from pathlib import Path

import pytest
from tiny_model import pipeline, write_model

from hasila.entities import bounds

LONG = "زار سامي الحداد " * 300


def named(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    return [(text[slice(*bounds(ent))], ent.label_) for ent in doc.ents]


@pytest.fixture(scope="module")
def nlp(model: Path):
    return pipeline("hasila_camel_entities", hasila_camel_entities={"model": str(model)})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("زار سامي الحداد حلب.", [("سامي الحداد", "PER"), ("حلب", "LOC")]),
        ("زار بحلب وزارة الصحة", [("حلب", "LOC"), ("وزارة الصحة", "ORG")]),
        ("حلب دمشق", [("حلب", "LOC"), ("دمشق", "LOC")]),
        ("زار كأس", [("كأس", "MISC")]),
        # Sentences are read apart.
        ("زار وزارة. الصحة في حلب.", [("وزارة", "ORG"), ("حلب", "LOC")]),
        # Words without pieces shift nothing, at whichever place they stand.
        ("زار \u200f سامي الحداد", [("سامي الحداد", "PER")]),
        ("\u200f \u200e زار حلب \ufe0f في دمشق", [("حلب", "LOC"), ("دمشق", "LOC")]),
        ("زار وزارة \u200f الصحة", [("وزارة \u200f الصحة", "ORG")]),
        # Marks and tatweel are read past.
        ("زار حلــب و دِمَشق", [("حلــب", "LOC"), ("دِمَشق", "LOC")]),
        ("", []),
        ("\u200f", []),
        ("\n \x00 \ufffd ، ؛ 5", []),
    ],
)
def test_names(nlp, text, names):
    assert named(nlp, text) == names


def test_a_sentence_longer_than_the_model_is_read_in_windows(nlp):
    assert named(nlp, LONG) == [("سامي الحداد", "PER")] * 300


def test_camel_itself_shifts_labels_and_we_agree_where_it_does_not(nlp, model):
    """The reason for reading words by ourselves; if CAMeL is mended one day, this says so."""
    pytest.importorskip("camel_tools")
    from hasila.camel.data import camel_module

    camel = camel_module("camel_tools.ner").NERecognizer(str(model), use_gpu=False)
    clean = "زار سامي الحداد حلب في دمشق".split()
    tags = camel.predict_sentence(clean)
    ours = nlp.get_pipe("hasila_camel_entities").classifier().names(clean)
    assert [i for i, tag in enumerate(tags) if tag.startswith("B")] == [start for start, _, _ in ours]
    marked = [*clean[:1], "\u200f", *clean[1:]]
    assert len(camel.predict_sentence(marked)) == len(marked) - 1


def test_the_same_scores_as_camel_s_padded_batches(tmp_path):
    """Weights as they fall: the likeliest tag of each word is CAMeL's, which pads to 256."""
    pytest.importorskip("camel_tools")
    from hasila.camel.classifier import TokenClassifier
    from hasila.camel.data import camel_module

    write_model(tmp_path, random=True)
    sentences = [LONG.split()[i : i + n] for i, n in ((0, 3), (1, 7), (2, 40), (0, 200))]
    camel = camel_module("camel_tools.ner").NERecognizer(str(tmp_path), use_gpu=False)
    ours = TokenClassifier.load(str(tmp_path), rename={})
    names = ours._network.config.id2label
    for words, tags in zip(sentences, camel.predict(sentences), strict=True):
        rows = ours.scores([ours.pieces(word) for word in words])
        assert [names[int(i)] for i in rows.argmax(-1)] == tags


def test_present_names_stay_unless_overwritten(model):
    text = "زار سامي الحداد حلب."
    for overwrite, names in (
        (False, [("الحداد", "ROLE"), ("حلب", "LOC")]),
        (True, [("سامي الحداد", "PER"), ("حلب", "LOC")]),
    ):
        settings = {"model": str(model), "overwrite": overwrite}
        nlp = pipeline("entity_ruler", "hasila_camel_entities", hasila_camel_entities=settings)
        nlp.get_pipe("entity_ruler").add_patterns([{"label": "ROLE", "pattern": "الحداد"}])
        assert named(nlp, text) == names


def test_labels_can_be_renamed_and_left_out(model):
    settings = {"model": str(model), "labels": {"PERS": "PERSON", "MISC": None}}
    nlp = pipeline("hasila_camel_entities", hasila_camel_entities=settings)
    assert named(nlp, "زار سامي كأس") == [("سامي", "PERSON")]
    assert nlp.get_pipe("hasila_camel_entities").labels == ("LOC", "ORG", "PERSON")


def test_a_worker_gets_the_component_without_its_weights(nlp):
    tagger = nlp.get_pipe("hasila_camel_entities")
    tagger.classifier()
    assert len(pickle.dumps(tagger.__getstate__()["_classifier"])) < 100


def test_a_saved_pipeline_names_its_model(nlp, tmp_path):
    import spacy

    nlp.to_disk(tmp_path)
    assert named(spacy.load(tmp_path), "زار حلب") == [("حلب", "LOC")]


def test_a_name_that_nothing_knows(model):
    nlp = pipeline("hasila_camel_entities", hasila_camel_entities={"model": "arabert"})
    pytest.importorskip("camel_tools")
    with pytest.raises(OSError, match="camel_data -i"):
        nlp("زار حلب")


def test_a_classifier_of_something_else(tmp_path):
    pytest.importorskip("transformers")
    labels = ["positive", "negative", "O", "a", "b", "c", "d", "e"]
    nlp = pipeline(
        "hasila_camel_entities", hasila_camel_entities={"model": str(write_model(tmp_path, labels))}
    )
    with pytest.raises(ValueError, match="'positive' is not of the form"):
        nlp("زار حلب")
