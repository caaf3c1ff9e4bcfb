"""Parquet files and data sets of the Hugging Face hub, streamed through the `datasets` library."""

import glob
import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hasila.sources.errors import InputError
from hasila.sources.fields import Fields, missing_field, to_record
from hasila.sources.inputs import HUB_PREFIX, Input
from hasila.sources.types import BadRecord, Record, raw_fields

_ROWS_AT_ONCE = 64


def read_parquet(item: Input, fields: Fields) -> Iterator[Record | BadRecord]:
    """A record for each row of a Parquet file."""
    if item.size == 0:
        return
    with _datasets() as (load_dataset, options):
        # `datasets` takes file names for glob patterns.
        files = {"train": [glob.escape(str(Path(item.path).resolve()))]}
        with _errors_of(item):
            rows = load_dataset("parquet", data_files=files, split="train", **options)
        yield from _read(rows, item, fields)


def read_hub(item: Input, fields: Fields) -> Iterator[Record | BadRecord]:
    """A record for each row of a data set."""
    with hub_rows(item) as rows:
        if rows.column_names is not None and fields.text not in rows.column_names:
            raise InputError(f"{item.name}: {missing_field(fields.text, rows.column_names)}")
        yield from _read(rows, item, fields)


@contextmanager
def hub_rows(item: Input) -> Iterator[Any]:
    """The rows of `hf:NAME`, `hf:NAME:SPLIT` or `hf:NAME:CONFIG:SPLIT`, streamed.

    `NAME` is a data set of the hub or a local folder of one. Without a split, `train` is read,
    or the only split there is.

    Raises:
        InputError: there is no such data set or split.
    """
    config: str | None = None
    split: str | None = None
    match item.path.removeprefix(HUB_PREFIX).split(":"):
        case [name]:
            pass
        case [name, split]:
            pass
        case [name, config, split]:
            pass
        case _:
            raise InputError(f"{item.name}: write hf:NAME, hf:NAME:SPLIT or hf:NAME:CONFIG:SPLIT")
    with _datasets() as (load_dataset, options):
        with _errors_of(item):
            rows = load_dataset(name, config, split=split, **options)
            if split is None:
                splits = list(rows)
                if "train" not in splits and len(splits) > 1:
                    raise InputError(f"{item.name}: add a split, one of {', '.join(map(str, splits))}")
                rows = rows["train" if "train" in splits else splits[0]]
        yield rows


def check_parquet(item: Input, fields: Fields) -> None:
    """Refuse a file that is no Parquet or lacks the text column, before anything is read.

    Raises:
        InputError: it is so; the message names the columns there are.
    """
    import pyarrow.parquet

    if item.size == 0:
        return
    with _errors_of(item):
        names = pyarrow.parquet.read_schema(item.path).names
    if fields.text not in names:
        raise InputError(f"{item.name}: {missing_field(fields.text, names)}")


@contextmanager
def _datasets() -> Iterator[tuple[Callable[..., Any], dict[str, Any]]]:
    """`load_dataset` and its options, quiet, and leaving nothing in the user's cache."""
    import datasets
    from huggingface_hub.utils import logging as hub_logging

    datasets.disable_progress_bars()
    # Both report on their own what the exception says again, and we say once.
    datasets.logging.set_verbosity(logging.CRITICAL)
    hub_logging.set_verbosity(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="hasila-") as cache:
        yield datasets.load_dataset, {"streaming": True, "cache_dir": cache}


@contextmanager
def _errors_of(item: Input) -> Iterator[None]:
    """Whatever a data set can't do, as an `InputError` of one line."""
    from datasets.exceptions import DatasetsError

    try:
        yield
    except InputError:
        raise
    except (DatasetsError, OSError, ValueError, RuntimeError) as error:
        raise InputError(f"{item.name}: {' '.join(str(error).split())}") from error


def _read(rows: Any, item: Input, fields: Fields) -> Iterator[Record | BadRecord]:
    tables = rows.with_format("arrow").iter(batch_size=_ROWS_AT_ONCE)
    number = 0
    while True:
        with _errors_of(item):
            table = next(tables, None)
        if table is None:
            return
        for row in _rows(table):
            number += 1
            if isinstance(row, dict):
                yield to_record(row, item, number, fields)
            else:
                yield _not_utf8(row, item, number)


def _rows(table: Any) -> Iterator[dict[str, Any] | bytes]:
    """The rows of a table; the bytes of the first string at fault where a row is not UTF-8."""
    try:
        yield from table.to_pylist()
    except UnicodeDecodeError:
        for index in range(table.num_rows):
            try:
                yield from table.slice(index, 1).to_pylist()
            except UnicodeDecodeError as error:
                yield error.object


def _not_utf8(data: bytes, item: Input, number: int) -> BadRecord:
    return BadRecord(item.name, number, None, "a string of the row is not UTF-8", **raw_fields(data))
