"""Reading annotated names: CoNLL columns, and JSON lines with character spans."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hasila.entities.labels import LABELS
from hasila.entities.words import MOST_CLITICS, clean, split

_LABEL_OF = {"PERS": "PER", "GPE": "LOC", "FAC": "LOC"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a passage: characters from `start` up to `end`, proclitics left out."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its words (start and end of each) and the names in it."""

    text: str
    words: tuple[tuple[int, int], ...]
    names: tuple[Name, ...] = field(default=())

    def tags(self) -> list[int]:
        """The tag of each word, by the name that covers any of its characters.

        A name that stands wholly inside a word tagged by another one is lost.
        """
        tags = [0] * len(self.words)
        names = iter(sorted(self.names, key=lambda name: name.start))
        name = next(names, None)
        begun = False
        for i, (start, end) in enumerate(self.words):
            while name is not None and name.end <= start:
                name, begun = next(names, None), False
            if name is None:
                break
            if name.start < end:
                tags[i] = 2 * LABELS.index(name.label) + (2 if begun else 1)
                begun = True
        return tags

    def clitics(self) -> list[int]:
        """For each word that a name begins in, how many letters stand before it there; else -100."""
        starts = {start: i for i, (start, end) in enumerate(self.words) for start in range(start, end)}
        counted = [-100] * len(self.words)
        for name in self.names:
            i = starts.get(name.start)
            if i is not None and counted[i] < 0:
                letters = len(clean(self.text[self.words[i][0] : name.start]))
                counted[i] = min(letters, MOST_CLITICS)
        return counted


def read_jsonl(path: Path) -> list[Passage]:
    """Passages of `{"text": …, "entities": [{"span": [start, end], "label": …}]}`, one a line."""
    passages = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            names = tuple(Name(one["span"][0], one["span"][1], one["label"]) for one in record["entities"])
            passages.append(Passage(record["text"], tuple(split(record["text"])), names))
    return passages


def _sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    sentence: list[tuple[str, str]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            columns = line.split()
            if len(columns) >= 2:
                sentence.append((columns[0], columns[-1]))
            elif sentence:
                yield sentence
                sentence = []
    if sentence:
        yield sentence


def read_conll(path: Path) -> list[Passage]:
    """Sentences of `word TAG` lines (IOB2), an empty line between two; the words are kept as they are."""
    passages = []
    for sentence in _sentences(path):
        words: list[tuple[int, int]] = []
        names: list[Name] = []
        at, label = 0, ""
        for word, tag in sentence:
            prefix, _, found = tag.partition("-")
            found = _LABEL_OF.get(found, found)
            if found not in LABELS:
                label = ""
            elif prefix == "I" and found == label:
                names[-1] = Name(names[-1].start, at + len(word), label)
            else:
                label = found
                names.append(Name(at, at + len(word), label))
            words.append((at, at + len(word)))
            at += len(word) + 1
        passages.append(Passage(" ".join(word for word, _ in sentence), tuple(words), tuple(names)))
    return passages
