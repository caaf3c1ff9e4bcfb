"""Whatever a file holds, reading it gives documents that are sound, problems, or a message."""

import json
import random
from pathlib import Path

import pytest

from formats.conftest import DATA
from hasila.formats import Document
from hasila.sources import InputError

FILES = {
    "label_studio.json": "label-studio",
    "label_studio_min.json": "label-studio",
    "doccano_label.jsonl": "doccano",
    "doccano_relations.jsonl": "doccano",
    "prodigy.jsonl": "prodigy",
    "gold.jsonl": "jsonl",
    "label_studio.conll": "conll",
    "blank.spacy": "spacy",
    "brat/lines.ann": "brat",
}
VALUES = [None, -1, 0, 3.5, "x", [], {}, True, [1, 2], {"a": 1}, 10**30, "\ud83d"]
BYTES = [b"\t", b"\n", b"\r\n", b"\xff", b"\x00", b" ", b"9", b'"', b"[", b"{", b"\xef\xbb\xbf"]


def changed(value, chance: random.Random):
    """A JSON value with parts of it left out or replaced."""
    if chance.random() < 0.06:
        return chance.choice(VALUES)
    if isinstance(value, dict):
        return {name: changed(one, chance) for name, one in value.items() if chance.random() > 0.03}
    return [changed(one, chance) for one in value] if isinstance(value, list) else value


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with other values, or with other bytes."""
    if data[:1] in b"[{" and chance.random() < 0.6:
        rows = [data] if data.startswith(b"[") else data.splitlines()
        return b"\n".join(json.dumps(changed(json.loads(row), chance)).encode() for row in rows)
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(found))
        if chance.random() < 0.5:
            del found[place : place + chance.randint(1, 20)]
        found[place:place] = chance.choice(BYTES)
    return bytes(found)


@pytest.mark.parametrize("name", FILES)
def test_damage(read, tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    path = tmp_path / "a.ann"
    (tmp_path / "a.txt").write_bytes((DATA / "brat" / "lines.txt").read_bytes())
    data = (DATA / name).read_bytes()
    documents = 0
    for number in range(60):
        path.write_bytes(damaged(data, chance))
        try:
            found = read(FILES[name], path, keep_documents=number % 2 == 0)
        except InputError:
            continue
        for one in found:
            if isinstance(one, Document):
                documents += 1
                assert all(one.text[s.start : s.end] == s.text and s.text for s in one.spans)
                assert all(max(arc.head, arc.tail) < len(one.spans) for arc in one.relations)
            else:
                assert one.reason
    # A DocBin is compressed as a whole: any damage is damage to all of it.
    assert documents > 20 or name == "blank.spacy"


@pytest.mark.parametrize("name", sorted(set(FILES.values()) - {"spacy", "brat"}))
def test_an_empty_file_holds_nothing(read, tmp_path: Path, name: str) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert read(name, tmp_path / "a") == []


def test_a_long_document_takes_no_time(read, write, tmp_path: Path) -> None:
    text = "قُتِلَ👩‍👧" * 30_000
    spans = [[place, place + 6, "X"] for place in range(0, 200_000, 9)]
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text, "label": spans}), encoding="utf-8")
    (document,) = read("doccano", tmp_path / "a.jsonl", offsets="codepoints")
    assert len(document.spans) == len(spans)
    for name in ("conll", "prodigy", "label-studio", "doccano", "brat"):
        write(name, [document], tmp_path / name)
    (back,) = read("doccano", tmp_path / "doccano")
    assert back.spans[0].text == "قُتِلَ"
