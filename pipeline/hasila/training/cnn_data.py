"""Texts as the fast entity model learns them: runs of words, many texts in one batch, a gap between."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from hasila.entities.cnn_features import key
from hasila.entities.cnn_words import PLACE_KINDS, WordRows
from hasila.entities.gazetteer import table
from hasila.entities.words import clean
from hasila.training.corpora import Passage

_GREAT_TOWN = 100_000


@dataclass(slots=True)
class Text:
    """A text's words by number, with what is to be learnt of each.

    `tags` are empty where a teacher's log-probabilities (word, head, tag) are there instead.
    """

    words: Any
    tags: Any
    clitics: Any
    head: int
    soft: Any = None


@dataclass(slots=True)
class Vocabulary:
    """Every distinct word of the training texts, numbered as met."""

    numbers: dict[str, int] = field(default_factory=dict)

    def text(self, passage: Passage, head: int, soft: Any = None) -> Text:
        """A passage by its words' numbers; words with nothing to read are left out."""
        keys = [key(passage.text[start:end]) for start, end in passage.words]
        kept = [i for i, (start, end) in enumerate(passage.words) if clean(passage.text[start:end]).strip()]
        words = np.array([self.numbers.setdefault(keys[i], len(self.numbers)) for i in kept], np.int32)
        if soft is not None:
            return Text(words, (), (), head, soft)
        tags, clitics = passage.tags(), passage.clitics()
        return Text(
            words,
            np.array([tags[i] for i in kept], np.int64),
            np.array([clitics[i] if head == 0 else -100 for i in kept], np.int64),
            head,
        )


@dataclass(frozen=True, slots=True)
class Bags:
    """The rows of every distinct word, in runs."""

    words: Any
    rows: tuple[Any, ...]
    starts: tuple[Any, ...]

    @classmethod
    def of(cls, vocabulary: Vocabulary, table: WordRows) -> "Bags":
        """Looked up once, before the first step."""
        found = table.rows(list(vocabulary.numbers))
        bags = [[one[i] for one in found] for i in (1, 2, 3)]
        return cls(
            np.array([one.words for one in found], np.int64),
            tuple(np.fromiter(chain.from_iterable(bag), np.int32) for bag in bags),
            tuple(np.cumsum([0, *map(len, bag)]) for bag in bags),
        )

    def select(self, numbers: Any) -> tuple[Any, list[tuple[Any, Any]]]:
        """Rows of words and bags (rows, where each word's begin) of some words, as tensors."""
        import torch

        chosen = []
        for rows, starts in zip(self.rows, self.starts, strict=True):
            lengths = starts[numbers + 1] - starts[numbers]
            begins = np.concatenate(([0], np.cumsum(lengths)[:-1]))
            at = np.repeat(starts[numbers] - begins, lengths) + np.arange(lengths.sum())
            chosen.append((torch.from_numpy(rows[at].astype(np.int64)), torch.from_numpy(begins)))
        return torch.from_numpy(self.words[numbers]), chosen


def read_silver(folder: Path, vocabulary: Vocabulary, read: Any) -> list[Text]:
    """The texts of a silver folder with the teacher's beliefs; words without pieces are left out."""
    from hasila.entities.words import split
    from hasila.training.batches import row
    from hasila.training.silver import ENDS

    scores = np.load(folder / "scores.npy")
    texts, at = [], 0
    with (folder / "passages.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            passage = Passage(text, tuple(split(text)))
            kept = row(passage, -1, read, ENDS).kept
            passage = Passage(text, tuple(passage.words[i] for i in kept))
            one = vocabulary.text(passage, -1, scores[at : at + len(kept)])
            if len(one.words) == len(kept):
                texts.append(one)
            at += len(kept)
    if at != len(scores):
        raise ValueError(f"{folder}: {len(scores)} words scored, {at} words read")
    return texts


def place_words() -> dict[str, int]:
    """For each word of the gazetteer's names, what it may be: a bit a kind (see `PLACE_KINDS`)."""
    found: dict[str, int] = {}
    for name, places in table().items():
        first, *rest = name.split()
        if rest:
            bit = PLACE_KINDS - 1
        elif places[0].kind != "town":
            bit = 0
        else:
            bit = 1 if places[0].population >= _GREAT_TOWN else 2
        for word in {first, first[2:] if first.startswith("ال") and len(first) > 4 else first}:
            found[key(word)] = found.get(key(word), 0) | 1 << bit
    return found


def batches_of(texts: Sequence[Text], most: int, dice: random.Random) -> list[list[Text]]:
    """The texts in random order, about `most` words a batch."""
    order = list(texts)
    dice.shuffle(order)
    batches: list[list[Text]] = [[]]
    taken = 0
    for one in order:
        if taken + len(one.words) > most and batches[-1]:
            batches.append([])
            taken = 0
        batches[-1].append(one)
        taken += len(one.words) + 1
    return batches


@dataclass(slots=True)
class Batch:
    """Texts one after the other, a gap (`inside` 0) after each, as tensors.

    `chosen` has one row a distinct word; `places` says which of them each token is.
    """

    words: Any
    bags: list[tuple[Any, Any]]
    places: Any
    inside: Any

    @classmethod
    def of(cls, texts: Sequence[Text], bags: Bags) -> "Batch":
        import torch

        gap = np.zeros(1, np.int32)
        run = np.concatenate([part for one in texts for part in (one.words, gap)])
        inside = np.concatenate(
            [part for one in texts for part in (np.ones(len(one.words), np.float32), gap)]
        )
        distinct, places = np.unique(run, return_inverse=True)
        words, chosen = bags.select(distinct)
        return cls(words, chosen, torch.from_numpy(places), torch.from_numpy(inside.astype(np.float32)))
