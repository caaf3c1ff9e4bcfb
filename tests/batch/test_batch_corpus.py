"""Whole runs: what is done is not done again, and what has changed is."""

import json
import multiprocessing
import os
from pathlib import Path

import pytest
from breaking_engine import Breaking
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from hasila.batch import OutputError, plan_output
from hasila.batch.corpus import Stop
from hasila.batch.folders import Folders

TEXTS = [f"قتل {n} شخصا" for n in range(18)]


def ids(path):
    return [json.loads(line)["id"] for line in Path(path).read_text("utf-8").splitlines()]


def manifest(path):
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def values(path):
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    return [quantity["value"] for row in rows for quantity in row["quantities"]]


def test_an_unfinished_run_must_be_resumed_or_begun_anew(corpus, extracted, tmp_path):
    corpus(*TEXTS)
    with pytest.raises(OutputError, match="the disk is full"):
        extracted("corpus.jsonl", "x.jsonl", engine=Breaking(2))
    assert not (tmp_path / "x.jsonl").exists()
    with pytest.raises(OutputError, match=r"unfinished run that has done 2 shards; --resume"):
        extracted("corpus.jsonl", "x.jsonl")
    summary = extracted("corpus.jsonl", "x.jsonl", resume=True)
    assert (summary.shards, summary.skipped, summary.documents) == (5, 2, 18)
    assert ids("x.jsonl") == [str(n) for n in range(18)]
    assert [row["shard"] for row in manifest("x.jsonl.manifest.jsonl")] == list(range(5))
    assert not (tmp_path / ".x.jsonl.hasila").exists()


def test_a_run_begun_anew_uses_nothing_of_the_old_one(corpus, extracted):
    corpus(*TEXTS)
    with pytest.raises(OutputError):
        extracted("corpus.jsonl", "x.jsonl", engine=Breaking(2))
    assert extracted("corpus.jsonl", "x.jsonl", overwrite=True).skipped == 0


def test_parts_that_are_gone_or_cut_off_are_made_again(corpus, extracted, tmp_path):
    corpus(*TEXTS)
    with pytest.raises(OutputError):
        extracted("corpus.jsonl", "x.jsonl", engine=Breaking(4))
    first, second, *_ = sorted((tmp_path / ".x.jsonl.hasila/parts/jsonl").iterdir())
    first.unlink()
    second.write_bytes(second.read_bytes()[:-5])
    assert extracted("corpus.jsonl", "x.jsonl", resume=True).skipped == 2
    assert ids("x.jsonl") == [str(n) for n in range(18)]


def test_a_line_of_the_manifest_that_was_cut_off_is_no_line(corpus, extracted, tmp_path):
    corpus(*TEXTS)
    with pytest.raises(OutputError):
        extracted("corpus.jsonl", "x.jsonl", engine=Breaking(2))
    file = tmp_path / ".x.jsonl.hasila/manifest.jsonl"
    file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(OutputError):
        extracted("corpus.jsonl", "x.jsonl", engine=Breaking(2), resume=True)
    assert extracted("corpus.jsonl", "x.jsonl", resume=True).skipped == 3


def test_leftovers_of_killed_processes_are_removed(corpus, extracted, tmp_path):
    corpus(*TEXTS)
    for folder in (tmp_path / "x.jsonl", tmp_path / ".x.jsonl.hasila/parts/folders/jsonl"):
        folder.mkdir(parents=True)
        (folder / ".part-000000-0123456789ab.jsonl.99.partial").write_text("x")
    (tmp_path / ".x.jsonl.manifest.jsonl.99.partial").write_text("x")
    (tmp_path / ".x.jsonl.hasila/spool").mkdir()
    (tmp_path / ".x.jsonl.hasila/spool/000000").write_text("x")
    extracted("corpus.jsonl", "x.jsonl", parts=True)
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    parts_left = {name for name in left if name.startswith("x.jsonl/part-")}
    assert left - parts_left == {"corpus.jsonl", "x.jsonl.manifest.jsonl"}
    assert len(parts_left) == 5


