"""Which files an output is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hasila.batch.errors import OutputError
from hasila.sources.inputs import COMPRESSIONS

WRITABLE = ".jsonl, .jsonl.gz, .jsonl.xz, .jsonl.zst, .parquet, .csv, or a folder (a name without a suffix)"


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to write; None for those that this output hasn't.

    Attributes:
        jsonl, parquet: Documents.
        quantities_parquet, quantities_csv: The flat table.
        quarantine: Records left out; written only if there are any.
    """

    quarantine: Path
    jsonl: Path | None = None
    parquet: Path | None = None
    quantities_parquet: Path | None = None
    quantities_csv: Path | None = None

    @property
    def files(self) -> list[Path]:
        """All files that will be there, without the quarantine."""
        files = (self.jsonl, self.parquet, self.quantities_parquet, self.quantities_csv)
        return [file for file in files if file is not None]

    @property
    def quantities(self) -> Path | None:
        """The flat table, in the format that more programs open, if this output has one."""
        return self.quantities_csv or self.quantities_parquet

    @property
    def own(self) -> list[Path]:
        """All files that may be written, and so must never be read as input."""
        return [*self.files, self.quarantine]


def plan_output(out: str) -> Plan:
    """The files that `-o OUT` means, by its suffix.

    Raises:
        OutputError: there is no such format.
    """
    path = Path(out)
    if path.is_dir() or out.endswith("/") or not path.suffix:
        return Plan(
            quarantine=path / "quarantine.jsonl",
            jsonl=path / "documents.jsonl",
            parquet=path / "documents.parquet",
            quantities_parquet=path / "quantities.parquet",
            quantities_csv=path / "quantities.csv",
        )
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    packed = suffixes[-1] in COMPRESSIONS and len(suffixes) > 1
    kind = suffixes[-2] if packed else suffixes[-1]
    stem = path.with_suffix("").stem if packed else path.stem
    quarantine = path.with_name(f"{stem}.quarantine.jsonl")
    if kind == ".jsonl":
        return Plan(quarantine, jsonl=path)
    if kind == ".parquet" and not packed:
        return Plan(quarantine, parquet=path, quantities_parquet=path.with_name(f"{stem}.quantities.parquet"))
    if kind == ".csv" and not packed:
        return Plan(quarantine, quantities_csv=path)
    raise OutputError(f"{out}: not a format that can be written ({WRITABLE}; OUT/ with a slash is one too)")


def check_free(files: Iterable[Path], *, overwrite: bool) -> None:
    """Refuse to write over files that are there.

    Raises:
        OutputError: a file exists and `overwrite` is not set, or it is a folder.
    """
    for file in files:
        if file.is_dir():
            raise OutputError(f"{file}: a folder stands there; choose another name")
        if file.exists() and not overwrite:
            raise OutputError(f"{file}: exists already; --overwrite replaces it, or choose another name")
