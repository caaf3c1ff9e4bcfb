"""The command in a process of its own, with a small pipeline that needs no encoder."""

import subprocess
from pathlib import Path

import pytest
import spacy
from hasila_command import HASILA, Done


@pytest.fixture(scope="session")
def model(tmp_path_factory) -> Path:
    """Hasila's stages, names by a list of three."""
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    for name in ("hasila_norm", "hasila_sentences", "hasila_numerals"):
        nlp.add_pipe(name)
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "LOC", "pattern": name} for name in ("حلب", "صفاقس", "الرقة")])
    nlp.add_pipe("hasila_links")
    folder = tmp_path_factory.mktemp("model") / "small"
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="session")
def hasila():
    """Run `hasila ARGUMENTS…`."""

    def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **options) -> Done:
        done = subprocess.run(
            [HASILA, *arguments],
            input=stdin,
            cwd=cwd,
            capture_output=True,
            timeout=120,
            check=False,
            **options,
        )
        return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run
