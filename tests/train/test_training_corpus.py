"""Corpora of any format become examples: names on tokens, proclitics kept apart."""

import pytest
import spacy
from spacy.tokens import Span
from train_rows import lines

from hasila.custom.corpus import BadCorpus, Corpus, documents
from hasila.custom.edges import EdgeFinder
from hasila.custom.run import measure
from hasila.entities import bounds
from hasila.sources import InputError


@pytest.fixture(scope="module")
def blank():
    return spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})


def test_a_name_takes_its_tokens_and_remembers_the_letters_before_it(corpus, blank):
    path = corpus("تفشت [الكوليرا] وب[الحصبة الألمانية] أصيب طفل، ولا أثر ل[لملاريا].")
    (example,) = Corpus(str(path))(blank)
    names = example.reference.ents
    assert [(name.text, name._.clitics) for name in names] == [
        ("الكوليرا", 0),
        ("وبالحصبة الألمانية", 2),
        ("للملاريا", 1),
    ]
    text = example.reference.text
    assert [text[slice(*bounds(name))] for name in names] == ["الكوليرا", "الحصبة الألمانية", "لملاريا"]
    assert not example.predicted.ents


def test_columns_do_not_say_how_many_letters_stand_before_a_name(tmp_path, blank):
    (tmp_path / "a.conll").write_text("سافر O\nبالعراق B-LOC\n", encoding="utf-8")
    (example,) = Corpus(str(tmp_path / "a.conll"))(blank)
    assert [(name.text, name._.clitics) for name in example.reference.ents] == [("بالعراق", None)]
    (example,) = Corpus(str(tmp_path / "a.conll"), trim_proclitics=True)(blank)
    assert [(name.text, name._.clitics) for name in example.reference.ents] == [("بالعراق", 1)]
    # Names are trimmed where that is sure: of the others it says nothing.
    (tmp_path / "a.conll").write_text("بالعراق B-LOC\nحلب B-LOC\n", encoding="utf-8")
    (example,) = Corpus(str(tmp_path / "a.conll"), trim_proclitics=True)(blank)
    assert [name._.clitics for name in example.reference.ents] == [1, None]


def test_words_parted_where_names_begin_say_that_nothing_stands_before_the_others(tmp_path, blank):
    def task(*words: str, names: tuple[str, ...]) -> dict:
        """As Prodigy has one; a word that ends with + is written on to the next."""
        text = " ".join(words).replace("+ ", "")
        tokens, spans, place = [], [], 0
        for word in words:
            surface = word.rstrip("+")
            start = text.index(surface, place)
            place = start + len(surface)
            ends = {"start": start, "end": place}
            tokens.append({"text": surface, **ends, "id": len(tokens), "ws": not word.endswith("+")})
            if surface in names:
                spans.append({**ends, "label": "LOC"})
        return {"text": text, "tokens": tokens, "spans": spans}

    rows = [
        task("سافر", "من", "حلب", "إلى", "و+", "بيروت", names=("حلب", "بيروت")),
        task("سافر", "من", "حلب", names=("حلب",)),
    ]
    examples = list(Corpus(str(lines(tmp_path / "a.jsonl", rows)), format="prodigy")(blank))
    letters = [[name._.clitics for name in one.reference.ents] for one in examples]
    assert letters == [[0, 1], [None]]


def test_trimmed_names_of_columns_are_scored_as_whole_words(tmp_path):
    (tmp_path / "a.conll").write_text("سافر O\nبالعراق B-LOC\nسعيد B-PER\n", encoding="utf-8")
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "بالعراق"}])
    for trim in (False, True):
        scores = measure(nlp, Corpus(str(tmp_path / "a.conll"), trim_proclitics=trim), "rules").scores
        assert [(scores[label].right, scores[label].gold) for label in ("LOC", "PER")] == [(1, 1), (0, 1)]


def test_a_layer_of_nested_columns(tmp_path, blank):
    (tmp_path / "a.conll").write_text("وزير B-OCC\nمالية I-OCC\nمصر I-OCC B-GPE\n", encoding="utf-8")
    by_layer = {
        layer: [
            name.label_
            for name in next(iter(Corpus(str(tmp_path / "a.conll"), layer=layer)(blank))).reference.ents
        ]
        for layer in ("outer", "inner")
    }
    assert by_layer == {"outer": ["OCC"], "inner": ["GPE"]}


