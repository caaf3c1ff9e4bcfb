"""The engine on Spark: a job of one task for each shard, many at once, on a cluster or on this machine.

One job a shard and not one for all: so a shard is known to be done when it is, and goes into the manifest,
and no more of the corpus is cut than is being read. Spark does a task again that goes down with its
process or machine; what a record can do is `run_shard`'s to mind.
"""

import os
import queue
import shutil
import sys
import threading
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from hasila.batch.cores import cores
from hasila.batch.engines.signals import kept_signals
from hasila.batch.engines.types import EngineOptions, Job, Progress, Shard, ShardReport
from hasila.batch.errors import EngineError, ShardError
from hasila.batch.shard_work import run_shard

# How often a task may go down on this machine before its shard is given up; a cluster has its own setting.
_TRIES = 5
_ANY_CORES = "local[*]"
_JAVA = "Java 17 or newer is needed: apt install openjdk-17-jre-headless, or set JAVA_HOME"


class SparkEngine:
    """Jobs of Spark: of the session there is in this process, or of one started here.

    `options.address` is the master of a new session (`yarn`, `spark://HOST:7077`); without one it is what
    Spark's own configuration says, else this machine. `options.workers` is how many shards are read at
    once; None for as many as Spark has cores.
    """

    def __init__(self, options: EngineOptions) -> None:
        """Nothing is started yet.

        Raises:
            ImportError: PySpark is not installed.
        """
        import pyspark

        self._pyspark: Any = pyspark
        self._address = options.address
        self._workers = options.workers

    def run(
        self,
        job: Job,
        shards: Iterable[Shard],
        progress: Progress | None = None,  # noqa: ARG002 - known only shard by shard
    ) -> Iterator[ShardReport]:
        """The reports of all shards, as they are done."""
        context, started = self._context()
        jobs = _Jobs(self._pyspark, context, job)
        try:
            for shard in shards:
                jobs.put(shard)
                while jobs.in_flight >= (self._workers or 2 * context.defaultParallelism):
                    yield jobs.take()
            while jobs.in_flight:
                yield jobs.take()
        finally:
            jobs.close()
            if started:
                context.stop()

    def _context(self) -> tuple[Any, bool]:
        """Spark's context, and whether it was started for this run.

        Raises:
            EngineError: Spark can't be started.
        """
        if self._pyspark.SparkContext._active_spark_context is not None:
            return self._pyspark.SparkContext.getOrCreate(), False
        if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
            raise EngineError(f"Spark can't be started: no java found. {_JAVA}")
        # Workers of this machine run this Python and no other; a cluster's own setting is let be.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        try:
            with kept_signals():  # or Ctrl-C would cancel all jobs and end the run at once
                return self._pyspark.SparkContext(conf=self._configuration()), True
        except Exception as error:
            reason = " ".join(str(error).split())[:300]
            hint = f" ({_JAVA})" if "JAVA_GATEWAY" in reason else ""
            where = "Spark" if self._address is None else f"Spark at {self._address}"
            raise EngineError(f"{where} can't be started: {reason}{hint}") from error

    def _configuration(self) -> Any:
        """The settings of a new context: those of Spark's own configuration, and a few of ours."""
        configuration = self._pyspark.SparkConf()
        master = self._address
        if master is None:
            # Only the JVM knows what files and variables configure; of nothing it makes `local[*]`.
            self._pyspark.SparkContext._ensure_initialized()
            configuration = self._pyspark.SparkConf()
            master = configuration.get("spark.master", _ANY_CORES)
        if master == _ANY_CORES:
            master = f"local[{self._workers or cores()},{_TRIES}]"
        if master.startswith("local"):
            configuration.set("spark.ui.enabled", "false")
            configuration.set("spark.driver.bindAddress", "127.0.0.1")
            configuration.set("spark.driver.host", "127.0.0.1")
            configuration.set("spark.log.level", "ERROR")
        configuration.set("spark.ui.showConsoleProgress", "false")
        return configuration.setMaster(master).setAppName("hasila extract")


class _Jobs:
    """Threads, each of which waits for the job of a shard."""

    def __init__(self, pyspark: Any, context: Any, job: Job) -> None:
        self._pyspark = pyspark
        self._context = context
        self._job = job
        self._group = f"hasila-{uuid.uuid4().hex}"
        self._tasks: queue.SimpleQueue[Shard | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[ShardReport | BaseException] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self.in_flight = 0

    def put(self, shard: Shard) -> None:
        """Have a shard done."""
        self.in_flight += 1
        self._tasks.put(shard)
        if len(self._threads) < self.in_flight:
            # A thread of Spark's has a thread of its own in the JVM, and so a job group of its own.
            thread = self._pyspark.InheritableThread(target=self._work, daemon=True)
            self._threads.append(thread)
            thread.start()

    def take(self) -> ShardReport:
        """The next report; raises what a task raised."""
        result = self._results.get()
        self.in_flight -= 1
        if isinstance(result, BaseException):
            raise result
        return result

    def close(self) -> None:
        """End all jobs and threads."""
        for _ in self._threads:
            self._tasks.put(None)
        if self.in_flight:
            self._context.cancelJobGroup(self._group)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        self._context.setJobGroup(self._group, "hasila extract", interruptOnCancel=True)
        while (shard := self._tasks.get()) is not None:
            self._results.put(self._done(shard))

    def _done(self, shard: Shard) -> ShardReport | BaseException:
        """The report of a shard, or what came instead."""
        job = self._job  # and not `self`, which can't be sent
        try:
            (result,) = self._context.parallelize([shard], 1).map(lambda one: _attempt(job, one)).collect()
        except Exception as error:  # noqa: BLE001 - raised again by `take`
            reason = " ".join(str(error).split())[:300]
            return ShardError(f"shard {shard.number} ({shard.first}): its task went down: {reason}")
        found: ShardReport | BaseException = result
        return found


def _attempt(job: Job, shard: Shard) -> ShardReport | Exception:
    """What a task gives. Errors that would be the same the next time are no reason to try again."""
    try:
        return run_shard(job, shard)
    except Exception as error:  # noqa: BLE001 - raised again by the driver
        return error
