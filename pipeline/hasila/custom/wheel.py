"""A pipeline folder as a wheel: `pip install` it, and `spacy.load("ar_NAME")` finds it.

The wheel is written here, as PEP 427 has it, and not by a build tool: a folder of files needs none, and so
no network either, and the wheel is the same, byte for byte, each time.
"""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from hasila import __version__
from hasila.batch.files import NewFile, or_discard

# Zip has no earlier date; a fixed one keeps the wheel the same.
_DATE = (1980, 1, 1, 0, 0, 0)
_INIT = '''"""{description}"""

from pathlib import Path

from spacy.util import get_model_meta, load_model_from_init_py

__version__ = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides):
    """Load the pipeline; the arguments are those of `spacy.load`."""
    return load_model_from_init_py(__file__, **overrides)
'''
_WHEEL = f"""Wheel-Version: 1.0
Generator: hasila {__version__}
Root-Is-Purelib: true
Tag: py3-none-any
"""


class BadPackage(ValueError):
    """What can't be made a wheel of; the message says why."""


def read_meta(folder: Path, changes: Mapping[str, str | None]) -> dict[str, Any]:
    """A pipeline's meta with changes, checked.

    Raises:
        BadPackage: it is no pipeline, or its name or version can't be those of a package.
    """
    path = folder / "meta.json"
    if not path.is_file() or not (folder / "config.cfg").is_file():
        hint = ""
        if (folder / "model-best").is_dir():
            hint = f" (do you mean {folder / 'model-best'}?)"
        raise BadPackage(f"{folder}: no pipeline: it has no meta.json and config.cfg{hint}")
    try:
        meta: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadPackage(f"{path}: {error}") from error
    meta |= {key: value for key, value in changes.items() if value is not None}
    meta["name"] = meta["name"].removeprefix(f"{meta['lang']}_")
    if not (meta["name"].isidentifier() and meta["name"].isascii()):
        raise BadPackage(f"the name {meta['name']!r}: write letters, digits and _, as --name weapons")
    try:
        meta["version"] = str(Version(meta["version"]))
    except InvalidVersion:
        raise BadPackage(f"the version {meta['version']!r}: write it as --version 0.1.0") from None
    return meta


def wheel_name(meta: Mapping[str, Any]) -> str:
    """The name of the wheel's file."""
    return f"{_stem(meta)}-py3-none-any.whl"


def write_wheel(folder: Path, meta: Mapping[str, Any], card: str, path: Path) -> None:
    """Write the wheel; it appears whole or not at all.

    Args:
        folder: The pipeline.
        meta: Its meta, as `read_meta` gave it.
        card: Its model card.
        path: The wheel, named as `wheel_name` says.
    """
    record: list[str] = []
    info = f"{_stem(meta)}.dist-info"
    path.parent.mkdir(parents=True, exist_ok=True)
    with or_discard(NewFile(path)) as file:
        with zipfile.ZipFile(file.stream, "w", zipfile.ZIP_DEFLATED) as wheel:
            for name, data in _contents(folder, info, meta, card):
                digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
                record.append(f"{name},sha256={digest},{len(data)}")
                _add(wheel, name, data)
            record.append(f"{info}/RECORD,,")
            _add(wheel, f"{info}/RECORD", "\n".join([*record, ""]).encode())
        file.finish()
    file.publish()


def _module(meta: Mapping[str, Any]) -> str:
    return f"{meta['lang']}_{meta['name']}"


def _stem(meta: Mapping[str, Any]) -> str:
    return f"{canonicalize_name(_module(meta)).replace('-', '_')}-{meta['version']}"


def _contents(folder: Path, info: str, meta: Mapping[str, Any], card: str) -> Iterator[tuple[str, bytes]]:
    module = _module(meta)
    plain = json.dumps(meta, ensure_ascii=False, indent=2).encode() + b"\n"
    data = f"{module}/{module}-{meta['version']}"
    description = str(meta.get("description") or module).replace("\\", "").replace('"', "'")
    yield f"{module}/__init__.py", _INIT.format(description=description).encode()
    yield f"{module}/meta.json", plain
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in ("meta.json", "README.md"):
            yield f"{data}/{name}", path.read_bytes()
    yield f"{data}/meta.json", plain
    yield f"{data}/README.md", card.encode()
    yield f"{info}/METADATA", _metadata(module, meta, card).encode()
    yield f"{info}/WHEEL", _WHEEL.encode()
    yield f"{info}/entry_points.txt", f"[spacy_models]\n{module} = {module}\n".encode()


def _metadata(module: str, meta: Mapping[str, Any], card: str) -> str:
    fields = {
        "Metadata-Version": "2.1",
        "Name": module,
        "Version": meta["version"],
        "Summary": meta.get("description"),
        "Home-page": meta.get("url"),
        "Author": meta.get("author"),
        "Author-email": meta.get("email"),
        "License": meta.get("license"),
        "Requires-Python": ">=3.11",
        "Description-Content-Type": "text/markdown",
    }
    lines = [f"{key}: {' '.join(str(value).split())}" for key, value in fields.items() if value]
    needs = [f"spacy{meta['spacy_version']}", f"hasila>={__version__}", *(meta.get("requirements") or ())]
    lines += [f"Requires-Dist: {one}" for one in dict.fromkeys(needs) if not one.startswith("hasila==")]
    return "\n".join([*lines, "", card])


def _add(wheel: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    wheel.writestr(info, data)
