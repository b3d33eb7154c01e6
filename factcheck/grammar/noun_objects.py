"""Noun phrases as what is said, from their first word to the last: *denounced the plan*."""

from factcheck.grammar.adjacent import past_adjuncts, past_commas
from factcheck.grammar.boundaries import right_edge
from factcheck.grammar.occasions import before_occasion
from factcheck.grammar.values import Construction, Content, Cue, CueForm
from factcheck.languages.vocabulary import Takes
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause
from factcheck.report import SourceType
from factcheck.syntax.forms import is_finite, is_finite_verb, is_present_participle, is_tied_past
from factcheck.syntax.tokens import Token


def noun_object(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X annonce la fermeture de P*, *denounced the plan*: a noun phrase as the content."""
    tokens = clause.tokens
    start = _object_start(ctx, clause, cue, begin)
    if start is None or _is_withheld(clause, cue, start) or _is_nothing(cue, tokens[start]):
        return None
    start = past_saying(ctx, clause, cue, start)
    end = right_edge(ctx, clause, cue, start)
    stop = next((t.index for t in tokens[start + 1 : end] if t.text == ";" or _leaves(ctx, clause, t)), end)
    stop = next((t.index for t in tokens[start + 1 : stop] if _goes_on(clause, cue, t)), stop)
    stop = next((t.index - 1 for t in tokens[start + 2 : stop] if _dates(ctx, tokens, t)), stop)
    stop = before_time_clause(ctx, clause, start, before_occasion(ctx, clause, cue, start, stop))
    stop = _before_remark(ctx, clause, start, stop)
    stop = _before_addressee(ctx, clause, cue, start, stop)
    span = ctx.tidy(tokens[start].start, tokens[stop - 1].end)
    return Content((span,), Construction.NOUN, ((cue.start, tokens[start].start),)) if span else None


def past_saying(ctx: Context, clause: Clause, cue: Cue, start: int) -> int:
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
    infinitive = any(t.verb_form == "Inf" for t in behind)
    return mark.index if mark.lower in ctx.pack.infinitive_marks and infinitive else start


def _is_nothing(cue: Cue, token: Token) -> bool:
    """*The law says nothing about P*: with a verb that has a noun for its content only as what a document shows.

    Nor is anything said by who defends himself.
    """
    if token.features.get("Reflex") == "Yes":
        return True
    return token.features.get("PronType") == "Neg" and Takes.NOUN not in cue.takes


def _is_withheld(clause: Clause, cue: Cue, start: int) -> bool:
    """*denied the goalkeeper a clean sheet*: with two objects, nothing is denied to be so."""
    if not any(s.denies for s in cue.senses):
        return False
    tokens = clause.tokens
    stop = next((t.index for t in tokens[start + 1 :] if t.upos not in ("NOUN", "PROPN", "ADJ")), len(tokens))
    second = tokens[stop] if stop < len(tokens) else None
    return second is not None and second.upos == "DET" and tokens[stop - 1].upos in ("NOUN", "PROPN")


def _before_addressee(ctx: Context, clause: Clause, cue: Cue, start: int, stop: int) -> int:
    """Where whom it is told to begins, which is no part of it: *proposed a tax | to lawmakers on Monday*."""
    if clause.tokens[cue.head].lemma not in ctx.pack.telling:
        return stop
    inside = (t for t in clause.tokens[start + 1 : stop] if ctx.quotation(t.start) is None)
    return next((t.index for t in inside if _addresses(ctx, clause, cue, t)), stop)


def _addresses(ctx: Context, clause: Clause, cue: Cue, token: Token) -> bool:
    """A preposition, by the tree the cue's own, before people who are told something."""
    head = clause.sentence.head(token)
    if token.upos != "ADP" or token.lower not in ctx.pack.addressee_marks or head is None or head.head != cue.head:
        return False
    return head.dep == "obl" and ctx.names(head, SourceType.PERSON, SourceType.GROUP, SourceType.OUTLET)


def before_time_clause(ctx: Context, clause: Clause, start: int, stop: int) -> int:
    """Where a clause begins that tells when it was said: *denounced the plan | as residents gathered*."""
    for token in clause.tokens[start + 2 : stop]:
        if token.lower in ctx.pack.time_clauses and _speaks_again(ctx, clause.tokens, token.index + 1):
            # *defended the record | while promising P*
            return token.index
        opens = token.lower in ctx.pack.time_clauses and token.dep in ("mark", "advmod", "fixed")
        if opens and ctx.quotation(token.start) is None and (token.upos in ("SCONJ", "ADV") or token.dep == "mark"):
            finite = ctx.is_finite(clause.sentence, token.end, clause.tokens[stop - 1].end)
            # The tagger may take the verb for a participle, but hardly the subject for something else.
            return token.index if finite or opens_clause(clause, token) else stop
    return stop


def _speaks_again(ctx: Context, tokens: tuple[Token, ...], place: int) -> bool:
    """A present participle that is a cue itself stands at a token."""
    verb = tokens[place] if place < len(tokens) else None
    return verb is not None and is_present_participle(verb) and bool(ctx.pack.lemmas(verb.lemma, verb.text))


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
    begin = past_insertion(tokens, begin)
    objects = [c for c in sentence.children(tokens[cue.head], "obj") if c.index >= begin]
    if objects and (place := _behind_addressee(ctx, clause, begin, objects[0])) is not None:
        return place
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


def _behind_addressee(ctx: Context, clause: Clause, begin: int, found: Token) -> int | None:
    """*a annoncé aux salariés | la fermeture*: where the object begins behind whom it was said to, or asked of."""
    tokens = clause.tokens
    marks = ctx.pack.addressee_marks | ctx.pack.genitive_marks
    if begin >= len(tokens) or tokens[begin].upos != "ADP" or tokens[begin].lower not in marks:
        return None
    low = min(i for i in clause.sentence.subtree(found) if i >= begin)
    between = tokens[begin + 1 : low]
    plain = all(t.upos in ("ADP", "DET", "NOUN", "ADJ", "PROPN", "NUM", "PRON", "ADV") for t in between)
    return low if plain and any(t.upos in ("NOUN", "PROPN", "PRON") for t in between) else None


def past_insertion(tokens: tuple[Token, ...], begin: int) -> int:
    """Past what stands between commas behind a cue, with no finite verb: *affirme, dans un communiqué, | avoir P*."""
    stop = past_commas(tokens, begin)
    adverbial = stop is not None and tokens[begin + 1].upos in ("ADP", "ADV", "NOUN", "VERB")
    return stop if stop is not None and adverbial else begin


def _before_remark(ctx: Context, clause: Clause, start: int, stop: int) -> int:
    """Where the article only tells more of what was named: *opposes the plan | , which would cost P*."""
    tokens = clause.tokens
    behind = (t for t in tokens[start + 2 : stop] if tokens[t.index - 1].text == "," and not ctx.quotation(t.start))
    relative = (t for t in behind if t.lower in ctx.pack.tail_openers and t.features.get("PronType") in ("Rel", "Int"))
    return next((t.index - 1 for t in relative), stop)


def _leaves(ctx: Context, clause: Clause, token: Token) -> bool:
    """Where the cue's clause, and not the noun phrase, goes on: a participle after a comma or *en*."""
    tokens = clause.tokens
    if token.index + 1 >= len(tokens):
        return False
    after = tokens[token.index + 1]
    if after.dep == "case" and not any(after.lower == words[0] for words in ctx.pack.prepositions):
        # *his backers, including the governor*
        return False
    if token.upos != "ADP" and token.text != ",":
        return False
    if token.upos == "ADP" and (after.upos != "VERB" or after.dep == "amod"):
        return False
    return is_present_participle(after)


def _adds(ctx: Context, tokens: tuple[Token, ...], token: Token) -> bool:
    """A participle behind a comma that brings in a clause with its complementiser."""
    behind = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    present = is_present_participle(token)
    opened = behind is not None and behind.lower in ctx.pack.complementizers
    return present and opened and tokens[token.index - 1].text == "," and bool(ctx.pack.lemmas(token.lemma, token.text))


def _dates(ctx: Context, tokens: tuple[Token, ...], token: Token) -> bool:
    """*…, | a day after the currency fell*: behind a comma, how long before or after something it was said."""
    if tokens[token.index - 1].text != "," or token.upos not in ("DET", "NUM", "ADV"):
        return False
    behind = [t for t in tokens[token.index : token.index + 5] if t.upos not in ("DET", "NUM", "ADJ", "ADV")]
    timely = bool(behind) and bool({behind[0].lower, behind[0].lemma.lower()} & ctx.pack.time_words)
    return timely and len(behind) > 1 and behind[1].lower in ctx.pack.time_clauses


def until_own_verb(ctx: Context, clause: Clause, cue: Cue, start: int, stop: int) -> int:
    """Where the cue's own clause goes on behind a content that holds no finite verb: *is accused of P | and is due*.

    So it does with another cue in a participle: *admitted doing P, | adding that Q*.
    """
    tokens = clause.tokens
    own = tokens[cue.head]
    for token in tokens[start:stop]:
        if token.index > start and (_adds(ctx, tokens, token) or _dates(ctx, tokens, token)):
            return token.index - 1
        also = is_present_participle(token) and ctx.pack.lemmas(token.lemma, token.text)
        if (
            also
            and cue.form is CueForm.PARTICIPLE
            and token.index > start + 1
            and tokens[token.index - 1].upos == "CCONJ"
        ):
            # *calling the fine absurd | and insisting that P*
            return token.index - 1
        if token.lower in ctx.pack.concessions and tokens[token.index - 1].text == "," and token.index > start + 1:
            # *asked shops to close, | despite P*
            return token.index - 1
        if is_finite_verb(token) or is_tied_past(clause.sentence, token):
            verb = clause.sentence.head(token) if token.dep in ("aux", "cop") else token
            before = next((t for t in reversed(tokens[start : token.index]) if t.upos != "ADV"), None)
            tied = verb is not None and verb.dep == "conj" and verb.head in (cue.head, own.head)
            return before.index if before is not None and before.upos == "CCONJ" and tied else stop
    return stop


def _goes_on(clause: Clause, cue: Cue, token: Token) -> bool:
    """A coordinator after which the cue's own clause goes on: *confirmed the crash | and opened an inquiry*."""
    verb = next((t for t in clause.tokens[token.index + 1 : token.index + 5] if t.upos == "VERB"), None)
    if token.upos != "CCONJ" or verb is None or verb.dep != "conj" or cue.form is not CueForm.VERB:
        return False
    own = clause.tokens[cue.head]
    # In a series, every verb hangs from the first: *praised P, promised Q | and said R*.
    if verb.head != cue.head and not (own.dep == "conj" and own.head == verb.head):
        return False
    between = clause.tokens[token.index + 1 : verb.index]
    if any(t.upos not in ("ADV", "AUX", "PRON") for t in between):
        return False
    return any(is_finite(t) for t in (*between, verb)) or is_tied_past(clause.sentence, verb)


def opens_clause(clause: Clause, token: Token) -> bool:
    """A subordinator of a clause with a subject of its own: *denounced the plan as crowds gathered*."""
    verb = clause.sentence.head(token)
    return token.dep == "mark" and verb is not None and bool(clause.sentence.children(verb, "nsubj"))
