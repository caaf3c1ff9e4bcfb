"""Stage 4: what each number counts, of whom, where, and what happened.

`link` is the whole stage as a pure function on a `View`; `component` carries it in spaCy.
"""

from hasila.links.linker import link
from hasila.links.types import Link, Quantity
from hasila.links.view import View, make_view

__all__ = ["Link", "Quantity", "View", "link", "make_view"]
