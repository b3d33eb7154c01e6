"""Every format gives back what went in, or is as its schema says; none fails, whatever the report holds."""

import csv
import json
import re
from collections import defaultdict
from html.parser import HTMLParser
from io import BytesIO, StringIO
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.errors import DataError
from factcheck.exports import EXPORTS, BinaryFormat, ExportError, TextFormat, export, save
from factcheck.exports.about import About
from factcheck.exports.citron import document
from factcheck.exports.html.pieces import printable
from factcheck.exports.json import schema
from factcheck.exports.jsonl import read
from factcheck.exports.schema_org import graph
from factcheck.exports.web_annotation import collection
from factcheck.languages.messages import interface_languages, words
from factcheck.report import GAP, Attribution, Claim, Flag, Kind, Mention, Report, Source, SourceType
from factcheck.syntax.tokens import merged
from tests.reports import empty_report, kerbrac_report, rain_report, script_report

REPORTS = [rain_report(), kerbrac_report(), script_report(), empty_report()]
IDS = ["rain", "kerbrac", "script", "empty"]
of_each = pytest.mark.parametrize("report", REPORTS, ids=IDS)

Spans = tuple[tuple[int, int], ...]


def text_of(report: Report, to: str, about: About | None = None) -> str:
    """A text export."""
    made = export(report, to, about)
    assert isinstance(made, str)
    return made


class TestTheTable:
    def test_has_a_module_for_every_row(self) -> None:
        assert all(callable(item.render) for item in EXPORTS.values())

    def test_says_what_there_is_when_asked_for_something_else(self) -> None:
        with pytest.raises(ExportError, match="no export is called 'pdf'; there are: json, jsonl, html"):
            export(rain_report(), "pdf")

    def test_of_their_names_is_what_type_checkers_are_told(self) -> None:
        assert {item.name for item in EXPORTS.values() if not item.binary} == set(get_args(TextFormat))
        assert {item.name for item in EXPORTS.values() if item.binary} == set(get_args(BinaryFormat))

    @of_each
    def test_binary_formats_give_bytes_and_all_others_text(self, report: Report) -> None:
        assert all(isinstance(report.export(name), bytes if item.binary else str) for name, item in EXPORTS.items())


class TestJson:
    @of_each
    def test_reads_back(self, report: Report) -> None:
        assert Report.from_dict(json.loads(text_of(report, "json"))) == report

    @of_each
    def test_follows_the_published_schema(self, report: Report) -> None:
        jsonschema.validate(report.to_dict(), schema(), jsonschema.Draft202012Validator)

    def test_the_schema_is_a_schema_and_refuses_another_shape(self) -> None:
        jsonschema.Draft202012Validator.check_schema(schema())
        wrong = rain_report().to_dict() | {"claims": [{"id": 1}]}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema(), jsonschema.Draft202012Validator)

    def test_the_schema_knows_every_flag_kind_and_type(self) -> None:
        known = schema()["$defs"]
        assert known["flag"]["enum"] == list(Flag)
        assert known["claim"]["properties"]["kind"]["enum"] == list(Kind)
        assert known["source"]["properties"]["type"]["enum"] == list(SourceType)

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (["text"], None),
            (["claims", 0, "spans"], [["0", "9"]]),
            (["claims", 0, "spans"], 7),
            (["claims", 0, "kind"], "shouted"),
            (["claims", 0, "flags"], ["rude"]),
            (["claims", 0, "confidence"], "high"),
            (["claims", 1, "attribution", "chain"], ["s99"]),
            (["claims", 1, "attribution", "cue"], "said"),
            (["sources", 0, "mentions"], [{"text": "Ada"}]),
            (["sources", 0, "name"], 7),
        ],
    )
    def test_what_is_no_report_is_refused_when_it_is_read(self, path: list[Any], value: Any) -> None:
        data: Any = rain_report().to_dict()
        *way, last = path
        inner = data
        for key in way:
            inner = inner[key]
        inner[last] = value
        with pytest.raises(DataError, match="not a factcheck report"):
            Report.from_dict(data)

    def test_lines_read_back_in_order(self) -> None:
        lines = "\n".join(text_of(report, "jsonl") for report in REPORTS)
        assert list(read(lines.split("\n"))) == REPORTS

    def test_a_bad_line_is_named(self) -> None:
        with pytest.raises(DataError, match="line 3 cannot be read"):
            list(read([text_of(rain_report(), "jsonl"), "", "{"]))


