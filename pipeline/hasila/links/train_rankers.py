"""Learn the weights of the choices of event, place and group from annotated passages.

    python -m hasila.links.train_rankers QUANTITIES.jsonl [MODEL]

The passages are those of the annotation guidelines' format (`text`, `quantities` with `num`, `kind`,
`event`, `place`, `of`). Numbers, names and sentences come from the model, as they will in use; a
number that the annotators did not see teaches nothing. Weights go to `tables/weights_*.json`.

A choice is a softmax over its candidates and "none"; the weights are those that make the annotated
candidate likeliest, held small by an L2 penalty, found by AdaGrad. Needs numpy only.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hasila.links.choices import near
from hasila.links.event import event_choices, event_span
from hasila.links.group import group_choices
from hasila.links.linker import read_kinds
from hasila.links.place import place_choices
from hasila.links.ranking import Features, score
from hasila.links.scope import LINKED, make_scope
from hasila.links.view import View
from hasila.load import DEFAULT_MODEL

NAMES = ("event", "place", "of")
FOLDS = 4
# The choices that are learned as they are in use (`as_in_use`): by cross-validation it helps only these.
IN_USE = ("place",)
# The L2 penalty of each choice, by cross-validation too.
PENALTY = {"event": 6e-3, "place": 6e-3, "of": 2e-2}
# The lean (see `_lean`) of each choice until its own is known.
START = {"event": -0.1, "place": -1.2, "of": -1.5}
Span = tuple[int, int]
Tables = Mapping[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice to learn from: features of the candidates, none last; and the right ones' indices."""

    features: list[Features]
    right: tuple[int, ...]


Passage = tuple[View, dict[Span, dict[str, Any]]]


def choices(
    view: View, gold: dict[Span, dict[str, Any]], tables: Tables | None = None
) -> dict[str, list[Choice]]:
    """The choices of one text, with the gold quantities keyed by the numbers' spans.

    What a choice builds on (the event, the links of the number before) is what the annotators say,
    or, with `tables`, what those weights would choose: mistakes and all, as it will be in use.
    """
    found: dict[str, list[Choice]] = {name: [] for name in NAMES}
    counted, kinds = read_kinds(view)
    acted: int | None = None
    where: Span | None = None
    whose: Span | None = None
    for n, number in enumerate(view.numbers):
        wanted = gold.get((number.start, number.end))
        if wanted is None or kinds[n][0] not in LINKED or wanted["kind"] not in LINKED:
            continue
        scope = make_scope(view, n, kinds[n][0], counted[n])
        if acted is not None and acted < scope.begin:
            acted = None
        where, whose = (near(view, scope, span) for span in (where, whose))
        indices, features, none = event_choices(view, scope, acted)
        right = _right([event_span(view, index) for index in indices], wanted["event"])
        _add(found["event"], features, none, right)
        said = _pick("event", features, none, tables, right)
        event = None if said is None else indices[said]
        names, features, none = place_choices(view, scope, event, where)
        spans = [(place.start, place.end) for place in names]
        right = _right(spans, wanted["place"])
        _add(found["place"], features, none, right)
        at = _pick("place", features, none, tables, right)
        groups, features, none = group_choices(view, scope, event, whose)
        members = [(group.start, group.end) for group in groups]
        right = _right(members, wanted["of"])
        _add(found["of"], features, none, right)
        whom = _pick("of", features, none, tables, right)
        acted = event
        where = _span(wanted["place"]) if tables is None else None if at is None else spans[at]
        whose = _span(wanted["of"]) if tables is None else None if whom is None else members[whom]
    return found


def _pick(
    name: str, features: list[Features], none: Features, tables: Tables | None, right: Sequence[int]
) -> int | None:
    """The index of the right candidate or, with `tables`, of the one that the weights choose."""
    if tables is None:
        return right[0] if right and right[0] < len(features) else None
    scores = [score(facts, tables[name]) for facts in features]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    return None if best is None or scores[best] <= score(none, tables[name]) else best


def _span(wanted: Sequence[int] | None) -> Span | None:
    return None if wanted is None else (wanted[0], wanted[1])


