"""Finding and loading a pipeline: the one that ships, or any other."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "ar_news_md"

# spaCy refuses texts above `max_length` because its parser and its own entity model would need
# gigabytes for them. Our stages work in windows, so a long text costs only what it holds.
MAX_LENGTH = 1_000_000_000


def model_folders() -> list[Path]:
    """Where the models that ship lie: inside an installed wheel, or beside the sources."""
    package = Path(__file__).resolve().parent
    return [folder for folder in (package / "models", package.parents[1] / "models") if folder.is_dir()]


def find_model(name: str) -> str:
    """The path of the shipped model `name`; else `name` itself, for spaCy to resolve."""
    for folder in model_folders():
        if (folder / name / "config.cfg").is_file():
            return str(folder / name)
    return name


def load(name: str | Path = DEFAULT_MODEL, **options: Any) -> "Language":
    """Load a pipeline: the default one, one that ships by name, a folder or an installed package.

    Args:
        name: A shipped model's name, a path, or anything else `spacy.load` takes.
        **options: Handed to `spacy.load`: `exclude`, `disable`, `config`, `vocab` …

    Components that stand on other packages or data (`hasila_camel_…`) are made ready, so that what
    is missing is said here and not at the first text.

    Raises:
        OSError: nothing of that name was found, or not the data of a component.
        ImportError: a component's package is not installed.
    """
    import spacy

    nlp = spacy.load(find_model(str(name)), **options)
    nlp.max_length = MAX_LENGTH
    for _, component in nlp.pipeline:
        make_ready = getattr(component, "make_ready", None)
        if make_ready is not None:
            make_ready()
    return nlp
