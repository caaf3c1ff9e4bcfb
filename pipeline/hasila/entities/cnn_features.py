"""What the fast entity model knows of a word before it has read its neighbours.

A word is looked up as it is and without the letters that could be proclitics (`ولبنان` as `لبنان`
too), and its affixes and stretches of letters are hashed, so that a name never met still looks like
the names it resembles. All of it belongs to the word alone: it is computed once a word, not once a
token.
"""

import re
from functools import lru_cache
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


def _row(kind: str, text: str, rows: int) -> int:
    return crc32(f"{kind}{text}".encode("utf-8", "replace")) % rows


def features(word: str) -> Features:
    """The features of a key."""
    root = stem(word)
    affixes = [_row("w", word, AFFIX_ROWS), _row("r", root, AFFIX_ROWS)]
    affixes += [_row(f"p{n}", word[:n], AFFIX_ROWS) for n in (1, 2, 3, 4)]
    affixes += [_row(f"s{n}", word[-n:], AFFIX_ROWS) for n in (1, 2, 3, 4)]
    affixes += [_row("q3", root[:3], AFFIX_ROWS)]
    framed = f"<{root}>"
    letters = [
        _row("n", framed[i : i + n], LETTER_ROWS) for n in (3, 4, 5) for i in range(len(framed) - n + 1)
    ]
    return Features((word, root), tuple(affixes), tuple(letters) or (0,), shape(word))


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
        _row("length", str(min(len(word), 12)), SHAPE_ROWS),
        _row("kinds", kinds, SHAPE_ROWS),
        _row("begins", begins, SHAPE_ROWS),
    )
