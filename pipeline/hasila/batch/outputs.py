"""All files of a run, or of a shard, together: either every one of them appears, or none."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, BinaryIO, Self

from hasila.batch.engines.types import Kind
from hasila.batch.errors import OutputError
from hasila.batch.places import WholeFile, storage_of
from hasila.batch.plan import check_free
from hasila.batch.preview import PreviewWriter
from hasila.batch.work import Result
from hasila.batch.writers import WRITERS, JsonlWriter, Writer
from hasila.records import flat_rows, to_json
from hasila.sources import BadRecord

Watcher = Callable[[Result, Sequence[dict[str, Any]]], None]


class Outputs:
    """Where results go; a context manager, whose normal end publishes the files.

    Args:
        writers: What writes them.
        files: The files under the writers.
        stream: The stream under one, if it is not a file but one that somebody listens to.
        quarantine: The file for bad records, opened at the first one; None for no file.
        watch: Called with each result and its flat rows, as to show some of them at the end.
        on_bad: Called with each bad record.
        place: What messages call the output.
    """

    def __init__(
        self,
        *,
        writers: Sequence[Writer] = (),
        files: Sequence[WholeFile] = (),
        stream: BinaryIO | None = None,
        quarantine: str | None = None,
        watch: Watcher | None = None,
        on_bad: Callable[[BadRecord], None] | None = None,
        place: str = "output",
    ) -> None:
        self._place = place
        self._writers = writers
        self._files = list(files)
        self._stream = stream
        self._quarantine = quarantine
        self._quarantine_file: WholeFile | None = None
        self._watch = watch
        self._on_bad = on_bad
        self._flat = watch is not None or any(writer.flat for writer in writers)

    def write(self, result: Result | BadRecord) -> None:
        """Write a result where it belongs.

        Raises:
            OutputError: a file can't be written (a full disk).
            BrokenPipeError: nobody reads the stream any more.
        """
        with output_errors(self._place):
            if isinstance(result, BadRecord):
                self._write_bad(result)
                return
            rows = flat_rows(result.record, result.text) if self._flat else []
            for writer in self._writers:
                writer.write(result, rows)
            if self._watch is not None:
                self._watch(result, rows)

    def flush(self) -> None:
        """Hand on what is ready, if somebody may be waiting for it."""
        if self._stream is not None:
            with output_errors(self._place):
                self._stream.flush()

    def _write_bad(self, bad: BadRecord) -> None:
        if self._on_bad is not None:
            self._on_bad(bad)
        if self._quarantine is not None:
            if self._quarantine_file is None:
                self._quarantine_file = storage_of(self._quarantine).new(self._quarantine)
                self._files.append(self._quarantine_file)
            self._quarantine_file.stream.write(to_json(bad.to_dict()).encode("utf-8") + b"\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self.discard()
            return
        try:
            with output_errors(self._place):
                for writer in self._writers:
                    writer.close()
                self.flush()
                for file in self._files:
                    file.finish()
                for file in self._files:
                    file.publish()
                if self._quarantine is not None and self._quarantine_file is None:
                    storage_of(self._quarantine).remove_file(self._quarantine)  # an earlier run's
        except BaseException:
            self.discard()
            raise

    def discard(self) -> None:
        """Leave no trace of the files."""
        for writer in self._writers:
            with suppress(OSError, ValueError):
                writer.close()
        for file in self._files:
            file.discard()


@contextmanager
def output_errors(place: str = "output") -> Iterator[None]:
    """A failing write as an `OutputError` that names the file, or `place` where the system doesn't."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{error.filename or place}: {error.strerror or error}") from error


def to_stream(
    stream: BinaryIO, *, quarantine: str | None = None, overwrite: bool = False, **options: Any
) -> Outputs:
    """Documents as JSON lines on a stream. `options` are those of `Outputs`.

    Raises:
        OutputError: the quarantine file exists and `overwrite` is not set, or it can be no file.
    """
    if quarantine is not None:
        with output_errors(quarantine):
            check_free([quarantine], overwrite=overwrite)
    return Outputs(writers=[JsonlWriter(stream)], stream=stream, quarantine=quarantine, **options)


def to_files(paths: Sequence[tuple[Kind, str]], *, quarantine: str | None = None, **options: Any) -> Outputs:
    """Files of some kinds (`Kind`, path), opened. `options` are those of `Outputs`.

    Raises:
        OutputError: one can't be opened.
    """
    files: list[WholeFile] = []
    writers: list[Writer] = []
    try:
        with output_errors():
            for kind, path in paths:
                files.append(storage_of(path).new(path))
                make = PreviewWriter if kind == "table" else WRITERS[kind]
                writers.append(make(files[-1].stream))
    except OutputError:
        Outputs(writers=writers, files=files).discard()
        raise
    return Outputs(writers=writers, files=files, quarantine=quarantine, **options)
