"""The way from treebanks to shipped models, on a made-up treebank and a few steps."""

import json
import os
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from factcheck.syntax.tagging import positional
from factcheck.syntax.weights import resolve
from training import corpus
from training.corpus import Row, Sentence, add_noise, read_conllu, recase, running_words, strip_accents
from training.harmony import harmonized, in_harmony, manner_of
from training.lexicon import extend
from training.recipe import RECIPES, Corpus
from training.schedule import rate_at

SAMPLE = """\
# newdoc id = one
# newpar
# text = Le maire « parle » du pont.
1\tLe\tle\tDET\tD\tDefinite=Def|PronType=Art\t2\tdet\t2:det\t_
2\tmaire\tmaire\tNOUN\tN\tGender=Masc\t4\tnsubj\t_\t_
3\t«\t«\tPUNCT\tP\t_\t4\tpunct\t_\tGloss=open
4\tparle\tparler\tVERB\tV\tMood=Ind\t0\troot\t_\t_
5\t»\t»\tPUNCT\tP\t_\t4\tpunct\t_\t_
6-7\tdu\t_\t_\t_\t_\t_\t_\t_\t_
6\tde\tde\tADP\tA\t_\t8\tcase\t_\t_
7\tle\tle\tDET\tD\t_\t8\tdet\t_\t_
8\tpont\tpont\tNOUN\tN\t_\t4\tobl\t_\tSpaceAfter=No
8.1\tempty\tempty\tVERB\t_\t_\t_\t_\t_\t_
9\t.\t.\tPUNCT\tP\t_\t4\tpunct\t_\t_

"""


@pytest.fixture
def sample(tmp_path: Path) -> list[Sentence]:
    (tmp_path / "sample.conllu").write_text(SAMPLE, encoding="utf-8")
    return list(read_conllu(tmp_path / "sample.conllu", keep_xpos=False))


def test_treebanks_are_folded_and_stripped(sample: list[Sentence], tmp_path: Path) -> None:
    (sentence,) = sample
    assert sentence.text == 'Le maire " parle " du pont.'
    assert sentence.starts_paragraph
    assert sentence.starts_document
    assert [row.id for row in sentence.rows][5:8] == ["6-7", "6", "7"]
    assert [row.xpos for row in sentence.words][:4] == [".A....", ".....M", "......", "......"]
    assert "Gloss" not in str(sentence)
    assert len(sentence.words) == 9
    corpus.write_conllu(tmp_path / "again.conllu", sample)
    assert list(read_conllu(tmp_path / "again.conllu", keep_xpos=True)) == sample


@pytest.mark.parametrize("change", ["upper", "lower", "title"])
def test_noise_keeps_offsets_and_trees(sample: list[Sentence], change: str) -> None:
    (sentence,) = sample
    noisy = recase(sentence, change)
    assert len(noisy.text) == len(sentence.text)
    assert [row.head for row in noisy.rows] == [row.head for row in sentence.rows]
    assert all(row.is_word or row.form in noisy.text for row in noisy.rows)


def test_a_recased_text_still_reads_as_its_tokens() -> None:
    rows = (
        Row("1", "anti-ondes", "anti-ondes", "ADJ", "_", "_", "0", "root", True),
        Row("2-3", "cannot", "_", "_", "_", "_", "_", "_", True),
        Row("2", "can", "can", "AUX", "_", "_", "1", "aux", True),
        Row("3", "not", "not", "PART", "_", "_", "1", "advmod", True),
    )
    sentence = recase(Sentence("anti-ondes cannot", rows), "title")
    assert sentence.text == "Anti-ondes Cannot"
    assert [row.form for row in sentence.rows] == ["Anti-ondes", "Cannot", "can", "not"]


def test_letters_that_grow_are_left_alone() -> None:
    row = Row("1", "ßa", "ßa", "NOUN", "_", "_", "0", "root", True)
    assert recase(Sentence("ßa", (row,)), "upper").text == "ßA"


def test_accents_can_go_from_capitals_alone() -> None:
    row = Row("1", "Été", "été", "NOUN", "_", "_", "0", "root", True)
    sentence = Sentence("Été", (row,))
    assert strip_accents(sentence, capitals_only=True).text == "Eté"
    assert strip_accents(sentence, capitals_only=False).rows[0].form == "Ete"


def test_noise_is_the_same_for_a_seed(sample: list[Sentence]) -> None:
    many = sample * 50
    once, again = (add_noise(many, "fr", 7, 0.5) for _ in range(2))
    assert once == again
    assert once[:50] == many
    assert 60 < len(once) < 100


