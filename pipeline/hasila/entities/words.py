"""How a word reaches the encoder: its pieces, whatever marks and controls it is written with.

Training and the running component cut words by the same two functions, so that the pieces a
word has in a pipeline are the ones the model was taught with, whichever tokenizer made it a token.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# A longer word is a URL, a hash or no text at all; its beginning says what the model can know.
LONGEST_WORD = 48
MOST_PIECES = 12
WORDS_CACHED = 50_000
# و or ف, a preposition, and no more: the most letters that stand in a word before a name.
MOST_CLITICS = 2

# What is written over, between and around letters without being one: Quranic and usual marks,
# tatweel, zero-width and bidi controls, variation selectors, the byte order mark.
_MARKS = (
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff\u061c"
)
_MARK = re.compile(f"[{_MARKS}]+")
_WORD = re.compile(rf"(?:[^\W\d_]|[{_MARKS}])+|\d+(?:[.,٫٬]\d+)*|\S")
_READABLE: dict[int, int | str] = {
    **{zero + i: ord("0") + i for zero in (0x0660, 0x06F0) for i in range(10)},
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # lone surrogates have no UTF-8
    0: " ",
}


def clean(word: str) -> str:
    """The word as the encoder knows it: no marks, tatweel or controls, digits in ASCII.

    >>> clean("العـــراقُ"), clean("٧٠")
    ('العراق', '70')
    """
    return _MARK.sub("", word).translate(_READABLE)


def split(text: str) -> list[tuple[int, int]]:
    """Start and end of each word of a text: letters, digits, and each other sign apart."""
    return [match.span() for match in _WORD.finditer(text)]


def piece_reader(tokenizer: "Tokenizer", unknown: int) -> Callable[[str], tuple[int, ...]]:
    """A function from a token's text to its piece ids (none for one of marks or spaces only)."""

    @lru_cache(maxsize=WORDS_CACHED)
    def of_word(word: str) -> tuple[int, ...]:
        return tuple(tokenizer.encode(word, add_special_tokens=False).ids) or (unknown,)

    @lru_cache(maxsize=WORDS_CACHED)
    def of_token(text: str) -> tuple[int, ...]:
        ids: list[int] = []
        for start, end in split(text):
            word = clean(text[start:end]).strip()
            if word:
                ids.extend(of_word(word))
            if len(ids) >= MOST_PIECES:
                break
        return tuple(ids[:MOST_PIECES])

    return lambda text: of_token(text[:LONGEST_WORD])
