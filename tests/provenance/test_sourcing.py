"""Flags, and the sentence that says why each of them stands."""

from functools import cache

import pytest

from factcheck import Flag, Report, Unnamed
from tests.reports import by_rules

HEARSAY, ANONYMOUS, VAGUE = Flag.HEARSAY, Flag.ANONYMOUS_SOURCE, Flag.VAGUE_SOURCE


@cache
def report_on(language: str, text: str) -> Report:
    """The report of one text, analysed once for all tests."""
    return by_rules(language, text)


def flags(language: str, text: str) -> set[Flag]:
    """All flags of all claims of a text."""
    return {flag for claim in report_on(language, text) for flag in claim.flags}


HEARD = [
    ("fr", "Le train aurait déraillé près de la gare."),
    ("en", "The train reportedly derailed near the station."),
    ("fr", "Le trésorier serait en fuite."),
    ("en", "The treasurer is said to be on the run."),
    ("fr", "Le trésorier, semble-t-il, a quitté la ville."),
    ("en", "The treasurer has allegedly left the town."),
    ("fr", "Le voleur présumé habite la ville."),
    ("en", "The alleged thief has left the town."),
]


@pytest.mark.parametrize(("language", "text"), HEARD)
def test_what_the_article_does_not_vouch_for_is_hearsay(language: str, text: str) -> None:
    assert HEARSAY in flags(language, text)


NOT_HEARD = [
    ("fr", "Si le vent tombait, le bateau partirait."),
    ("fr", "Le train pourrait arriver lundi."),
    ("fr", "Le gardien aurait dû fermer la porte."),
    ("fr", "Paul Durand a dit qu'il viendrait lundi."),
    ("fr", "Cela coûterait trop cher."),
    ("fr", "Le village attend une loi qui interdirait la chasse."),
    ("en", "If the wind fell, the boat would leave."),
    ("en", "The train would arrive on Monday."),
    ("en", "The guard is supposed to close the door."),
]


@pytest.mark.parametrize(("language", "text"), NOT_HEARD)
def test_the_other_conditionals_are_not(language: str, text: str) -> None:
    assert HEARSAY not in flags(language, text)


SOURCES = [
    ("fr", "Un haut responsable a déclaré que le pont est sûr.", ANONYMOUS),
    ("en", "A senior official said that the bridge is safe.", ANONYMOUS),
    ("fr", "Des sources proches du dossier affirment que le pont est sûr.", ANONYMOUS),
    ("en", "Sources close to the talks say that the bridge is safe.", ANONYMOUS),
    ("fr", "Les experts estiment que le pont est sûr.", VAGUE),
    ("en", "Experts believe that the bridge is safe.", VAGUE),
    ("fr", "Certains affirment que le pont est sûr.", VAGUE),
    ("en", "Some say that the bridge is safe.", VAGUE),
    ("fr", "Le maire Paul Durand a déclaré que le pont est sûr.", None),
    ("en", "Mayor Paul Durand said that the bridge is safe.", None),
]


@pytest.mark.parametrize(("language", "text", "flag"), SOURCES)
def test_who_is_not_named_is_flagged(language: str, text: str, flag: Flag | None) -> None:
    assert flags(language, text) & {ANONYMOUS, VAGUE} == ({flag} if flag else set())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Des chercheurs ont étudié le lac. Les scientifiques estiment que le lac est sain."),
        ("en", "Researchers have studied the lake. The scientists believe that the lake is healthy."),
    ],
)
def test_experts_who_were_introduced_are_not_vague(language: str, text: str) -> None:
    assert VAGUE not in flags(language, text)


def test_every_flag_says_why() -> None:
    for language, text in (*HEARD, *NOT_HEARD, *((language, text) for language, text, _ in SOURCES)):
        for claim in report_on(language, text):
            assert set(claim.why) == set(claim.flags)
            assert all(reason.endswith(".") for reason in claim.why.values())


