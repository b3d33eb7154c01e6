"""Whether a verb says something where it stands: who may say it, in which sense, and for real."""

from factcheck.grammar.subjects import own_subject
from factcheck.grammar.values import Construction, Cue
from factcheck.languages import Verb
from factcheck.languages.vocabulary import Needs, Takes
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause, SourceMention
from factcheck.report import SourceType

# Noun phrases that need no document as their subject.
_ANYBODYS = frozenset((Takes.NOUN, Takes.NOUN_IF_SAID, Takes.NOUN_IF_THING, Takes.PASSIVE))

# A sky that announces rain, a decision that promises debates: where no clause is said, somebody has to speak.
NEEDS_SPEAKER = frozenset((Construction.NOUN, Construction.INFINITIVE))


def is_negated(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """A negation in the cue, or right before it: *did not deny*, *n'a ni confirmé ni démenti*."""
    group = clause.tokens[max(0, cue.first - 1) : cue.last + 1]
    subject = own_subject(clause.sentence, clause.tokens[cue.head], ctx.pack, cue.first)
    # *Neither the army nor the rebels would say whether P.*
    pair = clause.sentence.children(subject, "cc") if subject is not None else ()
    none = clause.sentence.children(subject, "det") if subject is not None else ()
    nobody = subject is not None and subject.features.get("PronType") == "Neg"
    return nobody or any(t.lower in ctx.pack.negations for t in (*group, *pair, *none))


def is_unreal(ctx: Context, clause: Clause, cue: Cue) -> bool:
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


def _cannot_speak(ctx: Context, source: SourceMention) -> bool:
    """A thing that was spoken of, or a time: *ce score confirme P*, *la nuit promet d'être longue*; or an expletive."""
    sentence = ctx.document.sentences[source.sentence]
    head = sentence.tokens[source.token]
    named = any(t.upos == "PROPN" for t in sentence.tokens[head.index : head.index + 4])
    if head.upos != "NOUN" or named or ctx.may_speak(head):
        return head.dep == "expl"
    pointed = any(t.lower in ctx.pack.determiners.demonstrative for t in sentence.children(head, "det"))
    return pointed or bool({head.lemma.lower(), head.lower} & ctx.pack.time_words)


def _is_neuter(ctx: Context, source: SourceMention) -> bool:
    """*That suggests that P*: a pronoun for what has been said, and for nobody."""
    head = ctx.document.sentences[source.sentence].tokens[source.token]
    features = head.features
    one = features.get("Number") == "Sing" and "Gender" not in features
    return head.upos == "PRON" and features.get("PronType") == "Dem" and one


def _is_mute(ctx: Context, source: SourceMention) -> bool:
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


def may_say(
    ctx: Context, senses: tuple[Verb, ...], source: SourceMention | None, how: Construction, nonfinite: bool
) -> bool:
    """A sense that needs a document as its subject has one, or somebody; one that only tells is finite, too."""
    if source is not None and _is_neuter(ctx, source):
        return False
    if source is not None and how in NEEDS_SPEAKER and (_is_mute(ctx, source) or _cannot_speak(ctx, source)):
        return False
    if any(s.needs is None and not (how is Construction.NOUN and not s.takes & _ANYBODYS) for s in senses):
        return True
    if source is None:
        return any(s.needs in (Needs.NOBODY, Needs.HEARING) for s in senses)
    senses = tuple(s for s in senses if s.needs not in (Needs.NOBODY, Needs.HEARING))
    if not senses:
        return False
    head = ctx.document.sentences[source.sentence].tokens[source.token]
    if any(s.needs == Needs.SOMEBODY for s in senses):
        return ctx.may_speak(head) and not ctx.names(head, SourceType.DOCUMENT)
    if any(s.needs == Needs.SPEAKER for s in senses):
        return ctx.may_speak(head) and not nonfinite
    nouns = ctx.pack.source_nouns.document
    return bool({head.lemma.lower(), head.lower, head.lower.rstrip("s")} & nouns)
