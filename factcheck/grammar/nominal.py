"""Nouns as cues: *l'affirmation de X que P*, *X's claim that P*, *la promesse de X de P*, *la formule est de X*."""

from attrs import evolve

from factcheck.grammar.boundaries import is_contrast
from factcheck.grammar.cues import is_owned
from factcheck.grammar.neighbours import following
from factcheck.grammar.phrases import phrase
from factcheck.grammar.subjects import subject
from factcheck.grammar.values import Construction, Cue, CueForm, Found
from factcheck.languages import Pack
from factcheck.mentions.context import Context
from factcheck.mentions.kinds import noun_in
from factcheck.mentions.values import Clause, SourceMention
from factcheck.report import SourceType
from factcheck.syntax.forms import is_finite, is_finite_verb, is_past_participle
from factcheck.syntax.tokens import Token

# How far from its noun a clause may begin, in tokens.
_REACH = 18


def from_nouns(ctx: Context, clause: Clause, taken: frozenset[int] = frozenset()) -> list[Found]:
    """The attributions that the nouns of a sentence make. A noun without a source (*l'idée que P*) makes none.

    ``taken`` holds the tokens of other cues (*de l'avis de*).
    """
    found = []
    for token in clause.tokens:
        # "in order to" is one word.
        noun = (token.upos == "NOUN" and token.dep != "fixed") or is_owned(clause.tokens, token)
        if noun and token.index not in taken and {token.lemma.lower(), token.lower} & (ctx.pack.nouns | ctx.pack.acts):
            attribution = (
                _with_complement(ctx, clause, token)
                or _with_agent(ctx, clause, token)
                or _with_phrase(ctx, clause, token)
                or _of_quotation(ctx, clause, token)
            )
            if attribution is not None:
                found.append(attribution)
    return found


def _with_complement(ctx: Context, clause: Clause, noun: Token) -> Found | None:
    opening = complement_of(ctx, clause, noun)
    if opening is None or not {noun.lemma.lower(), noun.lower} & ctx.pack.nouns:
        return None
    place, start = opening
    source = _giver(ctx, clause, noun, place) or _holder(ctx, clause, noun, place)
    feared = source is None and _is_in_the_air(ctx, clause, noun, place)
    if source is None and not feared:
        return None
    tokens = clause.tokens
    end = _within(ctx, clause, noun, start, noun_clause_end(clause, noun, start, ctx.pack.time_words))
    span = ctx.tidy(tokens[start].start, tokens[end - 1].end)
    if span is None or (source is not None and span[0] < source.end and source.start < span[1]):
        return None
    cue = _noun_cue(clause, noun)
    begin = noun.start if source is None else min(noun.start, source.start)
    return Found((span,), Construction.NOMINAL, cue, source, frame=((begin, tokens[start].start),), impersonal=feared)


def _within(ctx: Context, clause: Clause, noun: Token, start: int, end: int) -> int:
    """The end of a complement inside the quotation that its noun stands in, and before the main clause.

    *Despite calls by the union to close the plant, | the company …*: a noun that stands in front of the subject.
    """
    tokens = clause.tokens
    quotation = ctx.quotation(noun.start)
    if quotation is not None:
        end = min(end, next((t.index for t in tokens[start + 1 : end] if t.start >= quotation.end - 1), end))
    for token in tokens[start + 2 : end]:
        if _closes_quotation(ctx, clause, noun, start, token):
            return token.index
        if token.lower in ctx.pack.contrasts and is_contrast(ctx, clause, token, start):
            # *There were claims that P, | but Q*
            return token.index - 1
    for subject_ in clause.sentence.children(clause.sentence.root, "nsubj", "expl"):
        left = min(clause.sentence.subtree(subject_))
        if start < left - 1 < end and tokens[left - 1].text == ",":
            return left - 1
    return end


