"""From a verb that may be a cue to an attribution: whether it says anything, and to whom what it says belongs."""

from attrs import evolve

from factcheck.grammar import clauses
from factcheck.grammar.absolute import absolute_start
from factcheck.grammar.adjacent import Speaker
from factcheck.grammar.boundaries import is_fronted, is_nonfinite
from factcheck.grammar.hearsay import hearsay_phrase
from factcheck.grammar.inserted import inserted_speaker
from factcheck.grammar.neighbours import preceding
from factcheck.grammar.nonveridical import (
    is_aim,
    is_asked,
    is_declined,
    is_imperative,
    is_narrator,
    is_obliged,
    is_unsaid,
)
from factcheck.grammar.patterns import NOUNS, content_of
from factcheck.grammar.saying import NEEDS_SPEAKER, is_negated, is_unreal, may_say
from factcheck.grammar.speakers import find_speaker, main_subject
from factcheck.grammar.subjects import is_passive, own_subject, without_hyphen
from factcheck.grammar.values import Construction, Content, Cue, CueForm, Found
from factcheck.languages import Pack
from factcheck.languages.vocabulary import Needs, Takes, VerbClass
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause, SourceMention
from factcheck.report import SourceType

# A shorter quotation after a bare participle is a nickname or a title: *dit « le Petit »*.
_FEWEST_WORDS = 4


def from_verb(ctx: Context, clause: Clause, cue: Cue) -> Found | None:
    """The attribution that a verb makes in its sentence, or None where it brings in no content."""
    if cue.form is CueForm.PAST and not _introduces(ctx, clause, cue):
        return None
    cue = _with_partner(ctx, clause, cue)
    if is_imperative(ctx, clause, cue) or is_declined(ctx, clause, cue) or is_obliged(ctx, clause, cue):
        return None
    if is_aim(ctx, clause, cue):
        return None
    speaker = find_speaker(ctx, clause, cue)
    if is_narrator(ctx, cue, speaker):
        return None
    hears = _hears(ctx, cue, speaker)
    if not hears and is_asked(ctx, clause, cue):
        return None
    impersonal = hears or _impersonal(ctx, clause, cue, speaker)
    if _is_the_quotations_own(ctx, clause, cue, speaker):
        return None
    found = content_of(ctx, clause, cue, speaker, impersonal and not hears)
    if found is None or not found.spans or (found.how is Construction.CLAUSE and _is_nobody(clause, cue, ctx.pack)):
        return None
    if cue.senses[0].verb_class is VerbClass.UNKNOWN and (
        speaker.holder is None
        or ctx.quotation(speaker.holder.start) is not None
        or found.how is not Construction.QUOTE
        or speaker.holder.end < found.spans[0][1]
        or not _is_somebody(ctx, clause, speaker)
    ):
        return None
    found = _with_words(ctx, found)
    senses = tuple(s for s in cue.senses if s.takes & _SERVES[found.how])
    source = None if impersonal else _outside(found.source or speaker.holder, found)
    if is_nonfinite(clause, cue) and is_fronted(clause, cue) and (source is None or cue.first):
        source = main_subject(ctx, clause, found) or source
    if source is None and not impersonal and not speaker.inverted:
        nearest, _ = preceding(clause.sentence, cue.first, clause.index, ctx.pack)
        # *Il est bon de rappeler que P*: what stands there only for the grammar is nobody.
        expletive = nearest is not None and clause.tokens[nearest.token].dep == "expl"
        source = None if expletive else _outside(nearest, found)
    if not senses or not may_say(ctx, senses, source, found.how, is_nonfinite(clause, cue)):
        return None
    if source is None and not impersonal and found.how is not Construction.QUOTE:
        return None
    told = impersonal and found.how is Construction.INFINITIVE
    if found.how in NEEDS_SPEAKER and not told and is_unreal(ctx, clause, cue):
        return None
    negated = is_negated(ctx, clause, cue)
    if not negated and all(s.litotes for s in senses):
        return None
    unknown = (
        found.how is Construction.CLAUSE and _is_open_question(ctx, clause, found) and not any(s.mental for s in senses)
    )
    if negated and impersonal and found.how is Construction.CLAUSE and _is_open_question(ctx, clause, found):
        # *It is not known whether P.*
        return None
    if (
        negated
        and (unknown or found.how in (Construction.INFINITIVE, Construction.NOUN))
        and not any(s.denies for s in senses)
    ):
        # *n'a pas souhaité s'exprimer*, *would not comment on the claims*: nobody says anything.
        return None
    if is_unsaid(ctx, clause, cue, found.how):
        return None
    judged = found.how is Construction.SMALL_CLAUSE and Takes.JUDGED in cue.takes
    if (
        impersonal
        and not told
        and not judged
        and found.how not in (Construction.CLAUSE, Construction.QUOTE, Construction.ASIDE)
    ):
        return None
    # *dismissed the claims as nonsense*: the verb is one of rejecting in another of its senses.
    denied = any(s.denies for s in (cue.senses if found.how is Construction.SMALL_CLAUSE else senses)) and not negated
    cue = _before_content(clause, evolve(cue, senses=senses), found)
    if found.how is Construction.THROUGH_NOUN:
        cue, found = _with_noun(clause, cue, found), evolve(found, how=Construction.CLAUSE)
    before = absolute_start(ctx, clause, cue.first) if cue.form is CueForm.PARTICIPLE else cue.start
    if cue.form is CueForm.INFINITIVE and source is not None and _is_carried(clause, source, cue):
        # *Her grandmother used to say that P*: no claim of its own.
        before = source.start
    frame = (*found.frame, (before, cue.start)) if before < cue.start else found.frame
    return Found(found.spans, found.how, cue, source, frame=frame, impersonal=impersonal, denied=denied)


