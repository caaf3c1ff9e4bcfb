"""Learning the weights of the choices from annotated texts.

A choice is a softmax over its candidates and "none". Its loss is how unlikely the annotated candidate
is; a choice whose annotated link is no candidate, and a number that the annotators did not see, teach
nothing. What a choice builds on (the event, the links of the number before) is what is annotated: to
learn with what the weights themselves would choose, as it will be in use, was no better by
cross-validation.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from thinc.api import Model

from hasila.links.choices import Pick, walk
from hasila.links.linker import read_kinds
from hasila.links.ranking import NAMES, Choice, Ranker
from hasila.links.scope import LINKED
from hasila.links.view import View

Span = tuple[int, int]
# A one-dimensional array of numpy's; thinc's own types for it don't fit numpy's functions.
Array = Any
# From lessons to the scores of their candidates, "none" last.
Scorer = Model[Any, Any]
Gold = Mapping[Span, Mapping[str, Any]]

# What is smaller than this changes no choice that is worth anything, and is not kept.
_LEAST = 0.002
# A candidate whose score is as near to what it should be leaves its weights alone.
_SETTLED = 1e-4


@dataclass(frozen=True, slots=True)
class Lesson:
    """A choice and the indices of the right answers, that of "none" being the number of candidates."""

    choice: Choice
    right: tuple[int, ...]


def lessons(view: View, gold: Gold, choose: Pick | None = None) -> list[Lesson]:
    """What a text teaches.

    Args:
        view: The text.
        gold: The quantities that are annotated in it, in the form of the gold corpora (links as
            `[start, end]`), by the ends of their numbers.
        choose: What the later choices build on, mistakes and all, as it will be in use; without it they
            build on what is annotated.
    """
    found: list[Lesson] = []

    def pick(choice: Choice) -> int | None:
        number = view.numbers[choice.number]
        wanted = gold.get((number.start, number.end))
        if wanted is None:
            return None if choose is None else choose(choice)
        right = _right(choice, wanted)
        if right and wanted["kind"] in LINKED:
            found.append(Lesson(choice, right))
        if choose is not None:
            return choose(choice)
        return right[0] if right and right[0] < len(choice.spans) else None

    counted, kinds = read_kinds(view)
    for _ in walk(view, counted, [kind for kind, _ in kinds], pick):
        pass
    return found


def _right(choice: Choice, wanted: Mapping[str, Any]) -> tuple[int, ...]:
    span = wanted.get(choice.name)
    if span is None:
        return (len(choice.spans),)
    return tuple(index for index, one in enumerate(choice.spans) if one == (span[0], span[1]))


def vocabulary(found: Iterable[Lesson], least: int) -> dict[str, dict[str, int]]:
    """For each sort of choice the features that at least so many choices have, and their rows."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in NAMES}
    for lesson in found:
        choice = lesson.choice
        counts[choice.name].update({f for facts in (*choice.features, choice.none) for f in facts})
    return {
        name: {
            feature: row
            for row, feature in enumerate(sorted(f for f, times in counts[name].items() if times >= least))
        }
        for name in NAMES
    }


def make_model(rows: Mapping[str, Mapping[str, int]]) -> Scorer:
    """A model of one weight a feature: from lessons to the scores of their candidates, "none" last.

    Its attribute `penalty` holds the weights of each sort of choice small, `dropout_rate` leaves facts out.

    Args:
        rows: For each sort of choice its features, and the place of each in the weights.
    """
    params: dict[str, Array] = {name: np.zeros(max(1, len(rows[name])), dtype=np.float32) for name in NAMES}
    return Model(
        "hasila_ranker",
        _forward,
        params=params,
        attrs={
            "penalty": {},
            "rows": {name: dict(features) for name, features in rows.items()},
            "dropout_rate": 0.0,
        },
    )


def _weights(model: Scorer) -> dict[str, Array]:
    """The weights of each sort of choice, and behind them a zero: that of an unknown feature."""
    return {name: np.append(np.asarray(model.get_param(name)), np.float32(0)) for name in NAMES}


