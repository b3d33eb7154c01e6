"""The attributions that grammar proposes: cues, the contents they bring in, and the mentions of who is speaking.

The patterns are over Universal Dependencies relations and the surface order; words are in the packs.
"""

from collections import defaultdict

from attrs import evolve

from factcheck.grammar.citing import citing_until, origin_and_outlet
from factcheck.grammar.citing_clauses import learned_from, told_around
from factcheck.grammar.comparisons import from_comparisons
from factcheck.grammar.continued import finish_quotations
from factcheck.grammar.cues import unknown_cues, verb_cues
from factcheck.grammar.denials import apart_from_denials, from_denials
from factcheck.grammar.nameless import asks_for_no_name
from factcheck.grammar.nesting import nest
from factcheck.grammar.nominal import from_nouns
from factcheck.grammar.prepositional import from_preposition
from factcheck.grammar.prepositions import preposition_cues
from factcheck.grammar.quoting import from_quoted, quoted_as
from factcheck.grammar.relays import add_relays
from factcheck.grammar.trailing import without_trailing
from factcheck.grammar.values import Construction, Found
from factcheck.grammar.verbal import from_verb
from factcheck.mentions.context import Context
from factcheck.mentions.values import SourceMention


def find_attributions(ctx: Context) -> tuple[Found, ...]:
    """The attributions of a document in the order of their contents, nobody resolved yet."""
    found: list[Found] = []
    for clause in ctx.clauses:
        prepositions = preposition_cues(clause, ctx.pack)
        placed = [a for cue in prepositions if (a := from_preposition(ctx, clause, cue, prepositions)) is not None]
        known = verb_cues(clause, ctx.pack)
        cues = (*known, *unknown_cues(ctx, clause))
        compared = from_comparisons(ctx, clause, known)
        denied = from_denials(ctx, clause, cues)
        used = {a.cue.head for a in (*compared, *denied) if a.cue is not None}
        verbal = [a for cue in cues if cue.head not in used and (a := from_verb(ctx, clause, cue)) is not None]
        placed, compared, verbal = (apart_from_denials(ctx, one, denied) for one in (placed, compared, verbal))
        found += denied
        found += from_quoted(ctx, clause)
        found += (*_without_sources(placed, verbal), *compared, *(_with_source(a, placed) for a in verbal))
        taken = frozenset(n for cue in prepositions for n in range(cue.first, cue.last + 1))
        found += from_nouns(ctx, clause, taken)
    found = [a for a in found if not asks_for_no_name(ctx, a)]
    found = [learned_from(ctx, origin_and_outlet(ctx, quoted_as(ctx, a))) for a in found]
    found = _without_mentions(ctx, [told_around(ctx, a) for a in found])
    found = without_trailing(ctx, found)
    found = nest(ctx, finish_quotations(ctx, found))
    return tuple(_named(ctx, attribution) for attribution in add_relays(ctx, found))


def _behind(a: Found, placed: list[Found]) -> Found | None:
    """The attribution of a preposition right behind an impersonal cue: *a-t-on appris | de source diplomatique*."""
    if a.cue is None or not a.impersonal:
        return None
    return next((p for p in placed if p.cue is not None and p.cue.first == a.cue.last + 1), None)


def _with_source(a: Found, placed: list[Found]) -> Found:
    """The impersonal attribution with the source that a preposition behind its cue names."""
    behind = _behind(a, placed)
    return a if behind is None else evolve(a, source=behind.source, impersonal=False)


def _without_sources(placed: list[Found], verbal: list[Found]) -> list[Found]:
    """The attributions of prepositions, without those that only name the source of an impersonal cue."""
    used = [_behind(a, placed) for a in verbal]
    return [p for p in placed if not any(p is behind for behind in used)]


def _without_mentions(ctx: Context, found: list[Found]) -> list[Found]:
    """The attributions but those whose content is only somebody cited: *en évoquant une « source proche »*.

    Or where somebody has it from: *qui dit tenir l'information d'un officier*.
    """
    near: dict[int, list[Found]] = defaultdict(list)
    for a in found:
        for sentence in {part.sentence for part in (a.cue, a.source) if part is not None}:
            near[sentence].append(a)
    return [a for a in found if a.cue is None or not _only_cites(ctx, a, near[a.cue.sentence])]


def _only_cites(ctx: Context, a: Found, near: list[Found]) -> bool:
    assert a.cue is not None
    tokens = ctx.document.sentences[a.cue.sentence].tokens
    first = next((t for t in tokens if t.end > a.content[0][0]), None)
    if first is not None and first.lower in ctx.pack.relays.holding:
        return citing_until(ctx, tokens, first) is not None
    if tokens[a.cue.head].lower not in ctx.pack.relays.citing:
        return False
    sources = (b.source for b in near if b.source is not None and b.source.sentence == a.cue.sentence)
    named = any(source.start <= a.content[0][0] and a.content[-1][1] <= source.end + 1 for source in sources)
    return named or _only_quotes(a, near)


def _only_quotes(a: Found, near: list[Found]) -> bool:
    """*X was cited by Y as saying that P*: the verb of citing stands in the frame of what X says."""
    if a.cue is None or a.how is not Construction.SMALL_CLAUSE:
        return False
    told = (b for b in near if b is not a and b.relays)
    return any(s <= a.cue.start and a.cue.end <= e for b in told for s, e in b.frame)


def _named(ctx: Context, a: Found) -> Found:
    """The attribution without mentions that hold no letter or digit: a mark that the tagger took for a noun."""
    source = a.source if a.source is not None and _is_word(ctx, a.source) else None
    relays = tuple(relay for relay in a.relays if _is_word(ctx, relay))
    return a if (source, relays) == (a.source, a.relays) else evolve(a, source=source, relays=relays)


def _is_word(ctx: Context, holder: SourceMention) -> bool:
    return any(character.isalnum() for character in ctx.document.text[holder.start : holder.end])
