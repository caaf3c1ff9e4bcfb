"""The counted noun as the rules tell of it: where it stands, and how its number is joined to it."""

from dataclasses import dataclass
from enum import Enum, auto

from hasila.links import nouns
from hasila.links.view import View, Word


class Relation(Enum):
    """How a number is joined to its noun."""

    SELF = auto()
    DIRECT = auto()
    PARTITIVE = auto()
    AHEAD = auto()
    SHARED = auto()
    TOTAL = auto()
    PRONOUN = auto()
    OTHERS = auto()


@dataclass(frozen=True, slots=True)
class Counted:
    """Where the counted noun stands.

    Attributes:
        start, end: Its span, clitics left out.
        word: The index of its word.
        relation: How the number is joined to it.
    """

    start: int
    end: int
    word: int
    relation: Relation


def noun_span(word: Word) -> tuple[int, int]:
    """A noun's span: without its proclitics and without an enclitic pronoun."""
    start = word.noun
    return start, word.end - nouns.enclitic_length(word.text[start - word.start :], word)


def at_word(view: View, index: int, relation: Relation) -> Counted:
    """The noun that is the word at `index`."""
    word = view.words[index]
    start, end = noun_span(word)
    return Counted(start, end, index, relation)
