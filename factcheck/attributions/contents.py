"""What a cue brings in: the spans of its content, by one function for each way in which a text can put it.

Every function takes the context, the clause, the cue and the mention of its subject, and gives the spans and the
frame (the stretch of the cue's own clause), or None where the pattern does not hold.
"""

from attrs import frozen

from factcheck.attributions.context import Context
from factcheck.attributions.mentions import following, is_passive, own_subject
from factcheck.attributions.values import Clause, Cue, Holder
from factcheck.languages import Pack
from factcheck.quotations import Quotation
from factcheck.tokens import Sentence, Span, Token


@frozen
class Content:
    """The spans of a content, the frame of its cue, the pattern's name, and a source if the pattern shows one."""

    spans: tuple[Span, ...]
    how: str
    frame: tuple[Span, ...] = ()
    source: Holder | None = None


def complement_start(ctx: Context, clause: Clause, cue: Cue, begin: int) -> tuple[int, str] | None:
    """The token at which a clause or infinitive begins after token ``begin``, and what it is."""
    tokens = clause.tokens
    pack = ctx.pack
    for place in range(begin, min(len(tokens), begin + 22)):
        token = tokens[place]
        if token.lower in pack.complementizers and token.upos in ("SCONJ", "PRON", "DET", "ADV"):
            relative = token.upos == "PRON" and token.features.get("PronType") == "Rel" and place > begin
            if relative and not _governed(clause.sentence, token, cue):
                return None
            if place + 1 < len(tokens) and _governed_or_near(clause.sentence, token, cue, begin, ctx.pack):
                return place, "clause"
            return None
        if token.lower in pack.question_words and (token.dep in ("mark", "advmod", "obj", "nsubj", "obl", "det", "root") and (place == begin or _governed(clause.sentence, token, cue))):
            if place <= begin + 1 or token.lower in ("si", "whether", "if"):
                return place, "question"
        if token.features.get("VerbForm") == "Fin" and token.upos in ("VERB", "AUX"):
            return None
        if place > begin and token.upos == "VERB" and ctx.pack.lemmas(token.lemma, token.text):
            return None
        if "infinitive" in cue.takes and token.upos == "VERB" and token.features.get("VerbForm") == "Inf":
            return None
        if token.text in (".", "!", "?", ";"):
            return None
        quotation = ctx.quotation(token.start)
        if quotation and quotation.start == token.start and place > begin and quotation.end - quotation.start > 40:
            return None
    return None


def _governed(sentence: Sentence, token: Token, cue: Cue) -> bool:
    """The clause that a complementiser opens hangs from the cue by the tree."""
    head = sentence.head(token)
    return head is not None and (head.head in range(cue.first, cue.last + 1) or any(a.index == cue.head for a in list(sentence.ancestors(head))[:1]))


def _governed_or_near(sentence: Sentence, token: Token, cue: Cue, begin: int, pack: Pack) -> bool:
    between = sentence.tokens[begin : token.index]
    if _is_plain_object(between, pack) and sentence.tokens[cue.head].lemma not in ADDRESSED:
        return False
    if _governed(sentence, token, cue) or token.index - begin <= 1:
        return True
    # Two nouns or more between may hold a relative clause of the last: then the tree must say otherwise.
    return token.upos == "SCONJ" or sum(t.upos in ("NOUN",) for t in between) <= 1


def _is_plain_object(between: tuple[Token, ...], pack: Pack) -> bool:
    """A determiner and a noun right after the verb, and no time: the clause that follows is the noun's own."""
    nouns = [t for t in between if t.upos == "NOUN"]
    if not between or between[0].upos != "DET" or len(nouns) != 1 or any(t.upos == "ADP" for t in between):
        return False
    return not {nouns[0].lemma.lower(), nouns[0].lower} & pack.time_words


