"""`hasila convert` as a user runs it: what it writes, what it says, how it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from formats.conftest import DATA
from hasila.cli.app import app
from hasila.cli.convert_choices import From, To
from hasila.formats.registry import READABLE, WRITABLE, UnsureFormat, guess_input, guess_output

GOOD = {"id": "a", "text": "زار الوفد بغداد أمس.", "entities": [{"span": [10, 15], "label": "LOC"}]}
BAD = {"id": "b", "text": "زار الوفد بغداد أمس.", "entities": [{"span": [10, 99], "label": "LOC"}]}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run the command in an empty folder; returns the exit code and the lines of standard error."""
    monkeypatch.chdir(tmp_path)

    def convert(*arguments: str) -> tuple[int, list[str]]:
        result = CliRunner().invoke(app, ["convert", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result.exit_code, [line.removeprefix("hasila: ") for line in result.stderr.splitlines()]

    return convert


def corpus(*rows: dict, name: str = "in.jsonl") -> str:
    Path(name).write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )
    return name


def files() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def test_a_tag_on_more_than_the_name_is_said(run) -> None:
    row = {"id": "a", "text": "سافر والعراق بعيد", "entities": [{"span": [6, 12], "label": "LOC"}]}
    for out in ("out.conll", "out.parquet"):
        _, said = run(corpus(row), out)
        assert "span end cannot be held" in said[0]
        assert said[0].endswith("a tag is one of a whole word (first at in.jsonl:1)")


def test_done(run) -> None:
    assert run(corpus(GOOD), "out.conll") == (
        0,
        [
            "1 text cannot be held by conll: words are kept, not the space between them "
            "(first at in.jsonl:1)",
            "1 documents, 1 spans, 0 relations; see out.conll",
        ],
    )
    assert Path("out.conll").read_text(encoding="utf-8") == "زار O\nالوفد O\nبغداد B-LOC\nأمس O\n. O\n\n"
    assert files() == ["in.jsonl", "out.conll"]


def test_quiet(run) -> None:
    assert run(corpus(GOOD), "out.conll", "-q") == (0, [])


def test_bad_documents_are_listed_and_the_rest_is_written(run) -> None:
    code, said = run(corpus(GOOD, BAD, {**GOOD, "id": "c"}), "out.spacy")
    assert code == 1
    assert said == [
        "in.jsonl:2: span 10–99 LOC lies outside the text, which has 20 characters",
        "2 documents, 2 spans, 0 relations, 1 problems; see out.spacy, out.spacy.quarantine.jsonl",
    ]
    (listed,) = map(json.loads, Path("out.spacy.quarantine.jsonl").read_text(encoding="utf-8").splitlines())
    assert (listed["source"], listed["line"], listed["id"]) == ("in.jsonl", 2, "b")
    assert run("out.spacy", "back.jsonl", "--to", "jsonl")[0] == 0
    assert len(Path("back.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    # When all is well again, the old list goes.
    assert run(corpus(GOOD), "out.spacy", "--overwrite")[0] == 0
    assert "out.spacy.quarantine.jsonl" not in files()


def test_outputs_that_differ_in_anything_have_lists_of_their_own(run) -> None:
    lists = []
    for out in ("t.spacy", "t.v1.conll", "t.v2.conll", "t.jsonl", "t"):
        to = {"t.jsonl": "jsonl", "t": "brat"}.get(out)
        assert run(corpus(GOOD, BAD), out, *(("--to", to) if to else ()))[0] == 1
        lists.append(f"{out}.quarantine.jsonl")
    Path("t.quarantine.jsonl").write_text("{}\n", encoding="utf-8")  # of `hasila extract -o t.jsonl`
    # A run without faults removes its own list alone.
    assert run(corpus(GOOD), "t.v1.conll", "--overwrite")[0] == 0
    left = {name for name in files() if "quarantine" in name}
    assert left == {*lists, "t.quarantine.jsonl"} - {"t.v1.conll.quarantine.jsonl"}


@pytest.mark.parametrize("out", [".", "../here", "below/.."])
def test_the_working_folder_is_a_folder_too(run, monkeypatch: pytest.MonkeyPatch, out: str) -> None:
    Path("here/below").mkdir(parents=True)
    monkeypatch.chdir("here")
    assert run(corpus(BAD, GOOD, name="../in.jsonl"), out, "--to", "brat")[0] == 1
    assert {"a.ann", "a.txt"} <= set(files())
    assert Path("../here.quarantine.jsonl").is_file()


def test_many_problems_are_not_all_named(run) -> None:
    code, said = run(corpus(*[BAD] * 50), "out.conll")
    assert code == 1
    assert len(said) == 22
    assert said[-2] == "more; all of them are in the quarantine file"
    assert len(Path("out.conll.quarantine.jsonl").read_text(encoding="utf-8").splitlines()) == 50


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["missing.jsonl", "o.conll"], "missing.jsonl: no such file or folder"),
        (
            ["some/data", "o.conll"],
            "some/data: no such file or folder (a data set of Hugging Face is hf:some/data)",
        ),
        (
            ["in.jsonl", "o.jsonl"],
            "o.jsonl: JSON lines of which kind? say --to jsonl, record, doccano or prodigy",
        ),
        (["in.jsonl", "folder"], "folder: a folder of which kind? say --to brat or hf"),
        (
            ["in.jsonl", "o.xyz"],
            "o.xyz: no format is known by .xyz; say --to conll, jsonl, record, spacy, brat, label-studio, "
            "doccano, prodigy or hf",
        ),
        (["in.jsonl", "in.jsonl", "--to", "jsonl"], "in.jsonl: that is the input; choose another name"),
        (
            ["in.jsonl", "there.conll"],
            "there.conll: exists already; --overwrite replaces it, or choose another name",
        ),
        (
            ["in.jsonl", "o.conll", "--layer", "0"],
            "--layer 0: all, outer, inner, or a number from 1, the outermost",
        ),
        (["in.jsonl", "o.conll", "--rename", "A"], "--rename A: write OLD=NEW"),
        (
            ["in.jsonl", "o.conll", "--tag-column", "1"],
            "--tag-column 1: column 1 has the words; the tags are in 2 or later, or -1, the last",
        ),
        (["in.txt", "o.conll"], "in.txt: texts without annotation; --predict writes suggestions"),
        (
            ["odd.json", "o.conll"],
            "odd.json: which JSON this is can't be told (fields of the first object: a); say --from "
            "label-studio, prodigy, doccano, record, jsonl or text",
        ),
        (["in.jsonl", "o.conll", "--from", "spacy"], "in.jsonl: not a DocBin of spaCy: "),
        (["in.jsonl", "/", "--to", "brat"], "/: nothing can be written beside it; name a folder in it"),
        (["n*.csv", "o.json", "--predict"], "n*.csv: no file matches"),
        (["in*.jsonl", "o.json"], "in*.jsonl: texts without annotation; --predict writes suggestions"),
    ],
)
def test_not_done(run, arguments: list[str], reason: str) -> None:
    corpus(GOOD)
    Path("there.conll").write_text("في O\n", encoding="utf-8")
    Path("in.txt").write_text("نص بلا وسوم.", encoding="utf-8")
    Path("odd.json").write_text('{"a": 1}', encoding="utf-8")
    before = files()
    code, said = run(*arguments)
    assert code == 2
    assert len(said) == 1
    assert said[0].startswith(reason)
    assert files() == before


