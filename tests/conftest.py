"""The default pipeline, loaded once for all tests that need it, and a small one."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import hasila


@pytest.fixture(scope="session")
def nlp() -> Language:
    return hasila.load()


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small pipeline that needs no encoder: Hasila's stages, names by a short list."""
    small = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    for name in ("hasila_norm", "hasila_sentences", "hasila_numerals"):
        small.add_pipe(name)
    ruler = small.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "LOC", "pattern": name} for name in ("حلب", "بحلب", "صفاقس", "الرقة")])
    small.add_pipe("hasila_links")
    folder = tmp_path_factory.mktemp("model") / "small"
    small.to_disk(folder)
    return folder
