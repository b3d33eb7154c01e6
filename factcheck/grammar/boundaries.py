"""Where a content ends: with its sentence, or where the clause of the cue, or one around it, goes on."""

from factcheck.grammar.absolute import opens_absolute
from factcheck.grammar.neighbours import following
from factcheck.grammar.series import leader, series_start
from factcheck.grammar.subjects import own_subject
from factcheck.grammar.values import Cue, CueForm
from factcheck.languages.vocabulary import Takes
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause
from factcheck.syntax.forms import (
    is_finite,
    is_finite_verb,
    is_past_participle,
    is_present_participle,
    is_tied_past,
)
from factcheck.syntax.tokens import Sentence, Token

# So many words may stand behind a cue that ends its sentence: when, where and to whom something was said.
_LONGEST_FRAME = 8
# The words of a short subject between a relative pronoun and its verb.
_NOMINAL = frozenset(("NOUN", "PROPN", "DET", "ADJ", "NUM", "PRON", "PART"))
_LONGEST_SUBJECT = 6


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
    fronted = is_fronted(clause, cue) or _is_in_early_relative(ctx, clause, cue)
    related = _is_in_relative(ctx, clause, cue)
    for place in range(start + 1, limit):
        token = tokens[place]
        if token.text == ";" and ctx.quotation(token.start) is None:
            return place
        if _is_next_in_series(ctx, sentence, token, cue):
            return max(start + 1, series_start(sentence, token))
        if token.index in above and (
            _has_left_subject(sentence, token, cue) or _is_main_after(sentence, token, cue, start)
        ):
            left = _clause_left(sentence, place, start)
            if left > start:
                return left
            if cue.form is CueForm.PARTICIPLE and token.upos == "VERB" and _has_left_subject(sentence, token, cue):
                # *Un communiqué affirmant que P a semé le trouble*: no comma before the verb that goes on.
                return min([place, *(c.index for c in sentence.children(token, "aux", "cop") if c.index > start)])
        if related and token.text == "," and _is_predicate(tokens, place + 1):
            return place
        if token.text == "," and _is_likened(ctx, tokens, place + 1):
            return place
        if token.text == "," and _is_told_by_another(ctx, clause, start, place):
            return place
        if token.text == "," and cue.form is CueForm.VERB and _is_also_said(ctx, clause, place):
            return place
        if fronted and token.text == "," and _main_clause_follows(ctx, clause, place):
            return place
        if opens_absolute(ctx, clause, place):
            return place - 1
        if token.lower in ctx.pack.contrasts and is_contrast(ctx, clause, token, start):
            return place - 1 if tokens[place - 1].text == "," else place
        if _is_sister_clause(ctx, sentence, token, cue, above, start):
            left = _clause_left(sentence, place, start)
            if left > start:
                return left
    return limit


def _is_next_in_series(ctx: Context, sentence: Sentence, token: Token, cue: Cue) -> bool:
    """*a salué P, | réclamé Q*: a participle that shares the auxiliary of the cue goes on with the cue's clause."""
    if ctx.quotation(token.start) is not None or (first := leader(sentence, token, ctx.pack)) is None:
        return False
    verb = sentence.tokens[cue.head]
    return first is verb or first is leader(sentence, verb, ctx.pack)


def _is_likened(ctx: Context, tokens: tuple[Token, ...], place: int) -> bool:
    """*denied that P, | as did the airline*."""
    words = tokens[place : place + 2]
    if len(words) < 2 or words[0].lower not in ctx.pack.comparisons or ctx.pack.lemmas(words[1].lemma, words[1].text):
        return False
    return is_finite(words[1])


def _is_told_by_another(ctx: Context, clause: Clause, start: int, comma: int) -> bool:
    """*The driver said he braked, | a witness told the inquest.*: who says so, of all of it, ends the sentence."""
    tokens = clause.tokens
    opening = tokens[start]
    if opening.upos in ("SCONJ", "ADP") or opening.features.get("PronType") in ("Int", "Rel"):
        return False
    if ctx.quotation(tokens[comma].start) or not ctx.is_finite(
        clause.sentence, clause.sentence.start, tokens[comma].start
    ):
        return False
    surface, stop = following(clause.sentence, comma + 1, clause.index, ctx.pack)
    while stop < len(tokens) and tokens[stop].upos in ("AUX", "ADV"):
        stop += 1
    verb = tokens[stop] if surface is not None and stop < len(tokens) else None
    if verb is None or verb.upos != "VERB" or verb.verb_form == "Inf":
        return False
    senses = [
        s for lemma in ctx.pack.lemmas(verb.lemma, verb.text) for s in ctx.pack.verbs[lemma] if Takes.ASIDE in s.takes
    ]
    rest = [t for t in tokens[stop + 1 :] if t.upos != "PUNCT"]
    told = bool(senses) and not any(s.mental for s in senses) and len(rest) <= _LONGEST_FRAME
    addressed = verb.lemma in ctx.pack.addressed
    bare = not rest or addressed or rest[0].upos in ("ADP", "ADV") or rest[0].lower in ctx.pack.time_words
    return told and bare and not any(is_finite(t) or t.upos == "SCONJ" for t in rest)


