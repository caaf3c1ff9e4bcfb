"""The short forms by which a name can be called again in the same document."""

import re
from functools import lru_cache

from hasila.entities.edges import norm
from hasila.entities.places_demonyms import country_of
from hasila.normalize import fold

# Heads that may be left out of a name when it is named again.
_HEADS = frozenset(
    norm(word)
    for word in """
    تنظيم حركة حزب جماعة منظمة شركة وكالة قناة صحيفة دولة قوات جبهة نادي مؤسسة شبكة مجموعة ميليشيا مليشيا
    كتائب
    """.split()
)
# Endings of names that may be left out, beside what a body is for (`المرصد السوري لحقوق الإنسان`).
_GENERAL = frozenset(map(fold, "العالمية العالمي الدولية الدولي".split()))
# Words of a person's name whose next word is no name of that person.
_KIN = frozenset(norm(word) for word in "بن ابن بنت أبو أم عبد".split())
_QUOTED = re.compile('["«“](.+?)["»”]')


@lru_cache(maxsize=8192)
def short_forms(name: str, normal: str, label: str) -> tuple[str, ...]:
    """The norms of a name's short forms, the name itself left out.

    Args:
        name: The name as written.
        normal: Its norm.
        label: Its label.

    >>> short_forms("حركة النهضة", "حركه النهضه", "ORG")
    ('النهضه',)
    >>> short_forms("خالد بن منصور", "خالد بن منصور", "PER")
    ('بن منصور',)
    """
    words = normal.split()
    if label == "PER":
        # What follows `بن` alone is the father, or the rest of a name that is not said without it.
        return tuple(" ".join(words[i:]) for i in range(1, len(words)) if words[i - 1] not in _KIN)
    if label not in ("ORG", "LOC") or len(words) < 2:
        return ()
    heads = label == "ORG" and words[0] in _HEADS
    found = [" ".join(words[1:])] if heads else []
    for match in _QUOTED.finditer(name):
        outside = norm(name[: match.start()] + " " + name[match.end() :])
        found += [norm(match[1]), *([outside] if " " in outside else [])]
    ends = [i for i in range(2, len(words)) if _droppable(words[i:])]
    found += [" ".join(words[:i]) for i in ends]
    # `نادي الهلال السعودي`: neither head nor country is said again.
    found += [" ".join(words[1:i]) for i in ends if heads]
    return tuple(dict.fromkeys(form for form in found if form and form != normal))


def _droppable(words: list[str]) -> bool:
    return (words[0].startswith("ل") and len(words[0]) > 3) or all(_distinguishes(word) for word in words)


def _distinguishes(word: str) -> bool:
    """Whether a word says only of which country a body is, or that it is everybody's."""
    return word in _GENERAL or (word.startswith("ال") and country_of(word) is not None)
