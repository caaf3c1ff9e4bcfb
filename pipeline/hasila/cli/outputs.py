"""Files that a command writes beside what it prints: pages and charts."""

from collections.abc import Sequence
from pathlib import Path

from hasila.cli.guard import give_up


def check_output(file: Path | None, inputs: Sequence[Path]) -> None:
    """Refuse a file that can't be written or would replace an input: before a model runs for minutes."""
    if file is None:
        return
    if file.exists() and any(one.exists() and file.samefile(one) for one in inputs):
        give_up(f"{file}: is one of the inputs; choose another name")
    if not file.absolute().parent.is_dir():
        give_up(f"{file}: there is no folder {file.parent}")


def write_page(file: Path, page: str) -> None:
    """Write a page or chart that is text, as `write_file` does.

    Half a surrogate pair becomes `?`: no page can hold it.
    """
    write_file(file, page.encode("utf-8", errors="replace"))


def write_file(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, and what is no file (`/dev/stdout`) as it stands."""
    from hasila.batch.files import NewFile, or_discard

    try:
        if file.exists() and not file.is_file():
            file.write_bytes(data)
            return
        with or_discard(NewFile(file.resolve())) as new:  # a link stays one
            new.stream.write(data)
            new.finish()
            new.publish()
    except OSError as error:
        give_up(f"{file}: {error.strerror or error}")