def test_running_words_are_cut_as_treebanks_do(tmp_path: Path) -> None:
    (tmp_path / "raw.txt").write_text("L’élu n'a\nrien dit, hélas !\n\n", encoding="utf-8")
    assert list(running_words(tmp_path / "raw.txt", "fr")) == [
        ["l'", "élu", "n'", "a"],
        ["rien", "dit", ",", "hélas", "!"],
    ]
    (tmp_path / "raw.txt").write_text("They don't, he's sure.", encoding="utf-8")
    (words,) = running_words(tmp_path / "raw.txt", "en")
    assert words == ["they", "do", "n't", ",", "he", "'s", "sure", "."]


def test_the_lexicon_guesses_only_known_words() -> None:
    def verb(form: str, lemma: str) -> Sentence:
        return Sentence(form, (Row("1", form, lemma, "VERB", "_", "_", "0", "root", True),))

    seen = [verb("parlait", "parler"), verb("donnait", "donner"), verb("portait", "porter")]
    entries = {
        (row.form, row.lemma) for sentence in extend(seen, ["chantait", "chanter", "bientait"]) for row in sentence.rows
    }
    assert ("chantait", "chanter") in entries
    assert ("Parlait", "parler") in entries
    assert not any(form == "bientait" for form, _ in entries)


def written(form: str, upos: str, feats: str) -> Sentence:
    return Sentence(form, (Row("1", form, form, upos, "_", feats, "0", "root", True),))


MODEL = [
    *[written("les", "DET", "Number=Plur|PronType=Art")] * 3,
    *[written(form, "NUM", "NumType=Card") for form in ("deux", "trois", "quatre")],
    *[written("fait", "VERB", "Gender=Masc|Tense=Past|VerbForm=Part")] * 3,
    *[written("grand", "ADJ", "Gender=Masc|Number=Sing")] * 2,
    written("utile", "ADJ", "Number=Sing"),
]


@pytest.mark.parametrize(
    ("form", "upos", "before", "after"),
    [
        # Of a form, what is never written goes, and what is always written comes.
        ("Les", "DET", "Gender=Masc|Number=Plur", "Number=Plur|PronType=Art"),
        # An unknown form follows its part of speech.
        ("sept", "NUM", "Number=Plur", "NumType=Card"),
        # A form that is seen seldom as well; gender comes with some adjectives, so that it may stay.
        ("utile", "ADJ", "Gender=Fem|Number=Sing", "Gender=Fem|Number=Sing"),
        # A finite verb is not written as the participle of the same form.
        ("fait", "VERB", "Mood=Ind|VerbForm=Fin", "Mood=Ind|VerbForm=Fin"),
        # Values are never changed, and pronoun types never left out.
        ("les", "DET", "Number=Sing|PronType=Art", "Number=Sing|PronType=Art"),
        ("trois", "NUM", "NumType=Card|PronType=Int", "NumType=Card|PronType=Int"),
        # A part of speech that the model does not have stays as it is.
        ("bah", "INTJ", "Typo=Yes", "Typo=Yes"),
    ],
)
def test_features_are_written_as_the_model_treebank_writes_them(form: str, upos: str, before: str, after: str) -> None:
    (row,) = harmonized(written(form, upos, before), manner_of(MODEL)).rows
    assert (row.form, row.upos, row.feats) == (form, upos, after)
    assert row.xpos == positional(after)


def test_no_treebank_has_a_tag_of_its_own_for_a_grammatical_word() -> None:
    def bank(*words: tuple[str, str, int]) -> list[Sentence]:
        return [written(form, upos, "_") for form, upos, count in words for _ in range(count)]

    first = bank(("dont", "PRON", 12), ("le", "DET", 30), ("mort", "NOUN", 30), ("chaque", "DET", 5))
    second = bank(("dont", "PRON", 12), ("le", "DET", 30), ("le", "PRON", 5), ("mort", "NOUN", 30))
    third = bank(("dont", "ADP", 3), ("le", "PRON", 5), ("mort", "VERB", 3), ("chaque", "ADJ", 3))
    tags = [[row.upos for sentence in bank for row in sentence.rows] for bank in in_harmony([first, second, third])]
    # *dont* is what the others say; *le* is a pronoun elsewhere too, *mort* no grammatical word, *chaque* too rare.
    assert tags[2] == ["PRON"] * 3 + ["PRON"] * 5 + ["VERB"] * 3 + ["ADJ"] * 3
    assert tags[:2] == [[sentence.rows[0].upos for sentence in bank] for bank in (first, second)]


def test_the_rate_rises_and_falls() -> None:
    rates = [rate_at(step, 1000, 1.0) for step in range(1, 1001)]
    assert max(rates) == rates[99] == 1.0
    assert rates[-1] == 0.0
    assert all(left > right for left, right in pairwise(rates[99:]))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_test_sets_are_never_trained_on(language: str) -> None:
    recipe = RECIPES[language]
    used = {corpus.file for corpus in recipe.train} | {recipe.dev}
    assert not used & set(recipe.tests)
    assert not any("test" in name for name in used)


