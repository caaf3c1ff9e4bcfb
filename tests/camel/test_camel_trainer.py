"""Fine-tuning an encoder: what it learns, what it keeps, and where its files lie."""

import shutil
from pathlib import Path

import pytest
from tiny_model import pipeline, write_model

from hasila.entities import bounds

pytest.importorskip("torch")
pytest.importorskip("transformers")

from spacy.training import Example

from hasila.camel.entities import CamelEntities
from hasila.custom.camel_trainer import CamelTrainer
from hasila.custom.learning.learner import Learning

NAME = "hasila_camel_trainer"
FAST = {"learning_rate": 0.01, "head_rate": 0.02, "steps": 120}
# The model knows these words; that `زار` is an ACT is new to it.
TEXTS = ["زار سامي الحداد حلب.", "في دمشق زار سامي.", "وزارة الصحة في حلب.", "زار كأس في حلب."]


def named(nlp, text):
    return [(text[slice(*bounds(ent))], ent.label_) for ent in nlp(text).ents]


def examples(nlp, marked="زار", label="ACT"):
    """Each text with one word marked, and nothing else."""
    for text in TEXTS:
        doc = nlp.make_doc(text)
        spans = [(token.idx, token.idx + len(token), label) for token in doc if token.text == marked]
        yield Example.from_dict(doc, {"entities": spans})


def trained(start: Path, **settings):
    nlp = pipeline(NAME, **{NAME: {"start": str(start), **FAST, **settings}})
    rows = list(examples(nlp))
    nlp.initialize(lambda: rows)
    losses = [nlp.update(rows, annotates=["hasila_sentences"])[NAME] for _ in range(FAST["steps"])]
    assert losses[-1] < losses[0]
    return nlp


@pytest.fixture(scope="module")
def both(model):
    """Trained with the labels of the model kept."""
    return trained(model, keep_labels=True)


def test_new_labels_beside_those_that_the_model_had(both):
    assert named(both, TEXTS[0]) == [("زار", "ACT"), ("سامي الحداد", "PER"), ("حلب", "LOC")]
    assert named(both, TEXTS[2]) == [("وزارة الصحة", "ORG"), ("حلب", "LOC")]
    assert both.get_pipe(NAME).labels == ("LOC", "ORG", "PER", "MISC", "ACT")


def test_new_labels_alone(model):
    nlp = trained(model)
    assert [named(nlp, text) for text in TEXTS] == [[("زار", "ACT")], [("زار", "ACT")], [], [("زار", "ACT")]]
    assert nlp.get_pipe(NAME).labels == ("ACT",)


def test_labels_can_be_renamed_and_given_up(model):
    nlp = trained(model, keep_labels=True, labels={"PERS": "PERSON", "MISC": None})
    assert nlp.get_pipe(NAME).labels == ("LOC", "ORG", "PERSON", "ACT")
    assert named(nlp, TEXTS[3]) == [("زار", "ACT"), ("حلب", "LOC")]


def test_a_row_that_stood_for_several_tags_goes_on_learning_and_that_of_no_name_begins_as_o(tmp_path):
    import torch

    # O is not the first of the tags; MISC is given up, GPE becomes LOC.
    labels = ["B-MISC", "B-LOC", "I-LOC", "B-GPE", "I-GPE", "B-PERS", "I-PERS", "O"]
    start = write_model(tmp_path, labels, random=True)
    chosen = {"start": str(start), "keep_labels": True, "labels": {"MISC": None, "GPE": "LOC"}, **FAST}
    nlp = pipeline(NAME, **{NAME: chosen})
    rows = list(examples(nlp))
    nlp.initialize(lambda: rows)
    one = nlp.get_pipe(NAME)
    assert one.labels == ("LOC", "PER", "ACT")
    weights = one._network.network.classifier.weight
    begun, before = weights.detach().clone(), one._before.network.classifier.weight
    for row, tag in enumerate(("O", "B-LOC", "I-LOC", "B-PERS", "I-PERS")):
        assert torch.equal(begun[row], before[labels.index(tag)]), tag
    nlp.update(rows, annotates=["hasila_sentences"])
    held = [torch.equal(weights[row], begun[row]) for row in range(len(weights))]
    assert held == [False, False, False, True, True, False, False]


