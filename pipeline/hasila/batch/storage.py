"""A run's files in an object store, or wherever else fsspec reaches.

Reading order for a newcomer: `RemoteStorage` is what `places.Storage` asks for. A file appears whole or
not at all. In S3 and Google's store a small one is sent as a whole; of a large one the parts are sent as
they are written, and publishing is the one request that makes an object of them. Elsewhere (HDFS), where
what is being written can be seen, a file of any size is written beside its place and renamed.
"""

import io
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from hasila.batch.errors import OutputError
from hasila.batch.files import packing
from hasila.batch.remote_lock import RemoteLock, check_held
from hasila.sources.remote import filesystem, open_remote, protocol_of, remote_errors

# Stores whose uploads fsspec can leave unfinished until they are committed.
_COMMITTING = frozenset({"s3", "gs"})
# The size of an upload's parts: each open file holds one in memory. S3 takes no smaller ones than 5 MiB
# and 10,000 of them.
_PART = 8_388_608
# Lines of a file that is added to, in one object: how many are uploaded again with each new line.
_SEGMENT_LINES = 100
_SEGMENT = ".jsonl"
# Objects that are copied before the ones that they are copied from are removed.
_MOVED_AT_ONCE = 500


def remote_storage(url: str) -> "RemoteStorage":
    """The storage that a URL lies in.

    Raises:
        OutputError: there is no such protocol, or what it needs is not installed.
    """
    try:
        filesystem(url)
    except OSError as error:
        raise OutputError(f"{url}: {error.strerror}") from error
    return RemoteStorage()


class RemoteStorage:
    """Files by URL; see `places.Storage`.

    What would change the folder of a run (`new`, `append`, `remove`) raises `OutputError` once another run
    has taken its lock: it is that one's folder then.

    A file that lines are added to is a folder of objects of `_SEGMENT_LINES` lines each, since stores
    can't add to an object: `manifest.jsonl/000000.jsonl` and so on, each one written as a whole.
    """

    def __init__(self) -> None:
        self._segments: dict[str, _Segment] = {}

    def new(self, path: str) -> "RemoteFile":
        """A file to be written."""
        check_held(path)
        return RemoteFile(path)

    def open(self, path: str) -> BinaryIO:
        """A file to be read, not unpacked."""
        return open_remote(path)

    def size(self, path: str) -> int | None:
        """The size of a file in bytes; None if there is none."""
        fs, inner = filesystem(path)
        try:
            with remote_errors(path):
                found = fs.info(inner)
        except FileNotFoundError:
            return None
        return int(found["size"]) if found["type"] == "file" else None

    def names(self, folder: str) -> list[str]:
        """The names of the files right in a folder."""
        fs, inner = filesystem(folder)
        try:
            with remote_errors(folder):
                found = fs.ls(inner, detail=True)
        except FileNotFoundError:
            return []
        names = [row["name"].rsplit("/", 1)[-1] for row in found if row["type"] == "file"]
        return sorted(name for name in names if name)

    def append(self, path: str, line: bytes) -> None:
        """Add a line to a file; it is in the store when this returns."""
        check_held(path)
        segment = self._segments.get(path) or self._last_segment(path)
        if len(segment.lines) >= _SEGMENT_LINES:
            segment = _Segment(segment.number + 1, [])
        segment.lines.append(line.rstrip(b"\n") + b"\n")
        self._segments[path] = segment
        _write_whole(f"{path}/{segment.number:06}{_SEGMENT}", b"".join(segment.lines))

    def lines(self, path: str) -> list[bytes]:
        """The lines that were added to a file, in order; one that was cut off is left out."""
        fs, inner = filesystem(path)
        names = self._segment_names(path)
        with remote_errors(path):
            found = fs.cat([f"{inner}/{name}" for name in names]) if names else {}
        return [line for name in names for line in _whole_lines(found[f"{inner}/{name}"])]

    def move(self, moves: Sequence[tuple[str, str]]) -> None:
        """Give files of one store other names, instead of files that may have them.

        Stores copy an object within, which takes several requests. Those that can be asked for many things at
        once are: the parts of a corpus one after another would keep a cluster waiting.
        """
        if not moves:
            return
        fs, _ = filesystem(moves[0][0])
        if getattr(fs, "async_impl", False):
            for start in range(0, len(moves), _MOVED_AT_ONCE):
                some = moves[start : start + _MOVED_AT_ONCE]
                paths = [filesystem(path)[1] for path, _ in some]
                with remote_errors(some[0][1].rpartition("/")[0]):
                    fs.copy(paths, [filesystem(to)[1] for _, to in some])
                    fs.rm(paths)
            return
        for folder in sorted({to.rpartition("/")[0] for _, to in moves}):
            with remote_errors(folder):  # a file system like HDFS renames only into a folder that there is
                fs.makedirs(filesystem(folder)[1], exist_ok=True)
        for path, to in moves:
            with remote_errors(path):
                fs.mv(filesystem(path)[1], filesystem(to)[1])

    def remove(self, path: str) -> None:
        """Remove a file, or a folder with all that is in it, if it is there."""
        check_held(path)
        self._segments.pop(path, None)
        fs, inner = filesystem(path)
        with suppress(FileNotFoundError), remote_errors(path):
            fs.rm(inner, recursive=True)

    def remove_file(self, path: str) -> None:
        """Remove one object if there is one, and none below its name."""
        if self.size(path) is not None:
            fs, inner = filesystem(path)
            with remote_errors(path):
                fs.rm_file(inner)

    def lock(self, path: str) -> AbstractContextManager[None]:
        """Keep others from the run that this file belongs to.

        Raises:
            OutputError: another run, that is alive, holds it.
        """
        return RemoteLock(path)

    def _last_segment(self, path: str) -> "_Segment":
        """What an earlier run wrote last, to be gone on with."""
        names = self._segment_names(path)
        if not names:
            return _Segment(0, [])
        fs, inner = filesystem(path)
        with remote_errors(path):
            lines = _whole_lines(fs.cat_file(f"{inner}/{names[-1]}"))
        return _Segment(int(names[-1].removesuffix(_SEGMENT)), lines)

    def _segment_names(self, path: str) -> list[str]:
        """The objects of a file that is added to, without what killed processes left beside them."""
        return [name for name in self.names(path) if name.endswith(_SEGMENT)]


