"""What the options of `hasila convert` may be, and what they mean."""

from enum import StrEnum
from typing import TYPE_CHECKING

from hasila.cli.guard import give_up

if TYPE_CHECKING:
    from hasila.formats.transform import Layer


class From(StrEnum):
    """What can be read."""

    conll = "conll"
    jsonl = "jsonl"
    record = "record"
    spacy = "spacy"
    brat = "brat"
    label_studio = "label-studio"
    doccano = "doccano"
    prodigy = "prodigy"
    hf = "hf"
    text = "text"


class To(StrEnum):
    """What can be written."""

    conll = "conll"
    jsonl = "jsonl"
    record = "record"
    spacy = "spacy"
    brat = "brat"
    label_studio = "label-studio"
    doccano = "doccano"
    prodigy = "prodigy"
    hf = "hf"


class Count(StrEnum):
    """Units of offsets."""

    codepoints = "codepoints"
    utf16 = "utf16"
    graphemes = "graphemes"
    codepoints_lf = "codepoints-lf"


class ReadCount(StrEnum):
    """Units of offsets, or the one that fits."""

    auto = "auto"
    codepoints = "codepoints"
    utf16 = "utf16"
    graphemes = "graphemes"
    codepoints_lf = "codepoints-lf"


def list_of(names: str | None) -> list[str]:
    """The parts of `A,B`."""
    return [name.strip() for name in (names or "").split(",") if name.strip()]


def pair_of(names: str) -> tuple[str, str]:
    """The two columns of a data set."""
    pair = list_of(names)
    if len(pair) != 2:
        give_up(f"--columns {names}: write the columns with words and with tags: --columns tokens,ner_tags")
    return pair[0], pair[1]


def renames_of(pairs: list[str] | None) -> dict[str, str]:
    """Old label → new label."""
    renamed = {}
    for pair in pairs or ():
        old, equals, new = pair.partition("=")
        if not (old and equals and new):
            give_up(f"--rename {pair}: write OLD=NEW")
        renamed[old] = new
    return renamed


def column_number(column: int | None) -> int | None:
    """A column of tags."""
    if column in (0, 1):
        give_up(f"--tag-column {column}: column 1 has the words; the tags are in 2 or later, or -1, the last")
    return column


def layer_of(layer: str) -> "Layer":
    """A layer of nested spans."""
    named: dict[str, Layer] = {"all": "all", "outer": "outer", "inner": "inner"}
    if layer in named:
        return named[layer]
    if not (layer.isascii() and layer.isdigit() and int(layer)):
        give_up(f"--layer {layer}: all, outer, inner, or a number from 1, the outermost")
    return int(layer)
