"""What is done to single objects of a store, and not to all whose names begin alike."""

from collections.abc import Sequence

from hasila.batch.places import storage_of
from hasila.sources.remote import filesystem, remote_errors

# Objects that are copied before the ones that they are copied from are removed.
_AT_ONCE = 500


def move_objects(moves: Sequence[tuple[str, str]]) -> None:
    """Give objects of one store other names (from, to).

    Stores copy an object within, which takes several requests. Those that can be asked for many things at
    once are: the parts of a corpus one after another would keep a cluster waiting.
    """
    fs, _ = filesystem(moves[0][0])
    if getattr(fs, "async_impl", False):
        for start in range(0, len(moves), _AT_ONCE):
            some = moves[start : start + _AT_ONCE]
            paths = [filesystem(path)[1] for path, _ in some]
            with remote_errors(some[0][1].rpartition("/")[0]):
                fs.copy(paths, [filesystem(to)[1] for _, to in some])
                fs.rm(paths)
        return
    folders = {to.rpartition("/")[0] for _, to in moves}
    for folder in sorted(folders):  # a file system like HDFS renames only into a folder that there is
        with remote_errors(folder):
            fs.makedirs(filesystem(folder)[1], exist_ok=True)
    for path, to in moves:
        storage_of(path).move(path, to)


def remove_object(url: str) -> None:
    """Remove one object that is there, and none below its name."""
    fs, place = filesystem(url)
    with remote_errors(url):
        fs.rm_file(place)
