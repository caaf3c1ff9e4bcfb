"""From one format to another: reading, settling labels, writing, counting what happened."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from hasila.batch.errors import OutputError
from hasila.batch.plan import check_free
from hasila.formats.options import WriteOptions
from hasila.formats.registry import Writer
from hasila.formats.types import Document, Problem
from hasila.records import to_json

# From a document to any number of documents and problems.
Step = Callable[[Document], Iterable[Document | Problem]]


@dataclass(slots=True)
class Report:
    """What a conversion did."""

    documents: int = 0
    spans: int = 0
    relations: int = 0
    problems: int = 0


def convert(
    documents: Iterable[Document | Problem],
    steps: Sequence[Step],
    write: Writer,
    path: Path,
    options: WriteOptions,
    *,
    quarantine: Path,
    on_problem: Callable[[Problem], None] | None = None,
) -> Report:
    """Write what can be read; list what can't, in `quarantine`, a JSON object a line.

    Raises:
        InputError: the input can't be read at all.
        OutputError: the output can't be written.
    """
    report = Report()
    with ExitStack() as stack:

        def good() -> Iterator[Document]:
            listed = None
            for one in _through(documents, steps):
                if isinstance(one, Document):
                    report.documents += 1
                    report.spans += len(one.spans)
                    report.relations += len(one.relations)
                    yield one
                    continue
                report.problems += 1
                if on_problem is not None:
                    on_problem(one)
                if listed is None:
                    listed = stack.enter_context(options.files.new(quarantine))
                listed.write(to_json(one.to_dict()).encode("utf-8") + b"\n")

        write(good(), path, options)
    return report


def _through(documents: Iterable[Document | Problem], steps: Sequence[Step]) -> Iterator[Document | Problem]:
    stream: Iterable[Document | Problem] = documents
    for step in steps:
        stream = _step(stream, step)
    yield from stream


def _step(stream: Iterable[Document | Problem], step: Step) -> Iterator[Document | Problem]:
    for one in stream:
        if isinstance(one, Document):
            yield from step(one)
        else:
            yield one


def quarantine_of(path: Path) -> Path:
    """Where the problems are listed: beside the output, never in a folder that is one.

    It has the output's whole name, so that no other output, of `hasila extract` neither, has the same list.

    Raises:
        OutputError: nothing can stand beside the output.
    """
    place = path.resolve() if path.name in ("", "..") else path  # `.` has no name of its own
    if not place.name:
        raise OutputError(f"{path}: nothing can be written beside it; name a folder in it")
    return place.with_name(f"{place.name}.quarantine.jsonl")


def check_places(source: str, path: Path, *, overwrite: bool) -> None:
    """Refuse what would be written over.

    Raises:
        OutputError: the output is the input, or exists and may not be replaced.
    """
    if path.exists() and Path(source).exists() and path.samefile(source):
        raise OutputError(f"{path}: that is the input; choose another name")
    check_free([quarantine_of(path)], overwrite=overwrite)
    if not path.is_dir():
        check_free([path], overwrite=overwrite)
