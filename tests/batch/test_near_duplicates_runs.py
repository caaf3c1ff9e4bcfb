"""What a run with near-copies leaves: a table of them, and a column of the flat table."""

import csv
import json

import pyarrow.parquet as pq
import pytest

from hasila.batch.engines import EngineOptions, make_engine

REPORT = (
    "قال الدفاع المدني في محافظة النخيل إن 15 شخصا لقوا حتفهم وأصيب 42 آخرون في السيول التي اجتاحت الوادي "
    "وأوضح المتحدث باسمه أن فرق الإنقاذ أخرجت 300 عائلة من البيوت ونقلتها إلى مدرسة في أعلى القرية"
)
OTHER = 'أعلنت شركة المرجان افتتاح مصنع بكلفة 20 مليون دينار يوفر 150 وظيفة\r\nلأبناء "المدينة", و \' الجوار'
TEXTS = [
    OTHER,
    "لا أرقام هنا",
    REPORT,
    f"عنوان آخر. {REPORT}",  # 3: a copy of 2
    REPORT.replace("15", "17"),
    "لا أرقام هنا",  # 5: a copy of 1, with no quantity
    OTHER,  # 6: a copy of 0
    "boom",
    f"{REPORT}.",  # 8: a copy of 2
]
COPIES = {"3": "2", "5": "1", "6": "0", "8": "2"}


def contents(folder):
    """Every file of an output but the manifest, which tells shards and times."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "manifest.jsonl"}


@pytest.fixture
def marked(extracted, corpus, tmp_path):
    """The folder of a run."""

    def run(out: str, **options):
        extracted(corpus(*TEXTS), out, near_duplicates=True, **options)
        return tmp_path / out

    return run


def test_copies_are_listed_and_marked(marked):
    out = marked("out")
    listed = [json.loads(line) for line in (out / "duplicates.jsonl").read_text("utf-8").splitlines()]
    assert listed == [{"id": copy, "duplicate_of": first} for copy, first in COPIES.items()]
    with (out / "quantities.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pq.read_table(out / "quantities.parquet").to_pylist()
    assert [row["duplicate_of"] or None for row in rows] == [row["duplicate_of"] for row in table]
    assert [(row["id"], row["duplicate_of"]) for row in table] == [
        (row["id"], COPIES.get(row["id"])) for row in table
    ]
    assert {row["id"] for row in table} == {"0", "2", "3", "4", "6", "8"}


def test_nothing_else_changes(marked, extracted, corpus, tmp_path):
    out = marked("out")
    extracted(corpus(*TEXTS), "plain")
    plain = contents(tmp_path / "plain")
    assert "duplicates.jsonl" not in plain
    for name in ("documents.jsonl", "documents.parquet", "quarantine.jsonl"):
        assert plain[name] == (out / name).read_bytes()
    with (out / "quantities.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [{**row, "duplicate_of": ""} for row in csv.DictReader(file)]
    with (tmp_path / "plain" / "quantities.csv").open(encoding="utf-8-sig", newline="") as file:
        assert rows == list(csv.DictReader(file))


@pytest.mark.parametrize(("records", "workers"), [(1, 0), (100, 0), (2, 2)])
def test_neither_shards_nor_workers_matter(marked, records, workers):
    engine = make_engine("local", EngineOptions(workers=workers))
    assert contents(marked("other", records=records, engine=engine)) == contents(marked("out"))


def test_parts_stay_as_they_are_and_copies_are_listed(marked):
    out = marked("out", parts=True)
    assert len((out / "duplicates.jsonl").read_bytes().splitlines()) == len(COPIES)
    assert (out / "quantities.csv").is_dir()


def test_a_corpus_without_copies_or_without_documents(extracted, corpus, tmp_path):
    for texts in (["قتل 3", "قتل 4"], []):
        extracted(corpus(*texts), "out", near_duplicates=True, overwrite=True)
        assert (tmp_path / "out" / "duplicates.jsonl").read_bytes() == b""
        assert pq.read_table(tmp_path / "out" / "quantities.parquet").num_rows == len(texts)
        assert (tmp_path / "out" / "quantities.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_one_file_has_its_list_beside_it(marked, tmp_path):
    marked("tolls.csv")
    assert (tmp_path / "tolls.csv.duplicates.jsonl").is_file()