def right_edge(ctx: Context, clause: Clause, cue: Cue, start: int) -> int:
    """The token after the last one of a complement that begins at token ``start``.

    A complement runs to the end of its sentence, unless the cue's own clause, or one around it, goes on after it.
    """
    tokens = clause.tokens
    sentence = clause.sentence
    above = {a.index for a in sentence.ancestors(tokens[cue.head])}
    limit = len(tokens)
    closing = _enclosing_end(ctx, tokens, cue.head)
    if closing is not None:
        limit = min(limit, closing)
    for place in range(start + 1, limit):
        token = tokens[place]
        if token.text == ";" and ctx.quotation(token.start) is None:
            return place
        if token.index in above and (_has_left_subject(sentence, token, cue) or _is_main_after(sentence, token, cue, start)):
            left = _clause_left(sentence, place, start)
            if left > start:
                return left
        if cue.form == "participle" and cue.first == 0 and token.text == "," and _main_clause_follows(ctx, clause, place):
            return place
        if token.lower in ctx.pack.contrasts and _is_contrast(ctx, clause, token, start):
            return place - 1 if tokens[place - 1].text == "," else place
        if _is_sister_clause(ctx, sentence, token, cue, above, start):
            left = _clause_left(sentence, place, start)
            if left > start:
                return left
    return limit


def _enclosing_end(ctx: Context, tokens: tuple[Token, ...], head: int) -> int | None:
    """The token that closes the bracket or quotation that the cue stands in."""
    quotation = ctx.quotation(tokens[head].start)
    if quotation is not None:
        return next((t.index for t in tokens[head:] if t.start >= quotation.end - 1), None)
    depth = 0
    for token in tokens[:head]:
        depth += (token.text == "(") - (token.text == ")")
    if depth > 0:
        return next((t.index for t in tokens[head:] if t.text == ")"), None)
    return None


def _main_clause_follows(ctx: Context, clause: Clause, comma: int) -> bool:
    """After a comma comes a subject and its finite verb: the main clause after a fronted participle."""
    tokens = clause.tokens
    surface, stop = following(clause.sentence, comma + 1, clause.index, ctx.pack)
    while stop < len(tokens) and (tokens[stop].upos in ("PROPN", "ADV", "PUNCT", "PRON", "NOUN") and tokens[stop].text != "."):
        stop += 1
    return surface is not None and stop < len(tokens) and tokens[stop].features.get("VerbForm") == "Fin"


def _is_main_after(sentence: Sentence, verb: Token, cue: Cue, start: int) -> bool:
    """The main clause comes after a participle's: *Estimant que P, X a démissionné*."""
    if cue.form not in ("participle", "infinitive") or verb.upos not in ("VERB", "AUX"):
        return False
    subjects = sentence.children(verb, "nsubj")
    return bool(subjects) and subjects[0].index > start and sentence.tokens[min(sentence.subtree(subjects[0])) - 1].text == ","


def _has_left_subject(sentence: Sentence, verb: Token, cue: Cue) -> bool:
    """A verb around the cue goes on after its complement: its own subject stands before the cue."""
    if verb.upos not in ("VERB", "AUX", "NOUN", "ADJ"):
        return False
    subjects = sentence.children(verb, "nsubj")
    return bool(subjects) and subjects[-1].index < cue.head or (not subjects and verb.upos == "VERB" and verb.dep == "root")


def _is_sister_clause(ctx: Context, sentence: Sentence, token: Token, cue: Cue, above: set[int], start: int) -> bool:
    """A finite clause coordinated with the cue's own (*X a dit que P, et Y a répondu*)."""
    if token.index <= start:
        return False
    if _goes_on_speaking(ctx, sentence, token):
        return True
    if token.dep == "advcl" and token.head == cue.head and _follows_comma(sentence, token, start):
        return True
    if token.upos not in ("VERB", "AUX", "ADJ", "NOUN") or token.dep not in ("conj", "parataxis"):
        return False
    if token.head != cue.head and token.head not in above:
        return False
    finite = token.features.get("VerbForm") == "Fin" or any(
        c.features.get("VerbForm") == "Fin" for c in sentence.children(token, "aux", "cop")
    )
    own_subject = bool(sentence.children(token, "nsubj"))
    marked = bool(sentence.children(token, "mark"))
    # Without a subject of its own it may go on with the content; another cue goes on with the speaker.
    another_cue = token.head == cue.head and bool(ctx.pack.lemmas(token.lemma, token.text))
    return finite and not marked and (own_subject or another_cue)


