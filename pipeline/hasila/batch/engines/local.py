"""The engine of one machine: worker processes, each watched over by a thread of this one.

Processes are started anew, not forked: a copy of a process with threads may hang, and would hold the
parent's memory.
"""

import queue
import threading
from collections.abc import Iterable, Iterator

from hasila.batch.cores import cores
from hasila.batch.engines.types import EngineOptions, Job, Progress, Shard, ShardReport
from hasila.batch.errors import BadRecordError
from hasila.batch.parts import write_shard
from hasila.batch.supervise import Worker
from hasila.batch.worker import load_pipeline


class LocalEngine:
    """So many worker processes; with 0, this process itself, without anything watching over it."""

    def __init__(self, options: EngineOptions) -> None:
        self._workers = cores() if options.workers is None else options.workers

    def run(
        self, job: Job, shards: Iterable[Shard], progress: Progress | None = None
    ) -> Iterator[ShardReport]:
        """The reports of all shards, as they are done."""
        if self._workers == 0:
            nlp = None
            for shard in shards:
                nlp = nlp or load_pipeline(job.model)
                yield write_shard(nlp, job, shard)
            return
        pool = _Pool(job, self._workers, progress)
        try:
            for shard in shards:
                pool.put(shard)
                # One shard waits for each worker, so that none of them waits for the next to be cut.
                while pool.waiting > self._workers:
                    yield pool.take()
            while pool.in_flight:
                yield pool.take()
        finally:
            pool.close()


class _Pool:
    """Threads with a worker each, started as there is work for them."""

    def __init__(self, job: Job, size: int, progress: Progress | None) -> None:
        self._job = job
        self._size = size
        self._progress = progress
        self._tasks: queue.SimpleQueue[Shard | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[tuple[int, ShardReport | BaseException]] = queue.SimpleQueue()
        self._workers: list[Worker] = []
        self._threads: list[threading.Thread] = []
        self._numbers: set[int] = set()

    @property
    def in_flight(self) -> int:
        """Shards that were given and not taken back."""
        return len(self._numbers)

    @property
    def waiting(self) -> int:
        """Shards that no worker has begun."""
        return self.in_flight - len(self._workers)

    def put(self, shard: Shard) -> None:
        """Have a shard done."""
        self._numbers.add(shard.number)
        self._tasks.put(shard)
        if len(self._workers) < min(self._size, self.in_flight):
            worker = Worker(self._job, self._progress)
            thread = threading.Thread(target=self._work, args=(worker,), daemon=True)
            self._workers.append(worker)
            self._threads.append(thread)
            thread.start()

    def take(self) -> ShardReport:
        """The next report.

        Raises what the worker raised; of several bad records the first, whichever was met first.
        """
        number, result = self._results.get()
        self._numbers.remove(number)
        if isinstance(result, BadRecordError):
            first, error = number, result
            while any(number < first for number in self._numbers):
                number, other = self._results.get()
                self._numbers.remove(number)
                if isinstance(other, BadRecordError) and number < first:
                    first, error = number, other
            raise error
        if isinstance(result, BaseException):
            raise result
        return result

    def _work(self, worker: Worker) -> None:
        while (shard := self._tasks.get()) is not None:
            try:
                self._results.put((shard.number, worker.run(shard)))
            except BaseException as error:  # noqa: BLE001 - raised again by `take`
                self._results.put((shard.number, error))

    def close(self) -> None:
        """End the workers and the threads."""
        for _ in self._threads:
            self._tasks.put(None)
        for worker in self._workers:
            worker.close()
        for thread in self._threads:
            thread.join()
