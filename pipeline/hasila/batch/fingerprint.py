"""What the answers of a pipeline depend on, as one string."""

import hashlib
import importlib.util
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from hasila.load import find_model

# The parts of this package that decide what is written.
_PARTS = (
    "normalize", "numerals", "entities", "links", "camel", "custom", "records", "sources",
    "batch/work.py", "batch/writers.py", "batch/duplicates.py", "batch/near_duplicates.py",
    "factories", "extensions.py",
)  # fmt: skip
# What reads a text besides the model and this package.
_LIBRARIES = ("spacy", "onnxruntime", "tokenizers", "pyarabic")


def pipeline_fingerprint(model: str, settings: Any) -> str:
    """Changes with the files of the model, the stages of this package, the libraries below, and `settings`.

    Args:
        model: As `hasila.load` takes it.
        settings: Whatever else changes what is written; its `repr` counts.
    """
    digest = hashlib.sha256(repr(settings).encode("utf-8", errors="backslashreplace"))
    digest.update(_digest_of_model(model).encode("ascii"))
    package = Path(__file__).resolve().parents[1]
    for part in _PARTS:
        digest.update(_digest_of(package / part).encode("ascii"))
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}".encode("ascii"))
    return digest.hexdigest()


def _digest_of_model(model: str) -> str:
    """A digest of the model's files; of its name where they are not found (loading it will say more)."""
    path = Path(find_model(model))
    if not path.is_dir():
        try:
            found = importlib.util.find_spec(model)
        except (ImportError, ValueError):
            found = None
        if found is None or found.origin is None:
            return hashlib.sha256(model.encode("utf-8", errors="backslashreplace")).hexdigest()
        path = Path(found.origin).parent
    return _digest_of(path)


def _digest_of(folder: Path) -> str:
    """A digest of a file, or of all files of a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
        place = path.relative_to(folder)
        if path.is_file() and "__pycache__" not in place.parts:
            digest.update(f"{place.as_posix()}\n".encode("utf-8", errors="surrogateescape"))
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
