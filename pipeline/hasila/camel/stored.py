"""A model of transformers inside a pipeline: the files of its folder, on the disk or in memory."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

# Every model that transformers saves has it.
_ALWAYS = "config.json"


@dataclass(frozen=True, slots=True)
class StoredModel:
    """The files of a model.

    They stay on the disk where they lie there: the weights are half a gigabyte as a rule, and the network
    that is made of them as much again.

    Attributes:
        folder: Where they lie; None if they are in memory.
        files: Their bytes by name, if they are in memory.
    """

    folder: Path | None
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @classmethod
    def of_folder(cls, folder: Path) -> "StoredModel | None":
        """The model of a folder; None if there is none."""
        return cls(folder) if (folder / _ALWAYS).is_file() else None

    def contents(self) -> dict[str, bytes]:
        """The files' bytes by name.

        Raises:
            OSError: the folder is no longer there.
        """
        return {path.name: path.read_bytes() for path in self._paths()} or dict(self.files)

    def write(self, folder: Path) -> None:
        """Write the files into a folder, which may be their own.

        Raises:
            OSError: they are no longer where they lay, or can't be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        for path in self._paths():
            target = folder / path.name
            if not (target.exists() and target.samefile(path)):
                shutil.copyfile(path, target)
        for name, data in self.files.items():
            # A name from bytes leads nowhere else.
            (folder / Path(name).name).write_bytes(data)

    @contextmanager
    def as_folder(self) -> Iterator[Path]:
        """A folder that transformers can read them from.

        Raises:
            OSError: the folder is no longer there.
        """
        if self.folder is not None:
            self._paths()
            yield self.folder
            return
        with TemporaryDirectory(ignore_cleanup_errors=True) as spare:
            self.write(Path(spare))
            yield Path(spare)

    def _paths(self) -> list[Path]:
        if self.folder is None:
            return []
        if not (self.folder / _ALWAYS).is_file():
            raise OSError(
                f"{self.folder}: the files of the model are no longer there; load the pipeline again"
            )
        return sorted(path for path in self.folder.iterdir() if path.is_file())
