"""What holds for the package as a whole."""

import ast
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

import hasila
from hasila.extensions import ensure_extension

ROOT = Path(__file__).resolve().parents[1]


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_hasila_loads_neither_spacy_nor_a_model():
    heavy = "{'spacy', 'onnxruntime', 'tokenizers', 'datasets', 'torch', 'rich'}"
    assert run_python(f"import sys, hasila; print(sorted({heavy} & set(sys.modules)))") == "[]"


def test_the_default_pipeline_never_imports_torch():
    assert run_python("import sys, hasila; hasila.load(); print('torch' in sys.modules)") == "False"


def test_spacy_finds_the_components_without_an_import_of_hasila():
    code = "import spacy; nlp = spacy.blank('ar'); nlp.add_pipe('hasila_numerals'); "
    code += "doc = nlp('قتل 44 مدنيا'); print(doc.spans['numbers'][0].text)"
    assert run_python(code) == "44"


def test_an_unknown_model_is_named():
    with pytest.raises(OSError, match="no_such_model"):
        hasila.load("no_such_model")


def test_an_extension_of_somebody_else_is_not_overwritten():
    Doc.set_extension("of_somebody_else", default="theirs")
    try:
        with pytest.raises(ValueError, match="of_somebody_else exists already"):
            ensure_extension(Doc, "of_somebody_else", default="ours")
    finally:
        Doc.remove_extension("of_somebody_else")


def test_an_extension_of_ours_is_not_taken_for_another_one():
    ensure_extension(Doc, "asked_for_otherwise", default=1)
    try:
        with pytest.raises(ValueError, match="asked_for_otherwise exists already and was declared otherwise"):
            ensure_extension(Doc, "asked_for_otherwise", getter=len)
    finally:
        Doc.remove_extension("asked_for_otherwise")


def test_a_pickled_pipeline_works_in_a_fresh_process(tmp_path):
    path = tmp_path / "nlp.pickle"
    path.write_bytes(pickle.dumps(hasila.load("ar_news_sm")))
    code = f"import pickle; nlp = pickle.load(open({str(path)!r}, 'rb')); doc = nlp('قتل 44 مدنيا في حلب'); "
    code += "print(doc._.quantities[0]['counted']['text'], doc.ents[0]._.place['geonames'])"
    assert run_python(code) == "مدنيا 170063"


def test_names_of_attributes_are_settings():
    nlp = spacy.blank("ar")
    nlp.add_pipe("hasila_norm", config={"proclitics_attribute": "letters_before"})
    names = {"clitics_attribute": "letters_outside", "evidence_attribute": "said_of_links"}
    nlp.add_pipe("hasila_entities_cnn", config=names)
    doc = nlp("وصل وفد إلى حلب وبدمشق")
    assert list(doc[4]._.letters_before) == ["و", "ب"]
    assert doc.ents[-1]._.letters_outside is not None
    assert doc._.said_of_links is None


def test_our_own_extension_may_be_asked_for_twice():
    ensure_extension(Doc, "asked_for_twice", default=1)
    try:
        ensure_extension(Doc, "asked_for_twice", default=1)
        assert Doc.get_extension("asked_for_twice")[0] == 1
    finally:
        Doc.remove_extension("asked_for_twice")


def imported(folder: Path) -> set[str]:
    """The folders of the package that the modules of one import, also inside functions."""
    found = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{one.name}" for one in node.names]
            elif isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            else:
                continue
            found |= {name.split(".")[1] for name in names if name.startswith("hasila.")}
    return found


def test_upper_rows_import_lower_ones_only_where_contributing_says_so():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [re.findall(r"`([a-z]+)/`", line.split("|")[1]) for line in page.splitlines() if line[:3] == "| `"]
    row_of = {folder: row for row, folders in enumerate(rows) for folder in folders}
    exceptions = {
        "cli": set(row_of),
        "custom": {"training", "evaluate", "camel"},
        "links": {"records", "sources", "evaluate"},
    }
    for folder, row in row_of.items():
        below = {one for one in imported(ROOT / "pipeline/hasila" / folder) if row_of.get(one, -1) > row}
        assert below <= exceptions.get(folder, set()), folder
