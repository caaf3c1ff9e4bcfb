"""Reading and writing small corpora in any format."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from hasila.formats.files import NewFiles
from hasila.formats.notes import Losses, Notes
from hasila.formats.options import ReadOptions, WriteOptions
from hasila.formats.registry import FORMATS

DATA = Path(__file__).parent / "data"


def gold() -> dict[str, tuple[str, list[tuple[int, int, str]]]]:
    """By id the text and spans that every file of `data` holds."""
    rows = map(json.loads, (DATA / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    return {
        row["id"]: (row["text"], [(*one["span"], one["label"]) for one in row["entities"]]) for row in rows
    }


@pytest.fixture
def read() -> Callable:
    """Read a file; returns the documents and problems. `notes=` collects remarks."""

    def read_all(name: str, path: Path | str, *, notes: Notes | None = None, **options) -> list:
        return list(FORMATS[name].read(str(path), ReadOptions(notes=notes or Notes(), **options)))

    return read_all


@pytest.fixture
def write() -> Callable:
    """Write documents; returns what was said to be lost."""

    def write_all(name: str, documents: list, path: Path, **options) -> list[str]:
        losses = Losses(name)
        with NewFiles(overwrite=True) as files:
            FORMATS[name].write(documents, path, WriteOptions(files, losses, **options))
        return losses.lines()

    return write_all
