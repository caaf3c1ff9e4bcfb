"""What the end of a run leaves, however it ends, and what it never touches."""

import shutil
from pathlib import Path

import pytest
from breaking_engine import Breaking

from hasila.batch import OutputError
from hasila.batch.files import NewFile

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


class TestQuarantine:
    """The file of bad records: of an output, but anywhere, and there only if there are any."""

    def test_it_goes_with_the_bad_records(self, corpus, extracted, tmp_path):
        quarantine = tmp_path / "x.quarantine.jsonl"
        for bad in (["boom"], ["boom", "boom!"], []):
            corpus(*TEXTS, *bad)
            extracted("corpus.jsonl", "x.jsonl", resume=True)
            assert quarantine.exists() == bool(bad)
            assert not bad or len(quarantine.read_text("utf-8").splitlines()) == len(bad)

    def test_what_is_not_of_this_output_is_not_touched(self, corpus, extracted, tmp_path):
        corpus(*TEXTS)
        notes = tmp_path / "notes.jsonl"
        notes.write_text("mine")
        with pytest.raises(OutputError, match=r"exists already; .* choose another --quarantine"):
            extracted("corpus.jsonl", "x.jsonl", quarantine="notes.jsonl")
        extracted("corpus.jsonl", "x.jsonl")
        with pytest.raises(OutputError, match=r"notes\.jsonl: exists already and is not of an earlier run"):
            extracted("corpus.jsonl", "x.jsonl", quarantine="notes.jsonl", resume=True)
        extracted("corpus.jsonl", "x.jsonl", quarantine="notes.jsonl", overwrite=True)  # none is bad
        assert notes.read_text() == "mine"

    def test_a_run_that_is_killed_after_it_has_appeared_is_resumed(
        self, corpus, extracted, tmp_path, monkeypatch
    ):
        corpus(*TEXTS, "boom")
        publish = NewFile.publish

        def killed_at_the_manifest(file):
            if file.path.name == "x.jsonl.manifest.jsonl":
                raise KeyboardInterrupt
            publish(file)

        with monkeypatch.context() as patch:
            patch.setattr(NewFile, "publish", killed_at_the_manifest)
            with pytest.raises(KeyboardInterrupt):
                extracted("corpus.jsonl", "x.jsonl")
        assert (tmp_path / "x.quarantine.jsonl").exists()
        assert not (tmp_path / "x.jsonl.manifest.jsonl").exists()
        summary = extracted("corpus.jsonl", "x.jsonl", resume=True)
        assert (summary.shards, summary.skipped, summary.quarantined) == (5, 5, 1)

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("bad", "a folder stands there"),
            ("new/", "names a folder"),
            ("./x.jsonl", "is the output already"),
            ("/dev/null", "is no file that could be replaced"),
        ],
    )
    def test_what_can_be_none_is_refused(self, corpus, extracted, tmp_path, name, message):
        corpus(*TEXTS)
        (tmp_path / "bad").mkdir()
        with pytest.raises(OutputError, match=message):
            extracted("corpus.jsonl", "x.jsonl", quarantine=name, overwrite=True)
