"""What a trace says of articles made by hand: what is one statement, and on whose word it rests."""

import csv
import json
from io import StringIO

import jsonschema
import networkx
import pytest
from attrs import evolve

from factcheck import (
    Attribution,
    Claim,
    DataError,
    Document,
    Flag,
    Kind,
    Mention,
    Report,
    Source,
    SourceType,
    StatementFlag,
    attribute_claims,
    trace,
)
from factcheck.exports.trace import EXPORTS, TraceExportError
from factcheck.exports.trace.json import schema
from factcheck.exports.trace.words import account, words
from factcheck.provenance.copies import shared_text
from factcheck.provenance.origins import one_entity
from factcheck.provenance.reading import read
from factcheck.provenance.statements import join
from factcheck.provenance.vectors import word_table

TIMES = ("The New York Times", SourceType.OUTLET)
OFFICIALS = ("responsables américains anonymes", SourceType.GROUP)


def article(
    *told: tuple[str, tuple[tuple[str, SourceType], ...]], language: str = "en", denied: bool = False
) -> Report:
    """An article of one sentence for each claim, with the chain that leads to whom it is from."""
    text = " ".join(sentence for sentence, _ in told)
    sources: dict[tuple[str, SourceType], Source] = {}
    claims = []
    for number, (sentence, chain) in enumerate(told, 1):
        start = text.index(sentence)
        ids = []
        for name, type in chain:
            nameless = type is SourceType.GROUP
            ids.append(sources.setdefault((name, type), Source(f"s{len(sources) + 1}", name, type, nameless)).id)
        flags = [] if ids else [Flag.UNSOURCED]
        flags += [Flag.SECOND_HAND] * (len(ids) > 1) + [Flag.DENIED] * denied
        flags += [Flag.ANONYMOUS_SOURCE] * (bool(chain) and chain[-1][1] is SourceType.GROUP)
        cue = Mention(sentence[:1], start, start + 1)
        said = Attribution(cue, None, tuple(ids)) if ids else None
        span = (start, start + len(sentence))
        kind = Kind.INDIRECT if ids else Kind.NARRATOR
        claims.append(Claim(f"c{number}", sentence, (span,), kind, said, tuple(flags)))
    return Report(text, language, tuple(claims), tuple(sources.values()))


def together(one: str, other: str, languages: tuple[str, str] = ("en", "en")) -> bool:
    """Whether two sentences of two articles are taken for one statement."""
    reports = [article((text, ()), language=code) for text, code in zip((one, other), languages, strict=True)]
    return len(trace(reports)) == 1


def test_officials_behind_one_paper_are_one_origin() -> None:
    """Articles that repeat what a paper has from unnamed officials rest on one origin, in whatever words."""
    said = "Kim Jong Un prévoit de se rendre en Russie en septembre pour rencontrer Vladimir Poutine."
    other = "Le dirigeant Kim Jong Un se rendra en Russie en septembre afin de rencontrer Vladimir Poutine."
    reports = [
        article((said, (TIMES, OFFICIALS)), language="fr"),
        article((other, (TIMES, ("plusieurs responsables", SourceType.GROUP))), language="fr"),
        article((said, (("New York Times", SourceType.OUTLET), ("des responsables", SourceType.GROUP))), language="fr"),
    ]
    (statement,) = trace(reports)
    assert statement.articles == ("d1", "d2", "d3")
    assert statement.independent_origins == 1
    assert {StatementFlag.SINGLE_ORIGIN, StatementFlag.ANONYMOUS} <= set(statement.flags)
    assert len({wording.origin for wording in statement.claims}) == 1


