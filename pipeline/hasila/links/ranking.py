"""Choosing one of several candidates, or none, by the grammar's evidence.

Where a rule of thumb would weigh "nearest", "in front of the number", "a verb" against each other,
each such fact is a named feature here, and its weight was learned from annotated passages (see
`learning`, and `tables/README.md` for the weights that ship). The sum of a candidate's weights is its
score; that there is none has features and a score of its own. At run time this is additions only.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from sys import intern
from typing import NamedTuple

Span = tuple[int, int]
Features = list[str]
Weights = Mapping[str, float]

NAMES = ("event", "place", "of", "antecedent")


class Choice(NamedTuple):
    """Which of several candidates, or none of them.

    Attributes:
        name: What is chosen: one of `NAMES`.
        number: The number it is chosen for.
        spans: Start and end of each candidate.
        features: What the grammar says of each: the names of features.
        none: The features of there being none.
        asking: The words of the number, of its noun and of its event; None where there is none.
        answering: First and last word of each candidate.
        said: How much likelier than none an encoder finds each (`evidence`); empty without one.
    """

    name: str
    number: int
    spans: Sequence[Span]
    features: Sequence[Features]
    none: Features
    asking: tuple[int, int | None, int | None] = (0, None, None)
    answering: Sequence[tuple[int, int]] = ()
    said: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Ranker:
    """The weight of each feature, for each of the choices."""

    weights: Mapping[str, Weights]

    def pick(self, choice: Choice) -> int | None:
        """The index of the best candidate, the first of equals; None where no candidate beats none."""
        table = self.weights[choice.name]
        best, best_score = None, score(choice.none, table)
        for index, features in enumerate(choice.features):
            found = score(features, table)
            if choice.said:
                found += choice.said[index]
            if found > best_score:
                best, best_score = index, found
        return best


def score(features: Iterable[str], table: Weights) -> float:
    """The sum of the weights of the features; an unknown one weighs nothing."""
    return sum(filter(None, map(table.get, features)))


def same(*features: str) -> tuple[str, ...]:
    """Features that are made once and used often, as the objects that the tables of weights have as keys.

    Looking up the very object is twice as fast as looking up its like, which has to be compared with it.
    """
    return tuple(map(intern, features))


# The file of the weights of each choice.
FILES = {name: f"weights_{name}.json" for name in NAMES}


def texts_of(ranker: Ranker) -> dict[str, str]:
    """The contents of the files of a ranker's weights, a line a fact, by the files' names."""
    return {
        file: json.dumps(ranker.weights[name], ensure_ascii=False, indent=0, sort_keys=True) + "\n"
        for name, file in FILES.items()
    }


def read_weights(text: str) -> dict[str, float]:
    """Weights from the text of a file."""
    return {intern(feature): weight for feature, weight in json.loads(text).items()}


@cache
def shipped() -> Ranker:
    """The weights that come with the package."""
    tables = files("hasila.links.tables")
    return Ranker(
        {
            name: read_weights(tables.joinpath(file).read_text(encoding="utf-8"))
            for name, file in FILES.items()
        }
    )
