"""Scoring names: any system's against any gold, by exact spans and labels.

`gold` says how each form of gold is read, characters or words; here both are only spans.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Score:
    """How many names are right, how many the gold holds, how many were found; rates in percent."""

    right: int
    gold: int
    found: int

    @property
    def precision(self) -> float:
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f(self) -> float:
        both = self.gold + self.found
        return 200 * self.right / both if both else 0.0


def score(
    gold: Iterable[Iterable[Span]], found: Iterable[Iterable[Span]], *, leave_out: Sequence[str] = ()
) -> dict[str, Score]:
    """The score of each label, and of all of them under `""`.

    Args:
        gold: The spans of each text.
        found: The system's, text by text.
        leave_out: Labels that don't count on either side.

    Raises:
        ValueError: there is not the same number of texts on both sides.
    """
    right: Counter[str] = Counter()
    in_gold: Counter[str] = Counter()
    in_found: Counter[str] = Counter()
    for of_gold, of_found in zip(gold, found, strict=True):
        wanted = {span for span in of_gold if span[2] not in leave_out}
        had = {span for span in of_found if span[2] not in leave_out}
        for counter, spans in ((right, wanted & had), (in_gold, wanted), (in_found, had)):
            counter.update(label for _, _, label in spans)
    scores = {
        label: Score(right[label], in_gold[label], in_found[label])
        for label in sorted(in_gold.keys() | in_found.keys())
    }
    return {"": Score(right.total(), in_gold.total(), in_found.total()), **scores}
