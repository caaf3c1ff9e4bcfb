"""How the rates of a training rise at first and then fall to nothing."""

from typing import Any


def rising_and_falling(optimizer: Any, steps: int, rising: int) -> Any:
    """A schedule of torch: in `rising` steps up to the optimizer's own rates, then down to nothing.

    Args:
        optimizer: With the rates that are reached.
        steps: How many there are.
        rising: In how many of them the rates rise; one at least.
    """
    import torch

    return torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / rising, max(0.0, (steps - step) / max(1, steps - rising))),
    )