def _is_also_said(ctx: Context, clause: Clause, comma: int) -> bool:
    """*X a admis P, | tout en niant Q*: behind a comma and *en*, a participle that is a cue itself."""
    tokens = clause.tokens
    behind = [t for t in tokens[comma + 1 : comma + 5] if t.upos not in ("ADV", "PRON")]
    if behind and judges_on(ctx, clause, behind[0]):
        return True
    if len(behind) < 2 or behind[0].upos != "ADP" or ctx.quotation(tokens[comma].start) is not None:
        return False
    verb = behind[1]
    if verb.verb_form != "Part" or verb.features.get("Tense") == "Past":
        return False
    return bool(ctx.pack.lemmas(verb.lemma, verb.text))


def is_fronted(clause: Clause, cue: Cue) -> bool:
    """The cue's clause comes before the main one: *Estimant que P, X …*; *After announcing P, X …*."""
    before = [t for t in clause.tokens[: cue.first] if t.upos not in ("PUNCT", "CCONJ")]
    if not before:
        return is_nonfinite(clause, cue)
    if any(t.text == "," for t in clause.tokens[before[0].index : cue.first]):
        return False
    opening = before[0]
    if is_nonfinite(clause, cue):
        return any(t.upos in ("ADP", "SCONJ") for t in before) and all(
            t.upos in ("ADP", "SCONJ", "ADV", "NUM", "NOUN", "DET", "PRON", "PART") for t in before
        )
    head = clause.sentence.head(opening)
    if opening.dep == "case" and head is not None and head.dep == "nsubj" and head.head == cue.head:
        # *After aides insisted that P, X …*: the tagger takes the subordinator for a preposition.
        return True
    # *Alors que*, *even though*: the subordinator may be the second word.
    return any(t.upos == "SCONJ" and (t.dep == "mark" or t.dep == "fixed") for t in before[:2]) or (
        opening.features.get("PronType") in ("Int", "Rel")
        and opening.upos == "ADV"
        and opening.dep in ("mark", "advmod")
    )


