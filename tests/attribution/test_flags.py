"""The score of the flags: what the words of a mention speak for, and what a claim without a source is."""

import pytest

from factcheck.attribution.flags import SCORED, load_flags, slots, spoken_for
from factcheck.attribution.network import FLAGS
from factcheck.attribution.reader import FLAG_SCORE, SHIPPED
from factcheck.grammar.relays import VAGUE
from factcheck.grammar.values import Construction, Found, Judgement
from factcheck.provenance.sourcing import attributed_flags
from factcheck.report import Flag, SourceType

WORDS = [
    (Flag.ANONYMOUS_SOURCE, ("a senior official", "said"), ("the mayor", "said")),
    (Flag.ANONYMOUS_SOURCE, ("une source proche du dossier", "a indiqué"), ("le préfet", "a indiqué")),
    (Flag.ANONYMOUS_SOURCE, ("two former employees", "said"), ("Paul Roy", "said")),
    (Flag.ANONYMOUS_SOURCE, ("un témoin", "raconte"), ("une porte-parole de la mairie", "raconte")),
    (Flag.VAGUE_SOURCE, ("some critics", "say"), ("Paul Roy", "says")),
    (Flag.VAGUE_SOURCE, ("certains observateurs", "estiment"), ("le gouvernement", "estime")),
]


@pytest.mark.parametrize(("flag", "more", "less"), WORDS)
def test_words_speak_for_the_flag_that_a_reader_would_give(
    flag: Flag, more: tuple[str, str], less: tuple[str, str]
) -> None:
    words = load_flags(SHIPPED / FLAG_SCORE).words
    place = SCORED.index(flag)
    assert spoken_for(words, slots(*more))[place] > spoken_for(words, slots(*less))[place]


def test_a_running_quotation_of_whom_nobody_is_sure_is_not_nobody_in_particular() -> None:
    held = Judgement(0.9, dict.fromkeys(FLAGS, 0.0), dict.fromkeys(SourceType, 0.0))
    assert attributed_flags(Found(((0, 5),), Construction.READ, judgement=held), ()) == ()
    vague = Found(((0, 5),), Construction.READ, judgement=held, notes=frozenset({VAGUE}))
    assert attributed_flags(vague, ()) == (Flag.VAGUE_SOURCE,)
    assert attributed_flags(Found(((0, 5),), Construction.QUOTE), ()) == (Flag.VAGUE_SOURCE,)
