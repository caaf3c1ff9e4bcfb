"""Data sets of the Hugging Face hub, or folders of one, streamed through the `datasets` library."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from hasila.sources.arrow import ROWS_AT_ONCE, arrow_errors, read_tables
from hasila.sources.errors import InputError
from hasila.sources.fields import Fields, missing_field
from hasila.sources.inputs import HUB_PREFIX, Input
from hasila.sources.types import BadRecord, Record

_FORMS = "hf:NAME, hf:NAME:SPLIT or hf:NAME:CONFIG:SPLIT"


def read_hub(item: Input, fields: Fields) -> Iterator[Record | BadRecord]:
    """A record for each row of a data set."""
    with hub_rows(item) as rows:
        if rows.column_names is not None and fields.text not in rows.column_names:
            raise InputError(f"{item.name}: {missing_field(fields.text, rows.column_names)}")
        yield from read_tables(_tables(rows), item, fields)


@contextmanager
def hub_rows(item: Input) -> Iterator[Any]:
    """The rows of `hf:NAME`, `hf:NAME:SPLIT` or `hf:NAME:CONFIG:SPLIT`, streamed.

    Without a split, `train` is read, or the only split there is.

    Raises:
        InputError: there is no such data set or split.
    """
    name, config, split = _parts(item)
    with _datasets() as (load_dataset, options):
        with arrow_errors(item), _library_errors():
            rows = load_dataset(name, config, split=split, **options)
            if split is None:
                splits = list(rows)
                if "train" not in splits and len(splits) > 1:
                    raise InputError(f"{item.name}: add a split, one of {', '.join(map(str, splits))}")
                rows = rows["train" if "train" in splits else splits[0]]
        yield rows


def _parts(item: Input) -> tuple[str, str | None, str | None]:
    """Name, configuration and split."""
    match item.path.removeprefix(HUB_PREFIX).split(":"):
        case [name]:
            return name, None, None
        case [name, split]:
            return name, None, split
        case [name, config, split]:
            return name, config, split
    raise InputError(f"{item.name}: write {_FORMS}")


def _tables(rows: Any) -> Iterator[Any]:
    with _library_errors():
        yield from rows.with_format("arrow").iter(batch_size=ROWS_AT_ONCE)


@contextmanager
def _library_errors() -> Iterator[None]:
    """Errors of the libraries between here and the hub, which come and go with their versions."""
    try:
        yield
    except (OSError, ValueError, RuntimeError):
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error


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
