"""`hasila package`: a trained pipeline as a wheel."""

from pathlib import Path
from typing import Annotated

import typer

from hasila.cli.guard import complain, give_up


def package_command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A pipeline, as out/model-best.", file_okay=False)
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where the wheel goes.", file_okay=False)
    ] = Path("dist"),
    name: Annotated[
        str | None, typer.Option(help="Its name: ar_NAME is what is installed.", show_default=False)
    ] = None,
    version: Annotated[str | None, typer.Option(help="Its version.", show_default=False)] = None,
    licence: Annotated[
        str | None, typer.Option("--license", help="Under which terms it is given away.", show_default=False)
    ] = None,
    author: Annotated[str | None, typer.Option(help="Whose it is.", show_default=False)] = None,
    description: Annotated[str | None, typer.Option(help="A line on it.", show_default=False)] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a wheel that is there.")] = False,
) -> None:
    """Make a wheel of a pipeline, with its model card: scores, data, sizes, command.

    [bold]Examples[/bold]

    hasila package out/model-best
    hasila package out/model-best --name weapons --version 0.2.0 --license 'CC BY 4.0'

    pip install dist/ar_weapons-0.2.0-py3-none-any.whl
    hasila extract --model ar_weapons news/ -o records

    [bold]Exit codes[/bold]

    0  done
    2  not done, and no file written
    """
    from hasila.batch import OutputError
    from hasila.batch.outputs import output_errors
    from hasila.custom.card import card
    from hasila.custom.wheel import BadPackage, read_meta, wheel_name, write_wheel

    changes = {
        "name": name,
        "version": version,
        "license": licence,
        "author": author,
        "description": description,
    }
    try:
        meta = read_meta(folder, changes)
        target = output / wheel_name(meta)
        if target.exists() and not overwrite:
            give_up(f"{target} exists; give it another --version, or --overwrite it")
        with output_errors():
            write_wheel(folder, meta, card(folder, meta), target)
    except (BadPackage, OutputError) as error:
        give_up(error)
    if not meta.get("license") or meta["license"] == "not stated":
        complain("no licence is stated; --license says under which terms others may use it")
    complain(f"{target.stat().st_size / 1e6:,.1f} MB; pip install {target}")
    typer.echo(str(target))