class _Segment:
    """The object that lines are being added to."""

    def __init__(self, number: int, lines: list[bytes]) -> None:
        self.number = number
        self.lines = lines


def _whole_lines(data: bytes) -> list[bytes]:
    """The lines that have their end; one that a killed process was writing has none."""
    return [line for line in data.splitlines(keepends=True) if line.endswith(b"\n")]


def _write_whole(path: str, data: bytes) -> None:
    """A file of these bytes, which takes the place of one that may be there when it is whole."""
    upload = _Upload(path)
    try:
        upload.write(data)
        upload.finish()
        upload.commit()
    except BaseException:
        with suppress(OSError):
            upload.abandon()
        raise


class RemoteFile:
    """A file that appears whole or not at all; see `places.WholeFile`."""

    def __init__(self, path: str) -> None:
        """Begin it. Nothing is sent before there are `_PART` bytes of it."""
        self._upload = _Upload(path)
        self._published = False
        name = path.rsplit("/", 1)[-1]
        self.stream = packing(cast("BinaryIO", self._upload), PurePosixPath(name).suffix.lower())

    def finish(self) -> None:
        """Upload what remains, but for a small file of a store whose uploads are committed."""
        self.stream.close()
        self._upload.finish()

    def publish(self) -> None:
        """Let the file appear."""
        self._upload.commit()
        self._published = True

    def discard(self) -> None:
        """Leave no trace, unless it is published."""
        if not self._published:
            with suppress(OSError):
                self._upload.abandon()


class _Upload(io.RawIOBase):
    """Bytes on their way to a URL: kept until there are enough for a part, then sent part by part.

    Where stores can't commit, all of them are on their way to `_partial`, and none to the place itself.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._fs, self._place = filesystem(path)
        self._kept = bytearray()
        self._file: Any = None
        folder, name = self._place.rsplit("/", 1)
        self._folder = folder
        self._commits = protocol_of(path) in _COMMITTING
        self._partial = self._place if self._commits else f"{folder}/.{name}.{os.getpid()}.partial"

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._kept += data
        if len(self._kept) >= _PART:
            self._send()
        return len(data)

    def tell(self) -> int:
        return len(self._kept) + (0 if self._file is None else int(self._file.tell()))

    def _send(self) -> None:
        with remote_errors(self._path):
            if self._file is None and self._commits:
                self._file = self._fs.open(self._place, "wb", block_size=_PART, autocommit=False)
            elif self._file is None:
                self._fs.makedirs(self._folder, exist_ok=True)
                self._file = self._fs.open(self._partial, "wb")
            self._file.write(self._kept)
        self._kept = bytearray()

    def finish(self) -> None:
        """Send the rest of a file that is being sent, or all of one that is to be renamed."""
        if self._file is not None or not self._commits:
            self._send()
            with remote_errors(self._path):
                self._file.close()

    def commit(self) -> None:
        """Make it appear: one request."""
        with remote_errors(self._path):
            if not self._commits:
                self._fs.mv(self._partial, self._place)
            elif self._file is None:
                self._fs.pipe_file(self._place, bytes(self._kept))
            else:
                self._file.commit()

    def abandon(self) -> None:
        """Take back what was sent."""
        self._kept = bytearray()
        if self._file is not None:
            with remote_errors(self._path):
                if self._commits:
                    self._file.discard()
                    self._file.closed = True  # or it would send its rest when it is collected
                else:
                    self._file.close()
                    self._fs.rm(self._partial)
