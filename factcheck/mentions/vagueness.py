"""Who is nobody in particular: *certains*, *les experts*, *many*."""

from factcheck.languages.vocabulary import Determiner
from factcheck.mentions.context import Context
from factcheck.mentions.describing import describe
from factcheck.mentions.references import Reference, Sort
from factcheck.mentions.values import SourceMention
from factcheck.report import SourceType


def is_vague(ctx: Context, holder: SourceMention) -> bool:
    """Nobody in particular: *certains*, *les experts*, *many*, *la rumeur*."""
    reference = describe(ctx, holder.sentence, holder.start, holder.end, holder.token)
    words = ctx.pack.anonymity
    if reference.name is not None:
        return False
    general = reference.phrase.casefold() in words.vague_words
    if reference.sort is not Sort.NOUN or general:
        return general
    called = reference.roles | {reference.noun}
    if called & words.vague_things:
        return True
    in_the_know = called & words.persons and set(reference.phrase.casefold().split()) & words.knowing
    if called & words.known or in_the_know:
        return False
    if reference.determiner is Determiner.QUANTIFIER:
        return True
    if reference.number != "Plur" and reference.noun not in words.vague_words:
        return False
    if reference.kind is SourceType.DOCUMENT:
        # "Reports say …", not "the reports of the mission".
        return reference.determiner is Determiner.NONE and not reference.narrow and bool(called & words.vague_nouns)
    new = reference.determiner in (Determiner.NONE, Determiner.INDEFINITE)
    if reference.kind is SourceType.ORGANIZATION:
        # "Environmental groups", "plusieurs communes"; "les syndicats" are those of whom everybody knows.
        return new and not called & words.bodies
    if not called & words.vague_nouns:
        return False
    if new:
        # "Deux experts" are two whom the article has met, "Japanese scientists" those of the story.
        return not _counted(ctx, reference) and not reference.complement & ctx.pack.places.demonyms
    return not _introduced(ctx, reference)


def _counted(ctx: Context, reference: Reference) -> bool:
    """The article says exactly how many."""
    return reference.count is not None and reference.count.casefold() not in ctx.pack.determiners.several


def _introduced(ctx: Context, reference: Reference) -> bool:
    """The article spoke of the same people before: *des chercheurs japonais … les scientifiques*."""
    if reference.determiner not in (Determiner.DEFINITE, Determiner.DEMONSTRATIVE):
        return False
    families = ctx.pack.anaphora.families.values()
    same = next((nouns for nouns in families if reference.noun in nouns), frozenset((reference.noun,)))
    first = ctx.first_nouns
    return any(first.get(noun, reference.sentence) < reference.sentence for noun in same)
