"""Opening files that may be compressed, as buffered byte streams that say when they are damaged."""

import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from hasila.sources.errors import DamagedFile
from hasila.sources.inputs import Compression

_CHUNK = 65_536


@contextmanager
def unpacked(raw: BinaryIO, compression: Compression | None) -> Iterator[BinaryIO]:
    """A buffered stream of what `raw` holds. Reading from it raises `DamagedFile` where `raw` is damaged."""
    if compression is None:
        yield raw
        return
    packed: Any
    if compression == "gz":
        packed = _Guarded(gzip.GzipFile(fileobj=raw))
    elif compression == "xz":
        packed = _Guarded(lzma.LZMAFile(raw))  # noqa: SIM115 - `raw` is its opener's to close
    else:
        packed = _Zstandard(raw)
    with io.BufferedReader(packed, _CHUNK) as stream:
        yield stream


class _Guarded(io.RawIOBase):
    """A decompressing file of the standard library, what it says of damage as one error.

    What the disk or the network says is another matter, and passes through: there is more to be read.
    """

    def __init__(self, packed: gzip.GzipFile | lzma.LZMAFile) -> None:
        self._packed = packed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            # `read` would go on until it has as many bytes, and lose them where the file breaks off.
            data = self._packed.read1(len(buffer))
        except (gzip.BadGzipFile, EOFError, zlib.error, lzma.LZMAError) as error:
            raise DamagedFile(f"the compressed data is damaged or cut off ({error})") from error
        buffer[: len(data)] = data
        return len(data)


class _Zstandard(io.RawIOBase):
    """Zstandard frames, one after the other.

    `zstandard.stream_reader` takes a file that was cut off for one that ends there; this doesn't.
    """

    def __init__(self, raw: BinaryIO) -> None:
        import zstandard

        self._raw = raw
        self._new_frame = zstandard.ZstdDecompressor().decompressobj
        self._error = zstandard.ZstdError
        self._frame: Any = None
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            unused = self._frame.unused_data if self._frame is not None and self._frame.eof else b""
            data = unused or self._raw.read(_CHUNK)
            if not data:
                if self._frame is not None and not self._frame.eof:
                    raise DamagedFile("the compressed data is cut off")
                return 0
            if self._frame is None or self._frame.eof:
                self._frame = self._new_frame()
            try:
                self._ready = memoryview(cast("bytes", self._frame.decompress(data)))
            except self._error as error:
                raise DamagedFile(f"the compressed data is damaged ({error})") from error
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count
