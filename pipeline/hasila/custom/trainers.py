"""Components that were made for training, and turning them into those that run. Imports no torch."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasila import __version__


@dataclass(frozen=True, slots=True)
class Running:
    """What a trained component becomes.

    Attributes:
        factory: The component that runs.
        settings: Its settings.
        requirements: What it needs that Hasila alone doesn't.
        source: What it began as, for the card; None where that is a model of ours.
    """

    factory: str
    settings: Mapping[str, Any]
    requirements: tuple[str, ...] = ()
    source: str | None = None


def is_trainer(folder: Path) -> bool:
    """Whether the pipeline of a folder has a component that was made for training."""
    from spacy.util import load_config

    config = load_config(folder / "config.cfg")
    return any(one.get("factory") in _FINISH for one in config["components"].values())


def export(folder: Path) -> None:
    """Replace each such component of a pipeline folder by the one that runs, of the same name."""
    from spacy.util import load_config

    config = load_config(folder / "config.cfg", interpolate=False)
    path = folder / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    for name, component in config["components"].items():
        finish = _FINISH.get(component.get("factory"))
        if finish is None:
            continue
        running = finish(folder / name, component)
        config["components"][name] = {"factory": running.factory, **running.settings}
        (config.get("initialize") or {}).get("components", {}).pop(name, None)
        if running.requirements:
            meta["requirements"] = [*(meta.get("requirements") or ()), *running.requirements]
        if running.source:
            source = {"name": running.source, "author": "not stated", "license": "as its own card states"}
            meta["sources"] = [*(meta.get("sources") or ()), source]
    config.to_disk(folder / "config.cfg", interpolate=False)
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=2), encoding="utf-8")


def _encoder(folder: Path, _: Mapping[str, Any]) -> Running:
    from hasila.custom.encoder.export import export_component

    export_component(folder)
    return Running("hasila_entities", {})


def _camel(folder: Path, component: Mapping[str, Any]) -> Running:
    """Its files are already those that run."""
    tags = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"].values()
    # Left to itself, the component calls this label PER, as in CAMeL's own models.
    labels = {"PERS": "PERS"} if "B-PERS" in tags else {}
    start = component["start"]
    return Running(
        "hasila_camel_entities",
        {"model": None, "labels": labels},
        requirements=(f"hasila[camel]>={__version__}",),
        source=f"{Path(start).name if Path(start).is_dir() else start}, which was fine-tuned",
    )


_FINISH: dict[str | None, Callable[[Path, Mapping[str, Any]], Running]] = {
    "hasila_encoder": _encoder,
    "hasila_camel_trainer": _camel,
}
