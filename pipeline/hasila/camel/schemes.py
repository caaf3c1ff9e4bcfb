"""The tags of any token classifier as ours: `O`, then `B-` and `I-` of each label."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hasila.entities.labels import tag_names

_BEGIN, _INSIDE = frozenset("BSU"), frozenset("IEML")


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a model's columns become ours.

    Attributes:
        labels: The labels, in the order of the model's tags.
        columns: For each of our tags the model's columns that mean it (`S-` is a `B-`, `E-` an `I-`). Those
            of `O` begin with the model's own `O`, whatever else counts as no name.
    """

    labels: tuple[str, ...]
    columns: tuple[tuple[int, ...], ...]

    def unlike(self) -> frozenset[str]:
        """Our tags that are not one of the model's each: several together, or none."""
        tags = zip(tag_names(self.labels), self.columns, strict=True)
        return frozenset(tag for tag, columns in tags if len(columns) != 1)

    def scores(self, rows: Any) -> Any:
        """The model's log-probabilities (word, tag) as log-probabilities of our tags."""
        found = np.full((len(rows), len(self.columns)), -np.inf, np.float32)
        for tag, columns in enumerate(self.columns):
            for column in columns:
                found[:, tag] = np.logaddexp(found[:, tag], rows[:, column])
        return np.maximum(found, -1e6)


def read_scheme(tags: Sequence[str], rename: Mapping[str, str | None]) -> Scheme:
    """The scheme of a model.

    Args:
        tags: The model's tags in the order of its columns: IOB2 (`B-PERS`), or BIOES and BILOU.
        rename: Labels that get another name (`{"PERS": "PER"}`), or none: those count as no name.

    Raises:
        ValueError: a tag is of another form, or there is no `O`.
    """
    labels: list[str] = []
    columns: dict[tuple[str, str], list[int]] = {("O", ""): []}
    for column, tag in enumerate(tags):
        prefix, dash, name = tag.partition("-")
        label = rename.get(name, name)
        if tag == "O":
            columns["O", ""].insert(0, column)
            continue
        if dash and label is None:
            columns["O", ""].append(column)
            continue
        kind = "B" if prefix in _BEGIN else "I" if prefix in _INSIDE else None
        if not dash or not label or kind is None:
            raise ValueError(
                f"the model's tag {tag!r} is not of the form O, B-…, I-… (it has {', '.join(tags)}); "
                f"is it a model of names?"
            )
        if label not in labels:
            labels.append(label)
        columns.setdefault((kind, label), []).append(column)
    if "O" not in tags:
        raise ValueError(f"the model has no tag O (it has {', '.join(tags)})")
    ours = [("O", ""), *((kind, label) for label in labels for kind in "BI")]
    return Scheme(tuple(labels), tuple(tuple(columns.get(one, ())) for one in ours))
