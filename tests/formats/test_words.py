"""Tagged words into spans and back: schemes, nested tags, layers, proclitics."""

from pathlib import Path

import pytest

from hasila.formats import Document, Span
from hasila.formats.notes import Notes
from hasila.formats.transform import select_layer


def conll(folder: Path, rows: str) -> Path:
    """A file of `word TAG` rows parted by `/`."""
    file = folder / "a.conll"
    file.write_text(rows.replace("/", "\n") + "\n", encoding="utf-8")
    return file


def named(document: Document) -> list[tuple[str, str]]:
    return [(span.text, span.label) for span in document.spans]


@pytest.mark.parametrize(
    ("rows", "spans"),
    [
        # IOB2
        ("بنك B-ORG/مصر I-ORG/في O/قنا B-LOC", [("بنك مصر", "ORG"), ("قنا", "LOC")]),
        ("صور B-LOC/صيدا B-LOC", [("صور", "LOC"), ("صيدا", "LOC")]),
        ("علي B-PER/بنك B-ORG/مصر I-ORG", [("علي", "PER"), ("بنك مصر", "ORG")]),
        # IOB1
        ("بنك I-ORG/مصر I-ORG/في O/قنا I-LOC", [("بنك مصر", "ORG"), ("قنا", "LOC")]),
        ("صور I-LOC/صيدا B-LOC", [("صور", "LOC"), ("صيدا", "LOC")]),
        ("علي I-PER/صور I-LOC", [("علي", "PER"), ("صور", "LOC")]),
        # BIOES and BILOU
        ("بنك B-ORG/قنا I-ORG/الأهلي E-ORG/قنا S-LOC", [("بنك قنا الأهلي", "ORG"), ("قنا", "LOC")]),
        ("بنك B-ORG/قنا L-ORG/قنا U-LOC/صور U-LOC", [("بنك قنا", "ORG"), ("قنا", "LOC"), ("صور", "LOC")]),
        # nested, one tag a name
        (
            "وزير B-OCC/مالية I-OCC B-ORG/مصر I-OCC I-ORG B-GPE",
            [("وزير مالية مصر", "OCC"), ("مالية مصر", "ORG"), ("مصر", "GPE")],
        ),
        ("جيش B-ORG/مصر I-ORG B-GPE/وصل O", [("جيش مصر", "ORG"), ("مصر", "GPE")]),
        ("جامعة B-ORG/كلية I-ORG B-ORG/قنا I-ORG I-ORG", [("جامعة كلية قنا", "ORG"), ("كلية قنا", "ORG")]),
        ("جامعة B-ORG/كلية I-ORG B-ORG/قنا I-ORG/عام O", [("جامعة كلية قنا", "ORG"), ("كلية", "ORG")]),
        ("مصر B-GPE B-ORG/فازت O", [("مصر", "GPE"), ("مصر", "ORG")]),
        # other columns before the tags
        ("وصل VERB O O/قنا NOUN B-NP B-LOC", [("قنا", "LOC")]),
        ("وصل -X- _ O/قنا -X- _ B-LOC", [("قنا", "LOC")]),
        ("وصل\tO/قنا\tB-LOC", [("قنا", "LOC")]),
        ("# B-MISC/قنا B-LOC", [("#", "MISC"), ("قنا", "LOC")]),
    ],
)
def test_tags_into_spans(read, tmp_path: Path, rows: str, spans: list) -> None:
    (document,) = read("conll", conll(tmp_path, rows))
    assert named(document) == spans


def test_a_chosen_column(read, tmp_path: Path) -> None:
    file = conll(tmp_path, "بنك B-ORG O/مصر I-ORG B-GPE")
    assert named(read("conll", file, tag_column=2)[0]) == [("بنك مصر", "ORG")]
    assert named(read("conll", file, tag_column=-1)[0]) == [("مصر", "GPE")]
    problem = read("conll", file, tag_column=5)[0]
    assert problem.reason == "3 columns, but the tags are to be in column 5"


