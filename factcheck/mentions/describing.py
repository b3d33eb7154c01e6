"""From a stretch of tokens to a reference: which words name the one meant, which say what they are."""

from factcheck.languages.tables import Agreement
from factcheck.languages.vocabulary import Determiner, Gender, Number
from factcheck.mentions.context import Context
from factcheck.mentions.phrases import Phrase
from factcheck.mentions.references import Reference, Sort
from factcheck.mentions.words import words


def describe(ctx: Context, index: int, start: int, end: int, head: int | None = None) -> Reference:
    """The reference that the text from ``start`` to ``end`` in sentence ``index`` makes; ``head`` is a token index."""
    phrase = phrase_of(ctx, index, start, end, head)
    top = phrase.head
    quoted = ctx.quotation(start) is not None and ctx.quotation(max(start, end - 1)) is not None
    subject = top.dep in ("nsubj", "csubj")
    gender, number = phrase.agreement
    word = pronoun(ctx, start, end) or _with_more(ctx, phrase)
    if word is not None:
        first = word in ctx.pack.pronouns.first
        tables = ctx.pack.pronouns
        given = tables.third.get(word) or tables.owners.get(word) or Agreement()
        return Reference(
            sentence=index,
            token=top.index,
            start=start,
            end=end,
            sort=Sort.FIRST if first else Sort.PRONOUN,
            phrase=word,
            noun=word,
            gender=given.gender or gender,
            number=given.number or number,
            subject=subject,
            quoted=quoted,
        )
    return Reference(
        sentence=index,
        token=top.index,
        start=start,
        end=end,
        sort=Sort.NAME if phrase.name else Sort.NOUN,
        phrase=phrase.core,
        name=phrase.name,
        noun=phrase.noun.lemma.lower() if phrase.noun else "",
        roles=phrase.roles,
        description=phrase.description,
        complement=phrase.complement,
        narrow=phrase.narrow,
        gender=gender,
        number=number,
        determiner=phrase.determiner,
        count=phrase.count,
        kind=phrase.kind,
        subject=subject,
        quoted=quoted,
        acronym=phrase.acronym,
        words=words(phrase.name or ""),
        owner=_owner(ctx, index, phrase) if phrase.determiner is Determiner.POSSESSIVE else None,
    )


def phrase_of(ctx: Context, index: int, start: int, end: int, head: int | None = None) -> Phrase:
    """The text from ``start`` to ``end`` in sentence ``index`` as a phrase."""
    sentence = ctx.document.sentences[index]
    inside = [t for t in sentence.tokens if t.start < end and start < t.end] or [sentence.tokens[0]]
    return Phrase(ctx.document.folded, ctx.pack, sentence, inside[0].index, inside[-1].index, head)


def pronoun(ctx: Context, start: int, end: int) -> str | None:
    """The pronoun that a mention is, None when it is none: *il*, *she*, *ce dernier* (as *dernier*)."""
    parts = [part for part in ctx.document.folded[start:end].lower().split() if part]
    known = ctx.pack.pronouns.third
    if len(parts) > 1 and parts[0] in ctx.pack.determiners.one:
        # *one of them*, *l'un d'eux*: those whom the pronoun means.
        whole = parts[-1].rpartition("'")[2]
        return whole if whole in known and known[whole].number is Number.PLURAL else None
    if not parts or len(parts) > 2:
        return None
    word = parts[-1].strip("-,").removeprefix("t-")
    if len(parts) == 2 and parts[0] not in (
        *ctx.pack.determiners.demonstrative,
        *ctx.pack.determiners.definite,
    ):
        return None
    if word not in known and len(parts) == 1:
        # "he's" in one token.
        word = word.partition("'")[0] if word.partition("'")[0] in known else word
    alone = word in ctx.pack.pronouns.first or word in ctx.pack.pronouns.owners
    return word if word in known or (len(parts) == 1 and alone) else None


def _with_more(ctx: Context, phrase: Phrase) -> str | None:
    """The pronoun that opens a mention and bears what is said behind it: *he in the network*, *she nonetheless*."""
    tokens = phrase.sentence.tokens[phrase.low : phrase.high + 1]
    more = tokens[1:3]
    alone = tokens[0].upos == "PRON" and not any(
        t.text == "," or t.upos == "CCONJ" or t.text[0].isupper() for t in more
    )
    given = ctx.pack.pronouns.third.get(tokens[0].lower)
    person = given is not None and given.gender in (Gender.MASCULINE, Gender.FEMININE)
    return tokens[0].lower if alone and person and tokens[0].dep == "nsubj" else None


def _owner(ctx: Context, index: int, phrase: Phrase) -> Reference | None:
    """The possessive that opens a phrase, as a reference of its own."""
    known = (*ctx.pack.pronouns.first, *ctx.pack.pronouns.possessive)
    word = next((t for t in phrase.sentence.tokens[phrase.low : phrase.begin] if t.lower in known), None)
    return describe(ctx, index, word.start, word.end, word.index) if word is not None else None
