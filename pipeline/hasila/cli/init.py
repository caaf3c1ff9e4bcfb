"""`hasila init`: a project folder that trains as it stands."""

from pathlib import Path
from typing import Annotated

import typer

from hasila.cli.guard import complain, give_up


def init_command(
    folder: Annotated[
        Path, typer.Argument(metavar="NAME", help="The new folder; its name is that of the package too.")
    ],
    config: Annotated[
        str, typer.Option(metavar="NAME", help="The ready config to begin with; see hasila train --help.")
    ] = "add",
) -> None:
    """Write a project folder: config, Makefile, README and sample data.

    [bold]Examples[/bold]

    hasila init weapons
    hasila init weapons --config encoder_add

    cd weapons
    make check train package

    [bold]Exit codes[/bold]

    0  done
    2  not done: the folder holds something already
    """
    from hasila.custom.config import BadConfig
    from hasila.custom.project import write_project

    try:
        written = write_project(folder, config)
    except BadConfig as error:
        give_up(error)
    complain(f"{len(written)} files; next: cd {folder} && make train")
    for path in written:
        typer.echo(str(path))
