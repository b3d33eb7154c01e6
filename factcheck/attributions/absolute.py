"""Participles with a subject of their own: *…, with one witness saying that P*."""

from factcheck.attributions.context import Context
from factcheck.attributions.values import Clause, Holder
from factcheck.languages import Pack
from factcheck.tokens import Sentence, Token

# The words of a subject, its complements aside.
_SUBJECT = frozenset(("NOUN", "PROPN", "DET", "NUM", "ADJ", "PRON", "PART"))
_LONGEST = 8


def absolute_subject(ctx: Context, clause: Clause, verb: int) -> Holder | None:
    """Who stands between the mark, behind a comma, and a participle: the subject of the participle."""
    tokens = clause.tokens
    mark = _mark_before(tokens, verb, ctx.pack)
    if mark is None or tokens[mark - 1].text not in (",", ";", '"'):
        return None
    head = next((t for t in reversed(tokens[mark + 1 : verb]) if t.upos in ("NOUN", "PROPN", "PRON")), None)
    if head is None or not ctx.may_speak(head):
        return None
    return Holder(clause.index, head.index, tokens[mark + 1].start, tokens[verb - 1].end)


def absolute_start(ctx: Context, clause: Clause, verb: int) -> int:
    """The offset at which the clause of such a participle begins, the participle's own where it has no subject."""
    found = absolute_subject(ctx, clause, verb)
    mark = _mark_before(clause.tokens, verb, ctx.pack) if found is not None else None
    return clause.tokens[verb if mark is None else mark].start


def opens_absolute(ctx: Context, clause: Clause, place: int) -> bool:
    """A token opens such a clause, of a verb that says something."""
    tokens = clause.tokens
    if tokens[place].lower not in ctx.pack.absolute_marks or not place or tokens[place - 1].text != ",":
        return False
    for verb in tokens[place + 1 : place + _LONGEST]:
        if is_absolute(clause.sentence, verb, ctx.pack):
            return True
        if verb.upos not in _SUBJECT:
            return verb.features.get("VerbForm") in ("Ger", "Part") and bool(ctx.pack.lemmas(verb.lemma, verb.text))
    return False


def is_absolute(sentence: Sentence, token: Token, pack: Pack) -> bool:
    """A word with a subject and that mark is a participle, whatever the tagger says: *with one of them writing “P”*."""
    subjects = sentence.children(token, "nsubj")
    marks = (mark for t in (token, *subjects) for mark in sentence.children(t, "mark", "case"))
    marked = any(t.lower in pack.absolute_marks for t in marks)
    return marked and token.lower in pack.forms and bool(subjects)


def _mark_before(tokens: tuple[Token, ...], verb: int, pack: Pack) -> int | None:
    place = verb - 1
    while place > 0 and tokens[place].upos in _SUBJECT:
        place -= 1
    return place if place > 0 and tokens[place].lower in pack.absolute_marks else None
