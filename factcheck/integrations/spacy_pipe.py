"""A spaCy component: ``nlp.add_pipe("factcheck")``, found by spaCy itself wherever this package is installed."""

from collections.abc import Iterable, Iterator

from attrs import frozen
from spacy.language import Language
from spacy.tokens import Doc

from factcheck.corpus.many import BATCH_SIZE, Request, attribute_batch, batches
from factcheck.exports.spacy_doc import annotate
from factcheck.languages import supported
from factcheck.report import Claim, Report, Source

_KEY = "factcheck"


@frozen
class Component:
    """Adds to each document its claims, cues and sources; what other components found is left as it is.

    ``doc.spans`` has the groups ``claims``, ``cues`` and ``sources``, ``doc._.claims`` and ``doc._.sources`` the
    claims and sources themselves.
    """

    language: str | None = None
    outlet: str | None = None

    def __call__(self, doc: Doc) -> Doc:
        """One document. Raises FactcheckError when its text cannot be analysed."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = BATCH_SIZE) -> Iterator[Doc]:
        """Many documents, so many at a time; ``nlp.pipe`` calls it. Raises FactcheckError at the first bad text."""
        for batch in batches(docs, batch_size, lambda doc: len(doc.text)):
            outcomes = attribute_batch([Request(doc.text, self.language, self.outlet) for doc in batch])
            for doc, outcome in zip(batch, outcomes, strict=True):
                if isinstance(outcome, Exception):
                    raise outcome
                annotate(doc, outcome)
                yield doc


@Language.factory("factcheck", default_config={"language": None, "outlet": None})
def make(nlp: Language, name: str, language: str | None, outlet: str | None) -> Component:
    """The component for a pipeline.

    Args:
        nlp: the pipeline; its language is that of the texts, if it is one of ours.
        name: of the component in the pipeline.
        language: of the texts; if neither says it, it is detected in each text.
        outlet: who publishes them, if known.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("factcheck")
    >>> doc = nlp("Mayor Ana Ruiz said the bridge will close on Monday.")
    >>> [(span.text, span.label_) for span in doc.spans["claims"]]
    [('the bridge will close on Monday', 'indirect')]
    >>> [source.name for source in doc._.sources]
    ['Ana Ruiz']
    """
    return Component(language or (nlp.lang if nlp.lang in supported() else None), outlet)


def _report(doc: Doc) -> Report:
    """The report in a document: kept as plain values, so that a document can be saved and read."""
    return Report.from_dict(doc.user_data[_KEY]) if _KEY in doc.user_data else Report(doc.text, "und", (), ())


def _claims(doc: Doc) -> tuple[Claim, ...]:
    return _report(doc).claims


def _sources(doc: Doc) -> tuple[Source, ...]:
    return _report(doc).sources


for _name, _getter in (("claims", _claims), ("sources", _sources)):
    # Another package may have taken the name; whoever adds this component wants ours.
    Doc.set_extension(_name, getter=_getter, force=True)
