"""The phrases of `bounds.tsv`, looked up by the words of a text as they are written, proclitics and all."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import get_args

from hasila.normalize.levels import fold
from hasila.numerals.lexicon import read_table
from hasila.numerals.types import Bound

_BOUNDS: frozenset[str] = frozenset(get_args(Bound))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that bound a number, what they say of it, and what they say with a negation before them."""

    words: tuple[str, ...]
    bound: Bound
    negated: Bound


@cache
def phrases(place: str) -> Mapping[str, tuple[Phrase, ...]]:
    """The phrases of a place, by their last word (before) or first word (after, verb), longest first."""
    table: dict[str, list[Phrase]] = {}
    for text, where, bound, *negated in read_table("bounds.tsv"):
        if where != place:
            continue
        words = tuple(fold(word) for word in text.split())
        key = words[-1] if place == "before" else words[0]
        table.setdefault(key, []).append(
            Phrase(words, _bound(bound), _bound(negated[0] if negated else bound))
        )
    return {key: tuple(sorted(found, key=lambda phrase: -len(phrase.words))) for key, found in table.items()}


def _bound(text: str) -> Bound:
    if text not in _BOUNDS:
        raise ValueError(f"bounds.tsv: no bound {text!r}")
    return text  # type: ignore[return-value]


@lru_cache(maxsize=1 << 14)
def forms(word: str) -> tuple[str, ...]:
    """A folded word and what is left of it without one or two proclitics."""
    found = [word]
    if word[:1] in ("و", "ف") and len(word) > 2:
        found.append(word[1:])
    for form in tuple(found):
        if form[:1] in ("ب", "ل", "ك") and len(form) > 2:
            found.append(form[1:])
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def beginning(word: str) -> tuple[Phrase, ...]:
    """The verbs' phrases that a word begins, proclitics aside."""
    table = phrases("verb")
    return tuple(phrase for form in forms(word) for phrase in table.get(form, ()))


@lru_cache(maxsize=1 << 14)
def ending(word: str) -> tuple[Phrase, ...]:
    """The phrases before a number that a word ends, proclitics aside."""
    table = phrases("before")
    return tuple(phrase for form in forms(word) for phrase in table.get(form, ()))