def test_other_schemes_begin_with_what_they_mean(tmp_path):
    """A model whose names of one word have a tag of their own."""
    labels = ["O", "S-LOC", "B-LOC", "E-LOC", "B-ORG", "I-ORG", "B-PERS", "I-PERS"]
    nlp = pipeline(NAME, **{NAME: {"start": str(write_model(tmp_path, labels)), "keep_labels": True}})
    nlp.initialize(lambda: examples(nlp))
    assert nlp.get_pipe(NAME).labels == ("LOC", "ORG", "PER", "ACT")


def test_texts_to_rehearse(model, tmp_path):
    (tmp_path / "news.txt").write_text("زار سامي الحداد دمشق. وزارة الصحة في حلب.", encoding="utf-8")
    nlp = trained(model, keep_labels=True, rehearse=str(tmp_path), rehearse_share=1.0)
    assert ("وزارة الصحة", "ORG") in named(nlp, TEXTS[2])


@pytest.mark.parametrize("by", ["disk", "bytes"])
def test_a_saved_one_answers_the_same_wherever_it_goes(both, model, tmp_path, by):
    answers = [named(both, text) for text in TEXTS]
    settings = {"start": "nobody/nothing"}
    if by == "bytes":
        other = pipeline(NAME, **{NAME: settings}).from_bytes(both.to_bytes())
        again = pipeline(NAME, **{NAME: settings}).from_bytes(other.to_bytes())
    else:
        both.to_disk(tmp_path / "one")
        other = pipeline(NAME, **{NAME: settings}).from_disk(tmp_path / "one")
        other.to_disk(tmp_path / "two")
        other.to_disk(tmp_path / "one")
        again = pipeline(NAME, **{NAME: settings}).from_disk(tmp_path / "two")
        shutil.rmtree(tmp_path / "one")
        with pytest.raises(OSError, match="no longer there"):
            other.to_disk(tmp_path / "three")
        other = again
    assert [named(other, text) for text in TEXTS] == answers
    assert [named(again, text) for text in TEXTS] == answers


def test_the_running_component_takes_the_files_and_carries_them(both, tmp_path):
    both.get_pipe(NAME).to_disk(tmp_path / "model")
    one = CamelEntities(both.vocab, model=None).from_disk(tmp_path / "model")
    other = CamelEntities(both.vocab, model="nobody/nothing").from_bytes(one.to_bytes())
    doc = both.get_pipe("hasila_sentences")(both.make_doc(TEXTS[0]))
    assert [(ent.text, ent.label_) for ent in other(doc).ents][:1] == [("زار", "ACT")]
    with pytest.raises(OSError, match="no model lies in the pipeline"):
        CamelEntities(both.vocab, model=None).make_ready()


def test_a_model_that_is_named_leaves_no_files(model, tmp_path):
    nlp = pipeline("hasila_camel_entities", hasila_camel_entities={"model": str(model)})
    nlp.to_disk(tmp_path)
    assert not (tmp_path / "hasila_camel_entities").exists()
    other = pipeline("hasila_camel_entities", hasila_camel_entities={"model": str(model)})
    assert named(other.from_bytes(nlp.to_bytes()), "زار حلب") == [("حلب", "LOC")]


def test_what_cannot_be_begun_with(model, tmp_path):
    nlp = pipeline()
    rows = list(examples(nlp))
    other = write_model(tmp_path, ["positive", "negative", "O", "a", "b", "c", "d", "e"])
    for start, keep, said in (
        (str(other), True, "set keep_labels = false"),
        (str(tmp_path / "none"), False, "model "),
    ):
        one = CamelTrainer(nlp.vocab, start=start, learning=Learning(keep_labels=keep))
        with pytest.raises((OSError, ValueError), match=said):
            one.initialize(lambda: rows, nlp)
    with pytest.raises(ValueError, match=r"hasila_camel_trainer: steps = 0; .* set training\.max_steps"):
        CamelTrainer(nlp.vocab, start=str(model), learning=Learning(steps=0))
    with pytest.raises(ValueError, match="initialize it"):
        CamelTrainer(nlp.vocab, start=str(model)).update(rows)
