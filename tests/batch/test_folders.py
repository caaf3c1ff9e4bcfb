"""A local folder as the place of a run: who holds it, and what is left when a run is stopped."""

import errno
from pathlib import Path

import pytest

from hasila.batch import folders
from hasila.batch.errors import OutputError
from hasila.batch.folders import Folders


def test_a_second_run_is_refused_and_told_who_holds_the_first(tmp_path):
    lock = str(tmp_path / "work" / "lock")
    with (
        Folders().lock(lock),
        pytest.raises(OutputError, match=r"another run \(process \d+\)"),
        Folders().lock(lock),
    ):
        pass


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_run_that_is_stopped_before_it_holds_its_folder_leaves_none(tmp_path, monkeypatch, stop):
    def told_to_stop(*_):
        raise stop

    monkeypatch.setattr(folders, "_hold", told_to_stop)
    with pytest.raises(stop), Folders().lock(str(tmp_path / "work" / "lock")):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_is_left(tmp_path, monkeypatch):
    (tmp_path / "manifest.jsonl").write_text("", encoding="utf-8")
    monkeypatch.setattr(folders, "_hold", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt), Folders().lock(str(tmp_path / "lock")):
        pass
    assert (tmp_path / "manifest.jsonl").exists()


def test_a_file_is_moved_to_another_disk(tmp_path, monkeypatch):
    """A refusal of the system stands for the disk."""
    for name, text in (("part", "new"), ("place", "old")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    replace = Path.replace

    def refuse(self, to):
        if self.name == "part":
            raise OSError(errno.EXDEV, "Invalid cross-device link", str(self))
        return replace(self, to)

    monkeypatch.setattr(Path, "replace", refuse)
    Folders().move([(str(tmp_path / "part"), str(tmp_path / "place"))])
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("place", "new")]
