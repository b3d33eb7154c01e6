"""Contents that are clauses: *X dit que P*, *X asked whether P*, *X said he would go*."""

from factcheck.grammar.adjacent import past_commas
from factcheck.grammar.boundaries import is_fronted, right_edge
from factcheck.grammar.nominal import noun_clause_end
from factcheck.grammar.phrases import phrase
from factcheck.grammar.quoted import with_rest
from factcheck.grammar.subjects import own_subject
from factcheck.grammar.values import Construction, Content, Cue, CueForm
from factcheck.languages import Pack
from factcheck.languages.vocabulary import Takes
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause
from factcheck.report import SourceType
from factcheck.syntax.forms import is_finite_verb, is_participle, is_past_participle
from factcheck.syntax.tokens import Sentence, Span, Token


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
        quoted = with_rest(ctx, clause, cue, quotation.start, quotation.end)
        if ctx.is_finite(clause.sentence, quotation.start, quoted.spans[0][1]):
            return Content(quoted.spans, Construction.CLAUSE, ((cue.start, tokens[place].end),))
    end = right_edge(ctx, clause, cue, start)
    verb = tokens[cue.head]
    described = cue.form is CueForm.PARTICIPLE and cue.first > 0 and not is_fronted(clause, cue)
    if what == "clause" and (described or {verb.lower, verb.lower.removesuffix("s")} & ctx.pack.nouns):
        # *Opposition claims that P have dominated the campaign*: the tagger takes a noun for the verb.
        # *Un communiqué affirmant que P a semé le trouble*: the subject's own verb goes on.
        end = min(end, noun_clause_end(clause, verb, start, ctx.pack.time_words))
    span = ctx.tidy(tokens[start].start, tokens[end - 1].end)
    return Content((span,), Construction.CLAUSE, ((cue.start, tokens[place].end),)) if span else None


def complement_start(ctx: Context, clause: Clause, cue: Cue, begin: int) -> tuple[int, str] | None:
    """The token at which a clause or infinitive begins after token ``begin``, and what it is."""
    tokens = clause.tokens
    pack = ctx.pack
    after = _after_insertion(ctx, tokens, begin)
    for place in range(after, min(len(tokens), after + 22)):
        token = tokens[place]
        if token.lower in pack.complementizers and token.upos in ("SCONJ", "PRON", "DET", "ADV"):
            if token.upos == "DET" and not any(is_finite_verb(t) for t in tokens[place + 1 :]):
                # *promised not to repeat that mistake*
                return None
            relative = token.upos == "PRON" and token.features.get("PronType") == "Rel" and place > begin
            if (
                relative
                and not _governed(clause.sentence, token, cue)
                and not _must_be_said(ctx, clause, cue, begin, place)
            ):
                return None
            if place + 1 < len(tokens) and (
                _must_be_said(ctx, clause, cue, begin, place)
                or _governed_or_near(clause.sentence, token, cue, begin, ctx.pack)
            ):
                return place, "clause"
            return None
        if (
            token.lower in pack.question_words
            and _asks(tokens, place, pack)
            and not (place > begin and _is_condition(clause.sentence, token, pack))
            and (
                token.dep in ("mark", "advmod", "obj", "nsubj", "obl", "det", "root")
                and (place == begin or _governed(clause.sentence, token, cue))
            )
            and (place <= begin + 1 or token.lower in pack.whether)
        ):
            return place, "question"
        if is_finite_verb(token):
            return None
        if place > begin and token.upos == "VERB" and token.dep != "amod" and pack.lemmas(token.lemma, token.text):
            return None
        if Takes.INFINITIVE in cue.takes and token.upos == "VERB" and token.verb_form == "Inf":
            return None
        if token.text in (".", "!", "?", ";"):
            return None
        quotation = ctx.quotation(token.start)
        if quotation and quotation.start == token.start and place > begin and quotation.end - quotation.start > 40:
            return None
    return None


