"""The texts of a measurement: whole for Hasila, sentences of words for the others."""

import json
from dataclasses import dataclass
from pathlib import Path

import spacy

from hasila.sources import Fields, Source, find_inputs

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpora" / "sample"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words as Hasila's tokenizer cuts them, and how many a reader would count."""

    words: list[str]
    counted: int


def read_texts(path: Path, most: int, more: int = 0) -> tuple[list[str], list[str]]:
    """Texts of about `most` words together, and those after them, of `more`."""
    texts: tuple[list[str], list[str]] = ([], [])
    words = 0
    for record in Source(find_inputs([str(path)])[0], Fields()):
        if words >= most + more:
            break
        text = getattr(record, "text", "")
        if text.strip():
            texts[words >= most].append(text)
            words += len(text.split())
    if not texts[0]:
        raise SystemExit(f"{path}: no text to measure on")
    return texts


def sentences_of(texts: list[str]) -> list[Sentence]:
    """The sentences of the texts by Hasila's tokenizer and sentence ends."""
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    nlp.add_pipe("hasila_sentences")
    nlp.max_length = 10**9
    found = []
    for doc in nlp.pipe(texts):
        for sentence in doc.sents:
            words = [token.text for token in sentence if not token.is_space]
            if words:
                found.append(Sentence(words, len(sentence.text.split())))
    return found


def first(sentences: list[Sentence], most: int) -> list[Sentence]:
    """The first sentences, of about `most` counted words together."""
    chosen: list[Sentence] = []
    counted = 0
    for sentence in sentences:
        if counted >= most:
            break
        chosen.append(sentence)
        counted += sentence.counted
    return chosen


def save(path: Path, sentences: list[Sentence]) -> None:
    """For another process."""
    path.write_text(json.dumps([[one.words, one.counted] for one in sentences]), encoding="utf-8")


def load(path: Path) -> list[Sentence]:
    """What `save` wrote."""
    return [Sentence(words, counted) for words, counted in json.loads(path.read_text(encoding="utf-8"))]
