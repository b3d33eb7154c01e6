"""Who a cue verb makes speak, and on which side of it."""

from itertools import pairwise

from attrs import evolve, frozen

from factcheck.attributions.absolute import absolute_subject
from factcheck.attributions.context import Context
from factcheck.attributions.cues import is_inverted_clitic
from factcheck.attributions.edges import is_nonfinite
from factcheck.attributions.inserted import inserted_speaker
from factcheck.attributions.nameless import past_reason
from factcheck.attributions.neighbours import following, preceding
from factcheck.attributions.phrases import phrase
from factcheck.attributions.quoted import quotation_before
from factcheck.attributions.series import leader
from factcheck.attributions.subjects import is_passive, own_subject, subject
from factcheck.attributions.values import Clause, Content, Cue, Holder
from factcheck.languages import Pack
from factcheck.tokens import Sentence, Token

# What stands around an apposition or a relative clause between a name and its verb.
_INSERTED = frozenset(((",", ","), ("(", ")"), ("-", "-")))

# What stands between a title and the name of who bears it.
_COMPLEMENT = frozenset(("ADP", "DET", "NOUN", "ADJ", "PROPN", "NUM"))

_STOPS = frozenset(".!?…")

# How far after a passive its agent may stand, in tokens.
_AGENT_REACH = 14

# So many words may be a sentence.
_SENTENCE = 8

# What opens a turn of a dialogue.
DASHES = frozenset(("-", "–", "—", "--"))

# What ends the words that an inverted cue follows.
TIES = frozenset((",", "-", "–", "—", "?", "!", "…"))


@frozen
class Speaker:
    """The subject of a cue as far as it is known: its mention, its head, and whether it stands after the verb."""

    holder: Holder | None
    head: Token | None
    inverted: bool
    begin: int
    """The token at which the complement may begin."""


def find_speaker(ctx: Context, clause: Clause, cue: Cue) -> Speaker:
    """Who a cue verb makes speak: its own subject, one after it, one that it shares, or the nearest phrase."""
    tokens = clause.tokens
    sentence = clause.sentence
    after = past_reason(ctx, clause, cue.last + 1)
    clitic = next((t for t in tokens[cue.first : cue.last + 1] if is_inverted_clitic(t, ctx.pack)), None)
    if clitic is not None:
        word = clitic.lower.lstrip("-").removeprefix("t-").lstrip("-")
        return Speaker(Holder(clause.index, clitic.index, clitic.end - len(word), clitic.end), clitic, True, after)
    if cue.form == "participle" and (alone := absolute_subject(ctx, clause, cue.first)) is not None:
        return Speaker(alone, tokens[alone.token], False, after)
    if (mistaken := _before_mistaken(clause, cue)) is not None:
        return Speaker(mistaken, tokens[mistaken.token], False, after)
    if (message := _message(ctx, clause, cue)) is not None:
        return Speaker(message, tokens[message.token], False, after)
    inserted = inserted_speaker(ctx, clause, _finite_group(sentence, tokens[cue.head], cue))
    if inserted is not None:
        return Speaker(inserted, tokens[inserted.token], False, after)
    if (first := leader(sentence, tokens[cue.head], ctx.pack)) is not None:
        holder, head = subject(sentence, first, clause.index, ctx.pack)
        if holder is None:
            holder, _ = preceding(sentence, first.index, clause.index, ctx.pack)
        return Speaker(holder, head, False, after)
    misled = False
    passive = is_passive(sentence, tokens[cue.head], ctx.pack)
    if cue.form == "verb" and not passive and (quoted := _beside_quotation(ctx, clause, cue)) is not None:
        return quoted
    for verb in _verbs(clause, cue):
        own = own_subject(sentence, verb, ctx.pack, cue.first)
        if own is not None and own.index < cue.first and not passive:
            misled = _belongs_before(ctx, clause, cue, own)
            if not misled:
                holder, head = subject(sentence, verb, clause.index, ctx.pack, before=cue.first)
                return Speaker(holder, head, False, after)
    if cue.form == "verb" and _may_invert(ctx, clause, cue):
        surface, begin = following(sentence, past_adjuncts(sentence, after, ctx.pack), clause.index, ctx.pack)
        if surface is not None and _is_closed(ctx, clause, begin) and not _is_object(ctx, clause, cue, surface, begin):
            return _named(clause, Speaker(surface, tokens[surface.token], True, begin))
    verb = _same_speaker(ctx, clause, cue) or tokens[cue.head]
    beside = cue.form == "verb" and not passive and cue.first and tokens[cue.first - 1].upos in ("PROPN", "NOUN")
    holder, head = (None, None) if misled or beside else subject(sentence, verb, clause.index, ctx.pack)
    if cue.form == "infinitive" and head is not None and ctx.quotation(head.start) and not ctx.quotation(cue.start):
        # What is quoted does not speak: *a dit X, avant de poursuivre « P »*.
        holder, head = _unquoted(ctx, clause, cue), None
    if cue.form == "participle" and holder is not None and ctx.quotation(holder.start) and not ctx.quotation(cue.start):
        # *X estime que « P », évoquant Q*: who estimates goes on.
        holder, head = _around(ctx, clause, cue) or holder, None
    if holder is None and cue.form == "verb" and not passive:
        holder, _ = preceding(sentence, cue.first, clause.index, ctx.pack)
        head = tokens[holder.token] if holder is not None else None
    if head is None and (agent := _agent(ctx, clause, cue)) is not None:
        return agent
    # *Estimant que P, X a démissionné*: the subject of the main clause, and no inverted one.
    inverted = head is not None and head.index > cue.last and not passive and not is_nonfinite(clause, cue)
    begin = next((t.index for t in tokens if t.start >= holder.end), len(tokens)) if inverted and holder else after
    return _named(clause, Speaker(holder, head, inverted, begin))


