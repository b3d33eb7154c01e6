"""Participles with a subject of their own: *…, with one witness saying that P*, *…, its owner adding that P*."""

from factcheck.languages import Pack
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause, SourceMention
from factcheck.report import SourceType
from factcheck.syntax.forms import is_participle, is_present_participle
from factcheck.syntax.tokens import Sentence, Token

# The words of a subject, its complements aside.
_SUBJECT = frozenset(("NOUN", "PROPN", "DET", "NUM", "ADJ", "PRON", "PART"))
_LONGEST = 8


def absolute_subject(ctx: Context, clause: Clause, verb: int) -> SourceMention | None:
    """Who stands between the mark, or the comma, and a participle: the subject of the participle."""
    tokens = clause.tokens
    start = _start(ctx, clause, verb)
    if start is None:
        return None
    # *its owner, Ann Pryce, adding*
    comma = next((t.index for t in tokens[start:verb] if t.text == ","), verb)
    last = verb - 1 - (comma < verb)
    head = next((t for t in reversed(tokens[start:comma]) if t.upos in ("NOUN", "PROPN", "PRON")), None)
    if head is None or not ctx.may_speak(head):
        return None
    return SourceMention(clause.index, head.index, tokens[start].start, tokens[last].end)


def absolute_start(ctx: Context, clause: Clause, verb: int) -> int:
    """The offset at which the clause of such a participle begins, the participle's own where it has no subject."""
    found = absolute_subject(ctx, clause, verb)
    mark = _mark_before(clause.tokens, verb, ctx.pack) if found is not None else None
    if found is not None and mark is None:
        return found.start
    return clause.tokens[verb if mark is None else mark].start


def opens_absolute(ctx: Context, clause: Clause, place: int) -> bool:
    """A token opens such a clause, of a verb that says something."""
    tokens = clause.tokens
    if not place or tokens[place - 1].text != ",":
        return False
    if tokens[place].lower not in ctx.pack.absolute_marks:
        ahead = tokens[place + 1 : place + _LONGEST]
        verb = next((t for t in ahead if t.upos not in _SUBJECT and t.text != ","), None)
        return verb is not None and _bare_start(ctx, clause, verb.index) == place
    for verb in tokens[place + 1 : place + _LONGEST]:
        if is_absolute(clause.sentence, verb, ctx.pack):
            return True
        if verb.upos not in _SUBJECT:
            return is_participle(verb) and bool(ctx.pack.lemmas(verb.lemma, verb.text))
    return False


def is_absolute(sentence: Sentence, token: Token, pack: Pack) -> bool:
    """A word with a subject and that mark is a participle, whatever the tagger says: *with one of them writing “P”*."""
    subjects = sentence.children(token, "nsubj")
    marks = (mark for t in (token, *subjects) for mark in sentence.children(t, "mark", "case"))
    marked = any(t.lower in pack.absolute_marks for t in marks)
    return marked and token.lower in pack.forms and bool(subjects)


def _start(ctx: Context, clause: Clause, verb: int) -> int | None:
    """The token at which the subject of a participle begins: behind its mark, or behind a comma."""
    tokens = clause.tokens
    mark = _mark_before(tokens, verb, ctx.pack)
    if mark is None:
        return _bare_start(ctx, clause, verb)
    return mark + 1 if tokens[mark - 1].text in (",", ";", '"') else None


def _mark_before(tokens: tuple[Token, ...], verb: int, pack: Pack) -> int | None:
    place = verb - 1
    while place > 0 and tokens[place].upos in _SUBJECT:
        place -= 1
    return place if place > 0 and tokens[place].lower in pack.absolute_marks else None


def _bare_start(ctx: Context, clause: Clause, verb: int) -> int | None:
    """Where a subject without a mark begins: *P, | a spokesman telling reporters Q*, *P, | its owner, X, adding Q*.

    A statement stands before the comma, and a phrase right behind it that tells no further who was named last.
    """
    tokens = clause.tokens
    cue = tokens[verb]
    if not verb or not is_present_participle(cue) or not ctx.pack.lemmas(cue.lemma, cue.text):
        return None
    last = verb - 1
    if tokens[last].text == ",":
        name = last
        while name and tokens[name - 1].upos == "PROPN":
            name -= 1
        if name == last or not name or tokens[name - 1].text != ",":
            return None
        last = name - 2
    comma = last
    while comma > 0 and tokens[comma].upos in _SUBJECT:
        comma -= 1
    start = comma + 1
    owned = tokens[start].features.get("Poss") == "Yes"
    if comma < 1 or tokens[comma].text != "," or start >= last or not (owned or tokens[start].upos == "DET"):
        return None
    before = tokens[comma - 1]
    timely = {before.lower, before.lemma.lower()} & ctx.pack.time_words
    described = before.upos in ("PROPN", "PRON") or ctx.names(before, SourceType.PERSON, SourceType.GROUP)
    if not ctx.names(tokens[last], SourceType.PERSON, SourceType.GROUP) or (described and not owned and not timely):
        return None
    told = ctx.is_finite(clause.sentence, clause.sentence.start, tokens[comma].start)
    return start if told and ctx.quotation(cue.start) is None else None
