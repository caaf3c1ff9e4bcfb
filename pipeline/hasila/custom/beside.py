"""Two finders of names side by side: the components `hasila_hold` and `hasila_settle`.

What the first has found is held aside while the second reads the text as if nothing were there; then the
longer of two names that share a word stays, and of equally long ones the first's. So a new finder that sees
its label in too many places can't take away what the first one knows.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

KEY = "held_names"


class NameHolder:
    """Moves the names of `doc.ents` into `doc.spans`.

    Args:
        spans_key: The key of the span group.
    """

    def __init__(self, vocab: "Vocab", name: str = "hasila_hold", *, spans_key: str = KEY) -> None:
        self.vocab = vocab
        self.name = name
        self.spans_key = spans_key

    def __call__(self, doc: "Doc") -> "Doc":
        doc.spans[self.spans_key] = list(doc.ents)
        doc.set_ents([], default="missing")
        return doc


class NameSettler:
    """Puts the names that were held aside back into `doc.ents`, among those found since.

    Args:
        spans_key: The key of the span group.
        give_way: Labels of held names that stay only where no other name is.
    """

    def __init__(
        self,
        vocab: "Vocab",
        name: str = "hasila_settle",
        *,
        spans_key: str = KEY,
        give_way: Sequence[str] = ("MISC",),
    ) -> None:
        self.vocab = vocab
        self.name = name
        self.spans_key = spans_key
        self.give_way = frozenset(give_way)

    def __call__(self, doc: "Doc") -> "Doc":
        held = list(doc.spans.pop(self.spans_key)) if self.spans_key in doc.spans else []
        ranked = [
            *((span.label_ not in self.give_way, len(span), 1, span) for span in held),
            *((True, len(span), 0, span) for span in doc.ents),
        ]
        ranked.sort(key=lambda one: (*one[:3], -one[3].start), reverse=True)
        kept = []
        taken: set[int] = set()
        for *_, span in ranked:
            if taken.isdisjoint(range(span.start, span.end)):
                taken.update(range(span.start, span.end))
                kept.append(span)
        doc.set_ents(sorted(kept, key=lambda span: span.start))
        return doc