def _before_mistaken(clause: Clause, cue: Cue) -> Holder | None:
    """*P, a study published on Tuesday concludes.*: the phrase behind the comma, where the verb is taken for a noun."""
    tokens = clause.tokens
    comma = next((t.index for t in reversed(tokens[: cue.first]) if t.text == ","), None)
    if cue.form != "verb" or tokens[cue.head].upos != "NOUN" or comma is None or tokens[comma + 1].upos != "DET":
        return None
    stop = next((t.index for t in tokens[comma + 1 : cue.first] if t.upos in ("VERB", "ADP")), cue.first)
    inside = tokens[comma + 2 : stop]
    head = next((t for t in reversed(inside) if t.upos in ("NOUN", "PROPN")), inside[-1] if inside else None)
    return Holder(clause.index, head.index, tokens[comma + 1].start, head.end) if head is not None else None


def _message(ctx: Context, clause: Clause, cue: Cue) -> Holder | None:
    """*all they get is a message saying that P*: the document right before a participle, whatever it hangs from."""
    before = clause.tokens[cue.first - 1] if cue.first else None
    if cue.form != "participle" or before is None or before.upos != "NOUN" or not ctx.names(before, "document"):
        return None
    return phrase(clause.sentence, before, clause.index, 0, before.index, ctx.pack)


def _finite_group(sentence: Sentence, verb: Token, cue: Cue) -> int:
    """Where the group of the cue begins, or of the verb that it hangs from: *said, | adding that P*."""
    governor = sentence.head(verb)
    if cue.form != "participle" or governor is None or governor.upos != "VERB" or governor.index > cue.first:
        return cue.first
    return min([governor.index, *(t.index for t in sentence.children(governor, "aux"))])


def _verbs(clause: Clause, cue: Cue) -> tuple[Token, ...]:
    """The words of a cue that may have its subject: *ont peur* has it at the noun, of which the verb is a copula."""
    tokens = clause.tokens
    head = tokens[cue.head]
    above = clause.sentence.head(head) if head.dep in ("aux", "cop") else None
    predicate = (above,) if above is not None and cue.first <= above.index <= cue.last else ()
    return (head, tokens[cue.first], *predicate)


def _named(clause: Clause, speaker: Speaker) -> Speaker:
    """An inverted speaker with the name that stands behind what the title takes: *a dit l'adjoint à la voirie, X.*"""
    tokens = clause.tokens
    holder, head = speaker.holder, speaker.head
    if holder is None or head is None or not speaker.inverted or head.upos != "NOUN":
        return speaker
    inside = [t for t in tokens[head.index :] if t.start < holder.end]
    place = inside[-1].index + 1 if inside else len(tokens)
    while place < len(tokens) and (tokens[place].upos in _COMPLEMENT or _is_past_participle(tokens[place])):
        place += 1
    stop = place + 1
    while stop < len(tokens) and tokens[stop].upos == "PROPN":
        stop += 1
    closed = stop >= len(tokens) or tokens[stop].upos == "PUNCT"
    if place >= len(tokens) or tokens[place].text != "," or stop == place + 1 or not closed:
        return speaker
    return evolve(speaker, holder=evolve(holder, end=tokens[stop - 1].end), begin=stop)


def _is_past_participle(token: Token) -> bool:
    return token.features.get("VerbForm") == "Part" and token.features.get("Tense") == "Past"


