"""Rules without training: tables of names, counted nouns and words of bounds."""

from pathlib import Path

import pytest
import spacy
from train_rows import hasila

from hasila.custom.tables.bounds import BoundWords
from hasila.custom.tables.counted import CountedNouns
from hasila.custom.tables.gazetteer import Gazetteer
from hasila.custom.tables.read import BadTable
from hasila.records import from_doc

TABLES = {
    "names.tsv": "# names\nصواريخ غراد\tWEAPON\tw1\nغراد\tWEAPON\nالعتاد الحربي\tWEAPON\n",
    "counted.tsv": "قتيل قتيلا قتلى شهيد شهيدا شهداء\tقتيل\nبرميل برميلا براميل\tبرميل\tmeasure\tbarrel\n",
    "bounds.tsv": "ما يناهز\tbefore\tabout\nفما دون\tafter\tat_most\n",
}
CONFIG = """
[package]
name = "rules"
[nlp]
lang = "ar"
pipeline = ["hasila_norm","hasila_sentences","hasila_numerals","hasila_bounds","hasila_gazetteer",
    "hasila_links","hasila_counted"]
[nlp.tokenizer]
@tokenizers = "hasila.ArabicTokenizer.v1"
[components]
""" + "".join(
    f'[components.hasila_{name}]\nfactory = "hasila_{name}"\n'
    for name in ("norm", "sentences", "numerals", "bounds", "gazetteer", "links", "counted")
)
INITIALIZE = "[initialize]\n[initialize.components]\n" + "".join(
    f'[initialize.components.hasila_{name}]\ntable = "{file}"\n'
    for name, file in (("gazetteer", "names.tsv"), ("counted", "counted.tsv"), ("bounds", "bounds.tsv"))
)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "rules.cfg").write_text(CONFIG + INITIALIZE, encoding="utf-8")
    return tmp_path


def test_a_pipeline_of_tables_needs_them_no_more(tables):
    done = hasila("train", "rules.cfg", "-o", "out", cwd=tables)
    assert done.returncode == 0, done.stderr
    for name in TABLES:
        (tables / name).unlink()
    doc = spacy.load(tables / "out/model-best")(
        "ضبطت الشرطة ما يناهز 500 برميل وسقط 27 شهيدا بصواريخ غراد وللعتاد الحربي."
    )
    record = from_doc(doc, id="a")
    assert [
        (one["value"], one["bound"], one["kind"], one["unit"], one["counted"]["lemma"])
        for one in record["quantities"]
    ] == [
        ("500", "about", "measure", "barrel", "برميل"),
        ("27", "exact", "count", None, "قتيل"),
    ]
    assert [(one["text"], one["label"]) for one in record["entities"]] == [
        ("صواريخ غراد", "WEAPON"),
        ("لعتاد الحربي", "WEAPON"),
    ]
    assert [ent.ent_id_ for ent in doc.ents] == ["w1", ""]


@pytest.mark.parametrize(
    ("component", "table", "said"),
    [
        (Gazetteer, "غراد WEAPON\n", r"t\.tsv:1: .*write name TAB label TAB id, tabs between them"),
        (Gazetteer, "# x\n\nغراد\tA\nغراد\tB\n", r"t\.tsv:4: 'غراد' stands in line 3 already"),
        (Gazetteer, "# nothing\n", r"no row in it"),
        (
            CountedNouns,
            "برميل\tبرميل\tvolume\tbarrel\n",
            r"t\.tsv:1: there is no kind 'volume'; kinds are count,",
        ),
        (BoundWords, "نحو\tbefore\tnearly\n", r"t\.tsv:1: there is no bound 'nearly'; bounds are exact,"),
        (BoundWords, "نحو\tabove\tabout\n", r"'above': the phrase stands before or after"),
    ],
)
def test_a_fault_of_a_table_has_its_line(tmp_path, component, table, said):
    (tmp_path / "t.tsv").write_text(table, encoding="utf-8")
    one = component(spacy.blank("ar").vocab)
    with pytest.raises(BadTable, match=said):
        one.initialize(table=str(tmp_path / "t.tsv"))
    assert one.rows == []


def test_a_table_survives_as_bytes():
    vocab = spacy.blank("ar").vocab
    one = BoundWords(vocab)
    one.use([["ما يناهز", "before", "about"]])
    assert BoundWords(vocab).from_bytes(one.to_bytes()).rows == one.rows


def test_the_command_says_what_is_wrong_with_a_table(tables):
    (tables / "bounds.tsv").write_text("نحو\tbefore\tnearly\n", encoding="utf-8")
    done = hasila("train", "rules.cfg", cwd=tables)
    assert done.returncode == 2
    assert "bounds.tsv:1: there is no bound 'nearly'" in done.stderr