def _is_in_the_air(ctx: Context, clause: Clause, noun: Token, place: int) -> bool:
    """*There are fears that P*, *des rumeurs que P*: a clause behind what nobody in particular fears or says.

    Where it is said may stand between (*claims on the net that P*), or that it spreads (*concern is growing that P*).
    """
    if not {noun.lemma.lower(), noun.lower} & ctx.pack.rumours:
        return False
    between = clause.tokens[noun.index + 1 : place]
    if any(t.lemma in ctx.pack.spreading for t in between):
        return True
    if not all(t.upos in ("ADP", "DET", "ADJ", "NOUN", "PROPN", "ADV") for t in between):
        return False
    governor = clause.sentence.head(noun)
    exists = governor is not None and bool(clause.sentence.children(governor, "expl"))
    return exists or noun.features.get("Number") == "Plur"


def _with_phrase(ctx: Context, clause: Clause, noun: Token) -> Found | None:
    """*X's announcement of P*, *her call for P*, *son rejet de P*: whose it is stands before, a phrase after."""
    tokens = clause.tokens
    mark = noun.index + 1
    if not {noun.lemma.lower(), noun.lower} & ctx.pack.acts:
        return None
    if mark + 1 >= len(tokens) or tokens[mark].upos != "ADP" or tokens[mark].lower not in ctx.pack.noun_marks:
        return None
    source = _holder(ctx, clause, noun, mark)
    if source is None or source.start > noun.start or tokens[mark + 1].upos in ("VERB", "AUX", "PRON", "ADV"):
        return None
    head = next((c for c in clause.sentence.children(noun, "nmod") if c.index > mark), None)
    inside = [i for i in clause.sentence.subtree(head) if i > mark] if head is not None else []
    if not inside or min(inside) != mark + 1:
        return None
    span = ctx.tidy(tokens[mark + 1].start, tokens[max(inside)].end)
    cue = _noun_cue(clause, noun, tokens[mark])
    return (
        Found((span,), Construction.NOMINAL, cue, source, frame=((source.start, tokens[mark].end),)) if span else None
    )


def _with_agent(ctx: Context, clause: Clause, noun: Token) -> Found | None:
    """*L'annonce par X de P*, *the announcement by X of P*: a noun phrase as the content."""
    tokens = clause.tokens
    agent = next((t for t in tokens[noun.index + 1 : noun.index + 6] if t.lower in ctx.pack.agent_marks), None)
    if agent is None or any(is_finite(t) for t in tokens[noun.index : agent.index]):
        return None
    if agent.index + 1 < len(tokens) and tokens[agent.index + 1].upos in ("VERB", "AUX"):
        return None
    act = {noun.lemma.lower(), noun.lower} & ctx.pack.acts
    opening = ctx.pack.genitive_marks | (ctx.pack.noun_marks if act else frozenset())
    marks = [
        t
        for t in tokens[agent.index + 2 : agent.index + 14]
        if t.lower in opening and t.upos == "ADP" and t.index + 1 < len(tokens)
    ]
    # *par le fabricant de pneus Kessling | de la fermeture*: a bare noun goes on with the agent.
    # *l'aveu, par le trésorier du parti, | de P*: a comma closes the agent.
    apart = [t for t in marks if tokens[t.index - 1].text == ","]
    mark = next((t for t in (*apart, *marks) if tokens[t.index + 1].upos == "DET"), next(iter(marks), None))
    if mark is None:
        return None
    source = _holder(ctx, clause, noun, mark.index)
    if source is None:
        return None
    verb = next(
        (
            t.index
            for t in tokens[mark.index :]
            if is_finite(t) or t.text == ";" or (t.text == "," and not _in_series(tokens, t))
        ),
        len(tokens),
    )
    verb = _before_clitics(tokens, verb) if verb < len(tokens) else verb
    span = ctx.tidy(tokens[mark.index + 1].start, tokens[verb - 1].end)
    if span is None:
        return None
    cue = _noun_cue(clause, noun)
    return Found((span,), Construction.NOMINAL, cue, source, frame=((noun.start, tokens[mark.index].end),))


def _in_series(tokens: tuple[Token, ...], comma: Token) -> bool:
    """A comma between two adjectives of a noun: *a second, deeper tremor*."""
    behind = tokens[comma.index + 1 : comma.index + 3]
    return len(behind) > 1 and behind[0].upos == "ADJ" and behind[1].upos == "NOUN"