class TestTables:
    @of_each
    def test_csv_has_a_row_for_each_claim_and_columns_even_for_none(self, report: Report) -> None:
        rows = list(csv.DictReader(StringIO(text_of(report, "csv"), newline="")))
        assert [row["text"] for row in rows] == [claim.text for claim in report]
        spans = [tuple(tuple(map(int, part.split("-"))) for part in row["spans"].split(";")) for row in rows]
        assert spans == [claim.spans for claim in report]
        for row, claim in zip(rows, report, strict=True):
            assert {flag for flag in Flag if row[flag] == "true"} == set(claim.flags)

    @of_each
    def test_pandas_arrow_and_parquet_agree(self, report: Report) -> None:
        pandas = pytest.importorskip("pandas")
        parquet = pytest.importorskip("pyarrow.parquet")
        made = report.export("parquet")
        assert isinstance(made, bytes)
        assert parquet.read_table(BytesIO(made)).equals(report.to_arrow())
        frame = report.to_pandas()
        assert list(frame.columns) == report.to_arrow().column_names
        assert frame["spans"].tolist() == report.to_arrow().column("spans").to_pylist()
        assert frame["relays"].tolist() == report.to_arrow().column("relays").to_pylist()
        assert isinstance(frame, pandas.DataFrame)

    def test_every_row_says_which_article_it_is_from(self) -> None:
        about = About("Rain", "https://example.org/rain", "The Hill Courier", "2026-11-30", "rain.html")
        known = {
            "document": "https://example.org/rain",
            "file": "rain.html",
            "title": "Rain",
            "outlet": "The Hill Courier",
            "date": "2026-11-30",
        }
        report = rain_report()
        lines = list(csv.DictReader(StringIO(text_of(report, "csv", about), newline="")))
        for rows in (lines, report.to_arrow(about).to_pylist(), report.to_pandas(about).to_dict("records")):
            assert [{key: row[key] for key in known} for row in rows] == [known] * len(report)

    def test_texts_without_an_address_are_told_apart_by_what_they_say(self) -> None:
        names = [report.to_arrow().column("document").to_pylist() for report in (rain_report(), kerbrac_report())]
        assert {len(set(name)) for name in names} == {1}
        assert names[0][0] != names[1][0]

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝"])
    def test_nothing_runs_in_a_spreadsheet(self, start: str) -> None:
        words = f"{start}HYPERLINK(1)"
        claim = Claim("c1", words, ((0, len(words)),), Kind.NARRATOR, confidence=0.5)
        report = Report(words, "en", (claim,), (Source("s1", words, SourceType.PERSON),))
        made = text_of(report, "spreadsheet", About(title=words))
        assert made.startswith("\ufeff")
        (row,) = csv.DictReader(StringIO(made.removeprefix("\ufeff"), newline=""))
        assert (row["text"], row["title"], row["confidence"]) == (f"'{words}", f"'{words}", "0.5")
        (plain,) = csv.DictReader(StringIO(text_of(report, "csv", About(title=words)), newline=""))
        assert (plain["text"], plain["title"]) == (words, words)

    def test_no_name_is_shown_backwards(self) -> None:
        report = rain_report()
        turned = evolve(report, sources=(evolve(report.sources[0], name="Ada \u202ekoorB"), *report.sources[1:]))
        for name in ("spreadsheet", "markdown", "html"):
            assert "\u202e" not in text_of(turned, name)
            assert "Ada ⟨U+202E⟩koorB" in text_of(turned, name)

    def test_a_row_names_the_origin_and_the_relays(self) -> None:
        row = rain_report().to_pandas().iloc[2]
        assert (row["origin"], row["origin_type"], row["relays"]) == (
            "two officials",
            "group",
            ["The Hill Courier"],
        )
        assert row["origin_anonymous"]


