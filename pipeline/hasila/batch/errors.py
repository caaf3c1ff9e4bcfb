"""What ends a run."""

from hasila.sources import BadRecord


class OutputError(Exception):
    """The output can't be written. The message names it, what is wrong, and what to do."""


class BadRecordError(Exception):
    """A record is bad and the user asked for the run to fail then."""

    def __init__(self, bad: BadRecord) -> None:
        super().__init__(f"{bad.place}: {bad.reason}")
        self.bad = bad