def _is_contrast(ctx: Context, clause: Clause, token: Token, start: int) -> bool:
    """*X dit que P, mais Q*: after a comma, with a finite verb and no complementiser again, Q is not X's."""
    tokens = clause.tokens
    if token.index - start < 3 or tokens[token.index - 1].text != "," or token.index + 1 >= len(tokens):
        return False
    if tokens[token.index + 1].lower in ctx.pack.complementizers or ctx.quotation(token.start) is not None:
        return False
    ahead = tokens[token.index + 1 :]
    has_subject = any(t.dep in ("nsubj", "expl") for t in ahead[:12])
    return has_subject and ctx.is_finite(clause.sentence, token.end, clause.sentence.end)


def _goes_on_speaking(ctx: Context, sentence: Sentence, token: Token) -> bool:
    """*… and wrote that*: another cue verb without a subject, after a coordinator and before its own clause."""
    tokens = sentence.tokens
    if token.upos != "VERB" or token.features.get("Mood") not in ("Ind", None) or not ctx.pack.lemmas(token.lemma, token.text):
        return False
    if own_subject(sentence, token) is not None or token.index + 1 >= len(tokens):
        return False
    before = [t for t in tokens[max(0, token.index - 4) : token.index] if t.upos not in ("AUX", "ADV")]
    follows = tokens[token.index + 1]
    return bool(before) and before[-1].upos == "CCONJ" and (follows.lower in ctx.pack.complementizers or follows.text in ('"', ":"))


def _follows_comma(sentence: Sentence, token: Token, start: int) -> bool:
    """A comma stands right before the clause of a token."""
    left = min(sentence.subtree(token))
    first = sentence.tokens[left]
    return left > start + 2 and (first.text == "," or sentence.tokens[left - 1].text == ",")


def _clause_left(sentence: Sentence, head: int, start: int) -> int:
    """Where the clause of a token begins: at the comma or coordinator before its subject; ``start`` if there is none."""
    tokens = sentence.tokens
    subject = next((c.index for c in sentence.children(tokens[head], "nsubj", "expl") if start < c.index < head), head)
    for left in range(min(head, subject), start, -1):
        if tokens[left].upos == "CCONJ" or tokens[left - 1].text in (",", ";", ":", ")"):
            return left
    return start