def main() -> None:
    """Train on the file that the command line names, and write the weights."""
    import hasila
    from hasila.links.component import QuantityLinker

    path, model = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else DEFAULT_MODEL
    nlp = hasila.load(model, exclude=["hasila_links"])
    linker = QuantityLinker(nlp.vocab)
    records = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    passages: list[Passage] = []
    for record in records:
        gold = {(q["num"][0], q["num"][1]): q for q in record["quantities"]}
        passages.append((linker.view(nlp(record["text"])), gold))
    texts = as_in_use(passages)
    for name in NAMES:
        examples = [[*found[name]] for found in texts]
        weights = learn((choice for found in examples for choice in found), penalty=PENALTY[name])
        weights["none"] = round(weights.get("none", 0.0) + _lean(examples, PENALTY[name]), 3)
        target = Path(__file__).parent / "tables" / f"weights_{name}.json"
        target.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


def as_in_use(passages: Sequence[Passage]) -> list[dict[str, list[Choice]]]:
    """The choices of every passage; those of `IN_USE` built on what the other passages' weights choose."""
    ideal = [choices(view, gold) for view, gold in passages]
    found: list[dict[str, list[Choice]]] = [{} for _ in passages]
    for fold in range(FOLDS):
        tables = {}
        for name in NAMES:
            others = [texts[name] for i, texts in enumerate(ideal) if i % FOLDS != fold]
            table = learn((choice for texts in others for choice in texts), penalty=PENALTY[name])
            table["none"] = table.get("none", 0.0) + START[name]
            tables[name] = table
        for i in range(fold, len(passages), FOLDS):
            in_use = choices(*passages[i], tables)
            found[i] = ideal[i] | {name: in_use[name] for name in IN_USE}
    return found


def _lean(texts: Sequence[list[Choice]], penalty: float) -> float:
    """What to add to none's score for the best F1, by cross-validation over the texts.

    The likeliest choice is not the one with the best F1: where links are rarer than their absence
    a link pays before it is likelier than none.
    """
    tries = [step / 10 for step in range(-20, 6)]
    right, chosen = dict.fromkeys(tries, 0), dict.fromkeys(tries, 0)
    for fold in range(FOLDS):
        others = (c for i, found in enumerate(texts) if i % FOLDS != fold for c in found)
        table = learn(others, penalty=penalty)
        for choice in (c for i, found in enumerate(texts) if i % FOLDS == fold for c in found):
            *scores, none = (score(features, table) for features in choice.features)
            best = max(range(len(scores)), key=scores.__getitem__, default=None)
            for lean in tries:
                if best is not None and scores[best] > none + lean:
                    chosen[lean] += 1
                    right[lean] += best in choice.right
    wanted = sum(c.right[0] < len(c.features) - 1 for found in texts for c in found)
    return max(tries, key=lambda lean: (2 * right[lean] / max(1, chosen[lean] + wanted), -abs(lean)))


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
    rate: float = 0.06,
    penalty: float = 6e-3,
    seed: int = 1,
    start: float = 1.0,
    least: int = 2,
) -> dict[str, float]:
    """The weights that make the right candidates likeliest.

    A feature that fewer than `least` choices have is left out.
    """
    examples = list(examples)
    times: dict[str, int] = {}
    for example in examples:
        for feature in {feature for features in example.features for feature in features}:
            times[feature] = times.get(feature, 0) + 1
    kept = sorted(feature for feature, count in times.items() if count >= least)
    index = {feature: i for i, feature in enumerate(kept)}
    packed = [
        [
            np.array([index[f] for f in features if f in index], dtype=np.int64)
            for features in example.features
        ]
        for example in examples
    ]
    weights = np.zeros(len(index))
    squares = np.full(len(index), start)
    average = np.zeros(len(index))
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
        if epoch >= epochs // 2:
            average += weights
    weights = average / (epochs - epochs // 2)
    return {f: round(float(weights[i]), 3) for f, i in index.items() if abs(weights[i]) >= 0.02}


if __name__ == "__main__":
    main()
