"""What may be done to documents between reading and writing: labels, layers of nesting, sentences."""

import difflib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from hasila.formats.notes import Notes
from hasila.formats.quantities import LINK, NUMBER, SENTENCE, sentence_of
from hasila.formats.types import Document, Problem, Relation, Span

if TYPE_CHECKING:
    from spacy.language import Language

# Which of nested spans: all, those in no other, those with no other in them, or the n-th from outside.
Layer = Literal["all", "outer", "inner"] | int


def subset(document: Document, kept: Sequence[int]) -> tuple[Document, int]:
    """The document with some of its spans only, and how many relations went with the others."""
    places = {index: place for place, index in enumerate(kept)}
    relations = tuple(
        Relation(places[arc.head], places[arc.tail], arc.label)
        for arc in document.relations
        if arc.head in places and arc.tail in places
    )
    spans = tuple(document.spans[index] for index in kept)
    return replace(document, spans=spans, relations=relations), len(document.relations) - len(relations)


def select_layer(document: Document, layer: Layer, notes: Notes) -> Document:
    """One layer of nested spans. Numbers and what they lead to are no names and stay."""
    if layer == "all":
        return document
    names = [i for i, span in enumerate(document.spans) if not span.label.startswith((NUMBER, LINK))]
    depth = _depths([document.spans[index] for index in names])
    if layer == "outer":
        chosen = {index for index, (outside, _) in zip(names, depth, strict=True) if outside == 0}
    elif layer == "inner":
        chosen = {index for index, (_, holds) in zip(names, depth, strict=True) if not holds}
    else:
        chosen = {index for index, (outside, _) in zip(names, depth, strict=True) if outside == layer - 1}
    left = set(names) - chosen
    result, lost = subset(document, [i for i in range(len(document.spans)) if i not in left])
    notes.add(f"a span of another layer than {layer}, left out", document.place, len(left))
    notes.add("a relation of a span of another layer, left out", document.place, lost)
    return result


def _depths(spans: Sequence[Span]) -> list[tuple[int, bool]]:
    """How many spans each span lies in, and whether another lies in it. Equal ends: the first is outside."""
    order = sorted(range(len(spans)), key=lambda index: (spans[index].start, -spans[index].end, index))
    outside = [0] * len(spans)
    holds = [False] * len(spans)
    around: list[int] = []
    for index in order:
        while around and spans[around[-1]].end <= spans[index].start:
            around.pop()
        containing = [other for other in around if spans[other].end >= spans[index].end]
        outside[index] = len(containing)
        if containing:
            holds[containing[-1]] = True
        around.append(index)
        around.sort(key=lambda other: -spans[other].end)
    return list(zip(outside, holds, strict=True))


@dataclass(slots=True)
class Labels:
    """Renames labels, refuses those not allowed, and notes those that differ in case only.

    Attributes:
        rename: Old name → new name.
        allowed: The labels there may be; empty for all. Those of quantities are always allowed.
        keep_documents: Leave out a span with a label not allowed, not its document.
        choose: Of suggestions: those with other labels are left out, numbers too, and that is no fault.
    """

    rename: Mapping[str, str] = field(default_factory=dict)
    allowed: Collection[str] = ()
    keep_documents: bool = False
    choose: bool = False
    _counts: Counter[str] = field(default_factory=Counter)
    _first: dict[str, str] = field(default_factory=dict)

    def __call__(self, document: Document) -> Iterator[Document | Problem]:
        """The document with its labels settled, or what is wrong with them."""
        spans = tuple(
            replace(span, label=self.rename[span.label]) if span.label in self.rename else span
            for span in document.spans
        )
        document = replace(document, spans=spans)
        kept = []
        for index, span in enumerate(spans):
            self._counts[span.label] += 1
            self._first.setdefault(span.label, document.place)
            if self.choose and self.allowed and span.label not in self.allowed:
                continue
            if self._refused(span.label):
                reason = f"span {span.start}–{span.end}: label {span.label!r} is none of "
                reason += f"{', '.join(self.allowed)}{self._likely(span.label)}"
                yield Problem(document.source, document.line, document.id, reason)
            else:
                kept.append(index)
        if len(kept) == len(spans):
            yield document
        elif self.keep_documents or self.choose:
            yield subset(document, kept)[0]

    def _refused(self, label: str) -> bool:
        return bool(self.allowed) and label not in self.allowed and not label.startswith((NUMBER, LINK))

    def _likely(self, label: str) -> str:
        same = [name for name in self.allowed if name.casefold() == label.casefold()]
        near = same or difflib.get_close_matches(label, list(self.allowed), 1)
        return f" (is it {near[0]}? --rename {label}={near[0]})" if near else ""

    def finish(self, notes: Notes) -> None:
        """Note labels that differ in case only, and allowed ones that nothing has."""
        by_case: dict[str, list[str]] = {}
        for label in self._counts:
            by_case.setdefault(label.casefold(), []).append(label)
        for alike in by_case.values():
            if len(alike) > 1:
                rare, common = sorted(alike, key=lambda label: self._counts[label])[0 :: len(alike) - 1]
                notes.add(
                    f"labels that differ in case only: {rare} ({self._counts[rare]}) and "
                    f"{common} ({self._counts[common]}); --rename {rare}={common} makes them one",
                    self._first[rare],
                )
        for label in self.allowed:
            if not self._counts[label]:
                notes.add(f"no span has the label {label}")


