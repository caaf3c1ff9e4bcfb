"""Suggestions for people to correct: what a pipeline finds in the texts, as spans and relations."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from hasila.formats.assemble import Assembler, Raw, RawSpan
from hasila.formats.notes import Notes
from hasila.formats.options import ReadOptions
from hasila.formats.quantities import to_raw
from hasila.formats.types import Document, Problem
from hasila.records import Attributes, from_doc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_BATCH = 32
# Kinds of numbers that the linker has not looked at, as kinds of quantities.
_KINDS = {"cardinal": "count", "dual": "count"}


def predict(
    documents: Iterable[Document | Problem], nlp: "Language", notes: Notes
) -> Iterator[Document | Problem]:
    """The documents with what the pipeline finds in place of what was marked in them.

    A pipeline without links gives its numbers; one without either gives its entities.
    """
    assemble = Assembler(ReadOptions(offsets="codepoints", notes=notes), ("codepoints",))
    stream = iter(documents)
    attributes = Attributes.of(nlp)
    while batch := list(islice(stream, _BATCH)):
        texts = [one.text for one in batch if isinstance(one, Document)]
        docs = nlp.pipe(texts, batch_size=_BATCH)
        for one in batch:
            if isinstance(one, Problem):
                yield one
                continue
            doc = next(docs)
            if one.spans:
                notes.add("spans that were marked give way to suggestions", one.place, len(one.spans))
            yield from _suggested(one, doc, attributes, assemble)


def _suggested(
    document: Document, doc: "Doc", attributes: Attributes, assemble: Assembler
) -> Iterator[Document | Problem]:
    record = from_doc(doc, id=document.id, attributes=attributes)
    entities = [
        RawSpan(entity["start"], entity["end"], entity["label"], key=index)
        for index, entity in enumerate(record["entities"])
    ]
    # Where the sentence is says nothing to whoever sees the text.
    quantities = [{**one, "sentence": None} for one in record["quantities"] or _numbers(doc, attributes)]
    numbers, relations = to_raw(quantities, entities)
    # The pipeline's own surfaces have U+FFFD for lone surrogates; the offsets are the same.
    spans = [replace(span, surface=None) for span in (*entities, *numbers)]
    raw = Raw(
        document.id,
        document.text,
        spans,
        relations,
        document.meta,
        source=document.source,
        line=document.line,
    )
    yield from assemble(raw)


def _numbers(doc: "Doc", names: Attributes) -> list[dict[str, Any]]:
    """The numbers of a pipeline that doesn't link them."""
    if doc.has_extension(names.quantities) and doc._.get(names.quantities) is not None:
        return []
    found = doc._.get(names.numbers) if doc.has_extension(names.numbers) else None
    return [{**number, "kind": _KINDS.get(number["kind"], number["kind"])} for number in found or ()]