class TestFinishedRun:
    """--resume on an output that is there."""

    def test_nothing_has_changed_and_nothing_is_done(self, corpus, extracted, tmp_path):
        corpus(*TEXTS)
        extracted("corpus.jsonl", "x.jsonl")
        before = (tmp_path / "x.jsonl").stat()
        summary = extracted("corpus.jsonl", "x.jsonl", resume=True)
        assert (summary.shards, summary.skipped, summary.documents, summary.finished) == (5, 5, 18, True)
        assert os.path.samestat((tmp_path / "x.jsonl").stat(), before)

    @pytest.mark.parametrize("change", ["text", "more", "model", "output gone"])
    def test_what_has_changed_is_read_again(self, corpus, extracted, tmp_path, change):
        corpus(*TEXTS)
        extracted("corpus.jsonl", "x.jsonl")
        texts = [*TEXTS[:5], "قتل 555 شخصا", *TEXTS[6:]] if change == "text" else TEXTS
        corpus(*texts, *["قتل 9"] * (change == "more"))
        if change == "output gone":
            (tmp_path / "x.jsonl").unlink()
        summary = extracted(
            "corpus.jsonl", "x.jsonl", resume=True, pipeline="p2" if change == "model" else "p1"
        )
        assert summary.skipped == 0  # the parts of a finished run are gone
        expected = [str(n) for n in range(18)]
        expected = [*expected[:5], "555", *expected[6:]] if change == "text" else expected
        assert values("x.jsonl") == expected + ["9"] * (change == "more")

    def test_what_is_not_of_a_run_is_not_replaced(self, corpus, extracted, tmp_path):
        corpus(*TEXTS)
        (tmp_path / "x.jsonl").write_text("mine")
        with pytest.raises(OutputError, match=r"x\.jsonl: exists already and is not of an earlier run"):
            extracted("corpus.jsonl", "x.jsonl", resume=True)


class TestParts:
    """--parts: a file for each shard is the output."""

    def test_each_file_of_the_output_is_a_folder(self, corpus, extracted, tmp_path):
        corpus(*TEXTS)
        extracted("corpus.jsonl", "whole.jsonl")
        extracted("corpus.jsonl", "out/", parts=True)
        for name in ("documents.jsonl", "documents.parquet", "quantities.parquet", "quantities.csv"):
            assert len(list((tmp_path / "out" / name).iterdir())) == 5
        parts = sorted((tmp_path / "out/documents.jsonl").iterdir())
        assert b"".join(part.read_bytes() for part in parts) == (tmp_path / "whole.jsonl").read_bytes()
        rows = manifest("out/manifest.jsonl")
        assert [row["files"][0]["name"] for row in rows] == [part.name for part in parts]

    @pytest.mark.parametrize(
        ("change", "skipped"),
        [("none", 5), ("text", 4), ("more", 4), ("model", 0), ("fewer", 4), ("part gone", 4)],
    )
    def test_exactly_what_has_changed_is_read_again(self, corpus, extracted, tmp_path, change, skipped):
        corpus(*TEXTS)
        extracted("corpus.jsonl", "x.jsonl", parts=True)
        texts = {
            "text": [*TEXTS[:5], "قتل 555 شخصا", *TEXTS[6:]],
            "more": [*TEXTS, "قتل 9"],
            "fewer": TEXTS[:17],
        }.get(change, TEXTS)
        corpus(*texts)
        if change == "part gone":
            sorted((tmp_path / "x.jsonl").iterdir())[2].unlink()
        pipeline = "p2" if change == "model" else "p1"
        summary = extracted("corpus.jsonl", "x.jsonl", parts=True, resume=True, pipeline=pipeline)
        assert (summary.shards, summary.skipped) == (5, skipped)
        extracted("corpus.jsonl", "expected.jsonl", parts=True, pipeline=pipeline)
        assert {p.name: p.read_bytes() for p in (tmp_path / "x.jsonl").iterdir()} == {
            p.name: p.read_bytes() for p in (tmp_path / "expected.jsonl").iterdir()
        }

    def test_a_new_file_before_others_moves_their_parts(self, corpus, extracted, tmp_path):
        (tmp_path / "news").mkdir()
        corpus(*TEXTS[:4], name="news/b.jsonl")
        corpus(*TEXTS[4:8], name="news/c.jsonl")
        extracted("news", "x.jsonl", parts=True)
        corpus("قتل 9", "قتل 8", name="news/a.jsonl")
        summary = extracted("news", "x.jsonl", parts=True, resume=True)
        assert (summary.shards, summary.skipped) == (3, 2)
        parts = sorted((tmp_path / "x.jsonl").iterdir())
        assert [part.name[:11] for part in parts] == ["part-000000", "part-000001", "part-000002"]
        assert [value for part in parts for value in values(part)] == ["9", "8", *map(str, range(8))]

    def test_a_file_is_not_taken_for_a_folder(self, corpus, extracted, tmp_path):
        corpus(*TEXTS)
        (tmp_path / "x.jsonl").write_text("mine")
        with pytest.raises(OutputError, match="a file stands there"):
            extracted("corpus.jsonl", "x.jsonl", parts=True, overwrite=True)

    def test_parts_are_no_input(self, corpus, extracted, tmp_path):
        corpus(*TEXTS, name="a.jsonl")
        extracted(".", "x.jsonl", parts=True)
        assert extracted(".", "x.jsonl", parts=True, resume=True).skipped == 5


