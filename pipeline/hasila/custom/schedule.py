"""How many steps a training takes and how often it is measured: so that the last one is, too."""

import logging
from typing import Any

log = logging.getLogger("hasila.custom")


def measure_the_last_step(config: Any) -> None:
    """Change `max_steps` and `eval_frequency` of a config where the last step would not be measured.

    spaCy keeps the best of the models that it has measured, one every `eval_frequency` steps. What is learned
    after the last of them is lost, and of a training that is shorter only its first step is left.

    Raises:
        ValueError: `eval_frequency` is below 1.
    """
    from spacy.language import DEFAULT_CONFIG

    training = {**DEFAULT_CONFIG["training"], **config.interpolate()["training"]}
    steps, every = training["max_steps"], training["eval_frequency"]
    if type(steps) is not int or type(every) is not int:  # spaCy says what is wrong with them
        return
    if every < 1:
        raise ValueError(f"training.eval_frequency = {every}; it is the number of steps from look to look")
    found = fitted(steps, every)
    if found == (steps, every):
        return
    config["training"]["max_steps"], config["training"]["eval_frequency"] = found
    log.warning(
        "training.eval_frequency = %d would not measure the last of training.max_steps = %d steps, and what "
        "is not measured is not kept: taken for max_steps = %d, eval_frequency = %d",
        every,
        steps,
        *found,
    )


def fitted(steps: int, every: int) -> tuple[int, int]:
    """Like numbers of steps and from look to look, the first a multiple of the second; 0 steps are no limit.

    >>> fitted(20, 50), fitted(101, 50), fitted(120, 50)
    ((20, 20), (102, 51), (120, 60))
    """
    if steps < 1 or steps % every == 0:
        return steps, every
    looks = max(1, round(steps / every))
    every = -(-steps // looks)
    return looks * every, every
