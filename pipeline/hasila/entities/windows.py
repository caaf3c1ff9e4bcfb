"""Cutting a document into the stretches that the encoder reads at once.

Sentences are packed together while they fit, since a name is clearer with its neighbours; a
sentence that doesn't fit is read in overlapping windows, and each word is judged by the window
in which it stands further from the edge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# In pieces. The annotated passages hold about 85; a word has 1.8 on average.
WINDOW = 160
OVERLAP = 48


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` are read; the judgements on `keep_from` to `keep_to` are kept."""

    start: int
    end: int
    keep_from: int
    keep_to: int


def windows(lengths: Sequence[int], sentences: Sequence[int], most: int = WINDOW) -> Iterator[Window]:
    """Windows over a document's words, in order; what they keep covers each word once.

    Args:
        lengths: How many pieces each word has (1 at least).
        sentences: Where sentences end: word numbers, rising, the last one `len(lengths)`.
        most: No window has more pieces, except one of a single word.
    """
    start = end = taken = 0
    for sentence_end in sentences:
        size = sum(lengths[end:sentence_end])
        if taken + size <= most:
            end, taken = sentence_end, taken + size
            continue
        if end > start:
            yield Window(start, end, start, end)
        start = end
        if size <= most:
            end, taken = sentence_end, size
            continue
        yield from _sliding(lengths, start, sentence_end, most)
        start = end = sentence_end
        taken = 0
    if end > start:
        yield Window(start, end, start, end)


def windows_apart(lengths: Sequence[int], sentences: Sequence[int], most: int) -> Iterator[Window]:
    """As `windows`, for a model that reads each sentence by itself."""
    begun = 0
    for end in sentences:
        for one in windows(lengths[begun:end], [end - begun], most):
            yield Window(*(begun + place for place in (one.start, one.end, one.keep_from, one.keep_to)))
        begun = end


def _sliding(lengths: Sequence[int], start: int, stop: int, most: int) -> Iterator[Window]:
    """Overlapping windows over one long sentence."""
    keep_from = start
    while True:
        end, size = start, 0
        while end < stop and (size + lengths[end] <= most or end == start):
            size += lengths[end]
            end += 1
        if end == stop:
            yield Window(start, end, keep_from, end)
            return
        # The next window begins so many pieces back, and so that it reads one word more at least;
        # each keeps its half of what both read.
        after, back = end, 0
        overlap = min(OVERLAP, most - lengths[end])
        while after > start + 1 and back + lengths[after - 1] <= overlap:
            after -= 1
            back += lengths[after]
        keep_to = (after + end) // 2
        yield Window(start, end, keep_from, keep_to)
        start, keep_from = after, keep_to
