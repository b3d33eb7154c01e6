"""Reports made by hand, so that what shows and saves them can be tested without analysing anything."""

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from attrs import evolve

from factcheck import load
from factcheck.pipeline import report_on
from factcheck.provenance.sourcing import explained
from factcheck.report import GAP, Attribution, Claim, Flag, Kind, Mention, Report, Source, SourceType

RAIN = (
    "The dam will hold. “We have seen worse,” said Ada Brook, “and we are ready.”\n\n"
    "The Hill Courier, citing two officials, reported that the gates had jammed. "
    "The mayor denied the rumour. The valley was reportedly evacuated."
)


def mention(text: str, words: str, after: int = 0) -> Mention:
    """Where some words stand in a text."""
    start = text.index(words, after)
    return Mention(words, start, start + len(words))


def claim(
    text: str,
    id: str,
    *parts: str,
    kind: Kind = Kind.NARRATOR,
    cue: str | None = None,
    source: str | None = None,
    chain: tuple[str, ...] = (),
    flags: tuple[Flag, ...] = (),
) -> Claim:
    """A claim over some words of a text."""
    spans = tuple((found.start, found.end) for found in (mention(text, part) for part in parts))
    attribution = None
    if kind is not Kind.NARRATOR:
        attribution = Attribution(mention(text, cue) if cue else None, mention(text, source) if source else None, chain)
    why = {flag: f"It is {flag} because this is a test." for flag in flags}
    return Claim(id, GAP.join(parts), spans, kind, attribution, flags, 0.9, why)


def crossing(claims: Iterable[Claim]) -> list[tuple[Claim, Claim]]:
    """The claims that have some characters in common, and each some of its own."""
    covered = [(claim, {at for start, end in claim.spans for at in range(start, end)}) for claim in claims]
    return [(one, other) for (one, a), (other, b) in combinations(covered, 2) if a & b and a - b and b - a]


def rain_report() -> Report:
    """An English article with every kind of claim, two paragraphs, a broken quotation and a relay."""
    text = RAIN
    claims = (
        claim(text, "c1", "The dam will hold.", flags=(Flag.UNSOURCED,)),
        claim(
            text,
            "c2",
            "“We have seen worse,”",
            "“and we are ready.”",
            kind=Kind.DIRECT,
            cue="said",
            source="Ada Brook",
            chain=("s1",),
        ),
        claim(
            text,
            "c3",
            "the gates had jammed",
            kind=Kind.INDIRECT,
            cue="reported",
            source="two officials",
            chain=("s2", "s3"),
            flags=(Flag.SECOND_HAND, Flag.ANONYMOUS_SOURCE),
        ),
        claim(
            text,
            "c4",
            "the rumour",
            kind=Kind.INDIRECT,
            cue="denied",
            source="The mayor",
            chain=("s4",),
            flags=(Flag.DENIED,),
        ),
        claim(text, "c5", "The valley was reportedly evacuated.", flags=(Flag.UNSOURCED, Flag.HEARSAY)),
    )
    sources = (
        Source("s1", "Ada Brook", SourceType.PERSON, mentions=(mention(text, "Ada Brook"),)),
        Source(
            "s2",
            "The Hill Courier",
            SourceType.OUTLET,
            mentions=(mention(text, "The Hill Courier"),),
            link="wikidata:Q0",
        ),
        Source(
            "s3",
            "two officials",
            SourceType.GROUP,
            anonymous=True,
            mentions=(mention(text, "two officials"),),
        ),
        Source("s4", "The mayor", SourceType.PERSON, mentions=(mention(text, "The mayor"),), description="mayor"),
    )
    return Report(text, "en", claims, sources)


