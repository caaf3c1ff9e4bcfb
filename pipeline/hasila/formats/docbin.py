"""spaCy's DocBin (.spacy): entities as `doc.ents`, nested ones and quantities as `doc.spans["sc"]`.

spaCy's spans are of whole tokens. A name that begins inside a word (`العراق` in `والعراق`) is written as
the whole word, which is what a spaCy model trains on; its exact ends, ids, relations and attributes are kept
in `doc.user_data["hasila"]` and found again when the file is read by Hasila. Other span groups are a
pipeline's own (numbers, spans known to be wrong, candidates) and are not read as names.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hasila.formats.assemble import Assembler, Raw, RawRelation, RawSpan
from hasila.formats.files import opened
from hasila.formats.options import ReadOptions, WriteOptions
from hasila.formats.quantities import LINK, NUMBER
from hasila.formats.types import Document, Problem, Span
from hasila.records import without_surrogates
from hasila.sources.errors import InputError

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "hasila"
SPANS_KEY = "sc"


def read(path: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """The documents of the file: entities and the spans of the group `sc`, each labelled span once."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    with opened(path) as stream:
        data = stream.read()
    try:
        docs = list(DocBin(store_user_data=True).from_bytes(data).get_docs(Vocab()))
    except (zlib.error, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise InputError(f"{path}: not a DocBin of spaCy: {' '.join(str(error).split())[:200]}") from error
    assemble = Assembler(options, ("codepoints",))
    for number, doc in enumerate(docs, 1):
        yield from assemble(_raw(doc, path, number, options))


def _raw(doc: "Doc", path: str, number: int, options: ReadOptions) -> Raw:
    _note_groups(doc, f"{path}:{number}", options)
    identifier = f"{Path(path).name}:{number}"
    tokens = tuple((token.idx, token.idx + len(token)) for token in doc if not token.is_space)
    kept = doc.user_data.get(KEY)
    if isinstance(kept, Mapping) and _still_holds(doc, kept):
        spans = [
            RawSpan(start, end, label, surface, index, attributes=more)
            for index, (start, end, label, surface, more) in enumerate(kept["spans"])
        ]
        arcs = [RawRelation(*arc) for arc in kept["relations"]]
        own = tuple((start, end) for start, end in kept["tokens"]) if kept["tokens"] is not None else None
        return Raw(str(kept["id"]), doc.text, spans, arcs, kept["meta"], own, source=path, line=number)
    found: dict[tuple[int, int, str], None] = {}
    for span in [*doc.ents, *doc.spans.get(SPANS_KEY, ())]:
        if options.trim_proclitics and len(span):
            from hasila.formats.words import without_proclitics

            first = span[0]
            start = without_proclitics(doc.text, span.start_char, span.end_char, first.idx + len(first))
        else:
            start = span.start_char
        found[start, span.end_char, span.label_] = None
    spans = [
        RawSpan(start, end, label) for start, end, label in sorted(found, key=lambda one: (one[0], -one[1]))
    ]
    return Raw(identifier, doc.text, spans, tokens=tokens, source=path, line=number)


def _note_groups(doc: "Doc", place: str, options: ReadOptions) -> None:
    for name, group in doc.spans.items():
        if name != SPANS_KEY and len(group):
            message = f"the span group {name!r} was passed over: entities and {SPANS_KEY!r} are read"
            options.notes.add(message, place)


def _still_holds(doc: "Doc", kept: Mapping[str, Any]) -> bool:
    """Whether nobody has changed the entities since they were written."""
    # What was written as lists may come back as tuples.
    return [tuple(one) for one in kept.get("ents") or ()] == [
        (span.start, span.end, span.label_) for span in doc.ents
    ]


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> None:
    """All documents in one DocBin; spaCy reads it as a whole, so it is made as one."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    made = DocBin(store_user_data=True)
    for document in documents:
        made.add(doc_of(document, vocab, options))
    with options.files.new(path) as stream:
        stream.write(made.to_bytes())


def doc_of(document: Document, vocab: Any, options: WriteOptions) -> "Doc":
    """The Doc of one document."""
    options.losses.text(document.text, document.place)
    doc = _tokenized(document, vocab)
    ents, others, taken = [], [], [False] * len(doc)
    for span in sorted(document.spans, key=lambda span: (span.start - span.end, span.start)):
        whole = doc.char_span(span.start, span.end, span.label, alignment_mode="expand")
        if whole is None or not len(whole):
            options.losses.add("spans|they hold no token", document.place)
            continue
        if (whole.start_char, whole.end_char) != (span.start, span.end):
            options.losses.add(
                "span ends|a span is of whole words; Hasila finds the ends again", document.place
            )
        if span.label.startswith((NUMBER, LINK)) or any(taken[whole.start : whole.end]):
            others.append(whole)
        else:
            ents.append(whole)
            taken[whole.start : whole.end] = [True] * len(whole)
    doc.set_ents(sorted(ents, key=lambda span: span.start))
    if others:
        doc.spans[SPANS_KEY] = sorted([*ents, *others], key=lambda span: (span.start, -span.end))
    doc.user_data[KEY] = {
        "id": document.id,
        "meta": dict(document.meta),
        "ents": [[span.start, span.end, span.label_] for span in doc.ents],
        "spans": [_plain(span) for span in document.spans],
        "relations": [[arc.head, arc.tail, arc.label] for arc in document.relations],
        "tokens": None if document.tokens is None else [list(ends) for ends in document.tokens],
    }
    return doc


def _plain(span: Span) -> list[Any]:
    return [span.start, span.end, span.label, without_surrogates(span.text), dict(span.attributes)]


def _tokenized(document: Document, vocab: Any) -> "Doc":
    from spacy.tokens import Doc

    from hasila.normalize.tokenizer import ArabicTokenizer

    if document.tokens is None:
        return ArabicTokenizer(vocab)(document.text)
    words: list[str] = []
    spaces: list[bool] = []
    place = 0
    text = without_surrogates(document.text)
    for start, end in [*sorted(document.tokens), (len(text), len(text))]:
        between = text[place:start]
        if between.startswith(" ") and words:
            spaces[-1] = True
            between = between[1:]
        if between:
            words.append(between)
            spaces.append(False)
        if end > start:
            words.append(text[start:end])
            spaces.append(False)
        place = end
    return Doc(vocab, words=words, spaces=spaces)