def _beside_quotation(ctx: Context, clause: Clause, cue: Cue) -> Speaker | None:
    """Who speaks right behind a quotation, by the surface: *« P », nous a confié X*; *“P,” X, a baker, said*."""
    tokens = clause.tokens
    sentence = clause.sentence
    left = group_start(clause, cue, ctx.pack)
    if (quotation := quotation_before(ctx, clause, tokens[left].start)) is not None:
        own = own_subject(sentence, tokens[cue.head], ctx.pack, left)
        if own is not None and own.index < left and own.end <= quotation.start:
            return None
        place = past_adjuncts(sentence, cue.last + 1, ctx.pack)
        surface, begin = following(sentence, place, clause.index, ctx.pack)
        if surface is None:
            surface, begin = _headless(clause, place)
        if surface is not None and _is_closed(ctx, clause, begin):
            return _named(clause, Speaker(surface, tokens[surface.token], True, begin))
        return None
    around = [t for t in tokens[:left] if ctx.quotation(t.start) is not None]
    first = around[-1].index + 1 if around else left
    while first < left and tokens[first].upos in ("PUNCT", "ADV", "CCONJ"):
        first += 1
    if first >= left or tokens[first].upos == "ADP" or quotation_before(ctx, clause, tokens[first].start) is None:
        return None
    holder, stop = following(sentence, first, clause.index, ctx.pack)
    closed = stop < left and (tokens[stop].text, tokens[left - 1].text) in _INSERTED
    if holder is None or not (stop == left or closed):
        return None
    return Speaker(holder, tokens[holder.token], False, cue.last + 1)


def _headless(clause: Clause, place: int) -> tuple[Holder | None, int]:
    """*said one*, *said the other*, *répond l'autre*: a phrase without a noun, closed by punctuation."""
    tokens = clause.tokens
    stop = place
    while stop < len(tokens) and tokens[stop].upos in ("DET", "NUM", "ADJ"):
        stop += 1
    if stop == place or (stop < len(tokens) and tokens[stop].upos != "PUNCT"):
        return None, place
    return Holder(clause.index, stop - 1, tokens[place].start, tokens[stop - 1].end), stop


def group_start(clause: Clause, cue: Cue, pack: Pack) -> int:
    """The first token of the cue with the clitics before it that are no subjects: *nous | a confié*."""
    tokens = clause.tokens
    third = tokens[cue.first].features.get("Person") == "3"
    first = cue.first
    while (
        first
        and tokens[first - 1].upos == "PRON"
        and (tokens[first - 1].lower in pack.object_clitics or (third and tokens[first - 1].lower in pack.first_person))
    ):
        first -= 1
    return first


def past_adjuncts(sentence: Sentence, start: int, pack: Pack) -> int:
    """Past what may stand between a verb and an inverted subject: *mardi*, *sous couvert d'anonymat*."""
    tokens = sentence.tokens
    place = _past_aside(tokens, start)
    while place < len(tokens):
        token = tokens[place]
        timely = bool({token.lower, token.lemma.lower()} & pack.time_words)
        if timely or (token.upos == "ADV" and not token.lower.startswith("-")):
            place += 1
        elif token.upos == "DET" and place + 1 < len(tokens) and tokens[place + 1].lower in pack.time_words:
            place += 2
        elif token.upos == "ADP":
            place = _past_phrase(tokens, place)
        else:
            break
    opens = place < len(tokens) and tokens[place].upos in ("DET", "PROPN", "NOUN", "NUM", "PRON", "ADJ")
    return place if opens else start


def _past_aside(tokens: tuple[Token, ...], start: int) -> int:
    """Past a phrase between commas right behind a verb: *souffle, sous couvert d'anonymat, | un cadre*."""
    if start + 1 >= len(tokens) or tokens[start].text != "," or tokens[start + 1].upos not in ("ADP", "ADV"):
        return start
    comma = next((t.index for t in tokens[start + 1 : start + 14] if t.text in (",", ";", ":", '"')), None)
    if comma is None or tokens[comma].text != "," or comma + 1 >= len(tokens):
        return start
    finite = any(t.features.get("VerbForm") == "Fin" for t in tokens[start:comma])
    return comma + 1 if not finite and tokens[comma + 1].upos in ("DET", "PROPN", "NOUN") else start


