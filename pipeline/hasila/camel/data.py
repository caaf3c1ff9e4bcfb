"""CAMeL's data, found without the download that `import camel_tools.data` would begin.

CAMeL Tools fetches its catalogue from the network while it is imported, unless the catalogue lies
in its data folder already (`CAMELTOOLS_DATA`, or `~/.camel_tools`). Where it doesn't, we import with
the variable pointing at an empty catalogue: files that the user names by path need no other.
"""

import importlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_VARIABLE = "CAMELTOOLS_DATA"
_EMPTY = {"version": "", "packages": {}, "components": {}}
_FIRST_IMPORT = "camel_tools.data"


def data_folder() -> Path:
    """The folder in which CAMeL Tools keeps its catalogue and data."""
    named = os.environ.get(_VARIABLE)
    return Path(named).expanduser().absolute() if named else Path.home() / ".camel_tools"


def camel_module(name: str) -> Any:
    """A module of CAMeL Tools, imported without a network.

    Where there is no catalogue, CAMeL's own is empty for the rest of the process.

    Raises:
        ImportError: CAMeL Tools is not installed.
    """
    with _without_download():
        importlib.import_module(_FIRST_IMPORT)
        return importlib.import_module(name)


def extra_module(name: str) -> Any:
    """A module that the `camel` extra brings.

    Raises:
        ImportError: it is not installed; the message says how to.
    """
    try:
        return camel_module(name) if name.startswith("camel_tools") else importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != name.partition(".")[0]:
            raise
        raise ImportError(f"{name} is not installed: pip install 'hasila[camel]'") from error


def dataset(component: str, name: str) -> Path:
    """The folder of a data set in CAMeL's catalogue, for instance `MorphologyDB`, `calima-msa-r13`.

    Raises:
        ImportError: CAMeL Tools is not installed.
        OSError: the catalogue doesn't know it, or its data haven't been fetched.
    """
    catalogue = extra_module(_FIRST_IMPORT).CATALOGUE
    known = catalogue.components.get(component)
    if known is None or name not in known.datasets:
        has = f"it has {', '.join(known.datasets)}" if known is not None else "it is empty"
        raise OSError(
            f"{name!r} is no file or folder, and CAMeL's catalogue in {data_folder()} doesn't know it as "
            f"{component} ({has}). Give a path, or run `camel_data -l` for what there is to fetch and "
            f"`camel_data -i PACKAGE` to fetch it"
        )
    folder = Path(known.datasets[name].path)
    if not folder.is_dir():
        package = next((p.name for p in catalogue.packages.values() if p.destination == folder), "PACKAGE")
        raise OSError(f"{folder}: CAMeL's data {name!r} are not there; run `camel_data -i {package}`")
    return folder


@contextmanager
def _without_download() -> Iterator[None]:
    """No network for an import of CAMeL Tools; the environment is left as it was."""
    if _FIRST_IMPORT in sys.modules or (data_folder() / "catalogue.json").is_file():
        yield
        return
    before = os.environ.get(_VARIABLE)
    with TemporaryDirectory() as folder:
        Path(folder, "catalogue.json").write_text(json.dumps(_EMPTY), encoding="utf-8")
        os.environ[_VARIABLE] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ[_VARIABLE]
            else:
                os.environ[_VARIABLE] = before
