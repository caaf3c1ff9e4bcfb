"""Files that lie elsewhere, named by URL (`s3://…`, `gs://…`, `hdfs://…`), through fsspec."""

import errno
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# protocol -> how to install what fsspec needs for it
_INSTALL = {"s3": "pip install 'hasila[s3]'", "gs": "pip install gcsfs", "abfs": "pip install adlfs"}
_ALIASES = {"s3a": "s3", "gcs": "gs", "az": "abfs", "abfss": "abfs"}
# Read ahead of a file that is read from its start to its end.
_AHEAD = 4_194_304
_MAGIC = re.compile(r"[*?[]")


def is_remote(path: str) -> bool:
    """Whether a path is a URL."""
    return "://" in path


def protocol_of(url: str) -> str:
    """`s3` of `s3://…`; other spellings of a protocol as the usual one."""
    protocol = url.split("://", 1)[0].lower()
    return _ALIASES.get(protocol, protocol)


def filesystem(url: str) -> tuple[Any, str]:
    """The file system (an `fsspec.AbstractFileSystem`) that a URL lies in, and its path there.

    It remembers no listings: other processes write there too.

    Raises:
        OSError: there is no such protocol, what it needs is not installed, or the settings are wrong.
    """
    import fsspec

    protocol = protocol_of(url)
    try:
        with remote_errors(url):
            found: tuple[Any, str] = fsspec.url_to_fs(url, use_listings_cache=False)
            return found
    except ImportError as error:
        remedy = _INSTALL.get(protocol)
        advice = f"; {remedy}" if remedy else ""
        raise OSError(errno.ENOSYS, f"{' '.join(str(error).split())}{advice}", url) from error


@contextmanager
def remote_errors(url: str) -> Iterator[None]:
    """Whatever a store's library raises, as an `OSError` of one line that names the URL."""
    try:
        yield
    except (ImportError, MemoryError):
        raise
    except FileNotFoundError as error:
        raise FileNotFoundError(errno.ENOENT, _reason(error) or "no such file or bucket", url) from error
    except PermissionError as error:
        reason = f"{_reason(error) or 'permission denied'}; are the credentials right?"
        raise PermissionError(errno.EACCES, reason, url) from error
    except Exception as error:
        # The libraries of stores raise errors of their own kinds: no credentials, no connection.
        reason = _reason(error) or type(error).__name__
        raise OSError(getattr(error, "errno", None) or errno.EIO, reason, url) from error


def open_remote(url: str) -> io.BufferedReader:
    """A file at a URL, to be read from its start or from any place in it.

    Raises:
        OSError: it can't be opened; reading raises it, too.
    """
    fs, path = filesystem(url)
    with remote_errors(url):
        file = fs.open(path, "rb", block_size=_AHEAD, cache_type="readahead")
    return io.BufferedReader(_Reading(file, url))


def open_input(path: str) -> io.BufferedReader:
    """A file of this machine or of elsewhere, to be read.

    Raises:
        OSError: it can't be opened.
    """
    return open_remote(path) if is_remote(path) else Path(path).open("rb")


def find_remote(url: str) -> list[tuple[str, str, int]] | None:
    """URL, label and size of each file that a URL means; None if there is nothing there.

    It may name a file, a folder (searched through, sorted; what begins with a dot left out) or be a glob.

    Raises:
        OSError: the store can't be asked.
    """
    fs, path = filesystem(url)
    with remote_errors(url):
        magic = _MAGIC.search(url)
        if magic is not None:
            # A bucket that doesn't exist has no files that match, either: better to say so.
            above = url[: magic.start()].rpartition("/")[0]
            base = filesystem(above)[1]
            if not fs.exists(base):
                raise FileNotFoundError(errno.ENOENT, "no such folder or bucket", above)
            found = fs.glob(path, detail=True)
            urls = {fs.unstrip_protocol(name): name for name in found}
            files = [
                (place, name.removeprefix(base).strip("/"), found[name])
                for place, name in sorted(urls.items())
            ]
        else:
            try:
                here = fs.info(path)
            except FileNotFoundError:
                return None
            if here["type"] == "file":
                return [(url, path.rsplit("/", 1)[-1], int(here["size"] or 0))]
            inside = {name[len(path) :].strip("/"): row for name, row in fs.find(path, detail=True).items()}
            files = [(f"{url.rstrip('/')}/{name}", name, inside[name]) for name in sorted(inside)]
            files = [file for file in files if not any(part.startswith(".") for part in file[1].split("/"))]
    return [(place, label, int(row["size"] or 0)) for place, label, row in files if row["type"] == "file"]


class _Reading(io.RawIOBase):
    """A file of fsspec's whose errors are `OSError`s, however late they come."""

    def __init__(self, file: Any, url: str) -> None:
        self._file = file
        self._url = url

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with remote_errors(self._url):
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with remote_errors(self._url):
            return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def _reason(error: BaseException) -> str:
    """What an error says, on one line."""
    text = getattr(error, "strerror", None) or str(error)
    return " ".join(text.split())
