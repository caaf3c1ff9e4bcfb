"""Writes ../label_studio*: a JSON export, and what Label Studio's own converter makes of it.

python label_studio.py OFFSETS.json, with label-studio-sdk 2.1.2; OFFSETS.json is what offsets.js prints.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface

HERE = Path(__file__).parents[1]
CONFIG = (
    '<View><Labels name="label" toName="text"><Label value="PER"/><Label value="LOC"/>'
    '<Label value="ORG"/></Labels>'
    '<Relations><Relation value="in"/></Relations><Text name="text" value="$text"/></View>'
)


def task(number: int, row: dict, spans: list[dict], unit: str) -> dict:
    """A task of the JSON export with one finished annotation."""
    result = [
        {
            "value": {
                "start": span[unit][0],
                "end": span[unit][1],
                "text": span["text"],
                "labels": [span["label"]],
            },
            "id": f"r{number}{place}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "origin": "manual",
        }
        for place, span in enumerate(spans)
    ]
    if len(spans) > 1:
        arc = {"from_id": f"r{number}0", "to_id": f"r{number}1", "type": "relation", "direction": "right"}
        result.append({**arc, "labels": ["in"]})
    annotation = {
        "id": number,
        "completed_by": 1,
        "result": result,
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": "2026-11-02T09:12:40.000000Z",
        "updated_at": "2026-11-02T09:12:40.000000Z",
        "lead_time": 21.3,
        "prediction": {},
        "result_count": 0,
    }
    return {
        "id": number,
        "annotations": [annotation],
        "file_upload": "texts.json",
        "drafts": [],
        "predictions": [],
        "data": {"id": row["id"], "text": row["text"]},
        "meta": {},
        "inner_id": number,
        "total_annotations": 1,
        "project": 1,
        "updated_by": 1,
    }


def main() -> None:
    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    for unit, name in (("ls", "label_studio.json"), ("utf16", "label_studio_utf16.json")):
        tasks = [task(number, row, found[row["id"]], unit) for number, row in enumerate(rows, 1)]
        (HERE / name).write_text(json.dumps(tasks, ensure_ascii=False, indent=1), encoding="utf-8")
    interface = LabelInterface(CONFIG)
    for one in json.loads((HERE / "label_studio.json").read_text(encoding="utf-8")):
        if not interface.validate_annotation(one["annotations"][0]):
            raise SystemExit(f"task {one['id']} is not valid")
    converter = Converter(CONFIG, str(HERE), download_resources=False)
    for kind, name in (("JSON_MIN", "label_studio_min.json"), ("CONLL2003", "label_studio.conll")):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "in"
            source.mkdir()
            shutil.copy(HERE / "label_studio.json", source)
            converter.convert(str(source), f"{folder}/out", kind, is_dir=True)
            (made,) = (file for file in Path(folder, "out").iterdir() if file.is_file())
            shutil.copy(made, HERE / name)


if __name__ == "__main__":
    main()
