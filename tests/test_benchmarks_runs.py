"""The other benchmarks: clocks, growth, treebank reader, coreference, page. Nothing here needs a model."""

import importlib.util
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from benchmarks import coreference, document, page, quality, tables, timing
from benchmarks.__main__ import main
from benchmarks.gold import article
from benchmarks.peers import baseline, citron
from benchmarks.treebank import read
from factcheck.syntax.tokens import Document, Sentence, Token

GUM = """\
# newdoc id = GUM_news_bridge
# newpar
# sent_id = 1
# text = Mayor Ann Lee's bridge fell.
1\tMayor\tmayor\tNOUN\t_\t_\t2\tcompound\t_\tDiscourse=organization-heading:1->2:0|Entity=(1-person-new-nnnnn-cf1-1-coref
2\tAnn\tAnn\tPROPN\t_\t_\t5\tnmod:poss\t_\t_
3\tLee\tLee\tPROPN\t_\t_\t2\tflat\t_\tEntity=1)
4\t's\t's\tPART\t_\t_\t2\tcase\t_\t_
5\tbridge\tbridge\tNOUN\t_\t_\t6\tnsubj\t_\t_
6\tfell\tfall\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t_\t_\t6\tpunct\t_\t_

# sent_id = 2
# text = Lee said she'd rebuild it.
1\tLee\tLee\tPROPN\t_\t_\t2\tnsubj\t_\tDiscourse=attribution-positive:2->3:0|Entity=(1-person-giv:act-nnnnn-cf1-1-coref)
2\tsaid\tsay\tVERB\t_\t_\t0\troot\t_\t_
3-4\tshe'd\t_\t_\t_\t_\t_\t_\t_\t_
3\tshe\tshe\tPRON\t_\tPerson=3|PronType=Prs\t5\tnsubj\t_\tDiscourse=ROOT:3:0|Entity=(1-person-giv:act-nnnnn-cf1-1-ana)
4\t'd\twould\tAUX\t_\t_\t5\taux\t_\t_
5\trebuild\trebuild\tVERB\t_\t_\t2\tccomp\t_\t_
6\tit\tit\tPRON\t_\tPerson=3|PronType=Prs\t5\tobj\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""


def _gum(tmp_path: Path) -> Any:
    path = tmp_path / "gum.conllu"
    path.write_text(GUM, encoding="utf-8")
    (gold,) = read(path, "en")
    return gold


def test_treebank_offsets_contractions_mentions_and_attributions(tmp_path: Path) -> None:
    gold = _gum(tmp_path)
    text = gold.document.text
    assert text == "Mayor Ann Lee's bridge fell. Lee said she'd rebuild it."
    assert [text[m.start : m.end] for m in gold.mentions] == ["Mayor Ann Lee", "Lee", "she'd"]
    assert {m.entity for m in gold.mentions} == {"1"}
    assert [text[start:end].strip() for start, end in gold.told] == ["Lee said"]
    assert gold.genre == "news"


def test_a_treebank_without_documents_or_discourse_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "plain.conllu"
    path.write_text(
        "\n".join(line for line in GUM.split("\n") if not line.startswith("# new")).replace("Discourse", "X"),
        encoding="utf-8",
    )
    (gold,) = read(path, "fr")
    assert (gold.id, gold.told, len(gold.document.sentences)) == ("", (), 2)


def test_coreference_judges_by_the_mention_that_names_our_entity(tmp_path: Path) -> None:
    gold = _gum(tmp_path)
    starts = [(0, 13), (29, 32), (38, 43)]
    right = [SimpleNamespace(name="Ann Lee", spans=tuple(starts))]
    wrong = [SimpleNamespace(name="bridge", spans=((16, 22), *starts[1:]))]
    last_name = ("any last name as subject", "source: last name")
    assert [(case.groups, case.right) for case in coreference.judge(gold, right)] == [
        (last_name, True),
        (("any third-person subject pronoun",), True),
    ]
    assert not any(case.right for case in coreference.judge(gold, wrong))
    assert [case.ours for case in coreference.judge(gold, ())] == ["nobody", "nobody"]


def test_clock_counts_a_function_apart_from_what_it_calls() -> None:
    place = SimpleNamespace()
    place.inner = lambda: sum(range(200_000))
    place.outer = lambda: [place.inner() for _ in range(3)]
    clock = timing.Clock()
    with clock.watching({"inner": [(place, "inner")], "outer": [(place, "outer")]}):
        place.outer()
    assert clock.seconds["inner"] > clock.seconds["outer"]
    place.outer()
    assert place.outer.__name__ == "<lambda>"


def test_exponent_of_quadratic_growth() -> None:
    assert timing.exponent([1, 2, 4], [1, 4, 16]) == 2.0
    assert timing.exponent([1], [1]) is None


def test_a_grown_document_keeps_its_offsets() -> None:
    grown = pytest.importorskip("benchmarks.grown")
    token = Token(0, "Rain", 0, 4, "rain", "NOUN")
    piece = Document("Rain.", "Rain.", "en", (Sentence(0, 4, (token,)),))
    made = grown.document([piece], 20)
    assert made.text == "Rain.\nRain.\nRain.\nRain."
    assert {made.text[t.start : t.end] for s in made.sentences for t in s.tokens} == {"Rain"}
    assert [s.paragraph for s in made.sentences] == [0, 1, 2, 3]


def test_citron_command(tmp_path: Path) -> None:
    script = tmp_path / "peer.py"
    script.write_text(
        "import json, sys\n"
        "text = open(sys.argv[1]).read()\n"
        "quote = {'cue': None, 'sources': [], 'contents': [{'start': 0, 'end': len(text)}]}\n"
        "json.dump({'quotes': [quote]}, open(sys.argv[2], 'w'))\n",
        encoding="utf-8",
    )
    (report,) = citron.command(f"python3 {script} {{input}} {{output}}")(["It rains."], "en")
    assert report["claims"][0]["text"] == "It rains."
    assert report["claims"][0]["attribution"] == {"cue": None, "source": None, "chain": []}


def _result() -> dict[str, Any]:
    text = '"It will rain soon," said Ann Lee.'
    row: dict[str, Any] = {"id": "a", "lang": "en", "text": text, "sentences": []}
    row["attributions"] = [{"content": [[0, 20]], "source": [[26, 33]], "cue": [[21, 25]], "kind": "direct"}]
    found = quality.evaluate([article(row)], {"a": baseline.report(text, "en")})
    made = {"date": "2026-01-01"}
    return {"made": made, "quality": {"made": made, "sets": {"a-set": {**found, "seconds": 1.0}}}}


def test_tables_hold_no_sentence_and_go_into_the_documentation(tmp_path: Path) -> None:
    result = _result()
    target, results = tmp_path / "page.md", tmp_path / "results.json"
    target.write_text(f"# T\n{document.BEGIN}\n{document.END}\n", encoding="utf-8")
    results.write_text(json.dumps(result), encoding="utf-8")
    done = CliRunner().invoke(main, ["document", str(results), str(target)])
    assert done.exit_code == 0, done.output
    written = target.read_text(encoding="utf-8")
    assert "| attribution | 100.0 (100–100) |" in written
    assert "It will rain" not in written
    assert len(list(tables.grids(result))) == 5


def test_the_page_needs_nothing_else() -> None:
    if importlib.util.find_spec("matplotlib") is None:
        pytest.skip("matplotlib is not installed")
    made = page.page(_result())
    assert made.count("<svg") == 2
    assert "<script" not in made
    assert "It will rain" not in made


def test_a_peer_sees_no_quotation_mark_in_a_genitive_of_the_plural() -> None:
    from benchmarks.peers.spacy_doc import _groups

    text = "the members' offer"
    rows = [("the", 0, "DET"), ("members", 4, "NOUN"), ("'", 11, "PART"), ("offer", 13, "NOUN")]
    tokens = tuple(Token(n, word, at, at + len(word), word, upos) for n, (word, at, upos) in enumerate(rows))
    groups = list(_groups(Sentence(0, len(text), tokens, 0)))
    assert [text[group[0].start : group[-1].end] for group in groups] == ["the", "members'", "offer"]
