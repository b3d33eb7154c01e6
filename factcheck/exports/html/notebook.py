"""What a notebook shows: for a report the whole page in a frame, for a claim or a source a small card."""

from html import escape

from factcheck.exports.about import About
from factcheck.exports.html.page import link, page
from factcheck.exports.html.pieces import printable
from factcheck.languages.messages import counted, users_language, words
from factcheck.report import Claim, Report, Source

_CARD = '<div style="border-left: 3px solid #888; padding: 2px 12px; max-width: 60em">{}</div>'


def framed(report: Report) -> str:
    """The page in a frame, so that its styles and the notebook's never meet.

    >>> framed(Report("Rain.", "en", (), ()))[:30]
    '<iframe sandbox="allow-scripts'
    """
    # The sandbox keeps even a page gone wrong from reaching the notebook around it.
    inside = escape(page(report, About()))
    style = "width: 100%; height: 640px; border: 1px solid #8888; border-radius: 6px"
    sandbox = "allow-scripts allow-popups allow-modals"
    return f'<iframe sandbox="{sandbox}" title="factcheck" style="{style}" srcdoc="{inside}"></iframe>'


def claim_card(claim: Claim) -> str:
    """The words of a claim, who is cited next to them, and its flags.

    >>> from factcheck.report import Kind
    >>> "It &lt;rains&gt;" in claim_card(Claim("c1", "It <rains>", ((0, 10),), Kind.NARRATOR))
    True
    """
    speak = words(users_language())
    said = claim.attribution.source.text if claim.attribution and claim.attribution.source else None
    facts = [said, speak[f"kind.{claim.kind}"], *(speak[f"flag.{flag}"] for flag in claim.flags)]
    return _card(claim.text, facts)


def source_card(source: Source) -> str:
    """The name of a source, its type, what the article says of it and how often it is mentioned.

    >>> from factcheck.report import SourceType
    >>> "news outlet" in source_card(Source("s1", "Hill Radio", SourceType.OUTLET))
    True
    """
    speak = words(users_language())
    reason = source.unnamed.reason if source.unnamed else None
    facts = [speak[f"type.{source.type}"], source.description, reason, counted(speak, "mentions", len(source.mentions))]
    return _card(source.name, facts, link(source))


def _card(head: str, facts: list[str | None], address: str | None = None) -> str:
    title = escape(head)
    if address:
        title = f'<a href="{escape(address)}" rel="noreferrer noopener">{title}</a>'
    small = " · ".join(escape(fact) for fact in facts if fact)
    return printable(_CARD.format(f"<b>{title}</b><br><small>{small}</small>"))
