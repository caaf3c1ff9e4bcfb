"""Texts without annotation, on which a network goes on believing what it believed before."""

import logging
from collections.abc import Callable, Iterable

from hasila.sources import BadRecord, Fields, InputError, Record, Source, find_inputs
from hasila.training.batches import Row

log = logging.getLogger("hasila.custom")


def rows_to_rehearse(name: str, read: Callable[[str], Iterable[Row]]) -> list[Row]:
    """The windows of all texts. What had to be left out is said.

    Args:
        name: A file, a folder, or what else `hasila extract` reads.
        read: From a text to its windows.

    Raises:
        ValueError: it can't be opened, or there is no text in it that can be read.
    """
    rows: list[Row] = []
    bad: list[BadRecord] = []
    try:
        inputs, remarks = find_inputs([name])
        for record in Source(inputs, Fields(), warn=remarks.append):
            if isinstance(record, Record):
                rows += read(record.text)
            else:
                bad.append(record)
    except InputError as error:
        raise ValueError(f"rehearse: {_as_setting(str(error))}") from error
    first = f"{bad[0].place}: {_as_setting(bad[0].reason)}" if bad else ""
    if not rows:
        raise ValueError(f"rehearse: {first or f'{name}: no words in it'}; nothing could be rehearsed")
    if bad:
        remarks.append(f"{len(bad)} texts left out, the first {first}")
    for remark in remarks:
        log.warning("rehearse: %s", remark)
    return rows


def _as_setting(message: str) -> str:
    """A message of a reader for who writes a config, which has no setting for the field with the text."""
    return message.replace("name the one with the text by --text-field", "rename the one with the text")