def test_an_input_that_breaks_off_leaves_no_output(run) -> None:
    Path("a.json").write_text('[{"data": {"text": "أ"}, "annotations": [{"result": []}]},', encoding="utf-8")
    assert run("a.json", "o.jsonl", "--to", "jsonl") == (2, ["a.json:1: not JSON: Expecting value"])
    assert files() == ["a.json"]


def test_labels_renamed_and_allowed(run) -> None:
    rows = [
        {**GOOD, "entities": [{"span": [10, 15], "label": label}]} for label in ("PERS", "Loc", "LOC", "ZZ")
    ]
    code, said = run(
        corpus(*rows), "o.jsonl", "--to", "jsonl", "--rename", "PERS=PER", "--labels", "PER,LOC,ORG"
    )
    assert code == 1
    assert said == [
        "in.jsonl:2: span 10–15: label 'Loc' is none of PER, LOC, ORG (is it LOC? --rename Loc=LOC)",
        "in.jsonl:4: span 10–15: label 'ZZ' is none of PER, LOC, ORG",
        "labels that differ in case only: Loc (1) and LOC (1); --rename Loc=LOC makes them one "
        "(at in.jsonl:2)",
        "no span has the label ORG",
        "2 documents, 2 spans, 0 relations, 2 problems; see o.jsonl, o.jsonl.quarantine.jsonl",
    ]
    labels = [json.loads(line)["entities"][0]["label"] for line in Path("o.jsonl").read_text().splitlines()]
    assert labels == ["PER", "LOC"]


