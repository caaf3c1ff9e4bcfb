"""Scoring names: any system's against any gold, by exact spans and labels.

Gold comes as JSON lines with character spans (`{"text": …, "entities": [{"span": [0, 5], "label":
"LOC"}]}`) or as CoNLL columns (`word TAG`). Against characters, a found name is measured without its
proclitics; against CoNLL, whose words keep theirs, by the words it covers.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hasila.entities.edges import bounds

if TYPE_CHECKING:
    from spacy.language import Language

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Score:
    """How many names are right, how many the gold holds, how many were found; rates in percent."""

    right: int
    gold: int
    found: int

    @property
    def precision(self) -> float:
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f(self) -> float:
        both = self.gold + self.found
        return 200 * self.right / both if both else 0.0


def score(
    gold: Iterable[Iterable[Span]], found: Iterable[Iterable[Span]], *, leave_out: Sequence[str] = ()
) -> dict[str, Score]:
    """The score of each label, and of all of them under `""`.

    Args:
        gold: The spans of each text.
        found: The system's, text by text.
        leave_out: Labels that don't count on either side.

    Raises:
        ValueError: there is not the same number of texts on both sides.
    """
    right: Counter[str] = Counter()
    in_gold: Counter[str] = Counter()
    in_found: Counter[str] = Counter()
    for of_gold, of_found in zip(gold, found, strict=True):
        wanted = {span for span in of_gold if span[2] not in leave_out}
        had = {span for span in of_found if span[2] not in leave_out}
        for counter, spans in ((right, wanted & had), (in_gold, wanted), (in_found, had)):
            counter.update(label for _, _, label in spans)
    scores = {
        label: Score(right[label], in_gold[label], in_found[label])
        for label in sorted(in_gold.keys() | in_found.keys())
    }
    return {"": Score(right.total(), in_gold.total(), in_found.total()), **scores}


def of_texts(nlp: "Language", texts: Iterable[str], *, trim: bool = True) -> Iterator[list[Span]]:
    """The names that a pipeline finds in each text; with their proclitics if `trim` is False."""
    for doc in nlp.pipe(texts):
        yield [(*(bounds(ent) if trim else (ent.start_char, ent.end_char)), ent.label_) for ent in doc.ents]


def of_words(nlp: "Language", sentences: Iterable[Sequence[str]]) -> Iterator[list[Span]]:
    """The names that a pipeline finds in sentences given as words, each one token.

    The pipeline's components read the words as they are; its tokenizer has no part in it.
    """
    from spacy.tokens import Doc

    docs = (Doc(nlp.vocab, words=list(words), sent_starts=_one(len(words))) for words in sentences)
    for doc in nlp.pipe(docs):
        yield [(ent.start, ent.end, ent.label_) for ent in doc.ents]


def _one(n_words: int) -> list[bool | int | None]:
    """The sentence starts of one sentence."""
    return [i == 0 for i in range(n_words)]


def evaluate(
    nlp: "Language", path: Path, *, leave_out: Sequence[str] = (), labels: Mapping[str, str] | None = None
) -> dict[str, Score]:
    """Score a pipeline against a file: `.jsonl`, or else CoNLL columns.

    Args:
        labels: Other names for the gold's labels; `{"PERS": "PER"}` if not given.
    """
    names = {"PERS": "PER"} if labels is None else labels
    if path.suffix == ".jsonl":
        texts, gold = read_spans(path, names)
        return score(gold, of_texts(nlp, texts), leave_out=leave_out)
    sentences, gold = read_columns(path, names)
    return score(gold, of_words(nlp, sentences), leave_out=leave_out)


def read_spans(path: Path, labels: Mapping[str, str]) -> tuple[list[str], list[list[Span]]]:
    """The texts and character spans of JSON lines."""
    texts: list[str] = []
    gold: list[list[Span]] = []
    with path.open(encoding="utf-8") as lines:
        for record in map(json.loads, filter(str.strip, lines)):
            texts.append(record["text"])
            gold.append(
                [
                    (one["span"][0], one["span"][1], labels.get(one["label"], one["label"]))
                    for one in record["entities"]
                ]
            )
    return texts, gold


def read_columns(path: Path, labels: Mapping[str, str]) -> tuple[list[list[str]], list[list[Span]]]:
    """The words and word spans of IOB2 columns, the tag in the last one."""
    sentences: list[list[str]] = [[]]
    gold: list[list[Span]] = [[]]
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            columns = line.split()
            if len(columns) < 2:
                if sentences[-1]:
                    sentences.append([])
                    gold.append([])
                continue
            at = len(sentences[-1])
            prefix, _, label = columns[-1].partition("-")
            label = labels.get(label, label)
            last = gold[-1][-1] if gold[-1] else None
            if prefix == "I" and last and last[1] == at and last[2] == label:
                gold[-1][-1] = (last[0], at + 1, label)
            elif prefix in ("B", "I"):
                gold[-1].append((at, at + 1, label))
            sentences[-1].append(columns[0])
    if not sentences[-1]:
        del sentences[-1], gold[-1]
    return sentences, gold