def _is_condition(sentence: Sentence, token: Token, pack: Pack) -> bool:
    """*will answer within a day if P*: the clause only says when."""
    head = sentence.head(token)
    return token.lower in pack.whether and head is not None and head.dep == "advcl"


def _asks(tokens: tuple[Token, ...], place: int, pack: Pack) -> bool:
    """A word for *whether* opens a clause only with a verb behind: not in *ont écrit si nombreux*.

    Nor does a demonstrative before its noun: *ce départ*, and not *ce qu'il a vu*.
    """
    if tokens[place].upos == "DET" and tokens[place].lower in pack.determiners.demonstrative:
        return False
    return tokens[place].lower not in pack.whether or any(
        t.upos in ("VERB", "AUX") for t in tokens[place + 1 : place + 25]
    )


def _must_be_said(ctx: Context, clause: Clause, cue: Cue, begin: int, place: int) -> bool:
    """What follows the complementiser is what is said, whatever the tree hangs it from.

    *told staff in a message that P*, *said on Monday that P*: a verb that addresses somebody needs its clause, and
    when or where something was said is described no further. A verb right behind would make it a relative clause.
    """
    tokens = clause.tokens
    if place == begin or place + 1 >= len(tokens):
        return False
    before = tokens[place - 1]
    framed = bool({before.lemma.lower(), before.lower} & (ctx.pack.time_words | ctx.pack.occasions))
    # *said on the BBC's Today programme that P*
    framed = framed or (tokens[begin].upos == "ADP" and ctx.names(before, SourceType.OUTLET))
    framed = framed or _lacks_object(ctx, clause, cue, begin, place)
    if not (framed or (tokens[cue.head].lemma in ctx.pack.addressed and tokens[begin].upos != "PUNCT")):
        return False
    finite = [t for t in tokens[place + 1 : place + 25] if is_finite_verb(t)]
    return bool(finite) and (finite[0].index > place + 1 or (finite[0].upos == "VERB" and len(finite) > 1))


def _lacks_object(ctx: Context, clause: Clause, cue: Cue, begin: int, place: int) -> bool:
    """*a confié à ses proches qu'il P*: somebody spoken to, and nothing else that could have been said."""
    tokens = clause.tokens
    objects = (c for c in clause.sentence.children(tokens[cue.head], "obj") if c.index != place)
    inside = tokens[begin:place]
    relays = ctx.pack.relays
    # *has learned from two officials that P*
    learned = tokens[cue.head].lemma.lower() in relays.learning
    spoken = inside[0].upos == "ADP" and inside[0].lower in ctx.pack.addressee_marks
    spoken = spoken or (learned and inside[0].lower in relays.held_from)
    plain = all(t.upos in ("ADP", "DET", "NOUN", "ADJ", "PROPN", "NUM") for t in inside)
    people = any(ctx.names(t, SourceType.PERSON, SourceType.GROUP, SourceType.OUTLET) for t in inside)
    return spoken and plain and people and not any(objects)


# What tells when something was said, before an insertion.
_WHEN = 5
_DATED = frozenset(("ADP", "PROPN", "NOUN", "NUM", "ADV", "DET"))


def _after_insertion(ctx: Context, tokens: tuple[Token, ...], begin: int) -> int:
    """The complementiser behind an insertion: *rapporte (lundi), en citant X, que P*; else the token given."""
    comma = next((t.index for t in tokens[begin : begin + _WHEN] if t.upos not in _DATED), begin)
    stop = past_commas(tokens, comma)
    return stop if stop is not None and tokens[stop].lower in ctx.pack.complementizers else begin


def _governed(sentence: Sentence, token: Token, cue: Cue) -> bool:
    """The clause that a complementiser opens hangs from the cue by the tree."""
    head = sentence.head(token)
    return head is not None and cue.first <= head.head <= cue.last


