"""Learning the weights of the grammar's facts alone: those of the package, for pipelines without an encoder.

`python -m hasila.training.link_facts QUANTITIES.jsonl… [--model MODEL] [--dev FILE] -o DIR` learns from gold
corpora of quantities which facts (`hasila.links.ranking`) speak for the event, the place, the group and the
antecedent of a number, and writes `weights_*.json`. Numbers, names and sentences come from the model, as they
will in use. The choices of one half of the texts build on what the weights choose so far, mistakes and all.
What is added to the score of "none" (the lean) is found on a tenth of the texts, which is learned from last.
Needs the `train` extra.
"""

import argparse
import logging
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from hasila.links.learning import Lesson, lessons
from hasila.links.ranking import NAMES, Ranker, Weights, score, texts_of
from hasila.load import DEFAULT_MODEL
from hasila.training.link_scores import Facts, link_loss
from hasila.training.link_texts import LinkText, read_views

log = logging.getLogger("hasila.training")

# By cross-validation: the L2 penalty of each choice, and the lean that it learns with.
PENALTY = {"event": 6e-3, "place": 6e-3, "of": 2e-2, "antecedent": 1e-2}
LEAN = {"event": 0.1, "place": 1.2, "of": 1.5, "antecedent": 0.3}
# What the rules' answer weighs more than it learned; chosen on texts of our own (`corpora/quantities`).
TRUST = 3.0
# Two facts in five weigh less, and without them no F1 changes by half a point.
LEAST = 0.02
_BATCH = 24
_HELD_OUT = 10
_IN_USE = 0.5


def learn(texts: Sequence[LinkText], epochs: int = 6, rate: float = 0.06, seed: int = 1) -> Ranker:
    """The weights that make the annotated candidates likeliest."""
    import torch

    torch.manual_seed(seed)
    dice = random.Random(seed)
    facts = Facts([lesson for text in texts for lesson in lessons(text.view, text.gold)])
    optimizer = torch.optim.Adagrad([facts.table], lr=rate, initial_accumulator_value=1.0)
    average = torch.zeros_like(facts.table)
    steps = 0
    for epoch in range(epochs):
        order = dice.sample(range(len(texts)), len(texts))
        pick = facts.ranker().pick
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - epoch / epochs) + 0.01
        for at in range(0, len(order), _BATCH):
            found: list[Lesson] = []
            for index in order[at : at + _BATCH]:
                choose = pick if epoch and dice.random() < _IN_USE else None
                found += lessons(texts[index].view, texts[index].gold, choose)
            if not found:
                continue
            optimizer.zero_grad(set_to_none=True)
            loss = link_loss(None, [(one, None) for one in found], facts, LEAN, PENALTY, 0.0)
            (loss * len(found)).backward()
            optimizer.step()
            if epoch >= epochs // 2:
                average += facts.table.detach()
                steps += 1
        log.info("round %d of %d, loss %.3f", epoch + 1, epochs, float(loss.detach()))
    facts.table = average / max(steps, 1)
    return facts.ranker()


def leans(ranker: Ranker, texts: Sequence[LinkText]) -> dict[str, float]:
    """What to add to the score of none for the best F1 of each choice on these texts."""
    found: dict[str, list[Lesson]] = {name: [] for name in NAMES}
    for text in texts:
        for lesson in lessons(text.view, text.gold, ranker.pick):
            found[lesson.choice.name].append(lesson)
    return {name: best_lean(ranker, found[name]) for name in NAMES}


def best_lean(ranker: Ranker, found: Sequence[Lesson]) -> float:
    """What to add to the score of none for the best F1 of these choices.

    The likeliest choice is not the one with the best F1: where links are rarer than their absence
    a link pays before it is likelier than none.
    """
    tries = [step / 10 for step in range(-25, 16)]
    right, chosen = dict.fromkeys(tries, 0), dict.fromkeys(tries, 0)
    wanted = 0
    for lesson in found:
        choice, table = lesson.choice, ranker.weights[lesson.choice.name]
        wanted += lesson.right[0] < len(choice.spans)
        scores = [score(facts, table) for facts in choice.features]
        if choice.said:
            scores = [one + more for one, more in zip(scores, choice.said, strict=True)]
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        none = score(choice.none, table)
        for lean in tries:
            if best is not None and scores[best] > none + lean:
                chosen[lean] += 1
                right[lean] += best in lesson.right
    return max(tries, key=lambda lean: (2 * right[lean] / max(1, chosen[lean] + wanted), -abs(lean)))


def added(ranker: Ranker, more: Mapping[str, Weights], share: float = 1.0) -> Ranker:
    """The weights of facts with a share of others added to them."""
    tables = {name: dict(table) for name, table in ranker.weights.items()}
    for name, table in more.items():
        for fact, weight in table.items():
            tables[name][fact] = round(tables[name].get(fact, 0.0) + share * weight, 3)
    return Ranker(tables)


def with_leans(ranker: Ranker, more: Mapping[str, float]) -> Ranker:
    """The weights with something added to those of none."""
    return added(ranker, {name: {"none": lean} for name, lean in more.items()})


def trusting(ranker: Ranker, more: float) -> Ranker:
    """The weights with more on what the rules say of antecedents.

    Passages of three sentences don't show how far back the noun of an article's number can be; the rules,
    written with whole articles in sight, know.
    """
    return added(ranker, {"antecedent": {"rule": more}})


def write(ranker: Ranker, out: Path) -> None:
    """A file a choice, a line a fact; without those that weigh next to nothing."""
    out.mkdir(parents=True, exist_ok=True)
    kept = {
        name: {fact: weight for fact, weight in table.items() if abs(weight) >= LEAST}
        for name, table in ranker.weights.items()
    }
    for file, text in texts_of(Ranker(kept)).items():
        (out / file).write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    import hasila

    parser = argparse.ArgumentParser(prog="python -m hasila.training.link_facts", description=__doc__)
    parser.add_argument("quantities", nargs="+", type=Path)
    parser.add_argument("--model", default=DEFAULT_MODEL, help="what finds numbers and names")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    texts = list(read_views(options.quantities, hasila.load(options.model)))
    held = texts[::_HELD_OUT]
    rest = [text for at, text in enumerate(texts) if at % _HELD_OUT]
    more = leans(learn(rest, options.epochs), held)
    log.info("%s", more)
    write(trusting(with_leans(learn(texts, options.epochs), more), TRUST), options.out)


if __name__ == "__main__":
    main()