class TestWebAnnotations:
    @of_each
    def test_lead_back_to_the_same_words(self, report: Report) -> None:
        items = collection(report, About())["first"]["items"]
        found: dict[str, Spans] = {}
        for item in items:
            spans = []
            for target in item["target"]:
                position, quote = target["selector"]
                start, end = position["start"], position["end"]
                assert report.text[start:end] == quote["exact"]
                assert quote["prefix"] + quote["exact"] + quote["suffix"] in report.text
                spans.append((start, end))
            found[item["id"].rpartition("#")[2]] = tuple(spans)
        assert found == {claim.id: claim.spans for claim in report}

    def test_follow_the_data_model(self) -> None:
        iri = {"type": "string", "pattern": "^(https?|urn):"}
        purpose = {"enum": ["tagging", "describing", "identifying", "linking", "highlighting"]}
        annotation = {
            "type": "object",
            "required": ["id", "type", "target"],
            "properties": {
                "id": iri,
                "type": {"const": "Annotation"},
                "motivation": {"const": "classifying"},
                "body": {"items": {"required": ["type", "purpose"], "properties": {"purpose": purpose}}},
                "target": {"type": "array", "minItems": 1, "items": {"required": ["source", "selector"]}},
            },
        }
        shape = {
            "required": ["@context", "id", "type", "total", "first"],
            "properties": {
                "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
                "id": iri,
                "type": {"const": "AnnotationCollection"},
                "first": {
                    "required": ["type", "items"],
                    "properties": {"items": {"items": annotation}, "startIndex": {"const": 0}},
                },
            },
        }
        for report in REPORTS:
            jsonschema.validate(collection(report, About()), shape)

    def test_are_about_the_address_when_it_is_known(self) -> None:
        made = json.loads(text_of(rain_report(), "web-annotation", About(url="https://example.org/rain")))
        assert made["first"]["items"][0]["target"][0]["source"] == "https://example.org/rain"


class TestSchemaOrg:
    @of_each
    def test_has_a_claim_for_each_and_says_only_what_is_known(self, report: Report) -> None:
        made = text_of(report, "schema-org", About(title="Rain", outlet="The Hill Courier", date="2026-11-30"))
        article, *claims = json.loads(made)["@graph"]
        assert "null" not in made
        assert (article["headline"], article["datePublished"]) == ("Rain", "2026-11-30")
        assert [(item["@type"], item["text"]) for item in claims] == [("Claim", claim.text) for claim in report]

    @of_each
    def test_has_reviews_only_where_they_are_asked_for(self, report: Report) -> None:
        items = json.loads(text_of(report, "claim-review"))["@graph"]
        assert items[: len(report) + 1] == graph(report, About())["@graph"]
        reviews = items[len(report) + 1 :]
        assert [item["itemReviewed"]["@id"] for item in reviews] == [item["@id"] for item in items[1 : len(report) + 1]]
        assert {item["@type"] for item in reviews} <= {"ClaimReview"}

    def test_names_author_and_go_between(self) -> None:
        claim = graph(rain_report(), About())["@graph"][3]
        assert claim["author"]["name"] == "two officials"
        assert [each["@type"] for each in claim["contributor"]] == ["NewsMediaOrganization"]

    def test_rests_a_claim_on_the_document_that_it_comes_from(self) -> None:
        claim = graph(kerbrac_report(), About())["@graph"][8]
        assert claim["isBasedOn"]["@type"] == "CreativeWork"
        assert "author" not in claim


def read_brat(lines: str, text: str) -> dict[str, dict[str, Any]]:
    """Contents by their entity, with kind, flags, cue and source, as a brat reader would find them."""
    entities: dict[str, tuple[str, Spans]] = {}
    contents: dict[str, dict[str, Any]] = {}
    for line in lines.splitlines():
        id, rest = line.split("\t", 1)
        if id[0] == "T":
            sort, where = rest.split("\t")[0].split(" ", 1)
            spans = tuple(tuple(map(int, part.split())) for part in where.split(";"))
            assert rest.split("\t")[1] == " ".join(text[start:end] for start, end in spans)
            assert not any("\n" in text[start:end] for start, end in spans)
            entities[id] = (sort, spans)  # type: ignore[assignment]
            if sort == "Content":
                contents[id] = {"spans": spans, "flags": set()}
        elif id[0] == "A":
            name, entity, *value = rest.split(" ")
            contents[entity].update({"kind": value[0]} if value else {})
            contents[entity]["flags"] |= set() if value else {name}
        elif id[0] == "R":
            name, content, to = rest.split(" ")
            contents[content.removeprefix("Arg1:")][name] = entities[to.removeprefix("Arg2:")][1]
    return contents


