"""A chart as PNG, by resvg (the `plot` extra); the fonts are those of the machine."""

import re

_WORDS = re.compile("<text.*?</text>", re.DOTALL)


def to_png(svg: str) -> bytes:
    """The picture of an SVG.

    Raises:
        ImportError: resvg is not installed.
    """
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg))


def lacks_letters(svg: str, picture: bytes) -> bool:
    """Whether the machine has no font that the picture's words could be drawn in."""
    return _WORDS.search(svg) is not None and to_png(_WORDS.sub("", svg)) == picture