@pytest.mark.parametrize(
    ("one", "other", "languages"),
    [
        (
            "The Orrin bridge has been closed since November 2019.",
            "The bridge over the Orrin has been shut since November 2019.",
            ("en", "en"),
        ),
        (
            "Quelque 4 500 personnes ont manifesté mardi à Merlanges.",
            "Ils étaient 4 500 à manifester mardi à Merlanges.",
            ("fr", "fr"),
        ),
        (
            "Northmark will pay 310 million euros for the Kervran shipyard.",
            "Northmark va payer 310 millions d’euros pour le chantier naval Kervran.",
            ("en", "fr"),
        ),
    ],
)
def test_one_statement(one: str, other: str, languages: tuple[str, str]) -> None:
    assert together(one, other, languages)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (
            "The council met to decide on the new school in Oban.",
            "A goalkeeper has been sold to a club in Lecora for 40 million euros.",
            "en",
        ),
        ("The fire at the Corrimore works killed five.", "The fire at the Corrimore works killed two.", "en"),
        (
            "A bomb went off in a market in Varlow on Monday.",
            "A bomb went off in a market in Brandesk on Monday.",
            "en",
        ),
        ("The minister resigned in March 2019.", "The minister resigned in June 2019.", "en"),
        ("Le maire Paul Durvil a signé le devis jeudi.", "Le maire Jean Morvac a signé le devis jeudi.", "fr"),
        ("22 % des conducteurs étaient en grève.", "61 % des conducteurs étaient en grève.", "fr"),
        ("Le pont a rouvert le 1er avril.", "Le pont n’a pas rouvert le 1er avril.", "fr"),
    ],
)
def test_not_one_statement(one: str, other: str, language: str) -> None:
    assert together(one, one, (language, language))
    assert not together(one, other, (language, language))


def test_an_outlet_is_followed_to_whom_it_has_it_from() -> None:
    """A paper that cites another rests on whom that one cites, where that one's article is there."""
    text = "The Halvey works had turned the sprinklers off on Monday."
    fitter = ("Ann Pryce", SourceType.PERSON)
    reports = [article((text, (fitter,))), article((text, (("Corrimore Echo", SourceType.OUTLET),)))]
    documents = [Document("a", "Corrimore Echo", "2026-05-14"), Document("b", "Dunlea Mercury", "2026-05-15")]
    (statement,) = (traced := trace(reports, documents=documents))
    assert [traced.origin(id).name for id in statement.origins] == ["Ann Pryce"]
    assert statement.claims[1].relays == ("Corrimore Echo",)
    assert StatementFlag.SINGLE_ORIGIN in statement.flags


def test_a_person_and_the_body_that_they_speak_for_are_one_origin() -> None:
    text = "The Halvey works had turned the sprinklers off on Monday."
    spoken = article((text, (("Ann Pryce", SourceType.PERSON),)))
    described = evolve(
        spoken, sources=(evolve(spoken.sources[0], description="secretary of the Paint Workers' Union"),)
    )
    body = article((text, (("Paint Workers' Union", SourceType.ORGANIZATION),)))
    other = article((text, (("Halvey", SourceType.ORGANIZATION),)))
    assert [statement.independent_origins for statement in trace([described, body])] == [1]
    assert [statement.independent_origins for statement in trace([described, other])] == [2]


@pytest.mark.parametrize(
    ("language", "text", "names", "told", "why"),
    [
        (
            "en",
            "The Halvey works had turned the sprinklers off on Monday.",
            ("senior official", "people familiar with the talks", "nurse", "judge"),
            "one origin at least: senior official (perhaps the same: people familiar with the talks)",
            "nothing told of the sources",
        ),
        (
            "fr",
            "L’usine Halvey avait coupé lundi les extincteurs automatiques.",
            ("haut responsable", "personnes proches du dossier", "infirmière", "juge"),
            "une origine au moins : haut responsable (peut-être la même : personnes proches du dossier)",
            "rien de ce qui est dit",
        ),
    ],
)
def test_unnamed_sources_who_may_be_one(language: str, text: str, names: tuple[str, ...], told: str, why: str) -> None:
    """The first to be named stands for those of whom nothing shows that they are several; the rest are listed apart."""
    unnamed = [article((text, ((name, SourceType.GROUP),)), language=language) for name in names]
    two, four = trace(unnamed[:2]), trace(unnamed)
    (statement,) = two
    assert [two.origin(id).name for id in statement.origins] == [names[0]]
    assert [two.origin(id).name for id in statement.perhaps_same] == [names[1]]
    assert statement.independent_origins == 1
    assert why in statement.why[StatementFlag.SINGLE_ORIGIN]
    assert told in account(two, statement, words(language))
    assert f"perhaps the same: {names[1]}" in two.export("markdown")
    assert [statement.independent_origins for statement in four] == [2]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (
            "en",
            "The mayor signed the estimate herself.",
            ("former aide to the mayor", "former aide at town hall"),
        ),
        ("fr", "La maire a signé le devis elle-même.", ("ancien membre du cabinet", "ancien membre de son cabinet")),
    ],
)
def test_somebody_unnamed_is_no_other_for_a_definite_article(language: str, text: str, names: tuple[str, str]) -> None:
    """*A former aide* may be *the former aide* of another paper, who is not flagged there; a named one may not."""
    unnamed, definite = (article((text, ((name, SourceType.PERSON),)), language=language) for name in names)
    (source,) = unnamed.sources
    unnamed = evolve(unnamed, sources=(evolve(source, anonymous=True),))
    (one,) = trace([unnamed, definite])
    assert one.independent_origins == 1
    named = article((text, (("Ann Pryce", SourceType.PERSON),)), language=language)
    (two,) = trace([unnamed, named])
    assert two.independent_origins == 2


