"""Writes ../blank.spacy with spaCy alone (3.8.14): its blank Arabic pipeline, spans widened to its tokens."""

import json
from pathlib import Path

import spacy
from spacy.tokens import DocBin

HERE = Path(__file__).parents[1]

if __name__ == "__main__":
    nlp = spacy.blank("ar")
    made = DocBin()
    for line in (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        doc = nlp(row["text"])
        doc.ents = [
            doc.char_span(*span["span"], label=span["label"], alignment_mode="expand")
            for span in row["entities"]
        ]
        made.add(doc)
    made.to_disk(HERE / "blank.spacy")
