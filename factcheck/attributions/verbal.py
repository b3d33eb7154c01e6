"""From a verb that may be a cue to an attribution: which of the patterns holds, and who is its subject."""

from attrs import evolve

from factcheck.attributions import asides, clauses, objects
from factcheck.attributions.absolute import absolute_start
from factcheck.attributions.context import Context
from factcheck.attributions.edges import is_fronted, is_nonfinite
from factcheck.attributions.inserted import inserted_speaker
from factcheck.attributions.neighbours import preceding
from factcheck.attributions.quoted import after_quote, quotation_before
from factcheck.attributions.speakers import Speaker, find_speaker, main_subject
from factcheck.attributions.subjects import is_passive, own_subject
from factcheck.attributions.valued import valued, valued_subject
from factcheck.attributions.values import Clause, Content, Cue, Found, Holder
from factcheck.languages import Pack, Verb
from factcheck.tokens import Token

# A shorter quotation after a bare participle is a nickname or a title: *dit « le Petit »*.
_FEWEST_WORDS = 4


def from_verb(ctx: Context, clause: Clause, cue: Cue) -> Found | None:
    """The attribution that a verb makes in its sentence, or None where it brings in no content."""
    if cue.form == "past" and not _introduces(ctx, clause, cue):
        return None
    cue = _with_partner(ctx, clause, cue)
    if _is_imperative(ctx, clause, cue) or _is_declined(ctx, clause, cue) or _is_obliged(ctx, clause, cue):
        return None
    if _is_aim(ctx, clause, cue):
        return None
    speaker = find_speaker(ctx, clause, cue)
    if _is_narrator(ctx, cue, speaker):
        return None
    hears = _hears(ctx, cue, speaker)
    if not hears and _is_asked(ctx, clause, cue):
        return None
    impersonal = hears or _impersonal(ctx, clause, cue, speaker)
    if _is_the_quotations_own(ctx, cue, speaker):
        return None
    found = _content(ctx, clause, cue, speaker, impersonal and not hears)
    if found is None or (found.how == "clause" and _is_nobody(clause, cue, ctx.pack)):
        return None
    if cue.senses[0].name == "unknown" and (
        speaker.holder is None
        or ctx.quotation(speaker.holder.start) is not None
        or found.how != "quote"
        or speaker.holder.end < found.spans[0][1]
        or not _is_somebody(ctx, clause, speaker)
    ):
        return None
    senses = tuple(s for s in cue.senses if s.takes & _SERVES[found.how])
    source = None if impersonal else _outside(found.source or speaker.holder, found)
    if is_nonfinite(clause, cue) and is_fronted(clause, cue) and (source is None or cue.first):
        source = main_subject(ctx, clause, found) or source
    if source is None and not impersonal and not speaker.inverted:
        nearest, _ = preceding(clause.sentence, cue.first, clause.index, ctx.pack)
        # *Il est bon de rappeler que P*: what stands there only for the grammar is nobody.
        expletive = nearest is not None and clause.tokens[nearest.token].dep == "expl"
        source = None if expletive else _outside(nearest, found)
    if not senses or not _may_say(ctx, senses, source, found.how, is_nonfinite(clause, cue)):
        return None
    if source is None and not impersonal and found.how != "quote":
        return None
    told = impersonal and found.how == "infinitive"
    if found.how in _NEEDS_SPEAKER and not told and _is_unreal(ctx, clause, cue):
        return None
    negated = is_negated(ctx, clause, cue)
    unknown = found.how == "clause" and _is_open_question(ctx, clause, found) and not any(s.mental for s in senses)
    if negated and (unknown or found.how in ("infinitive", "noun")) and not any(s.denies for s in senses):
        # *n'a pas souhaité s'exprimer*, *would not comment on the claims*: nobody says anything.
        return None
    judged = found.how == "small_clause" and "judged" in cue.takes
    if (
        impersonal
        and not told
        and not judged
        and found.how not in ("clause", "quote", *(("aside",) if speaker.inverted or found.how == "aside" else ()))
    ):
        return None
    # *dismissed the claims as nonsense*: the verb is one of rejecting in another of its senses.
    denied = any(s.denies for s in (cue.senses if found.how == "small_clause" else senses)) and not negated
    cue = _before_content(clause, evolve(cue, senses=senses), found)
    if found.how == "through_noun":
        cue, found = _with_noun(clause, cue, found), evolve(found, how="clause")
    before = absolute_start(ctx, clause, cue.first) if cue.form == "participle" else cue.start
    if cue.form == "infinitive" and source is not None and _is_carried(clause, source, cue):
        # *Her grandmother used to say that P*: no claim of its own.
        before = source.start
    frame = (*found.frame, (before, cue.start)) if before < cue.start else found.frame
    return Found(found.spans, found.how, cue, source, frame=frame, impersonal=impersonal, denied=denied)


