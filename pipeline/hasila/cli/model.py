"""Loading the pipeline that a command was told to use."""

from typing import TYPE_CHECKING

from hasila.cli.guard import give_up
from hasila.load import load

if TYPE_CHECKING:
    from spacy.language import Language


def load_model(model: str) -> "Language":
    """The pipeline of a name or path; where there is none, one line that says why, and exit code 2."""
    try:
        return load(model)
    except (OSError, ValueError, ImportError) as error:
        reason = " ".join(str(error).split())
        give_up(f"model {model!r} can't be loaded: {reason} (hasila info lists the models there are)")
