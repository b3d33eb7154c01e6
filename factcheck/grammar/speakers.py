"""Who a cue verb makes speak, and on which side of it."""

from factcheck.grammar.absolute import absolute_subject
from factcheck.grammar.adjacent import Speaker, beside_quotation, headless, is_closed, named, past_adjuncts
from factcheck.grammar.boundaries import is_nonfinite, judges_on
from factcheck.grammar.inserted import inserted_speaker
from factcheck.grammar.inversion import belongs_before, is_described, may_invert
from factcheck.grammar.nameless import past_reason
from factcheck.grammar.neighbours import following, preceding
from factcheck.grammar.occasions import is_timely
from factcheck.grammar.phrases import phrase
from factcheck.grammar.quoted import quotation_before
from factcheck.grammar.series import leader
from factcheck.grammar.subjects import is_inverted_clitic, is_passive, own_subject, subject, without_hyphen
from factcheck.grammar.values import Content, Cue, CueForm
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause, SourceMention
from factcheck.report import SourceType
from factcheck.syntax.forms import is_finite
from factcheck.syntax.tokens import Sentence, Token

# How far after a passive its agent may stand, in tokens.
_AGENT_REACH = 14


def find_speaker(ctx: Context, clause: Clause, cue: Cue) -> Speaker:
    """Who a cue verb makes speak: its own subject, one after it, one that it shares, or the nearest phrase."""
    tokens = clause.tokens
    sentence = clause.sentence
    after = past_reason(ctx, clause, cue.last + 1)
    clitic = next((t for t in tokens[cue.first : cue.last + 1] if is_inverted_clitic(t, ctx.pack)), None)
    if clitic is not None:
        word = without_hyphen(clitic).lstrip("-")
        return Speaker(
            SourceMention(clause.index, clitic.index, clitic.end - len(word), clitic.end), clitic, True, after
        )
    if cue.form is CueForm.PARTICIPLE and (alone := absolute_subject(ctx, clause, cue.first)) is not None:
        return Speaker(alone, tokens[alone.token], False, after)
    if (mistaken := _before_mistaken(clause, cue)) is not None:
        return Speaker(mistaken, tokens[mistaken.token], False, after)
    if (message := _message(ctx, clause, cue)) is not None:
        return Speaker(message, tokens[message.token], False, after)
    inserted = inserted_speaker(ctx, clause, _finite_group(sentence, tokens[cue.head], cue))
    if inserted is not None:
        return Speaker(inserted, tokens[inserted.token], False, after)
    if (first := leader(sentence, tokens[cue.head], ctx.pack)) is not None:
        holder, head = subject(sentence, first, clause.index, ctx.pack)
        if holder is None:
            holder, _ = preceding(sentence, first.index, clause.index, ctx.pack)
        return Speaker(holder, head, False, after)
    misled = False
    passive = is_passive(sentence, tokens[cue.head], ctx.pack)
    if cue.form is CueForm.VERB and not passive and (quoted := beside_quotation(ctx, clause, cue)) is not None:
        return quoted
    for verb in _verbs(clause, cue):
        own = own_subject(sentence, verb, ctx.pack, cue.first)
        if own is not None and own.index < cue.first and not passive:
            misled = belongs_before(ctx, clause, cue, own)
            if not misled:
                holder, head = subject(sentence, verb, clause.index, ctx.pack, before=cue.first)
                return Speaker(holder, head, False, after)
    if cue.form is CueForm.VERB and may_invert(ctx, clause, cue):
        place = past_adjuncts(sentence, after, ctx.pack)
        surface, begin = following(sentence, place, clause.index, ctx.pack)
        if surface is None:
            surface, begin = headless(clause, place)
        timely = surface is not None and is_timely(ctx, tokens[surface.token])
        if (
            surface is not None
            and not timely
            and is_closed(ctx, clause, begin)
            and not _is_object(ctx, clause, cue, surface, begin)
        ):
            return named(clause, Speaker(surface, tokens[surface.token], True, begin))
    verb = _same_speaker(ctx, clause, cue) or tokens[cue.head]
    noun = cue.first and (tokens[cue.first - 1].upos in ("PROPN", "NOUN") or is_described(clause, cue.first))
    beside = cue.form is CueForm.VERB and not passive and noun
    holder, head = (None, None) if misled or beside else subject(sentence, verb, clause.index, ctx.pack)
    if (
        cue.form is CueForm.INFINITIVE
        and head is not None
        and ctx.quotation(head.start)
        and not ctx.quotation(cue.start)
    ):
        # What is quoted does not speak: *a dit X, avant de poursuivre « P »*.
        holder, head = _unquoted(ctx, clause, cue), None
    if (
        cue.form is CueForm.PARTICIPLE
        and holder is not None
        and ctx.quotation(holder.start)
        and not ctx.quotation(cue.start)
    ):
        # *X estime que « P », évoquant Q*: who estimates goes on.
        holder, head = _around(ctx, clause, cue) or holder, None
    if cue.form is CueForm.PARTICIPLE and holder is not None and cue.first and tokens[cue.first - 1].text == ",":
        # *X said the offer was unfair, accusing Y of P*: who is told of does not judge.
        around = _around(ctx, clause, cue, first=True) if judges_on(ctx, clause, tokens[cue.head]) else None
        if around is not None and around.sentence == holder.sentence and around.end < holder.start:
            holder, head = around, tokens[around.token]
    if holder is None and cue.form is CueForm.VERB and not passive:
        holder, _ = preceding(sentence, cue.first, clause.index, ctx.pack)
        head = tokens[holder.token] if holder is not None else None
    if head is None and (agent := _agent(ctx, clause, cue)) is not None:
        return agent
    # *Estimant que P, X a démissionné*: the subject of the main clause, and no inverted one.
    inverted = head is not None and head.index > cue.last and not passive and not is_nonfinite(clause, cue)
    begin = next((t.index for t in tokens if t.start >= holder.end), len(tokens)) if inverted and holder else after
    return named(clause, Speaker(holder, head, inverted, begin))


