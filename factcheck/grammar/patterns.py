"""Which of the patterns of a cue verb holds, and what is said by it."""

from attrs import evolve

from factcheck.grammar import clauses, objects, parentheticals
from factcheck.grammar.adjacent import Speaker
from factcheck.grammar.boundaries import is_nonfinite
from factcheck.grammar.noun_objects import noun_object
from factcheck.grammar.quoted import after_quote
from factcheck.grammar.values import Construction, Content, Cue, CueForm
from factcheck.languages.vocabulary import Takes
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause
from factcheck.syntax.forms import is_finite

# What a noun phrase may be: any at all, what a document shows, something said, or no person.
NOUNS = frozenset((Takes.NOUN, Takes.NOUN_IF_DOCUMENT, Takes.NOUN_IF_SAID, Takes.NOUN_IF_THING))


def content_of(ctx: Context, clause: Clause, cue: Cue, speaker: Speaker, impersonal: bool) -> Content | None:
    """The first pattern that holds, the surest ones first."""
    takes = cue.takes
    begin = speaker.begin
    # *P, a-t-on appris*: nobody in particular may stand behind what is said, too.
    behind = speaker.inverted or parentheticals.passive_start(ctx, clause, cue) is not None
    said = takes & {Takes.QUOTE, Takes.ASIDE} and (behind or not impersonal)
    # What a participle or infinitive says stands after it: *« P », dit-elle, ajoutant que Q*.
    finite = said and not is_nonfinite(clause, cue)
    ahead = parentheticals.before(ctx, clause, cue, speaker.holder, speaker.inverted, begin) if finite else None
    quoted = ahead is not None and ahead.how is Construction.QUOTE
    if ahead is not None and behind and (quoted or Takes.ASIDE in takes):
        return ahead
    if found := objects.told_passive(ctx, clause, cue, speaker.holder):
        return found
    if takes & {Takes.SMALL_CLAUSE, Takes.JUDGED} and (found := objects.judged(ctx, clause, cue, speaker.holder)):
        return found
    if Takes.CLAUSE in takes and (found := clauses.after_clause(ctx, clause, cue, begin)):
        return found
    if (
        takes & {Takes.BARE_CLAUSE, Takes.SUBJUNCTIVE}
        and cue.form is not CueForm.PAST
        and (found := clauses.bare_clause(ctx, clause, cue, begin))
    ):
        return found
    if quoted and ahead is not None and len(ahead.spans) > 1 and ahead.spans[0][1] > clause.sentence.start:
        return ahead
    at_once = Takes.INFINITIVE in takes and not impersonal and objects.opens_infinitive(ctx, clause, begin)
    if at_once and (found := objects.infinitive(ctx, clause, cue, begin)):
        # *dit avoir entendu « P »*: the quotation is a part of it.
        return found
    if said and (found := after_quote(ctx, clause, cue, begin)):
        if ahead is not None and len(ahead.spans) > 1 and _goes_on(ctx, clause, ahead, speaker):
            return ahead
        return _joined(clause, ahead, found, speaker) if quoted and ahead is not None else found
    if quoted and ahead is not None and ahead.spans[0][1] > clause.sentence.start:
        return ahead
    if Takes.ATTRIBUTE in takes and not impersonal and (found := objects.attribute(ctx, clause, cue, begin)):
        return found
    if Takes.THROUGH_NOUN in takes and not impersonal and (found := objects.through_noun(ctx, clause, cue, begin)):
        return found
    addressed = impersonal and Takes.TOLD in takes and cue.form is CueForm.VERB
    infinite = addressed or (takes & {Takes.INFINITIVE, Takes.ACCUSATIVE} and not impersonal)
    if infinite and (found := objects.infinitive(ctx, clause, cue, begin)):
        return found
    if Takes.COURSE in takes and not impersonal and (found := objects.course(ctx, clause, cue, begin)):
        return found
    if Takes.GERUND in takes and (found := objects.gerund(ctx, clause, cue, begin)):
        return found
    if takes & {Takes.NOUN, Takes.PASSIVE, Takes.LIKENED} and (
        found := objects.passive_subject(ctx, clause, cue, speaker.holder)
    ):
        return found
    if (
        takes & {Takes.SMALL_CLAUSE, Takes.LIKENED, Takes.BLAMED}
        and cue.form is not CueForm.PAST
        and (found := objects.small_clause(ctx, clause, cue, begin))
    ):
        return found
    if (
        ahead is not None
        and (quoted or Takes.ASIDE in takes)
        and cue.form in (CueForm.VERB, CueForm.PAST)
        and _is_aside(ctx, clause, cue)
    ):
        return ahead
    if takes & NOUNS and not _has_fronted_object(clause, cue):
        found = noun_object(ctx, clause, cue, begin)
        said_before = bool(takes & {Takes.NOUN, Takes.NOUN_IF_DOCUMENT})
        if found is None or said_before or (Takes.NOUN_IF_THING in takes and _is_thing(ctx, clause, found)):
            return found
        return found if Takes.NOUN_IF_SAID in takes and _is_said(ctx, clause, found) else None
    return None