@pytest.mark.parametrize(
    ("one", "other", "type", "apart"),
    [
        ("United Nations", "statement of the UN envoy", SourceType.DOCUMENT, 1),
        ("note interne", "note de la direction de la STM", SourceType.DOCUMENT, 1),
        ("funding note", "list of grants", SourceType.DOCUMENT, 2),
        ("Corrimore Council", "Dunlea Council", SourceType.ORGANIZATION, 2),
    ],
)
def test_independent_origins(one: str, other: str, type: SourceType, apart: int) -> None:
    text = "The Halvey works had turned the sprinklers off on Monday."
    first = SourceType.ORGANIZATION if one[0].isupper() else type
    (statement,) = trace([article((text, ((one, first),))), article((text, ((other, type),)))])
    assert statement.independent_origins == apart


def test_reasons_are_in_the_language_of_the_statement_or_any_other() -> None:
    text = "Le pont de l’Orrin est fermé depuis novembre 2019."
    (statement,) = trace([article((text, (("mairie", SourceType.ORGANIZATION),)), language="fr")] * 2)
    assert statement.why[StatementFlag.SINGLE_ORIGIN] == (
        "2 articles le disent, et tous ceux qui nomment une source mènent à la même : mairie."
    )
    assert statement.reasons("en")[StatementFlag.SINGLE_ORIGIN].startswith("2 articles have it")


def test_a_copy_that_alone_names_the_source_counts() -> None:
    told = "The Orrin bridge has been closed since November 2019, when shells tore a hole into its eastern span."
    (statement,) = (
        traced := trace([article((told, ())), article((told, (("Ann Pryce", SourceType.PERSON),)))])
    ).statements
    assert statement.claims[1].copied_from == "d1"
    assert [traced.origin(id).name for id in statement.origins] == ["Ann Pryce"]


# Articles of our own after the one that the project starts from.
SEED_LIKE = {
    "fr": (
        "Kim Jong Un prévoit de se rendre en Russie ce mois-ci pour rencontrer Vladimir Poutine, a rapporté lundi le "
        "New York Times, citant des responsables américains anonymes.",
        "Le New York Times, citant plusieurs responsables anonymes des États-Unis et de leurs alliés, a rapporté que "
        "Kim Jong Un prévoyait de se rendre en Russie ce mois-ci pour y rencontrer Vladimir Poutine.",
        "Selon des responsables anonymes cités par le New York Times, Kim Jong Un prévoit de se rendre ce mois-ci en "
        "Russie, où il doit rencontrer le président Vladimir Poutine.",
    ),
    "en": (
        "Kim Jong Un plans to travel to Russia this month to meet Vladimir Putin, the New York Times reported on "
        "Monday, citing unnamed American officials.",
        "The New York Times, citing several unnamed officials from the United States and its allies, reported that Kim "
        "Jong Un planned to travel to Russia this month to meet Vladimir Putin there.",
        "According to unnamed officials cited by the New York Times, Kim Jong Un plans to travel this month to Russia, "
        "where he is to meet President Vladimir Putin.",
    ),
}


