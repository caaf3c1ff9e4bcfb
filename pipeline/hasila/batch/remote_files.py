"""What is done to single objects of a store, and not to all whose names begin alike."""

from hasila.sources.remote import filesystem, remote_errors


def remove_object(url: str) -> None:
    """Remove one object that is there, and none below its name."""
    fs, place = filesystem(url)
    with remote_errors(url):
        fs.rm_file(place)
