"""Dual nouns: `قتيلان`, `جنديين`, `محافظتي`, told from plurals and names that look alike."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dual:
    prefix: str
    singular: str
    construct: bool


def lookup(folded: str) -> Dual | None:
    return None
