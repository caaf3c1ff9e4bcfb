"""`hasila extract -o OUT`: shards through an engine into files."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from hasila.cli.batch_log import JsonLog, Log, Quiet
from hasila.cli.extract_inputs import inputs_of

if TYPE_CHECKING:
    from hasila.batch import Plan
    from hasila.batch.corpus import Stop, Summary
    from hasila.batch.engines import Job
    from hasila.sources import Fields, Source

MEGABYTE = 1_048_576
# A worker with its model takes half of that; a record may take the rest.
_LEAST_MEMORY = 2048 * MEGABYTE
# So much of the machine is for workers, in tenths: the rest is this process's and the system's.
_TENTHS = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command was told, as far as it concerns a run into files."""

    inputs: list[str]
    out: str
    fields: "Fields"
    model: str
    engine: str
    workers: int | None
    address: str | None
    shard_size: int
    batch_size: int
    max_seconds: float
    max_memory: int | None
    limit: int | None
    fail: bool
    quarantine: str | None
    parts: bool
    near_duplicates: bool
    resume: bool
    overwrite: bool
    table: bool
    quiet: bool
    json_log: bool


def extract_into_files(settings: Settings) -> None:
    """Run, report, and end with the exit code that says how it went."""
    from hasila.batch import BadRecordError, EngineError, ModelError, OutputError, ShardError
    from hasila.sources import InputError, Source

    log: Log = Log("", None)
    if settings.json_log:
        log = JsonLog("", None)
    elif settings.quiet:
        log = Quiet("", None)
    try:
        plan = _plan(settings)
        source = Source(inputs_of(settings.inputs, plan.own, log.warn), settings.fields, warn=log.warn)
        # What can be known to fail is tried first; the model takes seconds to load, a corpus hours.
        source.check()
        log = type(log)(plan.quarantine, source.total_bytes)
        _run(settings, plan, source, log)
    except BadRecordError as error:
        _give_up(log, f"{error} (--on-error quarantine sets such records aside and goes on)")
    except (InputError, OutputError, ModelError, EngineError, ShardError) as error:
        _give_up(log, str(error))
    except BrokenPipeError as error:
        # A connection to a store, as a rule; into files there is no reader that could have seen enough.
        _give_up(log, f"{error.filename or settings.out}: {error.strerror or error}")


def _give_up(log: Log, message: str) -> NoReturn:
    log.error(message)
    raise typer.Exit(2)


def _run(settings: Settings, plan: "Plan", source: "Source", log: Log) -> None:
    from hasila.batch.corpus import Stop, extract
    from hasila.batch.cutting import Cut
    from hasila.batch.engines import EngineOptions, make_engine
    from hasila.cli.table import Tally

    stop = Stop()
    tally = Tally()
    workers = _workers(settings)
    job = _job(settings, plan, workers)
    previews: list[bool] = []

    def read_previews(files: list[str]) -> None:
        previews.append(True)
        for file in files:
            tally.read(file)

    started = time.perf_counter()
    summary = None
    try:
        with log.running(), _interruptible(stop, log):
            summary = extract(
                source,
                job,
                plan,
                make_engine(settings.engine, EngineOptions(workers, settings.address)),
                cut=Cut(spool="", records=settings.shard_size, limit=settings.limit),
                resume=settings.resume,
                overwrite=settings.overwrite,
                stop=stop,
                on_shard=log.shard,
                progress=log.progress,
                on_previews=read_previews if settings.table else None,
            )
    except KeyboardInterrupt:
        pass
    seconds = time.perf_counter() - started
    if summary is None or not summary.finished:
        _interrupted(plan, summary, seconds, log)
    if previews:
        tally.print(sys.stdout, plan.quantities)
    log.end(summary, seconds, _line(summary, seconds, plan))
    if summary.quarantined:
        raise typer.Exit(1)


def _plan(settings: Settings) -> "Plan":
    from dataclasses import replace

    from hasila.batch import plan_output

    plan = plan_output(settings.out, parts=settings.parts, near_duplicates=settings.near_duplicates)
    return plan if settings.quarantine is None else replace(plan, quarantine=settings.quarantine)


def _workers(settings: Settings) -> int | None:
    """How many workers; on this machine as many as there are cores and memory for, if all of them take
    what they may."""
    from hasila.batch.cores import cores, memory

    if settings.workers is not None or settings.engine != "local":
        return settings.workers
    total = memory()
    if total is None:
        return cores()
    each = _LEAST_MEMORY if settings.max_memory is None else settings.max_memory * MEGABYTE
    return max(1, min(cores(), total * _TENTHS // 10 // each))


def _memory_limit(settings: Settings, workers: int | None) -> int | None:
    """What a worker may take; None on a cluster, whose machines and limits are others'."""
    from hasila.batch.cores import memory

    if settings.max_memory is not None:
        return settings.max_memory * MEGABYTE
    total = memory()
    if total is None or settings.engine != "local" or not workers:
        return None
    return max(_LEAST_MEMORY, total * _TENTHS // 10 // workers)


def _job(settings: Settings, plan: "Plan", workers: int | None) -> "Job":
    from hasila.batch.engines import Job, Limits
    from hasila.batch.fingerprint import pipeline_fingerprint
    from hasila.records import SCHEMA_VERSION

    return Job(
        model=settings.model,
        pipeline=pipeline_fingerprint(settings.model, (SCHEMA_VERSION, settings.fields)),
        targets=plan.targets(table=settings.table),
        fields=settings.fields,
        batch_size=settings.batch_size,
        fail=settings.fail,
        limits=Limits(seconds=settings.max_seconds, memory=_memory_limit(settings, workers)),
    )


@contextmanager
def _interruptible(stop: "Stop", log: Log) -> Iterator[None]:
    """Ctrl-C lets the run finish what it is at; a second one ends it at once."""

    def interrupt(number: int, frame: Any) -> None:  # noqa: ARG001
        if stop.asked:
            raise KeyboardInterrupt
        stop.ask()
        log.warn("stopping when what is being read is done; Ctrl-C again stops at once")
        if stop.cutting:  # it may be waiting for input that never comes
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupted(plan: "Plan", summary: "Summary | None", seconds: float, log: Log) -> NoReturn:
    """Say how to go on, if there is something to go on from."""
    from hasila.batch.corpus import Summary
    from hasila.batch.places import join, storage_of

    done = len(storage_of(plan.work).lines(join(plan.work, "manifest.jsonl")))
    if done:
        kept = "1 shard is" if done == 1 else f"{done:,} shards are"
        line = f"interrupted; {kept} done and kept: the same command with --resume goes on from there"
    else:
        line = "interrupted; no file was written"
    log.end(summary or Summary(), seconds, line)
    raise typer.Exit(130)


def _line(summary: "Summary", seconds: float, plan: "Plan") -> str:
    """The line at the end: how much was read, how fast, where it is."""
    parts = [f"{summary.documents:,} documents", f"{summary.quantities:,} quantities"]
    parts.append(f"{summary.quarantined:,} quarantined")
    if summary.skipped == summary.shards and summary.shards:
        parts.append("all of them done before")
    else:
        if summary.skipped:
            parts.append(f"{summary.skipped:,} of {summary.shards:,} shards done before")
        parts.append(f"{summary.words_now / max(seconds, 1e-9):,.0f} words/s")
    files = [*plan.files, *([plan.quarantine] if summary.quarantined else [])]
    return f"{', '.join(parts)}; see {', '.join(files)}"
