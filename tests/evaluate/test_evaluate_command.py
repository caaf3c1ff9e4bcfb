"""`hasila evaluate` as people use it."""

import errno
import json
import os
import re
from xml.etree import ElementTree

import pytest
from gold_passages import PRICE, PRICE_GOLD, TOLL, TOLL_GOLD, entity, write_lines
from typer.testing import CliRunner

from hasila.cli.app import app

BOTH = "عاد 40 لاجئاً إلى حلب ثم إلى حماة."


@pytest.fixture
def gold(tmp_path):
    rows = [
        {"id": "a", "text": TOLL, "quantities": TOLL_GOLD},
        {"id": "b", "text": PRICE, "quantities": PRICE_GOLD},
    ]
    return write_lines(tmp_path / "gold.jsonl", rows)


@pytest.fixture
def names(tmp_path):
    rows = [{"id": "a", "text": BOTH, "entities": [entity(BOTH, "حلب", "LOC"), entity(BOTH, "حماة", "LOC")]}]
    return write_lines(tmp_path / "names.jsonl", rows)


def rows_of(output):
    """First column to the other cells, of the tables in an output."""
    split = (re.split(r"\s{2,}", line.strip()) for line in output.splitlines())
    return {cells[0]: cells[1:] for cells in split}


def test_a_model_reads_the_gold(evaluate, gold, model):
    done = evaluate(gold, "--model", model)
    assert done.exit_code == 0
    assert "on gold.jsonl: 2 texts" in done.stdout
    rows = rows_of(done.stdout)
    assert rows["mention"] == ["3", "3", "3", "100.0", "100.0", "100.0"]
    assert rows["whole record"] == ["3", "3", "100.0"]
    assert rows["money"] == ["1", "1", "100.0"]


def test_records_score_as_the_model_that_wrote_them(evaluate, gold, model, tmp_path):
    records = tmp_path / "records.jsonl"
    done = CliRunner().invoke(app, ["extract", str(gold), "--model", str(model), "-o", str(records)])
    assert done.exit_code == 0
    of_file, of_model = (
        json.loads(evaluate(gold, *which, "--json").stdout) for which in ([records], ["--model", model])
    )
    assert of_file.pop("system") == "records.jsonl"
    assert of_model.pop("system") == str(model)
    assert of_file == of_model


def test_names_with_clitics_against_characters_and_against_words(evaluate, model, tmp_path):
    text = "سكن بحلب"
    characters = write_lines(
        tmp_path / "a.jsonl", [{"id": "a", "text": text, "entities": [entity(text, "حلب", "LOC")]}]
    )
    words = tmp_path / "a.conll"
    words.write_text("سكن O\nبحلب B-LOC\n", encoding="utf-8")
    for path in (characters, words):
        done = evaluate(path, "--model", model)
        assert rows_of(done.stdout)["all labels"] == ["1", "1", "1", "100.0", "100.0", "100.0"]


def test_labels_restrict_and_map(evaluate, names, tmp_path):
    system = write_lines(
        tmp_path / "s.jsonl",
        [{"id": "a", "entities": [entity(BOTH, "حلب", "GPE"), entity(BOTH, "لاجئاً", "MISC")]}],
    )
    done = evaluate(names, system)
    assert rows_of(done.stdout)["all labels"] == ["0", "2", "2", "0.0", "0.0", "0.0"]
    assert "only one side has GPE, LOC, MISC" in done.stderr
    done = evaluate(names, system, "--labels", "LOC,GPE=LOC")
    assert rows_of(done.stdout)["all labels"] == ["1", "2", "1", "100.0", "50.0", "66.7"]
    assert done.stderr == ""


def test_mistakes_are_shown_in_their_text(evaluate, names, model):
    done = evaluate(names, "--model", model, "--errors", 3)
    assert "missed: 1 of 1" in done.stdout
    assert f"{names}:1 (a)\n    عاد 40 لاجئاً إلى حلب ثم إلى [حماة].\n" in done.stdout
    assert "    gold:   حماة (LOC)\n    system: –\n" in done.stdout
    assert "[" not in evaluate(names, "--model", model).stdout


def test_of_each_class_so_many_as_asked_for(evaluate, names, tmp_path):
    nothing = write_lines(tmp_path / "nothing.jsonl", [{"id": "a", "entities": []}])
    shown = evaluate(names, nothing, "--errors", 1).stdout
    assert "missed: 1 of 2" in shown
    assert shown.count("gold:   ") == 1


def test_the_json_says_what_the_table_says(evaluate, names, model):
    done = evaluate(names, "--model", model, "--errors", 1, "--json")
    said = json.loads(done.stdout)
    assert said["task"] == "entities"
    assert said["scores"]["LOC"] == {"right": 1, "gold": 2, "found": 1, "p": 100.0, "r": 50.0, "f": 66.67}
    assert said["confusion"] == {"LOC": {"": 1, "LOC": 1}}
    assert said["mistakes"]["missed"]["count"] == 1
    assert said["mistakes"]["missed"]["shown"][0]["marked"] == "حماة"


def test_two_systems_side_by_side(evaluate, gold, model, tmp_path):
    nothing = write_lines(tmp_path / "nothing.jsonl", [{"id": name, "quantities": []} for name in "ab"])
    done = evaluate(gold, "--model", model, "--compare", nothing)
    assert "compared with nothing.jsonl" in done.stdout
    said = json.loads(evaluate(gold, "--model", model, "--compare", nothing, "--json").stdout)[
        "compared_with"
    ]
    assert said["scores"]["mention"]["f"] == 0
    assert said["differences"]["mention"] == {"points": 100.0, "low": 100.0, "high": 100.0, "p": 0.0005}
    same = json.loads(evaluate(gold, "--model", model, "--compare", model, "--json").stdout)["compared_with"]
    assert {one["points"] for one in same["differences"].values()} == {0}


