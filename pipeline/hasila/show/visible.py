"""Characters that can't be shown, or that would change how the rest is shown.

A text may hold a NUL, an escape that recolours the terminal, half a surrogate pair, or a
bidirectional override that turns a line around. A view must show what is there, not obey it.
"""

import re
import unicodedata
from functools import cache

# Controls that open or close an embedding, override or isolate, by the names the Unicode
# bidirectional algorithm (UAX 9) gives them. They act far beyond their place.
EMBEDDINGS = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
EMBEDDING = re.compile("[" + "".join(EMBEDDINGS) + "]")
# C0 without tab and newline, DEL and C1, lone surrogates, noncharacters.
UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")


def picture(char: str) -> str:
    """One character that stands for an unshowable one: `␀` for NUL, `␛` for ESC, else `�`."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


@cache
def name(char: str) -> str:
    """How to call a character in words: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()


def for_terminal(text: str) -> str:
    """`text` without anything a terminal would obey: pictures for controls, embeddings left out.

    >>> for_terminal("قتل \x1b[31m627")
    'قتل ␛[31m627'
    """
    text = _LINE_END.sub("\n", text)
    text = EMBEDDING.sub("", text)
    return UNSHOWABLE.sub(lambda match: picture(match[0]), text)
