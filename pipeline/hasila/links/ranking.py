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
from itertools import repeat

Span = tuple[int, int]
Features = list[str]
Weights = Mapping[str, float]

NAMES = ("event", "place", "of")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of several candidates, or none of them.

    Attributes:
        name: What is chosen: one of `NAMES`.
        number: The number it is chosen for.
        spans: Start and end of each candidate.
        features: What the grammar says of each: the names of features.
        none: The features of there being none.
    """

    name: str
    number: int
    spans: Sequence[Span]
    features: Sequence[Features]
    none: Features


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
            if found > best_score:
                best, best_score = index, found
        return best


def score(features: Iterable[str], table: Weights) -> float:
    """The sum of the weights of the features; an unknown one weighs nothing."""
    return sum(map(table.get, features, repeat(0.0)))


@cache
def shipped() -> Ranker:
    """The weights that come with the package."""
    tables = files("hasila.links.tables")
    return Ranker(
        {
            name: json.loads(tables.joinpath(f"weights_{name}.json").read_text(encoding="utf-8"))
            for name in NAMES
        }
    )


def weights(name: str) -> Weights:
    """The weights of one of the choices, as they ship."""
    return shipped().weights[name]