def complement_of(ctx: Context, clause: Clause, noun: Token) -> tuple[int, int] | None:
    """The token that opens the complement of a noun, and the first token of its content."""
    tokens = clause.tokens
    if _has_bare_clause(clause, noun):
        return noun.index + 1, noun.index + 1
    for place in range(noun.index + 1, min(len(tokens) - 1, noun.index + _REACH)):
        token = tokens[place]
        if token.lower in ctx.pack.complementizers and (token.upos == "SCONJ" or place > noun.index + 1):
            return place, place + 1
        if token.features.get("PronType") == "Rel" and tokens[place - 1].lower in ctx.pack.relative_prepositions:
            return place - 1, place + 1
        if is_finite(token):
            first = not any(is_finite(t) for t in tokens[: noun.index])
            return _predicated(ctx, tokens, token) if first else None
        infinitive = tokens[place + 1].verb_form == "Inf" or (
            tokens[place + 1].upos in ("PRON", "ADV")
            and place + 2 < len(tokens)
            and tokens[place + 2].verb_form == "Inf"
        )
        if token.lower in ctx.pack.infinitive_marks and infinitive:
            return place, place
        if token.text in (".", ";", ":"):
            return None
    return None


def _has_bare_clause(clause: Clause, noun: Token) -> bool:
    """*over fears | it would cost too much*, *amid claims | he lied to the court*: a pronoun and a whole clause.

    In *the claims he made* the noun is the object of the verb.
    """
    tokens, sentence = clause.tokens, clause.sentence
    subject_ = tokens[noun.index + 1] if noun.index + 2 < len(tokens) else None
    if subject_ is None or subject_.upos != "PRON" or subject_.dep != "nsubj":
        return False
    if noun.features.get("Number") != "Plur" or subject_.features.get("PronType") not in ("Prs", None):
        return False
    verb = sentence.head(subject_)
    if verb is None or verb.index < subject_.index or any(t.text == "," for t in tokens[noun.index : verb.index]):
        return False
    whole = sentence.children(verb, "obj", "ccomp", "xcomp", "cop", "aux:pass", "obl", "iobj")
    return verb.relation != "acl:relcl" or any(c.relation != "obl:unmarked" for c in whole)


def _closes_quotation(ctx: Context, clause: Clause, noun: Token, start: int, token: Token) -> bool:
    """*X's remark that P “Q” | drew criticism*: right behind a quotation that ends P stands the verb of the noun."""
    quotation = ctx.quotation_until(token.start)
    if token.upos not in ("VERB", "AUX") or quotation is None or quotation.start < clause.tokens[start].start:
        return False
    past = is_finite_verb(token) or is_past_participle(token)
    return past and not ctx.is_finite(clause.sentence, clause.sentence.start, noun.start)


def _predicated(ctx: Context, tokens: tuple[Token, ...], verb: Token) -> tuple[int, int] | None:
    """*The theory, championed by X, is that P*: behind a copula stands what the noun says."""
    place = verb.index + 1
    behind = next((t for t in tokens[verb.index : verb.index + 4] if t.lemma in ctx.pack.spreading), None)
    if behind is not None:
        # *Concern is mounting that P*, *la rumeur court que P*
        place = behind.index + 1
        while place < len(tokens) - 1 and (
            tokens[place].upos in ("ADP", "ADV")
            or {tokens[place].lower, tokens[place].lemma.lower()} & ctx.pack.time_words
        ):
            place += 1
        opened = place + 1 < len(tokens) and tokens[place].lower in ctx.pack.complementizers
        return (place, place + 1) if opened else None
    if verb.lemma not in ctx.pack.copulas or place + 1 >= len(tokens):
        return None
    if tokens[place].lower in ctx.pack.complementizers:
        return place, place + 1
    marked = tokens[place].lower in ctx.pack.infinitive_marks
    return (place, place) if marked and tokens[place + 1].verb_form == "Inf" else None