def _with_words(ctx: Context, found: Content) -> Content:
    """A clause with the words that bear it out behind a colon: *said the offer was fair: “P.”*"""
    end = found.spans[-1][1]
    colon = ctx.skip(end)
    if found.how is not Construction.CLAUSE or ctx.document.text[colon : colon + 1] != ":":
        return found
    quotation = ctx.quotation_from(colon + 1)
    return evolve(found, spans=(*found.spans, (quotation.start, quotation.end))) if quotation is not None else found


def _hears(ctx: Context, cue: Cue, speaker: Speaker) -> bool:
    """*The inquest heard that P*: who told it is not said."""
    head = speaker.head
    listens = head is not None and bool({head.lemma.lower(), head.lower} & ctx.pack.hearings)
    return listens and all(s.needs == Needs.HEARING for s in cue.senses)


def _is_open_question(ctx: Context, clause: Clause, found: Content) -> bool:
    """*would not say whether P*: a clause that opens with a word that asks."""
    first = next(t for t in clause.tokens if t.end > found.spans[0][0])
    return first.lower in ctx.pack.question_words


def _before_content(clause: Clause, cue: Cue, found: Content) -> Cue:
    """The cue without the mark of an infinitive that its phrase ends with: *appelle | à voter*."""
    start = found.spans[0][0]
    if found.how is not Construction.INFINITIVE or not cue.start < start < cue.end:
        return cue
    last = max((t.index for t in clause.tokens if t.end <= start), default=-1)
    return evolve(cue, last=last, end=clause.tokens[last].end) if last >= cue.head else cue


def _with_noun(clause: Clause, cue: Cue, found: Content) -> Cue:
    """The cue with the noun that what is said hangs from: *issued a warning*, *a exprimé le vœu*."""
    between = (t for t in clause.tokens[cue.last + 1 :] if t.start < found.spans[0][0])
    noun = next((t for t in between if t.upos == "NOUN"), None)
    return evolve(cue, last=noun.index, end=noun.end) if noun is not None else cue


def _is_carried(clause: Clause, source: SourceMention, cue: Cue) -> bool:
    """Only verbs and what goes with them stand between a speaker and an infinitive."""
    between = [t for t in clause.tokens[: cue.first] if t.start >= source.end]
    return source.end <= cue.start and all(t.upos in ("VERB", "AUX", "PART", "ADV") for t in between)


def _is_nobody(clause: Clause, cue: Cue, pack: Pack) -> bool:
    """*No one believes that P*, *aucun responsable n'a dit que P*."""
    subject = own_subject(clause.sentence, clause.tokens[cue.head], pack, cue.first)
    words = (subject, *clause.sentence.children(subject, "det")) if subject is not None else ()
    return any(t.features.get("PronType") == "Neg" for t in words)