def made_up(seed: int, size: int) -> str:
    """A treebank of *size* sentences of our own, of one shape."""
    rng = random.Random(seed)
    people, verbs, places = ("maire", "préfet", "juge"), ("parle", "vient", "part"), ("pont", "bois", "fort")
    sentences = []
    for _ in range(size):
        who, does, where = rng.choice(people), rng.choice(verbs), rng.choice(places)
        text = f"Le {who} {does} du {where}."
        rows = [
            ("1", "Le", "le", "DET", "Definite=Def", "2", "det", "_"),
            ("2", who, who, "NOUN", "Number=Sing", "3", "nsubj", "_"),
            ("3", does, does, "VERB", "Mood=Ind", "0", "root", "_"),
            ("4-5", "du", "_", "_", "_", "_", "_", "_"),
            ("4", "de", "de", "ADP", "_", "6", "case", "_"),
            ("5", "le", "le", "DET", "Definite=Def", "6", "det", "_"),
            ("6", where, where, "NOUN", "Number=Sing", "3", "obl", "SpaceAfter=No"),
            ("7", ".", ".", "PUNCT", "_", "3", "punct", "_"),
        ]
        lines = ["\t".join((*row[:4], "_", *row[4:7], "_", row[7])) for row in rows]
        sentences.append("\n".join([f"# text = {text}", *lines]) + "\n\n")
    return "".join(sentences)


@pytest.mark.slow
# Stanza's scorer leaves its gold file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("threads", [1, 2])
def test_the_whole_way(tmp_path: Path, threads: int) -> None:
    """From a treebank to packed models with a card, and again without doing anything twice."""
    pytest.importorskip("gensim")
    from training import __main__ as command

    ud, raw, out = tmp_path / "ud", tmp_path / "raw", tmp_path / "out"
    ud.mkdir()
    raw.mkdir()
    recipe = RECIPES["fr"]
    for seed, name in enumerate(("sequoia-train", "gsd-dev", "pud", "fqb", "sequoia-dev", "gsd-test", "sequoia-test")):
        (ud / f"{name}.conllu").write_text(made_up(seed, 40), encoding="utf-8")
    for source in recipe.raw:
        (raw / f"{source.file}.txt").write_text("Le maire part du bois.\n" * 20, encoding="utf-8")
    arguments = [
        "fr",
        "--ud",
        str(ud),
        "--raw",
        str(raw),
        "--out",
        str(out),
        "--steps",
        "6",
        "--threads",
        str(threads),
        "--beside",
        str(resolve("fr").folder),
    ]
    command.main(arguments)
    packed = out / "packed"
    assert set(resolve("fr", packed).files) == {"tokenize", "mwt", "pos", "lemma", "depparse", "vectors"}
    manifest = json.loads((packed / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["figures"]) == set(recipe.tests)
    card = (packed / "README.md").read_text(encoding="utf-8")
    assert "Never trained on the test sets" in card
    # The shipped models know French, those of six steps do not.
    for test in recipe.tests:
        (older,), (newer,) = (
            [float(line.split("|")[3]) for line in card.splitlines() if line.startswith(f"| {test} | {models} |")][:1]
            for models in ("starting", "these")
        )
        assert older > newer
    before = {path: path.stat().st_mtime_ns for path in (out / "models").iterdir()}
    command.main(arguments)
    assert {path: path.stat().st_mtime_ns for path in (out / "models").iterdir()} == before


LANE = """
import multiprocessing, threading, time
from training.lanes import _end_with_parent

def work():
    threading.Thread(target=_end_with_parent, daemon=True).start()
    print("at work", flush=True)
    time.sleep(30)
    print("left behind", flush=True)

if __name__ == "__main__":
    multiprocessing.get_context("spawn").Process(target=work).start()
"""


def test_a_lane_ends_with_a_training_that_is_killed(tmp_path: Path) -> None:
    """Else it would write to the checkpoints of the training that goes on from them."""
    script = tmp_path / "lane.py"
    script.write_text(LANE, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment) as training:
        assert training.stdout is not None
        assert training.stdout.readline() == "at work\n"
        training.kill()
        # Nothing more, until the last process that could write to the pipe has ended.
        assert training.stdout.read() == ""


def test_recipes_name_a_licence_for_all_they_use() -> None:
    sources: list[Corpus] = [c for recipe in RECIPES.values() for c in (*recipe.train, *recipe.raw)]
    assert all(source.licence and source.name for source in sources)
