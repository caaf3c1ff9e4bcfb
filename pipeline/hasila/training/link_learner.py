"""What the joint training of names and links does in a step and in a round over its texts."""

import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from hasila.links.evidence import SHARES, rows_of
from hasila.links.learning import Lesson, lessons
from hasila.links.ranking import NAMES, Ranker
from hasila.training.batches import Row, bucketed
from hasila.training.entities import PAD, clitics_loss, loss_of, optimizer_of
from hasila.training.halves import Halves, words_of
from hasila.training.link_recipe import LinkRecipe
from hasila.training.link_scores import Facts, link_loss
from hasila.training.link_texts import LinkText
from hasila.training.network import tensors
from hasila.training.schedule import rising_and_falling

log = logging.getLogger("hasila.training")

# Steps after which choices in use are made with the weights as they are then.
_RANKER_EVERY = 10
_SAID_EVERY = 20


class LinkLearner:
    """A network and weights of facts that learn links from texts, and go on with names meanwhile.

    Args:
        recipe: The settings.
        halves: The network, with an output for links; all rows are prepared.
        texts: What teaches links.
        rehearsed: Rows with annotated names.
        go_on: What an earlier training of the same pipeline wrote, to be learned further.
    """

    def __init__(
        self,
        recipe: LinkRecipe,
        halves: Halves,
        texts: Sequence[LinkText],
        rehearsed: Sequence[Row],
        go_on: Path | None = None,
    ) -> None:
        import torch

        self.recipe, self.halves, self.model = recipe, halves, halves.network
        numbers = recipe.width * SHARES
        self.facts = Facts([one for text in texts for one in lessons(_beside(text, numbers), text.gold)])
        if go_on is not None:
            self.model.load_state_dict(torch.load(go_on / "last.pt", weights_only=True))
            self.facts.begin_with(Ranker(json.loads((go_on / "facts.json").read_text(encoding="utf-8"))))
        self._dice = random.Random(recipe.names.seed)
        self._rounds = [
            _batches(texts, recipe.names.pieces_per_batch, self._dice) for _ in range(recipe.names.epochs)
        ]
        self._named = _named(rehearsed, recipe, self._dice)
        self._owed = 0.0  # batches of names
        self._step, self._steps = 0, sum(map(len, self._rounds))
        self._average_from = self._steps * recipe.names.average_from
        self._optimizer = optimizer_of(self.model, recipe.names)
        self._of_facts = torch.optim.Adagrad(
            [self.facts.table], lr=recipe.facts_rate, initial_accumulator_value=1.0
        )
        warm = max(1, int(self._steps * recipe.names.warmup))
        self._schedule = rising_and_falling(self._optimizer, self._steps, warm)
        self._averaged = torch.optim.swa_utils.AveragedModel(
            self.model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.names.average_decay)
        )

    def networks(self) -> dict[str, Any]:
        """By the names of their files: the network as it is, and once there are such, of its last steps."""
        averaged = {"average": self._averaged.module} if self._step >= self._average_from else {}
        return {"last": self.model, **averaged}

    def round(self, number: int) -> tuple[float, float]:
        """Learn once from all texts; the mean losses of names and of links.

        Args:
            number: The round, from 0. In the first one no choice builds on those that the weights make.
        """
        began, of_names, of_links = time.monotonic(), 0.0, 0.0
        batches = self._rounds[number]
        ranker = self.facts.ranker()
        for at, batch in enumerate(batches, 1):
            if self._step % _RANKER_EVERY == 0:
                ranker = self.facts.ranker()
            self.model.train()
            self._optimizer.zero_grad(set_to_none=True)
            self._of_facts.zero_grad(set_to_none=True)
            of_links += self._learn_links(batch, ranker, self.recipe.in_use if number else 0.0)
            of_names += self._learn_names()
            self._take_step()
            if at % _SAID_EVERY == 0:
                log.info("step %d of %d, %.0f s", self._step, self._steps, time.monotonic() - began)
        return of_names / len(batches), of_links / len(batches)

    def _learn_links(self, batch: Sequence[LinkText], ranker: Ranker, in_use: float) -> float:
        """Gradients of a batch of texts with links: their links, and what was believed of their names."""
        recipe = self.recipe
        rows = [one for text in batch for one in text.rows]
        scores, _, table = self.halves(rows)
        _, _, _, tags, _, heads = tensors(rows, PAD)
        loss = recipe.beliefs * loss_of(scores, tags, heads, rows, recipe.names)
        evidence, found = _lessons(batch, table, ranker, in_use, self._dice)
        of_links = 0.0
        if found:
            more = link_loss(evidence, found, self.facts, recipe.lean, recipe.penalty, recipe.forget)
            loss = loss + recipe.weight * more
            of_links = float(more.detach())
        loss.backward()
        if self.facts.table.grad is not None:
            # AdaGrad's rate is meant for single choices.
            self.facts.table.grad *= len(found) / max(recipe.weight, 1e-9)
        return of_links

    def _learn_names(self) -> float:
        """Gradients of a batch of annotated names, where it is time for one."""
        self._owed += self.recipe.names_share
        if self._owed < 1:
            return 0.0
        self._owed -= 1
        rows = next(self._named)
        scores, before, _ = self.halves(rows)
        _, _, _, tags, clitics, heads = tensors(rows, PAD)
        loss = loss_of(scores, tags, heads, rows, self.recipe.names) + clitics_loss(before, clitics, rows)
        loss.backward()
        return float(loss.detach())

    def _take_step(self) -> None:
        import torch

        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        if self.facts.table.grad is not None:
            self._of_facts.step()
        self._optimizer.step()
        self._schedule.step()
        self._step += 1
        if self._step >= self._average_from:
            self._averaged.update_parameters(self.model)