def _before_mistaken(clause: Clause, cue: Cue) -> SourceMention | None:
    """*P, a study published on Tuesday concludes.*: the phrase behind the comma, where the verb is taken for a noun.

    So is the one at the head of the sentence: *Nurses at the clinic claim to have P*.
    """
    tokens = clause.tokens
    start = next((t.index + 1 for t in reversed(tokens[: cue.first]) if t.text == ","), 0)
    opens = ("DET", "ADJ", "NUM", "NOUN")
    if cue.form is not CueForm.VERB or tokens[cue.head].upos != "NOUN" or tokens[start].upos not in opens:
        return None
    stop = next((t.index for t in tokens[start : cue.first] if t.upos in ("VERB", "ADP")), cue.first)
    inside = tokens[start:stop]
    head = next((t for t in reversed(inside) if t.upos in ("NOUN", "PROPN")), inside[-1] if inside else None)
    if head is None:
        return None
    complement = tokens[stop : cue.first]
    plain = all(t.upos in ("ADP", "DET", "ADJ", "NOUN", "PROPN", "PART") for t in complement)
    return SourceMention(
        clause.index, head.index, tokens[start].start, complement[-1].end if complement and plain else head.end
    )


def _message(ctx: Context, clause: Clause, cue: Cue) -> SourceMention | None:
    """*all they get is a message saying that P*: the document right before a participle, whatever it hangs from."""
    before = clause.tokens[cue.first - 1] if cue.first else None
    if (
        cue.form is not CueForm.PARTICIPLE
        or before is None
        or before.upos != "NOUN"
        or not ctx.names(before, SourceType.DOCUMENT)
    ):
        return None
    return phrase(clause.sentence, before, clause.index, 0, before.index, ctx.pack)


def _finite_group(sentence: Sentence, verb: Token, cue: Cue) -> int:
    """Where the group of the cue begins, or of the verb that it hangs from: *said, | adding that P*."""
    governor = sentence.head(verb)
    if cue.form is not CueForm.PARTICIPLE or governor is None or governor.upos != "VERB" or governor.index > cue.first:
        return cue.first
    return min([governor.index, *(t.index for t in sentence.children(governor, "aux"))])


def _verbs(clause: Clause, cue: Cue) -> tuple[Token, ...]:
    """The words of a cue that may have its subject: *ont peur* has it at the noun, of which the verb is a copula."""
    tokens = clause.tokens
    head = tokens[cue.head]
    above = clause.sentence.head(head) if head.dep in ("aux", "cop") else None
    predicate = (above,) if above is not None and cue.first <= above.index <= cue.last else ()
    return (head, tokens[cue.first], *predicate)


