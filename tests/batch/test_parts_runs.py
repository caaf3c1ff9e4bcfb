"""An output of parts: as it was until it is new as a whole, and brought up to date piece by piece."""

import shutil
from pathlib import Path

import pytest
from breaking_engine import Breaking

from hasila.batch import OutputError
from hasila.batch import corpus as runs
from hasila.batch.folders import Folders

PLAIN = [f"قتل {n} شخصا" for n in range(18)]
# Three shards: bad records in the first two, near-copies across them.
MIXED = [
    "قتل 1", "قتل 2", "boom", "قتل 3",
    "قتل 1", "قتل 4", "قتل 5", "boom 2",
    "قتل 6", "قتل 4", "قتل 8", "قتل 9",
]  # fmt: skip
ALL = {"parts": True, "near_duplicates": True, "table": True}


def contents(*places: Path) -> list[dict[str, bytes]]:
    """Each place's files, by name; a file is its own only one."""
    return [
        {path.name: path.read_bytes() for path in place.iterdir()} if place.is_dir() else place.read_bytes()
        for place in places
    ]


class TestStopped:
    """What is there is what was there, whenever a run ends early."""

    def test_a_first_run_leaves_no_part(self, corpus, extracted, tmp_path):
        corpus(*PLAIN)
        with pytest.raises(OutputError, match="the disk is full"):
            extracted("corpus.jsonl", "x.jsonl", parts=True, engine=Breaking(2))
        assert not (tmp_path / "x.jsonl").exists()
        assert extracted("corpus.jsonl", "x.jsonl", parts=True, resume=True).skipped == 2

    @pytest.mark.parametrize("option", ["overwrite", "resume"])
    def test_an_older_output_stays_as_it_was(self, corpus, extracted, tmp_path, option):
        corpus(*PLAIN, "boom")
        extracted("corpus.jsonl", "x.jsonl", parts=True)
        files = [tmp_path / name for name in ("x.jsonl", "x.jsonl.manifest.jsonl", "x.quarantine.jsonl")]
        before = contents(*files)
        with pytest.raises(OutputError, match="the disk is full"):
            extracted(
                "corpus.jsonl", "x.jsonl", parts=True, pipeline="p2", engine=Breaking(2), **{option: True}
            )
        assert contents(*files) == before
        summary = extracted("corpus.jsonl", "x.jsonl", parts=True, pipeline="p2", resume=True)
        assert (summary.shards, summary.skipped) == (5, 2)
        extracted("corpus.jsonl", "expected.jsonl", parts=True, pipeline="p2")
        assert contents(tmp_path / "x.jsonl") == contents(tmp_path / "expected.jsonl")

    def test_nothing_is_lost_while_it_appears(self, corpus, extracted, tmp_path, monkeypatch):
        corpus(*PLAIN)
        move = Folders.move

        def until_the_disk_fails(self, moves):
            move(self, moves[:2])
            raise OSError(5, "Input/output error", moves[2][1])

        with monkeypatch.context() as patch:
            patch.setattr(Folders, "move", until_the_disk_fails)
            with pytest.raises(OutputError, match="Input/output error"):
                extracted("corpus.jsonl", "x.jsonl", parts=True)
        assert extracted("corpus.jsonl", "x.jsonl", parts=True, resume=True).skipped == 5
        extracted("corpus.jsonl", "expected.jsonl", parts=True)
        assert contents(tmp_path / "x.jsonl") == contents(tmp_path / "expected.jsonl")

    def test_compressed_parts_are_not_put_together_as_if_they_were_plain(self, corpus, extracted, tmp_path):
        corpus(*PLAIN)
        with pytest.raises(OutputError, match="the disk is full"):
            extracted("corpus.jsonl", "x.jsonl.gz", parts=True, engine=Breaking(2))
        extracted("corpus.jsonl", "x.jsonl.gz", resume=True)
        extracted("corpus.jsonl", "expected.jsonl.gz")
        assert contents(tmp_path / "x.jsonl.gz") == contents(tmp_path / "expected.jsonl.gz")


