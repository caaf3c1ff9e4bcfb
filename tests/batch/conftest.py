"""A small pipeline for what a run does around one, in this process and in workers, and shards to run."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from s3_server import home, s3_bucket, s3_checks_keys, s3_client, s3_server  # noqa: F401 - fixtures
from spacy.language import Language

from hasila.batch import plan_output
from hasila.batch.corpus import extract
from hasila.batch.cutting import Cut, cut_shards
from hasila.batch.engines import EngineOptions, Job, Limits, Target, make_engine
from hasila.records import to_json
from hasila.sources import Fields, Record, Source, find_inputs

TRAPS = Path(__file__).parent / "traps"
sys.path.insert(0, str(TRAPS))

import hasila_traps  # noqa: E402, F401 - registers the component in this process


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("ar")
    nlp.add_pipe("hasila_traps")
    return nlp


@pytest.fixture
def records():
    """Records of the given texts, with ids 0, 1, 2 …"""
    return lambda *texts: [Record(str(n), text, {}, "a.jsonl", n + 1) for n, text in enumerate(texts)]


@pytest.fixture(scope="session")
def traps(tmp_path_factory):
    """The folder of a pipeline with the component; processes started from now on can load it."""
    base = tmp_path_factory.mktemp("traps")
    installed = base / "hasila_traps-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: hasila-traps\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text("[spacy_factories]\nhasila_traps = hasila_traps:make_traps\n")
    small = spacy.blank("ar")
    small.add_pipe("hasila_traps")
    small.to_disk(base / "model")
    with pytest.MonkeyPatch.context() as patch:
        for folder in (TRAPS, base):
            patch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
        yield base / "model"


@pytest.fixture
def corpus(tmp_path):
    """Write texts as JSON lines; returns the file."""

    def write(*texts: str, name: str = "corpus.jsonl") -> Path:
        lines = [to_json({"id": str(n), "text": text}) for n, text in enumerate(texts)]
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


@pytest.fixture
def shards_of(tmp_path):
    """The shards of a file, of so many records."""

    def cut(path: Path, records: int = 4):
        source = Source(find_inputs([str(path)])[0], Fields())
        return cut_shards(source, Cut(records=records, spool=str(tmp_path / "spool")))

    return cut


@pytest.fixture
def job_of(tmp_path, traps):
    """A job whose parts go to the folder `parts`."""

    def make(folder: str = "parts", seconds: float = 60, **options) -> Job:
        base = str(tmp_path / folder)
        targets = (
            Target("jsonl", f"{base}/documents.jsonl", ".jsonl"),
            Target("quantities.csv", f"{base}/quantities.csv", ".csv"),
            Target("quarantine", f"{base}/quarantine", ".jsonl"),
        )
        options = {"model": str(traps), "pipeline": "p1", "batch_size": 2, **options}
        return Job(targets=targets, limits=Limits(seconds=seconds), **options)

    return make


@pytest.fixture
def extracted(tmp_path, monkeypatch, traps):
    """A whole run in an empty folder and in this process, in shards of four; returns its summary."""
    monkeypatch.chdir(tmp_path)

    def run(
        names,
        out: str,
        *,
        records=4,
        parts=False,
        near_duplicates=False,
        engine=None,
        pipeline="p1",
        table=False,
        quarantine=None,
        **options,
    ):
        plan = plan_output(out, parts=parts, near_duplicates=near_duplicates)
        plan = replace(plan, quarantine=quarantine or plan.quarantine)
        names = [names] if isinstance(names, str | Path) else names
        inputs, _ = find_inputs([str(name) for name in names], exclude=map(Path, plan.own))
        source = Source(inputs, Fields())
        source.check()
        job = Job(model=str(traps), pipeline=pipeline, targets=plan.targets(table=table), batch_size=2)
        engine = engine or make_engine("local", EngineOptions(workers=0))
        return extract(source, job, plan, engine, cut=Cut(spool="", records=records), **options)

    return run
