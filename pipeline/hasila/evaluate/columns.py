"""Columns of words and tags (CoNLL, IOB2): a word a line, its tag in the last column, a blank line between
sentences, as in ANERcorp. Words keep the letters written on to them: `بالعراق B-LOC`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hasila.formats.files import lines, opened
from hasila.sources import BadRecord

# IOB2, and BIOES / BILOU, which say the same.
_TAG = re.compile(r"O|([BIESLU])-(\S+)")
_BEGINS, _ENDS = "BSU", "ESLU"


@dataclass(slots=True)
class Sentence:
    """A sentence of the file: its words with a space between them.

    Attributes:
        id: `FILE:LINE`, the line of its first word.
        text: The words.
        words: Their ends in the text.
        spans: The tagged names: start, end, label.
    """

    id: str
    place: str
    text: str = ""
    words: tuple[tuple[int, int], ...] = ()
    spans: tuple[tuple[int, int, str], ...] = ()


@dataclass(slots=True)
class _Open:
    """The sentence that is being read."""

    line: int
    words: list[str] = field(default_factory=list)
    ends: list[tuple[int, int]] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    inside: bool = False
    fault: tuple[int, str] | None = None

    def add(self, word: str, tag: re.Match[str]) -> None:
        start = self.ends[-1][1] + 1 if self.ends else 0
        end = start + len(word)
        self.words.append(word)
        self.ends.append((start, end))
        prefix, label = tag[1], tag[2]
        if prefix is None:
            self.inside = False
            return
        if self.inside and prefix not in _BEGINS and self.names[-1][2] == label:
            self.names[-1] = (self.names[-1][0], end, label)
        else:  # I- after another label or O begins a name too, as in IOB1
            self.names.append((start, end, label))
        self.inside = prefix not in _ENDS


def looks_like_columns(start: bytes) -> bool:
    """Whether the first line of a file that isn't blank is a word and its tag."""
    for line in start.decode("utf-8", errors="replace").splitlines():
        columns = line.split()
        if columns and columns[0] != "-DOCSTART-":
            return len(columns) > 1 and _TAG.fullmatch(columns[-1]) is not None
    return False


def read_columns(path: str) -> Iterator[Sentence | BadRecord]:
    """The sentences of a file; a bad record for one with a line that can't be read.

    Raises:
        InputError: the file can't be opened or is damaged.
    """
    current: _Open | None = None
    with opened(path) as stream:
        for number, line, fault in lines(stream, path):
            columns = [""] if line is None else line.split()
            if not columns or columns[0] == "-DOCSTART-":
                if current is not None:
                    yield _closed(current, path)
                current = None
                continue
            current = current or _Open(number)
            if current.fault is not None:
                continue
            tag = _TAG.fullmatch(columns[-1]) if len(columns) > 1 else None
            if tag is not None:
                current.add(columns[0], tag)
            else:
                current.fault = number, fault or _complaint(columns)
    if current is not None:
        yield _closed(current, path)


def _complaint(columns: list[str]) -> str:
    if len(columns) == 1:
        return f"{columns[0]!r} has no tag; its sentence is left out"
    return f"the tag {columns[-1]!r} is none of O, B-LABEL, I-LABEL; its sentence is left out"


def _closed(current: _Open, path: str) -> Sentence | BadRecord:
    identifier = f"{path.rsplit('/', 1)[-1]}:{current.line}"
    if current.fault is not None:
        return BadRecord(path, current.fault[0], identifier, current.fault[1])
    text, place = " ".join(current.words), f"{path}:{current.line}"
    return Sentence(identifier, place, text, tuple(current.ends), tuple(current.names))
