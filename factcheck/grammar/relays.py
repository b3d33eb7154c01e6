"""Who passes a content on: told to an outlet, cited by one, citing somebody, as reported in."""

from attrs import evolve

from factcheck.grammar.frames import by_sentence, outlets_in_frame
from factcheck.grammar.hearsay import hearsay_phrase, reports
from factcheck.grammar.values import Cue, Found
from factcheck.mentions.context import Context
from factcheck.mentions.describing import describe
from factcheck.mentions.references import Sort
from factcheck.mentions.vagueness import is_vague
from factcheck.mentions.values import SourceMention

#: The note on an attribution whose source is nobody in particular.
VAGUE = "vague"
#: The note on an attribution whose cue is itself marked as something heard.
HEARSAY = "hearsay"
#: The note on an attribution that comes from an interview, which the ones after it may go on with.
INTERVIEW = "interview"

# The attribution that a quotation goes on with is at most so many before it.
_BACK = 20


def _reported(ctx: Context, cue: Cue) -> bool:
    """*X aurait déclaré que P*: the cue itself is told without being vouched for."""
    sentence = ctx.document.sentences[cue.sentence]
    cues = sentence.tokens[cue.first : cue.last + 1]
    return any(token.lower in ctx.pack.hearsay.adverbs or reports(ctx, sentence, token) for token in cues)


def add_relays(ctx: Context, found: list[Found]) -> list[Found]:
    """The attributions with the mentions of their relays, nearest teller first.

    Outlets named in the frame of an attribution come before the persons whom ``nest`` found around it. The
    notes say which sources are nobody in particular.
    """
    result: list[Found] = []
    beside = by_sentence(found)
    for a in found:
        if a.cue is not None and (_reported(ctx, a.cue) or _told_around(ctx, a, a.cue)):
            a = evolve(a, notes=a.notes | {HEARSAY})
        if a.source is not None and is_vague(ctx, a.source):
            a = evolve(a, notes=a.notes | {VAGUE})
        if a.cue is None and (before := _as_before(a, result)) is not None:
            result.append(before)
            continue
        told = next((o for o in outlets_in_frame(ctx, a, beside) if o.holder not in (a.source, *a.relays)), None)
        if told is not None:
            notes = a.notes | {INTERVIEW} if told.interview else a.notes
            a = evolve(a, relays=(told.holder, *a.relays), notes=notes)
        result.append(evolve(a, relays=_whole(a.relays)))
    return _interviews(ctx, result)


def _whole(relays: tuple[SourceMention, ...]) -> tuple[SourceMention, ...]:
    """The relays without those that are a part of another: *Yonhap*, of *Yonhap news agency*."""
    return tuple(
        one
        for one in relays
        if not any(other != one and other.start <= one.start and one.end <= other.end for other in relays)
    )


def _told_around(ctx: Context, a: Found, cue: Cue) -> bool:
    """*On dit que P*, *il paraît que P*: the words from the sentence's head to the content say that it is
    a rumour.
    """
    start = ctx.document.sentences[cue.sentence].start
    begin = min((span[0] for span in a.content if span[0] >= cue.end), default=cue.end)
    return hearsay_phrase(ctx, start, begin, adverbs=False) is not None


def _as_before(a: Found, before: list[Found]) -> Found | None:
    """A quotation that runs on has come the same way as the one that it goes on with; None when there is
    none.
    """
    same = next((other for other in reversed(before[-_BACK:]) if other.source == a.source), None)
    return evolve(a, relays=same.relays) if same is not None else None


def _interviews(ctx: Context, found: list[Found]) -> list[Found]:
    """What a pronoun goes on to say after an interview was named, or near *the interview*, comes from the
    same one.
    """
    last: Found | None = None
    running = False
    result = []
    for a in found:
        if INTERVIEW in a.notes:
            last, running = a, True
        elif last is not None and a.source is not None and not a.relays:
            reference = describe(ctx, a.source.sentence, a.source.start, a.source.end, a.source.token)
            running = reference.sort is Sort.PRONOUN and (running or _back_to_it(ctx, _first_sentence(ctx, a)))
            if running:
                a = evolve(a, relays=last.relays[:1])
        result.append(a)
    return result


def _first_sentence(ctx: Context, a: Found) -> int:
    """The number of the sentence in which an attribution begins: its cue may stand behind a long quotation."""
    starts = [start for start, _ in a.content] + ([a.source.start] if a.source is not None else [])
    return ctx.sentence_at(min(starts))


def _back_to_it(ctx: Context, number: int) -> bool:
    """*Dans l'interview, …*: the sentence or the one before speaks of the interview that was named."""
    for sentence in ctx.document.sentences[max(0, number - 1) : number + 1]:
        for before, token in zip(sentence.tokens, sentence.tokens[1:], strict=False):
            if token.lower in ctx.pack.relays.interviews and before.lower in ctx.pack.determiners.definite:
                return True
    return False
