"""The linker as a component that spaCy trains: it learns what is annotated, and keeps it."""

import json
import re
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import load_config
from typer.testing import CliRunner

from hasila.cli.app import app
from hasila.links.component import QuantityLinker
from hasila.links.corpus import QuantityCorpus
from hasila.links.ranking import Choice, Ranker, shipped
from hasila.sources import InputError

CONFIG = Path(__file__).parents[2] / "configs" / "linker.cfg"

# Every number is of the town named last and of no event: against what the shipped weights know.
TOWNS = ("حلب", "صفاقس", "الرقة")
ROWS = [
    f"{verb} في {first} {number} {noun} من أبناء {second} ."
    for first in TOWNS
    for second in TOWNS
    if first != second
    for number, verb, noun in ((12, "قتل", "شخصا"), (17, "أصيب", "رجلا"), (40, "اعتقل", "عاملا"))
]


def row(text: str, number: int) -> dict:
    """A text whose number counts the noun behind it, and whose place is the last town."""
    num = re.search(r"\d+", text)
    noun = re.compile(r"\w+").search(text, num.end())
    *_, place = re.finditer("|".join(TOWNS), text)
    quantity = {
        "num": list(num.span()),
        "kind": "count",
        "value": num.group(),
        "low": None,
        "high": None,
        "bound": "exact",
        "counted": list(noun.span()),
        "antecedent": None,
        "of": None,
        "place": list(place.span()),
        "event": None,
    }
    return {"id": str(number), "text": text, "quantities": [quantity]}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    lines = (json.dumps(row(text, number), ensure_ascii=False) for number, text in enumerate(ROWS))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def small(model: Path) -> Language:
    return spacy.load(model)


def trained(nlp: Language, gold: Path, rounds: int = 12) -> list[Example]:
    """Train the linker of a pipeline by spaCy's calls; the examples that it was trained on."""
    corpus = QuantityCorpus(str(gold))
    others = [name for name in nlp.pipe_names if name != "hasila_links"]
    with nlp.select_pipes(disable=others):
        optimizer = nlp.initialize(lambda: corpus(nlp))
        optimizer.learn_rate = 0.05
        for _ in range(rounds):
            nlp.update(list(corpus(nlp)), sgd=optimizer)
    return list(corpus(nlp))


def places(nlp: Language, texts: list[str]) -> list[str | None]:
    return [doc._.quantities[0]["place"] and doc._.quantities[0]["place"]["text"] for doc in nlp.pipe(texts)]


def test_it_learns_what_is_annotated(small: Language, gold: Path):
    before = small.get_pipe("hasila_links").score(_read(small, gold))
    examples = trained(small, gold)
    after = small.evaluate(examples)
    assert before["links_place_f"] < 0.5
    assert after["links_place_f"] > 0.95
    assert places(small, ["قتل في حلب 12 شخصا من أبناء الرقة ."]) == ["الرقة"]
    assert all(doc._.quantities[0]["event"] is None for doc in small.pipe(ROWS))


def _read(nlp: Language, gold: Path) -> list[Example]:
    examples = list(QuantityCorpus(str(gold))(nlp))
    for example in examples:
        example.predicted = nlp.get_pipe("hasila_links")(example.predicted)
    return examples


def test_the_loss_falls(small: Language, gold: Path):
    corpus = QuantityCorpus(str(gold))
    with small.select_pipes(enable=["hasila_links"]):
        optimizer = small.initialize(lambda: corpus(small))
        seen = [small.update(list(corpus(small)), sgd=optimizer)["hasila_links"] for _ in range(5)]
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] < seen[0]


def test_what_was_trained_is_kept_on_disk_and_in_bytes(small: Language, gold: Path, tmp_path: Path):
    trained(small, gold)
    small.to_disk(tmp_path / "model")
    from_disk = spacy.load(tmp_path / "model")
    from_bytes = spacy.load(tmp_path / "model", exclude=["hasila_links"])
    from_bytes.add_pipe("hasila_links").from_bytes(small.get_pipe("hasila_links").to_bytes())
    wanted = [doc._.quantities for doc in small.pipe(ROWS)]
    assert [doc._.quantities for doc in from_disk.pipe(ROWS)] == wanted
    assert [doc._.quantities for doc in from_bytes.pipe(ROWS)] == wanted
    assert wanted[0][0]["event"] is None


