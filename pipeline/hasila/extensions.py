"""Registering `Doc._`, `Span._` and `Token._` attributes without treading on anybody's.

spaCy keeps one table of extension attributes for the whole process. A component of ours that
needs `doc._.quantities` must work twice in one process, and must not replace an attribute of
the same name that the user's own code put there.
"""

from collections.abc import Callable
from typing import Any

# (class name, attribute) of every attribute that Hasila registered.
_OURS: set[tuple[str, str]] = set()


def ensure_extension(
    owner: Any, name: str, *, default: Any = None, getter: Callable[[Any], Any] | None = None
) -> None:
    """Register the attribute `name` on `owner` (`Doc`, `Span` or `Token`) once.

    Raises:
        ValueError: somebody else has registered an attribute of this name, or a component of ours one
            that is computed otherwise; the message says that the component's setting for the name
            can be changed.
    """
    key = (owner.__name__, name)
    if owner.has_extension(name):
        there_default, _, there_getter, _ = owner.get_extension(name)
        if key in _OURS and there_getter == getter and there_default == default:
            return
        whose = "was declared otherwise by another component" if key in _OURS else "is not Hasila's"
        raise ValueError(
            f"{owner.__name__}._.{name} exists already and {whose}. "
            f"Give the component another name for it in its config."
        )
    if getter is not None:
        owner.set_extension(name, getter=getter)
    else:
        owner.set_extension(name, default=default)
    _OURS.add(key)


class Registers:
    """A component with attributes, which a pickled copy registers where it is unpickled.

    spaCy's table belongs to a process: in a fresh one the attributes are not there.
    """

    def register(self) -> None:
        """Register the attributes that the component's settings name."""
        raise NotImplementedError

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.register()
