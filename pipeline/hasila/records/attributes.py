"""Under which names a pipeline leaves what the record says: its components' settings can change them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

# Factory → what it leaves and the component's setting with the name.
_SETTINGS = {
    "hasila_numerals": {"numbers": "attribute"},
    "hasila_entities": {"clitics": "clitics_attribute"},
    "hasila_entities_cnn": {"clitics": "clitics_attribute"},
    "hasila_edges": {"clitics": "clitics_attribute"},
    "hasila_gazetteer": {"clitics": "clitics_attribute"},
    "hasila_places": {"clitics": "clitics_attribute", "place": "attribute"},
    "hasila_aliases": {
        "clitics": "clitics_attribute",
        "norm": "norm_attribute",
        "alias_of": "alias_attribute",
    },
    "hasila_links": {"quantities": "attribute"},
}


@dataclass(frozen=True, slots=True)
class Attributes:
    """The names of the `Doc._` and `Span._` attributes that a record is made of.

    Attributes:
        quantities, numbers: On the Doc: what the links and the numerals stage found.
        clitics, norm, alias_of, place: On the names in `doc.ents`.
    """

    quantities: str = "quantities"
    numbers: str = "numbers"
    clitics: str = "clitics"
    norm: str = "entity_norm"
    alias_of: str = "alias_of"
    place: str = "place"

    @classmethod
    def of(cls, nlp: "Language") -> "Attributes":
        """The names that a pipeline's components use; of two of one kind, those of the later one."""
        names: dict[str, str] = {}
        for name, component in nlp.pipeline:
            for what, setting in _SETTINGS.get(nlp.get_pipe_meta(name).factory, {}).items():
                names[what] = getattr(component, setting)
        return cls(**names)
