"""Which pipelines hold a component that was made for training, and turning it into one that runs."""

import json
from pathlib import Path

FACTORY = "hasila_encoder"
RUNNING = "hasila_entities"


def is_trainer(folder: Path) -> bool:
    """Whether the pipeline of a folder has a `hasila_encoder`."""
    from spacy.util import load_config

    config = load_config(folder / "config.cfg")
    return any(one.get("factory") == FACTORY for one in config["components"].values())


def export(folder: Path) -> None:
    """Replace each `hasila_encoder` of a pipeline folder by a `hasila_entities` of the same name."""
    from spacy.util import load_config

    from hasila.custom.encoder.export import export_component

    config = load_config(folder / "config.cfg", interpolate=False)
    for name, component in config["components"].items():
        if component.get("factory") == FACTORY:
            export_component(folder / name)
            config["components"][name] = {"factory": RUNNING}
            (config.get("initialize") or {}).get("components", {}).pop(name, None)
    config.to_disk(folder / "config.cfg", interpolate=False)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=2), encoding="utf-8")
