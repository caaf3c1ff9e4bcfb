"""A whole run: a corpus through a pipeline into files, safe from crashes, in as many steps as it takes.

A shard is done when its files are there and its line is in the manifest of the run; a run that was killed
goes on by skipping those. When all are done, their files are put together, the output appears, and the
folder of the run is removed.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from hasila.batch.cutting import Cut, cut_shards
from hasila.batch.engines.types import Engine, Job, Progress, Shard, ShardReport
from hasila.batch.errors import OutputError
from hasila.batch.manifest import MANIFEST, Manifest
from hasila.batch.outputs import output_errors
from hasila.batch.part_files import PartFiles
from hasila.batch.places import join, storage_of
from hasila.batch.plan import Plan
from hasila.batch.publishing import (
    check_place,
    clean,
    is_published,
    parts_are_published,
    publish,
    sweep,
)
from hasila.sources import Source


@dataclass(slots=True)
class Summary:
    """What a run did.

    Attributes:
        documents, quantities, quarantined, words: Of the whole corpus.
        words_now: Of the shards that this run has read itself.
        shards, skipped: How many shards there are, and how many of them were done before.
        finished: Whether the output is there; False if the run was told to stop.
    """

    documents: int = 0
    quantities: int = 0
    quarantined: int = 0
    words: int = 0
    words_now: int = 0
    shards: int = 0
    skipped: int = 0
    finished: bool = False

    def add(self, report: ShardReport, *, skipped: bool) -> None:
        """Count a shard."""
        self.documents += report.documents
        self.quantities += report.quantities
        self.quarantined += report.quarantined
        self.words += report.words
        self.words_now += 0 if skipped else report.words
        self.shards += 1
        self.skipped += skipped


# Called when a shard is done: its report, how far it goes through the bytes of the inputs, and whether it
# was done by an earlier run.
OnShard = Callable[[ShardReport, int, bool], None]


@dataclass(slots=True)
class Stop:
    """How a run is told to stop when the shards that are being read are done."""

    _asked: threading.Event = field(default_factory=threading.Event)
    cutting: bool = False

    def ask(self) -> None:
        """Begin no more shards."""
        self._asked.set()

    @property
    def asked(self) -> bool:
        return self._asked.is_set()


def extract(
    source: Source,
    job: Job,
    plan: Plan,
    engine: Engine,
    *,
    cut: Cut,
    resume: bool = False,
    overwrite: bool = False,
    stop: Stop | None = None,
    on_shard: OnShard | None = None,
    progress: Progress | None = None,
    on_previews: Callable[[list[str]], None] | None = None,
) -> Summary:
    """Read all of a source and write what `plan` says.

    Args:
        source: The corpus.
        job: How it is read; its targets are `plan.targets()`.
        plan: What is written.
        engine: Where the work is done.
        cut: How the corpus is cut; results don't depend on it, but a run can only be resumed with the same.
        resume: Go on with an unfinished run, or bring a finished one up to date.
        overwrite: Begin anew, and replace what is there.
        stop: To be told to stop.
        on_shard: Called when a shard is done.
        progress: Called while shards are read.
        on_previews: Called at the end with the files of the target `table`.

    Raises:
        OutputError: the output is there already, can't be written, or another run writes it.
        InputError, ModelError, EngineError, ShardError, BadRecordError: the run can't go on, and why.
    """
    run = _Run(job, plan, stop or Stop(), on_shard)
    storage = storage_of(plan.work)
    with output_errors():
        check_place(plan, resume=resume, overwrite=overwrite)
        with storage.lock(join(plan.work, "lock")):
            try:
                run.begin(resume=resume, overwrite=overwrite)
                if resume and run.nothing_new(source, cut):
                    return run.summary
                reports = run.shards(source, replace(cut, spool=join(plan.work, "spool")), engine, progress)
                if not run.stop.asked:
                    reports = publish(plan, run.files, reports, left_out=run.left_out)
                    if on_previews is not None:
                        on_previews(list(run.files.paths(reports, "table")))
                    run.summary.finished = True
            finally:
                clean(plan, job.targets, finished=run.summary.finished)
    return run.summary


class _Run:
    """The shards of one run."""

    def __init__(self, job: Job, plan: Plan, stop: Stop, on_shard: OnShard | None) -> None:
        self._job = job
        self._plan = plan
        self.stop = stop
        self.files = PartFiles(job.targets, plan.homes)
        self._on_shard = on_shard
        self.summary = Summary()
        self.left_out = False
        self._looked_up: tuple[str, ShardReport | None] | None = None

    def begin(self, *, resume: bool, overwrite: bool) -> None:
        """Look at what an earlier run has left.

        Raises:
            OutputError: it has left something, and nobody has said what to do with it.
        """
        plan = self._plan
        path = join(plan.work, MANIFEST)
        storage = storage_of(path)
        sweep(plan, self._job.targets)
        self._manifest = Manifest(path, plan.manifest)
        self.left_out = self._manifest.left_out
        if overwrite:
            for name in (MANIFEST, "parts"):
                storage.remove(join(plan.work, name))
            self._manifest.forget()
        storage.remove(join(plan.work, "spool"))
        if self._manifest.unfinished and not resume:
            done = self._manifest.unfinished
            raise OutputError(
                f"{plan.work}: an unfinished run that has done {done} shard{'s'[: done != 1]}; "
                f"--resume goes on with it, --overwrite begins anew"
            )

    def nothing_new(self, source: Source, cut: Cut) -> bool:
        """Whether a finished run has read the same corpus in the same way, and its output is there.

        It goes through the corpus up to the first shard of which that is not so.
        """
        manifest = self._manifest
        if manifest.unfinished or not manifest.earlier or any(item.path == "-" for item in source.inputs):
            return False
        if not is_published(self._plan):
            return False
        reports: list[ShardReport] = []
        for shard in cut_shards(Source(source.inputs, source.fields), cut, lambda _: True):
            report = manifest.find(shard.fingerprint, self._job.pipeline)
            if report is None or report.shard != shard.number:  # it is new, or stood elsewhere
                return False
            if not parts_are_published(self._plan, report):
                return False
            reports.append(report)
        if len(reports) != manifest.earlier:
            return False
        for report in reports:
            self.summary.add(report, skipped=True)
        self.summary.finished = True
        return True

    def shards(
        self, source: Source, cut: Cut, engine: Engine, progress: Progress | None
    ) -> list[ShardReport]:
        """Have all shards done that are not; the reports of all, in order."""
        reports: dict[int, ShardReport] = {}
        sizes: dict[int, int] = {}

        def pending() -> Iterator[Shard]:
            shards = cut_shards(source, cut, lambda fingerprint: self._done(fingerprint) is not None)
            while not self.stop.asked and (shard := self._next(shards)) is not None:
                sizes[shard.number] = shard.size
                done = self._done(shard.fingerprint)
                if done is None:
                    yield shard
                else:
                    reports[shard.number] = replace(done, shard=shard.number)
                    self._note(done, shard.size, skipped=True)

        with _closing(engine.run(self._job, pending(), progress)) as running:
            for report in running:
                storage_of(cut.spool).remove(join(cut.spool, f"{report.shard:06d}"))
                self._manifest.add(report)
                reports[report.shard] = report
                self._note(report, sizes.pop(report.shard), skipped=False)
        return [reports[number] for number in sorted(reports)]

    def _next(self, shards: Iterator[Shard]) -> Shard | None:
        """The next shard. Who asks to stop may do so by interrupting this, as it may wait for input."""
        self.stop.cutting = True
        try:
            return next(shards, None)
        except KeyboardInterrupt:
            if self.stop.asked:
                return None
            raise
        finally:
            self.stop.cutting = False

    def _done(self, fingerprint: str) -> ShardReport | None:
        """The report of a shard that needs no work."""
        if self._looked_up is None or self._looked_up[0] != fingerprint:  # it is asked for twice running
            report = self._manifest.find(fingerprint, self._job.pipeline)
            if report is not None and not self.files.are_there(report):
                report = None
            self._looked_up = fingerprint, report
        return self._looked_up[1]

    def _note(self, report: ShardReport, size: int, *, skipped: bool) -> None:
        self.summary.add(report, skipped=skipped)
        if self._on_shard is not None:
            self._on_shard(report, size, skipped)


@contextmanager
def _closing(running: Iterator[ShardReport]) -> Iterator[Iterator[ShardReport]]:
    """An engine at work, that is ended with the block however that ends."""
    try:
        yield running
    finally:
        close: Any = getattr(running, "close", None)
        if close is not None:
            close()