def _past_phrase(tokens: tuple[Token, ...], place: int) -> int:
    """Past a preposition and its noun, and the ones that hang from it."""
    while place < len(tokens) and tokens[place].upos == "ADP":
        while place < len(tokens) and tokens[place].upos in ("ADP", "DET", "NUM"):
            place += 1
        if place < len(tokens) and tokens[place].upos in ("NOUN", "PROPN", "ADJ"):
            place += 1
        while place < len(tokens) and tokens[place].upos == "ADJ":
            place += 1
    return place


def _agent(ctx: Context, clause: Clause, cue: Cue) -> Speaker | None:
    """The agent after a passive, where the tree has none; adverbials may stand before it."""
    tokens = clause.tokens
    if not is_passive(clause.sentence, tokens[cue.head], ctx.pack):
        return None
    for token in tokens[cue.last + 1 : cue.last + 1 + _AGENT_REACH]:
        if token.lower in ctx.pack.agent_marks:
            holder, stop = following(clause.sentence, token.index + 1, clause.index, ctx.pack)
            if holder is not None and token.index == cue.last + 1:
                return Speaker(holder, tokens[holder.token], False, stop)
            if holder is not None and ctx.may_speak(tokens[holder.token]):
                # So far behind, nothing but the subject of the passive can be the content.
                return Speaker(holder, tokens[holder.token], False, len(tokens))
        if token.features.get("VerbForm") == "Fin" or token.upos in ("SCONJ", "CCONJ"):
            return None
    return None


def _same_speaker(ctx: Context, clause: Clause, cue: Cue) -> Token | None:
    """The cue verb before a coordinated one without a subject: *X said that P, and wrote that Q*."""
    tokens = clause.tokens
    before = [t for t in tokens[max(0, cue.first - 3) : cue.first] if t.upos != "ADV"]
    if not before or before[-1].upos != "CCONJ" or own_subject(clause.sentence, tokens[cue.head], ctx.pack) is not None:
        return None
    earlier = [
        t
        for t in tokens[: cue.first]
        if t.upos == "VERB"
        and ctx.pack.lemmas(t.lemma, t.text)
        and own_subject(clause.sentence, t, ctx.pack) is not None
    ]
    governor = clause.sentence.head(tokens[cue.head])
    return None if governor in earlier else (earlier[0] if earlier else None)


def _around(ctx: Context, clause: Clause, cue: Cue) -> Holder | None:
    """The subject of the last verb of saying before a cue that no quotation holds."""
    before = [t for t in clause.tokens[: cue.first] if t.upos == "VERB" and ctx.quotation(t.start) is None]
    verb = next((t for t in reversed(before) if ctx.pack.lemmas(t.lemma, t.text)), None)
    return subject(clause.sentence, verb, clause.index, ctx.pack)[0] if verb is not None else None


def _unquoted(ctx: Context, clause: Clause, cue: Cue) -> Holder | None:
    """The noun phrase before a cue that no quotation holds."""
    holder, _ = preceding(clause.sentence, cue.first, clause.index, ctx.pack)
    return holder if holder is not None and ctx.quotation(holder.start) is None else None


def _belongs_before(ctx: Context, clause: Clause, cue: Cue, own: Token) -> bool:
    """The subject that the tree gives belongs to what is said: it stands in a quotation, or before its own verb."""
    quotation = quotation_before(ctx, clause, cue.start)
    if quotation is not None and quotation.start <= own.start < quotation.end:
        return True
    between = clause.tokens[own.index + 1 : cue.first]
    if any(t.text in ("?", "!") for t in between) and ctx.quotation(cue.start) is None:
        return True
    commas = sum(t.text == "," for t in between)
    finite = any(t.features.get("VerbForm") == "Fin" and t.upos in ("VERB", "AUX") for t in between)
    if commas == 1 and between[-1].text != ",":
        # *The vaccine, X said, should work*: the name between the commas speaks.
        tokens = clause.tokens
        closed = cue.last + 1 < len(tokens) and tokens[cue.last + 1].text == ","
        return closed and ctx.is_finite(clause.sentence, tokens[cue.last + 1].end, clause.sentence.end)
    if commas != 1:
        return False
    return finite or _is_inserted(ctx, clause, cue) or _closes_sentence(ctx, clause, cue)


