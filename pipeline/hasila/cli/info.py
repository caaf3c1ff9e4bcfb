"""`hasila info`: versions, models, licences, where things are."""

import json
import platform
from importlib.metadata import PackageNotFoundError, entry_points, version
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from hasila.load import DEFAULT_MODEL, model_folders

_PACKAGES = ("hasila", "spacy", "onnxruntime", "tokenizers", "datasets", "pyarrow", "pyarabic")
_OPTIONAL = ("camel-tools", "ray", "pyspark", "torch")


def info_command(
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Say which versions and models are here, under what licences, and where."""
    facts = gather()
    typer.echo(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else describe(facts))


def gather() -> dict[str, Any]:
    """All facts as plain data. Imports neither spaCy nor a model."""
    import hasila

    models = [_model(meta) for meta in _model_files()]
    return {
        "versions": {"python": platform.python_version(), **_versions(_PACKAGES)},
        "optional": _versions(_OPTIONAL),
        "platform": platform.platform(),
        "package": str(Path(hasila.__file__).parent),
        "default_model": DEFAULT_MODEL,
        "models": models,
    }


def _versions(names: tuple[str, ...]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def _model_files() -> list[Path]:
    """The `meta.json` of each model: those that ship, and installed packages of spaCy models."""
    files = [meta for folder in model_folders() for meta in sorted(folder.glob("*/meta.json"))]
    for package in entry_points(group="spacy_models"):
        spec = find_spec(package.value.partition(":")[0])
        for folder in (spec.submodule_search_locations or []) if spec is not None else []:
            files.extend(sorted(Path(folder).glob("meta.json")))
    return list(dict.fromkeys(files))


def _model(meta_file: Path) -> dict[str, Any]:
    folder = meta_file.parent
    try:
        meta = json.loads(meta_file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return {"name": folder.name, "path": str(folder), "error": f"meta.json can't be read: {error}"}
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {
        "name": folder.name,
        "path": str(folder),
        "language": meta.get("lang"),
        "version": meta.get("version"),
        "description": meta.get("description"),
        "pipeline": meta.get("pipeline", []),
        "labels": {name: labels for name, labels in (meta.get("labels") or {}).items() if labels},
        "scores": meta.get("performance") or {},
        "licence": meta.get("license"),
        "sources": meta.get("sources") or [],
        "bytes": size,
    }


def describe(facts: dict[str, Any]) -> str:
    """The facts as lines for eyes."""
    lines = [f"{name:<12} {number or 'missing'}" for name, number in facts["versions"].items()]
    lines += [
        f"{name:<12} {number or 'not installed (optional)'}" for name, number in facts["optional"].items()
    ]
    lines += [f"{'platform':<12} {facts['platform']}", f"{'package':<12} {facts['package']}", ""]
    if not facts["models"]:
        lines.append("No model found.")
    for model in facts["models"]:
        lines += [*_describe_model(model, facts["default_model"]), ""]
    return "\n".join(lines).rstrip()


def _describe_model(model: dict[str, Any], default: str) -> list[str]:
    title = f"{model['name']}{' (default)' if model['name'] == default else ''}"
    lines = [title, f"  {'path':<10} {model['path']}"]
    if "error" in model:
        return [*lines, f"  {model['error']}"]
    facts = {
        "language": model["language"],
        "version": model["version"],
        "about": model["description"],
        "size": f"{model['bytes'] / 1e6:.1f} MB",
        "licence": model["licence"],
        "pipeline": ", ".join(model["pipeline"]),
        "labels": "; ".join(f"{name}: {', '.join(labels)}" for name, labels in model["labels"].items()),
        "scores": _scores(model["scores"]),
        "sources": "; ".join(_source(source) for source in model["sources"]),
    }
    return lines + [f"  {name:<10} {value}" for name, value in facts.items() if value]


def _scores(scores: dict[str, Any]) -> str:
    """Scores on one line, those that belong together on a line under their title."""
    single = {name: value for name, value in scores.items() if not isinstance(value, dict)}
    lines = [_row(single)] if single else []
    for title, group in scores.items():
        if isinstance(group, dict):
            lines += [title, f"  {_row(group)}"]
    return "\n             ".join(lines)


def _row(scores: dict[str, Any]) -> str:
    def shown(value: Any) -> str:
        if isinstance(value, dict):
            return ", ".join(f"{name} {shown(part)}" for name, part in value.items())
        return f"{value:.3g}" if isinstance(value, float) else str(value)

    return " · ".join(f"{name} {shown(value)}" for name, value in scores.items())


def _source(source: Any) -> str:
    if not isinstance(source, dict):
        return str(source)
    name, licence = source.get("name", "?"), source.get("license")
    return f"{name} ({licence})" if licence else str(name)