def _forward(
    model: Scorer, found: Sequence[Lesson], is_train: bool
) -> tuple[list[Array], Callable[[list[Array]], Sequence[Lesson]]]:
    rows: dict[str, dict[str, int]] = model.attrs["rows"]
    packed = [_packed(lesson.choice, rows[lesson.choice.name]) for lesson in found]
    weights = _weights(model)
    rate: float = model.attrs["dropout_rate"]
    penalty: dict[str, float] = model.attrs["penalty"]
    if is_train and rate > 0:
        packed = [
            (np.where(np.random.uniform(size=len(flat)) < rate, -1, flat), begins) for flat, begins in packed
        ]
    scores = [
        np.add.reduceat(weights[lesson.choice.name][flat], begins)
        for lesson, (flat, begins) in zip(found, packed, strict=True)
    ]

    def backprop(slopes: list[Array]) -> Sequence[Lesson]:
        gradients: dict[str, Array] = {name: np.zeros_like(weights[name]) for name in NAMES}
        for lesson, (flat, begins), slope in zip(found, packed, slopes, strict=True):
            name = lesson.choice.name
            of_facts = np.repeat(slope, np.diff(np.append(begins, len(flat))))
            held = np.where(np.abs(of_facts) > _SETTLED, weights[name][flat], 0)
            np.add.at(gradients[name], flat, of_facts + penalty.get(name, 0.0) / len(found) * held)
        for name in NAMES:
            model.inc_grad(name, gradients[name][:-1])
        return found

    return scores, backprop


def _packed(choice: Choice, rows: Mapping[str, int]) -> tuple[Any, Any]:
    """The rows of all features of all candidates one behind the other, and where each candidate's begin.

    An unknown feature has the row -1, whose weight is zero.
    """
    flat: list[int] = []
    begins: list[int] = []
    for features in (*choice.features, choice.none):
        begins.append(len(flat))
        flat += [rows.get(feature, -1) for feature in features] or [-1]
    return np.array(flat, dtype=np.int64), np.array(begins, dtype=np.int64)


def loss_and_slopes(
    scores: Sequence[Array], found: Sequence[Lesson], lean: Mapping[str, float]
) -> tuple[dict[str, float], list[Array]]:
    """How unlikely the right answers are, summed by sort of choice, and the slope of each score.

    `lean` is added to the score of "none" while learning, so that the weights make up for it: with a
    lean above 0 more links are found than are likelier than none, which is what F1 rewards.
    """
    losses = dict.fromkeys(NAMES, 0.0)
    slopes: list[Array] = []
    for row, lesson in zip(scores, found, strict=True):
        leant = row.astype(np.float64)
        leant[-1] += lean.get(lesson.choice.name, 0.0)
        share = np.exp(leant - leant.max())
        share /= share.sum()
        target = np.zeros(len(row))
        chosen = share[list(lesson.right)] + 1e-12
        target[list(lesson.right)] = chosen / chosen.sum()
        losses[lesson.choice.name] -= float(np.log(chosen.sum()))
        slopes.append((share - target).astype(np.float32))
    return losses, slopes


def to_ranker(model: Scorer) -> Ranker:
    """The model's weights by the names of their features."""
    rows: dict[str, dict[str, int]] = model.attrs["rows"]
    return Ranker(
        {
            name: {
                feature: round(value, 3)
                for (feature, _), value in zip(
                    sorted(rows[name].items(), key=lambda item: item[1]),
                    model.get_param(name).tolist(),
                    strict=False,
                )
                if abs(value) >= _LEAST
            }
            for name in NAMES
        }
    )


def to_model(ranker: Ranker) -> Scorer:
    """The reverse of `to_ranker`."""
    tables = {name: dict(ranker.weights[name]) for name in NAMES}
    model = make_model({name: {feature: row for row, feature in enumerate(tables[name])} for name in NAMES})
    for name, table in tables.items():
        if table:
            values: Array = np.array(list(table.values()), dtype=np.float32)
            model.set_param(name, values)
    return model