def _is_inserted(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Le budget, a rappelé X, a été voté*: a subject after the cue, a comma, and the verb of what is said."""
    tokens = clause.tokens
    surface, stop = following(clause.sentence, cue.last + 1, clause.index, ctx.pack)
    while (
        surface is not None
        and stop < len(tokens)
        and (tokens[stop].upos in ("ADP", "DET", "NOUN", "PROPN", "ADJ") or _is_past_participle(tokens[stop]))
    ):
        stop += 1
    if surface is None or stop >= len(tokens) or tokens[stop].text != ",":
        return False
    return ctx.is_finite(clause.sentence, tokens[stop].end, clause.sentence.end)


def _closes_sentence(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*P, ajoute le rapport.*: a comma, the verb, its subject and the full stop, whatever the tree makes of P."""
    tokens = clause.tokens
    surface, stop = following(clause.sentence, cue.last + 1, clause.index, ctx.pack)
    ended = stop == len(tokens) or (stop == len(tokens) - 1 and tokens[stop].upos == "PUNCT")
    said = is_said(ctx, clause, cue.first)
    return surface is not None and ended and said and cue.first > 3 and "aside" in cue.takes


def is_said(ctx: Context, clause: Clause, stop: int) -> bool:
    """What stands before token ``stop`` is a statement, or a turn of a dialogue."""
    start, end = clause.sentence.start, clause.tokens[stop].start
    told = _is_turn(clause) or _hides_its_verb(clause, stop) or _is_heading(ctx, clause, stop)
    return told or ctx.is_finite(clause.sentence, start, end)


def _is_heading(ctx: Context, clause: Clause, stop: int) -> bool:
    """*Bank to cut 900 jobs, union says*: in a headline, an infinitive does for a verb."""
    stopped = ctx.document.text[: clause.sentence.end].rstrip()[-1:] in _STOPS
    marks = (t.index for t in clause.tokens[1 : stop - 1] if t.lower in ctx.pack.infinitive_marks)
    infinitive = any(clause.tokens[n + 1].features.get("VerbForm") == "Inf" for n in marks)
    return clause.index == 0 and not stopped and infinitive


def _hides_its_verb(clause: Clause, stop: int) -> bool:
    """Of so many words, a common noun taken for a part of a name is the verb, which the tagger missed."""
    tokens = clause.tokens[:stop]
    missed = (t for name, t in pairwise(tokens) if name.upos == "PROPN" and t.upos == "NOUN" and t.dep == "flat")
    return len(tokens) >= _SENTENCE and any(t.text.islower() for t in missed)


def _may_invert(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """What stands before the verb is said already: a quotation, or a finite clause and a comma."""
    if quotation_before(ctx, clause, cue.start) is not None:
        return True
    tokens = clause.tokens
    tie = tokens[cue.first - 1].text if cue.first else ""
    return tie in TIES and (
        is_said(ctx, clause, cue.first) or _is_inserted(ctx, clause, cue) or _closes_sentence(ctx, clause, cue)
    )


def _is_turn(clause: Clause) -> bool:
    """A dash opens the sentence: a turn of a dialogue needs no verb (*— À la maison, répondit-il*)."""
    return clause.tokens[0].text in DASHES


def _is_closed(ctx: Context, clause: Clause, begin: int) -> bool:
    """No complement follows the phrase that may be an inverted subject."""
    tokens = clause.tokens
    if begin >= len(tokens) or tokens[begin].upos == "PUNCT":
        return True
    if tokens[begin].upos == "VERB" and tokens[begin].features.get("VerbForm") == "Part":
        # *« P », promet une infirmière interrogée par X*: the participle only describes who speaks.
        return True
    return tokens[begin].lower not in ctx.pack.complementizers and tokens[begin].upos not in ("VERB", "AUX")


def _is_object(ctx: Context, clause: Clause, cue: Cue, surface: Holder, begin: int) -> bool:
    """*X praised P, thanked Q and said R*: what stands behind a verb in a series is its object."""
    tokens = clause.tokens
    if quotation_before(ctx, clause, cue.start) is not None:
        return False
    first = next(t for t in tokens if t.end > surface.start)
    if first.upos == "PRON" and first.lower in ctx.pack.object_clitics and first.index > cue.last:
        return first.features.get("Case") != "Nom"
    after = [t for t in tokens[begin : begin + 4] if t.upos not in ("ADV", "PUNCT")]
    governor = clause.sentence.head(tokens[cue.head])
    series = tokens[cue.head].dep == "conj" and governor is not None and governor.upos == "VERB"
    if not series or len(after) < 2 or after[0].upos != "CCONJ":
        return False
    return after[1].upos == "VERB" and bool(ctx.pack.lemmas(after[1].lemma, after[1].text))


def main_subject(ctx: Context, clause: Clause, found: Content) -> Holder | None:
    """Whom a fronted participle is about: *Estimant que P, X a démissionné*."""
    comma = next((t for t in clause.tokens if t.text == "," and t.start >= found.spans[-1][1]), None)
    return following(clause.sentence, comma.index + 1, clause.index, ctx.pack)[0] if comma is not None else None
