"""Between spans of characters and tagged words."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from hasila.formats.notes import Losses
from hasila.formats.types import Document, Span
from hasila.normalize import proclitic_length

if TYPE_CHECKING:
    from hasila.normalize.tokenizer import ArabicTokenizer

Ends = tuple[int, int]

# What parts columns and lines can't be inside a word.
_PIECES = re.compile(r"[^ \t\r\n]+")
_TAG = re.compile(r"(?:O|([BIESLU])-(.+))")


@cache
def _tokenizer() -> "ArabicTokenizer":
    from spacy.vocab import Vocab

    from hasila.normalize.tokenizer import ArabicTokenizer

    return ArabicTokenizer(Vocab())


def words(document: Document) -> list[Ends]:
    """Start and end of each word: the file's own words, else those of Hasila's tokenizer. No spaces."""
    if document.tokens is not None:
        tokens = document.tokens
    else:
        tokens = tuple((token.idx, token.idx + len(token)) for token in _tokenizer()(document.text))
    text = document.text
    found: list[Ends] = []
    for start, end in tokens:
        found.extend(match.span() for match in _PIECES.finditer(text, start, end))
    return found


def tags(document: Document, ends: Sequence[Ends], losses: Losses) -> list[str]:
    """The IOB2 tag of each word: that of the span that covers any of it.

    Of spans that share a word the longest is kept, the others are lost. A span that begins inside a
    word tags all of it (`العراق` in `والعراق`).
    """
    result = ["O"] * len(ends)
    taken = [False] * len(ends)
    starts = [start for start, _ in ends]
    longest = sorted(document.spans, key=lambda span: (span.start - span.end, span.start))
    for span in longest:
        covered = _covered(span, ends, starts)
        if not covered:
            losses.add("spans|they hold no word", document.place)
        elif any(taken[index] for index in covered):
            losses.add("spans|they share a word with a longer one", document.place)
        else:
            if (ends[covered[0]][0], ends[covered[-1]][1]) != (span.start, span.end):
                losses.add("span ends|a tag is one of a whole word", document.place)
            for index in covered:
                taken[index] = True
                result[index] = f"{'B' if index == covered.start else 'I'}-{span.label}"
    return result


def _covered(span: Span, ends: Sequence[Ends], starts: Sequence[int]) -> range:
    last = bisect_left(starts, span.end)
    first = last
    while first and ends[first - 1][1] > span.start:
        first -= 1
    return range(first, last)


def parse_tag(tag: str) -> tuple[str, str] | None:
    """`B`, `I`, `E`, `S` and the label; `("O", "")`; None for what is no tag."""
    match = _TAG.fullmatch(tag)
    if match is None:
        return None
    if match[1] is None:
        return "O", ""
    return {"L": "E", "U": "S"}.get(match[1], match[1]), match[2]


def runs(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str, bool]]:
    """The spans of words that the tags make: first and last word, label, whether it began without a B.

    A word may have many tags, nested spans one each; a tag goes on with the span of its label, the
    outermost first where there are two. IOB2, IOB1, BIOES and BILOU are read.
    """
    going: list[tuple[int, str, bool]] = []  # first word, label, began without B
    for index, row in enumerate(rows):
        open_now = list(going)
        going = []
        begun: list[tuple[int, str, bool]] = []
        for tag in row:
            parsed = parse_tag(tag)
            if parsed is None or parsed[0] == "O":
                continue
            mark, label = parsed
            if mark in "IE":
                before = next((one for one in open_now if one[1] == label), None)
                if before is not None:
                    open_now.remove(before)
                one = before or (index, label, True)
            else:
                one = (index, label, False)
            if mark in "ES":
                yield one[0], index, one[1], one[2]
            else:
                (going if one[0] < index else begun).append(one)
        for first, label, stray in open_now:
            yield first, index - 1, label, stray
        going += begun
    for first, label, stray in going:
        yield first, len(rows) - 1, label, stray


def without_proclitics(text: str, start: int, end: int, word_end: int) -> int:
    """Where the name begins in its first word: `العراق` of `والعراق`. Never after the whole span."""
    length = proclitic_length(text[start : min(word_end, end)])
    return start + length if start + length < end else start
