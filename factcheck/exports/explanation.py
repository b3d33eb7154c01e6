"""What was decided about a claim, and what else it could have been, in the words of the interface."""

from factcheck.languages.messages import words
from factcheck.report import Claim


def explanation(claim: Claim, interface: str) -> str:
    """The claim, who it was given to and by which cue, why each flag stands, and the readings that came second.

    Raises LanguageError for a language that the interface does not speak.
    """
    speak = words(interface)
    cited = claim.attribution
    facts = {
        "text": claim.text,
        "source": cited.source.text if cited and cited.source else "",
        "cue": cited.cue.text if cited and cited.cue else "",
        "sure": f"{claim.confidence:.0%}".removesuffix("%"),
    }
    if cited is None:
        key = "explain.narrator"
    else:
        key = f"explain{'.source' * (cited.source is not None)}{'.cue' * (cited.cue is not None)}.claim"
    lines = [speak["explain.text"].format(**facts), f"  {speak[key].format(**facts)}"]
    lines += (f"  {reason}" for reason in claim.why.values())
    for other in claim.alternatives:
        key = "explain.other" if other.source is None else "explain.other.source"
        told = {"text": other.text, "source": other.source, "sure": f"{other.confidence:.0%}".removesuffix("%")}
        lines.append(f"  {speak[key].format(**told)}")
    return "\n".join(lines)
