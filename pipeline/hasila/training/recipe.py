"""What an entity model is trained with: the settings of a `configs/*.toml`."""

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of one training; every path is relative to the data folder.

    Attributes:
        news: JSON lines of passages with character spans; the first head learns these.
        conll: CoNLL columns; the second head learns these.
        layers: How many of the encoder's layers to keep, from the bottom.
        swap: For each label, the chance that a name is replaced by another.
        geonames: A table whose place names join those of the annotated places.
        countries: The countries (ISO 3166) of those places; empty for all.
    """

    news: tuple[str, ...]
    conll: tuple[str, ...]
    news_dev: str
    conll_dev: str
    layers: int = 6
    epochs: int = 4
    learning_rate: float = 2e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup: float = 0.1
    pieces_per_batch: int = 2048
    dropout: float = 0.1
    piece_dropout: float = 0.05
    label_smoothing: float = 0.05
    average_from: float = 0.6
    average_decay: float = 0.995
    swap: dict[str, float] = field(default_factory=dict)
    swapped_passages: float = 0.5
    careless: float = 0.05
    joined: float = 0.5
    geonames: str = ""
    countries: tuple[str, ...] = ()
    silver_share: float = 0.65
    seed: int = 1

    @classmethod
    def read(cls, path: Path) -> "Recipe":
        """The recipe of a TOML file.

        Raises:
            ValueError: a key is not a setting.
        """
        return cls.of(tomllib.loads(path.read_text(encoding="utf-8")), path)

    @classmethod
    def of(cls, settings: dict[str, Any], path: Path) -> "Recipe":
        """The recipe of the settings of a file.

        Raises:
            ValueError: a key is not a setting.
        """
        unknown = settings.keys() - {one.name for one in fields(cls)}
        if unknown:
            raise ValueError(f"{path}: no such setting: {', '.join(sorted(unknown))}")
        made: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in settings.items()
        }
        return cls(**made)
