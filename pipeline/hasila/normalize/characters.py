"""Which character is folded into which: one table for each kind of variation in Arabic writing.

The letters, diacritics and digits are PyArabic's; what it lacks (presentation forms beyond the
four lam-alefs, Persian letters, invisible controls) comes from Unicode's own data. Every table
maps a code point to its replacement (`""` removes it), as `str.translate` takes it.
"""

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from pyarabic import araby

# U+FDFD is one sign without a decomposition in Unicode's data.
_BASMALA = "\ufdfd"

# Arabic presentation forms, first and second block (the second ends before the byte order mark).
_PRESENTATION_BLOCKS = ((0xFB50, 0xFDFF), (0xFE70, 0xFEFE))

# What steers the display and is not seen: soft hyphen, bidi marks, embeddings, overrides and
# isolates, joiners, word joiner and invisible operators, variation selectors, byte order mark.
_CONTROL_RANGES = (
    (0x00AD, 0x00AD),
    (0x061C, 0x061C),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
)

# Marks that Unicode added after PyArabic's list was written.
_LATER_MARK_RANGES = ((0x0897, 0x089F), (0x08CA, 0x08E1), (0x08E3, 0x08FF))

# Letters of neighbouring alphabets as the Arabic press replaces them: ک and ی are only other
# shapes of ك and ي; چ پ ژ ڤ stand for sounds that are otherwise written ج ب ز ف (ڤيتامين, فيتامين).
# گ and ڭ are written ك where a keyboard lacks them (گلميم, كلميم); other habits (غ, ج, ق) are not
# followed, since no single one holds for every word.
_FOREIGN_LETTERS = {
    "ک": araby.KAF,
    "ڪ": araby.KAF,
    "گ": araby.KAF,
    "ڭ": araby.KAF,
    "ی": araby.YEH,
    "ے": araby.YEH,
    "ې": araby.YEH,
    "پ": araby.BEH,
    "چ": araby.JEEM,
    "ژ": araby.ZAIN,
    "ڤ": araby.FEH,
    "ڥ": araby.FEH,
    "ہ": araby.HEH,
    "ھ": araby.HEH,
    "ە": araby.HEH,
    "ۀ": araby.HEH,
    "ۃ": araby.TEH_MARBUTA,
}

Table = Mapping[int, str]


def _spread(ranges: tuple[tuple[int, int], ...]) -> list[int]:
    return [code for first, last in ranges for code in range(first, last + 1)]


def _controls() -> dict[int, str]:
    return dict.fromkeys(_spread(_CONTROL_RANGES), "")


def _forms() -> dict[int, str]:
    table = {ord(_BASMALA): "بسم الله الرحمن الرحيم"}
    for code in _spread(_PRESENTATION_BLOCKS):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            # Isolated diacritics decompose into a space and the mark; the space is only a carrier.
            table[code] = plain.lstrip(" ").replace(araby.TATWEEL, "") or ""
    return table


def _tatweel() -> dict[int, str]:
    return {ord(araby.TATWEEL): ""}


def _diacritics() -> dict[int, str]:
    marks = [ord(mark) for mark in (*araby.DIACRITICS, *araby.SMALL)]
    return dict.fromkeys(marks + _spread(_LATER_MARK_RANGES), "")


def _digits() -> dict[int, str]:
    table: dict[int, str] = {}
    for script in (araby.NUMBERS_EAST, araby.NUMBERS_PERS):
        table.update((ord(digit), west) for digit, west in zip(script, araby.NUMBERS_WEST, strict=True))
    return table


def _foreign() -> dict[int, str]:
    return {ord(letter): plain for letter, plain in _FOREIGN_LETTERS.items()}


def _alef() -> dict[int, str]:
    # PyArabic's ALEFAT hold the alef maqsura and the dagger alef too; those are `ya` and `diacritics`.
    alefs = [
        araby.ALEF_MADDA,
        araby.ALEF_HAMZA_ABOVE,
        araby.ALEF_HAMZA_BELOW,
        araby.ALEF_WASLA,
        "ٲ",
        "ٳ",
        "ٵ",
    ]
    return {ord(alef): araby.ALEF for alef in alefs} | _loose_hamzas()


def _hamza() -> dict[int, str]:
    # One hamza for every seat, as `araby.normalize_hamza` does: مسؤول and مسئول are one word. The
    # other way, dropping the hamza for its seat, would make فئة "category" the same as فيه "in it".
    return {ord(seat): araby.HAMZA for seat in (araby.WAW_HAMZA, araby.YEH_HAMZA)} | _loose_hamzas()


def _loose_hamzas() -> dict[int, str]:
    # Combining signs that `levels` could not compose with a letter before them.
    return {ord(sign): "" for sign in (araby.MADDA_ABOVE, araby.HAMZA_ABOVE, araby.HAMZA_BELOW)}


def _ya() -> dict[int, str]:
    return {ord(araby.ALEF_MAKSURA): araby.YEH}


def _ta_marbuta() -> dict[int, str]:
    return {ord(araby.TEH_MARBUTA): araby.HEH}


# The order is the one in which the tables are put together: what a form or a foreign letter
# becomes is folded further by the ones after it.
_BUILDERS: Mapping[str, Callable[[], dict[int, str]]] = MappingProxyType(
    {
        "controls": _controls,
        "forms": _forms,
        "tatweel": _tatweel,
        "diacritics": _diacritics,
        "digits": _digits,
        "foreign": _foreign,
        "alef": _alef,
        "hamza": _hamza,
        "ya": _ya,
        "ta_marbuta": _ta_marbuta,
    }
)

NAMES: tuple[str, ...] = tuple(_BUILDERS)


@cache
def table(name: str) -> Table:
    """The table of one kind of variation.

    Raises:
        KeyError: there is no kind of that name (`NAMES` lists them).
    """
    return MappingProxyType(_BUILDERS[name]())


@cache
def combined(names: frozenset[str]) -> dict[int, str]:
    """Several tables as one: each character goes straight to where all of them together lead it."""
    chosen = [dict(table(name)) for name in NAMES if name in names]
    result: dict[int, str] = {}
    for one in chosen:
        for code in one:
            if code in result:
                continue
            folded = chr(code)
            for step in chosen:
                folded = folded.translate(step)
            result[code] = folded
    return result
