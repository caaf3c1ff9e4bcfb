"""The model card of a pipeline that was trained here, filled from its run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hasila.training.assemble import readme as card_of

RUN = "run"
_OWN = ("name", "version", "description", "author", "email", "url", "license")
_LIMITS = (
    "Scores are of the dev texts above, which chose the best step too; other texts will give others.",
    "What the training texts never showed is not known to it.",
)


def filled(meta: Mapping[str, Any], package: Mapping[str, Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """A pipeline's meta with what the config's `[package]` says and what the run gave."""
    result = {**meta, **{key: package[key] for key in _OWN if package.get(key)}}
    labels = sorted((run["corpora"].get("train") or {}).get("spans") or {})
    result["description"] = (
        result.get("description") or f"Reads Arabic news; trained for {', '.join(labels)}."
    )
    result["license"] = result.get("license") or "not stated"
    result["sources"] = [
        *(meta.get("sources") or ()),
        *(
            {
                "name": f"{part}: {one['file']}, {one['documents']} texts",
                "author": result.get("author") or "not stated",
                "license": "not stated",
            }
            for part, one in run["corpora"].items()
        ),
    ]
    result["performance"] = {**_scores(run), **(meta.get("performance") or {})}
    result["limits"] = list(_LIMITS)
    result[RUN] = dict(run)
    return result


def _scores(run: Mapping[str, Any]) -> dict[str, Any]:
    """The main figures, by the names that spaCy's own tools look for."""
    found: dict[str, Any] = {}
    for name, score in run["scores"].items():
        key = "names" if name == "all labels" else f"names_{name}"
        found |= {f"{key}_{rate}": score[rate] for rate in "prf"}
    return found


def readme(meta: Mapping[str, Any]) -> str:
    """The card."""
    run = meta[RUN]
    titles: dict[str, dict[str, Any]] = {}
    dev = run["corpora"].get("dev")
    if dev is not None:
        title = f"Names on {dev['file']}: exact ends without proclitics, P / R / F1"
        titles[title] = {name: _rates(score) for name, score in run["scores"].items()}
        titles["Training texts"] = {
            f"{part}: texts; names": f"{one['documents']}; "
            + ", ".join(f"{label} {count}" for label, count in one["spans"].items())
            for part, one in run["corpora"].items()
        }
    titles["Making and size"] = {
        "command": f"`{run['command']}`",
        "config": f"`{run['config']}`",
        "steps": run["steps"],
        "seconds (processor seconds)": f"{run['seconds']} ({run['cpu_seconds']})",
        "megabytes": run["megabytes"],
    }
    if meta.get("requirements"):
        titles["Making and size"]["needs"] = ", ".join(f"`{one}`" for one in meta["requirements"])
    return card_of({**meta, "performance": titles})


def _rates(score: Mapping[str, Any]) -> str:
    return " / ".join("–" if score[rate] is None else f"{score[rate]:.1f}" for rate in "prf")


def card(folder: Path, meta: Mapping[str, Any]) -> str:
    """The card of a pipeline: filled from its run, its own, or what its meta says."""
    if RUN in meta:
        return readme(meta)
    own = folder / "README.md"
    if own.is_file():
        return own.read_text(encoding="utf-8")
    return f"# {meta['lang']}_{meta['name']} {meta['version']}\n\n{meta.get('description') or ''}\n"