def test_parts_share_no_text_and_fewer_are_part_of_more(tmp_path):
    path = lines(tmp_path / "a.jsonl", [{"text": f"النص رقم {i}", "entities": []} for i in range(200)])
    texts = {
        part: {one.text for one in documents(Corpus(str(path), part=part).read())}
        for part in ("train", "dev")
    }
    assert not texts["train"] & texts["dev"]
    assert len(texts["train"] | texts["dev"]) == 200
    assert 20 < len(texts["dev"]) < 60
    some = [{one.text for one in documents(Corpus(str(path), limit=limit).read())} for limit in (10, 50)]
    assert list(map(len, some)) == [10, 50]
    assert some[0] < some[1]


def test_a_document_with_a_fault_stops_spacy_unless_it_is_to_be_skipped(tmp_path, blank):
    rows = [
        {"text": "تفشت الكوليرا", "entities": [{"span": [6, 13], "label": "D"}]},
        {"text": "لا شيء", "entities": []},
    ]
    path = str(lines(tmp_path / "a.jsonl", rows))
    with pytest.raises(BadCorpus, match=r"a\.jsonl:1: span 6–13 D"):
        list(Corpus(path)(blank))
    assert [example.text for example in Corpus(path, skip_faulty=True)(blank)] == ["لا شيء"]


def test_a_limit_counts_what_is_not_left_out(tmp_path, blank):
    faulty = {"text": "تفشت الكوليرا", "entities": [{"span": [6, 13], "label": "D"}]}
    rows = [{"text": f"النص رقم {i}", "entities": []} for i in range(5)]
    path = str(lines(tmp_path / "a.jsonl", [faulty, *rows[:2], faulty, *rows[2:]]))
    for limit in (1, 4):
        corpus = Corpus(path, skip_faulty=True, limit=limit)
        assert len(list(corpus(blank))) == limit
        assert len(documents(corpus.read())) == limit + 2  # those with faults are there to be named


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"path": "nowhere.jsonl"}, "no such file"),
        ({"path": "a.txt", "format": "excel"}, "no format 'excel'"),
        ({"path": "a.txt"}, "holds no annotation"),
    ],
)
def test_what_cannot_be_read_at_all(tmp_path, monkeypatch, settings, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("نص بلا تعليم", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        Corpus(**settings).read()


def test_edges_are_learned_from_first_words(corpus, blank):
    path = corpus("أصيب ب[زيكا] طفل.", "انتشر [لسان الحمل] بسرعة.")
    finder = EdgeFinder(blank.vocab)
    finder.initialize(lambda: Corpus(str(path))(blank))
    again = EdgeFinder(blank.vocab).from_bytes(finder.to_bytes())
    expected = {
        "بزيكا": "زيكا",
        "وبزيكا": "زيكا",
        "زيكا": "زيكا",
        "لسان الحمل": "لسان الحمل",
        "وباللشمانيا": "اللشمانيا",
    }
    for text, name in expected.items():
        doc = blank(text)
        doc.set_ents([Span(doc, 0, len(doc), label="DISEASE")])
        again(doc)
        assert text[slice(*bounds(doc.ents[0]))] == name


def test_a_data_set_with_columns_of_other_names(tmp_path, blank):
    import pyarrow
    import pyarrow.parquet

    table = {"words": [["تفشت", "الكوليرا"]], "tags": [["O", "B-DISEASE"]]}
    pyarrow.parquet.write_table(pyarrow.table(table), tmp_path / "a.parquet")
    path = str(tmp_path / "a.parquet")
    (example,) = Corpus(path, columns=["words", "tags"])(blank)
    assert [(name.text, name.label_) for name in example.reference.ents] == [("الكوليرا", "DISEASE")]
    with pytest.raises(InputError, match="columns here: words, tags\\); name them: setting columns"):
        Corpus(path).read()


def test_records_with_the_texts_they_were_made_of(tmp_path, blank):
    text = "تفشت الكوليرا في تعز."
    lines(tmp_path / "texts.jsonl", [{"id": "a", "text": text}])
    entity = {"start": 5, "end": 13, "text": "الكوليرا", "label": "DISEASE", "norm": "الكوليرا"}
    record = {"id": "a", "schema": 1, "meta": {}, "entities": [entity], "quantities": []}
    path = str(lines(tmp_path / "records.jsonl", [record]))
    (example,) = Corpus(path, format="record", texts=str(tmp_path / "texts.jsonl"))(blank)
    assert [(name.text, name.label_) for name in example.reference.ents] == [("الكوليرا", "DISEASE")]
    (problem,) = Corpus(path, format="record").read()
    assert problem.reason.endswith("name what it was made of: setting texts FILE")
