"""Learning curves: from the log of a run, and by training with fewer texts."""

import json
import re
from pathlib import Path

import pytest
from train_rows import hasila, lines

TUTORIAL = Path(__file__).resolve().parents[2] / "corpora" / "tutorial"


def rows(*scores: float) -> list[dict]:
    return [
        {"step": 10 * step, "ents_f": score, "ents_per_type": {"DISEASE": {"p": 1.0, "r": 1.0, "f": score}}}
        for step, score in enumerate(scores)
    ]


def test_the_curve_of_a_run(tmp_path):
    lines(tmp_path / "progress.jsonl", rows(0.0, 0.5, 0.75))
    arguments = ["evaluate", TUTORIAL / "dev.jsonl", "--curve", "progress.jsonl", "--svg", "a.svg"]
    done = hasila(*arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [line.split() for line in done.stdout.splitlines()][1:] == [
        ["0", "0.0", "0.0"],
        ["10", "50.0", "50.0"],
        ["20", "75.0", "75.0"],
    ]
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").count("<polyline") == 2


def test_the_chart_as_png(tmp_path):
    pytest.importorskip("resvg_py")
    from hasila.evaluate.curve import draw
    from hasila.evaluate.png import lacks_letters, to_png

    svg = draw({10: {"A": 20.0}, 20: {"A": 60.0}}, "texts")
    picture = to_png(svg)
    assert picture.startswith(b"\x89PNG")
    bare = re.sub("<text.*?</text>", "", svg)
    assert lacks_letters(svg, to_png(bare))
    assert not lacks_letters(bare, to_png(bare))
    if any(Path("/usr/share/fonts").rglob("DejaVuSans.ttf")):
        assert not lacks_letters(svg, picture)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--curve", "train.jsonl"], "say --config"),
        (["--curve", "progress.jsonl"], "no progress.jsonl of hasila train"),
        (["--curve", "train.jsonl", "--config", "nothing"], "no such config"),
        (["--curve", "progress.jsonl", "--html", "a.html"], "leave out --html"),
    ],
)
def test_what_a_curve_lacks_is_said(tmp_path, arguments, said):
    (tmp_path / "progress.jsonl").write_text("{}\n", encoding="utf-8")
    done = hasila("evaluate", TUTORIAL / "dev.jsonl", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


def test_texts_with_faults_can_be_left_out(tmp_path, small_config):
    from hasila.custom.corpus import BadCorpus
    from hasila.custom.curve import by_training

    texts = [json.loads(line) for line in (TUTORIAL / "train.jsonl").read_text(encoding="utf-8").splitlines()]
    texts[2]["entities"][0]["span"][0] += 1
    train = lines(tmp_path / "train.jsonl", texts[:9])
    short = {"training.max_steps": 1, "training.eval_frequency": 1, "corpora.dev.limit": 2}
    said: list[str] = []

    def curve(**settings: object) -> dict:
        chosen = {**short, **settings}
        return by_training(
            small_config, train, TUTORIAL / "dev.jsonl", shares=(1.0,), settings=chosen, tell=said.append
        )

    with pytest.raises(BadCorpus, match=r"train\.jsonl:3: "):
        curve()
    assert list(curve(**{"corpora.train.skip_faulty": True})) == [8]
    assert [one.partition(f"{train}:3: ")[0] for one in said] == ["left out: ", "training with 8 texts"]


def test_fewer_texts_give_less(tmp_path, small_config):
    from hasila.custom.curve import by_training

    curve = by_training(
        small_config,
        TUTORIAL / "train.jsonl",
        TUTORIAL / "dev.jsonl",
        shares=(0.02, 1.0),
        settings={"training.max_steps": 25, "training.eval_frequency": 25},
    )
    assert list(curve) == [5, 240]
    assert curve[5]["all labels"] <= curve[240]["all labels"]
    assert json.dumps(curve)
