"""AdaGrad, for weights of facts most of which are rare: each has its own pace, slower the more it changed.

By cross-validation better for the linker than thinc's Adam, whose pace for a rare fact is that of its last
few changes.

Duchi, Hazan and Singer (2011), https://jmlr.org/papers/v12/duchi11a.html
"""

from typing import Any

import numpy as np
from thinc.api import Optimizer
from thinc.types import FloatsXd

# The averages are of about so many updates.
_AVERAGED = 0.9995


class AdaGrad(Optimizer):
    """An optimizer for spaCy's training; its averages are those of the latest updates."""

    def __init__(self, learn_rate: float = 0.05, *, start: float = 1.0) -> None:
        """Begin with no update.

        Args:
            learn_rate: How far a weight goes at its first change, at most.
            start: What the sums of squared slopes begin with.
        """
        super().__init__(learn_rate, use_averages=True)
        self.start = start
        self._squares: dict[Any, Any] = {}

    def __call__(
        self, key: tuple[int, str], weights: FloatsXd, gradient: FloatsXd, *, lr_scale: float = 1.0
    ) -> tuple[FloatsXd, FloatsXd]:
        """The weights after an update, and a gradient of zeros."""
        values: Any = np.asarray(weights)
        slopes: Any = np.asarray(gradient)
        squares = self._squares.get(key)
        if squares is None or len(squares) != len(values):
            squares = self._squares[key] = np.full_like(values, self.start)
        squares += slopes**2
        values -= float(self.learn_rate) * lr_scale * slopes / np.sqrt(squares)
        self.nr_update[key] += 1
        updates = self.nr_update[key]
        averages = self.averages if self.averages is not None else {}
        average: Any = averages.get(key)
        if average is None:
            averages[key] = average = values.copy()
        average += (values - average) * (1 - min(_AVERAGED, (1 + updates) / (10 + updates)))
        slopes[:] = 0
        return values, slopes