def _is_asked(ctx: Context, clause: Clause, cue: Cue) -> bool:
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


def _hears(ctx: Context, cue: Cue, speaker: Speaker) -> bool:
    """*The inquest heard that P*: who told it is not said."""
    head = speaker.head
    listens = head is not None and bool({head.lemma.lower(), head.lower} & ctx.pack.hearings)
    return listens and all(s.needs == "hearing" for s in cue.senses)


def _is_open_question(ctx: Context, clause: Clause, found: Content) -> bool:
    """*would not say whether P*: a clause that opens with a word that asks."""
    first = next(t for t in clause.tokens if t.end > found.spans[0][0])
    return first.lower in ctx.pack.question_words


def _before_content(clause: Clause, cue: Cue, found: Content) -> Cue:
    """The cue without the mark of an infinitive that its phrase ends with: *appelle | à voter*."""
    start = found.spans[0][0]
    if found.how != "infinitive" or not cue.start < start < cue.end:
        return cue
    last = max(t.index for t in clause.tokens if t.end <= start)
    return evolve(cue, last=last, end=clause.tokens[last].end) if last >= cue.head else cue


def _with_noun(clause: Clause, cue: Cue, found: Content) -> Cue:
    """The cue with the noun that what is said hangs from: *issued a warning*, *a exprimé le vœu*."""
    between = (t for t in clause.tokens[cue.last + 1 :] if t.start < found.spans[0][0])
    noun = next((t for t in between if t.upos == "NOUN"), None)
    return evolve(cue, last=noun.index, end=noun.end) if noun is not None else cue


def _is_carried(clause: Clause, source: Holder, cue: Cue) -> bool:
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
    return speaker.head.upos in ("PROPN", "PRON") or ctx.names(speaker.head, "person", "organization", "group")


def _is_narrator(ctx: Context, cue: Cue, speaker: Speaker) -> bool:
    """*Nous pensons que*, outside any quotation: the article's own voice."""
    if ctx.document.folded[cue.start : cue.end].lower() in ctx.pack.hearsay["adverbs"]:
        # *dit-on*: what the article says itself, as something heard.
        return True
    first_person = speaker.head is not None and speaker.head.lower.lstrip("-") in ctx.pack.first_person
    impersonal = speaker.head is not None and speaker.head.lower.lstrip("-") in ctx.pack.impersonal_pronouns
    return first_person and not impersonal and ctx.quotation(cue.start) is None


def _is_imperative(ctx: Context, clause: Clause, cue: Cue) -> bool:
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


