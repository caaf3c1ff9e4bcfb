"""`hasila extract` as users run it."""

import csv
import io
import json
import os
import pty
import signal
import subprocess
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hasila_command import HASILA

NEWS = [
    {"id": "n1", "title": "خبر", "text": "قتل 44 شخصا في حلب. وأصيب 7 آخرون."},
    {"text": "اعتقلت الشرطة ثلاثة مهربين في صفاقس", "date": "2024-02-06"},
]
JSONL = "\n".join(json.dumps(row, ensure_ascii=False) for row in NEWS).encode()


def test_standard_input_to_standard_output(hasila, model):
    done = hasila("extract", "-", "--model", model, stdin=JSONL)
    first, second = (json.loads(line) for line in done.out.splitlines())
    assert done.code == 0
    assert (first["id"], first["meta"]) == ("n1", {"title": "خبر"})
    assert [quantity["value"] for quantity in first["quantities"]] == ["44", "7"]
    assert first["quantities"][0]["counted"]["text"] == "شخصا"
    assert first["quantities"][0]["place"]["text"] == "حلب"
    assert (second["id"], second["meta"]) == ("stdin:2", {"date": "2024-02-06"})
    assert second["quantities"][0]["value"] == "3"
    assert "2 documents, 3 quantities, 0 quarantined" in done.err


@pytest.fixture(scope="module")
def run_into_a_folder(hasila, model, tmp_path_factory):
    """A folder of every kind of input, read into a folder of every kind of output."""
    base = tmp_path_factory.mktemp("corpus")
    (base / "news").mkdir()
    (base / "news/a.jsonl").write_bytes(JSONL)
    (base / "news/b.txt").write_text("قتل 12 عاملا في الرقة", encoding="utf-8")
    (base / "news/c.csv").write_text("id,text,page\n007,أصيب مئة طفل,1\n", encoding="utf-8")
    pq.write_table(pa.table({"text": ["نزح ألفا شخص"]}), base / "news/d.parquet")
    (base / "news/notes.pdf").write_bytes(b"%PDF")
    return base, hasila("extract", "news", "-o", "out", "--table", "--model", model, cwd=base)


def test_every_kind_of_input_in_order(run_into_a_folder):
    base, done = run_into_a_folder
    assert done.code == 0, done.err
    lines = (base / "out/documents.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["n1", "a.jsonl:2", "b.txt", "007", "d.parquet:1"]
    assert "skipped 1 file of other kinds: news/notes.pdf" in done.err


def test_every_kind_of_output(run_into_a_folder):
    base, _ = run_into_a_folder
    values = ["44", "7", "3", "12", "100", "2000"]
    assert pq.read_table(base / "out/quantities.parquet")["value"].to_pylist() == values
    assert pq.read_table(base / "out/documents.parquet").num_rows == 5
    rows = csv.DictReader(io.StringIO((base / "out/quantities.csv").read_text("utf-8-sig")))
    assert [(row["title"], row["value"]) for row in rows][:2] == [("خبر", "44"), ("خبر", "7")]
    assert sorted(path.name for path in (base / "out").iterdir()) == [
        "documents.jsonl", "documents.parquet", "manifest.jsonl", "quantities.csv", "quantities.parquet"
    ]  # fmt: skip


def test_the_table_shows_what_was_counted_and_says_where_the_rest_is(run_into_a_folder):
    _, done = run_into_a_folder
    assert any("44" in line and "شخصا" in line and "حلب" in line for line in done.out.splitlines())
    assert "things counted" in done.out
    assert "All rows: out/quantities.csv" in done.out


def test_the_summary_says_how_much_and_where(run_into_a_folder):
    _, done = run_into_a_folder
    last = done.err.splitlines()[-1]
    assert last.startswith("hasila: 5 documents, 6 quantities, 0 quarantined, ")
    assert "words/s; see out/documents.jsonl, " in last


def test_a_second_run_replaces_nothing_unasked_and_says_how(run_into_a_folder, hasila):
    base, _ = run_into_a_folder
    done = hasila("extract", "news", "-o", "out", cwd=base)
    assert (done.code, done.out) == (2, "")
    assert "out/documents.jsonl: exists already; --overwrite" in done.err


def test_quiet_with_a_limit_a_renamed_field_and_a_pipe_without_utf8(hasila, model):
    """All at once, since each start of the command takes seconds."""
    rows = "\n".join(json.dumps({"body": f"قتل {n} شخصا"}, ensure_ascii=False) for n in range(11, 20))
    done = hasila(
        "extract", "-", "--text-field", "body", "--limit", "3", "-q", "--batch-size", "2", "--model", model,
        stdin=rows.encode(), env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    values = [json.loads(line)["quantities"][0]["value"] for line in done.out.splitlines()]
    assert values == ["11", "12", "13"]


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_leaves_no_file(model, tmp_path, sent, code):
    command = [HASILA, "extract", "-", "-o", "x.jsonl", "--model", model]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(sent)
        _, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert list(tmp_path.iterdir()) == []
    assert b"Traceback" not in err


def test_a_terminal_sees_progress_and_a_table(model, tmp_path):
    """A pseudo-terminal for standard error and output."""
    (tmp_path / "a.jsonl").write_bytes(JSONL)
    main, terminal = pty.openpty()
    command = [HASILA, "extract", "a.jsonl", "-o", "x.csv", "--table", "--model", model]
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(command, cwd=tmp_path, stdout=terminal, stderr=terminal, env=env) as process:
        os.close(terminal)
        seen = b""
        while True:
            try:
                data = os.read(main, 65_536)
            except OSError:  # the other end is closed
                break
            if not data:
                break
            seen += data
    os.close(main)
    text = seen.decode("utf-8")
    assert process.returncode == 0, text
    assert "2 documents" in text
    assert "━" in text  # the bar
    assert "\u200eشخصا\u200e" in text  # cells keep their places in a terminal that reorders
