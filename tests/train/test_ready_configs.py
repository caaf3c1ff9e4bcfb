"""What the ready configs take of the models that ship."""

import json
from pathlib import Path

import pytest
from spacy.training import Example
from spacy.util import load_model_from_config

import hasila
from hasila.custom.config import find_config, known_labels, read_config, sources_of
from hasila.load import find_model

TEXT = "قالت الشرطة إن 27 شخصا قتلوا في حلب وأصيب 40 آخرون من قوات الأمن في حماة."


@pytest.mark.parametrize("ready", ["add", "rules"])
def test_numbers_are_linked_as_by_the_shipped_model(ready):
    default = hasila.load()
    nlp = load_model_from_config(read_config(find_config(ready), {}), auto_fill=True)
    linker, weights = nlp.get_pipe("hasila_links"), default.get_pipe("hasila_links").ranker.weights
    assert linker.ranker.weights == weights
    # Texts with names alone leave the weights as they are.
    doc = nlp.make_doc(TEXT)
    linker.initialize(lambda: [Example(doc, doc.copy())])
    assert linker.ranker.weights == weights
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name not in default.pipe_names]):
        doc = nlp(TEXT)
    assert doc._.quantities == default(TEXT)._.quantities
    # It has taken what the encoder says, which is large.
    assert doc._.link_evidence is None


def test_what_is_taken_of_a_shipped_model_is_not_trained():
    config = read_config(find_config("add"), {})
    taken = {name for name, one in config["components"].items() if "source" in one}
    assert taken == {"hasila_entities", "hasila_links"}
    assert taken == set(config["training"]["frozen_components"])


@pytest.mark.parametrize(
    ("ready", "models"), [("replace", ["ar_news_sm"]), ("add", ["ar_news_sm", "ar_news_md"])]
)
def test_the_card_names_the_sources_of_all_that_is_begun_with(ready, models):
    config = read_config(find_config(ready), {})
    metas = [Path(find_model(model), "meta.json").read_text(encoding="utf-8") for model in models]
    assert {one["name"] for one in sources_of(config)} == {
        one["name"] for meta in metas for one in json.loads(meta)["sources"]
    }
    # A CNN that begins as ours has none of its labels.
    assert bool(known_labels(config)) == ("ar_news_md" in models)
