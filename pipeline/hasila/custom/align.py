"""Spans of characters on tokens: gold spans leave proclitics out, tokens keep them."""

from typing import TYPE_CHECKING

from hasila.entities.edges import CLITICS
from hasila.entities.words import MOST_CLITICS, clean
from hasila.extensions import ensure_extension
from hasila.formats.quantities import LINK, NUMBER
from hasila.formats.types import Document, Span
from hasila.records import without_surrogates

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example


def names_of(document: Document) -> list[Span]:
    """The spans that are names: not numbers, and not what numbers lead to."""
    return [span for span in document.spans if not span.label.startswith((NUMBER, LINK))]


def example(document: Document, nlp: "Language") -> "Example":
    """The document for spaCy, cut by the pipeline's own tokenizer."""
    from spacy.training import Example

    text = without_surrogates(document.text)
    reference = nlp.make_doc(text)
    set_names(reference, document)
    return Example(nlp.make_doc(text), reference)


def set_names(doc: "Doc", document: Document) -> None:
    """Set `doc.ents`: the tokens that hold any of a name; of names that share a token the longer.

    How many letters of the first token stand before the name is kept in `span._.clitics`; None where the
    corpus is of whole words and can't tell that there are none.
    """
    from spacy.tokens import Span as TokenSpan

    ensure_extension(TokenSpan, CLITICS)
    told = document.tokens is None
    parted = {start for start, _ in document.tokens or ()}
    found: list[tuple[TokenSpan, int]] = []
    taken: set[int] = set()
    for name in sorted(names_of(document), key=lambda one: (one.start - one.end, one.start)):
        span = doc.char_span(name.start, name.end, name.label, alignment_mode="expand")
        if span is None or not taken.isdisjoint(range(span.start, span.end)):
            continue
        taken.update(range(span.start, span.end))
        before = clean(doc.text[span.start_char : name.start]).strip()
        # A word of the corpus that begins inside ours, with a name: there words are parted where names begin,
        # as Prodigy's are, so where nothing is parted nothing stands before the name.
        told = told or (name.start in parted and any(map(str.isalpha, before)))
        found.append((span, len(before)))
    for span, letters in found:
        if told or letters:
            span._.set(CLITICS, min(letters, MOST_CLITICS))
    doc.set_ents(sorted((span for span, _ in found), key=lambda span: span.start), default="outside")
