"""Prodigy's JSON lines: `text`, `tokens`, `spans` with characters and tokens, `relations`.

Prodigy counts code points, since its tokens are spaCy's; a span's last token is `token_end`, inclusive.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from hasila.formats.assemble import Assembler, Raw, RawRelation, RawSpan
from hasila.formats.json_values import identifier_of, read_values, text_of
from hasila.formats.offsets import UNIT_NAMES, Ruler, Unit, ruler
from hasila.formats.options import ReadOptions, WriteOptions
from hasila.formats.shapes import Misshapen, key, objects
from hasila.formats.types import Document, Problem
from hasila.formats.words import words
from hasila.records import to_json

_UNITS: tuple[Unit, ...] = ("codepoints", "utf16", "graphemes")
_SPAN = ("start", "end", "token_start", "token_end", "label", "text", "type", "id")


def read(path: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """The documents with the answer `accept`, or with none."""
    for item in read_values(path):
        if isinstance(item, Problem):
            yield item
            continue
        line, row = item
        answer = row.get("answer", "accept")
        if answer != "accept":
            options.notes.add(f"answered {answer!r}, passed over", f"{path}:{line}")
            continue
        try:
            yield from _document(row, path, line, options)
        except Misshapen as error:
            yield Problem(path, line, identifier_of(row, path, line), str(error))


def _document(
    row: dict[str, Any], path: str, line: int, options: ReadOptions
) -> Iterator[Document | Problem]:
    text = text_of(row, options.text_field, path, line)
    if isinstance(text, Problem):
        yield text
        return
    inner = row.get("meta")
    meta = dict(inner) if isinstance(inner, dict) else {}
    identifier = identifier_of(row if "id" in row else meta, path, line)
    if "id" not in row:
        meta.pop("id", None)
    tokens = row.get("tokens")
    ends: tuple[tuple[int, int], ...] | None = None
    if isinstance(tokens, list) and tokens:
        units = _UNITS if options.offsets == "auto" else (options.offsets,)
        for unit in units:
            found = _token_ends(tokens, text, ruler(text, unit))
            if not isinstance(found, str):
                ends = found
                options = replace(options, offsets=unit)
                break
        else:
            fault = _token_ends(tokens, text, ruler(text, units[0]))
            yield Problem(path, line, identifier, str(fault))
            return
    spans = [_span(one, ends, text) for one in objects(row, "spans")]
    relations = [_relation(one, spans, ends) for one in objects(row, "relations")]
    raw = Raw(identifier, text, spans, relations, meta, ends, source=path, line=line)
    yield from Assembler(options, _UNITS)(raw)


def _token_ends(tokens: list[Any], text: str, measure: Ruler) -> tuple[tuple[int, int], ...] | str:
    """Start and end of each token in code points, or what is wrong with the first that doesn't fit."""
    found = []
    for number, token in enumerate(tokens):
        token = token if isinstance(token, dict) else {}
        ends = [token.get("start"), token.get("end")]
        start, end = (measure.codepoint(one) if isinstance(one, int) else None for one in ends)
        if start is None or end is None or text[start:end] != token.get("text"):
            there = "" if start is None or end is None else f", there stands {text[start:end]!r}"
            return f"token {number} ({ends[0]}–{ends[1]}): the file says {token.get('text')!r}{there}"
        found.append((start, end))
    return tuple(found)


def _span(one: dict[str, Any], ends: tuple[tuple[int, int], ...] | None, text: str) -> RawSpan:
    surface = one.get("text")
    first, last = one.get("token_start"), one.get("token_end")
    if not isinstance(surface, str):
        surface = None
        if (
            ends is not None
            and isinstance(first, int)
            and isinstance(last, int)
            and 0 <= first <= last < len(ends)
        ):
            surface = text[ends[first][0] : ends[last][1]]
    more = {name: value for name, value in one.items() if name not in _SPAN and value is not None}
    return RawSpan(one.get("start"), one.get("end"), one.get("label"), surface, _key(one), attributes=more)