def is_negated(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """A negation in the cue, or right before it: *did not deny*, *n'a ni confirmé ni démenti*."""
    group = clause.tokens[max(0, cue.first - 1) : cue.last + 1]
    subject = own_subject(clause.sentence, clause.tokens[cue.head], ctx.pack, cue.first)
    # *Neither the army nor the rebels would say whether P.*
    pair = clause.sentence.children(subject, "cc") if subject is not None else ()
    none = clause.sentence.children(subject, "det") if subject is not None else ()
    nobody = subject is not None and subject.features.get("PronType") == "Neg"
    return nobody or any(t.lower in ctx.pack.negations for t in (*group, *pair, *none))


def _is_declined(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*declined to say whether*, *s'est refusé à confirmer que*: nobody says so."""
    if cue.form != "infinitive":
        return False
    before = clause.tokens[max(0, cue.first - 3) : cue.first]
    return any({t.lemma.lower(), t.lower} & ctx.pack.declining for t in before)


def _is_aim(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Afin de savoir si P, X …*, *la question est de savoir si P*: what is still to be known is nobody's thought."""
    if cue.form not in ("infinitive", "verb") or not all(s.mental for s in cue.senses):
        return False
    verb = clause.tokens[cue.head]
    asks = cue.last + 1 < len(clause.tokens) and clause.tokens[cue.last + 1].lower in ctx.pack.whether
    return asks and verb.features.get("VerbForm") == "Inf" and cue.first == cue.head


def _is_obliged(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Il faut craindre P*, *faut-il redouter P ?*, *se faire appeler X*: nobody that is named says so."""
    tokens = clause.tokens
    above = clause.sentence.head(tokens[cue.head])
    if tokens[cue.head].features.get("VerbForm") != "Inf":
        return False
    place = cue.head - 1
    if place > 0 and tokens[place].lemma in ctx.pack.impersonal["suffered"]:
        # *se faisant appeler X*: others say so.
        return any(
            t.features.get("Reflex") == "Yes" or t.lower in ("se", "s'") for t in tokens[max(0, place - 2) : place]
        )
    return cue.form == "infinitive" and above is not None and above.lemma in ctx.pack.impersonal["obliging"]


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
    if (
        free
        and not passive
        and "clause" in cue.takes
        and (opening := clauses.complement_start(ctx, clause, cue, place)) is not None
    ):
        return opening[1] == "clause"
    closed = place >= len(tokens) or tokens[place].upos == "PUNCT"
    if free and closed and inserted_speaker(ctx, clause, cue.first) is not None:
        return True
    if free and not passive and _is_only_verb(ctx, clause, cue):
        return True
    quotation = ctx.quotation_from(ctx.skip(tokens[cue.last].end, ",:"))
    return quotation is not None and len(ctx.document.text[quotation.start : quotation.end].split()) >= _FEWEST_WORDS


def _is_only_verb(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Visiting Ostley, the leader, Ann Pryce, called for P*: no other word of the sentence can be its finite verb."""
    tokens = clause.tokens
    phrase = any(s.after for s in cue.senses)
    object_follows = cue.last + 1 < len(tokens) and tokens[cue.last + 1].upos in ("DET", "PRON", "PROPN")
    return (phrase or object_follows) and not ctx.is_finite(clause.sentence, clause.sentence.start, clause.sentence.end)


def _outside(source: Holder | None, found: Content) -> Holder | None:
    """The part of a source mention that no content covers."""
    for start, end in found.spans:
        if source is None or (start <= source.start and source.end <= end):
            return None
        if source.start < start < source.end:
            source = evolve(source, end=start)
        elif source.start < end < source.end:
            source = evolve(source, start=end)
    return source


def _content(ctx: Context, clause: Clause, cue: Cue, speaker: Speaker, impersonal: bool) -> Content | None:
    """The first pattern that holds, the surest ones first."""
    takes = cue.takes
    begin = speaker.begin
    # *P, a-t-on appris*: nobody in particular may stand behind what is said, too.
    behind = speaker.inverted or asides.passive_start(ctx, clause, cue) is not None
    said = takes & {"quote", "aside"} and (behind or not impersonal)
    # What a participle or infinitive says stands after it: *« P », dit-elle, ajoutant que Q*.
    finite = said and not is_nonfinite(clause, cue)
    ahead = asides.before(ctx, clause, cue, speaker.holder, speaker.inverted, begin) if finite else None
    quoted = ahead is not None and ahead.how == "quote"
    if ahead is not None and behind and (quoted or "aside" in takes):
        return ahead
    if takes & {"small_clause", "judged"} and (found := objects.judged(ctx, clause, cue, speaker.holder)):
        return found
    if "clause" in takes and (found := clauses.after_clause(ctx, clause, cue, begin)):
        return found
    if "bare_clause" in takes and cue.form != "past" and (found := clauses.bare_clause(ctx, clause, cue, begin)):
        return found
    if quoted and ahead is not None and len(ahead.spans) > 1 and ahead.spans[0][1] > clause.sentence.start:
        return ahead
    judges = takes & {"figure", "predicate"}
    if judges and (found := valued_subject(ctx, clause, cue, speaker.holder)):
        return found
    if judges and not impersonal and not speaker.inverted and (found := valued(ctx, clause, cue, begin)):
        return found
    at_once = "infinitive" in takes and not impersonal and objects.opens_infinitive(ctx, clause, begin)
    if at_once and (found := objects.infinitive(ctx, clause, cue, begin)):
        # *dit avoir entendu « P »*: the quotation is a part of it.
        return found
    if said and (found := after_quote(ctx, clause, cue, begin)):
        if ahead is not None and len(ahead.spans) > 1 and _is_unfinished(clause, ahead):
            return ahead
        return _joined(clause, ahead, found) if quoted and ahead is not None else found
    if quoted and ahead is not None and ahead.spans[0][1] > clause.sentence.start:
        return ahead
    if "attribute" in takes and not impersonal and (found := objects.attribute(ctx, clause, cue, begin)):
        return found
    if "through_noun" in takes and not impersonal and (found := objects.through_noun(ctx, clause, cue, begin)):
        return found
    addressed = impersonal and "told" in takes and cue.form == "verb"
    infinite = addressed or (takes & {"infinitive", "accusative"} and not impersonal)
    if infinite and (found := objects.infinitive(ctx, clause, cue, begin)):
        return found
    if "gerund" in takes and (found := objects.gerund(ctx, clause, cue, begin)):
        return found
    if takes & {"noun", "passive", "likened"} and (found := objects.passive_subject(ctx, clause, cue, speaker.holder)):
        return found
    if (
        takes & {"small_clause", "likened"}
        and cue.form != "past"
        and (found := objects.small_clause(ctx, clause, cue, begin))
    ):
        return found
    if (
        ahead is not None
        and (quoted or "aside" in takes)
        and cue.form in ("verb", "past")
        and _is_aside(ctx, clause, cue)
    ):
        return ahead
    if takes & _NOUNS and not _has_fronted_object(clause, cue):
        found = objects.noun_object(ctx, clause, cue, begin)
        said_before = bool(takes & {"noun", "noun_if_document"})
        if found is None or said_before or ("noun_if_thing" in takes and _is_thing(ctx, clause, found)):
            return found
        return found if "noun_if_said" in takes and _is_said(ctx, clause, found) else None
    return None


def _is_said(ctx: Context, clause: Clause, found: Content) -> bool:
    """What is rejected is something that was said: *rejects the claims*, not *rejects the offer*."""
    start, end = found.spans[0]
    nouns = [t for t in clause.tokens if start <= t.start < end and t.upos in ("NOUN", "PRON")]
    said = ctx.pack.nouns | ctx.pack.sayings
    return bool(nouns) and bool({nouns[0].lemma.lower(), nouns[0].lower} & said)


def _is_unfinished(clause: Clause, ahead: Content) -> bool:
    """*Being asked was, X says, “like P”*: what stands before the cue breaks off behind a copula or an auxiliary."""
    last = next((t for t in clause.tokens if t.end >= ahead.spans[0][1]), None)
    return ahead.how == "aside" and last is not None and last.upos == "AUX"


def _is_thing(ctx: Context, clause: Clause, found: Content) -> bool:
    """What is questioned or cited is nobody: *questions his motives*, not *questions the suspect*."""
    start, end = found.spans[0]
    head = next(
        (t for t in clause.tokens if start <= t.start < end and not start <= _place(clause, t.head) < end), None
    )
    return head is not None and not ctx.may_speak(head)


def _place(clause: Clause, index: int) -> int:
    """The offset of a token, -1 for the root's head."""
    return clause.tokens[index].start if index >= 0 else -1


def _joined(clause: Clause, ahead: Content, behind: Content) -> Content:
    """*“P,” X said on Monday, but “Q”*: quotations on both sides of their cue are one content."""
    same = clause.sentence.start < ahead.spans[0][1] and ahead.spans[-1][1] <= behind.spans[0][0]
    return evolve(behind, spans=(*ahead.spans, *behind.spans), source=ahead.source) if same else behind


def _has_fronted_object(clause: Clause, cue: Cue) -> bool:
    """*ce que craignent les habitants*: the object is a relative pronoun before the verb."""
    before = clause.tokens[cue.first - 1] if cue.first else None
    return (
        before is not None
        and before.upos == "PRON"
        and before.features.get("PronType") == "Rel"
        and before.dep == "obj"
    )


def _is_aside(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """Little follows the cue, and no object (*P, X said on Monday.*), or a comma does (*P, X said, Q*)."""
    tokens = clause.tokens
    if cue.last + 1 < len(tokens) and tokens[cue.last + 1].text == ",":
        return True
    if _is_parenthesis(ctx, clause, cue):
        return True
    objects_after = [c for c in clause.sentence.children(tokens[cue.head], "obj") if c.index > cue.last]
    if objects_after and tokens[cue.head].lemma not in ctx.pack.addressed:
        return False
    return sum(t.upos != "PUNCT" for t in tokens[cue.last + 1 :]) <= 8


def _is_parenthesis(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*The difference, he told me on Friday, is that P*: commas around the cue, and no verb before the second."""
    tokens = clause.tokens
    comma = next((t for t in tokens[cue.last + 1 : cue.last + 9] if t.text == ","), None)
    relative = cue.first > 0 and tokens[cue.first - 1].features.get("PronType") == "Rel"
    if comma is None or relative or ctx.is_finite(clause.sentence, clause.sentence.start, cue.start):
        return False
    after = next((t for t in tokens[comma.index + 1 :] if t.upos not in ("ADV", "PART")), None)
    goes_on = after is not None and after.features.get("VerbForm") == "Fin"
    return goes_on and not ctx.is_finite(clause.sentence, cue.end, comma.start)


def _impersonal(ctx: Context, clause: Clause, cue: Cue, speaker: Speaker) -> bool:
    """*il est estimé que*, *it is feared that*, *on craint que*: nobody in particular."""
    verb = clause.tokens[cue.head]
    if speaker.head is not None and speaker.head.lower.lstrip("-").removeprefix("t-") in ctx.pack.impersonal_pronouns:
        return True
    return is_passive(clause.sentence, verb, ctx.pack) and speaker.holder is None


def _is_the_quotations_own(ctx: Context, cue: Cue, speaker: Speaker) -> bool:
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
    addressed = speaker.head is not None and speaker.head.lower in ctx.pack.pronouns.get("second", ())
    return first_person or addressed or cue.form != "verb"


# What a noun phrase may be: any at all, what a document shows, something said, or no person.
_NOUNS = frozenset(("noun", "noun_if_document", "noun_if_said", "noun_if_thing"))

# Noun phrases that need no document as their subject.
_ANYBODYS = frozenset(("noun", "noun_if_said", "noun_if_thing", "passive"))

_SERVES = {
    "clause": {"clause", "bare_clause", "quote"},
    "through_noun": {"through_noun"},
    "quote": {"quote", "aside", "clause", "noun"},
    "colon": {"quote", "clause", "aside"},
    "aside": {"aside"},
    "infinitive": {"infinitive", "gerund", "attribute", "accusative", "resultative", "told"},
    "noun": {*_NOUNS, "passive"},
    "small_clause": {"small_clause", "judged", "likened"},
    "valued": {"figure", "predicate"},
}


# A sky that announces rain, a decision that promises debates: where no clause is said, somebody has to speak.
_NEEDS_SPEAKER = frozenset(("noun", "infinitive", "valued"))


def _is_unreal(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*ne reconnaîtrait pas P*, *did not claim to P*, *could dismiss P*: nothing has been said by it."""
    verb = clause.tokens[cue.head]
    if is_negated(ctx, clause, cue) and ctx.pack.lemmas(verb.lemma, verb.text) & ctx.pack.open:
        return False
    hanging = clause.sentence.children(verb, "aux", "advmod")
    # What stands behind the verb negates what is said: *prétend ne rien savoir*.
    group = [*clause.tokens[cue.first : cue.head], *(t for t in hanging if t.index < cue.head)]
    if any(t.lower in ctx.pack.unreal for t in group if t.upos == "AUX") or verb.features.get("Mood") == "Cnd":
        return True
    return (
        any(t.lower in ctx.pack.negations for t in group) and not ctx.pack.lemmas(verb.lemma, verb.text) & ctx.pack.open
    )


def _cannot_speak(ctx: Context, source: Holder) -> bool:
    """A thing that was spoken of, or a time: *ce score confirme P*, *la nuit promet d'être longue*; or an expletive."""
    sentence = ctx.document.sentences[source.sentence]
    head = sentence.tokens[source.token]
    named = any(t.upos == "PROPN" for t in sentence.tokens[head.index : head.index + 4])
    if head.upos != "NOUN" or named or ctx.may_speak(head):
        return head.dep == "expl"
    pointed = any(t.lower in ctx.pack.determiners["demonstrative"] for t in sentence.children(head, "det"))
    return pointed or bool({head.lemma.lower(), head.lower} & ctx.pack.time_words)


def _is_neuter(ctx: Context, source: Holder) -> bool:
    """*That suggests that P*: a pronoun for what has been said, and for nobody."""
    head = ctx.document.sentences[source.sentence].tokens[source.token]
    features = head.features
    one = features.get("Number") == "Sing" and "Gender" not in features
    return head.upos == "PRON" and features.get("PronType") == "Dem" and one


def _is_mute(ctx: Context, source: Holder) -> bool:
    """The head of the mention is a noun for what cannot speak, by the pack's words and endings."""
    tokens = ctx.document.sentences[source.sentence].tokens
    head = tokens[source.token]
    named = any(t.upos == "PROPN" for t in tokens if source.start <= t.start < source.end)
    # A capital in mid-sentence is a name's, whatever the tagger says (*la Poste*).
    named = named or (head.index > 0 and head.text[0].isupper())
    if head.upos != "NOUN" or named or ctx.may_speak(head):
        return False
    forms = {head.lemma.lower(), head.lower}
    endings = tuple(word[1:] for word in ctx.pack.mute if word.startswith("-"))
    return bool(forms & ctx.pack.mute) or any(form.removesuffix("s").endswith(endings) for form in forms)


def _may_say(ctx: Context, senses: tuple[Verb, ...], source: Holder | None, how: str, nonfinite: bool) -> bool:
    """A sense that needs a document as its subject has one, or somebody; one that only tells is finite, too."""
    if source is not None and _is_neuter(ctx, source):
        return False
    if source is not None and how in _NEEDS_SPEAKER and (_is_mute(ctx, source) or _cannot_speak(ctx, source)):
        return False
    if any(s.needs is None and not (how == "noun" and not s.takes & _ANYBODYS) for s in senses):
        return True
    if source is None:
        return any(s.needs in ("nobody", "hearing") for s in senses)
    senses = tuple(s for s in senses if s.needs not in ("nobody", "hearing"))
    if not senses:
        return False
    head = ctx.document.sentences[source.sentence].tokens[source.token]
    if any(s.needs == "somebody" for s in senses):
        return ctx.may_speak(head) and not ctx.names(head, "document")
    if any(s.needs == "speaker" for s in senses):
        return ctx.may_speak(head) and (how == "valued" or not nonfinite)
    nouns = ctx.pack.source_nouns["document"]
    return bool({head.lemma.lower(), head.lower, head.lower.rstrip("s")} & nouns)