def _agent(ctx: Context, clause: Clause, cue: Cue) -> Speaker | None:
    """The agent after a passive, where the tree has none; adverbials may stand before it."""
    tokens = clause.tokens
    if not is_passive(clause.sentence, tokens[cue.head], ctx.pack):
        return None
    for token in tokens[cue.last + 1 : cue.last + 1 + _AGENT_REACH]:
        if token.lower in ctx.pack.agent_marks:
            holder, stop = following(clause.sentence, token.index + 1, clause.index, ctx.pack)
            if holder is not None and token.index == cue.last + 1:
                return Speaker(holder, tokens[holder.token], False, stop)
            if holder is not None and ctx.may_speak(tokens[holder.token]):
                # So far behind, nothing but the subject of the passive can be the content.
                return Speaker(holder, tokens[holder.token], False, len(tokens))
        if is_finite(token) or token.upos in ("SCONJ", "CCONJ"):
            return None
    return None


def _same_speaker(ctx: Context, clause: Clause, cue: Cue) -> Token | None:
    """The cue verb before a coordinated one without a subject: *X said that P, and wrote that Q*."""
    tokens = clause.tokens
    before = [t for t in tokens[max(0, cue.first - 3) : cue.first] if t.upos != "ADV"]
    if not before or before[-1].upos != "CCONJ" or own_subject(clause.sentence, tokens[cue.head], ctx.pack) is not None:
        return None
    earlier = [
        t
        for t in tokens[: cue.first]
        if t.upos == "VERB"
        and ctx.pack.lemmas(t.lemma, t.text)
        and own_subject(clause.sentence, t, ctx.pack) is not None
    ]
    governor = clause.sentence.head(tokens[cue.head])
    return None if governor in earlier else (earlier[0] if earlier else None)


def _around(ctx: Context, clause: Clause, cue: Cue, first: bool = False) -> SourceMention | None:
    """The subject of the last (or ``first``) verb of saying before a cue that no quotation holds."""
    before = [t for t in clause.tokens[: cue.first] if t.upos == "VERB" and ctx.quotation(t.start) is None]
    verb = next((t for t in (before if first else reversed(before)) if ctx.pack.lemmas(t.lemma, t.text)), None)
    return subject(clause.sentence, verb, clause.index, ctx.pack)[0] if verb is not None else None


def _unquoted(ctx: Context, clause: Clause, cue: Cue) -> SourceMention | None:
    """The noun phrase before a cue that no quotation holds."""
    holder, _ = preceding(clause.sentence, cue.first, clause.index, ctx.pack)
    return holder if holder is not None and ctx.quotation(holder.start) is None else None


def _is_object(ctx: Context, clause: Clause, cue: Cue, surface: SourceMention, begin: int) -> bool:
    """*X praised P, thanked Q and said R*: what stands behind a verb in a series is its object."""
    tokens = clause.tokens
    if quotation_before(ctx, clause, cue.start) is not None:
        return False
    first = next(t for t in tokens if t.end > surface.start)
    if first.upos == "PRON" and first.lower in ctx.pack.object_clitics and first.index > cue.last:
        return first.features.get("Case") != "Nom"
    after = [t for t in tokens[begin : begin + 4] if t.upos not in ("ADV", "PUNCT")]
    governor = clause.sentence.head(tokens[cue.head])
    tied = tokens[cue.head].dep == "conj" or (
        # *Le maire dit que P, regrette ce choix et promet Q*
        tokens[cue.head].dep == "ccomp" and not ctx.may_speak(tokens[surface.token])
    )
    series = tied and governor is not None and governor.upos == "VERB"
    if not series or len(after) < 2 or after[0].upos != "CCONJ":
        return False
    return after[1].upos == "VERB" and bool(ctx.pack.lemmas(after[1].lemma, after[1].text))


def main_subject(ctx: Context, clause: Clause, found: Content) -> SourceMention | None:
    """Whom a fronted participle is about: *Estimant que P, X a démissionné*."""
    comma = next((t for t in clause.tokens if t.text == "," and t.start >= found.spans[-1][1]), None)
    return following(clause.sentence, comma.index + 1, clause.index, ctx.pack)[0] if comma is not None else None
