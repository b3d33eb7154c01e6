"""Contents that hold no clause: *X promet de P*, *denied taking P*, *qualifie Y de P*, *P was called Q by X*."""

from factcheck.grammar.boundaries import right_edge
from factcheck.grammar.nominal import complement_of, noun_clause_end
from factcheck.grammar.noun_objects import (
    before_time_clause,
    opens_clause,
    past_insertion,
    past_saying,
    until_own_verb,
)
from factcheck.grammar.occasions import before_occasion, is_timely
from factcheck.grammar.subjects import is_passive
from factcheck.grammar.values import Construction, Content, Cue
from factcheck.languages.vocabulary import Takes
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause, SourceMention
from factcheck.syntax.forms import is_finite, is_finite_verb, is_past_participle, is_present_participle
from factcheck.syntax.tokens import Token


def infinitive(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X promet de P*, *X affirme avoir vu*, *claims to have*: an infinitive right after the cue."""
    tokens = clause.tokens
    marks = ctx.pack.infinitive_marks
    begin = past_insertion(tokens, begin)
    for place in range(begin, min(len(tokens), begin + 12)):
        token = tokens[place]
        done = Takes.RESULTATIVE in cue.takes and place > begin and _is_done(tokens, token)
        if (token.verb_form == "Inf" and token.upos in ("VERB", "AUX")) or done:
            start = place
            # The phrase of the cue may end with the mark: *appelle à voter*.
            swallowed = begin - 1 > cue.head and begin - 1 == cue.last and tokens[begin - 1].lower in marks
            lowest = begin - 1 if swallowed else begin
            while start > lowest and (
                tokens[start - 1].lower in marks or tokens[start - 1].upos in ("PRON", "ADV", "PART")
            ):
                start -= 1
            while begin < start and tokens[begin].upos == "ADV" and tokens[begin].lower not in ctx.pack.negations:
                if not _is_nominal(tokens[begin + 1 : start]):
                    break
                begin += 1
            lead = tokens[begin:start]
            if not cue.takes & {Takes.NOUN, Takes.ACCUSATIVE} and _tells_of_noun(ctx, lead, token):
                return None
            if (
                Takes.INFINITIVE not in cue.takes
                and not cue.takes & {Takes.TOLD}
                and not _is_nominal(tokens[begin:place])
            ):
                return None
            if (
                cue.takes & {Takes.NOUN, Takes.ACCUSATIVE}
                and lead
                and lead[0].upos not in ("ADP", "ADV", "PART")
                and any(t.upos in ("NOUN", "PROPN", "PRON") for t in lead)
            ):
                # Who is asked is part of what is asked: *urged the council to vote*.
                start = past_saying(ctx, clause, cue, begin)
            if _is_for_object(clause, cue, start):
                return None
            end = until_own_verb(ctx, clause, cue, start, right_edge(ctx, clause, cue, start))
            span = ctx.tidy(tokens[start].start, tokens[end - 1].end)
            return Content((span,), Construction.INFINITIVE, ((cue.start, tokens[start].start),)) if span else None
        if is_finite(token) or token.text in (",", ".", ";", ":", '"'):
            return None
        if token.upos not in ("ADV", "PART", "PRON", "ADP", "DET", "NOUN", "PROPN", "SCONJ", "ADJ", "NUM"):
            return None
    return None


def _is_for_object(clause: Clause, cue: Cue, start: int) -> bool:
    """*offered him a platform to speak*: with a verb that says nothing but infinitives, an object has its own."""
    only = [s for s in cue.senses if Takes.INFINITIVE in s.takes]
    objects = (c for c in clause.sentence.children(clause.tokens[cue.head], "obj") if cue.last < c.index < start)
    return bool(only) and all(len(s.takes) == 1 for s in only) and any(objects)


def _tells_of_noun(ctx: Context, lead: tuple[Token, ...], infinitive: Token) -> bool:
    """*a confié à X son envie de partir*: the infinitive hangs from a noun right before it that is nobody."""
    noun = lead[-1] if lead else None
    if noun is None or noun.upos != "NOUN" or infinitive.head != noun.index:
        return False
    if ctx.may_speak(noun) or is_timely(ctx, noun):
        return False
    return all(t.upos != "ADP" for t in lead[-3:])


def _is_done(tokens: tuple[Token, ...], token: Token) -> bool:
    """A past participle right behind a noun: *wants the ships | limited*."""
    past = is_past_participle(token)
    return token.upos == "VERB" and past and tokens[token.index - 1].upos in ("NOUN", "PROPN", "PRON")


def opens_infinitive(ctx: Context, clause: Clause, begin: int) -> bool:
    """An infinitive begins at a token, with its mark, its pronouns or a negation before it."""
    for token in clause.tokens[begin : begin + 4]:
        if token.verb_form == "Inf" and token.upos in ("VERB", "AUX"):
            return True
        if token.lower not in ctx.pack.infinitive_marks and token.upos not in ("PRON", "ADV", "PART"):
            return False
    return False


def attribute(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X se dit prêt à P*, *se déclare favorable à P*: what one says of oneself, with its complement."""
    tokens = clause.tokens
    place = begin
    while place < len(tokens) and tokens[place].upos == "ADV":
        place += 1
    quotation = ctx.quotation_from(tokens[place].start) if place < len(tokens) else None
    if quotation is not None and place + 1 < len(tokens):
        # *s'est dit « atterré » par P*: the marks stand around the adjective alone.
        place += 1
    if place >= len(tokens) or tokens[place].upos in ("PUNCT", "CCONJ", "SCONJ", "PRON", "DET", "NUM"):
        return None
    if tokens[place].verb_form in ("Inf", "Fin"):
        return None
    end = right_edge(ctx, clause, cue, place)
    end = before_time_clause(ctx, clause, place, before_occasion(ctx, clause, cue, place, end))
    span = ctx.tidy(tokens[begin].start, tokens[end - 1].end)
    return Content((span,), Construction.INFINITIVE, ((cue.start, tokens[begin].start),)) if span else None


def _is_nominal(tokens: tuple[Token, ...]) -> bool:
    """A noun, a name or a pronoun stands among the tokens."""
    return any(t.upos in ("NOUN", "PROPN", "PRON") for t in tokens)


def gerund(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X denied taking P*, *admitted having lied*: a gerund right after the cue (English)."""
    tokens = clause.tokens
    start = begin
    while begin < len(tokens) and tokens[begin].upos == "ADV":
        begin += 1
    verb = tokens[begin] if begin < len(tokens) else None
    if verb is None or verb.upos not in ("VERB", "AUX") or not is_present_participle(verb):
        return None
    end = until_own_verb(ctx, clause, cue, begin, right_edge(ctx, clause, cue, begin))
    span = ctx.tidy(tokens[start].start, tokens[end - 1].end)
    return Content((span,), Construction.INFINITIVE, ((cue.start, tokens[start].start),)) if span else None


def passive_subject(ctx: Context, clause: Clause, cue: Cue, agent: SourceMention | None) -> Content | None:
    """*La fermeture a été annoncée par X*: the subject of a passive with an agent is the content."""
    sentence = clause.sentence
    verb = clause.tokens[cue.head]
    passive = is_passive(sentence, verb, ctx.pack)
    head = next(
        (c for c in sentence.children(verb, "nsubj") if c.index < cue.first and c.upos in ("NOUN", "PROPN")),
        None,
    )
    if agent is None or head is None or not passive or agent.start < cue.end:
        return None
    inside = sorted(i for i in sentence.subtree(head) if i < cue.first)
    last = inside[-1]
    while last + 1 < cue.first and clause.tokens[last + 1].upos == "PROPN":
        last += 1
    span = ctx.tidy(clause.tokens[inside[0]].start, clause.tokens[last].end)
    # *X was accused by Y of P*: what X is accused of stands after the agent.
    rest = next((t for t in clause.tokens if t.start >= agent.end), None)
    of = None
    # *was criticised by Y for P*: so does what X is criticised for.
    criticised = any({Takes.QUOTE, Takes.NOUN} <= s.takes for s in cue.senses)
    judged = criticised or bool(cue.takes & {Takes.SMALL_CLAUSE, Takes.LIKENED})
    if judged and rest is not None and rest.lower in ctx.pack.small_clause_links:
        of = ctx.tidy(rest.start, clause.tokens[right_edge(ctx, clause, cue, rest.index) - 1].end)
    spans = tuple(part for part in (span, of) if part is not None)
    how = Construction.NOUN if cue.takes & {Takes.NOUN, Takes.PASSIVE} else Construction.SMALL_CLAUSE
    return Content(spans, how, ((cue.start, agent.end),)) if spans and (of or how is Construction.NOUN) else None


def told_passive(ctx: Context, clause: Clause, cue: Cue, agent: SourceMention | None) -> Content | None:
    """*The minister was urged by X to P*, *voters were promised P by X*, *he was alleged by X to P*.

    Who is told is no part of what is said to him; of whom something is said is.
    """
    tokens, sentence = clause.tokens, clause.sentence
    verb = tokens[cue.head]
    if agent is None or agent.start < cue.end or not is_passive(sentence, verb, ctx.pack):
        return None
    given = next((c for c in sentence.children(verb, "obj") if c.index > cue.last and c.end < agent.start), None)
    if given is not None and Takes.NOUN in cue.takes:
        mark = next(t.index for t in tokens if t.end > agent.start)
        while tokens[mark].lower not in ctx.pack.agent_marks and mark > given.index:
            mark -= 1
        span = (
            ctx.tidy(tokens[min(sentence.subtree(given))].start, tokens[mark - 1].end) if mark > given.index else None
        )
        return Content((span,), Construction.NOUN, ((cue.start, span[0]), (span[1], agent.end))) if span else None
    begin = next((t.index for t in tokens if t.start >= agent.end and t.text != ","), len(tokens))
    if begin >= len(tokens) or not opens_infinitive(ctx, clause, begin):
        return None
    stop = until_own_verb(ctx, clause, cue, begin, right_edge(ctx, clause, cue, begin))
    said = ctx.tidy(tokens[begin].start, tokens[stop - 1].end)
    frame = ((cue.start, tokens[begin].start),)
    if said is None or cue.takes & {Takes.INFINITIVE, Takes.TOLD}:
        return Content((said,), Construction.INFINITIVE, frame) if said else None
    head = next((c for c in sentence.children(verb, "nsubj") if c.index < cue.first), None)
    if head is None or not cue.takes & {Takes.CLAUSE, Takes.ACCUSATIVE}:
        return None
    inside = [i for i in sentence.subtree(head) if i < cue.first]
    subject = ctx.tidy(tokens[min(inside)].start, tokens[max(inside)].end)
    return Content(
        (*((subject,) if subject else ()), said),
        Construction.CLAUSE if Takes.CLAUSE in cue.takes else Construction.INFINITIVE,
        frame,
    )


def judged(ctx: Context, clause: Clause, cue: Cue, agent: SourceMention | None) -> Content | None:
    """*P was described as Q by X*, *X is accused of P*: a passive's subject, and what it is said to be or do."""
    sentence = clause.sentence
    tokens = clause.tokens
    subjects = [c for c in sentence.children(tokens[cue.head], "nsubj") if c.index < cue.first]
    begin = cue.last + 1
    if not subjects or not is_passive(sentence, tokens[cue.head], ctx.pack) or begin >= len(tokens):
        return None
    first = agent is not None and tokens[begin].lower in ctx.pack.agent_marks
    if agent is not None and first:
        # *was described by neighbours as P*
        begin = next((t.index for t in tokens if t.start >= agent.end), len(tokens) - 1)
    if tokens[begin].lower not in ctx.pack.small_clause_links or (agent is None and Takes.JUDGED not in cue.takes):
        return None
    stop = until_own_verb(ctx, clause, cue, begin, right_edge(ctx, clause, cue, begin))
    if agent is not None and not first:
        mark = next((t.index for t in tokens if t.end > agent.start), 0) - 1
        if mark <= begin or tokens[mark].lower not in ctx.pack.agent_marks:
            return None
        stop = min(stop, mark)
    inside = [i for i in sentence.subtree(subjects[0]) if i < cue.first]
    spans = (
        ctx.tidy(tokens[min(inside)].start, tokens[max(inside)].end),
        ctx.tidy(tokens[begin].start, tokens[stop - 1].end),
    )
    frame = ((cue.start, tokens[begin].start), *(((agent.start, agent.end),) if agent is not None else ()))
    kept = tuple(span for span in spans if span is not None)
    return Content(kept, Construction.SMALL_CLAUSE, frame) if kept else None


def small_clause(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X qualifie Y de Z*, *X calls Y Z*, *described Y as Z*: what is judged and how."""
    tokens = clause.tokens
    stop = next((t.index for t in tokens[begin:] if t.text in (";", ".", "?")), len(tokens))
    inside = tokens[begin:stop]
    if not inside or not any(t.upos in ("NOUN", "PROPN", "PRON") for t in inside):
        return None
    if opens_infinitive(ctx, clause, begin):
        # *menace de s'effondrer*: nobody is judged.
        return None
    links = (t for t in inside if t.lower in ctx.pack.small_clause_links)
    linked = any(not opens_clause(clause, t) for t in links)
    quoted = any(_is_quoted_from(ctx, t, tokens[begin].start) for t in inside) or _has_two_objects(clause, cue, begin)
    if Takes.SMALL_CLAUSE not in cue.takes:
        linked, quoted = _is_likened(ctx, clause, inside), False
    if Takes.BLAMED in cue.takes and Takes.SMALL_CLAUSE not in cue.takes:
        linked = linked or _is_blamed(ctx, clause, inside)
    if not (linked or quoted):
        return None
    end = until_own_verb(ctx, clause, cue, begin, min(stop, right_edge(ctx, clause, cue, begin)))
    end = before_time_clause(ctx, clause, begin, before_occasion(ctx, clause, cue, begin, end))
    span = ctx.tidy(tokens[begin].start, tokens[end - 1].end)
    return Content((span,), Construction.SMALL_CLAUSE, ((cue.start, tokens[begin].start),)) if span else None


def _is_quoted_from(ctx: Context, token: Token, start: int) -> bool:
    """A quotation that begins at an offset, or after it, holds the token."""
    quotation = ctx.quotation(token.start)
    return quotation is not None and quotation.start >= start


def _is_blamed(ctx: Context, clause: Clause, inside: tuple[Token, ...]) -> bool:
    """*attacked her for P*: behind the object, what she is attacked for, and no stretch of time (*for two days*)."""
    marks = ctx.pack.small_clause_links - ctx.pack.genitive_marks - ctx.pack.comparisons
    for token in inside[1:]:
        if is_finite_verb(token) or token.text in (",", ";"):
            return False
        if token.lower in marks:
            behind = clause.tokens[token.index + 1 : token.index + 4]
            return not any({t.lower, t.lemma.lower()} & ctx.pack.time_words for t in behind)
    return False


def _has_two_objects(clause: Clause, cue: Cue, begin: int) -> bool:
    """*called him a liar*: an object and what it is called."""
    sentence = clause.sentence
    verb = clause.tokens[cue.head]
    objects = [c for c in sentence.children(verb, "obj") if c.index >= begin]
    called = [c for c in sentence.children(verb, "xcomp") if c.upos in ("NOUN", "ADJ", "PROPN")]
    if objects and called and objects[0].index < called[0].index:
        return True
    tokens = clause.tokens
    named = tokens[begin].upos in ("PROPN", "PRON")
    place = begin + 1
    while place < len(tokens) and (tokens[place].upos == "PROPN" or (not named and tokens[place].upos == "NOUN")):
        place += 1
    # By the surface: *called Ann a liar*, *calls Ann unfit*, *called the charges absurd*.
    behind = tokens[place] if place < len(tokens) else None
    nominal = named or (tokens[begin].upos == "DET" and place > begin + 1)
    judged = behind is not None and (behind.upos == "ADJ" or behind.dep == "xcomp" or (named and behind.upos == "DET"))
    return nominal and judged and behind is not None and behind.verb_form != "Inf"


def _is_likened(ctx: Context, clause: Clause, inside: tuple[Token, ...]) -> bool:
    """*sees X as a unifier*, *considère X comme un rassembleur*: a word of comparison with no clause behind it."""
    sentence = clause.sentence
    for token in inside[1:]:
        if is_finite(token):
            return False
        if token.lower in ctx.pack.comparisons & ctx.pack.small_clause_links and token.index + 1 < len(clause.tokens):
            head = sentence.head(token)
            finite = head is None or is_finite(head) or sentence.children(head, "nsubj", "aux")
            return not finite
    return False


def course(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*sees growth slowing to P*, *voit la croissance ralentir*: a thing, and the course that it is thought to take."""
    tokens, sentence = clause.tokens, clause.sentence
    verb = tokens[cue.head]
    things = [c for c in sentence.children(verb, "obj") if c.index >= begin and c.upos == "NOUN"]
    hanging = [
        *sentence.children(verb, "xcomp", "advcl", "ccomp"),
        *(sentence.children(things[0], "acl") if things else ()),
    ]
    taken = [c for c in hanging if things and c.index > things[0].index]
    going = [c for c in taken if c.upos == "VERB" and (is_present_participle(c) or c.verb_form == "Inf")]
    if not going or ctx.may_speak(things[0]) or verb.features.get("Tense") != "Pres":
        return None
    start = min(i for i in sentence.subtree(things[0]) if i >= begin)
    if start > begin or tokens[going[0].index - 1].text == ",":
        return None
    end = until_own_verb(ctx, clause, cue, going[0].index, right_edge(ctx, clause, cue, going[0].index))
    span = ctx.tidy(tokens[start].start, tokens[end - 1].end)
    return Content((span,), Construction.INFINITIVE, ((cue.start, tokens[start].start),)) if span else None


def through_noun(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*issued a warning that P*, *a exprimé le vœu de P*: what is said hangs from a noun that the cue takes."""
    tokens = clause.tokens
    nouns = ctx.pack.nouns | ctx.pack.rumours
    noun = next((t for t in tokens[begin : begin + 5] if t.upos == "NOUN"), None)
    if noun is None or not {noun.lemma.lower(), noun.lower} & nouns:
        return None
    if any(t.upos not in ("DET", "ADJ", "ADV", "NUM", "VERB") for t in tokens[begin : noun.index]):
        return None
    opening = complement_of(ctx, clause, noun)
    marks = ctx.pack.genitive_marks | ctx.pack.agent_marks
    between = tokens[noun.index + 1 : opening[0]] if opening is not None else ()
    if opening is None or any(t.upos in ("VERB", "AUX", "PUNCT") or t.lower in marks for t in between):
        return None
    mark = tokens[opening[0]]
    if mark.features.get("PronType") == "Rel" and mark.index > noun.index + 1:
        # *make a statement in a contest | that will end the season*
        return None
    end = noun_clause_end(clause, noun, opening[1], ctx.pack.time_words)
    span = ctx.tidy(tokens[opening[1]].start, tokens[min(end, right_edge(ctx, clause, cue, opening[1])) - 1].end)
    return Content((span,), Construction.THROUGH_NOUN, ((cue.start, tokens[opening[1]].start),)) if span else None
