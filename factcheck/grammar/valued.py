"""What somebody holds of a thing, with no clause: *juge la plainte recevable*, *puts the damage at two million*."""

from factcheck.grammar.beside import past_adjuncts
from factcheck.grammar.context import Context
from factcheck.grammar.edges import right_edge
from factcheck.grammar.occasions import before_occasion
from factcheck.grammar.subjects import is_passive
from factcheck.grammar.values import Clause, Content, Cue, Holder
from factcheck.syntax.forms import is_finite
from factcheck.syntax.tokens import Token

# How far behind its mark a number may stand: *à plus de deux millions*.
_NUMBER_REACH = 5


def valued(ctx: Context, clause: Clause, cue: Cue, begin: int) -> Content | None:
    """A noun phrase and what it is held to be: an adjective, or a figure behind its mark."""
    tokens = clause.tokens
    start = past_adjuncts(clause.sentence, begin, ctx.pack)
    if start >= len(tokens) or begin >= len(tokens) or tokens[begin].upos == "PUNCT":
        return None
    start = start if tokens[start].upos in ("DET", "PROPN", "ADJ") and not _opens_figure(ctx, tokens, begin) else begin
    stop = right_edge(ctx, clause, cue, start)
    stop = next((t.index for t in tokens[start:stop] if t.text in (";", ":", ",") or is_finite(t)), stop)
    stop = before_occasion(ctx, clause, cue, start, stop)
    while stop > start + 1 and tokens[stop - 1].upos == "PUNCT":
        stop -= 1
    figure = "figure" in cue.takes and _has_figure(ctx, tokens[start:stop], tokens)
    predicate = "predicate" in cue.takes and _has_predicate(ctx, clause, cue, start, stop)
    if not figure and not predicate:
        return None
    span = ctx.tidy(tokens[start].start, tokens[stop - 1].end)
    return Content((span,), "valued", ((cue.start, tokens[start].start),)) if span else None


def valued_subject(ctx: Context, clause: Clause, cue: Cue, agent: Holder | None) -> Content | None:
    """*La réforme est jugée inutile par X*, *the cost is put at two million by X*: the subject, and what it is held
    to be.
    """
    tokens = clause.tokens
    verb = tokens[cue.head]
    head = next((c for c in clause.sentence.children(verb, "nsubj") if c.index < cue.first), None)
    if agent is None or head is None or agent.start < cue.end or not is_passive(clause.sentence, verb, ctx.pack):
        return None
    mark = next((t.index for t in reversed(tokens) if t.end <= agent.start and t.lower in ctx.pack.agent_marks), 0)
    between = tokens[cue.last + 1 : mark]
    figure = "figure" in cue.takes and _has_figure(ctx, between, tokens, bare=True)
    says = any(t.upos == "ADJ" or t.verb_form == "Part" for t in between)
    if not figure and not ("predicate" in cue.takes and says):
        return None
    subject = ctx.tidy(tokens[min(clause.sentence.subtree(head))].start, tokens[cue.first].start)
    held = ctx.tidy(between[0].start, between[-1].end)
    spans = tuple(span for span in (subject, held) if span is not None)
    return Content(spans, "valued", ((cue.start, agent.end),)) if spans else None


def _has_figure(ctx: Context, inside: tuple[Token, ...], tokens: tuple[Token, ...], bare: bool = False) -> bool:
    """A figure behind its mark, beside a noun phrase: *les dégâts à deux millions*, *à deux millions les dégâts*."""
    place = next((t.index for t in inside if _opens_figure(ctx, tokens, t.index)), None)
    if place is None:
        return False
    return bare or any(t.upos == "DET" and t.index != place + 1 for t in inside)


def _opens_figure(ctx: Context, tokens: tuple[Token, ...], place: int) -> bool:
    behind = tokens[place + 1 : place + 1 + _NUMBER_REACH]
    number = next((n for n, t in enumerate(behind) if t.upos == "NUM" or any(c.isdigit() for c in t.text)), None)
    if tokens[place].lower not in ctx.pack.figure_marks or tokens[place].upos != "ADP" or number is None:
        return False
    return all(t.upos in ("ADV", "ADP", "ADJ", "DET", "SYM") for t in behind[:number])


def _has_predicate(ctx: Context, clause: Clause, cue: Cue, start: int, stop: int) -> bool:
    """An adjective that says what the object is held to be.

    It stands before the object (*juge insuffisantes les mesures*), after a pronoun (*la juge inutile*), behind an
    adverb of degree (*juge le plan trop cher*), or at the end, if it is one that judges (*juge la plainte recevable*).
    """
    tokens = clause.tokens
    first, last = tokens[start], tokens[stop - 1]
    if {first.lemma.lower(), first.lower} & ctx.pack.time_words:
        return False
    if first.upos == "ADJ" or (first.upos == "ADV" and start + 1 < stop and tokens[start + 1].upos == "ADJ"):
        behind = next((t for t in tokens[start + 1 : stop] if t.upos not in ("ADJ", "ADV")), None)
        clitic = cue.first > 0 and any(
            t.upos == "PRON" and t.lower in ctx.pack.object_clitics for t in tokens[cue.first - 1 : cue.head]
        )
        marked = behind is not None and (behind.upos == "DET" or behind.lower in ctx.pack.infinitive_marks)
        return marked or (clitic and behind is None)
    definite = first.upos == "DET" and (
        first.features.get("Definite") == "Def" or first.lower not in ctx.pack.determiners["indefinite"]
    )
    if not (definite or first.upos == "PROPN") or stop - start < 3 or not _is_adjectival(last):
        return False
    before = tokens[stop - 2]
    if before.upos == "ADV" and before.lower not in ctx.pack.negations:
        return any(t.upos in ("NOUN", "PROPN") for t in tokens[start : stop - 2])
    return before.upos in ("NOUN", "PROPN") and _judges(ctx, last)


def _is_adjectival(token: Token) -> bool:
    return token.upos == "ADJ" or token.verb_form == "Part"


def _judges(ctx: Context, token: Token) -> bool:
    """An adjective that judges, by the pack's words and endings."""
    endings = tuple(word.removeprefix("-") for word in ctx.pack.verdicts if word.startswith("-"))
    forms = {token.lemma.lower(), token.lower}
    return bool(forms & ctx.pack.verdicts) or any(form.endswith(endings) for form in forms)
