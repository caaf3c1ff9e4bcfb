"""`hasila --help`, `hasila info` and mistakes in writing a command."""

import json
import subprocess
import sys

from hasila.cli.info import describe


def test_help_teaches_by_example(hasila):
    done = hasila("extract", "--help")
    assert done.code == 0
    for line in ("hasila extract news/ -o out", "--text-field body", "quantities[].counted.text"):
        assert line in done.out
    assert "1  done, but some records could not be read" in done.out


def test_without_arguments_there_is_help(hasila):
    done = hasila()
    for command in ("extract", "show", "info"):
        assert command in done.out


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from hasila.cli.app import app; "
        "print([m for m in ('spacy', 'numpy', 'pyarrow', 'datasets', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_wrong_option_is_named(hasila):
    done = hasila("extract", "a.jsonl", "--text-feild", "x")
    assert done.code == 2
    assert "--text-feild" in done.err


def test_info_for_programs(hasila):
    facts = json.loads(hasila("info", "--json").out)
    assert facts["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
    (model,) = (model for model in facts["models"] if model["name"] == facts["default_model"])
    assert model["language"] == "ar"
    assert model["licence"]
    assert model["bytes"] > 1_000_000


def test_info_for_eyes():
    model = {
        "name": "ar_news_md", "path": "/models/ar_news_md", "language": "ar", "version": "0.1.0",
        "description": None, "pipeline": ["hasila_norm"], "labels": {"hasila_entities": ["LOC", "ORG"]},
        "scores": {"ents_f": 0.8512, "ents_per_type": {"ORG": {"f": 0.5}}}, "licence": "MIT",
        "sources": [{"name": "A corpus", "license": "CC BY"}, "another"], "bytes": 31_000_000,
    }  # fmt: skip
    broken = {"name": "broken", "path": "/models/broken", "error": "meta.json can't be read: no"}
    facts = {
        "versions": {"hasila": "0.1.0"}, "optional": {"ray": None}, "platform": "Linux", "package": "/here",
        "default_model": "ar_news_md", "models": [model, broken],
    }  # fmt: skip
    text = describe(facts)
    assert "ray          not installed (optional)" in text
    assert "ar_news_md (default)" in text
    assert "  size       31.0 MB" in text
    assert "  labels     hasila_entities: LOC, ORG" in text
    assert "  scores     ents_f 0.851\n             ents_per_type\n               ORG f 0.5\n" in text
    assert "  sources    A corpus (CC BY); another" in text
    assert "  meta.json can't be read: no" in text
