"""Local folders as the place of a run."""

import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from hasila.batch.errors import OutputError
from hasila.batch.files import NewFile, partial_of, sync_folder


class Folders:
    """The `Storage` of paths without `://`."""

    def new(self, path: str) -> NewFile:
        """A file that is written beside its place and renamed into it."""
        return NewFile(Path(path))

    def open(self, path: str) -> BinaryIO:
        """A file to be read."""
        return Path(path).open("rb")

    def size(self, path: str) -> int | None:
        """The size of a file in bytes; None if there is none."""
        place = Path(path)
        return place.stat().st_size if place.is_file() else None

    def names(self, folder: str) -> list[str]:
        """The names of the files right in a folder."""
        place = Path(folder)
        return sorted(path.name for path in place.iterdir() if path.is_file()) if place.is_dir() else []

    def append(self, path: str, line: bytes) -> None:
        """Add a line to a file. What a killed process left of a line before is ended first."""
        place = Path(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a+b") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    line = b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def lines(self, path: str) -> list[bytes]:
        """The whole lines of a file; none if there is no file."""
        place = Path(path)
        if not place.is_file():
            return []
        return [line for line in place.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]

    def move(self, moves: Sequence[tuple[str, str]]) -> None:
        """Give files other names in folders that are made for them, and bring that to the disk."""
        folders = {Path(to).parent for _, to in moves}
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        for path, to in moves:
            _move(Path(path), Path(to))
        for folder in folders:
            sync_folder(folder)

    def remove(self, path: str) -> None:
        """Remove a file, or a folder with all that is in it, if it is there."""
        place = Path(path)
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)

    def remove_file(self, path: str) -> None:
        """Remove a file if there is one, and no folder."""
        if self.size(path) is not None:
            self.remove(path)

    @contextmanager
    def lock(self, path: str) -> Iterator[None]:
        """Hold a file that no other process can hold. The system lets go of it when the holder dies."""
        place = Path(path)
        new, held = not place.parent.exists(), False
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            while not held:
                with place.open("a+b") as file:
                    _hold(file, place)
                    if not _still_there(file, place):
                        place.parent.mkdir(parents=True, exist_ok=True)
                        continue  # the holder before us has just ended its run and removed the file
                    file.truncate(0)
                    file.write(f"{os.getpid()}\n".encode("ascii"))
                    file.flush()
                    held = True
                    yield
        except (KeyboardInterrupt, SystemExit):
            if new and not held:  # told to stop before there is a run that would clean up
                place.unlink(missing_ok=True)
                with suppress(OSError):
                    place.parent.rmdir()
            raise


def _move(path: Path, to: Path) -> None:
    try:
        path.replace(to)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _move_across(path, to)


def _move_across(path: Path, to: Path) -> None:
    """Move a file to a folder that is a disk of its own, as a volume of a container is."""
    partial = partial_of(to)
    try:
        with path.open("rb") as source, partial.open("wb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        partial.replace(to)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    path.unlink()


def _hold(file: BinaryIO, place: Path) -> None:
    """Lock a file, or say who holds it."""
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.seek(0)
        holder = file.read(40).decode("ascii", errors="replace").strip() or "unknown"
        raise OutputError(
            f"{place.parent}: another run (process {holder}) writes this output; wait for it, "
            f"or choose another -o"
        ) from error


def _still_there(file: BinaryIO, place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), place.stat())
    except FileNotFoundError:
        return False
