"""From words to rows of the fast entity model's tables, by what the model's file knows."""

from collections.abc import Iterable, Mapping
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

    def row(self, hashed: int) -> int:
        """The row of a word; the one after the last for a word that isn't known."""
        return _find(self.known, hashed, len(self.known))

    def rows(self, word: str) -> Rows:
        """The rows of a key."""
        found = features(word)
        hashes = [hash_string(one) for one in found.keys]
        shapes = list(found.shape)
        for i, hashed in enumerate(hashes):
            place = _find(self.places, hashed, -1)
            if place >= 0:
                bits = int(self.kinds[place])
                shapes += [SHAPE_ROWS + i * PLACE_KINDS + k for k in range(PLACE_KINDS) if bits >> k & 1]
        first, second = map(self.row, hashes)
        return Rows((first, second), found.affixes, found.letters, tuple(shapes))


def hash_string(word: str) -> int:
    """64 bits of a word, the same on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def hashes_of(words: Iterable[str]) -> Any:
    """The hashes of words, in their order."""
    return np.array([hash_string(word) for word in words], np.uint64)


def _find(hashes: Any, hashed: int, missing: int) -> int:
    at = int(np.searchsorted(hashes, np.uint64(hashed)))
    return at if at < len(hashes) and int(hashes[at]) == hashed else missing
