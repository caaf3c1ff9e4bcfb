"""Which known label each new one is nearest to: PERS to PER, GPE to LOC."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hasila.entities.labels import tag_names
from hasila.training.batches import Row


@dataclass(frozen=True, slots=True)
class Nearest:
    """The known label that a new one begins as.

    Attributes:
        label: The known one.
        share: How much of it is the new one; the rest goes to other new labels that are nearest to it.
    """

    label: str
    share: float


def nearest_labels(
    rows: Sequence[Row], believed: Sequence[Any], labels: Sequence[str], old: Sequence[str]
) -> dict[str, Nearest]:
    """For each new label the old one that the starting model finds most often in the words of its names.

    Args:
        rows: Annotated texts, their tags those of `labels`.
        believed: For each row the starting model's log-probabilities, word by tag of `old`.
        labels: The new labels.
        old: Those of the starting model.

    Returns:
        No entry for a label in whose words it mostly finds nothing.
    """
    new_tags, old_tags = tag_names(labels), tag_names(old)
    seen: dict[str, Counter[str]] = {label: Counter() for label in labels}
    for row, scores in zip(rows, believed, strict=True):
        for tag, found in zip(row.tags, scores.argmax(-1).tolist(), strict=True):
            if tag:
                seen[new_tags[tag][2:]][old_tags[found][2:]] += 1
    best = {label: counted.most_common(1)[0] for label, counted in seen.items() if counted}
    words: Counter[str] = Counter()
    for other, count in best.values():
        words[other] += count
    return {label: Nearest(other, count / words[other]) for label, (other, count) in best.items() if other}


def begun_rows(
    labels: Sequence[str], old: Sequence[str], nearest: Mapping[str, Nearest]
) -> dict[int, tuple[int, float]]:
    """For each tag of `labels` with something known of it, the tag of `old` that it begins as.

    Beside it stands what is added to that tag's score, so that labels that begin as the same one
    are together as likely as it was.

    Args:
        nearest: As `nearest_labels`; labels that it lacks begin as the old one of the same name, if any.
    """
    place = {tag: row for row, tag in enumerate(tag_names(old))}
    found = {}
    for row, tag in enumerate(tag_names(labels)):
        like = nearest.get(tag[2:], Nearest(tag[2:], 1.0))
        other = place.get(tag if tag == "O" else tag[:2] + like.label)
        if other is not None:
            found[row] = other, math.log(like.share)
    return found