def _batches(texts: Sequence[LinkText], most: int, dice: random.Random) -> list[list[LinkText]]:
    """The texts in batches of at most so many pieces, texts of like length together, in random order."""
    size = {id(text): sum(len(one.pieces) for one in text.rows) for text in texts}
    batches: list[list[LinkText]] = [[]]
    taken = 0
    for text in sorted(
        (text for text in texts if text.words), key=lambda one: (size[id(one)], dice.random())
    ):
        if batches[-1] and taken + size[id(text)] > most:
            batches.append([])
            taken = 0
        batches[-1].append(text)
        taken += size[id(text)]
    dice.shuffle(batches)
    return batches


def _named(rows: Sequence[Row], recipe: LinkRecipe, dice: random.Random) -> Iterator[list[Row]]:
    """Batches of rows with annotated names, over and over."""
    while True:
        yield from bucketed([one for one in rows if one.first], recipe.names.pieces_per_batch, dice)


def _beside(text: LinkText, numbers: int) -> Any:
    """The view of a text beside an encoder that says nothing yet."""
    return replace(text.view, rows=rows_of(np.zeros((len(text.view.words), numbers), np.float32)))


def _lessons(
    batch: Sequence[LinkText], table: Any, ranker: Ranker, in_use: float, dice: random.Random
) -> tuple[Any, list[tuple[Lesson, Any]]]:
    """What a batch teaches of links, with the evidence of all its words and a last word that is none's."""
    flat = words_of(table, [one for text in batch for one in text.rows])
    numbers = flat.detach().numpy()
    found: list[tuple[Lesson, Any]] = []
    at = 0
    for text in batch:
        places = text.places + at
        places[text.places == text.words] = len(flat) - 1
        view = replace(text.view, rows=rows_of(numbers[places]))
        choose = ranker.pick if dice.random() < in_use else None
        found += [(lesson, places) for lesson in lessons(view, text.gold, choose)]
        at += text.words
    return flat.reshape(len(flat), len(NAMES), -1, table.shape[-1] // SHARES), found
