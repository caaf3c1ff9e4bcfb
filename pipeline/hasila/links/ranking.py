"""Choosing one of several candidates, or none, by the grammar's evidence.

Where a rule of thumb would weigh "nearest", "in front of the number", "a verb" against each other,
each such fact is a named feature here, and its weight was learned from annotated passages (see
`tables/README.md`). The sum of a candidate's weights is its score; the candidate `None` has
features and a score of its own. At run time this is additions only.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import repeat

Features = list[str]


@cache
def weights(name: str) -> dict[str, float]:
    """The learned weights of one of the choices: `event`, `of` or `place`."""
    text = files("hasila.links.tables").joinpath(f"weights_{name}.json").read_text(encoding="utf-8")
    table: dict[str, float] = json.loads(text)
    return table


def score(features: Iterable[str], table: dict[str, float]) -> float:
    """The sum of the weights of the features; an unknown one weighs nothing."""
    return sum(map(table.get, features, repeat(0.0)))


def choose(name: str, candidates: Sequence[Features], none: Features) -> int | None:
    """The index of the best candidate, the first of equals; None where no candidate beats none."""
    table = weights(name)
    best, best_score = None, score(none, table)
    for index, features in enumerate(candidates):
        found = score(features, table)
        if found > best_score:
            best, best_score = index, found
    return best
