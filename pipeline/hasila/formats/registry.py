"""The formats by name, and which one a file is in, where that is sure."""

import glob
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from hasila.formats import (
    brat,
    conll,
    docbin,
    doccano,
    hub,
    jsonl,
    label_studio,
    plain,
    prodigy,
    record,
)
from hasila.formats.files import lines, opened
from hasila.formats.json_values import read_values
from hasila.formats.options import ReadOptions, WriteOptions
from hasila.formats.types import Document, Problem
from hasila.sources.errors import InputError
from hasila.sources.inputs import COMPRESSIONS, HUB_PREFIX
from hasila.sources.remote import is_remote

Reader = Callable[[str, ReadOptions], Iterator[Document | Problem]]
Writer = Callable[[Iterable[Document], Path, WriteOptions], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        name: As `--from` and `--to` call it.
        about: A line on it.
        read, write: Its reader and writer; None for what can only be read or written.
        suffixes: Those that are surely of this format.
        suggests: Whether it tells suggestions from annotations, or its tool takes labels for them.
    """

    name: str
    about: str
    read: Reader | None = None
    write: Writer | None = None
    suffixes: tuple[str, ...] = ()
    suggests: bool = False


FORMATS = {
    one.name: one
    for one in (
        Format(
            "conll",
            "words and tags in columns, IOB2 (ANERcorp, Wojood, CoNLL-2003)",
            conll.read,
            conll.write,
            (".conll", ".iob", ".iob2", ".bio"),
        ),
        Format(
            "jsonl",
            "texts with entities, quantities, relations, one JSON object a line",
            jsonl.read,
            jsonl.write,
        ),
        Format("record", "what hasila extract writes; read with --texts", record.read, record.write),
        Format("spacy", "spaCy's DocBin", docbin.read, docbin.write, (".spacy",)),
        Format("brat", "brat standoff: a folder of .txt and .ann", brat.read, brat.write, (".ann",)),
        Format(
            "label-studio",
            "Label Studio's JSON export, or tasks to import",
            label_studio.read,
            label_studio.write,
            suggests=True,
        ),
        Format(
            "doccano",
            "doccano's JSONL, with relations or without",
            doccano.read,
            doccano.write,
            suggests=True,
        ),
        Format("prodigy", "Prodigy's JSONL", prodigy.read, prodigy.write, suggests=True),
        Format(
            "hf",
            "a data set of Hugging Face: hf:NAME, a folder, .parquet",
            hub.read,
            hub.write,
            (".parquet",),
        ),
        Format("text", "texts without annotation, to be read with --predict", plain.read),
    )
}
READABLE = [name for name, one in FORMATS.items() if one.read is not None]
WRITABLE = [name for name, one in FORMATS.items() if one.write is not None]

# How many objects or characters of a file are looked at.
_OBJECTS = 50
_HEAD_LINES = 50
_JSON_SHAPES: tuple[tuple[str, Callable[[dict[str, Any]], bool]], ...] = (
    ("label-studio", label_studio.is_shape),
    ("prodigy", prodigy.is_shape),
    ("doccano", doccano.is_shape),
    ("record", lambda row: "schema" in row and "entities" in row and "text" not in row),
    ("jsonl", jsonl.is_shape),
    ("text", lambda row: isinstance(row.get("text"), str)),
)


class UnsureFormat(ValueError):
    """The format can't be told; the message names the choices."""


def guess_input(path: str) -> str:
    """The name of the format that a file or folder is in.

    Raises:
        UnsureFormat: it could be several, or none.
        InputError: it can't be opened.
    """
    place = Path(path)
    if path.startswith(HUB_PREFIX):
        return "hf"
    # Only texts are read by glob or URL.
    if path == "-" or is_remote(path) or (glob.has_magic(path) and not place.exists()):
        return "text"
    if place.is_dir():
        return _guess_folder(place, path)
    suffix = _suffix(path)
    if not place.exists():
        hub = "" if suffix or path[:1] in "./~" else f" (a data set of Hugging Face is hf:{path})"
        raise InputError(f"{path}: no such file or folder{hub}")
    for one in FORMATS.values():
        if suffix in one.suffixes:
            return one.name
    if suffix in (".json", ".jsonl", ".ndjson"):
        return _guess_json(path)
    if suffix == ".txt":
        if place.with_suffix(".ann").exists():
            return "brat"
        return "conll" if conll.is_shape(_head(path)) else "text"
    if suffix in (".csv", ".tsv"):
        return "text"
    if conll.is_shape(_head(path)):
        return "conll"
    raise UnsureFormat(f"{path}: not a format that can be told by its name; say --from {_or(READABLE)}")


def _guess_folder(place: Path, path: str) -> str:
    if next(place.rglob("*.ann"), None) is not None:
        return "brat"
    if any(next(place.rglob(name), None) for name in ("*.parquet", "*.arrow", "dataset_infos.json")):
        return "hf"
    if next(place.rglob("*.txt"), None) is not None:
        return "text"
    raise UnsureFormat(f"{path}: a folder of which kind? say --from {_or(['brat', 'hf', 'text'])}")


def _guess_json(path: str) -> str:
    rows = [item[1] for item in islice(read_values(path), _OBJECTS) if not isinstance(item, Problem)]
    for name, fits in _JSON_SHAPES:
        if rows and all(fits(row) for row in rows):
            return name
    shapes = [name for name, _ in _JSON_SHAPES]
    keys = f" (fields of the first object: {', '.join(rows[0])})" if rows else " (nothing could be read)"
    raise UnsureFormat(f"{path}: which JSON this is can't be told{keys}; say --from {_or(shapes)}")


def _head(path: str) -> str:
    with opened(path) as stream:
        head = [line or "" for _, line, _ in islice(lines(stream, path), _HEAD_LINES)]
    return "\n".join([*head, ""])


def guess_output(path: str) -> str:
    """The name of the format to write, by the suffix.

    Raises:
        UnsureFormat: it could be several, or none.
    """
    suffix = _suffix(path)
    if suffix == ".json":
        return "label-studio"
    for one in FORMATS.values():
        if suffix in one.suffixes and suffix != ".ann":
            return one.name
    if suffix in (".jsonl", ".ndjson"):
        raise UnsureFormat(
            f"{path}: JSON lines of which kind? say --to {_or(['jsonl', 'record', 'doccano', 'prodigy'])}"
        )
    if not suffix:
        raise UnsureFormat(f"{path}: a folder of which kind? say --to {_or(['brat', 'hf'])}")
    raise UnsureFormat(f"{path}: no format is known by {suffix}; say --to {_or(WRITABLE)}")


def _suffix(path: str) -> str:
    suffixes = [suffix.lower() for suffix in Path(path).suffixes[-2:]]
    if suffixes and suffixes[-1] in COMPRESSIONS:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _or(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"
