"""Build a pipeline that ships: `python -m hasila.training.assemble CONFIG --entities DIR -o DIR`.

The entity model is a folder that `hasila.training.export` wrote, or the `hasila_entities` of an
earlier build. The card (`meta.json`, and `README.md` written from it) is a JSON file beside the
config, the measured scores among it. The build is the same, byte for byte, each time.
"""

import argparse
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def assemble(
    config: Path, entities: Path, card: Mapping[str, Any], out: Path, links: Path | None = None
) -> None:
    """Write the pipeline folder anew.

    Args:
        config: The pipeline's config.
        entities: The folder of the entity model.
        card: What goes into `meta.json`.
        out: The pipeline's folder.
        links: The folder of weights that were learned beside the entity model; None for those of the package.

    Raises:
        ValueError: the pipeline of the config has no component `hasila_entities`.
    """
    from spacy import util

    from hasila.entities.component import EntityTagger

    nlp = util.load_model_from_config(util.load_config(config), auto_fill=True)
    tagger = nlp.get_pipe("hasila_entities") if nlp.has_pipe("hasila_entities") else None
    if not isinstance(tagger, EntityTagger):
        raise ValueError(f"{config}: no component hasila_entities")
    tagger.from_disk(entities)
    if links is not None:
        linker: Any = nlp.get_pipe("hasila_links")
        linker.from_disk(links)
    nlp.meta.update(card)
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out)
    (out / "README.md").write_text(readme(nlp.meta), encoding="utf-8")


def readme(meta: Mapping[str, Any]) -> str:
    """The model card of a pipeline's `meta.json`."""
    lines = [f"# {meta['lang']}_{meta['name']} {meta['version']}", "", meta["description"], ""]
    lines += [f"Licence: {meta['license']}", "", "## Pipeline", ""]
    lines += [" → ".join(f"`{name}`" for name in meta["pipeline"])]
    lines += ["", "## Sources", "", "| what | licence, as stated |", "| --- | --- |"]
    lines += [f"| {one['name']} ({one['author']}) | {one['license']} |" for one in meta["sources"]]
    lines += ["", "## Scores", ""]
    for title, rows in meta["performance"].items():
        lines += [f"### {title}", "", "| | |", "| --- | --- |"]
        lines += [f"| {name} | {value} |" for name, value in rows.items()]
        lines += [""]
    lines += ["## Known limits", "", *(f"- {limit}" for limit in meta["limits"]), ""]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m hasila.training.assemble", description=__doc__)
    parser.add_argument("config", type=Path, help="a spaCy config; its card is the .json of the same name")
    parser.add_argument("--entities", type=Path, required=True)
    parser.add_argument("--links", type=Path, help="weights learned beside the entity model")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    card = json.loads(options.config.with_suffix(".json").read_text(encoding="utf-8"))
    assemble(options.config, options.entities, card, options.out, options.links)


if __name__ == "__main__":
    main()
