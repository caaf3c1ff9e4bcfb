"""Half of the bits only where the processor multiplies them itself."""

import pytest

pytest.importorskip("torch")

import torch

from hasila.training import precision


@pytest.mark.parametrize(("units", "kind"), [(False, torch.float32), (True, torch.bfloat16)])
def test_what_is_multiplied_in_half_of_the_bits(monkeypatch, units, kind):
    monkeypatch.setattr(precision, "_has_units", lambda: units)
    with precision.autocast():
        assert (torch.ones(2, 2) @ torch.ones(2, 2)).dtype == kind


def test_a_processor_says_what_it_has():
    assert precision._has_units() in (True, False)
