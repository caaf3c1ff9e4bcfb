"""The best legal row of tags for a sentence: Viterbi over what the model scored for each word."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from hasila.entities.labels import may_follow

_FORBIDDEN = -1e9


@cache
def _transitions(n_tags: int) -> Any:
    """Added to the score of (previous, tag): nothing where it is legal, else minus "never"."""
    table = np.zeros((n_tags, n_tags), np.float32)
    for previous in range(n_tags):
        for tag in range(n_tags):
            if not may_follow(previous, tag):
                table[previous, tag] = _FORBIDDEN
    return table


def tags_of_sentences(scores: Any, ends: Sequence[int]) -> list[int]:
    """`best_tags` of each sentence, one after the other, at a small part of the cost.

    Args:
        scores: The rows of all words.
        ends: Where sentences end, rising, the last one `len(scores)`.
    """
    greedy = scores.argmax(axis=1)
    tags: list[int] = greedy.tolist()
    previous = np.concatenate(([0], greedy[:-1]))
    previous[[end for end in (0, *ends) if end < len(previous)]] = 0
    illegal = np.flatnonzero(
        (greedy > 0) & (greedy % 2 == 0) & (previous != greedy) & (previous != greedy - 1)
    ).tolist()
    for sentence in sorted({bisect_right(ends, at) for at in illegal}):
        start, end = ends[sentence - 1] if sentence else 0, ends[sentence]
        tags[start:end] = best_tags(scores[start:end])
    return tags


def best_tags(scores: Any) -> list[int]:
    """The legal tags of greatest summed score.

    Args:
        scores: One row a word, one column a tag (log-probabilities).
    """
    n_words, n_tags = scores.shape
    if not n_words:
        return []
    greedy = scores.argmax(axis=1)
    if legal(greedy):
        # Legal as it stands, so no other row can beat it: true of nearly every sentence.
        return [int(tag) for tag in greedy]
    transitions = _transitions(n_tags)
    best = np.where(np.arange(n_tags) % 2 == 1, scores[0], _FORBIDDEN)
    best[0] = scores[0, 0]
    came_from = np.zeros((n_words, n_tags), np.int16)
    for word in range(1, n_words):
        reached = best[:, None] + transitions
        came_from[word] = reached.argmax(axis=0)
        best = reached.max(axis=0) + scores[word]
    tag = int(best.argmax())
    tags = [tag]
    for word in range(n_words - 1, 0, -1):
        tag = int(came_from[word, tag])
        tags.append(tag)
    return tags[::-1]


def legal(tags: Any) -> bool:
    """Whether no `I-` stands without its name's beginning."""
    previous = np.concatenate(([0], tags[:-1]))
    inside = (tags > 0) & (tags % 2 == 0)
    return bool(np.all(~inside | (previous == tags) | (previous == tags - 1)))
