"""`normalize` and `fold`: text with the variations of Arabic writing folded away.

>>> normalize("الـعُمَّال", "marks")
'العمال'
>>> normalize("مسئولة في ﻻزيو", "letters")
'مسءوله في لازيو'
"""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from hasila.normalize import characters

FOLDS: Mapping[str, str] = MappingProxyType(
    {
        "controls": "bidi marks, zero-width signs, variation selectors, soft hyphens: removed",
        "forms": "presentation forms and ligatures become plain letters (ﻻ, ﷲ, ﷺ)",
        "tatweel": "removed (محـــمد)",
        "diacritics": "short vowels, shadda, tanwin, dagger alef, Quranic marks: removed",
        "digits": "٤ and ۴ become 4",
        "foreign": "letters of other alphabets as the press replaces them (ک ی گ پ چ ژ ڤ)",
        "alef": "أ إ آ ٱ become ا",
        "hamza": "ؤ ئ become ء",
        "ya": "ى becomes ي",
        "ta_marbuta": "ة becomes ه",
    }
)

# Each level does what the one before it does, and what its name says.
LEVELS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "forms": frozenset({"controls", "forms"}),
        "marks": frozenset({"controls", "forms", "tatweel", "diacritics"}),
        "digits": frozenset({"controls", "forms", "tatweel", "diacritics", "digits"}),
        "letters": frozenset(FOLDS),
    }
)

# Longer strings are no words: remembering them would only hold memory.
_LONGEST_REMEMBERED = 64

_LOOSE_HAMZAS = frozenset("\u0653\u0654\u0655")


def normalize(text: str, level: str | Iterable[str] = "letters") -> str:
    """Fold variations of writing away; doing it twice changes nothing more.

    Args:
        text: Any string.
        level: One of `LEVELS`, each holding the one before it:

            - `"forms"`: what is not seen, and the shapes of print: bidi and zero-width controls
              removed, presentation forms and ligatures as plain letters (`ﻻ` → `لا`).
            - `"marks"`: also diacritics and tatweel (`مُحَمَّـد` → `محمد`).
            - `"digits"`: also the Arabic-Indic and Persian digits as ASCII (`٤٧` → `47`).
            - `"letters"`: also the letters that writers exchange: `أ إ آ ٱ` → `ا`, `ؤ ئ` → `ء`,
              `ى` → `ي`, `ة` → `ه`, and Persian letters. For comparing words, not for reading.

            Or the names of single `FOLDS`: `normalize(text, ["tatweel", "alef"])`.

    Returns:
        The folded text; its length may differ.

    Raises:
        ValueError: there is no level or fold of that name.
    """
    return _apply(text, _folds_of(level))


def fold(word: str) -> str:
    """The word as `token.norm_` has it: everything of `FOLDS` folded.

    >>> fold("لِلأُمَّـةِ") == fold("للامه")
    True
    """
    return _remembered(word) if len(word) <= _LONGEST_REMEMBERED else _apply(word, LEVELS["letters"])


@lru_cache(maxsize=1 << 16)
def _remembered(word: str) -> str:
    return _apply(word, LEVELS["letters"])


def _folds_of(level: str | Iterable[str]) -> frozenset[str]:
    if isinstance(level, str):
        if level not in LEVELS:
            raise ValueError(f"no level {level!r}; there are {', '.join(LEVELS)}")
        return LEVELS[level]
    names = frozenset(level)
    unknown = sorted(names - FOLDS.keys())
    if unknown:
        raise ValueError(f"no fold {unknown[0]!r}; there are {', '.join(FOLDS)}")
    return names


def _apply(text: str, folds: frozenset[str]) -> str:
    if not _LOOSE_HAMZAS.isdisjoint(text) and not folds.isdisjoint({"alef", "hamza"}):
        # A letter followed by a combining hamza is the same as the letter with its hamza: compose
        # them first, so that both are folded alike.
        shapes = folds & {"controls", "forms", "tatweel", "foreign"}
        text = unicodedata.normalize("NFC", text.translate(characters.combined(shapes)))
    return text.translate(characters.combined(folds))
