"""What the end of a run leaves, however it ends, and what it never touches."""

import shutil
from pathlib import Path

import pytest
from breaking_engine import Breaking

from hasila.batch import OutputError

TEXTS = [f"قتل {n} شخصا" for n in range(18)]


def raising(error):
    """A function that is never done."""

    def stopped(*arguments, **options):
        raise error

    return stopped


def left(folder: Path) -> set[str]:
    """All files but the corpus."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return files - {"corpus.jsonl"}


@pytest.mark.parametrize("at", ["sweep", "Manifest"])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(143), PermissionError(13, "denied")])
@pytest.mark.parametrize("options", [{"resume": True}, {"overwrite": True}])
def test_a_run_that_is_stopped_while_it_starts_keeps_what_is_done(
    corpus, extracted, tmp_path, monkeypatch, at, error, options
):
    corpus(*TEXTS)
    with pytest.raises(OutputError, match="the disk is full"):
        extracted("corpus.jsonl", "x.jsonl", engine=Breaking(2))
    before = left(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(f"hasila.batch.corpus.{at}", raising(error))
        with pytest.raises((type(error), OutputError)):
            extracted("corpus.jsonl", "x.jsonl", **options)
    assert left(tmp_path) == before
    assert extracted("corpus.jsonl", "x.jsonl", resume=True).skipped == 2


def test_a_run_that_is_stopped_while_it_starts_anew_leaves_no_folder(
    corpus, extracted, tmp_path, monkeypatch
):
    corpus(*TEXTS)
    monkeypatch.setattr("hasila.batch.corpus.Manifest", raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        extracted("corpus.jsonl", "x.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["corpus.jsonl"]


def test_a_run_that_is_killed_while_it_cleans_up_is_done(corpus, extracted, tmp_path, monkeypatch):
    corpus(*TEXTS)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", raising(SystemExit(137)))
        with pytest.raises(SystemExit):
            extracted("corpus.jsonl", "x.jsonl")
    work = tmp_path / ".x.jsonl.hasila"
    assert (work / "lock").is_file()  # until the end it keeps others out of the folder
    assert not (work / "manifest.jsonl").exists()  # else the shards would be read again
    assert extracted("corpus.jsonl", "x.jsonl", resume=True).skipped == 5
    assert left(tmp_path) == {"x.jsonl", "x.jsonl.manifest.jsonl"}
    assert not work.exists()
