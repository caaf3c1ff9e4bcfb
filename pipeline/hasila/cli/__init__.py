"""The command `hasila`. Each subcommand has a file of its own; what is heavy is imported when it runs."""

import sys


def main() -> None:
    """The console entry point."""
    try:
        from hasila.cli.app import run

        run()
    except KeyboardInterrupt:  # before a command began, or while it ended
        sys.exit(130)
