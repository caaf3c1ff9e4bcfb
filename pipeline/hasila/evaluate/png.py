"""A chart as PNG, by resvg (the `plot` extra); the fonts are those of the machine."""


def to_png(svg: str) -> bytes:
    """The picture of an SVG.

    Raises:
        ImportError: resvg is not installed.
    """
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg))