def brat_problems(lines: str, configuration: str) -> list[str]:
    """What brat's verify_annotations.py complains of: unknown types, wrong arguments, undeclared overlaps."""
    sections: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in configuration.splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            section = match[1]
        elif line and not line.startswith("#"):
            name, _, rest = line.partition("\t")
            sections[section].append((name, rest))
    entities = {name for name, _ in sections["entities"]}
    relations = {(name, *re.findall(r"Arg[12]:([^,]+)", rest)) for name, rest in sections["relations"]}
    overlaps = ("<OVERLAP>", "<ENTITY>", "<ENTITY>") in relations
    attributes = {
        (name, value) for name, rest in sections["attributes"] for value in rest.partition("Value:")[2].split("|")
    }
    types: dict[str, str] = {}
    spans: list[tuple[int, int]] = []
    problems = []
    for line in lines.splitlines():
        id, rest = line.split("\t", 1)
        parts = rest.split("\t")[0].split(" ")
        if id[0] == "T":
            types[id] = parts[0]
            bounds = [int(number) for number in re.findall(r"\d+", rest.split("\t")[0])]
            spans.append((bounds[0], bounds[-1]))
            problems += [] if parts[0] in entities else [f"type {parts[0]}"]
        elif id[0] == "R":
            arguments = [types[part.partition(":")[2]] for part in parts[1:]]
            problems += [] if (parts[0], *arguments) in relations else [f"relation {parts[0]}"]
        elif id[0] == "A":
            problems += [] if (parts[0], "".join(parts[2:])) in attributes else [f"attribute {parts[0]}"]
    for (a, b), (c, d) in combinations(spans, 2):
        problems += ["overlap"] if a < d and c < b and not overlaps else []
    return problems


class TestBrat:
    @of_each
    def test_reads_back(self, report: Report) -> None:
        found = list(read_brat(text_of(report, "brat"), report.text).values())
        assert [each["spans"] for each in found] == [claim.spans for claim in report]
        assert [each["kind"] for each in found] == [claim.kind for claim in report]
        for each, claim in zip(found, report, strict=True):
            assert len(each["flags"]) == len(claim.flags)
            cue = claim.attribution and claim.attribution.cue
            assert each.get("Cue") == (((cue.start, cue.end),) if cue else None)

    def test_lies_beside_its_text_and_configuration(self, tmp_path: Path) -> None:
        report = kerbrac_report()
        written = save(report, tmp_path / "kerbrac.ann", "brat")
        assert [path.name for path in written] == ["kerbrac.ann", "kerbrac.txt", "annotation.conf"]
        assert (tmp_path / "kerbrac.txt").read_bytes().decode() == report.text
        found = read_brat((tmp_path / "kerbrac.ann").read_text(encoding="utf-8"), report.text)
        assert [each["spans"] for each in found.values()] == [claim.spans for claim in report]

    @of_each
    def test_passes_the_checks_of_brats_own_verifier(self, report: Report) -> None:
        files = EXPORTS["brat"].files(report, About(), "it")
        problems = brat_problems(str(files["it.ann"]), str(files["annotation.conf"]))
        assert problems == []

    def test_the_verifier_of_these_tests_finds_problems(self) -> None:
        files = EXPORTS["brat"].files(kerbrac_report(), About(), "it")
        lines, configuration = str(files["it.ann"]), str(files["annotation.conf"])
        without = re.sub(r"<OVERLAP>.*|Cue\tArg1.*|Kind\t.*", "", configuration)
        found = {problem.split(" ")[0] for problem in brat_problems(lines + "T99\tContent 0 9\tLa\n", without)}
        assert found == {"overlap", "relation", "attribute"}

    def test_cuts_a_span_at_a_line_break(self) -> None:
        text = "It rained\n  and rained."
        report = Report(text, "en", (Claim("c1", text, ((0, len(text)),), Kind.NARRATOR),), ())
        assert text_of(report, "brat").startswith("T1\tContent 0 9;12 23\tIt rained and rained.\n")


class TestConll:
    @of_each
    def test_reads_back_to_the_token(self, report: Report) -> None:
        tagged: dict[str, list[tuple[int, int]]] = defaultdict(list)
        begun: list[str] = []
        for line in text_of(report, "conll").splitlines():
            if not line or line.startswith("#"):
                continue
            _, form, start, end, *_, content = line.split("\t")
            assert report.text[int(start) : int(end)] == form
            for tag in content.split("|"):
                if tag != "O":
                    tagged[tag[2:]].append((int(start), int(end)))
                    begun += [tag[2:]] if tag[0] == "B" else []
        assert begun == [claim.id for claim in report]
        for claim in report:
            covered = {at for start, end in claim.spans for at in range(start, end)}
            letters = {at for start, end in tagged[claim.id] for at in range(start, end)}
            assert {at for at in covered if not report.text[at].isspace()} == letters & covered

    def test_has_as_many_columns_in_every_line_as_it_says(self) -> None:
        first, *lines = text_of(kerbrac_report(), "conll").splitlines()
        width = len(first.removeprefix("# columns = ").split())
        assert {line.count("\t") + 1 for line in lines if line and not line.startswith("#")} == {width}


