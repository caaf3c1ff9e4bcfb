"""Whether one system is better than another, or only lucky in these texts: a paired bootstrap over texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from hasila.evaluate.counts import NOTHING, Counts

SAMPLES = 2000
SEED = 0
# Cells of the matrix of draws that are held at once.
_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class Difference:
    """How far the first system is ahead, in points.

    Attributes:
        points: The difference of the F1 (or the shares) on all texts.
        low, high: Ends of the interval that holds the middle 95% of the draws.
        p: How often a draw lies as far from the difference as the difference from zero: the chance of
            seeing so much between systems that are equally good. Never below 1 / (samples + 1).
    """

    points: float
    low: float
    high: float
    p: float


def compare(
    first: Sequence[Counts],
    second: Sequence[Counts],
    names: Sequence[str],
    *,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> dict[str, Difference]:
    """The differences in some measures, with draws of texts that are the same for both systems.

    After Berg-Kirkpatrick, Burkett and Klein, "An Empirical Investigation of Statistical Significance in
    NLP" (2012), two-sided.

    Args:
        first, second: The counts of each system, text by text.
        names: The measures to compare.
        samples: How many draws.
        seed: Equal seeds give equal draws.

    Raises:
        ValueError: the systems have not the same number of texts.
    """
    import numpy as np

    if len(first) != len(second) or not first:
        raise ValueError(f"{len(first)} texts of one system, {len(second)} of the other")
    # texts × (system, measure, right or gold + found)
    table = np.array(
        [[_pairs(counts, names) for counts in both] for both in zip(first, second, strict=True)], dtype=float
    )
    n_texts = len(table)
    flat = table.reshape(n_texts, -1)
    generator = np.random.default_rng(seed)
    draws = []
    step = max(1, _CELLS // n_texts)
    for start in range(0, samples, step):
        size = min(step, samples - start)
        weights = generator.multinomial(n_texts, np.full(n_texts, 1 / n_texts), size=size)
        draws.append(weights @ flat)
    sums = np.concatenate([flat.sum(axis=0, keepdims=True), *draws]).reshape(samples + 1, 2, len(names), 2)
    rates = 200 * sums[..., 0] / np.maximum(sums[..., 1], 1)
    differences = rates[:, 0] - rates[:, 1]
    found = {}
    for index, name in enumerate(names):
        points, drawn = differences[0, index], differences[1:, index]
        low, high = np.percentile(drawn, [2.5, 97.5])
        # Sums of one and the same counts in another order may differ in the last bit.
        as_far = np.abs(drawn - points) >= abs(points) - 1e-9
        p = (1 + int(as_far.sum())) / (samples + 1)
        found[name] = Difference(float(points), float(low), float(high), p)
    return found


def _pairs(counts: Counts, names: Sequence[str]) -> list[tuple[int, int]]:
    scores = [counts.get(name, NOTHING) for name in names]
    return [(one.right, one.gold + one.found) for one in scores]
