"""From an encoder of transformers to a wheel that `hasila extract` uses, in real processes."""

import json
import os
import shutil
import subprocess
import sys

import pytest
import spacy
from tiny_encoder import TUTORIAL, write_encoder
from train_rows import hasila

from hasila.custom.corpus import Corpus

pytest.importorskip("torch")
pytest.importorskip("transformers")

COMPONENT = "components.hasila_camel_entities"
TEXT = "سجلت السلطات 27 إصابة بالكوليرا في تعز."


def settings(start: object, **others: object) -> list[str]:
    """Short and with high rates: the encoder knows nothing yet."""
    chosen = {
        "paths.train": TUTORIAL / "train.jsonl",
        "paths.dev": TUTORIAL / "dev.jsonl",
        f"{COMPONENT}.start": start,
        f"{COMPONENT}.learning_rate": 0.005,
        f"{COMPONENT}.head_rate": 0.01,
        "training.max_steps": 60,
        "training.eval_frequency": 20,
        **others,
    }
    return [part for name, value in chosen.items() for part in ("--set", f"{name}={value}")]


def test_from_an_encoder_to_an_installed_wheel(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    encoder = write_encoder(tmp_path / "encoder")
    done = hasila("train", "camel_replace", *settings(encoder), "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "out/model-best\n"

    # What runs is the component that there was before, and all that it needs lies in the folder.
    shutil.rmtree(encoder)
    best = tmp_path / "out/model-best"
    config = (best / "config.cfg").read_text(encoding="utf-8")
    assert "trainer" not in config
    stored = list((best / "hasila_camel_entities").iterdir())
    assert "model.safetensors" in [path.name for path in stored]
    assert all(str(tmp_path).encode() not in path.read_bytes() for path in (best / "config.cfg", *stored))
    meta = json.loads((best / "meta.json").read_text(encoding="utf-8"))
    assert meta["requirements"][0].startswith("hasila[camel]>=")
    assert meta["sources"][0]["name"] == "encoder, which was fine-tuned"
    # Some steps from nothing: how many points they give differs with the processor.
    assert meta["performance"]["names_DISEASE_f"] > 20
    doc = spacy.load(best)(TEXT)
    assert ("بالكوليرا", "DISEASE") in [(ent.text, ent.label_) for ent in doc.ents]

    done = hasila("package", "out/model-best", "--name", "hub", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", "site"]
    subprocess.run([*pip, done.stdout.strip()], cwd=tmp_path, check=True)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    paths = [str(tmp_path / "site"), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    done = hasila("extract", "a.txt", "--model", "ar_hub", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    # Without the letters before the name, as the training texts have it.
    assert ("الكوليرا", "DISEASE") in [(one["text"], one["label"]) for one in record["entities"]]
    assert [one["value"] for one in record["quantities"]] == ["27"]


@pytest.mark.parametrize(
    ("kind", "sizes"),
    [
        ("Electra", {"embedding_size": 48}),
        ("DistilBert", {"dim": 48, "n_layers": 1, "n_heads": 2, "hidden_dim": 48}),
        ("XLMRoberta", {}),
        ("DebertaV2", {}),
    ],
)
def test_encoders_of_other_shapes(tmp_path, kind, sizes):
    encoder = write_encoder(tmp_path / "encoder", kind, **sizes)
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    chosen = {"start": str(encoder), "learning_rate": 0.005, "head_rate": 0.01, "steps": 30}
    nlp.add_pipe("hasila_camel_trainer", config=chosen)
    rows = list(Corpus(str(TUTORIAL / "train.jsonl"), limit=10)(nlp))
    nlp.initialize(lambda: rows)
    losses = [nlp.update(rows)["hasila_camel_trainer"] for _ in range(30)]
    assert losses[-1] < losses[0] / 2
    nlp.to_disk(tmp_path / "saved")
    other = spacy.load(tmp_path / "saved")
    names = [
        [[(ent.text, ent.label_) for ent in each(row.text).ents] for row in rows] for each in (nlp, other)
    ]
    assert names[0] == names[1]
    assert any(names[0])


def test_a_label_of_the_user_s_is_nobody_s_to_rename(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    encoder = write_encoder(tmp_path / "encoder")
    rename = {f"corpora.{part}.rename": json.dumps({"DISEASE": "PERS"}) for part in ("train", "dev")}
    chosen = settings(encoder, **rename, **{"training.max_steps": 40})
    done = hasila("train", "camel_replace", *chosen, "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    nlp = spacy.load(tmp_path / "out/model-best")
    assert nlp.get_pipe("hasila_camel_entities").labels == ("PERS",)


@pytest.mark.parametrize(
    ("config", "start", "said"),
    [
        ("camel_replace", "nobody/nothing", "train_camel_replace.cfg: model 'nobody/nothing': "),
        ("camel_add", "encoder", "encoder has no labels to keep, so set keep_labels = false"),
    ],
)
def test_what_cannot_be_begun_with_is_said_in_a_line(tmp_path, monkeypatch, config, start, said):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    write_encoder(tmp_path / "encoder")
    done = hasila("train", config, *settings(start), "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.splitlines()[-1]