def _with_partner(ctx: Context, clause: Clause, cue: Cue) -> Cue:
    """The cue with the one that it shares its content with: *would neither confirm nor deny that P*."""
    tokens = clause.tokens
    partner = tokens[cue.first - 2] if cue.first > 1 else None
    if partner is None or tokens[cue.first - 1].upos != "CCONJ" or partner.upos != "VERB":
        return cue
    if clause.tokens[cue.head].head != partner.index or not ctx.pack.lemmas(partner.lemma, partner.text):
        return cue
    before = tokens[max(0, partner.index - 3) : partner.index]
    if not any({t.lower, t.lemma.lower()} & (ctx.pack.negations | ctx.pack.declining) for t in before):
        return cue
    first = partner.index
    while first and tokens[first - 1].upos in ("AUX", "PART", "ADV") and tokens[first - 1].head == partner.index:
        if tokens[first - 1].lower in ctx.pack.infinitive_marks:
            break
        first -= 1
    return evolve(cue, first=first, start=tokens[first].start)


def _is_somebody(ctx: Context, clause: Clause, speaker: Speaker) -> bool:
    """A name, a pronoun or a person: only they make a verb of any sort one of speech."""
    if speaker.head is None or is_passive(clause.sentence, clause.tokens[max(0, speaker.begin - 1)], ctx.pack):
        return False
    if speaker.head.features.get("PronType") == "Rel":
        return False
    return speaker.head.upos in ("PROPN", "PRON") or ctx.names(
        speaker.head, SourceType.PERSON, SourceType.ORGANIZATION, SourceType.GROUP
    )


