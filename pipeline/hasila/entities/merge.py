"""Putting found names into `doc.ents` beside those that stand there."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


def set_names(doc: "Doc", found: Iterable["Span"], *, overwrite: bool) -> list["Span"]:
    """Set `doc.ents` to the found names.

    Without `overwrite` the names that are there stay, and found ones that overlap them are left out.

    Returns:
        Those of the found names that were set.
    """
    kept = [] if overwrite else list(doc.ents)
    taken = {i for ent in kept for i in range(ent.start, ent.end)}
    new = [span for span in found if taken.isdisjoint(range(span.start, span.end))]
    doc.set_ents(kept + new)
    return new
