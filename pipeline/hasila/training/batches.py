"""The passages of an epoch as padded batches of pieces, passages of like length together."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hasila.training.corpora import Passage
from hasila.training.recipe import Recipe
from hasila.training.swaps import careless, join, swap_names

LONGEST = 256


@dataclass(slots=True)
class Row:
    """A passage as the encoder takes it; `first` is the place of each word's first piece.

    Words without pieces are left out, and so is what stands beyond `LONGEST` pieces. `soft` holds
    a teacher's log-probabilities (word, head, tag) where there are no tags to learn from.
    `clitics` says how many letters before a name its first word holds; -100 where it isn't known.
    """

    pieces: list[int]
    first: list[int]
    tags: list[int]
    kept: list[int]
    clitics: list[int]
    head: int
    soft: Any = None


def row(passage: Passage, head: int, read: Callable[[str], tuple[int, ...]], ends: tuple[int, int]) -> Row:
    """The pieces of a passage between the encoder's two end marks."""
    pieces, first, tags, kept, clitics = [ends[0]], [], [], [], []
    before = passage.clitics()
    for i, ((start, end), tag) in enumerate(zip(passage.words, passage.tags(), strict=True)):
        ids = read(passage.text[start:end])
        if not ids:
            continue
        if len(pieces) + len(ids) >= LONGEST:
            break
        first.append(len(pieces))
        tags.append(tag)
        kept.append(i)
        clitics.append(before[i] if head == 0 else -100)
        pieces += ids
    return Row([*pieces, ends[1]], first, tags, kept, clitics, head)


def varied(
    passages: Sequence[Passage], head: int, recipe: Recipe, others: dict[str, list[str]], dice: random.Random
) -> Iterator[tuple[Passage, int]]:
    """An epoch's passages of one corpus, some of them changed as the recipe says."""
    waiting: list[Passage] = []
    for passage in passages:
        if head == 0 and passage.names and dice.random() < recipe.swapped_passages:
            passage = swap_names(passage, others, recipe.swap, dice)
        if dice.random() < recipe.careless:
            passage = careless(passage)
        if head == 1:
            # The second corpus is cut into sentences; the model will read several at a time.
            waiting.append(passage)
            if len(waiting) < 3 and dice.random() < recipe.joined:
                continue
            passage, waiting = join(waiting), []
        yield passage, head
    if waiting:
        yield join(waiting), head


def bucketed(rows: list[Row], most: int, dice: random.Random) -> list[list[Row]]:
    """The rows in batches of at most `most` pieces, padding counted, in random order."""
    rows = sorted(rows, key=lambda one: (len(one.pieces), dice.random()))
    batches: list[list[Row]] = []
    batch: list[Row] = []
    for one in rows:
        if batch and len(one.pieces) * (len(batch) + 1) > most:
            batches.append(batch)
            batch = []
        batch.append(one)
    if batch:
        batches.append(batch)
    dice.shuffle(batches)
    return batches