@pytest.mark.parametrize("languages", [("fr", "fr", "fr"), ("en", "en", "en")])
def test_articles_that_repeat_the_new_york_times_rest_on_one_origin(languages: tuple[str, ...]) -> None:
    """The library's own claims: three papers, one origin, unnamed, through one outlet."""
    reports = [attribute_claims(SEED_LIKE[language][place], language) for place, language in enumerate(languages)]
    documents = [Document(name, name) for name in ("Le Courrier", "La Gazette", "Radio Vernoy")]
    traced = trace(reports, documents=documents)
    (statement,) = (one for one in traced if len(one.articles) == 3)
    assert statement.independent_origins == 1
    assert {StatementFlag.SINGLE_ORIGIN, StatementFlag.ANONYMOUS} <= set(statement.flags)
    assert len({wording.origin for wording in statement.claims if wording.origin}) == 1
    assert {relay for wording in statement.claims for relay in wording.relays} == {"The New York Times"}


def test_circular_and_hardened() -> None:
    text = "The Halvey works had turned the sprinklers off on Monday."
    outlets = ("Corrimore Echo", "Dunlea Mercury", "Radio Oban")
    documents = [Document(outlet, outlet, str(day)) for day, outlet in enumerate(outlets)]
    reports = [
        article((text, (("Dunlea Mercury", SourceType.OUTLET),))),
        article((text, (("Corrimore Echo", SourceType.OUTLET),))),
        article((text, ())),
    ]
    (statement,) = trace(reports, documents=documents)
    assert {StatementFlag.CIRCULAR, StatementFlag.HARDENED} <= set(statement.flags)
    assert "Radio Oban" in statement.why[StatementFlag.HARDENED]


def test_a_denial_disputes() -> None:
    text = "The Halvey works had turned the sprinklers off on Monday."
    firm = ("Halvey", SourceType.ORGANIZATION)
    (statement,) = trace([article((text, ())), article((text, (firm,)), denied=True)])
    assert StatementFlag.DISPUTED in statement.flags


def test_time_order_is_that_of_the_dates() -> None:
    text = "The Orrin bridge has been closed since November 2019."
    late, early = Document("late", date="2026-03-04"), Document("early", date="2026-03-03")
    (statement,) = trace([article((text, ())), article((text, ()))], documents=[late, early])
    assert statement.first == "early"


def test_copies_are_left_out_of_the_count() -> None:
    told = [
        ("The Orrin bridge has been closed since November 2019, when shells tore a hole into its eastern span.", ()),
        ("Some nine thousand people used it on an ordinary weekday.", (("Ann Pryce", SourceType.PERSON),)),
    ]
    traced = trace([article(*told), article(*told)])
    assert [copy.document for copy in traced.articles[1].copies] == ["d1"]
    assert all(statement.copies == 1 and statement.claims[1].copied_from == "d1" for statement in traced)


def test_documents_must_fit() -> None:
    report = article(("The Orrin bridge is closed.", ()))
    with pytest.raises(DataError, match="2 reports, but 1 documents"):
        trace([report, report], documents=[Document("a")])
    with pytest.raises(DataError, match="two documents have the id 'a'"):
        trace([report, report], documents=[Document("a"), Document("a")])


@pytest.mark.parametrize(
    ("one", "other", "type", "same"),
    [
        ("Antony Blinken", "Anthony Blinken", SourceType.PERSON, True),
        ("Hélène Maubrac", "Helene Maubrac", SourceType.PERSON, True),
        ("Paul Martin", "Anne Martin", SourceType.PERSON, False),
        ("Martin", "Anne Martin", SourceType.PERSON, False),
        ("ministère de la Santé", "ministère de la Défense", SourceType.ORGANIZATION, False),
        ("AFR", "Agence France Régions", SourceType.OUTLET, True),
        ("World Wire", "World Wire (agency)", SourceType.OUTLET, True),
        ("Le Monde", "Le Monde diplomatique", SourceType.OUTLET, False),
    ],
)
def test_who_is_one(one: str, other: str, type: SourceType, same: bool) -> None:
    assert one_entity(Source("s1", one, type), Source("s1", other, type)) is same


