"""Bad input: no traceback, nothing lost, and each bad thing named with its place."""

import json
import os
import subprocess

import pytest
from hasila_command import HASILA, Done

GOOD = {"id": "good", "text": "قتل 44 شخصا في حلب"}
# Name -> a line of JSONL; those with a reason are no documents.
LINES: dict[str, tuple[bytes, str | None]] = {
    "good": (json.dumps(GOOD).encode(), None),
    "no JSON": (b'{"id": "a", "text": ', "not JSON"),
    "no text": (b'{"id": "b", "body": "x"}', "no field 'text' (fields here: id, body)"),
    "text is a number": (b'{"id": "c", "text": 5}', "field 'text' is not text but int"),
    "invalid UTF-8": (
        b'{"id": "d", "text": "\xd9"}',
        "not UTF-8 (byte 21: 0xd9); perhaps: iconv -f WINDOWS-1256 -t UTF-8",
    ),
    "half a surrogate pair": (b'{"id": "e", "text": "\\ud800 \\u0642\\u062a\\u0644 3"}', None),
    "NUL": (b'{"id": "f", "text": "\\u0000 3 \x00"}', None),
    "empty text": (b'{"id": "g", "text": ""}', None),
    "the same id again": (json.dumps(GOOD).encode(), None),
    "a number in meta that is none": (b'{"id": "h", "text": "3", "score": NaN}', None),
}
TEXTS = {
    "diacritics.txt": "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652" * 50,
    "emoji.txt": "😀🇸🇾👨‍👩‍👧‍👦☪️" * 50,
    "bidi.txt": "\u202e\u202d\u202b\u2066\u2067\u2068" * 200 + "قتل 3 أشخاص" + "\u2069\u202c" * 300,
    "html.txt": '<p>قتل&nbsp;<b>44</b> شخصا<br/>&#1601;&#1610; <a href="#">حلب</a></p><script>a = 3</script>',
    "long.txt": "قتل 44 شخصا في حلب " * 500,  # one line, one sentence
    "empty.txt": "",
}
TEN_MEGABYTES = "والاستثمارات الاستراتيجية الفلسطينية " * 150_000 + "قتل 44 شخصا"


@pytest.fixture(scope="module")
def run(hasila, model, tmp_path_factory):
    """One run over all of it: the folder, and how it ended."""
    base = tmp_path_factory.mktemp("bad")
    folder = base / "bad"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(b"\n".join(line for line, _ in LINES.values()))
    (folder / "line.jsonl").write_text(json.dumps({"text": TEN_MEGABYTES}, ensure_ascii=False), "utf-8")
    (folder / "nothing.jsonl").write_bytes(b"")
    (folder / "windows.csv").write_bytes("text\nقتل\n".encode("windows-1256"))
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return base, hasila("extract", "bad", "-o", "out", "--model", model, cwd=base)