def _is_said(ctx: Context, clause: Clause, found: Content) -> bool:
    """What is rejected is something that was said: *rejects the claims*, not *rejects the offer*."""
    start, end = found.spans[0]
    nouns = (t for t in clause.tokens if start <= t.start < end and t.upos in ("NOUN", "PRON"))
    first = next(nouns, None)
    return first is not None and ctx.is_saying(first)


def _goes_on(ctx: Context, clause: Clause, ahead: Content, speaker: Speaker) -> bool:
    """What stands before the cue and the quotation behind it are one content.

    What stands before it breaks off behind an auxiliary (*Being asked was, X says, “like P”*); or it is a subject
    whose verb is quoted (*The knee, X said, “has given up”*), or a statement (*He was tired, X said, “but happy”*).
    """
    if ahead.how is not Construction.ASIDE:
        return False
    last = next((t for t in clause.tokens if t.end >= ahead.spans[0][1]), None)
    if last is not None and last.upos == "AUX":
        return True
    between = ctx.document.text[ahead.spans[0][1] : ahead.spans[1][0]]
    if speaker.holder is None or speaker.holder.start < ahead.spans[0][1] or not between.rstrip().endswith(","):
        return False
    if parentheticals.is_statement(clause, ahead.spans[0]):
        return True
    return parentheticals.opens_predicate(clause, ahead.spans[1][0]) and not ctx.is_finite(
        clause.sentence, *ahead.spans[0]
    )


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


def _joined(clause: Clause, ahead: Content, behind: Content, speaker: Speaker) -> Content:
    """*“P,” X said on Monday, but “Q”*: quotations on both sides of their cue are one content.

    *“P,” X wrote in “Q”*: right behind the cue and its preposition stands where it was said.
    """
    lead = [t for t in clause.tokens[speaker.begin :] if t.end <= behind.spans[0][0]]
    if lead and lead[0].upos == "ADP" and all(t.upos in ("ADP", "DET") for t in lead):
        return ahead
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
    if _is_parenthesis(ctx, clause, cue) or _is_dated(ctx, clause, cue):
        return True
    objects_after = [c for c in clause.sentence.children(tokens[cue.head], "obj") if c.index > cue.last]
    if objects_after and tokens[cue.head].lemma not in ctx.pack.addressed:
        return False
    return sum(t.upos != "PUNCT" for t in tokens[cue.last + 1 :]) <= 8


def _is_dated(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*P, X said on Friday afternoon, as they left*: words of time up to a comma."""
    tokens = clause.tokens
    comma = next((t.index for t in tokens[cue.last + 1 : cue.last + 6] if t.text == ","), None)
    inside = tokens[cue.last + 1 : comma] if comma is not None else ()
    timely = any({t.lower, t.lemma.lower()} & ctx.pack.time_words for t in inside)
    return timely and all(t.upos in ("ADP", "ADV", "DET", "ADJ", "NOUN", "PROPN", "NUM") for t in inside)


def _is_parenthesis(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*The difference, he told me on Friday, is that P*: commas around the cue, and no verb before the second."""
    tokens = clause.tokens
    comma = next((t for t in tokens[cue.last + 1 : cue.last + 1 + parentheticals.LONGEST_FRAME] if t.text == ","), None)
    relative = cue.first > 0 and tokens[cue.first - 1].features.get("PronType") == "Rel"
    if comma is None or relative or ctx.is_finite(clause.sentence, clause.sentence.start, cue.start):
        return False
    after = next((t for t in tokens[comma.index + 1 :] if t.upos not in ("ADV", "PART")), None)
    goes_on = after is not None and is_finite(after)
    return goes_on and not ctx.is_finite(clause.sentence, cue.end, comma.start)
