"""The scores of link choices in torch: the grammar's facts and the encoder's evidence, added up."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hasila.links.evidence import PARTS
from hasila.links.learning import Lesson, vocabulary
from hasila.links.ranking import NAMES, Ranker

_LEAST = 0.005


class Facts:
    """A weight for each fact of the grammar, of each sort of choice, as one table in torch.

    Args:
        found: The lessons whose facts are learned.
        least: A fact that fewer choices have is left out.
    """

    def __init__(self, found: Sequence[Lesson], least: int = 2) -> None:
        import torch

        rows = vocabulary(found, least)
        self.rows: dict[str, dict[str, int]] = {}
        at = 1  # the first row is no fact's, and stays zero
        for name in NAMES:
            self.rows[name] = {feature: at + row for feature, row in rows[name].items()}
            at += len(rows[name])
        self.table = torch.zeros(at, 1, requires_grad=True)

    def begin_with(self, ranker: Ranker) -> None:
        """Take over the weights of facts that were learned before."""
        import torch

        values = [0.0] * len(self.table)
        for name, rows in self.rows.items():
            for feature, row in rows.items():
                values[row] = ranker.weights[name].get(feature, 0.0)
        self.table = torch.tensor(values)[:, None].requires_grad_()

    def ranker(self) -> Ranker:
        """The weights by the names of their facts."""
        values = self.table.detach()[:, 0].tolist()
        return Ranker(
            {
                name: {f: round(values[row], 3) for f, row in rows.items() if abs(values[row]) >= _LEAST}
                for name, rows in self.rows.items()
            }
        )


def link_loss(
    evidence: Any,
    found: Sequence[tuple[Lesson, Any]],
    facts: Facts,
    lean: Mapping[str, float],
    penalty: Mapping[str, float],
    forget: float,
) -> Any:
    """How unlikely the right answers are, a mean over the choices, and the penalty on the facts' weights.

    Args:
        evidence: What the encoder says: word, choice, part, weight and vector. The last word is no word's.
            None without an encoder.
        found: Lessons, each with the place of every word of its view among the words of `evidence`.
        facts: The weights of facts.
        lean: Added to the score of "none" while learning.
        penalty: L2, by sort of choice.
        forget: The share of facts that are left out, drawn anew.
    """
    import torch
    from torch.nn import functional

    nowhere = 0 if evidence is None else len(evidence) - 1
    asks: list[list[int]] = []
    answers: list[list[int]] = []
    sorts: list[int] = []
    of_choice: list[int] = []
    position: list[int] = []
    flat: list[int] = []
    begins: list[int] = []
    weights: list[float] = []
    widest = max(len(lesson.choice.spans) for lesson, _ in found) + 1
    right = torch.zeros(len(found), widest, dtype=torch.bool)
    there = torch.zeros(len(found), widest, dtype=torch.bool)
    leans = torch.zeros(len(found))
    for at, (lesson, places) in enumerate(found):
        choice, last = lesson.choice, widest - 1
        sorts.append(NAMES.index(choice.name))
        if evidence is not None:
            asks.append([nowhere if word is None else int(places[word]) for word in choice.asking])
        rows = facts.rows[choice.name]
        for index, (first, end) in enumerate(choice.answering):
            of_choice.append(at)
            position.append(index)
            if evidence is not None:
                answers.append([int(places[first]), int(places[end])])
        for features in (*choice.features, choice.none):
            begins.append(len(flat))
            known = [rows.get(feature, 0) for feature in features]
            flat += known
            weights += [penalty.get(choice.name, 0.0)] * len(known)
        there[at, : len(choice.spans)] = True
        there[at, last] = True
        for index in lesson.right:
            right[at, last if index == len(choice.spans) else index] = True
        leans[at] = lean.get(choice.name, 0.0)
    chosen = torch.tensor(flat)
    if forget:
        chosen = chosen.masked_fill(torch.rand(len(flat)) < forget, 0)
    of_facts = functional.embedding_bag(chosen, facts.table, torch.tensor(begins), mode="sum", padding_idx=0)[
        :, 0
    ]
    scores = torch.full((len(found), widest), -1e4)
    counts = np.array([len(lesson.choice.spans) for lesson, _ in found])
    ends = np.cumsum(counts + 1) - 1
    scores[:, -1] = of_facts[torch.from_numpy(ends)] + leans
    inside = torch.ones(len(of_facts), dtype=torch.bool)
    inside[torch.from_numpy(ends)] = False
    owner = torch.tensor(of_choice, dtype=torch.long)
    scores[owner, torch.tensor(position, dtype=torch.long)] = of_facts[inside]
    if evidence is not None:
        sort = torch.tensor(sorts)
        ask = evidence[torch.tensor(asks), sort[:, None], torch.arange(3)].sum(1)
        none = torch.zeros_like(scores)
        none[:, -1] = ask[:, 0]
        scores = scores + none
        if answers:
            answer = evidence[torch.tensor(answers), sort[owner][:, None], torch.arange(3, len(PARTS))].sum(1)
            product = (answer[:, 1:] * ask[owner][:, 1:]).sum(-1) + answer[:, 0]
            scores = scores.index_put((owner, torch.tensor(position)), product, accumulate=True)
    wanted = scores.masked_fill(~right, -1e4).logsumexp(-1)
    everything = scores.masked_fill(~there, -1e4).logsumexp(-1)
    held = (facts.table[chosen, 0] ** 2 * torch.tensor(weights)).sum() / 2
    return ((everything - wanted).sum() + held) / len(found)
