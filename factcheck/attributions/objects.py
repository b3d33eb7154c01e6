"""Contents that hold no clause: *X promet de P*, *denied taking P*, *annonce la P*, *qualifie Y de P*."""

from factcheck.attributions.context import Context
from factcheck.attributions.edges import right_edge
from factcheck.attributions.nominal import complement_of, noun_clause_end
from factcheck.attributions.speakers import past_adjuncts
from factcheck.attributions.subjects import is_passive
from factcheck.attributions.values import Clause, Content, Cue, Holder
from factcheck.tokens import Token


def infinitive(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X promet de P*, *X affirme avoir vu*, *claims to have*: an infinitive right after the cue."""
    tokens = clause.tokens
    marks = ctx.pack.infinitive_marks
    begin = _past_insertion(tokens, begin)
    for place in range(begin, min(len(tokens), begin + 12)):
        token = tokens[place]
        done = "resultative" in cue.takes and place > begin and _is_done(tokens, token)
        if (token.features.get("VerbForm") == "Inf" and token.upos in ("VERB", "AUX")) or done:
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
            if "infinitive" not in cue.takes and not cue.takes & {"told"} and not _is_nominal(tokens[begin:place]):
                return None
            if (
                cue.takes & {"noun", "accusative"}
                and lead
                and lead[0].upos not in ("ADP", "ADV", "PART")
                and any(t.upos in ("NOUN", "PROPN", "PRON") for t in lead)
            ):
                # Who is asked is part of what is asked: *urged the council to vote*.
                start = _past_saying(ctx, clause, cue, begin)
            end = _until_own_verb(ctx, clause, cue, start, right_edge(ctx, clause, cue, start))
            span = ctx.tidy(tokens[start].start, tokens[end - 1].end)
            return Content((span,), "infinitive", ((cue.start, tokens[start].start),)) if span else None
        if token.features.get("VerbForm") == "Fin" or token.text in (",", ".", ";", ":", '"'):
            return None
        if token.upos not in ("ADV", "PART", "PRON", "ADP", "DET", "NOUN", "PROPN", "SCONJ", "ADJ", "NUM"):
            return None
    return None


def _is_done(tokens: tuple[Token, ...], token: Token) -> bool:
    """A past participle right behind a noun: *wants the ships | limited*."""
    past = token.features.get("VerbForm") == "Part" and token.features.get("Tense") == "Past"
    return token.upos == "VERB" and past and tokens[token.index - 1].upos in ("NOUN", "PROPN", "PRON")


def opens_infinitive(ctx: Context, clause: Clause, begin: int) -> bool:
    """An infinitive begins at a token, with its mark, its pronouns or a negation before it."""
    for token in clause.tokens[begin : begin + 4]:
        if token.features.get("VerbForm") == "Inf" and token.upos in ("VERB", "AUX"):
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
    if tokens[place].features.get("VerbForm") in ("Inf", "Fin"):
        return None
    end = right_edge(ctx, clause, cue, place)
    end = _before_time_clause(ctx, clause, place, before_occasion(ctx, clause, place, end))
    span = ctx.tidy(tokens[begin].start, tokens[end - 1].end)
    return Content((span,), "infinitive", ((cue.start, tokens[begin].start),)) if span else None


def _is_nominal(tokens: tuple[Token, ...]) -> bool:
    """A noun, a name or a pronoun stands among the tokens."""
    return any(t.upos in ("NOUN", "PROPN", "PRON") for t in tokens)


def gerund(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X denied taking P*, *admitted having lied*: a gerund right after the cue (English)."""
    tokens = clause.tokens
    start = begin
    while begin < len(tokens) and tokens[begin].upos == "ADV":
        begin += 1
    if (
        begin >= len(tokens)
        or tokens[begin].features.get("VerbForm") not in ("Ger", "Part")
        or tokens[begin].upos not in ("VERB", "AUX")
    ):
        return None
    if tokens[begin].features.get("Tense") == "Past":
        return None
    end = _until_own_verb(ctx, clause, cue, begin, right_edge(ctx, clause, cue, begin))
    span = ctx.tidy(tokens[start].start, tokens[end - 1].end)
    return Content((span,), "infinitive", ((cue.start, tokens[start].start),)) if span else None


def passive_subject(ctx: Context, clause: Clause, cue: Cue, agent: Holder | None) -> Content | None:
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
    criticised = any({"quote", "noun"} <= s.takes for s in cue.senses)
    judged = criticised or bool(cue.takes & {"small_clause", "likened"})
    if judged and rest is not None and rest.lower in ctx.pack.small_clause_links:
        of = ctx.tidy(rest.start, clause.tokens[right_edge(ctx, clause, cue, rest.index) - 1].end)
    spans = tuple(part for part in (span, of) if part is not None)
    how = "noun" if cue.takes & {"noun", "passive"} else "small_clause"
    return Content(spans, how, ((cue.start, agent.end),)) if spans and (of or how == "noun") else None


def judged(ctx: Context, clause: Clause, cue: Cue, agent: Holder | None) -> Content | None:
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
    if tokens[begin].lower not in ctx.pack.small_clause_links or (agent is None and "judged" not in cue.takes):
        return None
    stop = _until_own_verb(ctx, clause, cue, begin, right_edge(ctx, clause, cue, begin))
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
    return Content(tuple(span for span in spans if span is not None), "small_clause", frame)


def noun_object(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X annonce la fermeture de P*, *denounced the plan*: a noun phrase as the content."""
    tokens = clause.tokens
    start = _object_start(ctx, clause, cue, begin)
    if start is None or _is_withheld(clause, cue, start):
        return None
    start = _past_saying(ctx, clause, cue, start)
    end = right_edge(ctx, clause, cue, start)
    stop = next((t.index for t in tokens[start + 1 : end] if t.text == ";" or _leaves(clause, t)), end)
    stop = next((t.index for t in tokens[start + 1 : stop] if _goes_on(clause, cue, t)), stop)
    stop = next((t.index - 1 for t in tokens[start + 2 : stop] if _dates(ctx, tokens, t)), stop)
    stop = _before_time_clause(ctx, clause, start, before_occasion(ctx, clause, start, stop))
    span = ctx.tidy(tokens[start].start, tokens[stop - 1].end)
    return Content((span,), "noun", ((cue.start, tokens[start].start),)) if span else None


def _past_saying(ctx: Context, clause: Clause, cue: Cue, start: int) -> int:
    """Behind a verb that only lends a noun of saying its subject, its complement: *exprime le vœu | de P*."""
    tokens = clause.tokens
    noun = next((t for t in tokens[start : start + 4] if t.upos == "NOUN"), None)
    if tokens[cue.head].lemma not in ctx.pack.light_verbs or noun is None or noun.index + 2 >= len(tokens):
        return start
    if not {noun.lemma.lower(), noun.lower} & (ctx.pack.nouns | ctx.pack.rumours):
        return start
    mark, behind = tokens[noun.index + 1], tokens[noun.index + 2 : noun.index + 4]
    if mark.lower in ctx.pack.complementizers:
        return mark.index + 1
    infinitive = any(t.features.get("VerbForm") == "Inf" for t in behind)
    return mark.index if mark.lower in ctx.pack.infinitive_marks and infinitive else start


def _is_withheld(clause: Clause, cue: Cue, start: int) -> bool:
    """*denied the goalkeeper a clean sheet*: with two objects, nothing is denied to be so."""
    if not any(s.denies for s in cue.senses):
        return False
    tokens = clause.tokens
    stop = next((t.index for t in tokens[start + 1 :] if t.upos not in ("NOUN", "PROPN", "ADJ")), len(tokens))
    second = tokens[stop] if stop < len(tokens) else None
    return second is not None and second.upos == "DET" and tokens[stop - 1].upos in ("NOUN", "PROPN")


def before_occasion(ctx: Context, clause: Clause, start: int, stop: int) -> int:
    """Where what frames the act of speech begins, which is no part of it: *… during a visit*, *… in an interview*."""
    inside = (t for t in clause.tokens[start + 1 : stop] if ctx.quotation(t.start) is None)
    return next((t.index for t in inside if _is_occasion(ctx, clause.tokens, t)), stop)


def _is_occasion(ctx: Context, tokens: tuple[Token, ...], token: Token) -> bool:
    """A preposition before a noun for an occasion to speak, with nothing but its adjectives between."""
    if token.upos != "ADP" or token.lower not in ctx.pack.occasion_marks:
        return False
    after = tokens[token.index + 1 : token.index + 6]
    noun = next((t for t in after if {t.lemma.lower(), t.lower} & ctx.pack.occasions), None)
    between = tokens[token.index + 1 : noun.index] if noun is not None else ()
    return noun is not None and all(t.upos in ("DET", "ADJ", "NUM", "PRON", "NOUN") for t in between)


def _before_time_clause(ctx: Context, clause: Clause, start: int, stop: int) -> int:
    """Where a clause begins that tells when it was said: *denounced the plan | as residents gathered*."""
    for token in clause.tokens[start + 2 : stop]:
        if token.lower in ctx.pack.time_clauses and _speaks_again(ctx, clause.tokens, token.index + 1):
            # *defended the record | while promising P*
            return token.index
        opens = token.lower in ctx.pack.time_clauses and token.dep in ("mark", "advmod", "fixed")
        if opens and ctx.quotation(token.start) is None and (token.upos in ("SCONJ", "ADV") or token.dep == "mark"):
            finite = ctx.is_finite(clause.sentence, token.end, clause.tokens[stop - 1].end)
            # The tagger may take the verb for a participle, but hardly the subject for something else.
            return token.index if finite or _opens_clause(clause, token) else stop
    return stop


def _speaks_again(ctx: Context, tokens: tuple[Token, ...], place: int) -> bool:
    """A present participle that is a cue itself stands at a token."""
    if place >= len(tokens) or tokens[place].features.get("VerbForm") not in ("Ger", "Part"):
        return False
    verb = tokens[place]
    return verb.features.get("Tense") != "Past" and bool(ctx.pack.lemmas(verb.lemma, verb.text))


def _object_start(ctx: Context, clause: Clause, cue: Cue, begin: int) -> int | None:
    """The token at which the object of the cue begins: by the tree, or right after it on the surface."""
    tokens = clause.tokens
    while begin + 1 < len(tokens) and {tokens[begin].lemma.lower(), tokens[begin].lower} & ctx.pack.time_words:
        # *a condamné vendredi soir l'arrestation*, *faisait part dimanche de*: when it was said is no part of it.
        begin += 1 + (tokens[begin + 1].lower in ctx.pack.genitive_marks)
    dated = tokens[begin + 1 : begin + 2] if begin < len(tokens) and tokens[begin].upos == "ADP" else ()
    if any({t.lemma.lower(), t.lower} & ctx.pack.time_words for t in dated):
        # *announced on Friday the arrest*
        begin += 2
    sentence = clause.sentence
    if begin + 1 < len(tokens) and tokens[begin].upos == "PRON" and tokens[begin].dep == "iobj":
        # *promised them new engines*: whom it goes to is part of it.
        return begin
    begin = _past_insertion(tokens, begin)
    objects = [c for c in sentence.children(tokens[cue.head], "obj") if c.index >= begin]
    if begin < len(tokens) and tokens[begin].lower in ctx.pack.occasion_marks and not objects:
        # *a confirmé lors d'une visite | la fermeture*: the tree hangs the object on what stands before it.
        place = past_adjuncts(sentence, begin, ctx.pack)
        together = not any(c in ",;:" for c in ctx.document.text[tokens[begin].start : tokens[place].start])
        if place > begin and tokens[place].upos == "DET" and together:
            return place
    for child in sentence.children(tokens[cue.head], "obj", "obl:arg", "ccomp", "xcomp"):
        if (
            child.index >= begin
            and child.upos in ("NOUN", "PROPN", "NUM", "PRON")
            and tokens[child.index - 1].lower != "que"
        ):
            low = min(i for i in sentence.subtree(child) if i >= begin)
            if low - begin <= 8 or child.dep == "obj":
                return low
    place = begin
    while place < len(tokens) and tokens[place].upos == "ADV":
        place += 1
    # A partitive that the tokenizer took for a contraction: *mettre en garde contre | des pertes*.
    partitive = (
        place + 1 < len(tokens) and tokens[place].upos == "ADP" and tokens[place].start == tokens[place + 1].start
    )
    if place < len(tokens) and (partitive or tokens[place].upos in ("DET", "PROPN", "NUM", "NOUN")):
        return place
    # *called for her removal*, *pushed for cheaper fares*: the preposition is part of the cue.
    marked = place < len(tokens) and place == cue.last + 1 and tokens[cue.last].upos == "ADP"
    noun = next((t for t in tokens[place : place + 6] if t.upos in ("NOUN", "PROPN")), None)
    between = tokens[place : noun.index] if noun is not None else ()
    if marked and between and all(t.upos in ("ADJ", "ADV") or t.features.get("Poss") == "Yes" for t in between):
        return place
    return None


def _past_insertion(tokens: tuple[Token, ...], begin: int) -> int:
    """Past what stands between commas behind a cue, with no finite verb: *affirme, dans un communiqué, | avoir P*."""
    if begin >= len(tokens) or tokens[begin].text != ",":
        return begin
    comma = next((t.index for t in tokens[begin + 1 : begin + 16] if t.text in (",", ";", ":", '"')), None)
    if comma is None or tokens[comma].text != "," or comma + 1 >= len(tokens):
        return begin
    adverbial = tokens[begin + 1].upos in ("ADP", "ADV", "NOUN", "VERB")
    finite = any(t.features.get("VerbForm") == "Fin" for t in tokens[begin + 1 : comma])
    return comma + 1 if adverbial and not finite else begin


def _leaves(clause: Clause, token: Token) -> bool:
    """Where the cue's clause, and not the noun phrase, goes on: a participle after a comma or *en*."""
    tokens = clause.tokens
    if token.index + 1 >= len(tokens):
        return False
    after = tokens[token.index + 1]
    if token.upos != "ADP" and token.text != ",":
        return False
    if token.upos == "ADP" and (after.upos != "VERB" or after.dep == "amod"):
        return False
    return after.features.get("VerbForm") in ("Part", "Ger") and after.features.get("Tense") != "Past"


def _adds(ctx: Context, tokens: tuple[Token, ...], token: Token) -> bool:
    """A participle behind a comma that brings in a clause with its complementiser."""
    behind = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    present = token.features.get("VerbForm") in ("Ger", "Part") and token.features.get("Tense") != "Past"
    opened = behind is not None and behind.lower in ctx.pack.complementizers
    return present and opened and tokens[token.index - 1].text == "," and bool(ctx.pack.lemmas(token.lemma, token.text))


def _dates(ctx: Context, tokens: tuple[Token, ...], token: Token) -> bool:
    """*…, | a day after the currency fell*: behind a comma, how long before or after something it was said."""
    if tokens[token.index - 1].text != "," or token.upos not in ("DET", "NUM", "ADV"):
        return False
    behind = [t for t in tokens[token.index : token.index + 5] if t.upos not in ("DET", "NUM", "ADJ", "ADV")]
    timely = bool(behind) and bool({behind[0].lower, behind[0].lemma.lower()} & ctx.pack.time_words)
    return timely and len(behind) > 1 and behind[1].lower in ctx.pack.time_clauses


def _until_own_verb(ctx: Context, clause: Clause, cue: Cue, start: int, stop: int) -> int:
    """Where the cue's own clause goes on behind a content that holds no finite verb: *is accused of P | and is due*.

    So it does with another cue in a participle: *admitted doing P, | adding that Q*.
    """
    tokens = clause.tokens
    own = tokens[cue.head]
    for token in tokens[start:stop]:
        if token.index > start and (_adds(ctx, tokens, token) or _dates(ctx, tokens, token)):
            return token.index - 1
        if token.features.get("VerbForm") == "Fin" and token.upos in ("VERB", "AUX"):
            verb = clause.sentence.head(token) if token.dep in ("aux", "cop") else token
            before = next((t for t in reversed(tokens[start : token.index]) if t.upos != "ADV"), None)
            tied = verb is not None and verb.dep == "conj" and verb.head in (cue.head, own.head)
            return before.index if before is not None and before.upos == "CCONJ" and tied else stop
    return stop


def _goes_on(clause: Clause, cue: Cue, token: Token) -> bool:
    """A coordinator after which the cue's own clause goes on: *confirmed the crash | and opened an inquiry*."""
    verb = next((t for t in clause.tokens[token.index + 1 : token.index + 5] if t.upos == "VERB"), None)
    if token.upos != "CCONJ" or verb is None or verb.dep != "conj" or cue.form != "verb":
        return False
    own = clause.tokens[cue.head]
    # In a series, every verb hangs from the first: *praised P, promised Q | and said R*.
    if verb.head != cue.head and not (own.dep == "conj" and own.head == verb.head):
        return False
    between = clause.tokens[token.index + 1 : verb.index]
    if any(t.upos not in ("ADV", "AUX", "PRON") for t in between):
        return False
    return any(t.features.get("VerbForm") == "Fin" for t in (*between, verb))


def _opens_clause(clause: Clause, token: Token) -> bool:
    """A subordinator of a clause with a subject of its own: *denounced the plan as crowds gathered*."""
    verb = clause.sentence.head(token)
    return token.dep == "mark" and verb is not None and bool(clause.sentence.children(verb, "nsubj"))


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
    linked = any(not _opens_clause(clause, t) for t in links)
    quoted = any(ctx.quotation(t.start) for t in inside) or _has_two_objects(clause, cue, begin)
    if "small_clause" not in cue.takes:
        linked, quoted = _is_likened(ctx, clause, inside), False
    if not (linked or quoted):
        return None
    end = before_occasion(ctx, clause, begin, min(stop, right_edge(ctx, clause, cue, begin)))
    end = _before_time_clause(ctx, clause, begin, end)
    span = ctx.tidy(tokens[begin].start, tokens[end - 1].end)
    return Content((span,), "small_clause", ((cue.start, tokens[begin].start),)) if span else None


def _has_two_objects(clause: Clause, cue: Cue, begin: int) -> bool:
    """*called him a liar*: an object and what it is called."""
    sentence = clause.sentence
    verb = clause.tokens[cue.head]
    objects = [c for c in sentence.children(verb, "obj") if c.index >= begin]
    called = [c for c in sentence.children(verb, "xcomp") if c.upos in ("NOUN", "ADJ", "PROPN")]
    return bool(objects and called) and objects[0].index < called[0].index


def _is_likened(ctx: Context, clause: Clause, inside: tuple[Token, ...]) -> bool:
    """*sees X as a unifier*, *considère X comme un rassembleur*: a word of comparison with no clause behind it."""
    sentence = clause.sentence
    for token in inside[1:]:
        if token.features.get("VerbForm") == "Fin":
            return False
        if token.lower in ctx.pack.comparisons & ctx.pack.small_clause_links and token.index + 1 < len(clause.tokens):
            head = sentence.head(token)
            finite = head is None or head.features.get("VerbForm") == "Fin" or sentence.children(head, "nsubj", "aux")
            return not finite
    return False


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
    return Content((span,), "through_noun", ((cue.start, tokens[opening[1]].start),)) if span else None
