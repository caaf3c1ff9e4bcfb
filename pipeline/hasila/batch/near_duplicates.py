"""Near-copies among documents: which article is another one again, as outlets take it from an agency.

Reading order for a newcomer: `signature` is made of one document and nothing else, wherever it is
read; `NearDuplicates` sees the signatures in the order of the corpus and says for each whose copy
it is. So the answer is the same however many processes made the signatures.

Two documents are near-copies when at least `SAME` of their runs of three words are the same and
neither replaces a figure by another: the same report with 17 killed instead of 15 is news, not a
copy. What is compared are the words as `hasila.normalize` folds them, so spelling and diacritics
don't count. The share is estimated by MinHash (Broder 1997) of 8 bits a value (Li and König 2010),
candidates are found by banding (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4).
"""

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from hasila.batch.key_table import KeyTable
from hasila.normalize import normalize

# The share of common word runs from which two documents are near-copies.
SAME = 0.7
# Documents of fewer words are compared word for word: a flash on another town differs by one.
SHORT = 20
# Words of a run.
_RUN = 3
# Values kept to estimate the share: its standard error is at most sqrt(1 / (4 * 128)) = 0.044.
_VALUES = 128
# Two documents with a share s of common runs meet in a band with probability 1 - (1 - s^5)^12:
# 0.89 at 0.7, 0.99 at 0.8, 0.03 at 0.3.
_BANDS, _ROWS = 12, 5
# Runs hashed at once: what bounds memory where a text is a book.
_AT_ONCE = 4096
# Kinds whose value dates, ranks or names the news rather than being it.
_NO_FIGURE = frozenset({"date", "time", "ordinal", "identifier"})

_WORD = re.compile(r"\w+")

Bytes = npt.NDArray[np.uint8]
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Signature:
    """What is compared of a document: some 200 bytes.

    Attributes:
        whole: A hash of all its words; empty for a document without words.
        sketch: `_VALUES` bytes, as many of which two documents share as they share runs of words;
            empty for a document of fewer than `SHORT` words.
        figures: A hash of four bytes for each figure in it, sorted.
    """

    whole: bytes
    sketch: bytes
    figures: bytes

    def to_text(self) -> str:
        """As a line of a file has it."""
        return " ".join(part.hex() for part in (self.whole, self.sketch, self.figures))

    @classmethod
    def from_text(cls, text: str) -> "Signature":
        """What `to_text` wrote."""
        whole, sketch, figures = (bytes.fromhex(part) for part in text.split(" "))
        return cls(whole, sketch, figures)


def signature(text: str, quantities: Iterable[Mapping[str, Any]] = ()) -> Signature:
    """The signature of a document.

    Args:
        text: Its text.
        quantities: Those of its record.
    """
    words = _WORD.findall(normalize(text))
    if not words:
        return Signature(b"", b"", b"")
    whole = blake2b(" ".join(words).encode(), digest_size=8).digest()
    sketch = b"" if len(words) < SHORT else _sketch(words)
    figures = {zlib.crc32(_figure(row).encode()) for row in quantities if row["kind"] not in _NO_FIGURE}
    return Signature(whole, sketch, np.array(sorted(figures), dtype="<u4").tobytes())


def _figure(quantity: Mapping[str, Any]) -> str:
    """What makes two figures the same: values, and words where there are none (a score)."""
    ends = [quantity[name] for name in ("value", "low", "high")]
    return repr(ends) if any(ends) else normalize(quantity["text"])


def _sketch(words: list[str]) -> bytes:
    """The low bytes of the smallest values that `_VALUES` hash functions take on the runs of some words."""
    hashes = np.array([zlib.crc32(word.encode()) for word in words], dtype=np.uint64)
    factors, summands = _functions()
    runs = np.zeros(len(words) - _RUN + 1, dtype=np.uint64)
    for offset in range(_RUN):
        runs = _mixed(runs + hashes[offset : offset + len(runs)])
    least = np.full(_VALUES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(runs), _AT_ONCE):
        values = runs[start : start + _AT_ONCE, None] * factors + summands
        np.minimum(least, values.min(axis=0), out=least)
    return (least >> np.uint64(32)).astype(np.uint8).tobytes()


def _mixed(values: Hashes) -> Hashes:
    """Each value spread over all 64 bits (the finaliser of SplitMix64, Steele and others 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@cache
def _functions() -> tuple[Hashes, Hashes]:
    """Factors (odd) and summands of the hash functions: the same ones on every machine."""
    numbers = _mixed(np.arange(1, 2 * _VALUES + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))
    return numbers[:_VALUES] | np.uint64(1), numbers[_VALUES:]


class NearDuplicates:
    """Whose copy each document is. To be shown all documents in the order of the corpus.

    A document is compared with the first of each cluster, never with another copy: so a chain of
    small changes doesn't make two different articles one. Only these first documents are held.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._figures: list[bytes] = []
        self._whole = np.empty(1024, dtype=np.uint64)
        self._sketches = np.empty((1024, _VALUES), dtype=np.uint8)
        self._keys = KeyTable(1 + _BANDS)

    def add(self, id: str, signature: Signature) -> str | None:  # noqa: A002 - the record's own word for it
        """The id of the document that this one is a copy of; None where it is the first of its kind."""
        if not signature.whole:
            return None
        whole = np.frombuffer(signature.whole, dtype="<u8")
        sketch = np.frombuffer(signature.sketch, dtype=np.uint8)
        keys = np.concatenate([whole, _bands(sketch)]) if sketch.size else whole
        for other in self._keys.find(keys):
            if whole[0] == self._whole[other] or (
                sketch.size
                and _alike(sketch, self._sketches[other])
                and _agree(signature.figures, self._figures[other])
            ):
                return self._ids[other]
        number = len(self._ids)
        if number == len(self._whole):
            self._whole = np.concatenate([self._whole, np.empty_like(self._whole)])
            self._sketches = np.concatenate([self._sketches, np.empty_like(self._sketches)])
        self._ids.append(id)
        self._figures.append(signature.figures)
        self._whole[number] = whole[0]
        self._sketches[number] = sketch if sketch.size else 0
        self._keys.add(keys, number)
        return None


def _bands(sketch: Bytes) -> Hashes:
    """The key of each band: the bytes of its rows, and its number."""
    rows = sketch[: _BANDS * _ROWS].reshape(_BANDS, _ROWS).astype(np.uint64)
    weights = np.uint64(256) ** np.arange(_ROWS, dtype=np.uint64)
    numbers = np.arange(_BANDS, dtype=np.uint64) << np.uint64(8 * _ROWS)
    return _mixed((rows * weights).sum(axis=1, dtype=np.uint64) + numbers)


def _alike(one: Bytes, other: Bytes) -> bool:
    """Whether enough runs are common, bytes that are equal by chance taken off."""
    equal = np.count_nonzero(one == other) / _VALUES
    return bool((equal - 1 / 256) / (1 - 1 / 256) >= SAME)


def _agree(one: bytes, other: bytes) -> bool:
    """Whether the figures of one are all among the other's: added or left out, but none replaced."""
    first, second = (frozenset(np.frombuffer(side, dtype="<u4").tolist()) for side in (one, other))
    return first <= second or second <= first
