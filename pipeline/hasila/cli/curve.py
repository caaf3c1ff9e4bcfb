"""`hasila evaluate --curve`: scores against training size, or against the steps of a run."""

import json
from collections.abc import Mapping
from pathlib import Path

import typer

from hasila.cli.guard import complain, give_up
from hasila.cli.outputs import write_file, write_page


def curve_command(
    gold: Path, texts: Path, config: str | None, svg: Path | None, png: Path | None, *, as_json: bool
) -> None:
    """Draw and print a curve; `texts` is a training corpus, or the `progress.jsonl` of a run."""
    from hasila.custom.config import BadConfig, find_config
    from hasila.custom.corpus import BadCorpus
    from hasila.custom.curve import by_training, of_run
    from hasila.custom.run import LOG
    from hasila.evaluate.curve import draw, labels_of
    from hasila.sources import InputError

    try:
        if texts.name == LOG:
            axis, curve = "steps", of_run(texts)
        elif config is None:
            give_up(f"--curve {texts}: say --config, what is to be trained; or give the {LOG} of a run")
        else:
            axis = "training texts"
            curve = by_training(find_config(config), texts, gold, tell=complain)
    except (BadConfig, BadCorpus, InputError) as error:
        give_up(error)
    write_charts(draw(curve, axis), svg, png)
    if as_json:
        typer.echo(json.dumps({"axis": axis, "f": curve}, ensure_ascii=False, indent=2))
        return
    labels = labels_of(curve)
    typer.echo("  ".join([f"{axis:>14}", *(f"{label:>10}" for label in labels)]))
    for size, scores in sorted(curve.items()):
        cells = (f"{scores[label]:10.1f}" if label in scores else f"{'–':>10}" for label in labels)
        typer.echo("  ".join([f"{size:14,}", *cells]))


def refuse_others(options: Mapping[str, object]) -> None:
    """Refuse options that mean nothing beside `--curve`: ignored, they would seem to have been heeded."""
    if given := [name for name, value in options.items() if value]:
        give_up(
            f"--curve trains and scores by itself, into --svg, --png or --json; leave out {', '.join(given)}"
        )


def write_charts(picture: str, svg: Path | None, png: Path | None) -> None:
    """Write a chart where it is asked for."""
    from hasila.evaluate.png import lacks_letters, to_png

    if svg is not None:
        write_page(svg, picture)
    if png is None:
        return
    try:
        drawn = to_png(picture)
    except ImportError:
        give_up(f"{png}: needs resvg: pip install 'hasila[plot]'; --svg needs nothing")
    write_file(png, drawn)
    if lacks_letters(picture, drawn):
        complain(f"{png} has no letters: this machine has no font for them; --svg needs none")
