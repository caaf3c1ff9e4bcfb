"""Our encoder in torch: the same answers as the 8-bit file, old labels believed on, and back to 8 bit."""

import json
from pathlib import Path

import pytest
import spacy
from train_rows import hasila

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")

import torch

from hasila.custom.encoder.component import EncoderTrainer, TorchFinder
from hasila.custom.encoder.weights import floats, network, with_labels
from hasila.custom.learning.learner import Learning
from hasila.custom.learning.losses import Targets
from hasila.entities.tagger import FILES, Tagger, read_files
from hasila.load import find_model
from hasila.training.batches import Row

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "corpora" / "tutorial"
MODEL = Path(find_model("ar_news_md"))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return read_files(MODEL / "hasila_entities", FILES)


def test_floats_of_the_shipped_weights_give_its_answers(files):
    settings = json.loads(files["settings.json"])
    weights = with_labels(floats(files["model.onnx"]), settings["labels"], settings["labels"], seed=1)
    ours, shipped = TorchFinder(network(weights, 0.0), files), Tagger(files)
    files_of_texts = sorted((ROOT / "corpora/sample").glob("*.jsonl"))
    texts = [line for file in files_of_texts for line in file.read_text(encoding="utf-8").splitlines()]
    same = total = 0
    for line in texts:
        words = json.loads(line)["text"].split()
        one, other = set(ours.names(words)), set(shipped.names(words))
        same, total = same + len(one & other), total + len(one | other)
    assert total > 50
    assert same / total > 0.95


def test_new_labels_stand_behind_old_ones_that_keep_their_rows(files):
    settings = json.loads(files["settings.json"])
    weights = floats(files["model.onnx"])
    made = with_labels(weights, settings["labels"], [*settings["labels"], "DISEASE"], seed=1)
    rows = 1 + 2 * len(settings["labels"])
    assert made["heads.weight"].shape[0] == rows + 2
    assert torch.equal(made["heads.weight"][:rows], weights["heads.weight"][:rows])


def test_gold_decides_what_it_is_annotated_with_and_the_old_model_the_rest():
    to = Targets(["ORG", "LOC", "DISEASE"], ["ORG", "LOC"], ["LOC", "DISEASE"])
    believed = torch.tensor([[0.1, 0.6, 0.0, 0.3, 0.0], [0.2, 0.1, 0.0, 0.7, 0.0]]).log()
    target = to.of_gold(Row([], [0, 1], [0, 5], [], [], 0), believed)
    # The first word is unmarked: LOC, which the user annotates, is then not there, and ORG is as believed.
    assert target[0].tolist() == pytest.approx([0.4, 0.6, 0, 0, 0, 0, 0])
    assert target[1].tolist() == [0, 0, 0, 0, 0, 1, 0]
    seen = to.as_old(torch.zeros(1, 7)).exp()[0].tolist()
    assert seen == pytest.approx([3 / 7, 1 / 7, 1 / 7, 1 / 7, 1 / 7])  # DISEASE looks like O to it


def test_a_trained_component_survives_the_disk(tmp_path):
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    from hasila.custom.corpus import Corpus

    corpus = Corpus(str(TUTORIAL / "train.jsonl"), limit=8)
    one = EncoderTrainer(nlp.vocab, start=str(MODEL), learning=Learning(steps=2))
    one.initialize(lambda: corpus(nlp), nlp)
    losses: dict[str, float] = {}
    one.update(list(corpus(nlp)), losses=losses)
    assert losses["hasila_encoder"] > 0
    one.to_disk(tmp_path / "one")
    other = EncoderTrainer(nlp.vocab, start=str(MODEL)).from_disk(tmp_path / "one")
    text = "زار وفد من منظمة الصحة العالمية مدينة تعز بعد تفشي الكوليرا."
    names = [[(ent.text, ent.label_) for ent in each(nlp(text)).ents] for each in (one, other)]
    assert names[0] == names[1]
    assert ("منظمة الصحة العالمية", "ORG") in names[0]
    assert other.labels == ("ORG", "LOC", "PER", "MISC", "DISEASE")


def test_a_rehearsal_of_nothing_is_refused_before_training(tmp_path):
    (tmp_path / "news.jsonl").write_text('{"body": "زار الوفد حلب."}\n', encoding="utf-8")
    sets = [f"paths.train={TUTORIAL / 'train.jsonl'}", f"paths.dev={TUTORIAL / 'dev.jsonl'}"]
    sets += ["corpora.train.limit=8", "components.hasila_entities.rehearse=news.jsonl"]
    done = hasila("train", "encoder_add", *(part for one in sets for part in ("--set", one)), cwd=tmp_path)
    assert done.returncode == 2
    assert "rehearse: news.jsonl:1: no field 'text' (fields here: body)" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "out/model-last").exists()


@pytest.mark.slow
def test_the_command_ends_with_an_8_bit_pipeline_that_knows_old_and_new_labels(tmp_path):
    sets = [f"paths.train={TUTORIAL / 'train.jsonl'}", f"paths.dev={TUTORIAL / 'dev.jsonl'}"]
    sets += ["training.max_steps=80", "training.eval_frequency=80", "corpora.dev.limit=20"]
    arguments = [part for one in sets for part in ("--set", one)]
    done = hasila("train", "encoder_add", *arguments, "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    nlp = spacy.load(tmp_path / "out/model-best")
    assert nlp.get_pipe_meta("hasila_entities").factory == "hasila_entities"
    assert not list((tmp_path / "out/model-best").rglob("*.pt"))
    doc = nlp("أعلنت منظمة الصحة العالمية تفشي الكوليرا في تعز.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("منظمة الصحة العالمية", "ORG"),
        ("الكوليرا", "DISEASE"),
        ("تعز", "LOC"),
    ]
