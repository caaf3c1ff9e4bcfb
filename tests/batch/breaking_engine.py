"""An engine that a run loses."""

from hasila.batch import OutputError
from hasila.batch.engines import EngineOptions, make_engine


class Breaking:
    """An engine that is lost after so many shards."""

    def __init__(self, shards):
        self._shards = shards

    def run(self, job, shards, progress=None):
        reports = make_engine("local", EngineOptions(workers=0)).run(job, shards)
        for _ in range(self._shards):
            yield next(reports)
        raise OutputError("the disk is full")
