"""The shipped config with CAMeL Tools in it gives the record that the default one gives."""

from pathlib import Path

import pytest
from spacy import util

from hasila.records import from_doc

CONFIG = Path(__file__).resolve().parents[2] / "configs/ar_news_camel.cfg"


def test_the_config_reads_a_text(model, database):
    pytest.importorskip("camel_tools")
    settings = {
        "components.hasila_camel_entities.model": str(model),
        "components.hasila_camel_morphology.database": str(database),
    }
    nlp = util.load_model_from_config(util.load_config(CONFIG, overrides=settings), auto_fill=True)
    record = from_doc(nlp("زار سامي الحداد و3 أشخاص حلب."), id="a")
    assert [(one["text"], one["label"]) for one in record["entities"]] == [
        ("سامي الحداد", "PER"),
        ("حلب", "LOC"),
    ]
    assert record["entities"][1]["place"]["country"] == "SY"
    assert [(one["value"], one["counted"]["lemma"]) for one in record["quantities"]] == [("3", "شخص")]


def test_the_config_is_sound_and_saved_without_camel(tmp_path):
    """As `python -m spacy assemble` does it, on a machine that needn't have CAMeL's data."""
    nlp = util.load_model_from_config(util.load_config(CONFIG), auto_fill=True)
    assert nlp.analyze_pipes()["problems"]["hasila_links"] == []
    nlp.to_disk(tmp_path)
    assert 'model = "arabert"' in (tmp_path / "config.cfg").read_text(encoding="utf-8")