def _is_in_relative(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """A relative pronoun behind a comma opens the cue's clause: *X, who denies P, …*, *P, which aides say is Q, …*."""
    for token in reversed(clause.tokens[max(1, cue.first - _LONGEST_SUBJECT) : cue.first]):
        if _opens_relative(ctx, clause.tokens, token):
            return True
        if token.upos not in _NOMINAL:
            return False
    return False


def _is_predicate(tokens: tuple[Token, ...], place: int) -> bool:
    """A finite verb, adverbs before it passed over, stands at a token: what is around a relative clause goes on."""
    verb = next((t for t in tokens[place:] if t.upos != "ADV" and t.text != '"'), None)
    return verb is not None and is_finite_verb(verb)


def _is_in_early_relative(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Pour X, qui défend Y, P*: the cue is in a relative clause between commas, before any main verb."""
    tokens = clause.tokens
    place = next((t.index for t in tokens[max(1, cue.first - 3) : cue.first] if _opens_relative(ctx, tokens, t)), None)
    return place is not None and not ctx.is_finite(clause.sentence, clause.sentence.start, tokens[place].start)


def _opens_relative(ctx: Context, tokens: tuple[Token, ...], token: Token) -> bool:
    return tokens[token.index - 1].text == "," and (
        token.features.get("PronType") == "Rel" or token.lower in ctx.pack.relative_pronouns
    )


def is_nonfinite(clause: Clause, cue: Cue) -> bool:
    """A participle, an infinitive, or a group of verbs with no finite one: *après avoir annoncé*, *having said*."""
    group = clause.tokens[cue.first : cue.head + 1]
    if cue.form is CueForm.VERB and len(group) == 1 and is_past_participle(group[0]):
        # *“P”, added KCNA*: a past tense that the tagger mistook.
        return False
    return cue.form in (CueForm.PARTICIPLE, CueForm.INFINITIVE) or (
        # What the tagger takes for no verb at all is finite where only a verb can stand (*« P », lâche X*).
        cue.form is CueForm.VERB
        and group[-1].upos in ("VERB", "AUX")
        and all(t.verb_form in ("Inf", "Ger", "Part", "") for t in group)
    )


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
    while stop < len(tokens) and (
        tokens[stop].upos in ("PROPN", "ADV", "PUNCT", "PRON", "NOUN", "ADP", "DET", "ADJ", "NUM")
        and tokens[stop].text != "."
    ):
        stop += 1
    if surface is None or stop >= len(tokens):
        return False
    verb = tokens[stop]
    # A past tense after a comma may be tagged as a participle; with no finite verb behind, it is none.
    past = verb.upos == "VERB" and verb.features.get("Tense") == "Past"
    missed = not ctx.is_finite(clause.sentence, verb.end, clause.sentence.end)
    return is_finite(verb) or (past and (missed or tokens[stop - 1].text == ","))


def _is_main_after(sentence: Sentence, verb: Token, cue: Cue, start: int) -> bool:
    """The main clause comes after a participle's: *Estimant que P, X a démissionné*."""
    if cue.form not in (CueForm.PARTICIPLE, CueForm.INFINITIVE) or verb.upos not in ("VERB", "AUX"):
        return False
    subjects = sentence.children(verb, "nsubj")
    return (
        bool(subjects)
        and subjects[0].index > start
        and sentence.tokens[min(sentence.subtree(subjects[0])) - 1].text == ","
    )


def _has_left_subject(sentence: Sentence, verb: Token, cue: Cue) -> bool:
    """A verb around the cue goes on after its complement: its own subject stands before the cue."""
    if verb.upos not in ("VERB", "AUX", "NOUN", "ADJ"):
        return False
    subjects = sentence.children(verb, "nsubj")
    return (bool(subjects) and subjects[-1].index < cue.head) or (
        not subjects and verb.upos == "VERB" and verb.dep == "root"
    )


def _is_sister_clause(ctx: Context, sentence: Sentence, token: Token, cue: Cue, above: set[int], start: int) -> bool:
    """A finite clause coordinated with the cue's own (*X a dit que P, et Y a répondu*)."""
    if token.index <= start:
        return False
    if _goes_on_speaking(ctx, sentence, token) or _is_listed(ctx, sentence, token, cue):
        return True
    hanging = token.dep == "advcl" and token.head == cue.head and token.verb_form != "Inf"
    if hanging and _follows_comma(sentence, token, start):
        return True
    if token.upos not in ("VERB", "AUX", "ADJ", "NOUN") or token.dep not in ("conj", "parataxis"):
        return False
    if token.head != cue.head and token.head not in above:
        return False
    finite = (
        is_finite(token)
        or is_tied_past(sentence, token)
        or any(is_finite(c) for c in sentence.children(token, "aux", "cop"))
    )
    own_subject = bool(sentence.children(token, "nsubj"))
    # *X dit que P, car Q*: the reason is a part of what is said.
    reason = any(c.lower in ctx.pack.causes for c in sentence.children(token, "cc"))
    marked = reason or bool(sentence.children(token, "mark"))
    says = bool(ctx.pack.lemmas(token.lemma, token.text))
    if own_subject:
        # *X said P, and Q*: a clause beside a clause is said as well, unless somebody says something in it.
        return finite and not marked and (says or not _is_joined_to_clause(ctx, sentence, token, start))
    # Without a subject of its own it may go on with the content; another cue goes on with the speaker.
    # *went on to say that P, and left*: a verb beside the one that an infinitive hangs from.
    beside = cue.form is CueForm.INFINITIVE and token.head != cue.head and _follows_comma(sentence, token, start)
    return finite and not marked and ((_carries(sentence, token.head, cue) and says) or beside)


def _is_joined_to_clause(ctx: Context, sentence: Sentence, token: Token, start: int) -> bool:
    """A coordinator, and no contrast behind a comma, ties the clause of a token to one that began at ``start``."""
    tokens = sentence.tokens
    place = _clause_left(sentence, token.index, start)
    tie = tokens[place + 1] if tokens[place].text == "," else tokens[place]
    parted = any(t.text == "," for t in tokens[max(start, tie.index - 2) : tie.index])
    if tie.upos != "CCONJ" or (parted and tie.lower in ctx.pack.contrasts):
        return False
    # A noun phrase may have a clause that describes it: *praised the plan that P, and Q*.
    return any(is_finite_verb(t) and not t.relation.startswith("acl") for t in tokens[start:place])


def _carries(sentence: Sentence, place: int, cue: Cue) -> bool:
    """A token is the cue, or a verb that it is an infinitive of: *want to know why P, and have asked Q*."""
    verb: Token | None = sentence.tokens[cue.head]
    while verb is not None and verb.index != place:
        verb = sentence.head(verb) if verb.dep == "xcomp" else None
    return verb is not None


def judges_on(ctx: Context, clause: Clause, verb: Token) -> bool:
    """*X said P, | calling Q “R”*: behind a comma, a participle that judges goes on with the cue."""
    if not is_present_participle(verb) or verb.index + 1 >= len(clause.tokens):
        return False
    senses = [s for lemma in ctx.pack.lemmas(verb.lemma, verb.text) for s in ctx.pack.verbs[lemma]]
    plain = [s for s in senses if not s.after]
    judges = any(s.takes & {Takes.SMALL_CLAUSE} or {Takes.NOUN, Takes.QUOTE} <= s.takes for s in plain)
    return judges and not any(s.mental for s in plain) and ctx.quotation(verb.start) is None


def is_contrast(ctx: Context, clause: Clause, token: Token, start: int) -> bool:
    """*X dit que P, mais Q*: after a comma, with a finite verb and no complementiser again, Q is not X's."""
    tokens = clause.tokens
    if token.index - start < 2 or tokens[token.index - 1].text != "," or token.index + 1 >= len(tokens):
        return False
    if tokens[token.index + 1].lower in ctx.pack.complementizers or ctx.quotation(token.start) is not None:
        return False
    ahead = tokens[token.index + 1 :]
    has_subject = any(t.dep in ("nsubj", "expl") for t in ahead[:12])
    return has_subject and ctx.is_finite(clause.sentence, token.end, clause.sentence.end)


def _is_listed(ctx: Context, sentence: Sentence, token: Token, cue: Cue) -> bool:
    """One of three verbs in a row: *says P, | complains of Q and wants R*, *called P Q, said R | and promised S*.

    The verb in the middle says something, too; the last one follows a coordinator, and two stand before it.
    """
    if (
        not _is_past_or_present(sentence, token)
        or cue.form is not CueForm.VERB
        or ctx.quotation(token.start) is not None
    ):
        return False
    if any(c.index < token.index for c in sentence.children(token, "nsubj", "expl")):
        return False
    tokens = sentence.tokens
    if tokens[token.index - 1].text == ",":
        behind = (t for t in tokens[token.index + 1 : -1] if t.upos == "CCONJ")
        last = any(_is_past_or_present(sentence, tokens[t.index + 1]) for t in behind)
        return last and bool(ctx.pack.lemmas(token.lemma, token.text))
    before = [t for t in tokens[: cue.first] if _is_past_or_present(sentence, t) and t.dep != "acl"]
    set_off = cue.first > 0 and tokens[cue.first - 1].text == ","
    return set_off and bool(before) and tokens[token.index - 1].upos == "CCONJ"


def _is_past_or_present(sentence: Sentence, token: Token) -> bool:
    """A finite verb that is no auxiliary, though the tagger may take it for a participle."""
    return token.upos == "VERB" and (is_finite(token) or is_tied_past(sentence, token))


def _goes_on_speaking(ctx: Context, sentence: Sentence, token: Token) -> bool:
    """*… and wrote that*: another cue verb without a subject, after a coordinator and before its own clause."""
    tokens = sentence.tokens
    if token.upos != "VERB" or not ctx.pack.lemmas(token.lemma, token.text):
        return False
    own = own_subject(sentence, token, ctx.pack)
    if token.index + 1 >= len(tokens) or (
        own is not None and own.index < token.index and not _is_taken(tokens, own, token)
    ):
        return False
    before = [t for t in tokens[max(0, token.index - 4) : token.index] if t.upos not in ("AUX", "ADV")]
    follows = tokens[token.index + 1]
    opens = follows.lower in ctx.pack.complementizers or follows.text in ('"', ":")
    # *denied that P | but acknowledged doing Q*
    opens = opens or (bool(before) and before[-1].lower in ctx.pack.contrasts and _is_past_or_present(sentence, token))
    # *… and believe he fell asleep*: a subject without complementiser.
    bare = follows.upos == "PRON" and follows.dep == "nsubj" and is_finite(token)
    return bool(before) and before[-1].upos == "CCONJ" and (opens or bare)


def _is_taken(tokens: tuple[Token, ...], subject: Token, verb: Token) -> bool:
    """The subject has a finite verb of its own before this one: *stay where they are | but warned that*."""
    return any(is_finite(t) for t in tokens[subject.index + 1 : verb.index])


def _follows_comma(sentence: Sentence, token: Token, start: int) -> bool:
    """A comma stands right before the clause of a token."""
    left = min(sentence.subtree(token))
    first = sentence.tokens[left]
    return left > start + 2 and (first.text == "," or sentence.tokens[left - 1].text == ",")


def _clause_left(sentence: Sentence, head: int, start: int) -> int:
    """Where the clause of a token begins: at the comma or coordinator before its subject, else ``start``."""
    tokens = sentence.tokens
    subject = next((c.index for c in sentence.children(tokens[head], "nsubj", "expl") if start < c.index < head), head)
    for left in range(min(head, subject), start, -1):
        if tokens[left].upos == "CCONJ" or tokens[left - 1].text in (",", ";", ":", ")"):
            return left
    return start
