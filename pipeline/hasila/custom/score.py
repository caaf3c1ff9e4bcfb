"""Names judged by the labels that the gold has: a pipeline may find others beside them."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.training import Example


def score_names(examples: Iterable["Example"], **_: Any) -> dict[str, Any]:
    """`ents_p`, `ents_r`, `ents_f`, `ents_per_type` of whole tokens, for the labels of the references."""
    from spacy.scorer import Scorer

    judged = list(examples)
    labels = {span.label_ for one in judged for span in one.reference.ents}
    return Scorer.score_spans(
        judged, "ents", getter=_names(labels), has_annotation=lambda doc: doc.has_annotation("ENT_IOB")
    )


def _names(labels: set[str]) -> "Callable[[Doc, str], list[Span]]":
    return lambda doc, attribute: [span for span in getattr(doc, attribute) if span.label_ in labels]