def _governed_or_near(sentence: Sentence, token: Token, cue: Cue, begin: int, pack: Pack) -> bool:
    between = sentence.tokens[begin : token.index]
    if between and between[-1].text == "," and token.upos == "SCONJ":
        return True
    if _is_plain_object(between, pack) and sentence.tokens[cue.head].lemma not in pack.addressed:
        return False
    if _governed(sentence, token, cue) or token.index - begin <= 1:
        return True
    # Two nouns or more between may hold a relative clause of the last: then the tree must say otherwise.
    return token.upos == "SCONJ" or sum(t.upos == "NOUN" for t in between) <= 1


def _is_plain_object(between: tuple[Token, ...], pack: Pack) -> bool:
    """A determiner and a noun right after the verb, and no time: the clause that follows is the noun's own."""
    nouns = [t for t in between if t.upos == "NOUN"]
    if not between or between[0].upos != "DET" or len(nouns) != 1 or any(t.upos == "ADP" for t in between):
        return False
    return not {nouns[0].lemma.lower(), nouns[0].lower} & pack.time_words


def bare_clause(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """*X said he would go*: a clause without its complementiser (English)."""
    tokens = clause.tokens
    begin = _after_time(ctx, tokens, begin)
    sure = Takes.ONLY_CLAUSE in cue.takes
    if begin >= len(tokens) or tokens[begin].upos in ("PUNCT", "SCONJ", "PART"):
        return None
    start = begin
    if tokens[cue.head].lemma in ctx.pack.addressed:
        start = _after_object(clause, cue, begin)
    elif tokens[begin].upos == "ADP" and _is_dated(ctx, tokens, begin):
        start = begin + 2
    elif tokens[begin].upos == "ADP":
        start = _after_adverbial(clause, cue, begin)
    # *say at least forty boats were damaged*: a rough number opens a noun phrase.
    rough = sure and [t.upos in ("ADJ", "ADV", "NUM") for t in tokens[start + 1 : start + 3]] == [True, True]
    rough = rough and tokens[start + 2].upos == "NUM" and tokens[start].upos in ("ADP", "ADV")
    if start >= len(tokens) or (Takes.BARE_CLAUSE not in cue.takes and not _is_subject(tokens[start])):
        return None
    fronted = _fronted_subject(ctx, clause, cue) if _is_predicate(clause, start) else None
    if not (rough or fronted or _may_open(tokens[start], sure)):
        return None
    verb = start if fronted is not None else _first_finite(ctx, clause, start, sure)
    verb = _complement(clause, cue, start) if verb is None else verb
    if verb is None or (is_fronted(clause, cue) and right_edge(ctx, clause, cue, start) <= verb):
        return None
    around = ctx.quotation(cue.start)
    if around is not None and tokens[verb].start >= around.end:
        return None
    end = right_edge(ctx, clause, cue, verb)
    span = ctx.tidy(tokens[start].start, tokens[end - 1].end)
    if span is None:
        return None
    frame = (((fronted[1] if fronted else cue.start), tokens[start].start),)
    return Content((*((fronted,) if fronted else ()), span), Construction.CLAUSE, frame)


def _complement(clause: Clause, cue: Cue, start: int) -> int | None:
    """The finite verb of the clause that the tree hangs from the cue, whose subject begins at token ``start``.

    *said that* lacks its *that*, and the subject is a long one: *said families, couples and the old would qualify*.
    """
    sentence = clause.sentence
    for child in sentence.children(clause.tokens[cue.head], "ccomp"):
        group = [t.index for t in (child, *sentence.children(child, "aux", "cop")) if is_finite_verb(t)]
        subjects = [c for c in sentence.children(child, "nsubj") if start <= c.index < min(group, default=0)]
        if subjects and min(sentence.subtree(subjects[0])) == start:
            return min(group)
    return None


def _is_subject(token: Token) -> bool:
    """*demanded | he resign*: a pronoun, where a noun would be what is asked for."""
    return token.upos == "PRON" and token.dep == "nsubj"


def _is_dated(ctx: Context, tokens: tuple[Token, ...], place: int) -> bool:
    """*said on Friday | it had found P*: a preposition and a word of time, and then a phrase of its own."""
    words = tokens[place + 1 : place + 3]
    timely = len(words) > 1 and bool({words[0].lower, words[0].lemma.lower()} & ctx.pack.time_words)
    return timely and words[1].upos in ("PRON", "DET", "NUM")


def _after_time(ctx: Context, tokens: tuple[Token, ...], begin: int) -> int:
    """Past the day on which it was said: *said Wednesday, “P”*, *said Monday night | the bridge would open*."""
    place = begin
    while place < len(tokens) and {tokens[place].lemma.lower(), tokens[place].lower} & ctx.pack.time_words:
        place += 1
    opens = place < len(tokens) and tokens[place].upos in ("PUNCT", "DET", "PRON", "PROPN")
    return place if opens else begin


def _may_open(token: Token, sure: bool) -> bool:
    """A word that a clause without complementiser may begin with."""
    if token.upos in ("PUNCT", "ADP", "SCONJ", "PART"):
        return False
    pair = token.upos == "CCONJ" and token.relation == "cc:preconj"
    opens = is_participle(token) or pair
    return token.upos not in ("CCONJ", "VERB") or is_finite_verb(token) or (sure and opens)


def _is_predicate(clause: Clause, start: int) -> bool:
    """A verb comes first behind the cue: its subject stands elsewhere."""
    token = clause.tokens[start]
    past = token.upos == "VERB" and is_past_participle(token)
    return is_finite_verb(token) or (past and token.dep in ("xcomp", "ccomp"))


def _fronted_subject(ctx: Context, clause: Clause, cue: Cue) -> Span | None:
    """*which officials said will go into effect*: the subject of what is said is a relative pronoun before the cue.

    Without the pronoun it is what the cue's clause describes: *a decision they say allowed crime to spread*.
    """
    tokens = clause.tokens
    for token in reversed(tokens[max(0, cue.first - 8) : cue.first]):
        if token.lower in ctx.pack.relative_pronouns & ctx.pack.complementizers:
            # With no subject behind the cue it is one, whatever the tagger says: *that critics say will P*.
            return (token.start, token.end) if token.dep in ("obj", "nsubj", "mark") else None
        if token.features.get("PronType") == "Rel":
            return (token.start, token.end) if token.dep in ("obj", "nsubj") else None
        if token.upos in ("VERB", "AUX"):
            break
    if Takes.ONLY_CLAUSE not in cue.takes:
        return None
    verb = tokens[cue.head]
    noun = clause.sentence.head(verb)
    own = own_subject(clause.sentence, verb, ctx.pack)
    if verb.dep != "acl" or noun is None or own is None or noun.upos != "NOUN":
        return None
    left = min(clause.sentence.subtree(own))
    if not noun.index < left <= cue.first or any(t.upos in ("PUNCT", "SCONJ") for t in tokens[noun.index : left]):
        return None
    return phrase(clause.sentence, noun, clause.index, 0, left - 1).span


def _after_adverbial(clause: Clause, cue: Cue, begin: int) -> int:
    """The token after an adverbial of the cue: *said in a statement | the plan would go ahead*."""
    hanging = clause.sentence.children(clause.tokens[cue.head], "obl")
    ours = [c for c in hanging if c.index > begin and min(clause.sentence.subtree(c)) == begin]
    if not ours:
        return begin
    stop = max(clause.sentence.subtree(ours[0])) + 1
    inside = clause.tokens[begin:stop]
    return stop if all(t.upos not in ("PUNCT", "VERB", "AUX") for t in inside) else begin


def _after_object(clause: Clause, cue: Cue, begin: int) -> int:
    """The token after the person spoken to: *told reporters | he would go*."""
    tokens = clause.tokens
    place = begin
    while place < len(tokens) and (
        tokens[place].upos in ("DET", "ADJ", "NUM", "PROPN", "NOUN")
        or _is_genitive(tokens, place, begin)
        or (place == begin and tokens[place].features.get("Poss") == "Yes")
    ):
        if place > begin and tokens[place].upos == "DET" and tokens[place - 1].upos in ("PROPN", "NOUN"):
            # *told the BBC | the plan was dead*
            return place
        place += 1
    if place == begin and tokens[begin].upos == "PRON":
        return begin + 1
    # A name or noun right before the verb is its subject: *told him Smith was ill* needs the tree.
    if place < len(tokens) and tokens[place].upos in ("VERB", "AUX"):
        ours = [c for c in clause.sentence.children(tokens[cue.head], "obj", "iobj") if c.index >= begin]
        return _phrase_end(clause.sentence, ours[0]) if ours else begin
    return place


def _phrase_end(sentence: Sentence, head: Token) -> int:
    """The token after a noun phrase, without a clause that the tree hangs from it."""
    clauses = (min(sentence.subtree(c)) for c in sentence.children(head, "acl"))
    return min((c for c in clauses if c > head.index), default=max(sentence.subtree(head)) + 1)


def _is_genitive(tokens: tuple[Token, ...], place: int, begin: int) -> bool:
    """The mark of a genitive inside a noun phrase: *the paper | 's | weekly series*."""
    return place > begin and tokens[place].upos == "PART" and tokens[place - 1].upos in ("PROPN", "NOUN")


def _first_finite(ctx: Context, clause: Clause, start: int, sure: bool) -> int | None:
    """The first finite verb after ``start`` if only its subject stands before it.

    A verb that is ``sure`` to take a clause and no noun may have a longer subject after it, with a relative clause.
    """
    commas = 0
    relative = False
    for token in clause.tokens[start : start + 30]:
        if is_finite_verb(token) and token.index > start:
            verb = clause.sentence.head(token) if token.dep in ("aux", "cop") else token
            tied = verb is not None and verb.relation == "conj" and verb.head < start
            if clause.tokens[token.index - 1].upos == "CCONJ" and (token.relation == "conj" or tied) and not sure:
                # *promised new engines and said P*: another verb of the same subject.
                return None
            if token.relation != "acl:relcl" or min(clause.sentence.subtree(token)) == start:
                # *told his aides he planned to go*: the tree hangs the clause from who is spoken to.
                return token.index
            if not sure:
                return None
            relative = False
        elif sure and not relative and _is_mistaken(clause, token, start):
            return token.index
        elif sure and token.upos == "SCONJ" and _opens_gerund(ctx, clause, token):
            # *said the fine for feeding pigeons was too high*
            continue
        elif token.text == ",":
            commas += 1
        elif token.features.get("PronType") in ("Rel", "Int") and sure:
            relative = True
        elif (
            (commas and token.upos == "CCONJ")
            or (token.upos in ("SCONJ", "PUNCT") and token.text not in ("-", '"', "(", ")") and token.lower != "as")
            or token.features.get("PronType") in ("Rel", "Int")
            or commas > 2
        ):
            return None
    return None


def _opens_gerund(ctx: Context, clause: Clause, token: Token) -> bool:
    if token.lower in ctx.pack.time_clauses:
        return False
    after = clause.tokens[token.index + 1 : token.index + 2]
    return bool(after) and is_participle(after[0])


def _is_mistaken(clause: Clause, token: Token, start: int) -> bool:
    """A finite verb that the tagger takes for something else.

    A participle (*said the union expected production to improve*), or a noun that an adverb stands before (*say the
    tax unfairly targets small shops*).
    """
    before = clause.tokens[token.index - 1]
    if token.upos == "NOUN" and token.index > start + 1 and before.upos == "ADV":
        return clause.tokens[token.index - 2].upos in ("NOUN", "PROPN")
    return (
        token.upos == "VERB"
        and token.index > start
        and token.verb_form == "Part"
        and token.features.get("Tense") == "Past"
        and before.upos in ("NOUN", "PROPN", "PRON")
        and not clause.sentence.children(token, "aux", "cop")
    )
