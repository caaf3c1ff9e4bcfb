"""A local folder as the place of a run: who holds it, and what is left when a run is stopped."""

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
