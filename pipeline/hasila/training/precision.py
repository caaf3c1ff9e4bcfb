"""Whether a network learns in half of the bits: only where the hardware multiplies them itself."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any


def autocast(device: str = "cpu") -> AbstractContextManager[Any]:
    """bfloat16 where it is the quicker, else floats as they are.

    A processor with units for it takes half of the time; one without has taken four times as long.
    """
    import torch

    if device == "cpu" and not _has_units():
        return nullcontext()
    half: AbstractContextManager[Any] = torch.autocast(device, torch.bfloat16)
    return half


def _has_units() -> bool:
    """Whether the processor has instructions for bfloat16: AVX-512's, AMX, or those of ARM."""
    import torch

    try:
        found = torch.cpu.get_capabilities()
    except AttributeError:  # torch before 2.11 only told of the first
        return bool(getattr(torch.cpu, "_is_avx512_bf16_supported", bool)())
    return any(found.get(name, False) for name in ("avx512_bf16", "amx_bf16", "bf16"))