def _giver(ctx: Context, clause: Clause, noun: Token, place: int) -> SourceMention | None:
    """*The owners have given assurances that P*, *X a pris (une série d')engagements de P*: the subject of a verb that
    only carries its noun.
    """
    counted = clause.sentence.head(noun)
    if counted is None or not noun_in(counted, ctx.pack.determiners.quantity):
        counted = noun
    verb = clause.sentence.head(counted)
    light = verb is not None and counted.dep in ("obj", "obl") and verb.lemma in ctx.pack.light_verbs
    # *issued an order of the commander that P*: whose order it is stands between.
    near = clause.tokens[noun.index + 1].lower in ctx.pack.determiners.linking or place == noun.index + 1
    if verb is None or not light or verb.index > noun.index or not near:
        return None
    if verb.verb_form == "Inf":
        return None
    if any(t.lower in ctx.pack.negations for t in clause.tokens[max(0, verb.index - 3) : noun.index]):
        return None
    holder, head = subject(clause.sentence, verb, clause.index, ctx.pack)
    return None if head is None or head.lower in ctx.pack.first_person else holder


def _holder(ctx: Context, clause: Clause, noun: Token, stop: int) -> SourceMention | None:
    """Whose statement it is: a possessive before the noun, or a phrase with *par*, *by*, *de*, *of* after it."""
    tokens = clause.tokens
    sentence = clause.sentence
    before = tokens[max(0, noun.index - 3) : noun.index]
    for token in before:
        if token.features.get("Poss") == "Yes":
            return SourceMention(clause.index, token.index, token.start, token.end)
    owner = next(iter(sentence.children(noun, "nmod:poss")), None)
    if owner is None and is_owned(tokens, noun):
        owner = next((t for t in reversed(tokens[: noun.index]) if t.upos in ("PROPN", "NOUN", "PRON")), None)
    timely = owner is not None and {owner.lemma.lower(), owner.lower} & ctx.pack.time_words
    if owner is not None and not timely and owner.upos in ("PROPN", "NOUN", "PRON"):
        return _whole_owner(clause, phrase(sentence, owner, clause.index, 0, noun.index - 1), ctx.pack)
    marks = ctx.pack.agent_marks | ctx.pack.genitive_marks
    for place in range(noun.index + 1, stop):
        if tokens[place].lower in marks:
            phrase_tokens = _nominals(tokens[place + 1 : stop])
            head = next((t for t in phrase_tokens if t.upos in ("NOUN", "PROPN", "PRON")), None)
            if head is not None and any(_is_speaker(ctx, t) for t in phrase_tokens):
                found = following(sentence, place + 1, clause.index, ctx.pack)[0]
                # *warnings by scientists | of a tremor*
                far = found is not None and stop < len(tokens) and found.end > tokens[stop].start
                return evolve(found, end=tokens[stop - 1].end) if found is not None and far else found
    return None


def _whole_owner(clause: Clause, owner: SourceMention, pack: Pack) -> SourceMention:
    """*the Bank of England's warning*: the genitive is the whole name's, or that of the noun before *of*."""
    tokens = clause.tokens
    first = next(t.index for t in tokens if t.end > owner.start)
    if first < 2 or tokens[first - 1].lower not in pack.determiners.linking:
        return owner
    head = tokens[first - 2]
    if head.upos not in ("NOUN", "PROPN"):
        return owner
    start = head.index
    while start and tokens[start - 1].upos in ("DET", "ADJ", "PROPN"):
        start -= 1
    return evolve(owner, token=head.index, start=tokens[start].start)


