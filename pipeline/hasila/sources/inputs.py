"""From what the user names (files, folders, globs, URLs, `-`, `hf:NAME`) to a list of inputs."""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PurePosixPath
from typing import Literal

from hasila.sources.errors import InputError
from hasila.sources.remote import find_remote, is_remote

Format = Literal["text", "jsonl", "csv", "parquet", "hub"]
Compression = Literal["gz", "xz", "zst"]

FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
COMPRESSIONS: dict[str, Compression] = {".gz": "gz", ".xz": "xz", ".zst": "zst"}
READABLE = ".txt, .jsonl, .csv (each also .gz, .xz, .zst), .parquet"
HUB_PREFIX = "hf:"
_OTHERS = "file{s} of other kinds"


@dataclass(frozen=True, slots=True)
class Input:
    """One file or stream to read.

    Attributes:
        path: As the user wrote it and as it is opened; `-` is standard input, `hf:…` a data set.
        label: What ids of records without one begin with: the path below the folder that was named (of a
            glob, that before its first sign), or the file's name; so ids don't depend on where a corpus lies.
        format: What it holds.
        compression: How it is packed, by its last suffix.
        size: Its size in bytes; None where it has none.
    """

    path: str
    label: str
    format: Format
    compression: Compression | None = None
    size: int | None = None

    @property
    def name(self) -> str:
        """As messages call it."""
        return "stdin" if self.path == "-" else self.path


def find_inputs(names: Sequence[str], *, exclude: Iterable[Path | str] = ()) -> tuple[list[Input], list[str]]:
    """The inputs that `names` mean, in the order given (a folder's or glob's sorted), and warnings.

    Args:
        names: Files, folders (searched through, hidden files left out), globs, these also by URL, `-`,
            `hf:NAME`.
        exclude: Files and folders that are never inputs, though they lie among them: where the output goes.

    Raises:
        InputError: a name means nothing that can be read, or a file of `exclude`.
    """
    barred = {_place(str(path)) for path in exclude}
    inputs: list[Input] = []
    warnings: list[str] = []
    seen: set[PurePath] = set()
    for name in names:
        for item in _named(name, warnings):
            if item.path != "-" and item.format != "hub":
                place = _place(item.path)
                if place in barred or not barred.isdisjoint(place.parents):
                    if item.path == name:
                        raise InputError(f"{name}: is an input, and output would go there; choose another -o")
                    warnings.append(f"{item.path}: left out, it is where the output goes")
                    continue
                if place in seen:
                    warnings.append(f"{item.path}: named twice, read once")
                    continue
                seen.add(place)
            inputs.append(item)
    return _with_own_labels(inputs), warnings


def _place(path: str) -> PurePath:
    """What is the same for all names of a file."""
    return PurePosixPath(path) if is_remote(path) else Path(path).resolve()


def _named(name: str, warnings: list[str]) -> Iterator[Input]:
    """The inputs of one name."""
    if name == "-":
        yield Input("-", "stdin", "jsonl")
    elif name.startswith(HUB_PREFIX):
        if name == HUB_PREFIX:
            raise InputError("hf: names no data set; write hf:NAME, hf:NAME:SPLIT or hf:NAME:CONFIG:SPLIT")
        yield Input(name, name[len(HUB_PREFIX) :], "hub")
    elif "\0" in name:
        raise InputError(f"{name!r}: not a file name")
    elif is_remote(name):
        yield from _remote(name, warnings)
    elif os.path.isdir(name):  # noqa: PTH112 - Path(name) would drop the ./ that the user wrote
        yield from _folder(name, warnings)
    elif os.path.exists(name):  # noqa: PTH110
        yield _file(name, Path(name).name)
    elif glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - keeps the user's spelling
        files = [match for match in matches if Path(match).is_file()]
        if not files:
            raise InputError(f"{name}: no file matches")
        readable = [match for match in files if kind_of(match) is not None]
        if not readable:
            raise InputError(f"{name}: none of the files that match can be read ({READABLE})")
        _warn_of_skipped(_OTHERS, [match for match in files if kind_of(match) is None], warnings)
        base = _fixed_part(name) or "."
        yield from (_file(match, os.path.relpath(match, base)) for match in readable)
    else:
        raise InputError(f"{name}: no such file or folder")