@pytest.fixture
def cuts(monkeypatch):
    """How many shards were cut each time that the corpus was gone through."""
    counts, cut = [], runs.cut_shards

    def counted(*arguments):
        counts.append(0)
        for shard in cut(*arguments):
            counts[-1] += 1
            yield shard

    monkeypatch.setattr(runs, "cut_shards", counted)
    return counts


class TestUpToDate:
    """--resume on a finished output, with bad records, near-copies and a table."""

    @pytest.fixture
    def finished(self, corpus, extracted):
        corpus(*MIXED)
        return extracted("corpus.jsonl", "x.jsonl", **ALL)

    @pytest.mark.usefixtures("finished")
    @pytest.mark.parametrize("kept", [True, False])
    def test_nothing_has_changed_and_nothing_is_done(self, extracted, tmp_path, cuts, kept):
        if not kept:
            shutil.rmtree(tmp_path / ".x.jsonl.hasila")
        cuts.clear()
        summary = extracted("corpus.jsonl", "x.jsonl", resume=True, **ALL)
        assert (summary.shards, summary.skipped, summary.quarantined) == (3, 3, 2)
        assert cuts == [3]

    @pytest.mark.usefixtures("finished")
    @pytest.mark.parametrize("changed", [0, 5, 9])
    def test_exactly_what_has_changed_is_read_again(self, corpus, extracted, tmp_path, cuts, changed):
        corpus(*MIXED[:changed], "قتل 6", *MIXED[changed + 1 :])
        cuts.clear()
        shown: list[bytes] = []

        def show(files):
            shown.extend(Path(file).read_bytes() for file in files)

        summary = extracted("corpus.jsonl", "x.jsonl", resume=True, on_previews=show, **ALL)
        assert (summary.shards, summary.skipped) == (3, 2)
        assert cuts == [changed // 4 + 1, 3]  # up to the first shard that has changed; then all
        found, shown = shown, []
        extracted("corpus.jsonl", "expected.jsonl", on_previews=show, **ALL)
        assert found == shown
        names = ("{}.jsonl", "{}.quarantine.jsonl", "{}.duplicates.jsonl")
        assert contents(*(tmp_path / name.format("x") for name in names)) == contents(
            *(tmp_path / name.format("expected") for name in names)
        )
        assert extracted("corpus.jsonl", "x.jsonl", resume=True, **ALL).skipped == 3

    @pytest.mark.usefixtures("finished")
    def test_a_list_of_copies_that_is_gone_is_written_without_reading_again(self, extracted, tmp_path):
        listed = tmp_path / "x.duplicates.jsonl"
        before = listed.read_bytes()
        listed.unlink()
        assert extracted("corpus.jsonl", "x.jsonl", resume=True, **ALL).skipped == 3
        assert listed.read_bytes() == before != b""

    def test_of_a_finished_run_only_that_stays_which_is_needed(self, corpus, extracted, tmp_path):
        work = tmp_path / ".x.jsonl.hasila"

        def left():
            return [path.relative_to(work).as_posix() for path in work.rglob("*") if path.is_file()]

        corpus(*MIXED)
        extracted("corpus.jsonl", "x.jsonl", parts=True)
        assert [path.rpartition("/")[0] for path in left()] == ["kept/quarantine"] * 2
        extracted("corpus.jsonl", "x.jsonl", overwrite=True, **ALL)
        assert len(left()) == 2 + 3 + 3
        corpus(*(text for text in MIXED if "boom" not in text))
        extracted("corpus.jsonl", "x.jsonl", parts=True, resume=True)
        assert not work.exists()
        assert not (tmp_path / "x.quarantine.jsonl").exists()


def test_an_output_of_files_in_another_order_is_not_up_to_date(corpus, extracted, tmp_path):
    corpus(*PLAIN[:4], name="a.jsonl")
    corpus(*PLAIN[4:8], name="b.jsonl")
    extracted(["a.jsonl", "b.jsonl"], "x.csv")
    extracted(["b.jsonl", "a.jsonl"], "x.csv", resume=True)
    extracted(["b.jsonl", "a.jsonl"], "expected.csv")
    assert contents(tmp_path / "x.csv") == contents(tmp_path / "expected.csv")
