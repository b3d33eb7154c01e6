"""Whether what stands before a cue is said already, so that its speaker stands behind it."""

from itertools import pairwise

from factcheck.grammar.neighbours import following
from factcheck.grammar.quoted import quotation_before
from factcheck.grammar.values import Cue
from factcheck.languages.vocabulary import Takes
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause
from factcheck.syntax.forms import is_finite_verb, is_participle
from factcheck.syntax.tokens import Token

_STOPS = frozenset(".!?…")

# So many words may be a sentence.
_SENTENCE = 8

# What opens a turn of a dialogue.
DASHES = frozenset(("-", "–", "—", "--"))

# What else the frame of an inserted cue is made of.
_FRAME = frozenset(("ADP", "DET", "NOUN", "PROPN", "ADJ", "ADV", "NUM"))

# What ends the words that an inverted cue follows.
TIES = frozenset((",", "-", "–", "—", "?", "!", "…"))


def belongs_before(ctx: Context, clause: Clause, cue: Cue, own: Token) -> bool:
    """The subject that the tree gives belongs to what is said: it stands in a quotation, or before its own verb."""
    quotation = quotation_before(ctx, clause, cue.start)
    if quotation is not None and quotation.start <= own.start < quotation.end:
        return True
    between = clause.tokens[own.index + 1 : cue.first]
    if any(t.text in ("?", "!") for t in between) and ctx.quotation(cue.start) is None:
        return True
    commas = sum(t.text == "," for t in between)
    finite = any(is_finite_verb(t) for t in between)
    if commas == 1 and between[-1].text != ",":
        # *The vaccine, X said, should work*: the name between the commas speaks.
        tokens = clause.tokens
        closed = cue.last + 1 < len(tokens) and tokens[cue.last + 1].text == ","
        return closed and ctx.is_finite(clause.sentence, tokens[cue.last + 1].end, clause.sentence.end)
    if commas != 1:
        return False
    return finite or _is_inserted(ctx, clause, cue) or _closes_sentence(ctx, clause, cue)


def _is_inserted(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Le budget, a rappelé X, a été voté*: a subject after the cue, a comma, and the verb of what is said."""
    tokens = clause.tokens
    surface, stop = following(clause.sentence, cue.last + 1, clause.index, ctx.pack)
    while surface is not None and stop < len(tokens) and (tokens[stop].upos in _FRAME or is_participle(tokens[stop])):
        stop += 1
    if surface is None or stop >= len(tokens) or tokens[stop].text != ",":
        return False
    return ctx.is_finite(clause.sentence, tokens[stop].end, clause.sentence.end)


def _closes_sentence(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*P, ajoute le rapport.*: a comma, the verb, its subject and the full stop, whatever the tree makes of P."""
    tokens = clause.tokens
    surface, stop = following(clause.sentence, cue.last + 1, clause.index, ctx.pack)
    ended = stop == len(tokens) or (stop == len(tokens) - 1 and tokens[stop].upos == "PUNCT")
    said = is_said(ctx, clause, cue.first)
    return surface is not None and ended and said and cue.first > 3 and Takes.ASIDE in cue.takes


def is_said(ctx: Context, clause: Clause, stop: int) -> bool:
    """What stands before token ``stop`` is a statement, or a turn of a dialogue."""
    start, end = clause.sentence.start, clause.tokens[stop].start
    told = _is_turn(clause) or _hides_its_verb(clause, stop) or _is_heading(ctx, clause, stop)
    return told or (ctx.is_finite(clause.sentence, start, end) and not is_described(clause, stop))


def is_described(clause: Clause, stop: int) -> bool:
    """All there is are noun phrases, the last of which a clause describes: *Ann Pryce, a baker who came, | said*."""
    tokens = clause.tokens[:stop]
    finite = [t for t in tokens if is_finite_verb(t)]
    relative = [t for t in tokens if t.features.get("PronType") == "Rel" and t.dep in ("nsubj", "nsubj:pass")]
    if len(finite) != 1 or len(relative) != 1 or relative[0].index > finite[0].index:
        return False
    before = tokens[: relative[0].index]
    named = bool(before) and before[0].upos == "PROPN"
    return named and any(t.text == "," for t in before) and all(t.upos not in ("VERB", "AUX") for t in before)


def _is_heading(ctx: Context, clause: Clause, stop: int) -> bool:
    """*Bank to cut 900 jobs, union says*: in a headline, an infinitive does for a verb."""
    if not is_headline(ctx, clause):
        return False
    marks = (t.index for t in clause.tokens[1 : stop - 1] if t.lower in ctx.pack.infinitive_marks)
    return any(clause.tokens[n + 1].verb_form == "Inf" for n in marks)


def is_headline(ctx: Context, clause: Clause) -> bool:
    """The document opens with this sentence, and no full stop ends it."""
    if clause.index:
        return False
    return ctx.document.text[clause.sentence.start : clause.sentence.end].rstrip()[-1:] not in _STOPS


def _hides_its_verb(clause: Clause, stop: int) -> bool:
    """Of so many words, a common noun taken for a part of a name is the verb, which the tagger missed."""
    tokens = clause.tokens[:stop]
    missed = (t for name, t in pairwise(tokens) if name.upos == "PROPN" and t.upos == "NOUN" and t.dep == "flat")
    return len(tokens) >= _SENTENCE and any(t.text.islower() for t in missed)


def may_invert(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """What stands before the verb is said already: a quotation, or a finite clause and a comma."""
    if quotation_before(ctx, clause, cue.start) is not None:
        return True
    tokens = clause.tokens
    tie = tokens[cue.first - 1].text if cue.first else ""
    return tie in TIES and (
        is_said(ctx, clause, cue.first) or _is_inserted(ctx, clause, cue) or _closes_sentence(ctx, clause, cue)
    )


def _is_turn(clause: Clause) -> bool:
    """A dash opens the sentence: a turn of a dialogue needs no verb (*— À la maison, répondit-il*)."""
    return clause.tokens[0].text in DASHES
