"""Words that say of which country something or somebody is: `السوري`, `المصريين`, `أتراك`."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from hasila.entities.edges import letters_length
from hasila.entities.gazetteer import rows, table
from hasila.normalize import fold

# Endings of an adjective in ي: feminine, plural, dual, accusative.
_ENDINGS = ("", "ه", "ون", "ين", "ات", "ان", "تين", "تان", "ا")
_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")


@cache
def demonyms() -> Mapping[str, str]:
    """Folded word without the article → its country's code (ISO 3166-1 alpha-2)."""
    found: dict[str, str] = {}
    for name in ("demonym_names.tsv", "demonyms.tsv"):
        for country, *words in rows(name):
            for word in map(fold, words):
                endings = _ENDINGS if word.endswith("ي") else ("",)
                for ending in endings:
                    found.setdefault(word + ending, country)
    return found


def _is_country(word: str) -> bool:
    """Whether a word without the article is a country's name more often: `سورية`, `جيبوتي`."""
    return any(place.kind == "country" for place in table().get(word, ()))


@lru_cache(maxsize=16_384)
def country_of(word: str) -> tuple[str, int] | None:
    """The country that a word tells as an adjective or noun of people, and the letters before it.

    >>> country_of("والسورية"), country_of("للمصريين"), country_of("اليمنى"), country_of("كتاب")
    (('SY', 1), ('EG', 2), None, None)
    """
    if not 4 <= len(word) <= 30 or word.endswith("ى"):
        return None
    form = fold(word)
    for proclitics in _PROCLITICS:
        if not form.startswith(proclitics):
            continue
        rest = form[len(proclitics) :]
        if rest in demonyms() and not _is_country(rest):
            return demonyms()[rest], len(proclitics)
        if rest.startswith("ال") and rest[2:] in demonyms():
            return demonyms()[rest[2:]], len(proclitics)
        if proclitics.endswith("ل") and rest.startswith("ل") and rest[1:] in demonyms():
            return demonyms()[rest[1:]], len(proclitics) + 1
    return None


def find_demonyms(tokens: Iterable[tuple[int, str]]) -> list[dict[str, Any]]:
    """Those of the tokens (offset and text) that are demonyms, as plain data."""
    found = []
    for offset, text in tokens:
        answer = country_of(text)
        if answer is not None:
            country, letters = answer
            skip = letters_length(text, letters, most=3)
            found.append(
                {"start": offset + skip, "end": offset + len(text), "text": text[skip:], "country": country}
            )
    return found
