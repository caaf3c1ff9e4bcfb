"""The command `hasila`. Each subcommand has a file of its own; what is heavy is imported when it runs."""


def main() -> None:
    """The console entry point."""
    from hasila.cli.app import run

    run()
