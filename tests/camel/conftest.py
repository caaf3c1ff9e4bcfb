"""A token classifier and a morphology database, both tiny, made here."""

import json
from pathlib import Path

import pytest
from tiny_database import DATABASE
from tiny_model import write_model


@pytest.fixture(autouse=True)
def no_catalogue(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No data of CAMeL's on this machine, and no network either."""
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path_factory.mktemp("no-data")))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a BERT that knows a handful of names."""
    pytest.importorskip("transformers")
    pytest.importorskip("torch")
    return write_model(tmp_path_factory.mktemp("classifier"))


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in CAMeL's format with a handful of stems."""
    pytest.importorskip("camel_tools")
    path = tmp_path_factory.mktemp("database") / "tiny.db"
    path.write_text(DATABASE, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Likeliest readings: `كتب` is more often books than wrote."""
    path = tmp_path_factory.mktemp("counts") / "model.json"
    books = {"lex": "كِتاب", "diac": "كُتُب", "bw": "كُتُب/NOUN", "pos": "noun", "num": "p", "gen": "m"}
    path.write_text(json.dumps({"كتب": books}, ensure_ascii=False), encoding="utf-8")
    return path
