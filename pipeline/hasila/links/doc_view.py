"""From a Doc that the stages before have filled to the plain view that the rules of links read."""

from typing import Any

import numpy as np
from spacy.tokens import Doc

from hasila.doc_text import text_of
from hasila.entities import bounds
from hasila.links.evidence import rows_of
from hasila.links.view import View, make_view
from hasila.numerals.types import NumberSpan


def view_of(
    doc: Doc,
    numbers: list[dict[str, Any]],
    *,
    mentions_attribute: str,
    evidence_attribute: str | None,
    clitics_attribute: str,
) -> View:
    """What the rules see of a Doc.

    Args:
        doc: Names are read from its `ents`, sentences from its `sents`.
        numbers: What `numbers_of` says of it.
        mentions_attribute: Where `hasila_aliases` has written what nouns and pronouns mean; may be unset.
        evidence_attribute: Where the names' component has left what its encoder says; None: not asked.
        clitics_attribute: Where the names' component says how many letters stand before the name.
    """
    text = text_of(doc)
    names = [
        (*bounds(entity, clitics_attribute=clitics_attribute, text=text), entity.label_)
        for entity in doc.ents
    ]
    # One table of the whole text: asking each token for these costs ten times as much.
    starts, lengths, begins = doc.to_array(["IDX", "LENGTH", "SENT_START"]).T if len(doc) else _NO_TOKENS
    return make_view(
        text,
        zip(starts.tolist(), (starts + lengths).tolist(), strict=True),
        [NumberSpan.from_dict(number) for number in numbers],
        names,
        starts[begins == 1].tolist(),
        _mentions(doc, mentions_attribute),
        _evidence(doc, evidence_attribute),
    )


def numbers_of(doc: Doc, attribute: str, component: str) -> list[dict[str, Any]]:
    """What the numerals stage has found in a Doc.

    Raises:
        ValueError: nothing has set the attribute; the message names the component that asks for it.
    """
    found: list[dict[str, Any]] | None = doc._.get(attribute) if doc.has_extension(attribute) else None
    if found is None:
        raise ValueError(
            f"doc._.{attribute} is not set: put hasila_numerals before {component}, "
            f"or name its attribute in `numbers_attribute`."
        )
    return found


def _mentions(doc: Doc, attribute: str) -> list[tuple[int, int]]:
    """Start and name of each noun and pronoun that means a name."""
    found = doc._.get(attribute) if doc.has_extension(attribute) else None
    return [(doc[one["token"]].idx, one["entity"]) for one in found or ()]


def _evidence(doc: Doc, attribute: str | None) -> Any:
    """What the encoder says of each token; None if it said nothing, or is not to be asked."""
    found = None if attribute is None else doc._.get(attribute)
    return None if found is None or len(found) != len(doc) else rows_of(found)


_NO_TOKENS = np.zeros((3, 0), dtype=np.int64)