def _nominals(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens up to the first comma or preposition."""
    stop = next((n for n, t in enumerate(tokens) if n and (t.upos in ("ADP", "PUNCT", "VERB", "AUX"))), len(tokens))
    return tokens[:stop]


def _is_speaker(ctx: Context, head: Token) -> bool:
    return head.upos == "PROPN" or ctx.names(
        head, SourceType.PERSON, SourceType.ORGANIZATION, SourceType.GROUP, SourceType.OUTLET, SourceType.DOCUMENT
    )


def noun_clause_end(clause: Clause, noun: Token, start: int, times: frozenset[str]) -> int:
    """A complement ends with its sentence, or before the verb whose subject its noun is.

    That verb is the second finite one in a row: nothing between the two opens a clause of its own.
    """
    tokens = clause.tokens
    verb: int | None = None
    late: int | None = None
    subject_noun = not any(is_finite(t) for t in tokens[: noun.index])
    for token in tokens[start:]:
        if token.text == ";":
            return token.index
        opens = token.upos in ("CCONJ", "SCONJ") or token.features.get("PronType") == "Rel" or token.text == ","
        if opens:
            verb = None if token.text != "," else verb
        finite = is_finite_verb(token)
        infinitive = token.index == start + 1 and token.verb_form == "Inf"
        # Behind an infinitive, nothing but the noun itself can be the subject: *la promesse de rouvrir n'a convaincu*.
        bare = verb is not None and tokens[verb].verb_form == "Inf"
        apart = verb is not None and (bare or not _has_subject_between(clause, token, verb, times))
        if finite and subject_noun and apart:
            return _before_clitics(tokens, token.index)
        past = is_past_participle(token)
        if verb is not None and past and token.upos == "VERB" and token.dep in ("xcomp", "advcl"):
            late = token.index if not clause.sentence.children(token, "aux", "cop", "mark") else late
        if finite or infinitive or (token.verb_form == "Inf" and verb is None):
            verb = token.index
    # *The suspicion that P hardened*: without it the noun would be the subject of nothing.
    headless = subject_noun and noun.dep in ("root", "nsubj") and late is not None
    return late if headless and late is not None else len(tokens)


def _before_clitics(tokens: tuple[Token, ...], place: int) -> int:
    """Where the group of a verb begins: *n'a convaincu*."""
    while tokens[place - 1].upos in ("ADV", "PRON", "PART") and len(tokens[place - 1].text) < 4:
        place -= 1
    return place


def _has_subject_between(clause: Clause, token: Token, verb: int, times: frozenset[str]) -> bool:
    """The verb has a subject of its own after the one before it, or is one group with it."""
    head = clause.sentence.head(token) if token.dep in ("aux", "cop") else token
    subjects = clause.sentence.children(head, "nsubj", "expl") if head is not None else ()
    # What stands behind a preposition is no subject, whatever the tree says.
    # Nor is what is predicated of something: *the claim that it is harmless has been tested*.
    free = (
        s
        for s in subjects
        if clause.tokens[min(clause.sentence.subtree(s))].upos != "ADP"
        and not clause.sentence.children(s, "cop")
        and s.features.get("Reflex") != "Yes"
    )
    timely = (s for s in free if not {s.lemma.lower(), s.lower} & times)
    if any(verb < s.index < token.index for s in timely):
        return True
    # *que la ville s'enfonce gagne du terrain*: two finite verbs side by side are no group, unless one is an auxiliary.
    group = clause.tokens[verb].upos == "AUX" or token.verb_form != "Fin"
    return token.index == verb + 1 and group


def _of_quotation(ctx: Context, clause: Clause, noun: Token) -> Found | None:
    """*« P ». La formule est de X*: the quotation before, and who coined it."""
    tokens = clause.tokens
    if not {noun.lemma.lower(), noun.lower} & ctx.pack.coined:
        return None
    around = (*tokens[max(0, noun.index - 2) : noun.index], *tokens[noun.index + 1 : noun.index + 2])
    copula = next((t for t in around if t.lemma in ctx.pack.copulas and is_finite(t)), None)
    if copula is None:
        return None
    place = max(noun.index, copula.index)
    mark = next(
        (t for t in tokens[place + 1 : place + 5] if t.lower in ctx.pack.genitive_marks | ctx.pack.agent_marks),
        None,
    )
    quotation = ctx.quotation_before(noun.start)
    if mark is None or quotation is None or clause.sentence.start - quotation.end > 200:
        return None
    words = _nominals(tokens[mark.index + 1 :])
    head = next((t for t in words if t.upos in ("PROPN", "NOUN")), None)
    if head is None or not any(_is_speaker(ctx, t) for t in words):
        return None
    source = phrase(clause.sentence, head, clause.index, mark.index + 1, len(tokens) - 1)
    cue = _noun_cue(clause, noun)
    span = (quotation.start, quotation.end)
    return Found((span,), Construction.NOMINAL, cue, source, frame=((clause.sentence.start, clause.sentence.end),))


def _noun_cue(clause: Clause, noun: Token, last: Token | None = None) -> Cue:
    """A noun as a cue, with the words up to another token that go with it."""
    last = noun if last is None else last
    return Cue(clause.index, noun.index, noun.index, last.index, noun.start, last.end, CueForm.NOUN)
