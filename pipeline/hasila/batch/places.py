"""Where the files of a run lie: local folders, or an object store.

Everything a run writes goes through `Storage`, so that the rule *a file appears whole or not at all*
holds in each place by its own means: a rename in a folder, a finished upload in an object store.
Paths are strings; with `://` in them they are URLs.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import BinaryIO, Protocol


class WholeFile(Protocol):
    """A file that appears whole or not at all."""

    @property
    def stream(self) -> BinaryIO:
        """Where its bytes go; compressed on the way where the name ends in .gz, .xz or .zst."""

    def finish(self) -> None:
        """Bring all bytes to where they stay; the file doesn't appear yet."""

    def publish(self) -> None:
        """Let the finished file appear in its place, instead of one that may be there."""

    def discard(self) -> None:
        """Leave no trace; does nothing to a published file."""


class Storage(Protocol):
    """What a run needs of a place. Every method raises `OSError` where it fails."""

    def new(self, path: str) -> WholeFile:
        """A file to be written; folders above it are made."""

    def open(self, path: str) -> BinaryIO:
        """A file to be read, not unpacked."""

    def size(self, path: str) -> int | None:
        """The size of a file in bytes; None if there is none."""

    def names(self, folder: str) -> list[str]:
        """The names of the files right in a folder, leftovers of killed writers among them."""

    def append(self, path: str, line: bytes) -> None:
        """Add a line to a file, safe on the disk when this returns."""

    def lines(self, path: str) -> list[bytes]:
        """The lines that were added to a file, in order; a last one that was cut off is left out."""

    def move(self, moves: Sequence[tuple[str, str]]) -> None:
        """Give files other names (from, to), instead of files that may have them.

        Folders are made for them. Stopped in between it leaves each file under one name, or in a store both.
        """

    def remove(self, path: str) -> None:
        """Remove a file, or a folder with all that is in it, if it is there."""

    def remove_file(self, path: str) -> None:
        """Remove a file if there is one; a folder of this name stays, with all that is in it."""

    def lock(self, path: str) -> AbstractContextManager[None]:
        """Keep others from the run that this file belongs to.

        Raises:
            OutputError: another run, that is alive, holds it; the message says which.
        """


def storage_of(path: str) -> Storage:
    """The storage that a path or URL lies in.

    Raises:
        OutputError: what is needed for it is not installed.
    """
    if "://" in path:
        from hasila.batch.storage import remote_storage

        remote: Storage = remote_storage(path)
        return remote
    from hasila.batch.folders import Folders

    return Folders()


def join(folder: str, name: str) -> str:
    """`folder/name`, for paths and URLs."""
    return f"{folder.rstrip('/')}/{name}"
