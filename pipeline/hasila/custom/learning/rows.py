"""Examples as the network takes them: windows of pieces, a tag a word, what the starting model believes."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from hasila.entities.edges import CLITICS
from hasila.entities.windows import Window, windows
from hasila.training.batches import Row

if TYPE_CHECKING:
    from spacy.tokens import Doc

# What `Row.head` says of rows with gold tags, and of those that only the starting model has judged.
GOLD, REHEARSED = 0, -1
_UNKNOWN_TAG = -100
# Rows are read at once as long as they stay within so many times their pieces.
_FILLED = 1.15

# From the pieces of each word, and where sentences end, to the stretches that are read at once.
Cut = Callable[[Sequence[int], Sequence[int]], Iterator[Window]]


def rows_of(
    doc: "Doc",
    gold: "Doc | None",
    read: Callable[[str], tuple[int, ...]],
    labels: Sequence[str],
    ends: tuple[Sequence[int], Sequence[int]],
    cut: Cut = windows,
) -> Iterator[Row]:
    """The windows of a document, cut as the running model cuts it.

    Args:
        doc: With sentence ends, if a component set them.
        gold: The same tokens with the names; None for a text that nobody has annotated.
        read: A token's pieces.
        labels: The labels in the order of the tags.
        ends: The marks before and after.
        cut: How the running model cuts it.
    """
    tags, clitics = _tags(gold, labels) if gold is not None else ([0] * len(doc), [_UNKNOWN_TAG] * len(doc))
    pieces = [read(token.text) for token in doc]
    kept = [i for i, ids in enumerate(pieces) if ids]
    stops = [sent.end for sent in doc.sents] if doc.has_annotation("SENT_START") else [len(doc)]
    sentences = sorted({bisect_left(kept, stop) for stop in stops} - {0})
    for window in cut([len(pieces[i]) for i in kept], sentences):
        row, first = list(ends[0]), []
        chosen = kept[window.start : window.end]
        for i in chosen:
            first.append(len(row))
            row += pieces[i]
        yield Row(
            [*row, *ends[1]],
            first,
            [tags[i] for i in chosen],
            chosen,
            [clitics[i] for i in chosen],
            REHEARSED if gold is None else GOLD,
        )


def _tags(gold: "Doc", labels: Sequence[str]) -> tuple[list[int], list[int]]:
    """The tag of each token, and where a name begins the letters before it (-100 elsewhere)."""
    tags, clitics = [0] * len(gold), [_UNKNOWN_TAG] * len(gold)
    for name in gold.ents:
        begin = 2 * labels.index(name.label_) + 1
        tags[name.start : name.end] = [begin, *[begin + 1] * (len(name) - 1)]
        letters = name._.get(CLITICS)
        if letters is not None:
            clitics[name.start] = letters
    return tags, clitics


def of_like_length(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in parts whose rows are nearly of one length, so that little time goes into filling up."""
    part: list[Row] = []
    pieces = 0
    for row in sorted(rows, key=lambda one: len(one.pieces)):
        if part and len(row.pieces) * (len(part) + 1) > _FILLED * (pieces + len(row.pieces)):
            yield part
            part, pieces = [], 0
        part.append(row)
        pieces += len(row.pieces)
    if part:
        yield part


def key(row: Row) -> tuple[int, ...]:
    """What a row's beliefs are remembered by."""
    return (row.head, *row.pieces)


def beliefs(network: Any, rows: Sequence[Row], pad: int) -> list[tuple[Any, Any]]:
    """For each row, the log-probabilities of the tags and of the letters before names.

    Args:
        network: As `hasila.training.network.with_heads` makes one; the letters may be None.
        pad: The piece that fills rows up.
    """
    import torch

    from hasila.training.network import tensors

    found = []
    network.eval()
    with torch.no_grad():
        for row in rows:
            pieces, mask, first, *_ = tensors([row], pad)
            scores, letters = network(pieces, mask, first)
            found.append(
                (scores[0, :, 0].log_softmax(-1), None if letters is None else letters[0].log_softmax(-1))
            )
    return found
