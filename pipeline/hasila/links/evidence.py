"""What an encoder says of a choice, where the one that found the names was taught links too.

Beside the tags of names such an encoder gives each word a row of numbers: for each choice (`NAMES`) and
each part that a word can have in it (`PARTS`) a weight, and behind it a vector. The number, its noun and
the event that was chosen ask; the first and the last word of a candidate answer. A candidate's score is
the product of the asking and the answering vectors, added up over their words, with the answering words'
weights; the asking words' weights are the score of there being none.

The component of names leaves them in `doc._.link_evidence`, one row a token, and the linker takes them from
there. Without them the grammar's facts choose alone (`ranking`).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from hasila.links.ranking import NAMES

PARTS = ("number", "noun", "event", "first", "last")
# Numbers a word for a weight and a vector of width - 1.
SHARES = len(NAMES) * len(PARTS)

# Rows by word, choice, part, place in the vector.
Rows = Any


def rows_of(table: Any) -> Rows:
    """Rows of numbers as an array of word, choice, part, and weight with vector.

    Raises:
        ValueError: a row can't be cut into so many equal shares.
    """
    words, numbers = table.shape
    if numbers % SHARES:
        raise ValueError(f"{numbers} numbers a word are not the evidence of {SHARES} parts")
    return table.reshape(words, len(NAMES), len(PARTS), numbers // SHARES)


def said(
    rows: Rows,
    name: str,
    asking: tuple[int, int | None, int | None],
    answering: Sequence[tuple[int, int]],
) -> list[float]:
    """How much likelier than none each candidate is.

    Args:
        rows: As of `rows_of`, one a word of the view.
        name: The choice, one of `NAMES`.
        asking: The word of the number, of its noun, of the event; None where there is none.
        answering: First and last word of each candidate.
    """
    if not answering:
        return []
    table = rows[:, NAMES.index(name)]
    # Kept in half precision, since a long text has many words; reckoned in single.
    ask = sum(table[word, part].astype(np.float32) for part, word in enumerate(asking) if word is not None)
    answer = table[[first for first, _ in answering], 3].astype(np.float32)
    answer += table[[last for _, last in answering], 4]
    found: list[float] = (answer[:, 1:] @ ask[1:] + answer[:, 0] - ask[0]).tolist()
    return found