def test_docbins_hold_what_the_pipeline_found(corpus, extracted, tmp_path):
    corpus("قتل 44 \ud800 و5", "", "boom", *TEXTS)
    extracted("corpus.jsonl", "x.spacy")
    parts = sorted((tmp_path / "x.spacy").iterdir())
    assert len(parts) == 6
    docs = list(DocBin().from_disk(parts[0]).get_docs(Vocab()))
    assert [doc.text for doc in docs] == ["قتل 44 \ufffd و5", "", TEXTS[0]]
    assert [quantity["value"] for quantity in docs[0]._.quantities] == ["44", "5"]
    assert docs[0].user_data["hasila_record"]["id"] == "0"
    before = [part.read_bytes() for part in parts]
    extracted("corpus.jsonl", "x.spacy", overwrite=True)
    assert [part.read_bytes() for part in parts] == before


def test_a_run_that_is_told_to_stop_keeps_what_is_done(corpus, extracted, tmp_path):
    corpus(*TEXTS)
    stop = Stop()

    def after_two(report, size, skipped):
        if report.shard == 1:
            stop.ask()

    summary = extracted("corpus.jsonl", "x.jsonl", stop=stop, on_shard=after_two)
    assert (summary.finished, summary.shards) == (False, 2)
    assert not (tmp_path / "x.jsonl").exists()
    summary = extracted("corpus.jsonl", "x.jsonl", resume=True)
    assert (summary.finished, summary.skipped) == (True, 2)


def hold(path, held, done):
    with Folders().lock(path):
        held.set()
        done.wait(60)


def test_two_runs_on_one_output_refuse_each_other(corpus, extracted, tmp_path):
    corpus(*TEXTS)
    spawn = multiprocessing.get_context("spawn")
    held, done = spawn.Event(), spawn.Event()
    path = f"{tmp_path}/.x.jsonl.hasila/lock"
    other = spawn.Process(target=hold, args=(path, held, done))
    other.start()
    assert held.wait(60)
    with pytest.raises(OutputError, match=rf"another run \(process {other.pid}\) writes this output"):
        extracted("corpus.jsonl", "x.jsonl")
    other.kill()  # and lets go by that
    other.join()
    assert extracted("corpus.jsonl", "x.jsonl").finished


def test_a_target_that_is_read_only(corpus, extracted, tmp_path, monkeypatch):
    """Permissions don't stop the superuser, so a refusal of the system stands for them."""
    corpus(*TEXTS)

    def refuse(self, *arguments, **options):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match=r"hasila: Permission denied"):
        extracted("corpus.jsonl", "x.jsonl")


@pytest.mark.parametrize(
    ("out", "work"),
    [("x.jsonl", ".x.jsonl.hasila"), ("a/b.csv", "a/.b.csv.hasila"), ("out/", "out/.hasila"),
     ("s3://b/x.jsonl.gz", "s3://b/.x.jsonl.gz.hasila"), ("s3://b/out", "s3://b/out/.hasila")],
)  # fmt: skip
def test_the_folder_of_a_run_is_beside_its_output(out, work):
    assert plan_output(out).work == work
