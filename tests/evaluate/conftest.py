"""The command in this process, and a small pipeline that needs no encoder."""

from pathlib import Path

import pytest
import spacy
from typer.testing import CliRunner

from hasila.cli.app import app


@pytest.fixture(scope="session")
def model(tmp_path_factory) -> Path:
    """Hasila's stages, names by a list of three."""
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    for name in ("hasila_norm", "hasila_sentences", "hasila_numerals"):
        nlp.add_pipe(name)
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "LOC", "pattern": name} for name in ("بحلب", "حلب", "صفاقس")])
    nlp.add_pipe("hasila_links")
    folder = tmp_path_factory.mktemp("model") / "small"
    nlp.to_disk(folder)
    return folder


@pytest.fixture
def evaluate():
    """Run `hasila evaluate ARGUMENTS…`; whatever happens, nobody is shown a traceback."""

    def run(*arguments):
        done = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run