@pytest.fixture(scope="module")
def documents(run):
    lines = (run[0] / "out/documents.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def quarantine(run):
    lines = (run[0] / "out/quarantine.jsonl").read_text(encoding="utf-8").splitlines()
    return {(row["source"], row["line"]): row for row in map(json.loads, lines)}


def test_the_exit_code_says_that_records_were_left_out(run):
    assert run[1].code == 1, run[1].err


def test_nothing_is_lost(documents, quarantine):
    assert len(documents) + len(quarantine) == len(LINES) + len(TEXTS) + 2


@pytest.mark.parametrize("name", [name for name, (_, reason) in LINES.items() if reason])
def test_a_bad_line_is_named_with_file_line_and_reason(run, quarantine, name):
    number = list(LINES).index(name) + 1
    reason = LINES[name][1]
    assert quarantine["bad/a.jsonl", number]["reason"].startswith(reason)
    assert f"quarantined: bad/a.jsonl:{number}: {reason}" in run[1].err


def test_the_good_lines_around_it_are_read(documents):
    ids = [document["id"] for document in documents if "." not in document["id"]]
    assert ids == ["good", "e", "f", "g", "good", "h"]


def test_a_number_that_is_none_becomes_null(documents):
    (document,) = (document for document in documents if document["id"] == "h")
    assert document["meta"] == {"score": None}


@pytest.mark.parametrize("name", TEXTS)
def test_a_strange_text_is_a_document_whose_spans_are_its_own(documents, name):
    (document,) = (document for document in documents if document["id"] == name)
    for quantity in document["quantities"]:
        for span in (quantity, quantity["counted"], quantity["place"], quantity["event"]):
            assert span is None or TEXTS[name][span["start"] : span["end"]] == span["text"]
    if any(digit in TEXTS[name] for digit in "34"):
        assert document["quantities"]


def test_a_long_line_keeps_every_number(documents):
    (document,) = (document for document in documents if document["id"] == "long.txt")
    assert [quantity["value"] for quantity in document["quantities"]] == ["44"] * 500


def test_a_line_of_ten_megabytes_is_a_document_to_its_end(run, documents):
    assert (run[0] / "bad/line.jsonl").stat().st_size > 10_000_000
    (document,) = (document for document in documents if document["id"] == "line.jsonl:1")
    (quantity,) = document["quantities"]
    assert TEN_MEGABYTES[quantity["start"] : quantity["end"]] == "44"


def test_empty_files_are_warned_of(run):
    assert "hasila: bad/nothing.jsonl: empty" in run[1].err
    assert "hasila: bad/empty.txt: empty" in run[1].err


def test_a_csv_in_another_encoding_is_set_aside(quarantine):
    reason = "not UTF-8 (byte 0: 0xde); perhaps: iconv -f WINDOWS-1256 -t UTF-8"
    assert quarantine["bad/windows.csv", 2]["reason"] == reason


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.jsonl"], "none.jsonl: no such file or folder"),
        (["bad/*.xml"], "bad/*.xml: no file matches"),
        (["bad", "-o", "x.xlsx"], "x.xlsx: not a format that can be written"),
        (["bad", "--model", "none"], "model 'none' can't be loaded"),
        (["bad/windows.csv", "--text-field", "body"], "no field 'body' (fields here: text)"),
        (["bad/a.jsonl", "-o", "bad/a.jsonl", "--overwrite"], "bad/a.jsonl: is an input"),
    ],
)
def test_what_can_not_be_done_is_said_in_one_line(run, hasila, arguments, message):
    done = hasila("extract", *arguments, cwd=run[0], env={**os.environ, "HF_HUB_OFFLINE": "1"})
    assert (done.code, done.out) == (2, "")
    lines = [line for line in done.err.splitlines() if not line.endswith(": empty")]
    assert len(lines) == 1, done.err
    assert message in lines[0]


def test_a_run_may_fail_at_the_first_bad_record(run, hasila, model):
    done = hasila("extract", "bad", "-o", "x.csv", "--on-error", "fail", "--model", model, cwd=run[0])
    assert done.code == 2
    assert "bad/a.jsonl:2: not JSON" in done.err
    assert not (run[0] / "x.csv").exists()


def shell(command: str, model, cwd) -> Done:
    """A pipe of a shell; the exit code is that of hasila."""
    script = f"set -o pipefail; {command}"
    env = {**os.environ, "HASILA": str(HASILA), "MODEL": str(model)}
    done = subprocess.run(
        ["bash", "-c", script], cwd=cwd, env=env, capture_output=True, timeout=120, check=False
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_reader_that_has_seen_enough(run, model):
    line = json.dumps(GOOD, ensure_ascii=False)
    done = shell(f'yes \'{line}\' | "$HASILA" extract - --model "$MODEL" | head -n 1', model, run[0])
    assert json.loads(done.out)["id"] == "good"
    assert done.err == ""


def test_standard_output_that_is_closed(run, model):
    done = shell('"$HASILA" extract bad --model "$MODEL" >&-', model, run[0])
    assert done.code == 2
    assert "standard output is closed; name a file: -o OUT" in done.err


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("show - <&-", 2, "hasila: standard input is closed\n"),
        ('show "قتل 3 أشخاص" --model "$MODEL" >&-', 0, ""),
        ('evaluate gold.jsonl --model "$MODEL" >&-', 0, ""),
        ('extract bad/long.txt -o closed.jsonl --table --model "$MODEL" >&-', 0, "; see closed.jsonl\n"),
        ('extract bad/long.txt --table --model "$MODEL" 2>&-', 0, ""),
    ],
)
def test_handles_that_are_closed_end_no_command(run, model, command, code, said):
    """What would have been written there is not written anywhere else either."""
    gold = {"text": GOOD["text"], "quantities": [{"num": [4, 6], "kind": "count", "value": "44"}]}
    (run[0] / "gold.jsonl").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    done = shell(f'"$HASILA" {command}', model, run[0])
    assert done.code == code, done.err
    assert done.err.endswith(said)
    assert all(json.loads(line)["id"] == "long.txt" for line in done.out.splitlines())


@pytest.mark.parametrize("command", ['extract bad --limit 1 --model "$MODEL"', "info"])
def test_a_disk_that_is_full(run, model, command):
    done = shell(f'"$HASILA" {command} > /dev/full', model, run[0])
    assert done.code == 2
    assert "No space left on device" in done.err
