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

    Raises:
        OSError: nothing of that name was found.
    """
    import spacy

    nlp = spacy.load(find_model(str(name)), **options)
    nlp.max_length = MAX_LENGTH
    return nlp
