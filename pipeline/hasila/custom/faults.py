"""What is wrong with one annotated text, each time with the fix."""

import re
from collections.abc import Iterator, Sequence

from hasila.custom.align import names_of
from hasila.entities.words import clean
from hasila.formats.types import Document, Problem, Span
from hasila.formats.words import Ends, words

# Letters that may stand before a name in its word: a question, a conjunction, a preposition, the article.
_BEFORE = re.compile("أ?[وف]?[بلكس]?(?:ال|ل)?")
# UTF-8 read as Windows-1252: Arabic letters are Ø or Ù and one more sign.
_MISREAD = re.compile(r"(?:[ØÙ][^\s\w]?.?){3}")
_QUOTED = 40
_SHIFTS = (-1, 1, -2, 2)


def faults_of(document: Document) -> list[Problem]:
    """What is wrong with one document."""
    reasons = [*_text_faults(document.text), *_span_faults(document), *_overlaps(names_of(document))]
    return [Problem(document.source, document.line, document.id, reason) for reason in reasons]


def _text_faults(text: str) -> Iterator[str]:
    misread = _MISREAD.search(text)
    if misread is not None:
        yield (
            f"{_quoted(text[misread.start() :])} is Arabic in UTF-8 that was read as Windows-1252; "
            "export it again as UTF-8, or mend it: text.encode('cp1252').decode('utf-8')"
        )
    if "\ufffd" in text:
        at = text.index("\ufffd")
        yield (
            f"U+FFFD at character {at}: letters were lost when the text was decoded "
            f"({_quoted(text[max(0, at - 15) :])}); export it again with the encoding it was written in"
        )


def _span_faults(document: Document) -> Iterator[str]:
    text = document.text
    ends = words(document)
    at = {place: one for one in ends for place in range(*one)} if document.spans else {}
    for span in names_of(document):
        if not span.label.strip() or span.label != span.label.strip():
            yield f"{_name(span)}: spaces around the label {span.label!r}; rename it"
        cut = cut_of(text, span.start, span.end, at)
        if cut:
            yield f"{_name(span)} {cut}{_shift(text, span, at)}"


def cut_of(text: str, start: int, end: int, at: dict[int, Ends]) -> str:
    """How a span cuts a word or space in two; empty where it doesn't."""
    if text[start].isspace() or text[end - 1].isspace():
        return "begins or ends with a space"
    first, last = at.get(start), at.get(end - 1)
    if first is not None:
        before = clean(text[first[0] : start]).strip()
        if any(map(str.isalpha, before)) and not _BEFORE.fullmatch(before):
            return f"begins inside the word {text[slice(*first)]!r}"
    if last is not None:
        behind = clean(text[end : last[1]]).strip()
        if behind[:1].isalnum():
            return f"ends inside the word {text[slice(*last)]!r}"
    return ""


def _shift(text: str, span: Span, at: dict[int, Ends]) -> str:
    """The fix: where the span would fit."""
    for shift in _SHIFTS:
        start, end = span.start + shift, span.end + shift
        if start >= 0 and end <= len(text) and not cut_of(text, start, end, at) and _is_edge(start, end, at):
            by = f"{abs(shift)} {'before' if shift < 0 else 'after'}"
            return (
                f"; {text[start:end]!r} stands {by} it: are the offsets off by {abs(shift)}, or counted in "
                "other units (offsets = utf16, graphemes)?"
            )
    return "; correct the ends to those of the name, or leave the document out with --skip-faulty"


def _is_edge(start: int, end: int, at: dict[int, Ends]) -> bool:
    """Whether a span begins and ends with a word."""
    first, last = at.get(start), at.get(end - 1)
    return first is not None and last is not None and first[0] == start and last[1] == end


def _overlaps(names: Sequence[Span]) -> Iterator[str]:
    before: Span | None = None
    for span in sorted(names, key=lambda one: (one.start, -one.end)):
        if before is not None and span.start < before.end:
            how = "lies in" if span.end <= before.end else "overlaps"
            fix = 'choose a layer: layer = "outer" or "inner"' if how == "lies in" else "keep one of them"
            yield f"{_name(span)} {how} {_name(before)}; a word can have one label only: {fix}"
        if before is None or span.end > before.end:
            before = span


def _name(span: Span) -> str:
    return f"span {span.start}–{span.end} {span.label} {_quoted(span.text)}"


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…")
