"""What the joint training of names and links is run with: the settings of a `configs/links_*.toml`."""

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from hasila.training.recipe import Recipe


@dataclass(frozen=True, slots=True)
class LinkRecipe:
    """The settings of a `configs/links_*.toml`; paths start from the data folder.

    Attributes:
        links: JSON lines of texts with annotated quantities.
        links_dev: The same, of texts that are scored after each epoch and teach nothing; empty for none.
        names: What is learned of names meanwhile: the settings of a `Recipe`.
        width: Numbers of each part's weight and vector.
        frozen: How many of the encoder's layers stay as they are, from the bottom.
        names_texts: How many of the texts with annotated names are learned from again.
        names_share: Batches of these to a batch of texts with links.
        beliefs: The weight of going on to believe, in texts with links, what was believed of names.
        weight: Of the links' loss beside that of names.
        in_use: How many of the texts build their choices on what the weights choose, after the first epoch.
        lean, penalty: As of `hasila.links.component.QuantityLinker`.
        facts_rate: The rate of the facts' weights (AdaGrad).
        forget: The share of facts that are left out of a step.
    """

    links: tuple[str, ...]
    names: Recipe
    links_dev: str = ""
    width: int = 16
    frozen: int = 4
    names_texts: int = 4000
    names_share: float = 0.5
    beliefs: float = 1.0
    weight: float = 1.0
    in_use: float = 0.5
    lean: dict[str, float] = field(default_factory=dict)
    penalty: dict[str, float] = field(default_factory=dict)
    facts_rate: float = 0.06
    forget: float = 0.1

    @classmethod
    def read(cls, path: Path) -> "LinkRecipe":
        """The recipe of a TOML file.

        Raises:
            ValueError: a key is not a setting.
        """
        settings: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = settings.keys() - {one.name for one in fields(cls)}
        if unknown:
            raise ValueError(f"{path}: no such setting: {', '.join(sorted(unknown))}")
        names = Recipe.of(settings.pop("names"), path)
        return cls(**{**settings, "links": tuple(settings["links"]), "names": names})
