"""The tags of the model, `O` first, then `B-` and `I-` of each label, and what may follow what."""

from collections.abc import Iterable, Sequence

LABELS = ("ORG", "LOC", "PER", "MISC")


def tag_names(labels: Sequence[str] = LABELS) -> list[str]:
    """The tags in the order of the model's outputs: `O`, `B-ORG`, `I-ORG`, `B-LOC` …"""
    return ["O"] + [f"{prefix}-{label}" for label in labels for prefix in "BI"]


def may_follow(previous: int, tag: int) -> bool:
    """Whether tag may come after previous: an `I-` only after the `B-` or `I-` of its label."""
    inside = tag > 0 and tag % 2 == 0
    return not inside or previous in (tag, tag - 1)


def spans(tags: Iterable[int]) -> list[tuple[int, int, int]]:
    """(first word, word after the last, label index) of each name in a legal row of tags."""
    found: list[tuple[int, int, int]] = []
    start = label = -1
    last = 0
    for last, tag in enumerate(tags, 1):
        if start >= 0 and (tag == 0 or tag % 2 == 1):
            found.append((start, last - 1, label))
            start = -1
        if tag % 2 == 1:
            start, label = last - 1, tag // 2
    if start >= 0:
        found.append((start, last, label))
    return found