def _fixed_part(pattern: str) -> str:
    """The folder that all matches of a glob lie in; empty if that is the working directory."""
    start = next(at for at, char in enumerate(pattern) if glob.has_magic(char))
    return pattern[: pattern.rfind("/", 0, start) + 1]


def _remote(name: str, warnings: list[str]) -> Iterator[Input]:
    """The readable files that a URL means."""
    try:
        found = find_remote(name)
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from error
    if found is None:
        raise InputError(f"{name}: no such file or folder")
    if len(found) == 1 and found[0][0] == name and kind_of(name) is None:
        raise InputError(f"{name}: not a kind of file that can be read ({READABLE})")
    kinds = [(kind_of(url), url, label, size) for url, label, size in found]
    if not any(kind for kind, *_ in kinds):
        raise InputError(f"{name}: no file there can be read ({READABLE})")
    _warn_of_skipped(_OTHERS, [url for kind, url, *_ in kinds if kind is None], warnings)
    for kind, url, label, size in kinds:
        if kind is not None:
            yield Input(url, label, kind[0], kind[1], size)


def _folder(name: str, warnings: list[str]) -> Iterator[Input]:
    """The readable files of a folder and of those in it, sorted by path.

    Links to folders are not followed: they may lead in a circle, or to a whole disk.
    """
    readable: list[str] = []
    others: list[str] = []
    linked: list[str] = []
    broken: list[str] = []

    def refuse(error: OSError) -> None:
        raise InputError(f"{error.filename}: {error.strerror}")

    for here, folders, files in os.walk(name, onerror=refuse):
        folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
        linked += [path for folder in folders if Path(path := os.path.join(here, folder)).is_symlink()]  # noqa: PTH118
        for file in files:
            path = os.path.join(here, file)  # noqa: PTH118
            if file.startswith("."):
                continue
            if Path(path).is_file():
                (others if kind_of(file) is None else readable).append(path)
            elif Path(path).is_symlink():
                broken.append(path)
    remedy = "; name what is to be read too"
    if not readable:
        hint = f"; linked folders are not searched: {_some(linked)}{remedy}" if linked else ""
        raise InputError(f"{name}: no file in this folder can be read ({READABLE}){hint}")
    _warn_of_skipped(_OTHERS, others, warnings)
    _warn_of_skipped("linked folder{s}", linked, warnings, remedy)
    _warn_of_skipped("broken link{s}", broken, warnings)
    yield from (_file(path, os.path.relpath(path, name)) for path in sorted(readable))


def _warn_of_skipped(kind: str, paths: list[str], warnings: list[str], remedy: str = "") -> None:
    if paths:
        counted = f"{len(paths)} {kind.format(s='' if len(paths) == 1 else 's')}"
        warnings.append(f"skipped {counted}: {_some(sorted(paths))}{remedy}")


def _some(paths: list[str]) -> str:
    return ", ".join(paths[:3]) + (" …" if len(paths) > 3 else "")


def kind_of(name: str) -> tuple[Format, Compression | None] | None:
    """Format and compression by the suffixes of a name; None for what can't be read."""
    suffixes = [suffix.lower() for suffix in Path(name).suffixes[-2:]]
    if not suffixes:
        return None
    compression = COMPRESSIONS.get(suffixes[-1])
    if compression is not None:
        suffixes.pop()
    kind = FORMATS.get(suffixes[-1]) if suffixes else None
    if kind is None or (kind == "parquet" and compression is not None):
        return None
    return kind, compression


def _file(path: str, label: str) -> Input:
    """An existing file as an input."""
    kind = kind_of(path)
    if kind is None:
        hint = " One JSON object a line? Pass it on standard input: hasila extract - < FILE"
        raise InputError(f"{path}: not a kind of file that can be read ({READABLE}).{hint}")
    if not os.access(path, os.R_OK):
        raise InputError(f"{path}: permission denied")
    return Input(path, Path(label).as_posix(), kind[0], kind[1], Path(path).stat().st_size)


def _with_own_labels(inputs: list[Input]) -> list[Input]:
    """The inputs, with the whole path as label where two would share one."""
    count: dict[str, int] = {}
    for item in inputs:
        count[item.label] = count.get(item.label, 0) + 1
    return [item if count[item.label] == 1 else replace(item, label=item.path) for item in inputs]
