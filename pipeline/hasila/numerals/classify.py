"""What a single word is to a number: its readings, its proclitics, the pronoun at its end."""

import re
from dataclasses import dataclass
from types import MappingProxyType

from hasila.normalize.levels import fold
from hasila.numerals import duals, lexicon
from hasila.numerals.lexicon import Roles, word_set

# What may follow a letter inside a word: marks, tatweel; and what is not seen at all.
MARK = "\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0610-\u061a\u08ca-\u08ff\ufe70-\ufe7f"
CONTROL = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_MARKS_AT_END = re.compile(rf"[{CONTROL}{MARK}]+$")
_UNSEEN = re.compile(rf"[{CONTROL}]")
_SKIPPED = re.compile(rf"[{CONTROL}{MARK}]*")

NO_ROLES: Roles = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Word:
    """A word that matters: its readings, and how much of it is proclitics.

    Attributes:
        folded: The stem, folded, without proclitics and article.
        prefix: Conjunction and preposition, folded: "", "و", "ب", "وب" …
        skip: How many raw characters the prefix takes.
        article: Whether the article stands before the stem.
        length: Raw characters without trailing marks that are no part of the word.
        roles: Role → value (see `words.tsv`); empty for a word that only matters as context.
        dual: The singular of a dual noun, else None.
        construct: Whether the dual has lost its ن before a noun or pronoun.
        suffix: Letters of a pronoun at the end, which `length` leaves out.
        raw: The word as written.
    """

    folded: str
    prefix: str
    skip: int
    article: bool
    length: int
    roles: Roles
    dual: str | None
    construct: bool
    suffix: int
    raw: str


# Proclitics before a stem, longest first. "لل" is ل with the article, whose alef is not written.
_PREFIXES = (
    "",
    "ال",
    "و",
    "وال",
    "ف",
    "فال",
    "ب",
    "بال",
    "ل",
    "لل",
    "ك",
    "كال",
    "وب",
    "وبال",
    "ول",
    "ولل",
    "فب",
    "فبال",
    "فل",
    "فلل",
    "وك",
    "وكال",
)
_ONE, _THIRD = fold("واحد"), fold("ثلثة")
# A pronoun can follow these: ثلثهم, نصفها, أولهما.
_PRONOUNS = ("هما", "هم", "ها", "هن", "نا", "كم", "ه")
_WITH_PRONOUN = frozenset(
    fold(word) for word in ("نصف", "ثلث", "ثلثا", "ثلثي", "أول", "أولى", "ثاني", "ثالث", "رابع", "خامس")
)
# Fractions only of them or hers: خمسهم, ربعها; not of one's price (ثمنها) nor of what holds us (تسعنا).
_FIFTHS = frozenset(fold(word) for word in ("ربع", "خمس", "سدس", "سبع", "عشر"))
_PART_ROLES = frozenset(("fraction", "fraction_dual", "ordinal"))
_THEIRS = ("هما", "هم", "ها", "هن", "ه")
# Words that look like a clitic and a number word, and are neither.
_NOT_CLITIC = word_set("كست لثمن وعد")


def classify(raw: str, *, dialect: bool = False) -> Word | None:
    """Look a raw word up: a number word, a dual noun, or None."""
    folded = fold(raw)
    size = len(folded)
    if size < 2 or size > 24:
        return None
    table = lexicon.words(dialect)
    if folded in _NOT_CLITIC:
        return None
    if folded == _ONE and ("أ" in raw or "\u0654" in raw):
        # وأحد is folded like واحد, and is و with the أحد of وأحد عشر.
        return _word(raw, folded, "و", table[folded[1:]])
    for prefix in _PREFIXES:
        if folded.startswith(prefix):
            roles = table.get(folded[len(prefix) :])
            if roles is not None and not (
                bare_end(raw) == "ه" and ("several" in roles or folded.endswith(_THIRD))
            ):
                # بعده is "after him" and ثلثه its third; only with ta marbuta they are عدة and ثلاثة.
                return _word(raw, folded, prefix, roles)
    for suffix in _PRONOUNS:
        if folded.endswith(suffix):
            for prefix in _PREFIXES:
                stem = folded[len(prefix) : -len(suffix)]
                if folded.startswith(prefix) and (
                    stem in _WITH_PRONOUN or (stem in _FIFTHS and suffix in _THEIRS)
                ):
                    parts = {role: table[stem][role] for role in _PART_ROLES & table[stem].keys()}
                    return _word(raw, folded, prefix, parts, suffix=len(suffix))
    found = duals.lookup(folded, raw)
    if found is None:
        return None
    return _word(
        raw,
        folded,
        found.prefix,
        NO_ROLES,
        dual=found.singular,
        construct=found.construct,
        suffix=found.suffix,
    )


def _word(
    raw: str,
    folded: str,
    prefix: str,
    roles: Roles,
    *,
    dual: str | None = None,
    construct: bool = False,
    suffix: int = 0,
) -> Word:
    article = prefix.endswith(("ال", "لل"))
    clitics = prefix
    if prefix.endswith("ال"):
        clitics = prefix[:-2]
    elif prefix.endswith("لل"):
        clitics = prefix[:-1]
    if suffix:
        length = raw_length(raw, len(folded) - suffix)
    else:
        length = len(raw)
        while length and _UNSEEN.match(raw[length - 1]):
            length -= 1
    stem = folded[len(prefix) : len(folded) - suffix]
    return Word(
        stem, clitics, raw_length(raw, len(clitics)), article, length, roles, dual, construct, suffix, raw
    )


def bare_end(raw: str) -> str:
    """The last letter of a raw word, marks and controls aside."""
    return _MARKS_AT_END.sub("", raw)[-1:]


def raw_length(raw: str, letters: int) -> int:
    """How many raw characters the first so many letters take, with the marks after each."""
    position = 0
    for _ in range(letters):
        skipped = _SKIPPED.match(raw, position)
        position = (skipped.end() if skipped else position) + 1
    skipped = _SKIPPED.match(raw, position)
    return skipped.end() if letters and skipped else position
