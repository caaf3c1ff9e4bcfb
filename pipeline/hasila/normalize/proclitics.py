"""Which proclitics stand before a stem, where that is sure.

و and ف ("and", "so"), ب ل ك ("by", "for", "like"), س (the future) and the article ال are written
together with the next word, and many words begin with the same letters by themselves (وزير, بيت,
لجنة). A table of stems, made from the counts of a large news corpus (`compile_proclitics`), says
before which stem which clitic is sure. What is not sure is left whole.
"""

import lzma
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from hasila.normalize.levels import normalize

ARTICLE = "ال"
TATWEEL = "\u0640"
_TABLE = "data/proclitics.txt.xz"
# Marks included; what is longer is no word.
_LONGEST_WORD = 100

_ALONE = {
    conjunction + inner: (*conjunction, *parts)
    for conjunction in ("", "و", "ف")
    for inner, parts in {
        "": (),
        "ال": (ARTICLE,),
        "ب": ("ب",),
        "ل": ("ل",),
        "ك": ("ك",),
        "بال": ("ب", ARTICLE),
        "كال": ("ك", ARTICLE),
        "لل": ("ل", "ل"),
    }.items()
    if conjunction or inner
}
# Those that are nothing else even without the tatweel (بال is a word, "mind").
_SURELY_ALONE = frozenset({"و", "ال", "وال", "لل", "ولل", "وبال"})


class _Table(NamedTuple):
    clitics: dict[str, str]
    """Which clitics are sure before a stem, as their letters; ا is the article."""
    whole: frozenset[str]
    """Words that are never cut."""


@cache
def _table() -> _Table:
    data = resources.files("hasila.normalize").joinpath(_TABLE).read_bytes()
    clitics: dict[str, str] = {}
    whole: list[str] = []
    for line in lzma.decompress(data).decode().splitlines():
        if line.startswith("="):
            whole.append(line[1:])
        else:
            stem, letters = line.split("\t")
            clitics[stem] = letters
    return _Table(clitics, frozenset(whole))


def split_proclitics(word: str) -> tuple[str, ...]:
    """The sure proclitics before the stem, outermost first; `()` where nothing is sure.

    The word may hold diacritics and tatweel.

    >>> split_proclitics("وبالعراق")
    ('و', 'ب', 'ال')
    >>> split_proclitics("للعراق")  # the article's alef is not written after ل
    ('ل', 'ل')
    >>> split_proclitics("وزير")
    ()
    """
    return _parts(word, _bare(word)[0]) if len(word) <= _LONGEST_WORD else ()


def proclitic_length(word: str, *, article: bool = False) -> int:
    """How many characters of the word are conjunctions, prepositions or the س of the future.

    Their diacritics and tatweel are counted with them. The article is left in the rest, since names
    keep theirs, unless `article` is set.

    >>> proclitic_length("والعراق"), proclitic_length("للولايات"), proclitic_length("بـحلب")
    (1, 1, 2)
    >>> proclitic_length("والعراق", article=True)
    3
    """
    if len(word) > _LONGEST_WORD:
        return 0
    bare, ends = _bare(word)
    parts = _parts(word, bare)
    if not article and (parts[-1:] == (ARTICLE,) or parts[-2:] == ("ل", "ل")):
        parts = parts[:-1]
    letters = sum(map(len, parts))
    return ends[letters - 1] if letters else 0


def _parts(word: str, bare: str) -> tuple[str, ...]:
    # Before digits and quotes the clitics are a token of their own: وال|44, بـ|627.
    if bare in _ALONE and (bare in _SURELY_ALONE or word.endswith(TATWEEL)):
        return _ALONE[bare]
    return _split(bare)


@lru_cache(maxsize=1 << 14)
def _bare(word: str) -> tuple[str, tuple[int, ...]]:
    """The letters of a word without marks, and where each ends in the word, its marks included."""
    plain = normalize(word, "marks")
    if plain == word:  # not only as long: a ligature may make up for a mark
        return plain, tuple(range(1, len(word) + 1))
    letters: list[str] = []
    ends: list[int] = []
    for position, char in enumerate(word, start=1):
        shape = normalize(char, "marks")
        if shape:
            letters.append(shape)
            ends.extend([position] * len(shape))
        elif ends:
            ends[-1] = position
    return "".join(letters), tuple(ends)


@lru_cache(maxsize=1 << 16)
def _split(bare: str) -> tuple[str, ...]:
    if len(bare) < 3 or bare in _table().whole:
        return ()
    first, rest = bare[0], bare[1:]
    if first in "وف" and (inner := _after_conjunction(first, rest)) is not None:
        return (first, *inner)
    return _inner(bare)


def _after_conjunction(clitic: str, rest: str) -> tuple[str, ...] | None:
    """The clitics after a conjunction; None where it is not sure that it is one."""
    inner = () if rest in _table().whole else _inner(rest)
    if inner or clitic in _sure_before(rest):
        return inner
    if clitic == "و" and len(rest) > 4:
        # No longer word but والد and its kin begins with وال, and none but ومضة with وأ or وم.
        if rest.startswith(ARTICLE) and len(rest) > 5:
            return (ARTICLE,)
        if rest[0] in "أإآم" and not rest.startswith("مض"):
            return ()
    return None


def _inner(word: str) -> tuple[str, ...]:
    """A preposition, the future's س or the article at the beginning of a word."""
    article = _article(word)
    if article or len(word) < 3:
        return article
    first, rest = word[0], word[1:]
    if first in "بك" and (article := _article(rest)):
        return (first, *article)
    if first == "ل" and rest.startswith("ل") and len(rest) > 2:
        return ("ل",) if "ل" in _sure_before(rest) else ("ل", "ل")
    if first == "ل" and (article := _article(rest)):
        return (first, *article)
    if first in "بلكس" and first in _sure_before(rest):
        return (first,)
    return ()


def _article(word: str) -> tuple[str, ...]:
    return (ARTICLE,) if word.startswith(ARTICLE) and "ا" in _sure_before(word[2:]) else ()


def _sure_before(stem: str) -> str:
    return _table().clitics.get(stem, "")