def test_labels_in_two_cases_are_pointed_out(run) -> None:
    rows = [{**GOOD, "entities": [{"span": [10, 15], "label": label}]} for label in ("LOC", "LOC", "Loc")]
    code, said = run(corpus(*rows), "o.jsonl", "--to", "jsonl")
    assert code == 0
    assert said[0] == (
        "labels that differ in case only: Loc (1) and LOC (2); --rename Loc=LOC makes them one "
        "(at in.jsonl:3)"
    )


def test_sentences(run) -> None:
    text = "زار الوفد بغداد أمس. ثم عاد الوفد إلى حلب.\nوانتهت الزيارة."
    spans = [{"span": [10, 15], "label": "LOC"}, {"span": [38, 41], "label": "LOC"}]
    run(corpus({"id": "n", "text": text, "entities": spans}), "o.jsonl", "--to", "jsonl", "--sentences")
    rows = [json.loads(line) for line in Path("o.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["text"]) for row in rows] == [
        ("n#1", "زار الوفد بغداد أمس."),
        ("n#2", "ثم عاد الوفد إلى حلب."),
        ("n#3", "وانتهت الزيارة."),
    ]
    assert [row["text"][slice(*one["span"])] for row in rows for one in row["entities"]] == ["بغداد", "حلب"]


def test_a_relation_keeps_sentences_together(run) -> None:
    text = "زار الوفد بغداد أمس. ثم عاد إلى حلب."
    spans = [{"span": [10, 15], "label": "LOC"}, {"span": [32, 35], "label": "LOC"}]
    row = {"id": "n", "text": text, "entities": spans, "relations": [{"head": 0, "tail": 1, "label": "then"}]}
    run(corpus(row), "o.jsonl", "--to", "jsonl", "--sentences")
    (kept,) = map(json.loads, Path("o.jsonl").read_text(encoding="utf-8").splitlines())
    assert (kept["text"], kept["relations"]) == (text, row["relations"])


def test_layers_are_said(run) -> None:
    Path("w.conll").write_text("وزير B-OCC\nمصر I-OCC B-GPE\n", encoding="utf-8")
    assert run("w.conll", "o.conll", "--layer", "outer") == (
        0,
        [
            "a span of another layer than outer, left out (at w.conll:1)",
            "1 documents, 1 spans, 0 relations; see o.conll",
        ],
    )


def test_label_studio_gets_its_setup(run) -> None:
    run(str(DATA / "gold.jsonl"), "tasks.json")
    setup = Path("tasks.xml").read_text(encoding="utf-8")
    assert '<Label value="PER"/>' in setup
    assert '<Text name="text" value="$text" granularity="symbol"/>' in setup
    (task, *_) = json.loads(Path("tasks.json").read_text(encoding="utf-8"))
    assert list(task) == ["data", "annotations"]


@pytest.mark.parametrize("suffix", [".gz", ".xz", ".zst"])
def test_compressed_both_ways(run, suffix: str) -> None:
    run(corpus(GOOD), f"o.conll{suffix}")
    assert run(f"o.conll{suffix}", "back.jsonl", "--to", "jsonl")[0] == 0
    assert json.loads(Path("back.jsonl").read_text(encoding="utf-8"))["text"] == "زار الوفد بغداد أمس ."


def test_data_sets_of_hugging_face(run) -> None:
    run(corpus(GOOD), "set", "--to", "hf")
    assert run("set", "o.conll")[0] == 0
    assert run("hf:set:train", "p.conll")[0] == 0
    text = "زار O\nالوفد O\nبغداد B-LOC\nأمس O\n. O\n\n"
    assert Path("o.conll").read_text(encoding="utf-8") == Path("p.conll").read_text(encoding="utf-8") == text
    code, said = run("hf:set:test", "q.conll")
    assert (code, len(said)) == (2, 1)
    code, said = run("set", "q.conll", "--columns", "words,tags")
    assert said == ["set: no column 'words' (columns here: id, tokens, ner_tags); name them: --columns"]


def test_a_data_set_saved_to_disk_with_its_own_columns(run) -> None:
    from datasets import ClassLabel, Dataset, Features, List, Value

    features = Features({"words": List(Value("string")), "tags": List(ClassLabel(names=["O", "B-LOC"]))})
    rows = {"words": [["في", "حلب"], ["في"], ["في"]], "tags": [[0, 1], [0, 1], [0]]}
    Dataset.from_dict(rows, features=features).save_to_disk("saved")
    code, said = run("saved", "o.conll", "--columns", "words,tags")
    assert (code, said[0]) == (1, "saved:2: 1 words but 2 tags")
    assert Path("o.conll").read_text(encoding="utf-8") == "في O\nحلب B-LOC\n\nفي O\n\n"


@pytest.fixture(scope="module")
def numbers_only(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline that finds numbers and one name."""
    import spacy

    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    nlp.add_pipe("hasila_numerals")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "والعراق"}])
    folder = tmp_path_factory.mktemp("model") / "numbers"
    nlp.to_disk(folder)
    return str(folder)


@pytest.mark.parametrize("to", ["label-studio", "doccano", "prodigy"])
def test_suggestions(run, numbers_only: str, to: str) -> None:
    Path("news.txt").write_text("🌍 قتل 27 شخصاً في سوريا والعراق.", encoding="utf-8")
    code, said = run("news.txt", "tasks.json", "--to", to, "--predict", "--model", numbers_only)
    assert (code, said[-1]) == (0, "1 documents, 2 spans, 0 relations; see tasks.json")
    (row, *_) = json.loads(f"[{Path('tasks.json').read_text(encoding='utf-8').strip().strip('[]')}]")
    if to == "label-studio":
        assert list(row) == ["data", "predictions"]
        assert row["predictions"][0]["model_version"].endswith("-numbers")
        found = [(one["value"]["text"], one["value"]["labels"][0]) for one in row["predictions"][0]["result"]]
        assert found == [("العراق", "LOC"), ("27", "NUM-count")]
        assert row["predictions"][0]["result"][1]["meta"]["text"] == ['value="27"', 'bound="exact"']
    elif to == "doccano":
        units = row["text"].encode("utf-16-le")
        found = [(units[2 * s : 2 * e].decode("utf-16-le"), label) for s, e, label in row["label"]]
        assert found == [("العراق", "LOC"), ("27", "NUM-count")]
    else:
        found = [(row["text"][one["start"] : one["end"]], one["label"]) for one in row["spans"]]
        assert found == [("العراق", "LOC"), ("27", "NUM-count")]
        assert [token["text"] for token in row["tokens"]][-4:] == ["سوريا", "و", "العراق", "."]


def test_texts_of_a_glob_a_url_and_a_parquet_get_suggestions(run, numbers_only: str, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name in ("a", "b"):
        Path(f"{name}.txt").write_text("قتل 27 شخصاً.", encoding="utf-8")
    settings = ("--predict", "--model", numbers_only)
    code, said = run("?.txt", "o.json", *settings)
    assert (code, said[-1]) == (0, "2 documents, 2 spans, 0 relations; see o.json")
    code, said = run(f"file://{tmp_path}/a.txt", "p.json", *settings)
    assert (code, said[-1]) == (0, "1 documents, 1 spans, 0 relations; see p.json")
    pq.write_table(pa.table({"text": ["قتل 27 شخصاً."]}), "c.parquet")
    code, said = run("c.parquet", "q.json", *settings)
    assert code == 2
    assert said[0].endswith("name them: --columns; a data set of texts: --from text --predict")
    assert run("c.parquet", "q.json", "--from", "text", *settings)[0] == 0


def test_a_table_without_the_text_field_is_refused_at_once(run, numbers_only: str) -> None:
    Path("a.csv").write_text("body\nقتل 27 شخصاً.\n", encoding="utf-8")
    code, said = run("a.csv", "o.json", "--predict", "--model", numbers_only)
    assert (code, len(said)) == (2, 1)
    assert said[0].startswith("a.csv: no field 'text' (fields here: body)")
    assert run("a.csv", "o.json", "--predict", "--model", numbers_only, "--text-field", "body")[0] == 0


def test_quantities_are_suggested_with_their_links(run, tmp_path: Path) -> None:
    import spacy

    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    for name in ("hasila_norm", "hasila_sentences", "hasila_numerals", "hasila_links"):
        nlp.add_pipe(name)
    nlp.to_disk(tmp_path / "linking")
    Path("news.txt").write_text("🌍 قتل 27 شخصاً.", encoding="utf-8")
    code, said = run("news.txt", "tasks.json", "--predict", "--model", "linking")
    assert (code, said) == (0, ["1 documents, 3 spans, 2 relations; see tasks.json"])
    (task,) = json.loads(Path("tasks.json").read_text(encoding="utf-8"))
    result = task["predictions"][0]["result"]
    texts = {one["id"]: one["value"]["text"] for one in result if "value" in one}
    arcs = [(texts[one["from_id"]], one["labels"], texts[one["to_id"]]) for one in result if "from_id" in one]
    assert arcs == [("27", ["counted"], "شخصاً"), ("27", ["event"], "قتل")]
    assert '<Relation value="counted"/>' in Path("tasks.xml").read_text(encoding="utf-8")


def test_suggestions_take_the_place_of_what_was_marked(run, numbers_only: str) -> None:
    code, said = run(corpus(GOOD), "o.json", "--predict", "--model", numbers_only)
    assert (code, said[0]) == (0, "spans that were marked give way to suggestions (at in.jsonl:1)")


def test_rows_without_annotation_are_faults_unless_they_get_suggestions(run, numbers_only: str) -> None:
    rows = [GOOD, {"id": "b", "text": "قتل 27 شخصاً."}]
    code, said = run(corpus(*rows), "o.conll", "--from", "jsonl")
    assert code == 1
    assert said[0].startswith('in.jsonl:2: nobody has annotated it: none of "entities", "quantities"')
    code, said = run("in.jsonl", "p.json", "--from", "jsonl", "--predict", "--model", numbers_only)
    assert (code, said[-1]) == (0, "2 documents, 1 spans, 0 relations; see p.json")


def test_suggestions_of_some_labels_only(run, numbers_only: str) -> None:
    Path("news.txt").write_text("قتل 27 شخصاً في سوريا والعراق.", encoding="utf-8")
    settings = ("--predict", "--model", numbers_only)
    assert run("news.txt", "o.json", *settings, "--labels", "LOC")[1][-1].startswith("1 documents, 1 spans")
    code, said = run("news.txt", "p.json", *settings, "--labels", "ORG")
    assert (code, said) == (
        0,
        ["no span has the label ORG", "1 documents, 0 spans, 0 relations; see p.json"],
    )


def test_a_model_that_is_not_there(run) -> None:
    code, said = run(corpus(GOOD), "o.json", "--predict", "--model", "nowhere")
    assert code == 2
    assert said[0].startswith("model 'nowhere' can't be loaded: ")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.jsonl", '{"text": "أ", "label": [[0, 1, "X"]]}', "doccano"),
        ("a.jsonl", '{"text": "أ", "entities": [{"id": 1, "start_offset": 0, "end_offset": 1}]}', "doccano"),
        ("a.jsonl", '{"text": "أ", "label": []}', "doccano"),
        ("a.jsonl", '{"text": "أ", "entities": [], "relations": []}', "doccano"),
        ("a.jsonl", '{"text": "أ", "entities": []}', "jsonl"),
        ("a.jsonl", '{"text": "أ", "entities": [{"span": [0, 1], "label": "X"}]}', "jsonl"),
        ("a.jsonl", '{"text": "أ", "quantities": []}', "jsonl"),
        ("a.jsonl", '{"id": "1", "schema": 1, "entities": [], "quantities": []}', "record"),
        ("a.jsonl", '{"text": "أ", "spans": [{"start": 0, "end": 1, "label": "X"}]}', "prodigy"),
        ("a.jsonl", '{"text": "أ", "title": "ب"}', "text"),
        ("a.json", '[{"id": 1, "data": {"text": "أ"}, "annotations": []}]', "label-studio"),
        ("a.txt", "في O\nحلب B-LOC\n\n", "conll"),
        ("a.txt", "زار الوفد حلب\nأمس\n", "text"),
        ("train", "في O\nحلب B-LOC\n\n", "conll"),
    ],
)
def test_formats_told_by_content(tmp_path: Path, name: str, content: str, expected: str) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    assert guess_input(str(file)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.conll", "conll"),
        ("a.iob2.gz", "conll"),
        ("a.spacy", "spacy"),
        ("a.json", "label-studio"),
        ("a.parquet", "hf"),
    ],
)
def test_formats_told_by_the_name_of_the_output(name: str, expected: str) -> None:
    assert guess_output(name) == expected


def test_every_format_can_be_named() -> None:
    assert [one.value for one in From] == READABLE
    assert [one.value for one in To] == WRITABLE


def test_a_folder_of_nothing_known(tmp_path: Path) -> None:
    with pytest.raises(UnsureFormat, match="say --from brat, hf or text"):
        guess_input(str(tmp_path))
