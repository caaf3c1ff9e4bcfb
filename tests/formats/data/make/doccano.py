"""Writes ../doccano_*.jsonl with doccano's own formatters and writer.

python doccano.py OFFSETS.json BACKEND, with pandas; BACKEND is the folder `backend` of doccano 1.8.4's
wheel, whose formatters.py and writers.py are run without its database.
"""

import json
import sys
import types
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parents[1]


@dataclass
class Span:
    """Does what ExportedSpan of data_export/models.py does."""

    id: int
    label: str
    start_offset: int
    end_offset: int

    def to_dict(self) -> dict:
        return {
            "id": self.id,
            "label": self.label,
            "start_offset": self.start_offset,
            "end_offset": self.end_offset,
        }

    def to_tuple(self) -> tuple:
        return self.start_offset, self.end_offset, self.label


@dataclass
class Relation:
    """Does what ExportedRelation does."""

    id: int
    from_id: int
    to_id: int
    type: str

    def to_dict(self) -> dict:
        return {"id": self.id, "from_id": self.from_id, "to_id": self.to_id, "type": self.type}


def main() -> None:
    models = types.ModuleType("data_export.models")
    models.DATA = "data"
    sys.modules["data_export"] = types.ModuleType("data_export")
    sys.modules["data_export.models"] = models
    sys.path.insert(0, str(Path(sys.argv[2], "data_export", "pipeline")))
    from formatters import DictFormatter, ListedCategoryFormatter, RenameFormatter, TupledSpanFormatter
    from writers import JsonlWriter

    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    # As the mapping of factories.py has it for sequence labelling, without and with relations.
    plain = [TupledSpanFormatter("spans"), ListedCategoryFormatter("Comments")]
    plain.append(RenameFormatter(data="text", spans="label"))
    related = [DictFormatter("entities"), DictFormatter("relations"), DictFormatter("Comments")]
    related.append(RenameFormatter(data="text"))
    for name, unit, column, formatters in (
        ("doccano_label.jsonl", "utf16", "spans", plain),
        ("doccano_graphemes.jsonl", "graphemes", "spans", plain),
        ("doccano_relations.jsonl", "utf16", "entities", related),
    ):
        dataset, spans_so_far = [], 10
        for number, row in enumerate(rows, 1):
            spans = []
            for span in found[row["id"]]:
                spans_so_far += 1
                spans.append(Span(spans_so_far, span["label"], *span[unit]))
            data = {"id": number, "data": row["text"], "name": row["id"], column: spans, "Comments": []}
            if column == "entities":
                arcs = [Relation(number, spans[0].id, spans[1].id, "in")] if len(spans) > 1 else []
                data["relations"] = arcs
            dataset.append(data)
        frame = pd.DataFrame(dataset)
        for formatter in formatters:
            frame = formatter.format(frame)
        with (HERE / name).open("w", encoding="utf-8") as file:
            JsonlWriter.write(file, frame)


if __name__ == "__main__":
    main()