def _key(one: Any) -> tuple[Any, ...]:
    if not isinstance(one, dict):
        return (None,)
    return tuple(
        value if isinstance(value, (int, str)) else None for value in map(one.get, (*_SPAN[:2], "label"))
    )


def _relation(
    one: dict[str, Any], spans: Sequence[RawSpan], ends: tuple[tuple[int, int], ...] | None
) -> RawRelation:
    keys = []
    for end in ("head", "child"):
        span = one.get(f"{end}_span")
        called: Any = _key(span) if isinstance(span, dict) else (key(one.get(end)),)
        token = one.get(end)
        if (
            not isinstance(span, dict)
            and ends is not None
            and isinstance(token, int)
            and 0 <= token < len(ends)
        ):
            start, stop = ends[token]
            around = [
                s
                for s in spans
                if isinstance(s.start, int) and isinstance(s.end, int) and s.start <= start < s.end
            ]
            called = around[0].key if around else (start, stop)
        keys.append(called)
    return RawRelation(keys[0], keys[1], one.get("label"))


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> None:
    """One task a line. Tokens are parted at the ends of spans, since a span is one of whole tokens."""
    losses = options.losses
    unit = options.offsets or "codepoints"
    with options.files.new(path) as stream:
        for document in documents:
            task = task_of(document, unit)
            if isinstance(task, str):
                losses.add(f"documents|{task}", document.place)
            else:
                stream.write(to_json(task).encode("utf-8") + b"\n")


def task_of(document: Document, unit: Unit) -> dict[str, Any] | str:
    """The task of one document, or why there is none."""
    text = document.text
    place = ruler(text, unit).inverse()
    tokens: list[dict[str, Any]] = []
    ends = _tokens(document)
    for number, (start, end, ws) in enumerate(ends):
        first, last = place(start), place(end)
        if first is None or last is None:
            return f"a token's end lies inside {UNIT_NAMES[unit]}"
        tokens.append({"text": text[start:end], "start": first, "end": last, "id": number, "ws": ws})
    first_of = {start: number for number, (start, _, _) in enumerate(ends)}
    last_of = {end: number for number, (_, end, _) in enumerate(ends)}
    spans: list[dict[str, Any]] = []
    for span in document.spans:
        head, tail = first_of[span.start], last_of[span.end]
        row = {"start": tokens[head]["start"], "end": tokens[tail]["end"]}
        row |= {"token_start": head, "token_end": tail, "label": span.label}
        spans.append({**row, **{n: v for n, v in span.attributes.items() if n not in _SPAN}})
    relations = [
        {
            "head": spans[arc.head]["token_end"],
            "child": spans[arc.tail]["token_end"],
            "head_span": {name: spans[arc.head][name] for name in _SPAN[:5]},
            "child_span": {name: spans[arc.tail][name] for name in _SPAN[:5]},
            "label": arc.label,
        }
        for arc in document.relations
    ]
    task = {"text": text, "tokens": tokens, "spans": spans}
    if relations:
        task["relations"] = relations
    return {**task, "meta": {**document.meta, "id": document.id}}


def _tokens(document: Document) -> list[tuple[int, int, bool]]:
    """The words and what stands between them, parted at the ends of spans; and if a space follows.

    A single space between two tokens is no token, but one that a span begins or ends with is.
    """
    text = document.text
    starts = {span.start for span in document.spans}
    ends = {span.end for span in document.spans}
    cuts = sorted({edge for word in words(document) for edge in word} | starts | ends | {0, len(text)})
    found: list[tuple[int, int, bool]] = []
    for start, end in pairwise(cuts):
        if found and text[start:end] == " " and start not in starts and end not in ends:
            found[-1] = (*found[-1][:2], True)
        else:
            found.append((start, end, False))
    return found


def is_shape(row: dict[str, Any]) -> bool:
    """Whether an object looks like Prodigy's."""
    if "_input_hash" in row or "_task_hash" in row:
        return True
    spans = row.get("spans")
    return (
        isinstance(row.get("text"), str)
        and isinstance(spans, list)
        and all(isinstance(one, dict) and "start" in one and "label" in one for one in spans)
    )
