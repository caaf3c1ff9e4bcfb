"""What ends a run. All of these can leave the process they were raised in."""

from hasila.sources import BadRecord


class OutputError(Exception):
    """The output can't be written. The message names it, what is wrong, and what to do."""


class ModelError(Exception):
    """The pipeline can't be loaded. The message names it and says why."""


class EngineError(Exception):
    """An engine can't be started or was lost. The message says why and what to do."""


class ShardError(Exception):
    """A shard can't be done, however often it is tried. The message names it and says why."""


class BadRecordError(Exception):
    """A record is bad and the user asked for the run to fail then."""

    def __init__(self, bad: BadRecord) -> None:
        super().__init__(bad)
        self.bad = bad

    def __str__(self) -> str:
        return f"{self.bad.place}: {self.bad.reason}"
