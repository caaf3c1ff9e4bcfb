"""Cutting a stream of records into windows, and windows into batches of like length."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from hasila.sources import BadRecord, Record

# Texts in a batch, and in a window, together: what keeps memory bounded where articles are books.
BATCH_CHARS = 400_000
WINDOW_CHARS = 4_000_000
# A window this many batches wide is enough to put like lengths together.
WINDOW_BATCHES = 8


def windows(records: Iterable[Record | BadRecord], batch_size: int) -> Iterator[list[Record | BadRecord]]:
    """Consecutive records, `WINDOW_BATCHES` batches of them or fewer if they are long."""
    window: list[Record | BadRecord] = []
    chars = 0
    for record in records:
        window.append(record)
        chars += len(record.text) if isinstance(record, Record) else 0
        if len(window) >= WINDOW_BATCHES * batch_size or chars >= WINDOW_CHARS:
            yield window
            window, chars = [], 0
    if window:
        yield window


def batches(
    window: Sequence[Record | BadRecord], batch_size: int, *, alone: Collection[int] = ()
) -> Iterator[list[int]]:
    """The indices of a window's good records in batches, sorted by the length of their texts.

    Those in `alone` get a batch of their own each, after the others.
    """
    lengths = {index: len(record.text) for index, record in enumerate(window) if isinstance(record, Record)}
    batch: list[int] = []
    chars = 0
    for index in sorted((index for index in lengths if index not in alone), key=lengths.__getitem__):
        if batch and (len(batch) >= batch_size or chars + lengths[index] > BATCH_CHARS):
            yield batch
            batch, chars = [], 0
        batch.append(index)
        chars += lengths[index]
    if batch:
        yield batch
    yield from ([index] for index in lengths if index in alone)
