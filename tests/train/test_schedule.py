"""The last step of a training is measured, whatever was asked for."""

import pytest
from spacy.util import load_config

from hasila.custom.schedule import fitted, measure_the_last_step


@pytest.mark.parametrize(
    ("steps", "every", "found"),
    [
        (500, 50, (500, 50)),
        (0, 50, (0, 50)),
        (20, 50, (20, 20)),
        (75, 50, (76, 38)),
        (101, 50, (102, 51)),
        (120, 50, (120, 60)),
        (997, 50, (1000, 50)),
    ],
)
def test_steps_and_looks_are_made_to_fit(steps, every, found):
    assert fitted(steps, every) == found


def test_they_stay_near_to_what_was_asked_for():
    for steps in range(1, 400):
        for every in range(1, 100):
            taken, look = fitted(steps, every)
            assert taken % look == 0
            assert 0 <= taken - steps < max(1, taken // look)
            assert look <= 1.5 * every + 1


def test_a_component_s_own_number_of_steps_follows(small_config, caplog):
    config = load_config(small_config, interpolate=False)
    config["components"]["ner"]["steps"] = "${training.max_steps}"
    measure_the_last_step(config)
    assert caplog.messages == []
    config["training"]["max_steps"] = 101
    measure_the_last_step(config)
    assert (config["training"]["max_steps"], config["training"]["eval_frequency"]) == (105, 21)
    assert config.interpolate()["components"]["ner"]["steps"] == 105
    (message,) = caplog.messages
    assert "training.eval_frequency = 20 would not measure the last of training.max_steps = 101" in message


def test_what_a_config_leaves_to_spacy_counts_too(small_config):
    config = load_config(small_config, interpolate=False)
    del config["training"]["eval_frequency"]  # spaCy's is 200
    measure_the_last_step(config)
    assert config["training"]["eval_frequency"] == 80


def test_no_steps_from_look_to_look(small_config):
    config = load_config(small_config, overrides={"training.eval_frequency": 0})
    with pytest.raises(ValueError, match=r"training\.eval_frequency = 0"):
        measure_the_last_step(config)
