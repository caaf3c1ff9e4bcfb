"""`make train-entities` from end to end: the shipped steps, over a tiny encoder and invented data."""

import json
import lzma
import random
from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from hasila.training.encoder import SPECIAL
from hasila.training.make_model import main

ROOT = Path(__file__).resolve().parents[2]
PLACES = "حلب دمشق صفاقس بيروت عمان طرابلس".split()
BODIES = ["وزارة الصحة", "وزارة العدل", "نادي النهر", "هيئة المياه"]
PERSONS = ["سامي الحداد", "ليلى منصور", "خالد النجار"]
WORDS = "زار أمس في مدينة بعد اجتماع مع وفد من كبار العاملين الذين وصلوا قبل يومين إلى هناك".split()


def passage(dice: random.Random) -> dict[str, object]:
    """A text of 24 words or so, and its names."""
    text, entities = "", []
    for label, names in (("PER", PERSONS), ("LOC", PLACES), ("ORG", BODIES)):
        text += " ".join(dice.sample(WORDS, 6)) + " "
        name = dice.choice(names)
        entities.append({"span": [len(text), len(text) + len(name)], "label": label})
        text += name + " "
    return {"text": text.strip() + ".", "entities": entities}


def tolls(dice: random.Random, number: int) -> dict[str, object]:
    """A text in which people of a body are counted, in a place, and what the links of the number are."""
    place, body, toll = dice.choice(PLACES), dice.choice(BODIES), str(dice.randint(11, 99))
    text = f"زار {toll} عاملا من {body} مدينة {place} أمس ."
    nothing = dict.fromkeys(("low", "high", "antecedent"))
    spans = {"num": toll, "counted": "عاملا", "of": body, "place": place, "event": "زار"}
    links = {name: [text.index(part), text.index(part) + len(part)] for name, part in spans.items()}
    quantity = {**nothing, **links, "kind": "count", "value": toll, "bound": "exact"}
    return {"id": f"toll-{number}", "text": text, "quantities": [quantity]}


def columns(rows: list[dict[str, object]]) -> str:
    """The same as words and tags."""
    lines = []
    for row in rows:
        at, spans = 0, {tuple(one["span"]): one["label"] for one in row["entities"]}
        for word in row["text"].split():
            inside = [(start, label) for (start, end), label in spans.items() if start <= at < end]
            lines.append(
                f"{word} " + (f"{'B' if inside[0][0] == at else 'I'}-{inside[0][1]}" if inside else "O")
            )
            at += len(word) + 1
        lines.append("")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, dice = tmp_path_factory.mktemp("data"), random.Random(1)
    for name, size in (("train", 30), ("dev", 6)):
        rows = [passage(dice) for _ in range(size)]
        news, conll = folder / "entities/news", folder / "entities/anercorp"
        news.mkdir(parents=True, exist_ok=True)
        conll.mkdir(parents=True, exist_ok=True)
        news.joinpath(f"{name}.jsonl").write_text(
            "".join(
                json.dumps({"id": f"{name}-{i}", **row}, ensure_ascii=False) + "\n"
                for i, row in enumerate(rows)
            ),
            encoding="utf-8",
        )
        conll.joinpath(f"{name}.txt").write_text(columns(rows), encoding="utf-8")
    (folder / "quantities").mkdir()
    (folder / "quantities/train.jsonl").write_text(
        "".join(json.dumps(tolls(dice, i), ensure_ascii=False) + "\n" for i in range(24)), encoding="utf-8"
    )
    (folder / "raw").mkdir()
    for name in ("khaleej", "saudinewsnet"):
        with lzma.open(folder / f"raw/{name}.jsonl.xz", "wt", encoding="utf-8") as lines:
            for _ in range(60):
                text = "\n".join(str(passage(dice)["text"]) for _ in range(3))
                lines.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    (folder / "gazetteers").mkdir()
    (folder / "gazetteers/geonames_cities500_arabic.tsv").write_text(
        "id\tname\tcountry\tpopulation\tnames\n1\tX\tSY\t1000\tجرابلس|الباب\n", encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    transformers = pytest.importorskip("transformers")
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    folder = tmp_path_factory.mktemp("encoder")
    letters = sorted(set("".join([*WORDS, *PLACES, *BODIES, *PERSONS])) - {" "})
    pieces = [*SPECIAL, "▁", *letters, *(f"▁{word}" for word in [*WORDS, *PLACES])]
    made = Tokenizer(models.Unigram([(piece, -1.0) for piece in pieces], unk_id=3))
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    made.add_special_tokens(list(SPECIAL))
    made.save(str(folder / "tokenizer.json"))
    # As wide as the vectors of words that the fast model starts from.
    sizes = {"hidden_size": 128, "num_attention_heads": 2, "num_hidden_layers": 2, "intermediate_size": 32}
    config = transformers.BertConfig(vocab_size=len(pieces), pad_token_id=1, **sizes)
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "configs").glob("make_*.toml")))
def test_a_model_is_made_and_reads(name, data, encoder, tmp_path_factory, monkeypatch, capsys):
    import hasila

    out = tmp_path_factory.getbasetemp() / "made"
    monkeypatch.chdir(ROOT)
    steps = ["--data", str(data), "--encoder", str(encoder), "--out", str(out)]
    code = main([f"configs/{name}.toml", *steps])
    assert code == 0, capsys.readouterr().err + (out / "log.txt").read_text(encoding="utf-8")[-3000:]
    rows = [json.loads(line) for line in (out / "scores.jsonl").read_text(encoding="utf-8").splitlines()]
    assert any("printed" in row for row in rows)
    model = name.removeprefix("make_")
    doc = hasila.load(out / model)("زار سامي الحداد 3 مدن في سوريا.")
    assert [quantity["value"] for quantity in doc._.quantities] == ["3"]
    assert (out / model / "hasila_links").exists() is (name == "make_ar_news_md")
    assert main([f"configs/{name}.toml", *steps]) == 0
    assert "there already" in capsys.readouterr().err
