"""Writes ../prodigy.jsonl by hand from Prodigy's documented format, with spaCy's tokens (3.8.14).

Prodigy is not free software and was not run; https://prodi.gy/docs/api-interfaces says what its tasks hold.
"""

import json
from pathlib import Path

import spacy

HERE = Path(__file__).parents[1]

if __name__ == "__main__":
    nlp = spacy.blank("ar")
    with (HERE / "prodigy.jsonl").open("w", encoding="utf-8") as file:
        for number, line in enumerate((HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            doc = nlp(row["text"])
            tokens = [
                {
                    "text": token.text,
                    "start": token.idx,
                    "end": token.idx + len(token),
                    "id": token.i,
                    "ws": bool(token.whitespace_),
                }
                for token in doc
            ]
            found = [doc.char_span(*s["span"], s["label"], alignment_mode="expand") for s in row["entities"]]
            spans = [
                {
                    "start": span.start_char,
                    "end": span.end_char,
                    "token_start": span.start,
                    "token_end": span.end - 1,
                    "label": span.label_,
                }
                for span in found
            ]
            relations = []
            if len(spans) > 1:
                head, child = spans[:2]
                ends = {"head": head["token_end"], "child": child["token_end"]}
                relations = [
                    {**ends, "head_span": head, "child_span": child, "color": "#ffd882", "label": "in"}
                ]
            task = {
                "text": row["text"],
                "meta": {"id": row["id"]},
                "_input_hash": number,
                "_task_hash": -number,
            }
            task |= {"tokens": tokens, "spans": spans, "relations": relations, "_view_id": "relations"}
            file.write(
                json.dumps({**task, "answer": "accept", "_timestamp": 1793610760}, ensure_ascii=False) + "\n"
            )
        file.write(
            json.dumps({"text": "نص مرفوض.", "spans": [], "answer": "reject"}, ensure_ascii=False) + "\n"
        )
