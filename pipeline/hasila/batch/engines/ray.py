"""The engine on Ray: a plain task for each shard, on this machine or on a cluster.

Not Ray Data, whose actors hang where they reserve all cores between them. A task that goes down with its
process or machine is done again by Ray; what a record can do is `run_shard`'s to mind.
"""

import os
import re
import socket
import time
from collections.abc import Iterable, Iterator
from typing import Any

from hasila.batch.cores import cores
from hasila.batch.engines.signals import kept_signals
from hasila.batch.engines.types import EngineOptions, Job, Progress, Shard, ShardReport
from hasila.batch.errors import EngineError, ShardError
from hasila.batch.shard_work import run_shard

# How long a cluster that was just started may take until it answers, in seconds. Ray itself waits minutes.
_PATIENCE = 30.0
# How often Ray does a shard again whose process or machine went down.
_RETRIES = 5
# What is shipped between processes are shards' descriptions and reports: the least that Ray takes.
_OBJECT_STORE = 80_000_000


class RayEngine:
    """Tasks of Ray: of the Ray that this process is connected to, of a cluster, or of one started here.

    With `options.address` or `RAY_ADDRESS` in the environment it is the cluster there. `options.workers`
    is how many shards are read at once there, at least one; None for as many as the cluster has cores,
    also when it grows.
    """

    def __init__(self, options: EngineOptions) -> None:
        """Nothing is started yet.

        Raises:
            ImportError: Ray is not installed.
        """
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anybody
        import ray

        self._ray: Any = ray
        self._address = options.address or os.environ.get("RAY_ADDRESS") or None
        self._workers = options.workers

    def run(
        self,
        job: Job,
        shards: Iterable[Shard],
        progress: Progress | None = None,  # noqa: ARG002 - known only shard by shard
    ) -> Iterator[ShardReport]:
        """The reports of all shards, as they are done."""
        started = self._connect()
        tasks: list[Any] = []
        try:
            task = self._ray.remote(num_cpus=1, max_retries=_RETRIES)(run_shard)
            for shard in shards:
                tasks.append(task.remote(job, shard))
                while len(tasks) >= self._at_once(started):
                    yield self._take(tasks)
            while tasks:
                yield self._take(tasks)
        finally:
            for left in tasks:
                self._ray.cancel(left, force=True)
            if started:
                self._ray.shutdown()

    def _connect(self) -> bool:
        """Connect to Ray; whether one was started for this run.

        Raises:
            EngineError: there is none, or it can't be started.
        """
        if self._ray.is_initialized():
            return False
        options: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
        if self._address is None:
            options |= {
                "address": "local",  # or Ray would connect to one that `ray start` has left on this machine
                "num_cpus": self._workers or cores(),
                "include_dashboard": False,
                "object_store_memory": _OBJECT_STORE,
            }
        else:
            _await(self._address)
            options["address"] = self._address
        try:
            with kept_signals():  # or SIGTERM would end the run with a code that means another thing
                self._ray.init(**options)
        except (ConnectionError, OSError, RuntimeError, ValueError) as error:
            where = f"Ray at {self._address}" if self._address else "Ray"
            raise EngineError(f"{where} can't be used: {' '.join(str(error).split())}") from error
        return True

    def _at_once(self, started: bool) -> int:
        """How many shards may be under way: one waits for each that is read, unless that would read more."""
        if self._workers is not None and not (started and self._address is None):
            return max(1, self._workers)
        return 2 * max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def _take(self, tasks: list[Any]) -> ShardReport:
        """The report of a shard that is done next."""
        (done,), tasks[:] = self._ray.wait(tasks, num_returns=1)
        try:
            report: ShardReport = self._ray.get(done)
        except self._ray.exceptions.RayTaskError as error:
            raise error.cause from error
        except self._ray.exceptions.RayError as error:
            reason = " ".join(str(error).split())
            raise ShardError(f"a shard's task went down {_RETRIES + 1} times: {reason}") from error
        return report


def _await(address: str) -> None:
    """Wait until somebody answers at an address of the form `HOST:PORT`.

    Raises:
        EngineError: nobody does.
    """
    found = re.fullmatch(r"(?:ray://)?([^:/]+):(\d+)", address)
    end = time.monotonic() + _PATIENCE
    while found is not None:
        try:
            with socket.create_connection((found[1], int(found[2])), timeout=5):
                return
        except (OSError, OverflowError) as error:
            if time.monotonic() >= end:
                raise EngineError(f"Ray at {address} can't be used: {error}; is the cluster up?") from error
        time.sleep(1)
