"""New sentences from old: other names in their places, and the careless spellings of the web.

A model that has met a frame with a hundred towns in it reads the town it never met.
"""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from hasila.entities.words import split
from hasila.training.corpora import Name, Passage

_CARELESS = str.maketrans("أإآةى", "اااهي")


def names_of(passages: Sequence[Passage]) -> dict[str, list[str]]:
    """The distinct names of each label, in a fixed order."""
    found: dict[str, dict[str, None]] = {}
    for passage in passages:
        for name in passage.names:
            found.setdefault(name.label, {})[passage.text[name.start : name.end]] = None
    return {label: list(names) for label, names in found.items()}


def read_places(path: Path, countries: frozenset[str] | None = None) -> list[str]:
    """The Arabic names of a GeoNames table (tab-separated; names in the last column, `|` between)."""
    places: dict[str, None] = {}
    with path.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if countries is None or columns[2] in countries:
                places.update(dict.fromkeys(columns[-1].split("|")))
    return [place for place in places if 2 < len(place) < 30]


def _joined(before: str, new: str) -> str:
    """The new name after what stands before it: the article loses its alef after ل (`للعراق`)."""
    return new[1:] if before.endswith("ل") and new.startswith("ال") else new


def swap_names(
    passage: Passage, others: Mapping[str, Sequence[str]], chance: Mapping[str, float], dice: random.Random
) -> Passage:
    """The passage with some of its names replaced by others of the same label."""
    parts: list[str] = []
    names: list[Name] = []
    at = length = 0
    for name in sorted(passage.names, key=lambda name: name.start):
        between = passage.text[at : name.start]
        old = passage.text[name.start : name.end]
        new = old
        # `لولايات المتحدة` after ل has lost its alef already: such a name stays.
        if dice.random() < chance.get(name.label, 0.0) and not (
            between.endswith("ل") and old.startswith("ل")
        ):
            new = _joined(between, dice.choice(others[name.label]))
        start = length + len(between)
        length = start + len(new)
        parts += [between, new]
        names.append(Name(start, length, name.label))
        at = name.end
    text = "".join([*parts, passage.text[at:]])
    return Passage(text, tuple(split(text)), tuple(names))


def careless(passage: Passage) -> Passage:
    """The passage as written in a hurry: no hamza on alef, ه for ة, ي for ى."""
    return Passage(passage.text.translate(_CARELESS), passage.words, passage.names)


def join(passages: Sequence[Passage]) -> Passage:
    """Consecutive sentences as one passage, a space between."""
    text, words, names = "", [], []
    for passage in passages:
        shift = len(text) + 1 if text else 0
        text = f"{text} {passage.text}" if text else passage.text
        words += [(start + shift, end + shift) for start, end in passage.words]
        names += [Name(name.start + shift, name.end + shift, name.label) for name in passage.names]
    return Passage(text, tuple(words), tuple(names))
