"""The command in this process."""

import pytest
from typer.testing import CliRunner

from hasila.cli.app import app


@pytest.fixture
def evaluate():
    """Run `hasila evaluate ARGUMENTS…`; whatever happens, nobody is shown a traceback."""

    def run(*arguments):
        done = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run
