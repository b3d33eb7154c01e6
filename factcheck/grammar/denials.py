"""*P, which X denies*; *P, ce que dément X*; *the claims that X rejects*: what stands before is denied by somebody."""

from collections.abc import Iterable

from attrs import evolve

from factcheck.grammar.boundaries import is_nonfinite
from factcheck.grammar.subjects import is_passive, subject
from factcheck.grammar.values import Construction, Cue, CueForm, Found
from factcheck.languages.vocabulary import Takes
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause
from factcheck.syntax.tokens import Span, Token

# How a relative clause may hang from what it takes up.
_RELATIVE = frozenset(("acl", "advcl", "parataxis", "ccomp"))


def from_denials(ctx: Context, clause: Clause, cues: Iterable[Cue]) -> list[Found]:
    """The attributions of a sentence, with these verbs, whose content a relative pronoun takes up."""
    denying = [c for c in cues if any(s.denies for s in c.senses) and c.form is CueForm.VERB]
    return [found for cue in denying if (found := _from_denial(ctx, clause, cue)) is not None]


def apart_from_denials(ctx: Context, found: list[Found], denials: list[Found]) -> list[Found]:
    """The attributions without what only says that somebody else denies it: *accused of P | , which he denies*."""
    frames = [span for a in denials for span in a.frame]
    return [_apart(ctx, a, frames) for a in found] if frames else found


def _apart(ctx: Context, a: Found, frames: list[Span]) -> Found:
    content = a.content
    for low, high in frames:
        parts = [((s, min(e, low)), (max(s, high), e)) if s < high and low < e else ((s, e),) for s, e in content]
        tidy = (ctx.tidy(s, e) for pair in parts for s, e in pair if s < e)
        content = tuple(span for span in tidy if span is not None)
    return evolve(a, content=content) if content and content != a.content else a


def _from_denial(ctx: Context, clause: Clause, cue: Cue) -> Found | None:
    tokens, sentence = clause.tokens, clause.sentence
    verb = tokens[cue.head]
    noun = sentence.head(verb)
    if verb.dep not in _RELATIVE or noun is None or noun.index >= cue.first or is_passive(sentence, verb, ctx.pack):
        return None
    free = not sentence.children(verb, "obj")
    pronoun = next((t for t in tokens[noun.index + 1 : cue.first] if _takes_up(ctx, t, verb, free)), None)
    if pronoun is None and (not free or verb.dep != "acl"):
        return None
    negated = any(t.lower in ctx.pack.negations for t in tokens[max(noun.index, cue.first - 2) : cue.last + 1])
    if negated or is_nonfinite(clause, cue):
        return None
    source, head = subject(sentence, verb, clause.index, ctx.pack, before=cue.first)
    if source is None or head is None or head in (noun, pronoun):
        return None
    begin = pronoun.index if pronoun is not None else noun.index + 1
    told = _denied(ctx, clause, cue, noun, begin)
    if told is None or told[0] <= source.start < told[1]:
        return None
    start, end = told
    behind = max(source.end, cue.end, tokens[max(sentence.subtree(verb))].end if pronoun is not None else 0)
    senses = tuple(s for s in cue.senses if s.denies)
    return Found(
        ((start, end),), Construction.DENIAL, evolve(cue, senses=senses), source, frame=((end, behind),), denied=True
    )


def _takes_up(ctx: Context, token: Token, verb: Token, free: bool) -> bool:
    """A relative pronoun that is the object of the verb, whatever part of speech the tagger gives it.

    ``free`` says that the verb has no other object.
    """
    relative = token.features.get("PronType") == "Rel" or token.lower in ctx.pack.relative_pronouns
    mark = free and verb.dep == "acl" and token.dep == "mark" and token.lower in ctx.pack.complementizers
    if token.head != verb.index:
        return False
    return mark or (relative and token.dep not in ("nsubj", "obl")) or (token.dep == "obj" and verb.dep == "acl")


def _denied(ctx: Context, clause: Clause, cue: Cue, noun: Token, begin: int) -> Span | None:
    """What is denied: the noun phrase of a saying, else the clause that ends at the comma."""
    tokens, sentence = clause.tokens, clause.sentence
    above = sentence.head(noun)
    if noun.dep == "nmod" and above is not None and above.index < noun.index and ctx.is_saying(above):
        # "allegations of fraud, which she denies"
        noun = above
    first = min([noun.index, *(t.index for t in sentence.children(noun, "det", "amod", "nummod", "compound"))])
    said = ctx.is_saying(noun)
    comma = next((n for n in range(begin - 1, 0, -1) if tokens[n].text == ","), None)
    new = ctx.pack.determiners.indefinite
    taken_up = comma is not None and (noun.upos == "PRON" or (noun.dep == "appos" and tokens[first].lower in new))
    if taken_up and comma == first - 1:
        # "…, ce que dément X", "…, a claim that X denies"
        return _clause(ctx, clause, sentence.head(noun), first - 1)
    speech = any(s.takes & {Takes.NOUN, Takes.PASSIVE} for s in cue.senses)
    restrictive = tokens[begin - 1].text != ","
    if said or (restrictive and speech and noun.upos == "NOUN"):
        return ctx.tidy(tokens[first].start, tokens[begin - 1].end)
    if comma is None or comma != begin - 1:
        return None
    told = _clause(ctx, clause, noun, comma)
    # "a fast track, which the council rejects" is an act, "fears it would cost P, which the council rejects" an answer.
    before = next((t for t in reversed(tokens) if told is not None and t.end <= told[0]), None)
    return told if speech or (before is not None and ctx.is_saying(before)) else None


def _clause(ctx: Context, clause: Clause, below: Token | None, stop: int) -> Span | None:
    """The innermost clause around a token, as far as token ``stop``."""
    if below is None:
        return None
    tokens, sentence = clause.tokens, clause.sentence
    chain = [below, *sentence.ancestors(below)]
    verb = next((t for t in chain if t.upos in ("VERB", "AUX") or sentence.children(t, "cop")), None)
    if verb is not None and ctx.pack.lemmas(verb.lemma, verb.text):
        # "X claims that P, which Y disputes": Y disputes P.
        verb = next((t for t in sentence.children(verb, "ccomp") if verb.index < t.index < stop), verb)
    if verb is None or verb.index >= stop:
        return None
    first = min(n for n in sentence.subtree(verb) if n < stop)
    if tokens[first].dep == "mark" and tokens[first].lower not in ctx.pack.infinitive_marks:
        first += 1
    start = tokens[first].start
    return ctx.tidy(ctx.after_opener(sentence, start) if first == 0 else start, tokens[stop].start)
