"""What a run, or a part of one, did."""

from dataclasses import dataclass

from hasila.batch.work import Result
from hasila.sources import BadRecord


@dataclass(slots=True)
class Report:
    """Counts of a run or a part of one.

    Attributes:
        documents: Documents read and written.
        quantities: Quantities found in them.
        quarantined: Records that were left out.
        words: Words of the documents, as white space divides them.
    """

    documents: int = 0
    quantities: int = 0
    quarantined: int = 0
    words: int = 0

    def count(self, result: Result | BadRecord) -> None:
        """Add one result."""
        if isinstance(result, BadRecord):
            self.quarantined += 1
        else:
            self.documents += 1
            self.quantities += len(result.record["quantities"])
            self.words += result.words

    def __add__(self, other: "Report") -> "Report":
        return Report(
            self.documents + other.documents,
            self.quantities + other.quantities,
            self.quarantined + other.quarantined,
            self.words + other.words,
        )
