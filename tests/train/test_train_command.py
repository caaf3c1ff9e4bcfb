"""From a folder that `hasila init` wrote to a wheel that `hasila extract` uses, in real processes."""

import json
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from train_rows import hasila, lines

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "corpora" / "tutorial"
PATHS = ["--set", f"paths.train={TUTORIAL / 'train.jsonl'}", "--set", f"paths.dev={TUTORIAL / 'dev.jsonl'}"]
TEXT = "سجلت السلطات 27 إصابة بالكوليرا والملاريا."


def install(wheel: Path, folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        folder,
    ]
    done = subprocess.run([*map(str, command), str(wheel)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def found(package: str, folder: Path) -> dict:
    """The record that a process with the installed package makes of a text."""
    code = (
        f"import sys, json; sys.path.insert(0, {str(folder)!r})\n"
        "import spacy; from hasila.records import from_doc\n"
        f"print(json.dumps(from_doc(spacy.load({package!r})(sys.argv[1]), id='a')))"
    )
    done = subprocess.run([sys.executable, "-c", code, TEXT], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_from_a_config_to_an_installed_wheel(tmp_path, small_config):
    done = hasila("train", small_config, *PATHS, "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "out/model-best\n"
    assert "240 texts; DISEASE" in done.stderr
    model = tmp_path / "out/model-best"
    meta = json.loads((model / "meta.json").read_text(encoding="utf-8"))
    assert meta["run"]["corpora"]["dev"]["documents"] == 60
    # Some steps from nothing: how many points they give differs with the processor.
    assert meta["performance"]["names_DISEASE_f"] > 25
    assert (meta["name"], meta["license"]) == ("small", "CC0")
    log = [json.loads(line) for line in (tmp_path / "out/progress.jsonl").read_text().splitlines()]
    assert [one["step"] for one in log] == [0, 20, 40, 60, 80]

    again = hasila("train", small_config, *PATHS, "-o", "out", cwd=tmp_path)
    assert again.returncode == 2
    assert "--overwrite" in again.stderr

    wheels = [hasila("package", "out/model-best", "-o", name, cwd=tmp_path) for name in ("dist", "again")]
    assert [one.returncode for one in wheels] == [0, 0]
    first, second = (tmp_path / one.stdout.strip() for one in wheels)
    assert first.name == "ar_small-0.1.0-py3-none-any.whl"
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as wheel:
        card = wheel.read("ar_small/ar_small-0.1.0/README.md").decode()
        metadata = wheel.read("ar_small-0.1.0.dist-info/METADATA").decode()
    assert "| DISEASE |" in card
    assert "hasila train" in card
    assert "License: CC0" in metadata
    assert "Requires-Dist: hasila>=" in metadata
    install(first, tmp_path / "site")
    record = found("ar_small", tmp_path / "site")
    assert ("الكوليرا", "DISEASE") in [(one["text"], one["label"]) for one in record["entities"]]
    assert [(one["value"], one["counted"]["text"]) for one in record["quantities"]] == [("27", "إصابة")]


@pytest.mark.slow
def test_an_init_folder_trains_as_it_stands(tmp_path):
    assert hasila("init", "weapons", cwd=tmp_path).returncode == 0
    folder = tmp_path / "weapons"
    program = Path(sys.executable).with_name("hasila")
    for target in ("check", "train", "evaluate", "package", "train", "package"):
        done = subprocess.run(
            ["make", target, f"HASILA={program}"], cwd=folder, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        # Nobody has marked our own labels in the texts, so what the model finds of them is no mistake.
        assert "only one side has" not in done.stderr
    install(folder / "dist/ar_weapons-0.1.0-py3-none-any.whl", tmp_path / "site")
    record = found("ar_weapons", tmp_path / "site")
    assert "الكوليرا" in [one["text"] for one in record["entities"]]
    meta = json.loads((folder / "out/model-best/meta.json").read_text(encoding="utf-8"))
    assert meta["performance"]["names_f"] > 80
    assert any("ANERcorp" in one["name"] for one in meta["sources"])


def made(folder: Path, target: str, *settings: str) -> str:
    """What `make TARGET` would run."""
    command = ["make", "--no-print-directory", "--dry-run", target, *settings]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_an_init_folder_has_sound_data_and_every_ready_config_can_be_read(tmp_path):
    from hasila.custom.config import read_config, ready_configs

    names = set(ready_configs())
    assert {"add", "replace", "encoder_add", "encoder_replace", "rules", "linker"} <= names
    assert {"camel_add", "camel_replace"} <= names
    for ready in names - {"rules", "linker"}:
        name = f"p_{ready}"
        assert hasila("init", name, "--config", ready, cwd=tmp_path).returncode == 0
        config = read_config(tmp_path / name / "config.cfg", {})
        assert config["package"]["name"] == name
        assert made(tmp_path / name, "evaluate").endswith('--errors 5 --labels "DISEASE"')
    assert made(tmp_path / "p_add", "evaluate", "LABELS=").endswith("--errors 5")
    # What is trained anew is packaged anew: make has no way to say so.
    assert all("--overwrite" in made(tmp_path / "p_add", target) for target in ("train", "package"))
    done = hasila("train", "config.cfg", "--check", cwd=tmp_path / "p_add")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "p_add/out").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["train", "nowhere.cfg"], "nowhere.cfg: no such config, and none of the ready ones (add,"),
        (["train", "small.cfg", "--set", "max_steps=3"], "write section.name=value"),
        (["train", "small.cfg", "--set", "paths.nothing.at=3"], "small.cfg"),
        (
            ["train", "small.cfg", "--set", "corpora.train.part=some"],
            "part = 'some'; it can be all, train, dev",
        ),
        (["train", "small.cfg"], "train.jsonl: no such file or folder"),
        (["package", "."], "no pipeline: it has no meta.json"),
        (["init", "Big-Name"], "a package can't be called that"),
        (["init", "taken"], "holds something already"),
        (["init", "tables", "--config", "rules"], "this config learns none"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(tmp_path, small_config, arguments, said):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/file").touch()
    done = hasila(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") <= 2


@pytest.mark.skipif(find_spec("torch") is not None, reason="torch is installed")
def test_what_a_model_of_the_hub_needs_is_said_and_its_data_are_checked_without_it(tmp_path):
    assert hasila("train", "camel_replace", *PATHS, "--check", cwd=tmp_path).returncode == 0
    done = hasila("train", "camel_replace", *PATHS, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "hasila: torch is not installed: pip install 'hasila[camel]'"


def test_texts_with_faults_can_be_left_out(tmp_path, small_config):
    rows = [json.loads(line) for line in (TUTORIAL / "train.jsonl").read_text(encoding="utf-8").splitlines()]
    rows[2]["entities"][0]["span"][0] += 1
    lines(tmp_path / "train.jsonl", rows)
    data = ["--set", f"paths.dev={TUTORIAL / 'dev.jsonl'}", "--set", "training.max_steps=1"]
    done = hasila("train", small_config, *data, "--skip-faulty", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "train.jsonl:3: " in done.stderr
    assert "239 texts" in done.stderr
    assert (tmp_path / "out/model-best/config.cfg").is_file()
    # One step of twenty from look to look: it is measured all the same.
    assert "taken for max_steps = 1, eval_frequency = 1" in done.stderr
    log = [json.loads(line) for line in (tmp_path / "out/progress.jsonl").read_text().splitlines()]
    assert [one["step"] for one in log] == [0, 1]


def test_standard_error_may_be_closed(tmp_path, small_config):
    program = Path(sys.executable).with_name("hasila")
    command = [program, "train", small_config, *PATHS, "--set", "training.max_steps=1"]
    done = subprocess.run(
        ["bash", "-c", '"$@" 2>&-', "bash", *map(str, command)],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"out/model-best\n")
