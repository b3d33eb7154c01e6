"""Contents in quotation marks after their cue: *X dit : « P »*, *X said, “P”*, *X dénonce un « P »*."""

from factcheck.grammar.absolute import opens_absolute
from factcheck.grammar.occasions import before_occasion, is_timely
from factcheck.grammar.series import leader
from factcheck.grammar.titles import is_named, is_title
from factcheck.grammar.values import Construction, Content, Cue
from factcheck.languages.vocabulary import Takes
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause
from factcheck.syntax.forms import is_finite_verb, is_participle
from factcheck.syntax.tokens import Token
from factcheck.text.quotations import Quotation


def after_quote(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X dit : « P »*, *X said, "P"*: a quotation right after the cue's frame."""
    tokens = clause.tokens
    described = False
    for place in range(begin, min(len(tokens), begin + 30)):
        token = tokens[place]
        quotation = ctx.quotation(token.start)
        if described and quotation is not None and tokens[place - 1].text not in (",", ":"):
            return None
        if quotation is not None and quotation.start <= token.start:
            if quotation.start < tokens[begin - 1].start:
                return None
            start = quotation.start
            if place == begin and _is_nickname(ctx, clause, cue, quotation):
                return None
            if place > begin and is_named(ctx, quotation):
                # *said on “Meet the Neighbours”*
                return None
            if place > begin and Takes.NOUN not in cue.takes and is_title(ctx, quotation):
                # *spoke with a singer who goes by the name “P”*
                return None
            if place > begin and _goes_with_quotation(tokens[begin:place], cue):
                start = tokens[begin].start
            return with_rest(ctx, clause, cue, start, quotation.end)
        if token.text == ":":
            return _after_colon(ctx, clause, cue, place)
        finite = is_finite_verb(token)
        if finite and _describes(ctx, clause, begin, token):
            described = True
            continue
        ends = finite or token.text in (".", ";", "!", "?")
        if ends or _speaks(ctx, clause, token, begin) or opens_absolute(ctx, clause, place):
            return None
    return _next_sentence(ctx, clause, cue)


def _describes(ctx: Context, clause: Clause, begin: int, verb: Token) -> bool:
    """When it was said, or who is spoken to: *said as he left, “P”*, *told those who had come, “P”*."""
    frame = clause.tokens[begin : verb.index]
    timely = bool(frame) and frame[0].lower in ctx.pack.time_clauses
    relative = any(t.features.get("PronType") == "Rel" and t.dep == "nsubj" for t in frame)
    return (timely or relative) and not ctx.pack.lemmas(verb.lemma, verb.text)


def _speaks(ctx: Context, clause: Clause, token: Token, begin: int) -> bool:
    """Another cue after a comma, whose own the quotation is: *he said, adding: “P”*, *a salué P et ajouté que “Q”*."""
    if token.index <= begin or token.upos != "VERB" or not ctx.pack.lemmas(token.lemma, token.text):
        return False
    before = clause.tokens[token.index - 1]
    return (
        before.text == ","
        or before.lower in ctx.pack.time_clauses
        or (before.upos == "CCONJ" and leader(clause.sentence, token, ctx.pack) is not None)
    )


def _is_nickname(ctx: Context, clause: Clause, cue: Cue, quotation: Quotation) -> bool:
    """A word or two right after a verb of saying, with no comma or colon: *dit « le Boiteux »*."""
    short = len(ctx.document.text[quotation.start + 1 : quotation.end - 1].split()) < 4
    speech = Takes.CLAUSE in cue.takes and not cue.takes & {Takes.NOUN, Takes.NOUN_IF_QUOTED, Takes.SMALL_CLAUSE}
    return short and speech and not ctx.is_finite(clause.sentence, quotation.start, quotation.end)


def _goes_with_quotation(lead: tuple[Token, ...], cue: Cue) -> bool:
    """The words before a quotation belong to the content: *dénonce un « scandale »*, *calls him “a liar”*."""
    if lead[-1].text in (",", ":", "-") or not cue.takes & {
        Takes.NOUN,
        Takes.NOUN_IF_QUOTED,
        Takes.SMALL_CLAUSE,
        Takes.CLAUSE,
    }:
        return False
    if (
        Takes.SMALL_CLAUSE in cue.takes
        and any(t.upos in ("NOUN", "PROPN", "PRON") for t in lead)
        and lead[0].upos != "ADP"
    ):
        return True
    # *décrit des discussions « P »*: an article that the tokenizer took for a contraction.
    partitive = len(lead) > 1 and lead[0].start == lead[1].start and lead[1].features.get("Number") == "Plur"
    return (lead[0].upos in ("DET", "NUM", "NOUN") or partitive) and bool(
        cue.takes & {Takes.NOUN, Takes.NOUN_IF_QUOTED}
    )


def _after_colon(ctx: Context, clause: Clause, cue: Cue, place: int) -> Content | None:
    tokens = clause.tokens
    colon = tokens[place]
    quotation = ctx.quotation_from(colon.end)
    if quotation is not None:
        return Content(((quotation.start, quotation.end),), Construction.QUOTE, ((cue.start, colon.end),))
    span = ctx.tidy(colon.end, tokens[-1].end)
    return Content((span,), Construction.COLON, ((cue.start, colon.end),)) if span and place < len(tokens) - 3 else None


def _next_sentence(ctx: Context, clause: Clause, cue: Cue) -> Content | None:
    """The quotation begins with the next sentence: after a colon that ended this one."""
    end = clause.sentence.end
    if ctx.document.text[end - 1 : end] not in (":", ","):
        return None
    quotation = ctx.quotation_from(end)
    return Content(((quotation.start, quotation.end),), Construction.QUOTE, ((cue.start, end),)) if quotation else None


def with_rest(ctx: Context, clause: Clause, cue: Cue, start: int, end: int) -> Content:
    """A quotation as content; the rest of the sentence belongs to it when it goes on in mid-sentence."""
    tokens = clause.tokens
    rest = [t for t in tokens if t.start >= end]
    frame = ((cue.start, start),)
    goes_on = rest and rest[0].text not in (".", ",", ";", "!", "?") and rest[0].upos not in ("CCONJ", "SCONJ", "PUNCT")
    goes_on = goes_on and not _leaves(ctx, cue, rest[0], start) and not is_timely(ctx, rest[0])
    noun = ctx.quotation(start) is None and cue.takes & {Takes.NOUN, Takes.NOUN_IF_QUOTED} and rest
    described = noun and rest[0].dep == "acl" and rest[0].features.get("Tense") == "Past"
    participle = rest and rest[0].upos == "VERB" and is_participle(rest[0])
    # *regrette le « moment » choisi*: the participle belongs to what is quoted.
    if goes_on and (described or not participle):
        place = rest[0].index
        stop = next((t.index for t in tokens[place:] if t.text in (",", ";", ".") or t.upos == "CCONJ"), len(tokens))
        stop = before_occasion(ctx, clause, cue, place - 1, stop, closed=True)
        end = tokens[stop - 1].end if stop > place else end
    elif rest and rest[0].upos == "CCONJ":
        end = _coordinated(ctx, clause, rest[0], end)
    return Content(((start, end),), Construction.QUOTE, frame)


def _coordinated(ctx: Context, clause: Clause, conjunction: Token, end: int) -> int:
    """The end of a second quotation in the same phrase: *un budget « à l'os » et des équipes « épuisées »*."""
    for token in clause.tokens[conjunction.index + 1 : conjunction.index + 7]:
        quotation = ctx.quotation(token.start)
        if quotation is not None and quotation.start <= token.start:
            return quotation.end
        if token.upos not in ("DET", "ADJ", "NOUN", "ADP", "PROPN", "NUM"):
            break
    return end


def _leaves(ctx: Context, cue: Cue, token: Token, start: int) -> bool:
    """What follows a quotation belongs to the cue (*chanted “Free them” outside*), or to a clause around it."""
    if is_finite_verb(token):
        return Takes.SMALL_CLAUSE in cue.takes
    at_once = not any(c.isalnum() for c in ctx.document.text[cue.end : start])
    return (
        token.upos == "ADP"
        and at_once
        and not cue.takes & {Takes.NOUN, Takes.NOUN_IF_QUOTED, Takes.SMALL_CLAUSE, Takes.CLAUSE}
    )


def quotation_before(ctx: Context, clause: Clause, left: int) -> Quotation | None:
    """The quotation that ends just before an offset: in this sentence, or at the end of the one before."""
    found = ctx.quotation_until(left)
    if found is None:
        return None
    start = clause.sentence.start
    if found.end > start:
        return found
    # The tokenizer cuts « Oui ! » dit-elle after the quotation: nothing but marks may stand between.
    between = ctx.document.text[found.end : left]
    return found if not any(c.isalnum() or c in ".!?" for c in between) and "\n" not in between else None
