"""Telling a word's conjunctions, prepositions and article from its own first letters.

`hasila.normalize` splits only what is sure whatever the word. The rules of this stage need more: a
verb or a noun is found in a table only without the و in front. So a letter that can be a
proclitic is taken for one unless the word is known to own it (`tables/own_letters.txt`).
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from hasila.links import lexicon
from hasila.links.units import unit_of

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
# A conjunction and what is too short to be told from a word's second letter and on (`وفي`, `فلا`), and
# words that the counts take for words of their own. `وأن` and `وإن` fold alike, and so do `فأن` and `فإن`;
# `فهم` and `وهم` stay whole, since they are nouns as well.
_JOINED = """
وفي ومن وعن ومع وقد ولا ولم ولن ولو وما وهو وهي وأن وإن وله وبه ففي فمن فإن فلا فلم فلن فما فهو فهي
وأنه ودمر وتطبق فاتهم بحي لحي
"""
# What is left after a proclitic has at least so many letters.
_LEAST_AFTER = 3
# Pronouns behind a noun, and how long a noun before one is at least to own its first letter.
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا")
_LAST_OF_PRONOUNS = ("ه", "ا", "م", "ن")
_LEAST_OWN = 4


@cache
def table(name: str) -> frozenset[str]:
    """One of the compiled word lists in `tables/`."""
    text = files("hasila.links.tables").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def split(norm: str) -> tuple[tuple[str, ...], bool, str]:
    """The proclitics of a folded word, whether it has the article, and what is left.

    >>> split(fold("وبالمدينة"))
    (('و', 'ب'), True, 'مدينه')
    """
    lead: list[str] = []
    rest = norm
    if norm in lexicon.words(_JOINED):
        return (norm[0],), False, norm[1:]
    while rest and rest[0] in _CONJUNCTIONS + _PREPOSITIONS and len(lead) < 2:
        letter = rest[0]
        unit = rest[:2] == "لل" and unit_of(rest[1:]) is not None
        if unit or (rest[:2] == "لل" and len(rest) > 4):
            # `للقاء` is ل and اللقاء, written with two ل of the three; so is `للتر`.
            own = unit or rest[1:] in table("own_letters")
            return (*lead, letter), True, rest[1:] if own else rest[2:]
        after = rest[1:]
        article = after.startswith("ال") and letter != "ل" and len(after) > 4
        if lead and letter in _CONJUNCTIONS:
            break
        if not article and (len(after) < _LEAST_AFTER or _owns(rest)):
            break
        if (article and rest in table("own_letters")) or (letter in _PREPOSITIONS and rest in table("verbs")):
            break
        lead.append(letter)
        rest = after
        if rest[0] in _PREPOSITIONS and rest in lexicon.words(_JOINED):
            return (*lead, rest[0]), False, rest[1:]  # `وبحي`
        if letter in _PREPOSITIONS:
            break
    if rest.startswith("ال") and len(rest) > 3 and not (rest in table("own_letters") or _owns(rest)):
        return tuple(lead), True, rest[2:]
    return tuple(lead), False, rest


def _owns(word: str) -> bool:
    if unit_of(word) is not None:
        return True  # لترا, كيلومتر
    return (
        word in table("own_letters")
        or word in lexicon.words(lexicon.FUNCTION)
        or word in _kept()
        or any(stem in table("own_letters") for stem in _without_pronoun(word))
    )


def _without_pronoun(word: str) -> Iterator[str]:
    """What the word may be without a pronoun behind it: `كوادر` of `كوادره`, `كتيبه` of `كتيبته`."""
    if word[-1:] not in _LAST_OF_PRONOUNS:
        return
    for pronoun in _PRONOUNS:
        stem = word.removesuffix(pronoun)
        if len(word) > len(stem) >= _LEAST_OWN:
            yield stem
            if stem[-1] == "ت":
                yield stem[:-1] + "ه"


@cache
def _kept() -> frozenset[str]:
    nations, endings = lexicon.words(lexicon.OWN_NATIONS), lexicon.words(lexicon.NISBA)
    return lexicon.words(lexicon.OWN_LETTERS) | {nation + ending for nation in nations for ending in endings}
