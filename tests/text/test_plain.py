"""What a text goes through on its way here is undone for the models, and every offset leads back."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import load
from factcheck.text.alignment import Plain
from factcheck.text.plain import plain_text

# What stands there, and what a reader reads.
DAMAGE = [
    ("Le maire a de\u0301clare\u0301 qu'il part.", "Le maire a déclaré qu'il part."),
    ("L&rsquo;eau monte, dit&nbsp;Paul Durand&#8239;: &laquo;&nbsp;Non.&nbsp;&raquo;",
     "L’eau monte, dit\u00a0Paul Durand\u202f: «\u00a0Non.\u00a0»"),
    ("&amp;quot;No,&amp;quot; she said.", '"No," she said.'),
    ("Le prÃ©fet a dÃ©clarÃ© que lâ€™eau monte Ã la gare, sa sÅ“ur aussi.",
     "Le préfet a déclaré que l’eau monte à la gare, sa sœur aussi."),
    ("The mayor said itâ€™s â€œover.â€", "The mayor said it’s “over.”"),
    ("The mayor said it\x92s \x93over\x94.", "The mayor said it’s “over”."),
    ("Le maire a an\u00adnon\u00adcé la fer\u00ad\nmeture.", "Le maire a annoncé la fermeture."),
    ("The mayor an-\nnounced the clos-\r\n  ing.", "The mayor announced the closing."),
    ("Non, dit-\nil, la gare ferme.", "Non, dit-il, la gare ferme."),
    ("A well-known road; the well-\nknown mayor.", "A well-known road; the well-known mayor."),
    ("The\u200b mayor \u202bsaid\u202c so.\ufeff", "The mayor said so."),
    ("The oﬃcial ﬁled it.", "The official filed it."),
    ("Le **maire** a _dit_ [non](https://example.org/a_(b) et *partira*.",
     "Le maire a dit [non](https://example.org/a_(b) et partira."),
    ("The [mayor](https://example.org/a) **said** ~~no~~ __yes__[12].", "The mayor said no yes."),
    ("Le [[Paul Durand|maire]] de [[Dole]] a '''démissionné'''.", "Le maire de Dole a démissionné."),
    ("== Histoire ==\nLa gare ferme.", "Histoire\nLa gare ferme."),
    ("# The closure\n> It shuts.\n> > He said so.", "The closure\nIt shuts.\nHe said so."),
    ("<p>The <b>mayor</b> said<br/>no.</p>", "\nThe mayor said\nno.\n"),
    ("Le maire a  d é c l a r é  ceci.", "Le maire a  déclaré  ceci."),
    ("L\ne maire part.", "Le maire part."),
    ("La gare ferme.Le maire part.", "La gare ferme. Le maire part."),
    ("« Non ».Le maire part.", "« Non ». Le maire part."),
    ("Le maire dit :« Non. »", "Le maire dit :« Non. »"),
    ("She said:“No.”", "She said: “No.”"),
    ("«  Nous partons.  »", "« Nous partons. »"),
    ('He said, ""No,"" twice.', 'He said, "No," twice.'),
    (r"Il a d\u00e9clar\u00e9 cela.", "Il a déclaré cela."),
]  # fmt: skip

# What only looks like damage.
SOUND = [
    "AT&T a dit que R&D ; l'A&E ferme.",
    "He wrote 5 * 3 * 2 and _a_b_c; see snake_case_name.",
    "Visit www.example.com or mail a.b@example.org.",
    "The U.S. said no. The E.U.'s reply: yes.",
    "La Haute-\nSavoie vote.",
    "Vote A or B. Il y a à faire.",
    "* one\n* two\n- three",
    "Ça, l'Âge d'or, Ã sans suite.",
    "👩🏽 10 000 €, 5 < 6 > 4",
    r"C:\users\new",
    "\ud800 half and \\ud83d written",
]


@pytest.mark.parametrize(("damaged", "sound"), DAMAGE)
def test_damage_is_undone(damaged: str, sound: str) -> None:
    assert plain_text(damaged).text == sound


@pytest.mark.parametrize("text", [*SOUND, *(sound for _, sound in DAMAGE)])
def test_what_is_sound_stays(text: str) -> None:
    plain = plain_text(text)
    assert plain.text == text
    assert plain.starts is None


PIECES = st.lists(st.sampled_from([piece for pair in DAMAGE for piece in pair[0].split(" ")]), max_size=12)
ANY_TEXT = (
    st.builds(" ".join, PIECES) | st.text(st.characters(), max_size=60) | st.text("*_[](&;\n -aÃ©#<>'\"", max_size=40)
)


@given(ANY_TEXT)
def test_offsets_are_in_order_and_nothing_leads_to_nothing(text: str) -> None:
    plain = plain_text(text)
    assert plain.given == text
    spans = [plain.span(n, n + 1) for n in range(len(plain.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(spans))


def _entities(text: str) -> str:
    return "".join(f"&#{ord(c)};" if not c.isascii() else c for c in text)


def _mojibake(text: str) -> str:
    return text.encode().decode("latin-1")


WAYS = [_entities, _mojibake, lambda text: unicodedata.normalize("NFD", text), lambda text: "\u200b".join(text)]
WORDS = ["Le", "maire", "élu", "déclaré", "forêt", "à", "l’été", "où", "«", "ça", "»", "cède", "Noël", "sûr"]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=12, unique=True).map(" ".join)


@given(SENTENCES, st.sampled_from(WAYS))
def test_a_stretch_that_leads_back_reads_the_same(text: str, way: object) -> None:
    assert callable(way)
    damaged = way(text)
    plain = plain_text(damaged)
    assert plain.text == text
    for word in re.finditer(r"\S+", text):
        start, end = plain.span(*word.span())
        assert way(word[0]) == damaged[start:end]


def test_edits_of_edits_lead_all_the_way_back() -> None:
    plain = Plain.of("a&amp;b c").edited([(1, 6, "&")]).edited([(0, 3, "xyz"), (3, 4, "")])
    assert plain.text == "xyzc"
    assert [plain.span(n, n + 1) for n in range(4)] == [(0, 1), (1, 6), (6, 7), (8, 9)]


@pytest.mark.parametrize(
    ("language", "text", "content", "source", "name"),
    [
        ("fr", "Le prÃ©fet Paul HÃ©ry a dÃ©clarÃ© que l&#8217;eau montait.", "l&#8217;eau montait",
         "Le prÃ©fet Paul HÃ©ry", "Paul Héry"),
        ("en", "Mayor Ana Ru\u00adiz an-\nnounced that the road&rsquo;s shut.", "the road&rsquo;s shut",
         "Mayor Ana Ru\u00adiz", "Ana Ruiz"),
    ],
)  # fmt: skip
def test_a_report_speaks_of_the_text_as_given(language: str, text: str, content: str, source: str, name: str) -> None:
    report = load(language)(text)
    assert report.text == text
    (claim,) = report
    assert claim.text == content
    assert claim.attribution is not None
    assert claim.attribution.source is not None
    assert claim.attribution.source.text == source
    assert [s.name for s in report.sources] == [name]
