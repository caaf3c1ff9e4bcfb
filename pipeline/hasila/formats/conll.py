"""CoNLL columns: a word and its tags a line, an empty line after each sentence.

Read: `word TAG` (ANERcorp), nested tags on one line (Wojood: as many as the word has names), and wider
files with the tags last (CoNLL-2003 and its kind). Written: `word TAG` in IOB2.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hasila.formats.files import lines, opened
from hasila.formats.options import ReadOptions, WriteOptions
from hasila.formats.types import Document, Problem, Span
from hasila.formats.words import parse_tag, runs, tags, without_proclitics, words


@dataclass(slots=True)
class _Sentence:
    line: int
    words: list[str] = field(default_factory=list)
    tags: list[list[str]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def read(path: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """A document a sentence; its text is the words with a space between them."""
    name = Path(path).name
    for sentence in _sentences(path, options):
        identifier = f"{name}:{sentence.line}"
        for line, reason in sentence.faults:
            yield Problem(path, line, identifier, reason)
        if sentence.words and not sentence.faults:
            yield document_of_words(
                sentence.words, sentence.tags, identifier, options, source=path, line=sentence.line
            )


def _sentences(path: str, options: ReadOptions) -> Iterator[_Sentence]:
    sentence: _Sentence | None = None
    with opened(path) as stream:
        for number, line, fault in lines(stream, path):
            if line is None:
                sentence = sentence or _Sentence(number)
                sentence.faults.append((number, fault))
                continue
            if not line.strip(" \t"):
                if sentence is not None:
                    yield sentence
                sentence = None
                continue
            columns = line.replace("\t", " ").split(" ")
            columns = [column for column in columns if column]
            if _is_remark(line, columns):
                continue
            sentence = sentence or _Sentence(number)
            found = _tags(columns, options.tag_column)
            if isinstance(found, str):
                sentence.faults.append((number, found))
            else:
                sentence.words.append(columns[0])
                sentence.tags.append(found)
    if sentence is not None:
        yield sentence


def _is_remark(line: str, columns: list[str]) -> bool:
    """Whether a line is no word: the mark of a document, or a comment that doesn't end in a tag."""
    return line.startswith("-DOCSTART-") or (line.startswith("#") and parse_tag(columns[-1]) is None)


def _tags(columns: list[str], column: int | None) -> list[str] | str:
    """The tags of a word, or what is wrong with its line."""
    if column is not None:
        index = column - 1 if column > 0 else column
        if not -len(columns) <= index < len(columns):
            return f"{len(columns)} columns, but the tags are to be in column {column}"
        chosen = [columns[index]]
    else:
        chosen = columns[1:]
        if any(parse_tag(tag) is None for tag in chosen):
            chosen = chosen[-1:]  # parts of speech and the like stand before the tags
    if not chosen:
        return f"no tag after the word {columns[0]!r}"
    for tag in chosen:
        if parse_tag(tag) is None:
            return f"{tag!r} is no tag (O, B-ORG, I-ORG …)"
    return chosen


def document_of_words(
    surface: list[str],
    rows: list[list[str]],
    identifier: str,
    options: ReadOptions,
    *,
    source: str,
    line: int | None,
) -> Document:
    """The document of tagged words."""
    ends = []
    place = 0
    for word in surface:
        ends.append((place, place + len(word)))
        place += len(word) + 1
    text = " ".join(surface)
    spans = []
    for first, last, label, stray in runs(rows):
        start, end = ends[first][0], ends[last][1]
        if stray:
            where = f"{source}:{line + first}" if line is not None else source
            options.notes.add(f"I-{label} without a B-{label} before it, taken for a beginning", where)
        if options.trim_proclitics:
            start = without_proclitics(text, start, end, ends[first][1])
        spans.append(Span(start, end, label, text[start:end]))
    spans.sort(key=lambda span: (span.start, -span.end))
    return Document(identifier, text, tuple(spans), tokens=tuple(ends), source=source, line=line)


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> None:
    """`word TAG` lines, a blank line after each document."""
    losses = options.losses
    with options.files.new(path) as stream:
        for document in documents:
            losses.add("relations", document.place, len(document.relations))
            losses.add("attributes", document.place, sum(len(span.attributes) for span in document.spans))
            ends = words(document)
            text = document.text
            if text != " ".join(text[start:end] for start, end in ends):
                losses.add("texts|words are kept, not the space between them", document.place)
            rows = zip(ends, tags(document, ends, losses), strict=True)
            block = "".join(f"{text[start:end]} {_column(tag)}\n" for (start, end), tag in rows)
            losses.add(
                "labels|with spaces, written with _",
                document.place,
                sum(span.label != _column(span.label) for span in document.spans),
            )
            if block:
                stream.write(losses.text(block, document.place).encode("utf-8") + b"\n")


def _column(tag: str) -> str:
    """A tag or label without what parts columns."""
    return re.sub(r"[ \t\r\n]", "_", tag)


def is_shape(head: str) -> bool:
    """Whether the first lines of a file are words with tags."""
    rows = [line.split() for line in head.split("\n")[:-1][:200]]
    tagged = [row for row in rows if row and not row[0].startswith("-DOCSTART-")]
    return bool(tagged) and all(len(row) > 1 and parse_tag(row[-1]) is not None for row in tagged)
