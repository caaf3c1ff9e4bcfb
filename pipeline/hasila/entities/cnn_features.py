"""What the fast entity model knows of a word before it has read its neighbours.

A word is looked up as it is and without the letters that could be proclitics (`ولبنان` as `لبنان`
too), and its affixes and stretches of letters are hashed, so that a name never met still looks like
the names it resembles. All of it belongs to the word alone: it is computed once a word, not once a
token.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple
from zlib import crc32

from hasila.entities.words import LONGEST_WORD, clean
from hasila.normalize import fold

# Rows of the tables that the hashed features choose from.
AFFIX_ROWS = 40_000
LETTER_ROWS = 30_000
SHAPE_ROWS = 256

_DIGIT = re.compile(r"\d")
_CONJUNCTIONS = ("و", "ف")
# Each stands for the article behind it or for the preposition alone; the longest first.
_INNER = ("بال", "كال", "لل", "ال", "ب", "ل", "ك")
_SHORTEST_STEM = 3


class Features(NamedTuple):
    """What a word is looked up by.

    Attributes:
        keys: The word and its stem, as `WordTable` knows them.
        affixes: Rows of the table of affixes.
        letters: Rows of the table of stretches of letters.
        shape: Rows of the table of shapes: length, kind of signs, article.
    """

    keys: tuple[str, str]
    affixes: tuple[int, ...]
    letters: tuple[int, ...]
    shape: tuple[int, ...]


def key(word: str) -> str:
    """The form that counts as one word: marks gone, letters folded, every digit a zero.

    >>> key("2015"), key("إدلبَ")
    ('0000', 'ادلب')
    """
    return _DIGIT.sub("0", fold(clean(word[:LONGEST_WORD]).strip()))


def stem(word: str) -> str:
    """A key without all letters that could be proclitics or the article, if three letters are left.

    >>> stem("وبالعراق"), stem("للامم"), stem("ولد")
    ('عراق', 'امم', 'ولد')
    """
    if word[:1] in _CONJUNCTIONS and len(word) > _SHORTEST_STEM:
        word = word[1:]
    for letters in _INNER:
        if word.startswith(letters) and len(word) - len(letters) >= _SHORTEST_STEM:
            return word[len(letters) :]
    return word


def _seeds(kinds: str) -> tuple[int, ...]:
    return tuple(crc32(kind.encode()) for kind in kinds.split())


# A kind of feature is hashed before its letters.
_WORD, _ROOT, _LETTERS, _BEGINS_ROOT = _seeds("w r n q3")
_PREFIXES = _seeds("p1 p2 p3 p4")
_SUFFIXES = _seeds("s1 s2 s3 s4")
_LENGTH, _KINDS, _BEGINS = _seeds("length kinds begins")


def features(word: str) -> Features:
    """The features of a key."""
    root = stem(word)
    data, ends = _bytes(word)
    whole, last = len(data), len(word)
    root_data, root_ends = (data, ends) if root is word else _bytes(root)
    affixes = [crc32(data, _WORD) % AFFIX_ROWS, crc32(root_data, _ROOT) % AFFIX_ROWS]
    for n, seed in enumerate(_PREFIXES, 1):
        affixes.append(crc32(data[: ends[n] if n < last else whole], seed) % AFFIX_ROWS)
    for n, seed in enumerate(_SUFFIXES, 1):
        affixes.append(crc32(data[ends[last - n] if n < last else 0 :], seed) % AFFIX_ROWS)
    affixes.append(crc32(root_data[: root_ends[min(3, len(root))]], _BEGINS_ROOT) % AFFIX_ROWS)
    framed = b"<" + root_data + b">"
    # Where each letter of the framed root ends, the frame's two signs among them.
    cuts = [0, *(end + 1 for end in root_ends), len(framed)]
    count = len(cuts) - 1
    letters = [
        crc32(framed[cuts[i] : cuts[i + n]], _LETTERS) % LETTER_ROWS
        for n in (3, 4, 5)
        for i in range(count - n + 1)
    ]
    return Features((word, root), tuple(affixes), tuple(letters) or (0,), shape(word))


def _bytes(word: str) -> tuple[bytes, Sequence[int]]:
    """The word in UTF-8, and where its letters begin there, the end last."""
    data = word.encode("utf-8", "replace")
    if len(data) == 2 * len(word) > 0:  # Arabic letters only, or nearly so
        if max(word) < "\u0800" and min(word) > "\x7f":
            return data, range(0, len(data) + 1, 2)
    elif len(data) == len(word):
        return data, range(len(data) + 1)
    return data, (0, *accumulate(len(char.encode("utf-8", "replace")) for char in word))


@lru_cache(maxsize=1 << 10)
def _kind(char: str) -> str:
    if char.isdigit():
        return "d"
    if char.isalpha():
        return "a" if "\u0600" <= char <= "\u06ff" else "l"
    return char


def shape(word: str) -> tuple[int, ...]:
    """Rows for the length of a word, the kinds of its signs, and what it begins with."""
    kinds = "".join(dict.fromkeys(map(_kind, word)))[:4]
    begins = word[: len(word) - len(stem(word))]
    return (
        crc32(str(min(len(word), 12)).encode(), _LENGTH) % SHAPE_ROWS,
        crc32(kinds.encode("utf-8", "replace"), _KINDS) % SHAPE_ROWS,
        crc32(begins.encode(), _BEGINS) % SHAPE_ROWS,
    )
