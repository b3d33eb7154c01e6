"""Who says so? Claim-by-claim source attribution for news texts, in French and English."""

from factcheck.errors import DataError, FactcheckError, LanguageError, ModelError, TextError
from factcheck.many import Failure, attribute_many
from factcheck.pipeline import Attributor, attribute_claims, load
from factcheck.report import Attribution, Claim, Flag, Kind, Mention, Report, Source, SourceType, Unnamed

__version__ = "0.1.0"

__all__ = [
    "Attribution",
    "Attributor",
    "Claim",
    "DataError",
    "FactcheckError",
    "Failure",
    "Flag",
    "Kind",
    "LanguageError",
    "Mention",
    "ModelError",
    "Report",
    "Source",
    "SourceType",
    "TextError",
    "Unnamed",
    "attribute_claims",
    "attribute_many",
    "load",
]
