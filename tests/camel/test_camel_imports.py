"""Nothing heavy at import time, no download, and an error that says what to install."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PIPELINE = """
import sys, spacy
config = {"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}
nlp = spacy.blank("ar", config=config)
nlp.add_pipe("hasila_camel_entities", config={"model": sys.argv[1]})
nlp.add_pipe("hasila_camel_morphology", config={"database": sys.argv[2]})
"""


def python(code: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )


def test_building_a_pipeline_imports_none_of_it():
    # Torch is not asked for: spaCy itself imports it where it is installed.
    code = PIPELINE + "print([m for m in ('camel_tools', 'transformers') if m in sys.modules])"
    done = python(code, "no-model", "no-database")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("component", ["hasila_camel_entities", "hasila_camel_morphology"])
def test_the_error_without_the_extra_says_what_to_install(component, tmp_path):
    hide = "import sys; sys.modules.update(dict.fromkeys(['camel_tools', 'torch', 'transformers']))\n"
    code = hide + PIPELINE + f"nlp.get_pipe({component!r})(nlp.make_doc('قتل'))"
    done = python(code, tmp_path, tmp_path)
    assert done.returncode == 1
    assert "pip install 'hasila[camel]'" in done.stderr.splitlines()[-1]


def test_a_command_says_it_before_it_begins(tmp_path: Path):
    (tmp_path / "a.txt").write_text("قتل 5 أشخاص", encoding="utf-8")
    hide = "import sys; sys.modules['camel_tools'] = None; sys.modules['transformers'] = None\n"
    save = "nlp.to_disk(sys.argv[3] + '/model')\n"
    command = "sys.argv = ['hasila', 'extract', sys.argv[3] + '/a.txt', '--model', sys.argv[3] + '/model']\n"
    done = python(
        hide + PIPELINE + save + command + "from hasila.cli import main; main()", "none", "none", tmp_path
    )
    assert done.returncode == 2
    assert "pip install 'hasila[camel]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_reading_fetches_no_catalogue_and_leaves_the_environment(model: Path, database: Path, tmp_path: Path):
    code = PIPELINE + "print(len(nlp('زار حلب').ents)); import os; print(os.environ['CAMELTOOLS_DATA'])"
    done = python(code, model, database, CAMELTOOLS_DATA=str(tmp_path), HF_HUB_OFFLINE="1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["1", str(tmp_path)]
    assert list(tmp_path.iterdir()) == []


def test_a_data_set_of_the_catalogue(database: Path, tmp_path: Path):
    """Names of CAMeL's catalogue work where the user has fetched it; missing data name their package."""
    catalogue = {
        "version": "1",
        "packages": {
            "tiny-package": {"package_type": "http", "private": False, "destination": "morphology_db/absent"}
        },
        "components": {
            "MorphologyDB": {
                "default": "tiny",
                "datasets": {
                    "tiny": {"path": "morphology_db/tiny"},
                    "absent": {"path": "morphology_db/absent"},
                },
            }
        },
    }
    (tmp_path / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    folder = tmp_path / "data/morphology_db/tiny"
    folder.mkdir(parents=True)
    (folder / "morphology.db").write_bytes(database.read_bytes())
    code = PIPELINE + "print(nlp.get_pipe('hasila_camel_morphology')(nlp.make_doc('أشخاص'))[0].lemma_)"
    done = python(code, "no-model", "tiny", CAMELTOOLS_DATA=str(tmp_path), PYTHONIOENCODING="utf-8")
    assert done.stdout.strip() == "شخص", done.stderr
    done = python(code, "no-model", "absent", CAMELTOOLS_DATA=str(tmp_path))
    assert "camel_data -i tiny-package" in done.stderr.splitlines()[-1]