@cache
def _sentencizer() -> "Language":
    import spacy

    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    nlp.add_pipe("hasila_sentences")
    nlp.max_length = 1_000_000_000
    return nlp


def split_sentences(document: Document, notes: Notes) -> Iterator[Document]:
    """A document a sentence, `ID#1`, `ID#2` …; those that a span or relation joins stay one."""
    doc = _sentencizer()(document.text)
    starts = [sentence.start_char for sentence in doc.sents][1:]
    held = [(span.start, span.end) for span in document.spans]
    for arc in document.relations:
        head, tail = document.spans[arc.head], document.spans[arc.tail]
        held.append((min(head.start, tail.start), max(head.end, tail.end)))
    held += document.tokens or ()
    covered = _merged(held)
    cuts = [0, *(place for place in starts if not _inside(place, covered))]
    ends = [*cuts[1:], len(document.text)]
    spans: dict[int, list[int]] = {}
    for index, span in enumerate(document.spans):
        spans.setdefault(bisect_right(cuts, span.start) - 1, []).append(index)
    arcs: dict[int, list[Relation]] = {}
    for arc in document.relations:
        arcs.setdefault(bisect_right(cuts, document.spans[arc.head].start) - 1, []).append(arc)
    tokens: dict[int, list[tuple[int, int]]] = {}
    for token in document.tokens or ():
        tokens.setdefault(bisect_right(cuts, token[0]) - 1, []).append(token)
    for number, (start, end) in enumerate(zip(cuts, ends, strict=True)):
        text = document.text[start:end]
        start += len(text) - len(text.lstrip())
        part = replace(
            document,
            id=f"{document.id}#{number + 1}",
            text=text.strip(),
            spans=(),
            relations=(),
            tokens=None if document.tokens is None else _moved(tokens.get(number, []), start),
        )
        if part.text:
            yield _with_spans(part, document, spans.get(number, []), arcs.get(number, []), start, notes)


def _moved(tokens: list[tuple[int, int]], start: int) -> tuple[tuple[int, int], ...]:
    return tuple((first - start, last - start) for first, last in tokens if first >= start)


def _with_spans(
    part: Document, document: Document, indexes: list[int], arcs: list[Relation], start: int, notes: Notes
) -> Document:
    """The sentence with its spans and relations; without those in the space around it."""
    places: dict[int, int] = {}
    spans: list[Span] = []
    for index in indexes:
        span = document.spans[index]
        if start <= span.start and span.end <= start + len(part.text):
            places[index] = len(spans)
            spans.append(_shifted(span, start, len(part.text)))
        else:
            notes.add("a span reaches into the space between sentences, left out", document.place)
    relations = tuple(
        Relation(places[arc.head], places[arc.tail], arc.label)
        for arc in arcs
        if arc.head in places and arc.tail in places
    )
    return replace(part, spans=tuple(spans), relations=relations)


def _shifted(span: Span, start: int, length: int) -> Span:
    """The span in the part of its text that begins at `start`; its own sentence is what lies there of it."""
    attributes = span.attributes
    first, last = sentence_of(attributes) or (0, 0)
    if first <= span.start and span.end <= last:
        attributes = {**attributes, SENTENCE: [max(first - start, 0), min(last - start, length)]}
    return replace(span, start=span.start - start, end=span.end - start, attributes=attributes)


def _merged(held: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(held):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside(place: int, covered: list[tuple[int, int]]) -> bool:
    index = bisect_left(covered, (place, 0)) - 1
    return index >= 0 and covered[index][0] < place < covered[index][1]
