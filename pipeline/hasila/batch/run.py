"""Records through the pipeline into the outputs, in this process."""

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from hasila.batch.errors import BadRecordError
from hasila.batch.outputs import Outputs
from hasila.batch.report import Report
from hasila.batch.windows import batches, windows
from hasila.batch.work import Result, work
from hasila.sources import BadRecord, Record

if TYPE_CHECKING:
    from spacy.language import Language

BATCH_SIZE = 32

# Called before each batch: the places of its records, their characters together, and what was read before;
# without places when there are only results to be written.
Announce = Callable[[list[int], int, Report], None]


def run(
    records: Iterable[Record | BadRecord],
    nlp: "Language",
    outputs: Outputs,
    *,
    batch_size: int = BATCH_SIZE,
    fail: bool = False,
    progress: Callable[[Report], None] | None = None,
    alone: Collection[int] = (),
    announce: Announce | None = None,
    pack: bool = False,
) -> Report:
    """Read all records and write their results in the same order.

    Args:
        records: As a `Source` yields them.
        nlp: The pipeline.
        outputs: Where the results go.
        batch_size: How many documents go through the pipeline together.
        fail: End the run at the first bad record instead of putting it in quarantine.
        progress: Called after every batch with what has been read until then.
        alone: Records, by their place among `records`, that share no batch with others.
        announce: Called before every batch.
        pack: Whether an output wants the Docs.

    Raises:
        BadRecordError: a record is bad, and `fail` is set.
        InputError, OutputError: an input can't be read, an output not written.
    """
    written = Report()
    before = 0
    for window in windows(records, batch_size):
        results: list[Result | BadRecord | None] = [
            record if isinstance(record, BadRecord) else None for record in window
        ]
        _fail_at_bad(results, fail)
        read = written + Report()
        own = {place - before for place in alone}
        for batch in batches(window, batch_size, alone=own):
            good = [record for record in (window[i] for i in batch) if isinstance(record, Record)]
            if announce is not None:
                announce([before + i for i in batch], sum(len(record.text) for record in good), read)
            done = work(nlp, good, pack=pack, watched=announce is not None)
            _fail_at_bad(done, fail)
            for index, result in zip(batch, done, strict=True):
                results[index] = result
                read.count(result)
            if progress is not None:
                progress(read)
        if announce is not None:
            announce([], 0, read)  # what is written now is no record's fault
        for ready in results:
            if ready is not None:
                outputs.write(ready)
                written.count(ready)
        outputs.flush()
        before += len(window)
        if progress is not None:
            progress(written)
    return written


def _fail_at_bad(results: Iterable[Result | BadRecord | None], fail: bool) -> None:
    if fail:
        for result in results:
            if isinstance(result, BadRecord):
                raise BadRecordError(result)
