"""The spaCy component `hasila_numerals`: the numbers of a text on the Doc."""

from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from hasila.doc_text import text_of
from hasila.extensions import Registers, ensure_extension
from hasila.numerals.find import find


class NumberFinder(Registers):
    """Puts what `hasila.numerals.find` reads on the Doc.

    `doc._.numbers` is the list of `NumberSpan.to_dict()`; `doc.spans["numbers"]` holds the same numbers as
    spans of whole tokens, labelled with their kind (`CARDINAL`, `PERCENT` …); `span._.number` of such a
    span is its entry of the list, None for any other span.
    """

    def __init__(
        self,
        vocab: Vocab,
        name: str = "hasila_numerals",
        *,
        spans_key: str = "numbers",
        attribute: str = "numbers",
        span_attribute: str = "number",
        decimal: str | None = None,
        dialect: bool = False,
    ) -> None:
        """See `find` for `decimal` and `dialect`.

        Raises:
            ValueError: another package has registered one of the attribute names, or a `NumberFinder` with
                another `attribute` the `span_attribute`.
        """
        self.vocab = vocab
        self.name = name
        self.spans_key = spans_key
        self.attribute = attribute
        self.span_attribute = span_attribute
        self.decimal = decimal
        self.dialect = dialect
        self.register()

    def register(self) -> None:
        """Register `doc._.numbers` and `span._.number`."""
        ensure_extension(Doc, self.attribute)
        ensure_extension(Span, self.span_attribute, getter=_Getter(self.attribute))

    def __call__(self, doc: Doc) -> Doc:
        """Find the numbers of one Doc."""
        numbers: list[dict[str, Any]] = []
        spans: list[Span] = []
        for number in find(text_of(doc), decimal=self.decimal, dialect=self.dialect):
            span = doc.char_span(number.start, number.end, number.kind.upper(), alignment_mode="expand")
            if span is not None:
                numbers.append(number.to_dict())
                spans.append(span)
        doc._.set(self.attribute, numbers)
        doc.spans[self.spans_key] = spans
        return doc


@dataclass(frozen=True)
class _Getter:
    """`span._.number`: the entry of the span with the same place in `doc._.numbers`."""

    attribute: str

    def __call__(self, span: Span) -> dict[str, Any] | None:
        doc = span.doc
        start, end = span.start_char, span.end_char
        for number in doc._.get(self.attribute) or ():
            if start <= number["start"] and number["end"] <= end and _expands(doc, number, span):
                found: dict[str, Any] = number
                return found
        return None


def _expands(doc: Doc, number: dict[str, Any], span: Span) -> bool:
    own = doc.char_span(number["start"], number["end"], alignment_mode="expand")
    return own is not None and (own.start, own.end) == (span.start, span.end)
