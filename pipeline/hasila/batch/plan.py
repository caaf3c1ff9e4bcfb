"""Which files an output is made of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from hasila.batch.engines.types import Kind, Target
from hasila.batch.errors import OutputError
from hasila.batch.places import join, storage_of
from hasila.sources.inputs import COMPRESSIONS

WRITABLE = (
    ".jsonl, .jsonl.gz, .jsonl.xz, .jsonl.zst, .parquet, .csv, .spacy, or a folder (a name without a suffix)"
)

# What shards give besides parts of the output.
KEPT: tuple[Kind, ...] = ("quarantine", "duplicates", "table")


@dataclass(frozen=True, slots=True)
class Product:
    """One thing that a run leaves: a file, or a folder of parts, each the file of a shard.

    Attributes:
        kind: What it holds.
        path: Where it is.
        suffix: Of the file, or of each part: `.jsonl.zst`.
        parts: Whether it is a folder of parts.
    """

    kind: Kind
    path: str
    suffix: str
    parts: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run leaves, and where it works.

    Attributes:
        products: The output itself.
        quarantine: The file of records left out; written only if there are any.
        manifest: The file with a line for each shard.
        work: The folder of a run that is not finished: parts, manifest, lock; gone when it is, but for
            what `homes` says.
    """

    products: tuple[Product, ...]
    quarantine: str
    manifest: str
    work: str

    @property
    def files(self) -> list[str]:
        """All that will be there, without quarantine and manifest."""
        return [product.path for product in self.products]

    @property
    def quantities(self) -> str | None:
        """The flat table, in the format that more programs open, if this output has one."""
        for kind in ("quantities.csv", "quantities.parquet"):
            for product in self.products:
                if product.kind == kind:
                    return product.path
        return None

    @property
    def own(self) -> list[str]:
        """All that may be written, and so must never be read as input."""
        return [*self.files, self.quarantine, self.manifest]

    @property
    def homes(self) -> dict[Kind, str]:
        """The folders where files of shards stay when all is done; none where all are put together.

        With folders of parts also what is put together all the same stays, in the folder of the run: else a
        shard that is as it was would be read again for its bad records or its signatures.
        """
        parts: dict[Kind, str] = {product.kind: product.path for product in self.products if product.parts}
        return parts | {kind: join(self.work, f"kept/{kind}") for kind in KEPT} if parts else {}

    def targets(self, *, table: bool = False) -> tuple[Target, ...]:
        """Where the files of each kind go while shards are read: into the folder of the run."""
        own: list[tuple[Kind, str]] = [("quarantine", ".jsonl")]
        if table:
            own.append(("table", ".jsonl"))
        return (
            *(
                # Not where those go that are put together: files of another suffix may hold the same.
                Target(product.kind, join(self.work, f"parts/folders/{product.kind}"), product.suffix)
                if product.parts
                else Target(product.kind, join(self.work, f"parts/{product.kind}"), f".{product.kind}")
                for product in self.products
            ),
            *(Target(kind, join(self.work, f"parts/{kind}"), suffix) for kind, suffix in own),
        )


def plan_output(out: str, *, parts: bool = False, near_duplicates: bool = False) -> Plan:
    """What `-o OUT` means, by its suffix.

    Args:
        out: A path, or a URL of an object store.
        parts: Leave what each shard gave as it is: every file of the output is a folder of parts.
        near_duplicates: Find near-copies, and list them in a file of their own.

    Raises:
        OutputError: there is no such format.
    """
    plan = _plan(out, parts)
    if not near_duplicates:
        return plan
    listed = plan.quarantine.removesuffix("quarantine.jsonl") + "duplicates.jsonl"
    return replace(plan, products=(*plan.products, Product("duplicates", listed, ".jsonl")))


def _plan(out: str, parts: bool) -> Plan:
    """The plan without near-copies."""
    path = PurePosixPath(out.rstrip("/") or out)
    by_name = parts or path.suffix.lower() == ".spacy"  # where a folder of this name is what is written
    stands = not by_name and "://" not in out and Path(out).is_dir()
    if out.endswith("/") or not path.suffix or stands:
        folder = out.rstrip("/") or "/"
        kinds: tuple[Kind, ...] = ("jsonl", "parquet", "quantities.parquet", "quantities.csv")
        names = ("documents.jsonl", "documents.parquet", "quantities.parquet", "quantities.csv")
        return Plan(
            tuple(
                Product(kind, join(folder, name), PurePosixPath(name).suffix, parts)
                for kind, name in zip(kinds, names, strict=True)
            ),
            quarantine=join(folder, "quarantine.jsonl"),
            manifest=join(folder, "manifest.jsonl"),
            work=join(folder, ".hasila"),
        )
    return _single(out, parts)


def _single(out: str, parts: bool) -> Plan:
    """The plan of an output that its suffix names."""
    base, _, name = out.rpartition("/")
    folder = f"{base}/" if base or out.startswith("/") else ""
    suffixes = [suffix.lower() for suffix in PurePosixPath(name).suffixes[-2:]]
    packed = suffixes[-1] in COMPRESSIONS and len(suffixes) > 1
    suffix = "".join(suffixes[-2:]) if packed else suffixes[-1]
    stem = name[: -len(suffix)]
    products: tuple[Product, ...]
    if suffix.startswith(".jsonl"):
        products = (Product("jsonl", out, suffix, parts),)
    elif suffix == ".parquet":
        rows = f"{folder}{stem}.quantities.parquet"
        products = (
            Product("parquet", out, suffix, parts),
            Product("quantities.parquet", rows, suffix, parts),
        )
    elif suffix == ".csv":
        products = (Product("quantities.csv", out, suffix, parts),)
    elif suffix == ".spacy":
        # spaCy reads a DocBin as a whole: a large one would not fit into memory, a folder of them does.
        products = (Product("spacy", out, suffix, parts=True),)
    else:
        raise OutputError(
            f"{out}: not a format that can be written ({WRITABLE}; OUT/ with a slash is one too)"
        )
    # Outputs that differ in their suffix hold different locks, so they must not share a file.
    beside = f"{folder}{name.removesuffix('.jsonl')}"
    return Plan(
        products,
        quarantine=f"{beside}.quarantine.jsonl",
        manifest=f"{out}.manifest.jsonl",
        work=f"{folder}.{name}.hasila",
    )


def check_free(files: Iterable[str | Path], *, overwrite: bool) -> None:
    """Refuse to write over files that are there.

    Raises:
        OutputError: a file exists and `overwrite` is not set, or it can be no file.
        OSError: a store can't be asked.
    """
    for path in map(str, files):
        check_file(path)
        if not overwrite and storage_of(path).size(path) is not None:
            raise OutputError(f"{path}: exists already; --overwrite replaces it, or choose another name")


def check_file(path: str) -> None:
    """Refuse the name of what is no file, or a device: neither can be replaced, nor be removed unasked.

    Raises:
        OutputError: it is one.
    """
    remote = "://" in path
    place = Path(path)
    if not remote and place.is_dir():
        raise OutputError(f"{path}: a folder stands there; choose another name")
    if not remote and place.exists() and not place.is_file():
        raise OutputError(f"{path}: is no file that could be replaced; choose another name")
    # Of a URL the first part is a bucket or a machine.
    if path.endswith("/") or (remote and "/" not in path.partition("://")[2]):
        raise OutputError(f"{path}: names a folder, and a file is wanted; choose another name")