def test_the_summary_warns_of_a_single_source() -> None:
    one = report_on("en", "Anne Leroy said that the lake is full. Anne Leroy said that the bridge is safe.")
    two = report_on("en", "Anne Leroy said that the lake is full. Paul Durand said that the bridge is safe.")
    assert (one.summary().origins, one.summary().single_source) == (1, one.sources[0].id)
    assert (two.summary().origins, two.summary().single_source) == (2, None)


WHO = [
    ("fr", "D'aucuns prédisent que le tramway ne verra jamais le jour.", VAGUE),
    ("fr", "De nombreux experts jugent que le calendrier est intenable.", VAGUE),
    ("fr", "La plupart des économistes estiment que la dette va croître.", VAGUE),
    ("fr", "Beaucoup de riverains craignent que le pont s'effondre.", VAGUE),
    ("fr", "Une majorité d'experts considère que le vaccin est sûr.", VAGUE),
    ("fr", "Plusieurs analystes prédisent que le cours va chuter.", VAGUE),
    ("fr", "Les analystes estiment que le cours va chuter.", VAGUE),
    ("fr", "Tout le monde sait que le pont est fermé.", VAGUE),
    ("fr", "Les gens disent que le lac est maudit.", VAGUE),
    ("fr", "Certains chercheurs pensent que la grotte est plus ancienne.", VAGUE),
    ("fr", "Quelques-uns affirment que le lac est vide.", VAGUE),
    ("fr", "D'autres estiment que le lac est vide.", VAGUE),
    ("fr", "Les mauvaises langues prétendent que le maire a triché.", VAGUE),
    ("fr", "La rumeur dit que le maire a triché.", VAGUE),
    ("fr", "Des rumeurs affirment que le maire a triché.", VAGUE),
    ("fr", "Selon la rumeur, le maire a triché.", VAGUE),
    ("fr", "Selon certains, le maire a triché.", VAGUE),
    ("fr", "D'après les spécialistes, la faille est profonde.", VAGUE),
    ("fr", "Selon la presse, le maire a triché.", VAGUE),
    ("fr", "Selon des experts, la faille est profonde.", VAGUE),
    ("fr", "Selon un expert, la faille est profonde.", ANONYMOUS),
    ("fr", "Un témoin raconte que la voiture roulait vite.", ANONYMOUS),
    ("fr", "Deux anciens salariés affirment que les comptes étaient faux.", ANONYMOUS),
    ("fr", "Trois personnes au fait du dossier assurent que la vente aura lieu.", ANONYMOUS),
    ("fr", "Une personne proche du dossier affirme que la vente aura lieu.", ANONYMOUS),
    ("fr", "Selon une source policière, le suspect a fui.", ANONYMOUS),
    ("fr", "De source diplomatique, le sommet est reporté.", ANONYMOUS),
    ("fr", "Selon plusieurs sources concordantes, le sommet est reporté.", ANONYMOUS),
    ("fr", "Des témoins ont dit que la voiture roulait vite.", ANONYMOUS),
    ("fr", "Un haut gradé de l'armée a confié que les stocks sont vides.", ANONYMOUS),
    ("fr", "Une voisine affirme que la maison était vide.", ANONYMOUS),
    ("fr", "L'un des avocats de la défense a dit que le procès sera long.", ANONYMOUS),
    ("fr", "Un des rescapés raconte que le bateau a pris feu.", ANONYMOUS),
    ("fr", "Un ministre, qui a requis l'anonymat, a dit que le texte est mort.", ANONYMOUS),
    ("fr", "L'entourage du président assure que la décision est prise.", ANONYMOUS),
    ("fr", "Des proches du président assurent que la décision est prise.", ANONYMOUS),
    ("fr", "Selon l'entourage du ministre, le texte est prêt.", ANONYMOUS),
    ("fr", "Le porte-parole de la police a indiqué que le suspect a fui.", ANONYMOUS),
    ("fr", "Quelqu'un a dit que le pont est sûr.", ANONYMOUS),
    ("fr", "Un internaute écrit que la vidéo est fausse.", ANONYMOUS),
    ("fr", "Une association de riverains dénonce l'abattage des platanes.", ANONYMOUS),
    ("fr", "Selon des responsables américains, le missile a échoué.", ANONYMOUS),
    ("fr", "Les enquêteurs pensent que l'incendie est volontaire.", ANONYMOUS),
    ("fr", "Selon les autorités, le feu est éteint.", None),
    ("fr", "Les habitants du village redoutent que le barrage cède.", None),
    ("fr", "Le premier ministre a dit que le texte est mort.", None),
    ("fr", "La police affirme que le suspect a fui.", None),
    ("fr", "Les syndicats dénoncent un passage en force.", None),
    ("fr", "L'opposition dénonce un passage en force.", None),
    ("fr", "Des militants écologistes dénoncent un passage en force.", None),
    ("fr", "Les pêcheurs affirment que le lac est vide.", None),
    ("fr", "Un rapport indique que le lac est vide.", None),
    ("fr", "Selon une étude, le lac est vide.", None),
    ("fr", "Le gouvernement affirme que le lac est vide.", None),
    ("fr", "Le maire a dit que le lac est vide.", None),
    ("fr", "Selon les organisateurs, dix mille personnes ont défilé.", None),
    ("fr", "Des scientifiques japonais affirment que l'ADN est intact.", None),
    ("en", "Most economists believe that debt will grow.", VAGUE),
    ("en", "Many residents fear that the bridge will collapse.", VAGUE),
    ("en", "A number of observers think that the vote will be postponed.", VAGUE),
    ("en", "A majority of experts believe that the vaccine is safe.", VAGUE),
    ("en", "Several analysts predict that the price will fall.", VAGUE),
    ("en", "Analysts say that the price will fall.", VAGUE),
    ("en", "The analysts say that the price will fall.", VAGUE),
    ("en", "It is thought that the minister will leave.", VAGUE),
    ("en", "Everyone knows that the bridge is closed.", VAGUE),
    ("en", "People say that the lake is cursed.", VAGUE),
    ("en", "Some researchers think that the cave is older.", VAGUE),
    ("en", "A few say that the lake is empty.", VAGUE),
    ("en", "Others argue that the lake is empty.", VAGUE),
    ("en", "Critics say that the law goes too far.", VAGUE),
    ("en", "Reports say that the minister will resign.", VAGUE),
    ("en", "According to reports, the minister will resign.", VAGUE),
    ("en", "According to local media, the minister will resign.", VAGUE),
    ("en", "According to experts, the fault is deep.", VAGUE),
    ("en", "Observers say that the vote was fair.", VAGUE),
    ("en", "It has been reported that the minister will resign.", VAGUE),
    ("en", "Environmental groups say that the river is poisoned.", VAGUE),
    ("en", "Several charities warn that shelters are full.", VAGUE),
    ("en", "According to one expert, the fault is deep.", ANONYMOUS),
    ("en", "A witness said that the car was going fast.", ANONYMOUS),
    ("en", "Two former employees say that the books were cooked.", ANONYMOUS),
    ("en", "Three people familiar with the matter said that the sale will happen.", ANONYMOUS),
    ("en", "A person with knowledge of the talks said that the sale will happen.", ANONYMOUS),
    ("en", "People close to the president insist that the decision is made.", ANONYMOUS),
    ("en", "A source said that the suspect fled.", ANONYMOUS),
    ("en", "Diplomatic sources said that the summit is postponed.", ANONYMOUS),
    ("en", "Witnesses said that the car was going fast.", ANONYMOUS),
    ("en", "A senior officer said that the stocks are empty.", ANONYMOUS),
    ("en", "A neighbour said that the house was empty.", ANONYMOUS),
    ("en", "One of the survivors said that the boat caught fire.", ANONYMOUS),
    ("en", "A minister, who asked not to be named, said that the bill is dead.", ANONYMOUS),
    ("en", "Someone said that the bridge is safe.", ANONYMOUS),
    ("en", "A US official said that the missile failed.", ANONYMOUS),
    ("en", "US officials said that the missile failed.", ANONYMOUS),
    ("en", "Investigators believe that the fire was deliberate.", ANONYMOUS),
    ("en", "A police spokesman said that the suspect fled.", ANONYMOUS),
    ("en", "The official added that the missile failed.", ANONYMOUS),
    ("en", "A residents' group says that the trees will be felled.", ANONYMOUS),
    ("en", "A former aide to the senator said that he knew.", ANONYMOUS),
    ("en", "Some officials said that the missile failed.", ANONYMOUS),
    ("en", "Authorities said that the fire is out.", None),
    ("en", "Villagers fear that the dam will give way.", None),
    ("en", "The prime minister said that the bill is dead.", None),
    ("en", "Police said that the suspect fled.", None),
    ("en", "The unions denounce the reform.", None),
    ("en", "The opposition denounced the reform.", None),
    ("en", "Fishermen say that the lake is empty.", None),
    ("en", "A report says that the lake is empty.", None),
    ("en", "According to a study, the lake is empty.", None),
    ("en", "The mayor said that the lake is empty.", None),
    ("en", "Organisers said that ten thousand people marched.", None),
    ("en", "Japanese scientists say that the DNA is intact.", None),
    ("en", "Republican lawmakers say that the bill is balanced.", None),
    ("en", "Firefighters said that the blaze was out.", None),
]


