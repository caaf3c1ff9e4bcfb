"""Small corpora and a config of a CNN that learns in seconds."""

from pathlib import Path

import pytest
from train_rows import lines

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "corpora" / "tutorial"


@pytest.fixture
def corpus(tmp_path: Path):
    """Writes texts with `[bracketed]` names as JSON lines, and gives the file."""

    def write(*marked: str, name: str = "train.jsonl", label: str = "DISEASE") -> Path:
        rows = []
        for text in marked:
            plain, spans = "", []
            for index, piece in enumerate(text.replace("]", "[").split("[")):
                if index % 2:
                    spans.append({"span": [len(plain), len(plain) + len(piece)], "label": label})
                plain += piece
            rows.append({"text": plain, "entities": spans})
        return lines(tmp_path / name, rows)

    return write


SMALL = """
[paths]
train = "train.jsonl"
dev = "dev.jsonl"

[package]
name = "small"
version = "0.1.0"
license = "CC0"

[nlp]
lang = "ar"
pipeline = ["hasila_norm","hasila_sentences","hasila_numerals","ner","hasila_edges","hasila_links"]
[nlp.tokenizer]
@tokenizers = "hasila.ArabicTokenizer.v1"

[components]
[components.hasila_norm]
factory = "hasila_norm"
[components.hasila_sentences]
factory = "hasila_sentences"
[components.hasila_numerals]
factory = "hasila_numerals"
[components.hasila_links]
factory = "hasila_links"
[components.hasila_edges]
factory = "hasila_edges"
[components.ner]
factory = "ner"
[components.ner.scorer]
@scorers = "hasila.names_scorer.v1"

[corpora]
[corpora.train]
@readers = "hasila.Corpus.v1"
path = ${paths.train}
[corpora.dev]
@readers = "hasila.Corpus.v1"
path = ${paths.dev}

[training]
train_corpus = "corpora.train"
dev_corpus = "corpora.dev"
max_steps = 80
eval_frequency = 20
annotating_components = ["hasila_norm"]
[training.batcher]
@batchers = "spacy.batch_by_words.v1"
size = 600
[training.score_weights]
ents_f = 1.0
"""


@pytest.fixture
def small_config(tmp_path: Path) -> Path:
    path = tmp_path / "small.cfg"
    path.write_text(SMALL, encoding="utf-8")
    return path
