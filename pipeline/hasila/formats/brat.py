"""brat standoff: `NAME.txt` and `NAME.ann` side by side, in a folder of many or alone.

brat counts code points, in its server and on its page, and takes line ends and a byte order mark as they
stand in the .txt. Programs in Java count UTF-16 units, some in Python read CRLF as one character; `auto`
sees which it was by the words in the .ann.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hasila.formats.assemble import Assembler, Raw, RawSpan
from hasila.formats.files import decoded, opened
from hasila.formats.offsets import UNIT_NAMES, ruler
from hasila.formats.options import ReadOptions, WriteOptions
from hasila.formats.remarks import NOTE, from_remarks, to_remarks
from hasila.formats.standoff import UNITS, read_standoff
from hasila.formats.types import Document, Problem, Span
from hasila.records import without_surrogates
from hasila.sources.errors import InputError

_LINE_ENDS = re.compile(r"\s*[\r\n]\s*")
_UNSAFE = re.compile(r"[/\\\0:*?\"<>|\r\n\t]|^\.+")
_NAME_BYTES = 200
_WORD = re.compile(r"\S+")
# Attributes with any number of values; brat's own are of a few that its setup lists.
_OPEN = frozenset({"value", "low", "high", "lemma", "norm", NOTE})


def read(path: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """The documents of a folder and those below it, or the one document of a .txt or .ann."""
    place = Path(path)
    if place.is_dir():
        stems = sorted(
            {file.with_suffix("") for file in place.rglob("*.ann") if not file.name.startswith(".")}
        )
        alone = [file for file in sorted(place.rglob("*.txt")) if not file.with_suffix(".ann").exists()]
        if not stems:
            raise InputError(f"{path}: no .ann in this folder")
        for file in alone:
            options.notes.add("a .txt without .ann, passed over", str(file))
    else:
        stems = [place.with_suffix("")]
    assemble = Assembler(options, UNITS)
    for stem in stems:
        identifier = stem.relative_to(place).as_posix() if place.is_dir() else stem.name
        try:
            yield from _document(stem, identifier, options, assemble)
        except InputError as error:
            if not place.is_dir():
                raise
            yield Problem(f"{stem}.txt", None, identifier, str(error).removeprefix(f"{stem}.txt: "))


def _document(
    stem: Path, identifier: str, options: ReadOptions, assemble: Assembler
) -> Iterator[Document | Problem]:
    source, standoff = f"{stem}.txt", f"{stem}.ann"
    with opened(source) as stream:
        data = stream.read()
    marked = data.startswith(codecs.BOM_UTF8)
    text = decoded(data, source)
    found = read_standoff(standoff, text, options, marked=marked)
    told = found.attributes(options.notes)
    spans = [
        replace(span, key=key, attributes=told.get(key, {}) | from_remarks(found.notes.get(key, ())))
        for key, span in found.spans.items()
    ]
    if marked and _fit(spans, text, 1) > _fit(spans, text, 0):
        options.notes.add("offsets count the byte order mark; it was left out of the text", source)
        spans = [replace(span, start=span.start - 1, end=span.end - 1) for span in spans]
    relations = [
        replace(
            arc,
            head=found.triggers.get(str(arc.head), arc.head),
            tail=found.triggers.get(str(arc.tail), arc.tail),
        )
        for arc in found.relations
    ]
    for line, reason in found.faults:
        yield Problem(standoff, line, identifier, reason)
    if not found.faults or options.keep_documents:
        raw = Raw(identifier, text, spans, relations, source=source, spans_source=standoff)
        yield from assemble(raw)


def _fit(spans: Sequence[RawSpan], text: str, shift: int) -> int:
    return sum(text[max(one.start - shift, 0) : max(one.end - shift, 0)] == one.surface for one in spans)


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> None:
    """A folder: .txt and .ann of each document, and the annotation.conf that brat needs to show them."""
    used: set[str] = set()
    labels: dict[str, None] = {}
    arcs: dict[str, None] = {}
    attributes: dict[str, dict[str, None]] = {}
    for document in documents:
        name = _name(document.id, used)
        if name != document.id:
            options.losses.add("ids|they can't be file names", document.place)
        options.losses.add("meta fields", document.place, len(document.meta))
        with options.files.new(path / f"{name}.txt") as stream:
            stream.write(options.losses.text(document.text, document.place).encode("utf-8"))
        with options.files.new(path / f"{name}.ann") as stream:
            block = "".join(_lines(document, options, attributes))
            stream.write(without_surrogates(block).encode("utf-8"))
        labels |= dict.fromkeys(_type(span.label) for span in document.spans)
        arcs |= dict.fromkeys(_type(arc.label) for arc in document.relations)
    with options.files.new(path / "annotation.conf") as stream:
        stream.write(_conf(labels, arcs, attributes).encode("utf-8"))


def _name(identifier: str, used: set[str]) -> str:
    safe = _UNSAFE.sub("_", identifier) or "document"
    safe = without_surrogates(safe).encode("utf-8")[:_NAME_BYTES].decode("utf-8", "ignore")
    name, number = safe, 2
    while name.casefold() in used:
        name, number = f"{safe}-{number}", number + 1
    used.add(name.casefold())
    return name


def _type(label: str) -> str:
    """A label as brat can hold it: without spaces."""
    return "_".join(label.split())


def _lines(document: Document, options: WriteOptions, known: dict[str, dict[str, None]]) -> Iterator[str]:
    losses = options.losses
    unit = options.offsets or "codepoints"
    place = ruler(document.text, unit).inverse()
    keys: dict[int, str] = {}
    marks = notes = 0
    for index, span in enumerate(document.spans):
        parts = _parts(span)
        if not parts:
            losses.add("spans|they hold nothing but space", document.place)
            continue
        if (parts[0][0], parts[-1][1]) != (span.start, span.end):
            losses.add("span ends|line ends there are left out", document.place)
        pairs = [(place(start), place(end)) for start, end in parts]
        if any(start is None or end is None for start, end in pairs):
            losses.add(f"spans|their ends lie inside {UNIT_NAMES[unit]}", document.place)
            continue
        if span.label != _type(span.label):
            losses.add("labels|with spaces, written with _", document.place)
        keys[index] = f"T{len(keys) + 1}"
        shown = " ".join(document.text[start:end] for start, end in parts)
        yield f"{keys[index]}\t{_type(span.label)} {';'.join(f'{s} {e}' for s, e in pairs)}\t{shown}\n"
        noted: dict[str, Any] = {}
        for name, value in span.attributes.items():
            if name in _OPEN or not (value is True or (isinstance(value, str) and _WORD.fullmatch(value))):
                noted[name] = value
                continue
            marks += 1
            said = "" if value is True else f" {value}"
            known.setdefault(_type(name), {})[str(value)] = None
            yield f"A{marks}\t{_type(name)} {keys[index]}{said}\n"
        for note in to_remarks(noted):
            notes += 1
            yield f"#{notes}\tAnnotatorNotes {keys[index]}\t{note}\n"
    for number, arc in enumerate(document.relations, 1):
        if arc.head in keys and arc.tail in keys:
            yield f"R{number}\t{_type(arc.label)} Arg1:{keys[arc.head]} Arg2:{keys[arc.tail]}\t\n"
        else:
            losses.add("relations|a span of theirs was lost", document.place)


def _parts(span: Span) -> list[tuple[int, int]]:
    """The span parted at line ends, as brat does."""
    found = []
    start = 0
    for gap in _LINE_ENDS.finditer(span.text):
        if gap.start() > start:
            found.append((span.start + start, span.start + gap.start()))
        start = gap.end()
    if start < len(span.text):
        found.append((span.start + start, span.end))
    return found if span.text.strip() else []


def _conf(labels: Iterable[str], arcs: Iterable[str], attributes: dict[str, dict[str, None]]) -> str:
    rows = ["[entities]", *labels, "", "[relations]"]
    rows += [f"{arc}\tArg1:<ENTITY>, Arg2:<ENTITY>" for arc in arcs]
    rows += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]", "", "[attributes]"]
    for name, values in attributes.items():
        chosen = "" if values == {"True": None} else f", Value:{'|'.join(values)}"
        rows.append(f"{name}\tArg:<ENTITY>{chosen}")
    return "\n".join([*rows, ""])