@pytest.mark.parametrize(("language", "text", "flag"), WHO)
def test_who_is_in_particular_and_who_is_not(language: str, text: str, flag: Flag | None) -> None:
    assert flags(language, text) & {ANONYMOUS, VAGUE} == ({flag} if flag else set())


UNNAMED = [
    (
        "fr",
        "Deux hauts responsables de la défense, qui ont requis l'anonymat, ont déclaré que le pont est sûr.",
        "Deux",
        "la défense",
        "qui ont requis l'anonymat",
    ),
    (
        "fr",
        "« Le pont est sûr », a confié sous couvert d'anonymat une cadre de la mairie, non autorisée à s'exprimer.",
        None,
        "la mairie",
        "sous couvert d'anonymat … non autorisée à s'exprimer",
    ),
    (
        "fr",
        "Un diplomate européen, s'exprimant sous couvert d'anonymat car non autorisé à parler, a dit que tout va bien.",
        None,
        "européen",
        "s'exprimant sous couvert d'anonymat car non autorisé à parler",
    ),
    ("fr", "Selon plusieurs sources policières, le pont est sûr.", "plusieurs", "policières", None),
    (
        "en",
        "Two White House officials, who spoke on condition of anonymity because they were not authorised to speak, "
        "said that the bridge is safe.",
        "Two",
        "White House",
        "who spoke on condition of anonymity because they were not authorised to speak",
    ),
    (
        "en",
        "A senior defence official said on condition of anonymity that the bridge is safe.",
        None,
        "defence",
        "on condition of anonymity",
    ),
    (
        "en",
        '"The books were cooked," said a former employee, who asked not to be named for fear of reprisals.',
        None,
        None,
        "who asked not to be named for fear of reprisals",
    ),
]


@pytest.mark.parametrize(("language", "text", "count", "body", "reason"), UNNAMED)
def test_what_is_told_of_who_is_not_named(
    language: str, text: str, count: str | None, body: str | None, reason: str | None
) -> None:
    report = report_on(language, text)
    (claim,) = report
    assert report.chain(claim)[-1].unnamed == Unnamed(count, body, reason)
    assert Report.from_dict(report.to_dict()) == report


def test_nothing_is_told_of_who_is_named() -> None:
    assert report_on("en", "Mayor Paul Durand said that the bridge is safe.").sources[0].unnamed is None
