"""Counting text by text what is right: what the scores are made of, and what the bootstrap draws from.

A measure is a `Score`: how many are right, how many the gold holds, how many were found. A share (`value`
among the numbers that both have) is one whose `gold` and `found` are the same number.
"""

from collections.abc import Iterable, Sequence

from hasila.evaluate.entities import Score
from hasila.evaluate.entities import score as score_entities
from hasila.evaluate.gold import Quantity, Span
from hasila.evaluate.quantities import EXACT, LINKS
from hasila.evaluate.quantities import score as score_quantities

Counts = dict[str, Score]
# What all labels together are called.
ALL = "all labels"
# For each link, how often both say the same, none too.
SAME = {link: f"same {link}" for link in LINKS}
SHARES = (*EXACT, *SAME.values(), "whole record")
# For a whole row the kind of the gold; `whole record: money`.
OF_KIND = "whole record: "
NOTHING = Score(0, 0, 0)


def of_entities(gold: Sequence[Span], found: Sequence[Span]) -> Counts:
    """The names of one text, label by label and all together."""
    scores = score_entities([gold], [found])
    return {ALL: scores.pop(""), **scores}


def of_quantities(gold: Sequence[Quantity], found: Sequence[Quantity]) -> Counts:
    """The quantities of one text, by everything that is said of them."""
    scores = score_quantities([{"id": "", "quantities": gold}], [{"id": "", "quantities": found}])
    counts: Counts = {}
    for name, one in {"mention": scores.mentions, **{link: scores.links[link] for link in LINKS}}.items():
        counts[name] = Score(one.right, one.right + one.missed, one.right + one.spurious)
    same = {SAME[link]: scores.same[link] for link in LINKS}
    ratios = {**scores.exact, **same, "whole record": scores.whole}
    ratios |= {OF_KIND + kind: ratio for kind, ratio in scores.kinds.items()}
    for name, ratio in ratios.items():
        counts[name] = Score(ratio.right, ratio.total, ratio.total)
    order = ("mention", *EXACT, *LINKS, *SAME.values())
    return {name: counts[name] for name in (*order, *(name for name in counts if name not in order))}


def total(texts: Iterable[Counts]) -> Counts:
    """The sum over texts, in the order in which the measures come up; labels by their frequency."""
    sums: dict[str, tuple[int, int, int]] = {}
    for counts in texts:
        for name, one in counts.items():
            right, gold, found = sums.get(name, (0, 0, 0))
            sums[name] = right + one.right, gold + one.gold, found + one.found
    return {name: Score(*numbers) for name, numbers in sums.items()}