def after_clause(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X dit que P*, *X asked whether P*: a clause with its complementiser."""
    found = complement_start(ctx, clause, cue, begin)
    if found is None:
        return None
    place, what = found
    start = place + 1 if what == "clause" else place
    tokens = clause.tokens
    if start >= len(tokens):
        return None
    quotation = ctx.quotation_from(tokens[start].start)
    if quotation is not None and quotation.end <= clause.sentence.end:
        quoted = _quoted(ctx, clause, cue, quotation.start, quotation.end, quotation.start)
        if ctx.is_finite(clause.sentence, quotation.start, quoted.spans[0][1]):
            return Content(quoted.spans, "clause", ((cue.start, tokens[place].end),))
    end = right_edge(ctx, clause, cue, start)
    span = ctx.tidy(tokens[start].start, tokens[end - 1].end)
    return Content((span,), "clause", ((cue.start, tokens[place].end),)) if span else None


def after_quote(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X dit : « P »*, *X said, "P"*: a quotation right after the cue's frame."""
    tokens = clause.tokens
    for place in range(begin, min(len(tokens), begin + 30)):
        token = tokens[place]
        quotation = ctx.quotation(token.start)
        if quotation is not None and quotation.start <= token.start:
            if quotation.start < tokens[begin - 1].start:
                return None
            start = quotation.start
            if place == begin and _is_nickname(ctx, clause, cue, quotation):
                return None
            if place > begin and _goes_with_quotation(tokens[begin:place], cue):
                start = tokens[begin].start
            return _quoted(ctx, clause, cue, start, quotation.end, quotation.start)
        if token.text == ":" :
            return _after_colon(ctx, clause, cue, place)
        finite = token.features.get("VerbForm") == "Fin" and token.upos in ("VERB", "AUX")
        if finite or token.text in (".", ";", "!", "?"):
            return None
    return _next_sentence(ctx, clause, cue)


def _is_nickname(ctx: Context, clause: Clause, cue: Cue, quotation: Quotation) -> bool:
    """A word or two right after a verb of saying, with no comma or colon: *dit « le Boiteux »*."""
    short = len(ctx.document.text[quotation.start + 1 : quotation.end - 1].split()) < 4
    speech = not cue.takes & {"noun", "small_clause"}
    return short and speech and not ctx.is_finite(clause.sentence, quotation.start, quotation.end)


def _goes_with_quotation(lead: tuple[Token, ...], cue: Cue) -> bool:
    """The words between a cue and a quotation belong to the content: *dénonce un « scandale »*, *calls him “a liar”*."""
    if lead[-1].text in (",", ":", "-") or not cue.takes & {"noun", "small_clause", "clause"}:
        return False
    if "small_clause" in cue.takes and any(t.upos in ("NOUN", "PROPN", "PRON") for t in lead) and lead[0].upos != "ADP":
        return True
    return (lead[0].upos in ("DET", "NUM") and "noun" in cue.takes) or lead[0].lower == "en"


def _after_colon(ctx: Context, clause: Clause, cue: Cue, place: int) -> Content | None:
    tokens = clause.tokens
    colon = tokens[place]
    quotation = ctx.quotation_from(colon.end)
    if quotation is not None:
        return Content(((quotation.start, quotation.end),), "quote", ((cue.start, colon.end),))
    span = ctx.tidy(colon.end, tokens[-1].end)
    return Content((span,), "colon", ((cue.start, colon.end),)) if span and place < len(tokens) - 3 else None


def _next_sentence(ctx: Context, clause: Clause, cue: Cue) -> Content | None:
    """The quotation begins with the next sentence: after a colon that ended this one."""
    end = clause.sentence.end
    if ctx.document.text[end - 1 : end] not in (":", ","):
        return None
    quotation = ctx.quotation_from(end)
    return Content(((quotation.start, quotation.end),), "quote", ((cue.start, end),)) if quotation else None


def _quoted(ctx: Context, clause: Clause, cue: Cue, start: int, end: int, mark: int) -> Content:
    """A quotation as content; the rest of the sentence belongs to it when it goes on in mid-sentence."""
    tokens = clause.tokens
    rest = [t for t in tokens if t.start >= end]
    frame = ((cue.start, start),)
    goes_on = rest and rest[0].text not in (".", ",", ";", "!", "?") and rest[0].upos not in ("CCONJ", "SCONJ", "PUNCT")
    if goes_on and not (rest[0].upos == "VERB" and rest[0].features.get("VerbForm") in ("Part", "Ger")):
        place = rest[0].index
        stop = next((t.index for t in tokens[place:] if t.text in (",", ";", ".") or t.upos == "CCONJ"), len(tokens))
        end = tokens[stop - 1].end
    elif rest and rest[0].upos == "CCONJ" and (second := ctx.quotation_from(rest[0].end)):
        end = second.end
    return Content(((start, end),), "quote", frame)


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


def before(
    ctx: Context, clause: Clause, cue: Cue, subject: Holder | None, inverted: bool, begin: int
) -> Content | None:
    """*P, dit X*; *« P », a dit X*; *P, X said*: the content stands before the cue, and may go on after it.

    ``begin`` is the token after the cue and an inverted subject.
    """
    tokens = clause.tokens
    left = cue.start
    if subject is not None and subject.start < cue.start and not inverted:
        left = subject.start
    quotation = quotation_before(ctx, clause, left)
    if quotation is None:
        tie = ctx.document.text[clause.sentence.start : left].rstrip()[-1:]
        if tie not in (",", "-", "–", "—") or not tie:
            return None
        if not ctx.is_finite(clause.sentence, clause.sentence.start, left) and not _is_inserted(ctx, clause, begin):
            return None
    spans = _before_spans(ctx, clause, left, quotation)
    if not spans:
        return None
    stop, goes_on = _frame_end(ctx, clause, begin)
    around = ctx.quotation(cue.start)
    if around is not None and inverted:
        parts = (ctx.tidy(around.start, left), ctx.tidy(stop, around.end))
        return Content(tuple(part for part in parts if part), "quote", ((left, stop),), subject)
    if goes_on is not None:
        spans += _after_spans(ctx, clause, stop, goes_on, spans)
    return Content(tuple(spans), "aside" if quotation is None else "quote", ((left, stop),), subject)


def _frame_end(ctx: Context, clause: Clause, begin: int) -> tuple[int, int | None]:
    """The offset at which the frame of an aside ends, and the token where the content goes on, if it does."""
    tokens = clause.tokens
    for place in range(begin, len(tokens)):
        token = tokens[place]
        quotation = ctx.quotation(token.start)
        if quotation is not None and quotation.start <= token.start and quotation.start >= tokens[begin - 1].end:
            return token.start, place
        if token.text in (",", ";", ":", "-", ")") and place + 1 < len(tokens):
            return token.start, place + 1
    return tokens[-1].end, None


def _is_inserted(ctx: Context, clause: Clause, begin: int) -> bool:
    """A comma closes the frame, and the verb of what is said comes after it: *The vaccine, X said, should work*."""
    tokens = clause.tokens
    comma = next((t for t in tokens[begin : begin + 8] if t.text == ","), None)
    if comma is None or comma.index + 1 >= len(tokens):
        return False
    return ctx.is_finite(clause.sentence, comma.end, clause.sentence.end)


def _before_spans(ctx: Context, clause: Clause, left: int, quotation: Quotation | None) -> list[Span]:
    tokens = clause.tokens
    start = tokens[0].start
    if quotation is not None:
        if quotation.start <= start:
            return [(quotation.start, quotation.end)]
        lead = ctx.document.text[start : quotation.start].rstrip()
        words = [t for t in tokens if t.start < quotation.start and t.upos not in ("PUNCT", "CCONJ")]
        fresh = lead[-1:] in (":", ".", "!", "?")
        longer = quotation.end - quotation.start > 60 and not ctx.is_finite(clause.sentence, start, quotation.start)
        if not words or fresh or (len(words) < 3 and longer):
            return [(quotation.start, quotation.end)]
    first = ctx.quotation(start)
    if first is not None and first.start < start and first.end < left:
        # The sentence begins inside a quotation that ended before the frame: the whole of it belongs here.
        start = first.start
    span = ctx.tidy(start, left)
    return [span] if span else []


def _after_spans(ctx: Context, clause: Clause, stop: int, place: int, spans: list[Span]) -> list[Span]:
    """What follows an aside within its sentence and belongs to the content."""
    tokens = clause.tokens
    token = tokens[place]
    text = ctx.document.text
    quotation = ctx.quotation_from(stop if text[stop] not in ",;:-" else stop + 1)
    if quotation is not None:
        return [(quotation.start, quotation.end)]
    whole = ctx.is_finite(clause.sentence, *spans[0])
    relative = token.features.get("PronType") == "Rel" or token.lower in ("qui", "dont", "who", "which", "whose", "lors", "dans", "during", "in", "at", "on")
    participle = token.features.get("VerbForm") in ("Part", "Ger")
    own = token.upos in ("NOUN", "DET", "PROPN", "ADJ", "ADP", "ADV", "CCONJ", "PRON", "AUX", "VERB")
    if whole or relative or participle or not own:
        return []
    span = ctx.tidy(tokens[place].start, tokens[-1].end)
    return [span] if span else []


def infinitive(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X promet de P*, *X affirme avoir vu*, *claims to have*: an infinitive right after the cue."""
    tokens = clause.tokens
    sentence = clause.sentence
    marks = ctx.pack.infinitive_marks
    for place in range(begin, min(len(tokens), begin + 12)):
        token = tokens[place]
        if token.features.get("VerbForm") == "Inf" and token.upos in ("VERB", "AUX"):
            start = place
            while start > begin and (tokens[start - 1].lower in marks or tokens[start - 1].upos in ("PRON", "ADV", "PART")):
                start -= 1
            if tokens[start].lower in marks and ctx.pack.code == "fr" and False:
                start += 1
            end = right_edge(ctx, clause, cue, start)
            span = ctx.tidy(tokens[start].start, tokens[end - 1].end)
            return Content((span,), "infinitive", ((cue.start, tokens[start].start),)) if span else None
        if token.features.get("VerbForm") == "Fin" or token.text in (",", ".", ";", ":", '"'):
            return None
        if token.upos not in ("ADV", "PART", "PRON", "ADP", "DET", "NOUN", "PROPN", "SCONJ", "ADJ"):
            return None
    del sentence
    return None


def gerund(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X denied taking P*, *admitted having lied*: a gerund right after the cue (English)."""
    tokens = clause.tokens
    if begin >= len(tokens) or tokens[begin].features.get("VerbForm") not in ("Ger", "Part") or tokens[begin].upos not in ("VERB", "AUX"):
        return None
    if tokens[begin].features.get("Tense") == "Past":
        return None
    end = right_edge(ctx, clause, cue, begin)
    span = ctx.tidy(tokens[begin].start, tokens[end - 1].end)
    return Content((span,), "infinitive", ((cue.start, tokens[begin].start),)) if span else None


def passive_subject(ctx: Context, clause: Clause, cue: Cue, agent: Holder | None) -> Content | None:
    """*La fermeture a été annoncée par X*: the subject of a passive with an agent is the content."""
    sentence = clause.sentence
    verb = clause.tokens[cue.head]
    passive = is_passive(sentence, verb)
    head = next((c for c in sentence.children(verb, "nsubj") if c.index < cue.first and c.upos in ("NOUN", "PROPN")), None)
    if agent is None or head is None or not passive or agent.start < cue.end:
        return None
    inside = sorted(i for i in sentence.subtree(head) if i < cue.first)
    span = ctx.tidy(clause.tokens[inside[0]].start, clause.tokens[inside[-1]].end)
    return Content((span,), "noun", ((cue.start, agent.end),)) if span else None


def noun_object(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X annonce la fermeture de P*, *denounced the plan*: a noun phrase as the content."""
    tokens = clause.tokens
    start = _object_start(clause, cue, begin)
    if start is None:
        return None
    end = right_edge(ctx, clause, cue, start)
    stop = next((t.index for t in tokens[start + 1 : end] if t.text == ";" or _leaves(clause, t)), end)
    span = ctx.tidy(tokens[start].start, tokens[stop - 1].end)
    return Content((span,), "noun", ((cue.start, tokens[start].start),)) if span else None


def _object_start(clause: Clause, cue: Cue, begin: int) -> int | None:
    """The token at which the object of the cue begins: by the tree, or right after it on the surface."""
    tokens = clause.tokens
    sentence = clause.sentence
    for child in sentence.children(tokens[cue.head], "obj", "obl:arg", "ccomp", "xcomp"):
        if child.index >= begin and child.upos in ("NOUN", "PROPN", "NUM", "PRON") and tokens[child.index - 1].lower != "que":
            low = min(i for i in sentence.subtree(child) if i >= begin)
            if low - begin <= 8 or child.dep == "obj":
                return low
    place = begin
    while place < len(tokens) and tokens[place].upos == "ADV":
        place += 1
    if place < len(tokens) and tokens[place].upos in ("DET", "PROPN", "NUM", "NOUN"):
        return place
    return None


def _leaves(clause: Clause, token: Token) -> bool:
    """Where the cue's clause, and not the noun phrase, goes on: a participle after a comma or *en*."""
    tokens = clause.tokens
    if token.index + 1 >= len(tokens):
        return False
    after = tokens[token.index + 1]
    if token.upos != "ADP" and token.text != ",":
        return False
    if token.upos == "ADP" and after.upos != "VERB":
        return False
    return after.features.get("VerbForm") in ("Part", "Ger") and after.features.get("Tense") != "Past"


def bare_clause(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X said he would go*: a clause without its complementiser (English)."""
    tokens = clause.tokens
    if begin >= len(tokens) or tokens[begin].upos in ("PUNCT", "ADP", "SCONJ", "CCONJ", "PART", "VERB"):
        return None
    start = begin
    if any("told" in (t.lower, t.lemma) or t.lemma in ADDRESSED for t in tokens[cue.head : cue.head + 1]):
        start = _after_object(clause, cue, begin)
    if start >= len(tokens) or tokens[start].upos == "PUNCT":
        return None
    verb = _first_finite(clause, start)
    if verb is None:
        return None
    end = right_edge(ctx, clause, cue, verb)
    span = ctx.tidy(tokens[start].start, tokens[end - 1].end)
    return Content((span,), "clause", ((cue.start, tokens[start].start),)) if span else None


# Verbs whose first object is who is spoken to.
ADDRESSED = frozenset(("tell", "assure", "inform", "notify", "remind", "warn", "promise"))


def _after_object(clause: Clause, cue: Cue, begin: int) -> int:
    """The token after the person spoken to: *told reporters | he would go*."""
    tokens = clause.tokens
    place = begin
    while place < len(tokens) and tokens[place].upos in ("DET", "ADJ", "NUM", "PROPN", "NOUN"):
        place += 1
    if place == begin and tokens[begin].upos == "PRON":
        return begin + 1
    # A name or noun right before the verb is its subject: *told him Smith was ill* needs the tree.
    if place < len(tokens) and tokens[place].upos in ("VERB", "AUX"):
        ours = [c for c in clause.sentence.children(tokens[cue.head], "obj", "iobj") if c.index >= begin]
        return max(i for i in clause.sentence.subtree(ours[0])) + 1 if ours else begin
    return place


def _first_finite(clause: Clause, start: int) -> int | None:
    """The first finite verb after ``start`` if only its subject stands before it."""
    commas = 0
    for token in clause.tokens[start : start + 30]:
        if token.upos in ("VERB", "AUX") and (token.features.get("VerbForm") == "Fin"):
            return token.index if token.relation != "acl:relcl" and token.index > start else None
        if token.text == ",":
            commas += 1
        elif token.upos in ("SCONJ", "PUNCT") and token.text not in ("-", '"', "(", ")") and token.lower != "as":
            return None
        elif token.features.get("PronType") in ("Rel", "Int") or commas > 2:
            return None
    return None


def small_clause(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X qualifie Y de Z*, *X calls Y Z*, *described Y as Z*: what is judged and how."""
    tokens = clause.tokens
    links = ("de", "d'", "comme", "as", "of", "for")
    stop = next((t.index for t in tokens[begin:] if t.text in (";", ".", "?")), len(tokens))
    inside = tokens[begin:stop]
    if not inside or not any(t.upos in ("NOUN", "PROPN", "PRON") for t in inside):
        return None
    linked = any(t.lower in links for t in inside)
    quoted = any(ctx.quotation(t.start) for t in inside)
    if not (linked or quoted):
        return None
    end = right_edge(ctx, clause, cue, begin)
    span = ctx.tidy(tokens[begin].start, tokens[min(stop, end) - 1].end)
    return Content((span,), "small_clause", ((cue.start, tokens[begin].start),)) if span else None