def test_a_name_without_a_beginning_is_noted_with_its_line(read, tmp_path: Path) -> None:
    notes = Notes()
    file = conll(tmp_path, "في O/قنا I-LOC//علي I-PER")
    read("conll", file, notes=notes)
    assert notes.lines() == [
        f"I-LOC without a B-LOC before it, taken for a beginning (at {file}:2)",
        f"I-PER without a B-PER before it, taken for a beginning (at {file}:4)",
    ]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("والعراق", "العراق"),
        ("بالعراق", "العراق"),
        ("للولايات", "لولايات"),
        ("وَالعِرَاق", "العِرَاق"),
        ("العراق", "العراق"),
        ("وهران", "وهران"),
    ],
)
@pytest.mark.parametrize("form", ["conll", "hf"])
def test_proclitics_are_left_out_if_asked(
    read, write, tmp_path: Path, form: str, word: str, name: str
) -> None:
    (whole,) = read("conll", conll(tmp_path, f"في O/{word} B-LOC/أمس I-LOC"))
    file = tmp_path / "a.parquet"
    write(form, [whole], file)
    assert read(form, file)[0].spans[0].text == f"{word} أمس"
    assert read(form, file, trim_proclitics=True)[0].spans[0].text == f"{name} أمس"


@pytest.mark.parametrize(
    ("text", "span", "lines"),
    [
        ("في والعراق.", (4, 10), "في O/والعراق B-LOC/. O"),
        ("قال (لبنان) و166", (5, 10), "قال O/( O/لبنان B-LOC/) O/و O/166 O"),
        ("صور\n\nوصيدا", (6, 10), "صور O/وصيدا B-LOC"),
        ("مخيم \u200fالنور", (6, 11), "مخيم O/\u200fالنور B-LOC"),
    ],
)
def test_spans_into_tags(write, tmp_path: Path, text: str, span: tuple[int, int], lines: str) -> None:
    file = tmp_path / "a.conll"
    write("conll", [Document("d", text, (Span(*span, "LOC", text[slice(*span)]),))], file)
    assert file.read_text(encoding="utf-8") == lines.replace("/", "\n") + "\n\n"


def test_what_words_cannot_hold_is_counted(write, tmp_path: Path) -> None:
    text = "جيش مصر  هنا"
    spans = [(0, 7, "ORG"), (4, 7, "LOC"), (7, 9, "GAP")]
    document = Document(
        "d", text, tuple(Span(s, e, label, text[s:e]) for s, e, label in spans), source="f", line=3
    )
    assert write("conll", [document], tmp_path / "a.conll") == [
        "1 text cannot be held by conll: words are kept, not the space between them (first at f:3)",
        "1 span cannot be held by conll: they share a word with a longer one (first at f:3)",
        "1 span cannot be held by conll: they hold no word (first at f:3)",
    ]


def test_labels_with_spaces_are_written_with_underscores_and_said(read, write, tmp_path: Path) -> None:
    document = Document("d", "حلب", (Span(0, 3, "place name", "حلب"),))
    for name in ("conll", "brat"):
        (said,) = write(name, [document], tmp_path / name)
        assert said == f"1 label cannot be held by {name}: with spaces, written with _"
        assert named(read(name, tmp_path / name)[0]) == [("حلب", "place_name")]


@pytest.mark.parametrize(
    ("layer", "kept"),
    [
        ("all", "abcd"),
        ("outer", "ad"),
        ("inner", "cd"),
        (1, "ad"),
        (2, "b"),
        (3, "c"),
        (4, ""),
    ],
)
def test_layers_of_nested_spans(layer, kept: str) -> None:
    ends = {"a": (0, 9), "b": (2, 9), "c": (2, 4), "d": (10, 12), "NUM-count": (10, 11)}
    spans = tuple(Span(start, end, label, "x" * (end - start)) for label, (start, end) in ends.items())
    found = select_layer(Document("d", "x" * 12, spans), layer, Notes())
    assert [span.label for span in found.spans] == [*kept, "NUM-count"]


def test_nested_to_a_flat_file_and_back(read, write, tmp_path: Path) -> None:
    (nested,) = read(
        "conll", conll(tmp_path, "وزير B-OCC/مالية I-OCC B-ORG/مصر I-OCC I-ORG B-GPE/زار O/قنا B-GPE")
    )
    for layer, names in {
        "outer": ["وزير مالية مصر", "قنا"],
        "inner": ["مصر", "قنا"],
        2: ["مالية مصر"],
    }.items():
        file = tmp_path / "flat.conll"
        assert write("conll", [select_layer(nested, layer, Notes())], file) == []
        assert [span.text for span in read("conll", file)[0].spans] == names


def test_many_nested_spans_take_no_time() -> None:
    spans = tuple(Span(i, i + 5, "X", "x" * 5) for i in range(0, 50_000, 2))
    assert len(select_layer(Document("d", "x" * 50_010, spans), "outer", Notes()).spans) == 25_000
