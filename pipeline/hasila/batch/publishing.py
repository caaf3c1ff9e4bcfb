"""What a run leaves when it ends: its output, or a folder to go on from, and never anything else."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hasila.batch.duplicates import Marks
from hasila.batch.engines.types import Kind, PartFile, ShardReport, Target
from hasila.batch.errors import OutputError
from hasila.batch.files import whole_name
from hasila.batch.manifest import MANIFEST, Manifest, row_of
from hasila.batch.merging import merge
from hasila.batch.places import WholeFile, join, remove_file, storage_of
from hasila.batch.plan import Plan, check_file

_PART = "part-"


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
            there = any(name.startswith(_PART) for name in storage.names(path))
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
    return path if "://" in path else str(Path(path).absolute())


def _is_own(plan: Plan, path: str) -> bool:
    """Whether an earlier run on this output may have written a file that is there."""
    unfinished = join(plan.work, MANIFEST)
    if path == plan.quarantine:  # which may lie anywhere, and is written only if there is reason to
        return Manifest(unfinished, plan.manifest).left_out
    storage = storage_of(plan.work)
    return storage.size(plan.manifest) is not None or bool(storage.lines(unfinished))


def up_to_date(plan: Plan, reports: Iterable[ShardReport | None]) -> list[ShardReport] | None:
    """The reports of a finished run, if its output is there and `reports` (None: unknown) are all its own."""
    storage = storage_of(plan.work)
    found = list(reports)
    if any(storage.size(product.path) is None for product in plan.products if not product.parts):
        return None
    known = [report for report in found if report is not None]
    return known if len(known) == len(found) else None


def publish(plan: Plan, targets: Iterable[Target], reports: list[ShardReport], *, left_out: bool) -> None:
    """Let the output appear: everything is written before anything is put in its place.

    Args:
        plan: What is to appear, and where.
        targets: Where the parts are.
        reports: Of all shards, in order.
        left_out: Whether an earlier run has left records out: then a quarantine that is there is its own.
    """
    folders = {target.kind: target.folder for target in targets}
    for product in plan.products:
        if product.parts:
            reports = [_renumbered(report, product.kind, product.path) for report in reports]
    files: list[WholeFile] = []
    marks = None
    try:
        if "duplicates" in folders:
            marks = Marks(_parts(reports, "duplicates", folders))
        for product in plan.products:
            if not product.parts:
                parts = _parts(reports, product.kind, folders)
                files.append(_merged(product.path, product.kind, parts, marks))
        bad = list(_parts(reports, "quarantine", folders))
        if bad:
            files.append(_merged(plan.quarantine, "quarantine", bad))
        kept = {product.kind for product in plan.products if product.parts}
        manifest = _manifest(plan.manifest, reports, kept)
        files.append(manifest)
        for file in files[:-1]:
            file.publish()
        if left_out and not bad:
            remove_file(plan.quarantine)
        manifest.publish()  # last, since it says of which output a quarantine is
    except BaseException:
        for file in files:
            file.discard()
        raise
    for product in plan.products:
        if product.parts:
            _remove_others(product.path, set(_parts(reports, product.kind, folders)))


def _parts(reports: Iterable[ShardReport], kind: Kind, folders: dict[Kind, str]) -> Iterator[str]:
    """The files of one kind, in order."""
    for report in reports:
        for file in report.files:
            if file.kind == kind:
                yield join(folders[kind], file.name)


def _merged(path: str, kind: Kind, parts: Iterable[str], marks: Marks | None = None) -> WholeFile:
    """A file of all parts, finished and not yet published."""
    file = storage_of(path).new(path)
    try:
        merge(kind, parts, file.stream, marks)
        file.finish()
    except BaseException:
        file.discard()
        raise
    return file


def _manifest(path: str, reports: Iterable[ShardReport], kept: set[Kind]) -> WholeFile:
    """The manifest of a finished run: files that are gone are no more named."""
    file = storage_of(path).new(path)
    try:
        for report in reports:
            files = tuple(one for one in report.files if one.kind in kept)
            file.stream.write(row_of(replace(report, files=files)))
        file.finish()
    except BaseException:
        file.discard()
        raise
    return file


def _renumbered(report: ShardReport, kind: Kind, folder: str) -> ShardReport:
    """The report of a shard that stands elsewhere in the corpus now, its part named by that."""
    files: list[PartFile] = []
    for file in report.files:
        if file.kind == kind:
            prefix, _, rest = file.name.removeprefix(_PART).partition("-")
            name = f"{_PART}{report.shard:06d}-{rest}"
            if name != file.name and prefix:
                storage_of(folder).move(join(folder, file.name), join(folder, name))
                file = replace(file, name=name)
        files.append(file)
    return replace(report, files=tuple(files))


def _remove_others(folder: str, parts: set[str]) -> None:
    """Remove the parts of earlier runs."""
    storage = storage_of(folder)
    for name in storage.names(folder):
        path = join(folder, name)
        if name.startswith(_PART) and path not in parts:
            storage.remove(path)


def sweep(plan: Plan, targets: Iterable[Target]) -> None:
    """Remove what killed processes have left of files that they were writing."""
    for target in targets:
        _remove_leftovers(target.folder, lambda name: name.startswith(_PART))
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
    """Remove what the end of a run leaves behind: all of its folder, unless it can be resumed.

    Whether it can is what its manifest says and not what the run knows, which may have been stopped before
    it looked. Killed in here it leaves no manifest of parts that are gone, and the folder is its own until
    nothing else is in it: so the manifest goes first and the lock last.
    """
    storage = storage_of(plan.work)
    with suppress(OSError):
        sweep(plan, targets)
        if not finished and storage.lines(join(plan.work, MANIFEST)):
            storage.remove(join(plan.work, "spool"))
            return
        for name in (MANIFEST, "parts", "spool"):
            storage.remove(join(plan.work, name))
        storage.remove(plan.work)
        _remove_if_empty(plan)


def _remove_if_empty(plan: Plan) -> None:
    """Remove folders that were made for parts and hold none."""
    for product in plan.products:
        if product.parts and "://" not in product.path:
            with suppress(OSError):
                os.rmdir(product.path)  # noqa: PTH106 - as a folder only, never what it leads to
