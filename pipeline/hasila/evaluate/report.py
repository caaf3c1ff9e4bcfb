"""Everything that an evaluation says, gathered: what the table, the JSON and the page are made from."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from hasila.evaluate import bootstrap, counts, mistakes
from hasila.evaluate.answers import Answers
from hasila.evaluate.bootstrap import Difference
from hasila.evaluate.counts import ALL, OF_KIND, SHARES, Counts
from hasila.evaluate.entities import Score
from hasila.evaluate.gold import GoldText, Task
from hasila.evaluate.labels import Labels
from hasila.evaluate.mistakes import Confusion, Mistake


@dataclass(frozen=True, slots=True)
class Other:
    """A second system, and how far the first is ahead of it."""

    name: str
    scores: Counts
    differences: dict[str, Difference]
    samples: int
    seed: int


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation.

    Attributes:
        task: What was scored.
        gold, system: The names of both.
        texts: How many texts count.
        left_out: How many lines of the gold could not be used.
        scores: The measures in the order in which they are shown; for quantities the rows right as a
            whole also kind by kind, under `whole record: KIND`.
        confusion: Labels, or kinds of quantity: of the gold, of the system, how often.
        mistakes: How many there are of each class.
        shown: Some of each class.
        other: A second system, if there is one.
    """

    task: Task
    gold: str
    system: str
    texts: int
    left_out: int
    scores: Counts
    confusion: Confusion
    mistakes: dict[str, int]
    shown: dict[str, list[Mistake]] = field(default_factory=dict)
    other: Other | None = None

    @property
    def measures(self) -> Counts:
        """The scores without those by kind."""
        return {name: one for name, one in self.scores.items() if not name.startswith(OF_KIND)}

    @property
    def kinds(self) -> Counts:
        """The rows right as a whole, by the gold's kind, the most frequent first."""
        found = {
            name.removeprefix(OF_KIND): one for name, one in self.scores.items() if name.startswith(OF_KIND)
        }
        return dict(sorted(found.items(), key=lambda item: -item[1].gold))

    def to_dict(self) -> dict[str, Any]:
        """Plain data; rates in percent, null where there was nothing to get right."""
        plain: dict[str, Any] = {
            "task": self.task,
            "gold": {"name": self.gold, "texts": self.texts, "left_out": self.left_out},
            "system": self.system,
            "scores": {name: plain_score(name, one) for name, one in self.measures.items()},
        }
        if self.kinds:
            plain["kinds"] = {name: plain_score(OF_KIND, one) for name, one in self.kinds.items()}
        rows: dict[str, dict[str, int]] = {}
        for (ours, theirs), number in sorted(self.confusion.items()):
            rows.setdefault(ours, {})[theirs] = number
        plain["confusion"] = rows
        plain["mistakes"] = {
            kind: {"count": number, "shown": [asdict(one) for one in self.shown.get(kind, ())]}
            for kind, number in self.mistakes.items()
        }
        if self.other is not None:
            plain["compared_with"] = {
                "system": self.other.name,
                "samples": self.other.samples,
                "seed": self.other.seed,
                "scores": {
                    name: plain_score(name, self.other.scores[name]) for name in self.other.differences
                },
                "differences": {
                    name: {key: round(value, 4) for key, value in asdict(one).items()}
                    for name, one in self.other.differences.items()
                },
            }
        return plain


def is_share(name: str) -> bool:
    """Whether a measure has a share where others have precision and recall."""
    return name in SHARES or name.startswith(OF_KIND)


def plain_score(name: str, score: Score) -> dict[str, Any]:
    """A measure as plain data."""

    def rate(value: float, of: int) -> float | None:
        return round(value, 2) if of else None

    if is_share(name):
        return {"right": score.right, "of": score.gold, "share": rate(score.recall, score.gold)}
    rates = {
        "p": rate(score.precision, score.found),
        "r": rate(score.recall, score.gold),
        "f": rate(score.f, score.gold + score.found),
    }
    return {"right": score.right, "gold": score.gold, "found": score.found, **rates}


def make(
    task: Task,
    gold: Sequence[GoldText],
    answers: Answers,
    *,
    gold_name: str = "",
    system_name: str = "",
    left_out: int = 0,
    labels: Labels | None = None,
    errors: int = 0,
    other: tuple[str, Answers] | None = None,
    samples: int = bootstrap.SAMPLES,
    seed: int = bootstrap.SEED,
) -> Report:
    """Score a system's answers.

    Args:
        task: What is scored.
        gold, answers: The texts, and what the system says of each.
        gold_name, system_name: What they are called in the report.
        left_out: How many lines of the gold could not be used.
        labels: Which labels of names count.
        errors: How many mistakes of each class to show.
        other: The name and the answers of a system to compare with.
        samples, seed: The draws of the comparison.
    """
    labels = labels or Labels()
    per_text = _counts(task, gold, answers, labels)
    scores = _ordered(task, counts.total(per_text))
    compared = None
    if other is not None:
        others = _counts(task, gold, other[1], labels)
        total = counts.total(others)
        names = [name for name in _ordered(task, {**total, **scores}) if not name.startswith(OF_KIND)]
        differences = bootstrap.compare(per_text, others, names, samples=samples, seed=seed)
        all_of_other = {name: total.get(name, counts.NOTHING) for name in names}
        scores = {name: scores.get(name, counts.NOTHING) for name in (*names, *scores)}
        compared = Other(other[0], all_of_other, differences, samples, seed)
    if task == "entities":
        ours = [labels.choose(text.entities) for text in gold]
        theirs = [labels.choose(spans) for spans in answers.entities]
        confusion = mistakes.entity_confusion(ours, theirs)
        found = mistakes.entity_mistakes(gold, ours, theirs)
    else:
        quantities = [text.quantities for text in gold]
        confusion = mistakes.kind_confusion(quantities, answers.quantities)
        found = mistakes.quantity_mistakes(gold, answers.quantities)
    by_class: dict[str, list[Mistake]] = {}
    for one in found:
        by_class.setdefault(one.kind, []).append(one)
    classes = mistakes.ENTITY_CLASSES if task == "entities" else mistakes.QUANTITY_CLASSES
    return Report(
        task=task,
        gold=gold_name,
        system=system_name,
        texts=len(gold),
        left_out=left_out,
        scores=scores,
        confusion=confusion,
        mistakes={kind: len(by_class.get(kind, ())) for kind in classes},
        shown={kind: list(islice(by_class[kind], errors)) for kind in classes if kind in by_class and errors},
        other=compared,
    )


def _counts(task: Task, gold: Sequence[GoldText], answers: Answers, labels: Labels) -> list[Counts]:
    if task == "entities":
        return [
            counts.of_entities(labels.choose(text.entities), labels.choose(spans))
            for text, spans in zip(gold, answers.entities, strict=True)
        ]
    return [
        counts.of_quantities(text.quantities, found)
        for text, found in zip(gold, answers.quantities, strict=True)
    ]


def _ordered(task: Task, scores: Counts) -> Counts:
    """Labels by how often they are in the gold, all of them together last."""
    if task == "quantities":
        return scores
    names = sorted(scores, key=lambda name: (name == ALL, -scores[name].gold, name))
    return {name: scores[name] for name in names}
