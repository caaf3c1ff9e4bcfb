"""Learn the weights of the choices of event, place and group from annotated passages.

A choice is a softmax over its candidates and "none"; the weights are those that make the annotated
candidate likeliest, held small by an L2 penalty, found by AdaGrad. Needs numpy only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hasila.links.event import event_choices, event_span
from hasila.links.group import group_choices
from hasila.links.linker import read_kinds
from hasila.links.place import name_start, place_choices
from hasila.links.ranking import Features
from hasila.links.scope import LINKED, make_scope
from hasila.links.view import View

NAMES = ("event", "place", "of")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice to learn from: features of the candidates, none last; and the right ones' indices."""

    features: list[Features]
    right: tuple[int, ...]


def choices(view: View, gold: dict[Span, dict[str, Any]]) -> dict[str, list[Choice]]:
    """The choices of one text, with the gold quantities keyed by the numbers' spans."""
    found: dict[str, list[Choice]] = {name: [] for name in NAMES}
    counted, kinds = read_kinds(view)
    previous: int | None = None
    for n, number in enumerate(view.numbers):
        wanted = gold.get((number.start, number.end))
        if wanted is None or kinds[n][0] not in LINKED or wanted["kind"] not in LINKED:
            continue
        scope = make_scope(view, n, kinds[n][0], counted[n])
        if previous is not None and previous < scope.begin:
            previous = None
        indices, features, none = event_choices(view, scope, previous)
        right = _right([event_span(view, index) for index in indices], wanted["event"])
        _add(found["event"], features, none, right)
        event = indices[right[0]] if right and right[0] < len(indices) else None
        names, features, none = place_choices(view, scope, event)
        _add(
            found["place"],
            features,
            none,
            _right([(name_start(view, a), b.end) for a, b in names], wanted["place"]),
        )
        groups, features, none = group_choices(view, scope, event)
        _add(found["of"], features, none, _right([(g.start, g.end) for g in groups], wanted["of"]))
        previous = event
    return found


def _right(spans: Sequence[Span], wanted: Sequence[int] | None) -> tuple[int, ...]:
    if wanted is None:
        return (len(spans),)
    return tuple(index for index, span in enumerate(spans) if span == (wanted[0], wanted[1]))


def _add(found: list[Choice], features: list[Features], none: Features, right: tuple[int, ...]) -> None:
    if right:  # a gold link that is no candidate teaches nothing
        found.append(Choice([*features, none], right))


def learn(
    examples: Iterable[Choice],
    *,
    epochs: int = 20,
    rate: float = 0.2,
    penalty: float = 2e-4,
    seed: int = 1,
    start: float = 1.0,
) -> dict[str, float]:
    """The weights that make the right candidates likeliest; rare features (seen once) are left out."""
    examples = list(examples)
    times: dict[str, int] = {}
    for example in examples:
        for feature in {feature for features in example.features for feature in features}:
            times[feature] = times.get(feature, 0) + 1
    index = {feature: i for i, feature in enumerate(sorted(f for f, n in times.items() if n > 1))}
    packed = [
        [
            np.array([index[f] for f in features if f in index], dtype=np.int64)
            for features in example.features
        ]
        for example in examples
    ]
    weights = np.zeros(len(index))
    squares = np.full(len(index), start)
    order = np.arange(len(examples))
    generator = np.random.default_rng(seed)
    for epoch in range(epochs):
        generator.shuffle(order)
        step = rate * (1 - epoch / epochs) + 0.01
        for i in order:
            rows, right = packed[i], examples[i].right
            scores = np.array([weights[row].sum() for row in rows])
            share = np.exp(scores - scores.max())
            share /= share.sum()
            target = np.zeros(len(rows))
            chosen = share[list(right)]
            target[list(right)] = chosen / chosen.sum() if chosen.sum() > 0 else 1 / len(right)
            for row, slope in zip(rows, share - target, strict=True):
                if abs(slope) < 1e-4:
                    continue
                gradient = slope + penalty * weights[row]
                squares[row] += gradient**2
                weights[row] -= step * gradient / np.sqrt(squares[row])
    return {f: round(float(weights[i]), 3) for f, i in index.items() if abs(weights[i]) >= 0.02}
