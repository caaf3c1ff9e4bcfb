"""The files that shards leave: in the folder of the run while it goes on, then put together, or come to stay.

So an output of parts, too, stays as it was until the new one is there as a whole. When it is, its files are
moved, and only those that an earlier run has left and that are still right are where they belong already.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from hasila.batch.engines.types import Kind, PartFile, ShardReport, Target
from hasila.batch.places import join, storage_of

PART = "part-"


class PartFiles:
    """Where the files of all shards of a run are.

    Args:
        targets: Where each kind is written.
        homes: Where files of some kinds stay when the run is finished.

    Attributes:
        folders: The folder of the run for each kind.
        homes: Of these kinds those that stay, and where.
    """

    def __init__(self, targets: Iterable[Target], homes: Mapping[Kind, str]) -> None:
        self.folders = {target.kind: target.folder for target in targets}
        self.homes = {kind: homes[kind] for kind in self.folders if kind in homes}
        self._not_wanted = [home for kind, home in homes.items() if kind not in self.folders]
        self._at_home: set[tuple[Kind, str]] = set()

    def are_there(self, report: ShardReport) -> bool:
        """Whether the files of a report are all there, of the size they had, and all that are wanted."""
        wanted = set(self.folders) - {"quarantine"} | ({"quarantine"} if report.quarantined else set())
        files = [file for file in report.files if file.kind in wanted]
        if wanted - {file.kind for file in files}:
            return False
        at_home: list[tuple[Kind, str]] = []
        for file in files:
            if not is_there(self.folders[file.kind], file):
                home = self.homes.get(file.kind)
                if home is None or not is_there(home, file):
                    return False
                at_home.append((file.kind, file.name))
        self._at_home.update(at_home)
        return True

    def paths(self, reports: Iterable[ShardReport], kind: Kind) -> Iterator[str]:
        """The files of one kind, in order."""
        for report in reports:
            for file in report.files:
                if file.kind == kind:
                    yield join(self._folder(file), file.name)

    def _folder(self, file: PartFile) -> str:
        at_home = (file.kind, file.name) in self._at_home
        return self.homes[file.kind] if at_home else self.folders[file.kind]

    def named(self, report: ShardReport) -> ShardReport:
        """The report with the names that its files will have at home: by where the shard stands now."""
        return replace(
            report,
            files=tuple(
                _named(file, report.shard) if file.kind in self.homes else file for file in report.files
            ),
        )

    def settle(self, reports: Iterable[ShardReport], named: Iterable[ShardReport]) -> None:
        """Move what stays to where it stays.

        Args:
            reports: With the names that the files have.
            named: The same, with those that they get.
        """
        moves: list[tuple[str, str]] = []
        settled: set[tuple[Kind, str]] = set()
        for before, after in zip(reports, named, strict=True):
            for file, new in zip(before.files, after.files, strict=True):
                if file.kind in self.homes:
                    path, place = join(self._folder(file), file.name), join(self.homes[file.kind], new.name)
                    settled.add((new.kind, new.name))
                    if path != place:
                        moves.append((path, place))
        if moves:
            storage_of(moves[0][0]).move(moves)
        self._at_home = settled

    def remove_others(self, reports: Iterable[ShardReport]) -> None:
        """Remove what earlier runs have left where files stay."""
        reports = list(reports)
        for kind, home in self.homes.items():
            parts = set(self.paths(reports, kind))
            storage = storage_of(home)
            for name in storage.names(home):
                path = join(home, name)
                if name.startswith(PART) and path not in parts:
                    storage.remove(path)
        for home in self._not_wanted:
            storage_of(home).remove(home)


def is_there(folder: str, file: PartFile) -> bool:
    """Whether a file is in a folder, of the size that it had."""
    return storage_of(folder).size(join(folder, file.name)) == file.bytes


def _named(file: PartFile, shard: int) -> PartFile:
    """The file of a shard, of the same content, where the shard has another number now."""
    content = file.name.removeprefix(PART).partition("-")[2]
    return replace(file, name=f"{PART}{shard:06d}-{content}")