def test_the_weights_that_ship_are_not_written(small: Language, tmp_path: Path):
    small.to_disk(tmp_path / "model")
    assert not (tmp_path / "model" / "hasila_links").exists()
    assert spacy.load(tmp_path / "model").get_pipe("hasila_links").ranker is shipped()


def test_the_same_texts_give_the_same_weights(model: Path, gold: Path):
    weights = []
    for _ in range(2):
        nlp = spacy.load(model)
        trained(nlp, gold, rounds=3)
        weights.append(nlp.get_pipe("hasila_links").ranker.weights)
    assert weights[0] == weights[1]


def test_names_without_quantities_leave_the_weights_alone(small: Language):
    doc = small.make_doc("قتل 12 شخصا في حلب .")
    example = Example(doc, doc.copy())
    with small.select_pipes(enable=["hasila_links"]):
        optimizer = small.initialize(lambda: [example])
        assert small.update([example], sgd=optimizer) == {"hasila_links": 0.0}
    assert small.get_pipe("hasila_links").ranker is shipped()
    assert small.get_pipe("hasila_links").score([example]) == {}


def test_shipped_weights_can_be_trained_further(small: Language, gold: Path):
    corpus = QuantityCorpus(str(gold))
    examples = list(corpus(small))
    optimizer = small.resume_training()
    with small.select_pipes(enable=["hasila_links"]):
        small.update(examples, sgd=optimizer)
    ranker = small.get_pipe("hasila_links").ranker
    assert ranker is not shipped()
    assert ranker.weights["place"].keys() <= shipped().weights["place"].keys()


def test_a_text_that_cannot_be_right_is_named(tmp_path: Path, small: Language):
    bad = row(ROWS[0], 0)
    bad["quantities"][0]["place"] = [5, 4000]
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(row(ROWS[1], 1)) + "\n" + json.dumps(bad) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.jsonl:2: place of quantity 0"):
        list(QuantityCorpus(str(path))(small))


def test_none_is_chosen_where_no_candidate_beats_it():
    ranker = Ranker({"event": {"a": 1.0, "none": 1.0, "b": 2.0}})
    assert ranker.pick(Choice("event", 0, [], [], ["none"])) is None
    assert ranker.pick(Choice("event", 0, [(0, 1)], [["a", "unheard of"]], ["none"])) is None
    assert ranker.pick(Choice("event", 0, [(0, 1), (2, 3), (4, 5)], [["a"], ["b"], ["b"]], ["none"])) == 1


def test_the_config_names_only_what_there_is():
    config = load_config(CONFIG, interpolate=True)
    assert config["training"]["score_weights"] == {"links_f": 1.0}
    factories = [part.get("factory") for part in config["components"].values()]
    assert factories.count("hasila_links") == 1


def test_the_command_trains_the_config(model: Path, gold: Path, tmp_path: Path):
    """`hasila train` with the shipped config, its names from a list instead of the encoder."""
    config = load_config(CONFIG)
    config["components"]["hasila_entities"] = {"source": str(model), "component": "entity_ruler"}
    config["paths"] = {"train": str(gold), "dev": str(gold)}
    config["training"]["max_epochs"] = 2
    path = tmp_path / "linker.cfg"
    config.to_disk(path)
    result = CliRunner().invoke(app, ["train", str(path), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    nlp = spacy.load(tmp_path / "out" / "model-best")
    assert (tmp_path / "out" / "model-best" / "hasila_links" / "weights_place.json").is_file()
    assert nlp("قتل 12 شخصا في حلب .")._.quantities[0]["value"] == "12"


def test_weights_from_before_antecedents_were_learned_are_read(small: Language, gold: Path, tmp_path: Path):
    trained(small, gold, rounds=1)
    linker = small.get_pipe("hasila_links")
    linker.to_disk(tmp_path)
    (tmp_path / "weights_antecedent.json").unlink()
    again = QuantityLinker(small.vocab).from_disk(tmp_path)
    assert again.ranker.weights["event"] == linker.ranker.weights["event"]
    assert again.ranker.weights["antecedent"] == shipped().weights["antecedent"]
