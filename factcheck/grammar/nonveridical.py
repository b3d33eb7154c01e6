"""Verbs of speech with which nobody says anything: asked, ordered, declined, aimed at."""

from factcheck.grammar.adjacent import Speaker
from factcheck.grammar.quoted import quotation_before
from factcheck.grammar.subjects import is_reflexive, own_subject
from factcheck.grammar.values import Construction, Cue, CueForm
from factcheck.languages.vocabulary import VerbClass
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause
from factcheck.syntax.tokens import Token


def is_asked(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Who told it to P?*, *Did the mayor say that P?*: a question, outside any quotation, says nothing."""
    tokens = clause.tokens
    verb = tokens[cue.head]
    sentence = clause.sentence
    if not ctx.document.text[sentence.start : sentence.end].rstrip().endswith("?") or ctx.quotation(cue.start):
        return False
    if verb.dep not in ("root", "conj") or ctx.is_quoted(sentence.start, sentence.end):
        return False
    opening = next((t for t in tokens if t.upos not in ("CCONJ", "PUNCT", "ADV") or _is_interrogative(ctx, t)), verb)
    return opening.index < cue.first + 1 and (opening.upos == "AUX" or _is_interrogative(ctx, opening))


def _is_interrogative(ctx: Context, token: Token) -> bool:
    asks = token.features.get("PronType") in ("Int", "Rel")
    return asks and token.lower in ctx.pack.question_words


def is_narrator(ctx: Context, cue: Cue, speaker: Speaker) -> bool:
    """*Nous pensons que*, outside any quotation: the article's own voice."""
    if ctx.document.folded[cue.start : cue.end].lower() in ctx.pack.hearsay.adverbs:
        # *dit-on*: what the article says itself, as something heard.
        return True
    first_person = speaker.head is not None and speaker.head.lower.lstrip("-") in ctx.pack.first_person
    impersonal = speaker.head is not None and speaker.head.lower.lstrip("-") in ctx.pack.impersonal_pronouns
    return first_person and not impersonal and ctx.quotation(cue.start) is None


def is_imperative(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Tell us where …*: nobody is said to say anything."""
    if quotation_before(ctx, clause, cue.start) is not None:
        return False
    verb = clause.tokens[cue.head]
    above = clause.sentence.head(verb)
    moods = {
        verb.features.get("Mood"),
        above.features.get("Mood") if above is not None and verb.dep == "conj" else None,
    }
    if "Imp" not in moods or own_subject(clause.sentence, verb, ctx.pack) is not None:
        return False
    # *A quarter, 26 percent, say P*: after a phrase between commas stands a finite verb, whatever the tagger says.
    before = clause.tokens[: cue.first]
    inserted = bool(before) and before[-1].text == "," and sum(t.text == "," for t in before) == 2
    return not (inserted and before[0].upos != "VERB" and any(t.upos in ("NOUN", "PRON", "NUM") for t in before))


def is_declined(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*declined to say whether*, *s'est refusé à confirmer que*: nobody says so.

    Nor does anybody in what only tells why a name is withheld: *spoke on condition of anonymity to discuss P*.
    """
    if cue.form is not CueForm.INFINITIVE:
        return False
    before = clause.tokens[max(0, cue.first - 3) : cue.first]
    withheld = ctx.pack.declining | ctx.pack.anonymity.anonymous
    return any({t.lemma.lower(), t.lower} & withheld for t in before)


# Verbs that report words; to deny, confirm, rule out or think not is to hold something.
_REPORTING = frozenset((VerbClass.SAY, VerbClass.EXCLAIM, VerbClass.PROMISE, VerbClass.RUMOUR))


def is_unsaid(ctx: Context, clause: Clause, cue: Cue, how: Construction) -> bool:
    """*He never said that P*, *n'a pas dit que P*; *nobody believes that P*: nobody says or thinks so."""
    words, verb = ctx.pack.unsaying, clause.tokens[cue.head]
    subject = own_subject(clause.sentence, verb, ctx.pack, cue.first)
    if subject is not None:
        # *Personne ne dit que P*, *aucun témoin ne dit que P*; *une personne dit que P* is somebody.
        determiners = clause.sentence.children(subject, "det")
        if any(t.lower in words for t in determiners or (subject,)):
            return how is not Construction.QUOTE
    if how is not Construction.CLAUSE or not any(sense.verb_class in _REPORTING for sense in cue.senses):
        return False
    if ctx.pack.lemmas(verb.lemma, verb.text) & ctx.pack.open:
        return False
    group = clause.tokens[max(0, cue.first - 1) : cue.last + 2]
    # Behind the verb stands a negation of its own (*ne dit pas que*), or one of what is said (*said no one came*).
    own = [t for t in group if t.index <= cue.head or t.head == cue.head]
    return any(t.lower in words for t in own) and not any(t.lower in ctx.pack.merely for t in own)


def is_aim(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Afin de savoir si P, X …*, *la question est de savoir si P*: what is still to be known is nobody's thought."""
    if cue.form not in (CueForm.INFINITIVE, CueForm.VERB) or not all(s.mental for s in cue.senses):
        return False
    verb = clause.tokens[cue.head]
    asks = cue.last + 1 < len(clause.tokens) and clause.tokens[cue.last + 1].lower in ctx.pack.whether
    return asks and verb.verb_form == "Inf" and cue.first == cue.head


def is_obliged(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Il faut craindre P*, *faut-il redouter P ?*, *se faire appeler X*: nobody that is named says so."""
    tokens = clause.tokens
    above = clause.sentence.head(tokens[cue.head])
    if tokens[cue.head].verb_form != "Inf":
        return False
    place = cue.head - 1
    if place > 0 and tokens[place].lemma in ctx.pack.impersonal.suffered:
        # *se faisant appeler X*: others say so.
        return any(is_reflexive(t, ctx.pack) for t in tokens[max(0, place - 2) : place])
    return cue.form is CueForm.INFINITIVE and above is not None and above.lemma in ctx.pack.impersonal.obliging