def kerbrac_report() -> Report:
    """The French example article as a careful reader would take it apart."""
    text = (Path(__file__).parent.parent / "examples" / "article-fr.txt").read_text(encoding="utf-8")
    unsourced, hearsay, second_hand = Flag.UNSOURCED, Flag.HEARSAY, Flag.SECOND_HAND
    anonymous, vague = Flag.ANONYMOUS_SOURCE, Flag.VAGUE_SOURCE
    direct, indirect = Kind.DIRECT, Kind.INDIRECT
    paid = "« Nous ne pouvons plus payer deux ports à trente kilomètres l’un de l’autre »"
    jobs = "la fermeture n’entraîne d’autres suppressions d’emplois"
    told = ("« On nous a mis devant le fait accompli »", "« et les dockers l’ont appris par la presse. »")
    officials, mayor = (
        "deux hauts fonctionnaires sous couvert d’anonymat",
        "Le maire de Kerbrac, Yann Le Gallou",
    )
    study, unions = "un rapport de la chambre de commerce", "Les syndicats"
    relayed = {"chain": ("s3", "s4"), "flags": (second_hand, anonymous)}
    rows: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
        ((text[: text.index(".")],), {"flags": (unsourced,)}),
        ((paid,),
         {"kind": direct, "cue": "a-t-elle déclaré", "chain": ("s2", "s1"), "flags": (second_hand,)}),
        (("La décision aurait été prise dès le mois de mars, lors d’une réunion à huis clos",),
         {"flags": (unsourced, hearsay)}),
        (("le gouvernement avait déjà choisi un repreneur pour les terrains",),
         {"kind": indirect, "cue": "a rapporté", "source": officials, **relayed}),
        (("Celui-ci verserait quarante millions d’euros",),
         {"kind": indirect, "cue": "ajoute", "source": "le journal", **relayed}),
        (("la ville ait été consultée",),
         {"kind": indirect, "cue": "a démenti", "source": mayor, "chain": ("s5",), "flags": (Flag.DENIED,)}),
        (told, {"kind": direct, "cue": "a-t-il dénoncé", "source": "il", "chain": ("s5",)}),
        (("le port fait vivre 1 200 familles de la région",),
         {"kind": indirect, "cue": "Selon", "source": study, "chain": ("s6",)}),
        ((jobs,),
         {"kind": indirect, "cue": "craignent", "source": unions, "chain": ("s7",), "flags": (vague,)}),
        (("plusieurs entreprises avaient déjà gelé leurs embauches",),
         {"kind": indirect, "cue": "a indiqué", "source": "Un responsable syndical", "chain": ("s8",),
          "flags": (anonymous,)}),
        (("la ministre chercherait surtout à satisfaire ses alliés",),
         {"kind": indirect, "cue": "D’après", "source": "certains observateurs", "chain": ("s9",),
          "flags": (vague,)}),
        (("Le port a perdu la moitié de son trafic en dix ans",), {"flags": (unsourced,)}),
        (("Une grève est prévue lundi",), {"flags": (unsourced,)}),
    )  # fmt: skip
    claims = tuple(claim(text, f"c{number}", *parts, **given) for number, (parts, given) in enumerate(rows, 1))
    named = (
        ("Hélène Marchandot", SourceType.PERSON, False),
        ("Radio Ponant", SourceType.OUTLET, False),
        ("Le Courrier du Ponant", SourceType.OUTLET, False),
        (officials, SourceType.GROUP, True),
        ("Yann Le Gallou", SourceType.PERSON, False),
        (study, SourceType.DOCUMENT, False),
        (unions, SourceType.GROUP, False),
        ("Un responsable syndical", SourceType.PERSON, True),
        ("certains observateurs", SourceType.GROUP, True),
    )
    sources = (
        Source(f"s{number}", name, type, anonymous, (mention(text, name),))
        for number, (name, type, anonymous) in enumerate(named, 1)
    )
    report = Report(text, "fr", claims, tuple(sources))
    explained_claims = tuple(evolve(each, why=explained(each.flags, report.chain(each), "fr")) for each in claims)
    return evolve(report, claims=explained_claims)


def script_report() -> Report:
    """An article, sources and reasons made of markup, as somebody hostile would write them."""
    evil = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    text = f"{evil} he said. </script></style></textarea>&amp;<!--"
    source = Source(
        "s1",
        evil,
        SourceType.PERSON,
        mentions=(Mention("he", len(evil) + 1, len(evil) + 3),),
        link=f"wikidata:{evil}",
        description=evil,
    )
    attribution = Attribution(Mention("said", len(evil) + 4, len(evil) + 8), source.mentions[0], ("s1",))
    told = Claim("c1", evil, ((0, len(evil)),), Kind.DIRECT, attribution, (Flag.DENIED,), 0.5, {Flag.DENIED: evil})
    return Report(text, "en", (told,), (source,))


def empty_report() -> Report:
    """A text that claims nothing."""
    return Report("Why?", "en", (), ())


def by_rules(language: str, text: str, outlet: str | None = None) -> Report:
    """The report of one text by grammar and rules alone, over the shipped trees: no reader is asked.

    What a retrained reader makes of the same words is the matter of the tests of phenomena.
    """
    attributor = load(language)
    return report_on(next(iter(attributor.parse([text]))), attributor.pack, outlet)