class TestCitron:
    @of_each
    def test_is_as_citrons_own_reader_wants_it(self, report: Report) -> None:
        span = {
            "required": ["start", "end", "text"],
            "properties": {
                "start": {"type": "integer"},
                "end": {"type": "integer"},
                "text": {"type": "string"},
            },
        }
        spans = {"type": "array", "items": span}
        quote = {
            "required": ["cue", "sources", "contents"],
            "properties": {"cue": span, "sources": spans, "contents": spans, "coreferences": spans},
        }
        shape = {
            "required": ["text", "quotes"],
            "properties": {"quotes": {"items": quote}, "coreference_groups": {"items": spans}},
        }
        made = document(report)
        jsonschema.validate(made, shape)
        for each in (part for found in made["quotes"] for part in [found["cue"], *found["contents"]]):
            assert report.text[each["start"] : each["end"]] == each["text"]

    def test_has_a_quote_for_each_attribution_with_a_cue(self) -> None:
        assert [quote["id"] for quote in document(rain_report())["quotes"]] == ["c2", "c3", "c4"]

    def test_names_the_fullest_mention_of_a_short_one(self) -> None:
        text = "Ada Brook spoke. Brook said it rains."
        full, short = Mention("Ada Brook", 0, 9), Mention("Brook", 17, 22)
        source = Source("s1", "Ada Brook", SourceType.PERSON, mentions=(full, short))
        said = Attribution(Mention("said", 23, 27), short, ("s1",))
        report = Report(text, "en", (Claim("c1", "it rains", ((28, 36),), Kind.INDIRECT, said),), (source,))
        assert document(report)["quotes"][0]["coreferences"] == [full.to_dict()]


class TestSpacy:
    def test_spans_are_the_claims_cues_and_sources(self) -> None:
        pytest.importorskip("spacy", reason="spaCy is not installed")
        report = rain_report()
        doc = report.to_spacy()
        assert doc.text == report.text
        found = [(span.id_, span.label_, span.start_char, span.end_char) for span in doc.spans["claims"]]
        assert found == [(claim.id, claim.kind, *span) for claim in report for span in claim.spans]
        assert [span.text for span in doc.spans["cues"]] == ["said", "reported", "denied"]
        assert {span.label_ for span in doc.spans["sources"]} == {"person", "outlet", "group"}
        assert Report.from_dict(doc.user_data["factcheck"]) == report

    def test_a_text_in_no_known_language_is_still_read(self) -> None:
        pytest.importorskip("spacy", reason="spaCy is not installed")
        assert Report("12 / 7", "und", (), ()).to_spacy().text == "12 / 7"


class TestMarkdown:
    def test_has_the_article_the_notes_and_the_sources(self) -> None:
        made = text_of(rain_report(), "markdown", About(title="Rain"))
        assert made.startswith(
            "# Rain\n\nThe dam will hold.[^1] “We have seen worse,” said Ada Brook, “and we are ready.”[^2]"
        )
        assert "[^3]: The Hill Courier ← **two officials** (reported) · *second-hand*: It is second\\_hand" in made
        assert "| two officials | group | 1 | 0 |" in made

    def test_says_when_all_hangs_on_one_source(self) -> None:
        report = rain_report()
        one = evolve(report, claims=(report.claims[1], evolve(report.claims[1], id="c9")))
        assert "Everything attributed in this text comes from **Ada Brook**" in text_of(one, "markdown")
        assert "<b><bdi>Ada Brook</bdi></b>" in text_of(one, "html")

    def test_leaves_no_markup_of_the_article_standing(self) -> None:
        text = "# No heading\n- no list\n1. none\n> *no* [link](x) <b>`code`</b> | a_b_"
        made = text_of(Report(text, "en", (), ()), "markdown")
        body = made.split("\n\n", 1)[1]
        assert "<b>" not in body.replace("\\<b", "")
        for mark in ("\n# ", "\n- ", "\n1. ", "\n> "):
            assert mark not in "\n" + body


