"""Texts without annotation, for `--predict`: whatever `hasila extract` reads."""

from collections.abc import Iterator

from hasila.formats.options import ReadOptions
from hasila.formats.types import Document, Problem
from hasila.sources import Fields, Source, find_inputs


def read(path: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """The documents of a file, a folder, a glob, a URL, or `-`.

    Raises:
        InputError: one of them can't be read at all, or no row of it has a text.
    """
    inputs, warnings = find_inputs([path])
    for warning in warnings:
        options.notes.add(warning)
    source = Source(inputs, Fields(text=options.text_field), warn=options.notes.add)
    source.check()
    for record in source:
        if isinstance(record, Problem):
            yield record
        else:
            yield Document(record.id, record.text, meta=record.meta, source=record.source, line=record.line)
