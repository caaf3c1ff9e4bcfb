"""A table from hash keys to the numbers of documents, in a few bytes an entry."""

import numpy as np
import numpy.typing as npt

# Of the documents under a key so many are looked at, the latest first: a daily bulletin that is the
# same but for its figures must not make the search longer each day.
LOOKED_AT = 8
_NOBODY = -1


class KeyTable:
    """Documents by keys, several a document: a hash table with open addressing, in numpy arrays.

    A dict of Python's takes some 200 bytes for a key and its documents; this takes 12 to 20. Of a key
    32 bits are kept: that two keys are taken for one now and then costs a comparison, no more.

    Args:
        keys: How many keys a document has at most.
    """

    def __init__(self, keys: int) -> None:
        self._per_document = keys
        self._used = 0
        self._keys = np.zeros(1024, dtype=np.uint32)
        # Who holds the key last, as document * keys + which of its keys; and who held it before them.
        self._last = np.full(1024, _NOBODY, dtype=np.int32)
        self._before = np.full((64, keys), _NOBODY, dtype=np.int32)

    def find(self, keys: npt.NDArray[np.uint64]) -> list[int]:
        """The numbers of documents that share a key with these, ascending; the latest few of each key."""
        found: set[int] = set()
        slots = self._slots(_short(keys))
        for holder in self._last[slots].tolist():
            looked_at = 0
            while holder != _NOBODY and looked_at < LOOKED_AT:
                document, key = divmod(holder, self._per_document)
                found.add(document)
                holder = self._before[document, key].item()
                looked_at += 1
        return sorted(found)

    def add(self, keys: npt.NDArray[np.uint64], document: int) -> None:
        """Put a document under its keys. Numbers come in ascending order."""
        while 2 * (self._used + self._per_document) > len(self._keys):
            self._grow()
        while document >= len(self._before):
            self._before = np.concatenate([self._before, np.full_like(self._before, _NOBODY)])
        short = _short(keys)
        waiting = np.arange(len(short))
        while waiting.size:
            slots = self._slots(short[waiting])
            self._used += int(np.count_nonzero(self._last[slots] == _NOBODY))
            holders = document * self._per_document + waiting
            self._before[document, waiting] = self._last[slots]
            self._keys[slots], self._last[slots] = short[waiting], holders
            # Of several that want one slot the last gets it; the others look on.
            waiting = waiting[self._last[slots] != holders]

    def _slots(self, keys: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
        """Where each key is, or would be."""
        mask = len(self._keys) - 1
        slots = keys.astype(np.int64) & mask
        while True:
            others = (self._keys[slots] != keys) & (self._last[slots] != _NOBODY)
            if not others.any():
                return slots
            slots[others] = (slots[others] + 1) & mask

    def _grow(self) -> None:
        """Twice the slots, and each key in its new one."""
        taken = self._last != _NOBODY
        keys, last = self._keys[taken], self._last[taken]
        self._keys = np.zeros(2 * len(self._keys), dtype=np.uint32)
        self._last = np.full(len(self._keys), _NOBODY, dtype=np.int32)
        waiting = np.arange(len(keys))
        while waiting.size:
            slots = self._slots(keys[waiting])
            # Of several that want one slot the last gets it; the others look on.
            self._keys[slots], self._last[slots] = keys[waiting], last[waiting]
            waiting = waiting[self._last[slots] != last[waiting]]


def _short(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint32]:
    return (keys >> np.uint64(32)).astype(np.uint32)
