"""What stands around the body of an article is told by its form, and nothing of it is read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import load
from factcheck.text.blocks import Kind, body, find_blocks

# Lines of their own.
LINES = {
    Kind.BYLINE: [
        "Par Inès Belkacem", "By Temilade Okunsanya, Energy Correspondent", "PAR JEAN DUPRÉ ET ALI REZA",
        "By Ana Ruiz and Tom Hale", "Propos recueillis par Nassim Oukaci", "Texte : Patrick Lomme",
        "De notre envoyée spéciale à Dole, Ida Roux", "By our science staff", "Words: Lena Moss",
    ],
    Kind.CREDIT: [
        "Photo: Sami Noor/PalmBoard", "Crédit photo : Zied Marrakchi / La Médina", "(AFP/Getty)", "© Le Fanal",
        "[Photo: Ana Ruiz]", "PHOTO ARCHIVES LE FANAL",
    ],
    Kind.CAPTION: [
        "La jarre, exposée à l’hôtel de ville de Koléa. (Photo K. Mameri)", "The mayor speaks. Photograph: Ines Aldous",
        "Un ferry à quai à Dunkerque, en 2022. Photo d’archives", "Ana Ruiz says no at the gate. © Tom Hale",
    ],
    Kind.TIME: [
        "18 h 37", "12:35 p.m.", "22 janvier 2016.", "Posted 6.15am, Tue 11 Aug", "Publié le 3 mai 2020 à 10h12",
        "Mis à jour à 14h02", "Monday 3 May 2021", "[14:05]", "Last updated 3 hours ago",
    ],
    Kind.TEASER: [
        "Lire aussi : Le maire promet un pont", "READ MORE: Principal says no", ">> À lire aussi : un brochet",
        "Watch: the minister takes a dip", "Tags: courts, charity", "Les plus lus", "Sign up to our newsletter",
        "[VIDÉO] Le ministre plonge",
    ],
    Kind.DATELINE: ["Genève, le 14 mars 2025", "London, 3 September", "Saint-Malo, mardi"],
    Kind.SIGNATURE: ["Contact presse : Ida Roux, 01 55 00 12 40", "Media contact: press@leeds.example"],
    Kind.POST: ["Ana Ruiz (@anaruiz) · 3 May 2021", "@idaroux, 14h05", "Ida Roux @idaroux · 3 h"],
    Kind.CORRECTION: [
        "Correction: an earlier version said that the bridge was shut.", "Rectificatif : le pont n'est pas fermé.",
    ],
    Kind.QUESTION: ["Why is the bridge shut?", "Pourquoi le pont est-il fermé ?", "Q: Is it safe?"],
    Kind.HEADER: [
        "LENGTH: 188 words", "Nom de la source : L'Écho", "Copyright 2009 The Sentinel Company", "141 mots",
        "© 2016 L'Écho. Tous droits réservés.",
    ],
    Kind.BODY: [
        "By Monday, the town had emptied.", "Par chance, personne n'était là.", "Par Dieu, dit-il, la gare ferme !",
        "Photo finish in Leeds as Hale wins", "Watch this space, the mayor said.", "More rain is expected.",
        "En 2016, la gare a fermé.", "May 3 was a sad day for Leeds, said the mayor.", "UBS said it would close.",
        "Le 3 mai, la gare a fermé.", "Lire est un plaisir, dit la maire.", "He took the photo (see below) himself.",
    ],
}  # fmt: skip

# What stands before or behind the words of a paragraph.
PARTS = [
    ("LEEDS (Reuters) - The mayor said no.", "The mayor said no."),
    ("LUNDEVIK, Norway (NPA) — Prosecutors said no.", "Prosecutors said no."),
    ("PONTIVY (Morbihan), 14 juin – La maire dit non.", "La maire dit non."),
    ("MUSCAT.—The mayor said no.", "The mayor said no."),
    ("Dole, le 3 mai – La maire dit non.", "La maire dit non."),
    ("31 décembre 2018. – La maire dit non.", "La maire dit non."),
    ("21h35 « Non », dit la maire.", "« Non », dit la maire."),
    ("14:05 - The mayor said no.", "The mayor said no."),
    ("The mayor said no. Read more: How strikes work", "The mayor said no."),
    ("Le maire dit non. Lire aussi : Le maire se fâche", "Le maire dit non."),
    ("COVID-19 is back, the mayor said.", "COVID-19 is back, the mayor said."),
    ("NASA — the agency — said no.", "NASA — the agency — said no."),
    ("12 people died, the mayor said.", "12 people died, the mayor said."),
]


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in LINES.items() for line in lines])
def test_a_line_is_what_its_form_says(kind: Kind, line: str) -> None:
    assert [block.kind for block in find_blocks(line)] == [kind]


@pytest.mark.parametrize(("paragraph", "read"), PARTS)
def test_only_the_own_words_of_a_paragraph_are_read(paragraph: str, read: str) -> None:
    assert [paragraph[start:end] for start, end in body(paragraph)] == [read]


# Texts of several lines, and what each line is.
TEXTS = [
    (
        "The bridge is shut\nIt will stay so.\nBy Ana Ruiz\nIt rained all night in Leeds.\nA long wait\n"
        "Nobody knows when it opens again.\nAna Ruiz",
        "title standfirst byline body heading body signature",
    ),
    (
        "Le pont est fermé\nIl le restera.\nPar Ida Roux\nIl a plu toute la nuit à Dole.\nUne longue attente\n"
        "Personne ne sait quand il rouvrira.\nIda Roux",
        "title standfirst byline body heading body signature",
    ),
    (
        "The mayor speaks.\nWhy is the bridge shut?\nIt is old.\nIt is rusty, too.\nQ: When?\nA: Soon.",
        "body question answer answer question answer",
    ),
    (
        "La maire parle.\nPourquoi le pont est-il fermé ?\nIl est vieux.\nIl rouille.\nQ : Quand ?\nR : Bientôt.",
        "body question answer answer question answer",
    ),
    ("The mayor wants:\n- a bridge\n- two roads\nNobody pays.", "body item item body"),
    ("La maire veut :\n1. un pont\n2. deux routes\nNul ne paie.", "body item item body"),
    ("Name | Age | Town\nAna | 33 | Leeds\nShe left.", "row row body"),
    ("Ana Ruiz: We leave.\nTom Hale: We stay.\nThey parted.", "turn turn body"),
    ("Ida Roux : Nous partons.\nLéa Mas : Je reste.\nElles se quittent.", "turn turn body"),
    ("“The bridge is as good as new”\n“The bridge is as good as new,” said Hale.", "pull quote body"),
    ("« Le pont est comme neuf »\n« Le pont est comme neuf », dit Ida Roux.", "pull quote body"),
    ("It is old.\n“The bridge is rust.”\n— Ana Ruiz", "body body body"),
    ("Il est vieux.\n« Le pont rouille. »\n— Ida Roux", "body body body"),
]


@pytest.mark.parametrize(("text", "kinds"), TEXTS)
def test_a_line_is_what_those_beside_it_make_it(text: str, kinds: str) -> None:
    assert " ".join(block.kind for block in find_blocks(text)) == kinds


def test_the_lines_of_a_header_stand_together() -> None:
    mail = "From: Ana Ruiz\nTo: Tom Hale\nSubject: The mayor denies it\n\nThe mayor said no."
    assert [block.kind for block in find_blocks(mail)] == [Kind.HEADER] * 3 + [Kind.BODY]
    assert [block.kind for block in find_blocks("From: the mayor says no.")] == [Kind.BODY]


def test_a_list_below_a_teaser_leads_elsewhere_too() -> None:
    text = "À lire également\n> Le maire en grève\n> Notre dossier\n\nLa maire dit non."
    assert [block.kind for block in find_blocks(text)] == [Kind.TEASER] * 3 + [Kind.BODY]


@given(st.text(st.characters() | st.sampled_from("\n :.-AP(") | st.sampled_from("«»“”"), max_size=120))
def test_blocks_are_in_order_and_hold_all_that_is_not_space(text: str) -> None:
    blocks = find_blocks(text)
    assert all(block.start < block.end for block in blocks)
    assert all(one.end <= other.start for one, other in pairwise(blocks))
    inside = "".join(text[block.start : block.end] for block in blocks)
    assert [c for c in inside if not c.isspace()] == [c for c in text if not c.isspace()]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "By Ana Ruiz\n\nThe road is shut.\n\nRead more: Mayor Tom Hale says no\n\nPhoto: Lena Moss",
        ),
        ("fr", "Par Ida Roux\n\nLa route est fermée.\n\nLire aussi : Le maire dit qu’elle est sûre\n\nPhoto : Léa Mas"),
    ],
)
def test_nobody_is_introduced_around_the_body(language: str, text: str) -> None:
    report = load(language)(text)
    assert [claim.kind for claim in report] == ["narrator"]
    assert report.sources == ()