@pytest.mark.parametrize(
    ("text", "language", "figures"),
    [
        ("The explosion killed two, not five.", "en", {("2", False), ("5", True)}),
        ("12 000 personnes, et non 4 500", "fr", {("12000", False), ("4500", True)}),
        ("thirty-seven men and 8,412 adults", "en", {("37", False), ("8412", False)}),
        ("quatre mille cinq cents personnes et 3,5 milliards", "fr", {("4500", False), ("3500000000", False)}),
        ("about €310m", "en", {("310000000", False)}),
    ],
)
def test_figures(text: str, language: str, figures: set[tuple[str, bool]]) -> None:
    assert {(figure.value, figure.rejected) for figure in read(text, language, word_table()).figures} == figures


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("on 1 April", "en"),
        ("April the first", "en"),
        ("April 1", "en"),
        ("le 1er avril", "fr"),
        ("premier avril", "fr"),
    ],
)
def test_dates(text: str, language: str) -> None:
    assert read(text, language, word_table()).dates == {"04-01"}


def test_words_of_two_languages_are_near() -> None:
    table = word_table()
    for one, other, far in (
        ("closed", "fermé", "lait"),
        ("fishermen", "pêcheurs", "ministre"),
        ("killed", "tué", "route"),
    ):
        assert table.vector(one) @ table.vector(other) > 0.5 > table.vector(one) @ table.vector(far)


def test_a_chain_of_weak_links_joins_nothing() -> None:
    links = {(n, n + 1): 0.7 for n in range(9)}
    assert max(map(len, join(range(10), links))) == 2


def test_claims_of_one_article_do_not_keep_each_other_out() -> None:
    """A headline and the sentence below it, which were never compared, both join what another article says."""
    assert join([0, 0, 1], {(0, 2): 2.0, (1, 2): 2.0}) == [(0, 1, 2)]


def test_who_is_far_from_the_rest_leaves_again() -> None:
    near = {(0, 1): 3.0, (0, 2): 3.0, (1, 2): 3.0, (0, 3): 0.2, (1, 3): 0.2, (2, 3): 0.2}
    assert join(range(4), near) == [(0, 1, 2), (3,)]


def test_another_text_is_no_copy() -> None:
    texts = ["The Orrin bridge has been closed since shells tore a hole into its eastern span in November of 2019."]
    texts.append(
        "Delegates left the hotel by a side door after eleven hours of talks about fishermen, fees and freight."
    )
    assert list(shared_text(texts)) == []


def test_exports() -> None:
    """Each format holds what the trace has, and the JSON follows its schema."""
    text = "The Halvey works had turned the sprinklers off on Monday | *quite*."
    traced = trace([article((text, (TIMES, OFFICIALS))), article((text, ()))])
    jsonschema.validate(json.loads(traced.export("json")), schema())
    rows = list(csv.DictReader(StringIO(traced.export("csv"))))
    assert [row["document"] for row in rows] == ["d1", "d2"]
    assert rows[0]["relays"] == "The New York Times"
    assert r"\| \*quite\*" in traced.export("markdown")
    graph = networkx.parse_graphml(traced.export("graphml"))
    assert graph.has_edge("article:d1", "relay:The New York Times")
    assert set(EXPORTS) >= {"json", "csv", "graphml", "markdown"}
    hostile = trace([article(("=1+1 lorries crossed the \u202eOrrin bridge on Monday.", ()))] * 2)
    for row in csv.DictReader(StringIO(hostile.export("spreadsheet"))):
        assert row["text"] == "'=1+1 lorries crossed the ⟨U+202E⟩Orrin bridge on Monday."
    with pytest.raises(TraceExportError, match="no export of a trace is called 'pdf'"):
        traced.export("pdf")


def test_nothing_to_trace() -> None:
    assert len(trace([])) == 0
    assert trace([article(("The Orrin bridge is closed.", ()))]).statements == ()
