"""Steps run once, in order, and again only where something they read has changed."""

import json
from pathlib import Path

import pytest

from hasila.training.make_model import main
from hasila.training.steps import read_steps

ROOT = Path(__file__).resolve().parents[2]

# Writes how often it ran, what it was given, and a row of scores; fails if told so.
STUB = """
import json, sys
from pathlib import Path
*given, out = sys.argv[1:]
out = Path(out)
with open(out.parent / "ran.txt", "a") as ran:
    ran.write(out.name.removesuffix(".part") + "\\n")
if "fail" in [Path(one).read_text() for one in given if one.endswith(".toml")]:
    sys.exit("it would not")
(out / "result.txt").write_text(" ".join(Path(one).name for one in given))
(out / "scores.jsonl").write_text(json.dumps({"f": len(given)}) + "\\n")
"""

STEPS = """
[[step]]
name = "teacher"
module = "stub_step"
arguments = ["{configs}/teacher.toml", "{data}/gold.txt", "{out}"]

[[step]]
name = "other"
module = "stub_step"
arguments = ["{encoder}", "{out}"]

[[step]]
name = "student"
module = "stub_step"
arguments = ["{configs}/student.toml", "{teacher}/result.txt", "{out}"]
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "stub_step.py").write_text(STUB, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    for name in ("data", "encoder"):
        (tmp_path / name).mkdir()
    (tmp_path / "data/gold.txt").write_text("gold", encoding="utf-8")
    for name in ("teacher", "student"):
        (tmp_path / f"{name}.toml").write_text("", encoding="utf-8")
    (tmp_path / "make.toml").write_text(STEPS.replace("{configs}", str(tmp_path)), encoding="utf-8")
    return tmp_path


def make(place: Path, *more: str, steps: str = "make.toml") -> tuple[int, list[str]]:
    """The exit code, and the steps that ran."""
    (place / "out").mkdir(exist_ok=True)
    ran = place / "out/ran.txt"
    ran.write_text("", encoding="utf-8")
    folders = ["--data", str(place / "data"), "--encoder", str(place / "encoder")]
    code = main([str(place / steps), *folders, "--out", str(place / "out"), *more])
    return code, ran.read_text(encoding="utf-8").split()


def test_a_finished_step_is_not_run_again(place):
    assert make(place) == (0, ["teacher", "other", "student"])
    assert (place / "out/student/result.txt").read_text() == "student.toml result.txt"
    assert make(place) == (0, [])


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("student.toml", ["student"]),
        ("teacher.toml", ["teacher", "student"]),
        ("data/gold.txt", ["teacher", "student"]),
    ],
)
def test_what_has_changed_is_made_anew_with_all_that_follows(place, changed, again):
    make(place)
    (place / changed).write_text("other", encoding="utf-8")
    assert make(place) == (0, again)


def test_a_failed_step_is_begun_anew_and_those_before_it_kept(place, capsys):
    (place / "student.toml").write_text("fail", encoding="utf-8")
    assert make(place) == (2, ["teacher", "other", "student"])
    assert "student: exit code 1; see" in capsys.readouterr().err
    assert "it would not" in (place / "out/log.txt").read_text(encoding="utf-8")
    assert not (place / "out/student").exists()
    (place / "student.toml").write_text("", encoding="utf-8")
    assert make(place) == (0, ["student"])


def test_a_step_whose_folder_was_removed_is_run(place):
    make(place)
    (place / "out/other/result.txt").unlink()
    (place / "out/other/scores.jsonl").unlink()
    (place / "out/other").rmdir()
    assert make(place) == (0, ["other"])


def test_a_step_that_writes_a_file_is_not_run_again(place):
    """What a step has written is no input of it."""
    step = '[[step]]\nname = "one"\nmodule = "stub_step"\narguments = ["{out}/result.txt", "{out}"]\n'
    (place / "one.toml").write_text(step, encoding="utf-8")
    assert make(place, steps="one.toml") == (0, ["one"])
    assert make(place, steps="one.toml") == (0, [])


def test_scores_of_all_steps_are_in_one_log(place):
    make(place)
    rows = [json.loads(line) for line in (place / "out/scores.jsonl").read_text().splitlines()]
    assert [(row["step"], row["f"]) for row in rows] == [("teacher", 2), ("other", 1), ("student", 2)]


def test_a_dry_run_says_the_commands_only(place, capsys):
    assert make(place, "--dry-run") == (0, [])
    said = capsys.readouterr().err.splitlines()
    assert f"python -m stub_step {place}/encoder {place}/out/other" in said


def test_another_file_s_steps_are_run_where_they_are_needed(place):
    more = 'uses = ["make.toml"]\n[[step]]\nname = "small"\nmodule = "stub_step"\n'
    more += 'arguments = ["{teacher}/result.txt", "{out}"]\n'
    (place / "small.toml").write_text(more, encoding="utf-8")
    assert make(place, steps="small.toml") == (0, ["teacher", "small"])
    assert make(place) == (0, ["other", "student"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no [[step]]"),
        ("[[step]", "Expected"),
        ('[[step]]\nname = "a"\nmodule = "m"', "step 'a' has no arguments"),
        ('[[step]]\nname = "data"\nmodule = "m"\narguments = ["{out}"]', "the name is taken"),
        ('[[step]]\nname = "a"\nmodule = "m"\narguments = ["{b}", "{out}"]', "needs 'b'"),
        ('[[step]]\nname = "a"\nmodule = "m"\narguments = ["{data}"]', "no {out} among its arguments"),
    ],
)
def test_a_wrong_file_is_refused(place, capsys, text, message):
    (place / "wrong.toml").write_text(text, encoding="utf-8")
    assert make(place, steps="wrong.toml") == (2, [])
    assert message in capsys.readouterr().err


def test_a_folder_that_is_not_there(place, capsys):
    (place / "data/gold.txt").unlink()
    (place / "data").rmdir()
    assert make(place)[0] == 2
    assert "data: no such folder" in capsys.readouterr().err


@pytest.mark.parametrize("path", sorted((ROOT / "configs").glob("make_*.toml")), ids=lambda path: path.stem)
def test_the_shipped_steps_are_sound(path):
    """Their modules, options and configs are there."""
    import importlib

    for step in read_steps(path):
        module = importlib.import_module(step.module if step.module != "hasila" else "hasila.cli")
        source = Path(module.__file__).read_text(encoding="utf-8")
        for one in step.arguments:
            if one.startswith("configs/"):
                assert (ROOT / one).is_file()
            elif one.startswith("--") and step.module != "hasila":
                assert f'"{one}"' in source
