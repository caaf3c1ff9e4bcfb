"""What a run leaves when it ends: its output, or a folder to go on from, and never anything else."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hasila.batch.duplicates import Marks
from hasila.batch.engines.types import Kind, ShardReport, Target
from hasila.batch.errors import OutputError
from hasila.batch.files import or_discard, whole_name
from hasila.batch.manifest import MANIFEST, Manifest, row_of
from hasila.batch.merging import merge
from hasila.batch.part_files import PART, PartFiles, is_there
from hasila.batch.places import WholeFile, join, storage_of
from hasila.batch.plan import KEPT, Plan, check_file
from hasila.batch.remote_lock import check_held


def check_place(plan: Plan, *, resume: bool, overwrite: bool) -> None:
    """Refuse to write over what is there.

    Raises:
        OutputError: something is, and it may not be replaced.
    """
    if _place(plan.quarantine) in map(_place, (*plan.files, plan.manifest)):
        raise OutputError(f"{plan.quarantine}: is the output already; choose another --quarantine")
    folders = [product.path for product in plan.products if product.parts]
    for path in plan.own:
        storage = storage_of(path)
        if path in folders:
            if storage.size(path) is not None:
                raise OutputError(f"{path}: a file stands there, and a folder of parts would; choose another")
            there = any(name.startswith(PART) for name in storage.names(path))
        else:
            check_file(path)
            there = storage.size(path) is not None
        if there and not overwrite and not (resume and _is_own(plan, path)):
            hint = "--overwrite replaces it, or choose another name"
            if path == plan.quarantine:
                hint = "--overwrite replaces it, or choose another --quarantine"
            raise OutputError(
                f"{path}: exists already and is not of an earlier run; {hint}"
                if resume
                else f"{path}: exists already; {hint}"
            )


def _place(path: str) -> str:
    return path if "://" in path else str(Path(path).resolve())


def _is_own(plan: Plan, path: str) -> bool:
    """Whether an earlier run on this output may have written a file that is there."""
    unfinished = join(plan.work, MANIFEST)
    if path == plan.quarantine:  # which may lie anywhere, and is written only if there is reason to
        return Manifest(unfinished, plan.manifest).left_out
    storage = storage_of(plan.work)
    return storage.size(plan.manifest) is not None or bool(storage.lines(unfinished))


def is_published(plan: Plan) -> bool:
    """Whether the output of a finished run is there, but for folders of parts."""
    return all(
        product.parts or storage_of(product.path).size(product.path) is not None for product in plan.products
    )


def parts_are_published(plan: Plan, report: ShardReport) -> bool:
    """Whether the parts of the output that a shard has given are there; there are none without `--parts`."""
    folders = {product.kind: product.path for product in plan.products if product.parts}
    parts = [file for file in report.files if file.kind in folders]
    return {part.kind for part in parts} == set(folders) and all(
        is_there(folders[part.kind], part) for part in parts
    )


def publish(plan: Plan, parts: PartFiles, reports: list[ShardReport], *, left_out: bool) -> list[ShardReport]:
    """Let the output appear: everything is written before anything is put in its place.

    Args:
        plan: What is to appear, and where.
        parts: Where the files of all shards are.
        reports: Of all shards, in order.
        left_out: Whether an earlier run has left records out: then a quarantine that is there is its own.

    Returns:
        The reports, with the names that their files have now.
    """
    named = [parts.named(report) for report in reports]
    files: list[WholeFile] = []
    marks = None
    try:
        if "duplicates" in parts.folders:
            marks = Marks(parts.paths(reports, "duplicates"))
        for product in plan.products:
            if not product.parts:
                paths = parts.paths(reports, product.kind)
                files.append(_merged(product.path, product.kind, paths, marks))
        bad = list(parts.paths(reports, "quarantine"))
        if bad:
            files.append(_merged(plan.quarantine, "quarantine", bad))
        manifest = _manifest(plan.manifest, named, set(parts.homes))
        files.append(manifest)
        check_held(plan.work)
        parts.settle(reports, named)
        for file in files[:-1]:
            file.publish()
        if left_out and not bad:
            storage_of(plan.quarantine).remove_file(plan.quarantine)
        manifest.publish()  # last, since it says of which output a quarantine is
    except BaseException:
        for file in files:
            file.discard()
        raise
    parts.remove_others(named)
    return named


def _merged(path: str, kind: Kind, parts: Iterable[str], marks: Marks | None = None) -> WholeFile:
    """A file of all parts, finished and not yet published."""
    with or_discard(storage_of(path).new(path)) as file:
        merge(kind, parts, file.stream, marks)
        file.finish()
    return file


def _manifest(path: str, reports: Iterable[ShardReport], staying: set[Kind]) -> WholeFile:
    """The manifest of a finished run: files that will be gone are no more named."""
    with or_discard(storage_of(path).new(path)) as file:
        for report in reports:
            files = tuple(one for one in report.files if one.kind in staying)
            file.stream.write(row_of(replace(report, files=files)))
        file.finish()
    return file


def sweep(plan: Plan, targets: Iterable[Target]) -> None:
    """Remove what killed processes have left of files that they were writing."""
    for folder in (*(target.folder for target in targets), *plan.homes.values()):
        _remove_leftovers(folder, lambda name: name.startswith(PART))
    for path in plan.own:
        folder, _, name = path.rpartition("/")
        _remove_leftovers(folder or ("/" if path.startswith("/") else "."), name.__eq__)


def _remove_leftovers(folder: str, ours: Callable[[str], bool]) -> None:
    storage = storage_of(folder)
    for name in storage.names(folder):
        whole = whole_name(name)
        if whole is not None and ours(whole):
            storage.remove(join(folder, name))


def clean(plan: Plan, targets: Iterable[Target], *, finished: bool) -> None:
    """Remove what the end of a run leaves behind: its folder but for what stays there, or can be resumed.

    Whether it can is what its manifest says and not what the run knows, which may have been stopped before
    it looked. Killed in here it leaves no manifest of parts that are gone, and the folder is its own until
    nothing else is in it: so the manifest goes first and the lock last.
    """
    check_held(plan.work)
    storage = storage_of(plan.work)
    with suppress(OSError):
        sweep(plan, targets)
        if not finished and storage.lines(join(plan.work, MANIFEST)):
            storage.remove(join(plan.work, "spool"))
            return
        for name in (MANIFEST, "parts", "spool"):
            storage.remove(join(plan.work, name))
        kept = any(storage.names(home) for kind, home in plan.homes.items() if kind in KEPT)
        storage.remove(join(plan.work, "lock") if kept else plan.work)
        _remove_if_empty(plan)


def _remove_if_empty(plan: Plan) -> None:
    """Remove folders that were made for parts and hold none."""
    for product in plan.products:
        if product.parts and "://" not in product.path:
            with suppress(OSError):
                os.rmdir(product.path)  # noqa: PTH106 - as a folder only, never what it leads to