def _introduces(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """A form that looks like a bare participle is a finite verb after all: its clause or quotation follows at once."""
    tokens = clause.tokens
    if cue.first and tokens[cue.first - 1].lower in ctx.pack.time_clauses:
        # *when asked whether P*: somebody is asked.
        return False
    if clause.sentence.children(tokens[cue.head], "ccomp"):
        return True
    place = cue.last + 1
    if place < len(tokens) and tokens[place].lower in ctx.pack.complementizers:
        return True
    # *The Courier, citing X, reported on Tuesday that P*: no noun before it that a participle could describe.
    free = cue.first > 0 and (tokens[cue.first - 1].text == "," or tokens[cue.first - 1].upos in ("PROPN", "PRON"))
    passive = place < len(tokens) and tokens[place].lower in ctx.pack.agent_marks
    passive = passive or bool(clause.sentence.children(tokens[cue.head], "obl:agent"))
    if (
        free
        and not passive
        and Takes.CLAUSE in cue.takes
        and (opening := clauses.complement_start(ctx, clause, cue, place)) is not None
    ):
        return opening[1] == "clause"
    closed = place >= len(tokens) or tokens[place].upos == "PUNCT"
    if free and closed and inserted_speaker(ctx, clause, cue.first) is not None:
        return True
    # *Hundreds of protesters chanted “P” outside.*
    shouted = (
        Takes.CLAUSE not in cue.takes
        and tokens[-1].text == "."
        and ctx.quotation_from(tokens[cue.last].end) is not None
    )
    if (free or (shouted and cue.first > 0)) and not passive and _is_only_verb(ctx, clause, cue):
        return True
    quotation = ctx.quotation_from(ctx.skip(tokens[cue.last].end, ",:"))
    return quotation is not None and len(ctx.document.text[quotation.start : quotation.end].split()) >= _FEWEST_WORDS


def _is_only_verb(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Visiting Ostley, the leader, Ann Pryce, called for P*: no other word of the sentence can be its finite verb."""
    tokens = clause.tokens
    phrase = any(s.after for s in cue.senses)
    object_follows = cue.last + 1 < len(tokens) and (
        tokens[cue.last + 1].upos in ("DET", "PRON", "PROPN") or ctx.quotation_from(tokens[cue.last].end) is not None
    )
    behind = tokens[cue.last + 1 : cue.last + 3]
    # *des discussions*: an article that the tokenizer took for a contraction.
    object_follows = object_follows or (len(behind) > 1 and behind[0].start == behind[1].start)
    # *Un négociateur, qui a requis l'anonymat, décrit P*: the verb of a relative clause is none of the sentence's.
    closed = cue.first > 1 and tokens[cue.first - 1].text == ","
    relative = [t for t in tokens[1 : cue.first] if closed and t.features.get("PronType") == "Rel"]
    opened = relative[-1].index - 1 if relative and tokens[relative[-1].index - 1].text == "," else cue.first
    finite = ctx.is_finite(clause.sentence, clause.sentence.start, tokens[opened].start)
    finite = finite or ctx.is_finite(clause.sentence, tokens[cue.first].start, clause.sentence.end)
    return (phrase or object_follows) and not finite


def _outside(source: SourceMention | None, found: Content) -> SourceMention | None:
    """The part of a source mention that no content covers."""
    for start, end in found.spans:
        if source is None or (start <= source.start and source.end <= end):
            return None
        if source.start < start < source.end:
            source = evolve(source, end=start)
        elif source.start < end < source.end:
            source = evolve(source, start=end)
    return source


def _impersonal(ctx: Context, clause: Clause, cue: Cue, speaker: Speaker) -> bool:
    """*il est estimé que*, *it is feared that*, *on craint que*: nobody in particular."""
    verb = clause.tokens[cue.head]
    if speaker.head is not None and without_hyphen(speaker.head) in ctx.pack.impersonal_pronouns:
        return True
    expletive = speaker.head is not None and speaker.head.lower in ctx.pack.hearsay.expletives
    if expletive and any(s.needs == Needs.NOBODY and s.reflexive for s in cue.senses):
        # *Il se murmure que P*; with *dire*, the verb alone does not tell.
        return all(s.needs == Needs.NOBODY for s in cue.senses) or _is_rumour(ctx, clause, cue)
    if all(s.needs == Needs.NOBODY and not s.reflexive for s in cue.senses):
        # *It emerged that P.*
        subjects = clause.sentence.children(verb, "nsubj", "expl")
        return all(t.lower in ctx.pack.pronouns.bodies for t in subjects)
    return is_passive(clause.sentence, verb, ctx.pack) and speaker.holder is None


def _is_rumour(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """The words up to what is said are a phrase of hearsay: *il se dit que*."""
    behind = clause.tokens[cue.last + 1 : cue.last + 2]
    end = behind[0].end if behind else cue.end
    return hearsay_phrase(ctx, clause.sentence.start, end, adverbs=False) is not None


def _is_the_quotations_own(ctx: Context, clause: Clause, cue: Cue, speaker: Speaker) -> bool:
    """*« je pense que … »*: the quotation is the speaker's already."""
    if ctx.quotation(cue.start) is None:
        return False
    # What a document shows, or somebody thinks, is the quoted speaker's own report of it.
    if not any(s.needs is None and not s.mental for s in cue.senses):
        return True
    if speaker.head is not None and speaker.head.upos == "NOUN" and not ctx.may_speak(speaker.head):
        # *“Two differences explain why P,” X says.*
        return True
    first_person = speaker.head is None or speaker.head.lower.lstrip("-") in ctx.pack.first_person
    addressed = speaker.head is not None and speaker.head.lower in ctx.pack.pronouns.second
    return first_person or addressed or not (cue.form is CueForm.VERB or _is_going_on(ctx, clause, cue))


def _is_going_on(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*“Pryce went on to claim that P,” X says.*: the verb before tells how the saying goes, and so that it is said."""
    verb = clause.tokens[cue.head]
    governor = clause.sentence.head(verb)
    goes = governor is not None and bool({governor.lemma.lower(), governor.lower} & ctx.pack.aspectual)
    return goes and verb.dep in ("xcomp", "advcl") and is_nonfinite(clause, cue)


_SERVES = {
    Construction.CLAUSE: {Takes.CLAUSE, Takes.BARE_CLAUSE, Takes.SUBJUNCTIVE, Takes.QUOTE},
    Construction.THROUGH_NOUN: {Takes.THROUGH_NOUN},
    Construction.QUOTE: {Takes.QUOTE, Takes.ASIDE, Takes.CLAUSE, Takes.NOUN},
    Construction.COLON: {Takes.QUOTE, Takes.CLAUSE, Takes.ASIDE},
    Construction.ASIDE: {Takes.ASIDE},
    Construction.INFINITIVE: {
        Takes.INFINITIVE,
        Takes.GERUND,
        Takes.ATTRIBUTE,
        Takes.ACCUSATIVE,
        Takes.RESULTATIVE,
        Takes.TOLD,
        Takes.COURSE,
    },
    Construction.NOUN: {*NOUNS, Takes.PASSIVE},
    Construction.SMALL_CLAUSE: {Takes.SMALL_CLAUSE, Takes.JUDGED, Takes.LIKENED, Takes.BLAMED},
}