@st.composite
def any_report(draw: st.DrawFn, sound: bool = False) -> Report:
    """A report over any text, with claims anywhere in it; a sound one has words and spans that agree."""
    text = draw(st.text(min_size=1, max_size=60))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: (min(pair), max(pair)))
    places = places.filter(lambda span: span[0] < span[1] or not sound)
    mentions = places.map(lambda span: Mention(text[span[0] : span[1]], *span))
    flags = st.lists(st.sampled_from(Flag), unique=True).map(tuple)
    source = Source("s1", draw(st.text(max_size=9)), draw(st.sampled_from(SourceType)), mentions=(draw(mentions),))
    attributions = st.builds(Attribution, st.none() | mentions, st.none() | mentions, st.just(("s1",)))
    spans = st.lists(places, min_size=1, max_size=3).map(lambda parts: tuple(merged(parts) if sound else parts))
    claims = draw(st.lists(st.tuples(spans, st.sampled_from(Kind), st.none() | attributions, flags), max_size=4))
    made = (
        Claim(f"c{number}", GAP.join(text[start:end] for start, end in parts), parts, kind, said, marks)
        for number, (parts, kind, said, marks) in enumerate(claims, 1)
    )
    return Report(text, draw(st.sampled_from(["fr", "en", "de"])), tuple(made), (source,))


class _Notes(HTMLParser):
    """What each note of a page quotes, by the number of its claim."""

    def __init__(self) -> None:
        super().__init__()
        self.quotes: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "li" and "data-quote" in found:
            self.quotes[str(found["data-claim"])] = str(found["data-quote"])


def quotes(report: Report) -> dict[str, str]:
    """What the notes of a report's page quote, which the card shows as it is."""
    notes = _Notes()
    notes.feed(report.to_html())
    return notes.quotes


class TestThePage:
    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(any_report())
    def test_every_note_quotes_the_claim_itself(self, report: Report) -> None:
        assert set(quotes(report).items()) <= {
            (str(number), printable(claim.text)) for number, claim in enumerate(report, 1)
        }

    def test_a_reason_for_a_flag_that_is_not_there_is_not_shown(self) -> None:
        claim = Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR, why={Flag.DENIED: "Because."})
        assert "Because." not in text_of(Report("It rains.", "en", (claim,), ()), "html")

    def test_an_interrupted_claim_is_quoted_as_it_is(self) -> None:
        for report in (rain_report(), kerbrac_report()):
            assert quotes(report) == {str(number): claim.text for number, claim in enumerate(report, 1)}


@given(any_report())
def test_no_text_format_fails_whatever_the_report_holds(report: Report) -> None:
    for name, item in EXPORTS.items():
        if not item.binary:
            text_of(report, name)


@settings(deadline=None)
@given(any_report(sound=True))
def test_any_sound_report_reads_back_from_json(report: Report) -> None:
    assert Report.from_dict(json.loads(text_of(report, "json"))) == report


def test_a_lone_surrogate_fits_into_a_table() -> None:
    pytest.importorskip("pyarrow")
    claim = Claim("c1", "It \ud800 rains.", ((0, 11),), Kind.NARRATOR)
    assert Report("It \ud800 rains.", "en", (claim,), ()).to_arrow().column("text").to_pylist() == ["It ? rains."]


class TestTheWords:
    def test_are_the_same_in_each_language_with_the_same_gaps(self) -> None:
        tables = [words(code) for code in interface_languages()]
        for key in {key for table in tables for key in table}:
            sentences = [table.get(key, "") for table in tables]
            assert all(sentences), key
            gaps = {frozenset(re.findall(r"{\w*}", sentence)) for sentence in sentences}
            # A date in words has its parts in each language's own order, so that only what they are is compared.
            assert len(gaps) == 1, key

    def test_french_ones_are_set_as_french_is(self) -> None:
        for key, sentence in words("fr").items():
            assert not re.search(r"(?<!\N{NO-BREAK SPACE})[:;?!»%]|«(?!\N{NO-BREAK SPACE})|'", sentence), key

    def test_no_page_in_french_has_an_english_sentence_in_it(self) -> None:
        page = text_of(kerbrac_report(), "html")
        shown = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
        # What stands there for a reader who switches is marked as English.
        shown = re.sub(r'<span class="in" lang="en">.*?</span>', "", shown, flags=re.DOTALL)
        labels = re.findall(r'(?:aria-label|title|content)="([^"]*)"', shown)
        shown = " ".join([*labels, re.sub(r"<[^>]*>", " ", shown)])
        # The switch between the languages calls each by its own name.
        told = {key: said for key, said in words("en").items() if len(said) > 3 and not key.startswith("language.")}
        english = [said for key, said in told.items() if said != words("fr")[key]]
        assert [said for said in english if re.search(rf"(?<![\w-]){re.escape(said)}(?![\w-])", shown)] == []
