"""Who says so? Claim-by-claim source attribution for news texts, in French and English."""

from factcheck.common.workers import WorkerError
from factcheck.corpus.many import Failure, attribute_many
from factcheck.errors import (
    DataError,
    FactcheckError,
    LanguageError,
    LanguageWarning,
    MissingPackageError,
    ModelError,
    TextError,
)
from factcheck.pipeline import Attributor, attribute_claims, load
from factcheck.provenance import trace
from factcheck.provenance.values import Document, Origin, Statement, StatementFlag, Trace
from factcheck.report import Alternative, Attribution, Claim, Flag, Kind, Mention, Report, Source, SourceType, Unnamed

__version__ = "0.1.0"

__all__ = [
    "Alternative",
    "Attribution",
    "Attributor",
    "Claim",
    "DataError",
    "Document",
    "FactcheckError",
    "Failure",
    "Flag",
    "Kind",
    "LanguageError",
    "LanguageWarning",
    "Mention",
    "MissingPackageError",
    "ModelError",
    "Origin",
    "Report",
    "Source",
    "SourceType",
    "Statement",
    "StatementFlag",
    "TextError",
    "Trace",
    "Unnamed",
    "WorkerError",
    "attribute_claims",
    "attribute_many",
    "load",
    "trace",
]
