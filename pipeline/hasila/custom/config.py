"""Reading a config: overrides, models of ours by name, and its corpora."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hasila.custom.corpus import Corpus
from hasila.load import find_model

# Where a component of ours says by name which model it begins with.
_NAMES_OF_MODELS = ("source", "start")
READY = "train_"


class BadConfig(ValueError):
    """A config that can't be used; the message says why."""


def shipped(name: str) -> list[Path]:
    """Where a folder of data lies: inside an installed wheel, or beside the sources."""
    package = Path(__file__).resolve().parents[1]
    return [folder for folder in (package / name, package.parents[1] / name) if folder.is_dir()]


def find_config(name: str) -> Path:
    """The config of a path, or a ready one by its name: `add` is `train_add.cfg`.

    Raises:
        BadConfig: there is none.
    """
    if Path(name).is_file():
        return Path(name)
    ready = ready_configs()
    if name in ready:
        return ready[name]
    raise BadConfig(f"{name}: no such config, and none of the ready ones ({', '.join(sorted(ready))})")


def ready_configs() -> dict[str, Path]:
    """The ready configs by name."""
    return {
        path.stem.removeprefix(READY): path
        for folder in reversed(shipped("configs"))
        for pattern in (f"{READY}*.cfg", "linker.cfg")
        for path in folder.glob(pattern)
    }


def read_config(path: Path, overrides: Mapping[str, Any]) -> Any:
    """The config with overrides, models that ship led to their folders.

    Raises:
        BadConfig: it can't be read, or an override names nothing in it.
    """
    from spacy.util import load_config
    from thinc.api import ConfigValidationError

    try:
        config = load_config(path, overrides=dict(overrides), interpolate=False)
        plain = config.interpolate()
    except (ConfigValidationError, ValueError, OSError) as error:
        raise BadConfig(f"{path}: {_reason(error)}") from error
    learns = "corpora" in plain or "training" in plain
    for section in ("nlp", "components", *(("corpora", "training") if learns else ())):
        if section not in plain:
            raise BadConfig(f"{path}: no section [{section}]; hasila init writes a config that trains")
    if learns:
        config["training"].setdefault("seed", 1)
        config["training"].setdefault("gpu_allocator", None)
    for name, component in plain["components"].items():
        for key in _NAMES_OF_MODELS:
            if isinstance(component.get(key), str):
                config["components"][name][key] = find_model(component[key])
    return config


def corpora_of(config: Any, path: Path) -> tuple[Corpus, Corpus] | None:
    """The corpora of train and dev, where both are of `hasila.Corpus.v1`; None for tables alone.

    Raises:
        BadConfig: a setting of theirs is wrong.
    """
    from spacy.util import registry
    from thinc.api import ConfigValidationError

    plain = config.interpolate()
    if "training" not in plain:
        return None
    names = [plain["training"].get(f"{part}_corpus", f"corpora.{part}") for part in ("train", "dev")]
    try:
        corpora = [registry.resolve({"corpus": _section(plain, name)})["corpus"] for name in names]
    except (ConfigValidationError, KeyError, ValueError) as error:
        raise BadConfig(f"{path}: {_reason(error)}") from error
    train, dev = corpora
    return (train, dev) if isinstance(train, Corpus) and isinstance(dev, Corpus) else None


def _section(plain: Any, name: str) -> Any:
    for part in name.split("."):
        plain = plain[part]
    return plain


def known_labels(config: Any) -> list[str]:
    """The labels that a model of ours in the config has already."""
    found: list[str] = []
    for component in config.interpolate()["components"].values():
        if component.get("keep_labels") is False:
            continue
        for key in _NAMES_OF_MODELS:
            settings = Path(component.get(key) or "") / "hasila_entities" / "settings.json"
            if settings.is_file():
                found += json.loads(settings.read_text(encoding="utf-8"))["labels"]
    return list(dict.fromkeys(found))


def sources_of(config: Any) -> list[dict[str, Any]]:
    """What the models of ours in the config were made of, for the card of what is made of them."""
    found: list[dict[str, Any]] = []
    for name in _models(config.interpolate()["components"]):
        meta = Path(find_model(name)) / "meta.json"
        if meta.is_file():
            found += json.loads(meta.read_text(encoding="utf-8")).get("sources") or ()
    return [one for index, one in enumerate(found) if one not in found[:index]]


def _models(settings: Mapping[str, Any]) -> Iterator[str]:
    """The models that settings name, however deep: that of `ner` stands in `model.tok2vec.start`."""
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from _models(value)
        elif key in _NAMES_OF_MODELS and isinstance(value, str) and value:
            yield value


def value_of(text: str) -> Any:
    """The value of `--set name=value`: JSON where it is, else a string."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())
