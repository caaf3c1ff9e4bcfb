"""From words to rows of the fast entity model's tables, by what the model's file knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np

from hasila.entities.cnn_features import SHAPE_ROWS, features

# For the word and for its stem: a country, a great town, a town, the first word of a longer place name.
PLACE_KINDS = 4
SHAPE_AND_PLACE_ROWS = SHAPE_ROWS + 2 * PLACE_KINDS


class Rows(NamedTuple):
    """The rows of one word: of the word and its stem, of its affixes, letters and shape."""

    words: tuple[int, int]
    affixes: tuple[int, ...]
    letters: tuple[int, ...]
    shapes: tuple[int, ...]


class WordRows:
    """The known words and the words of place names, each by a 64-bit hash.

    Args:
        known: The hashes of known words, rising; a word's row is its hash's place among them.
        places: The hashes of words of place names, rising.
        kinds: For each of those, a bit for each of `PLACE_KINDS`.
    """

    def __init__(self, known: Any, places: Any, kinds: Any) -> None:
        self.known = known
        self.places = places
        self.kinds = kinds

    @classmethod
    def of(cls, words: Iterable[str], places: Mapping[str, int]) -> "WordRows":
        """From the words themselves; `places` gives the bits of each word of a place name."""
        by_hash = {hash_string(word): bits for word, bits in places.items()}
        hashes = np.array(sorted(by_hash), np.uint64)
        kinds = np.array([by_hash[int(one)] for one in hashes], np.uint8)
        return cls(np.unique(hashes_of(words)), hashes, kinds)

    def rows(self, words: Sequence[str]) -> list[Rows]:
        """The rows of keys; a word that isn't known has the row after the last."""
        found = [features(word) for word in words]
        hashes = hashes_of(one for of_word in found for one in of_word.keys)
        known = _find(self.known, hashes, len(self.known)).reshape(-1, 2).tolist()
        places = _find(self.places, hashes, -1).reshape(-1, 2).tolist()
        return [
            Rows((first, second), one.affixes, one.letters, (*one.shape, *self._kinds(of_word)))
            for one, (first, second), of_word in zip(found, known, places, strict=True)
        ]

    def _kinds(self, places: Sequence[int]) -> Iterator[int]:
        """The rows of shapes for what a word and its stem are in the names of places."""
        for i, place in enumerate(places):
            if place >= 0:
                bits = int(self.kinds[place])
                yield from (SHAPE_ROWS + i * PLACE_KINDS + k for k in range(PLACE_KINDS) if bits >> k & 1)


def hash_string(word: str) -> int:
    """64 bits of a word, the same on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def hashes_of(words: Iterable[str]) -> Any:
    """The hashes of words, in their order."""
    return np.array([hash_string(word) for word in words], np.uint64)


def _find(hashes: Any, wanted: Any, missing: int) -> Any:
    """Where hashes stand in rising ones."""
    if not len(hashes):
        return np.full(len(wanted), missing)
    at = np.searchsorted(hashes, wanted)
    at[at == len(hashes)] = 0
    return np.where(hashes[at] == wanted, at, missing)