def test_a_page_and_a_chart(evaluate, tmp_path):
    text = "قال <b>7</b> & \x1b[31m شهود"
    start = text.index("7")
    row = {
        "id": "<i>",
        "text": text,
        "quantities": [{"num": [start, start + 1], "kind": "count", "value": "7"}],
    }
    gold = write_lines(tmp_path / "gold.jsonl", [row])
    system = write_lines(tmp_path / "s.jsonl", [{"id": "<i>", "quantities": []}])
    page, chart = tmp_path / "r.html", tmp_path / "r.svg"
    assert evaluate(gold, system, "--html", page, "--svg", chart, "--errors", 1).exit_code == 0
    html = page.read_text(encoding="utf-8")
    assert '<p dir="rtl" lang="ar">قال &lt;b&gt;<mark>7</mark>&lt;/b&gt; &amp; ␛[31m شهود</p>' in html
    assert "(&lt;i&gt;)" in html
    assert "src=" not in html
    drawing = ElementTree.fromstring(chart.read_text(encoding="utf-8"))
    shown = [one.text for one in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert "mention" in shown
    assert shown.count("0.0") == 2  # numbers, whole records; of the rest there was nothing to get right


@pytest.mark.parametrize("option", ["--html", "--svg"])
def test_a_report_that_can_not_be_written_leaves_the_last_one(
    evaluate, gold, model, tmp_path, monkeypatch, option
):
    last = tmp_path / "last"
    last.write_text("the last one", encoding="utf-8")
    monkeypatch.setattr("hasila.batch.files.NewFile.finish", full)
    done = evaluate(gold, "--model", model, option, last)
    assert done.exit_code == 2
    assert f"{last}: No space left on device" in done.stderr
    assert last.read_text(encoding="utf-8") == "the last one"
    assert [one.name for one in tmp_path.glob(".*")] == []


def full(_file):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_lines_left_out_are_named_and_end_with_1(evaluate, gold, model):
    with gold.open("a", encoding="utf-8") as file:
        file.write('{"id": "c", "text": "3", "quantities": [{"num": [0, 2], "kind": "count"}]}\n')
    done = evaluate(gold, "--model", model)
    assert done.exit_code == 1
    assert f"left out: {gold}:3: quantity 0 is [0, 2], the text has 1 characters" in done.stderr
    assert "2 texts, 1 left out" in done.stdout


def test_what_makes_a_score_meaningless_is_said(evaluate, names, tmp_path):
    system = write_lines(tmp_path / "s.jsonl", [{"id": "a", "entities": []}])
    assert "s.jsonl found no names in any text" in evaluate(names, system).stderr
    assert "no name of the gold has a label that counts" in evaluate(names, system, "--labels", "LOK").stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl: No such file"),
        (["gold.jsonl", "nowhere.jsonl"], "nowhere.jsonl: No such file"),
        (["gold.jsonl", "gold.jsonl", "--model", "x"], "only one system is scored"),
        (["gold.jsonl", "gold.jsonl", "--labels", "LOC"], "--labels is for names"),
        (["gold.jsonl", "gold.jsonl", "--labels", "LOC,"], "--labels: '' is no label"),
        (
            ["gold.jsonl", "gold.jsonl", "--compare", "old.jsonl"],
            "--compare old.jsonl: no such file, and no model",
        ),
        (["gold.jsonl", "--model", "no_such_model"], "model 'no_such_model' can't be loaded"),
        (["gold.jsonl", "gold.jsonl", "--html", "gold.jsonl"], "gold.jsonl: is one of the inputs"),
        (["gold.jsonl", "gold.jsonl", "--svg", "no/where.svg"], "there is no folder no"),
        (["gold.jsonl", "gold.jsonl", "--task", "entities"], 'no list "entities"'),
        (["gold.jsonl", "."], ". is a folder; a pipeline is scored by --model ."),
        (["gold.jsonl", "--config", "add"], "--config says what --curve trains"),
        (
            ["gold.jsonl", "--curve", "t.jsonl", "--labels", "LOC", "--errors", "3"],
            "leave out --labels, --errors",
        ),
        (["gold.jsonl", "--curve", "t.jsonl", "--html", "a.html"], "leave out --html"),
    ],
)
def test_what_cannot_be_done_is_refused(evaluate, gold, monkeypatch, arguments, reason):
    monkeypatch.chdir(gold.parent)
    before = gold.read_bytes()
    done = evaluate(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert reason in done.stderr
    assert gold.read_bytes() == before


def test_a_chart_is_not_written_over_the_texts_of_a_curve(evaluate, gold):
    texts = write_lines(gold.with_name("train.jsonl"), [{"text": TOLL, "entities": []}])
    before = texts.read_bytes()
    done = evaluate(gold, "--curve", texts, "--config", "add", "--svg", texts)
    assert done.exit_code == 2
    assert "train.jsonl: is one of the inputs" in done.stderr
    assert texts.read_bytes() == before


def test_gold_is_right_by_itself(evaluate, gold):
    rows = rows_of(evaluate(gold, gold).stdout)
    assert rows["whole record"] == ["3", "3", "100.0"]


def test_help_teaches(evaluate):
    shown = evaluate("--help").stdout
    for line in ("hasila evaluate gold.jsonl --errors 5 --html report.html", "1  done, but lines of GOLD"):
        assert line in shown
