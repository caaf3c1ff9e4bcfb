"""Registering `Doc._`, `Span._` and `Token._` attributes without treading on anybody's.

spaCy keeps one table of extension attributes for the whole process. A component of ours that
needs `doc._.quantities` must work twice in one process, and must not replace an attribute of
the same name that the user's own code put there.
"""

from collections.abc import Callable
from typing import Any

# (class name, attribute) -> the declaration, for every attribute that Hasila registered.
_OURS: dict[tuple[str, str], dict[str, Any]] = {}


def ensure_extension(
    owner: Any, name: str, *, default: Any = None, getter: Callable[[Any], Any] | None = None
) -> None:
    """Register the attribute `name` on `owner` (`Doc`, `Span` or `Token`) once.

    Raises:
        ValueError: somebody else has registered an attribute of this name; the message says
            that the component's setting for the name can be changed.
    """
    key = (owner.__name__, name)
    if owner.has_extension(name):
        if key in _OURS:
            return
        raise ValueError(
            f"{owner.__name__}._.{name} exists already and is not Hasila's. "
            f"Give the component another name for it in its config."
        )
    if getter is not None:
        declaration: dict[str, Any] = {"getter": getter}
    else:
        declaration = {"default": default}
    owner.set_extension(name, **declaration)
    _OURS[key] = declaration
