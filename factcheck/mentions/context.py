"""What every finder of attributions may look at: the document, its quotations, the language, and where they meet."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property
from itertools import groupby

from attrs import frozen

from factcheck.languages import Pack
from factcheck.mentions.kinds import forms
from factcheck.mentions.values import Clause
from factcheck.report import SourceType
from factcheck.syntax.forms import is_finite
from factcheck.syntax.tokens import Document, Sentence, Span, Token
from factcheck.text.quotations import Quotation

_LEADING = " \t\r\n\u00a0\u202f,;:-—–…·•*"
_TRAILING = " \t\r\n\u00a0\u202f,;:-—–*"
_FINAL = ".!?…"
# Where an article was written, and for whom: *LEEDS (Reuters) -*, *PARIS, 4 mai (AFP) -*.
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'. -]{2,25}(?:, [^-()\n]{0,25})?(?: \([^()\n]{2,20}\))? -{1,2} (?=\S)")


@frozen(eq=False)
class Context:
    """A document under analysis. Everything is by code point offsets into ``document.text``."""

    document: Document
    quotations: tuple[Quotation, ...]
    pack: Pack

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The sentences with their numbers."""
        return tuple(Clause(index, sentence) for index, sentence in enumerate(self.document.sentences))

    @cached_property
    def outer(self) -> tuple[Quotation, ...]:
        """The quotations that stand in no other."""
        return tuple(q for q in self.quotations if q.depth == 0)

    def parts(self, quotation: Quotation) -> tuple[Quotation, ...]:
        """The quotation with those that it goes on from and goes on with, paragraph by paragraph."""
        low = high = bisect_left(self._starts, quotation.start)
        while low and self.outer[low].continues:
            low -= 1
        while high + 1 < len(self.outer) and self.outer[high + 1].continues:
            high += 1
        return self.outer[low : high + 1]

    @cached_property
    def _starts(self) -> list[int]:
        return [q.start for q in self.outer]

    @cached_property
    def first_nouns(self) -> Mapping[str, int]:
        """For each noun, by every form that it may be looked up by, the index of the first sentence that has it."""
        found: dict[str, int] = {}
        for number, sentence in enumerate(self.document.sentences):
            for token in sentence.tokens:
                if token.upos == "NOUN":
                    for form in forms(token):
                        found.setdefault(form, number)
        return found

    def quotation(self, offset: int) -> Quotation | None:
        """The outermost quotation around an offset, its marks taken in."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and self.outer[place].end > offset:
            return self.outer[place]
        return None

    def is_quoted(self, start: int, end: int) -> bool:
        """A quotation reaches into the stretch between two offsets."""
        place = bisect_left(self._starts, end) - 1
        return place >= 0 and self.outer[place].end > start

    def quotation_before(self, offset: int) -> Quotation | None:
        """The last of the outermost quotations that end before an offset, or at it."""
        place = bisect_left(self._starts, offset) - 1
        if place >= 0 and self.outer[place].end > offset:
            place -= 1
        return self.outer[place] if place >= 0 else None

    def quotation_from(self, offset: int) -> Quotation | None:
        """The outermost quotation that begins at the first visible character from an offset on."""
        offset = self.skip(offset)
        found = self.quotation(offset)
        return found if found and found.start == offset else None

    def quotation_until(self, offset: int) -> Quotation | None:
        """The outermost quotation that ends at the last character before an offset (commas, stops passed over)."""
        text = self.document.text
        while offset > 0 and (text[offset - 1].isspace() or text[offset - 1] in ",.;-—–"):
            offset -= 1
        found = self.quotation(offset - 1) if offset else None
        return found if found and found.end == offset and found.closed else None

    def skip(self, offset: int, over: str = "") -> int:
        """The first offset from this one on that is neither white space nor one of the characters ``over``."""
        text = self.document.text
        while offset < len(text) and (text[offset].isspace() or text[offset] in over):
            offset += 1
        return offset

    def tidy(self, start: int, end: int) -> Span | None:
        """A content without the punctuation that only ties it to its frame; None if no letter or digit is left."""
        text = self.document.text
        while start < end and text[start] in _LEADING:
            start += 1
        while end > start and text[end - 1] in _TRAILING:
            end -= 1
        quoted = self.quotation(end - 1) if end else None
        if quoted is None or quoted.end != end:
            while end > start and text[end - 1] in _FINAL + _TRAILING:
                end -= 1
        if any(character.isalnum() for character in text[start:end]):
            return start, end
        return None

    def after_opener(self, sentence: Sentence, start: int) -> int:
        """Where a sentence goes on after the words that only tie it to the one before: *Mais*, *In fact,*.

        ``start`` itself when there are none, or when it is not the start of the sentence.
        """
        if start != sentence.start or self.quotation(start) is not None:
            return start
        dateline = _DATELINE.match(self.document.folded, start, sentence.end)
        if dateline is not None:
            return dateline.end()
        words = self.document.folded[start : start + 40].lower()
        found = [opener for opener in self.pack.sentence_openers if words.startswith(opener)]
        for opener in sorted(found, key=len, reverse=True):
            if not words[len(opener) : len(opener) + 1].isalpha():
                return self.skip(start + len(opener), ",")
        return start

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds an offset (the nearest before it, else the first)."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.document.sentences]

    def paragraph(self, index: int) -> tuple[int, int]:
        """The numbers of the first and the last sentence in the paragraph of a sentence."""
        return self._paragraphs[index]

    @cached_property
    def _paragraphs(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for _, group in groupby(self.document.sentences, key=lambda sentence: sentence.paragraph):
            size = len(list(group))
            found += [(len(found), len(found) + size - 1)] * size
        return found

    def names(self, token: Token, *kinds: SourceType) -> bool:
        """A word is among the pack's nouns for one of these kinds of source, by its lemma or its form."""
        # The lemma of a rare plural is often the plural.
        forms = {token.lemma.lower(), token.lower, token.lower.removesuffix("s")}
        return any(forms & self.pack.source_nouns.by_type[kind] for kind in kinds)

    def is_saying(self, token: Token) -> bool:
        """A noun for what is said or told: *claim*, *rumour*."""
        forms = {token.lemma.lower(), token.lower}
        return bool(forms & self.pack.nouns or forms & self.pack.sayings)

    def may_speak(self, token: Token) -> bool:
        """A head of a mention that may say something: a name, a pronoun, a noun for a person, a body or a document."""
        if {token.lemma.lower(), token.lower} & self.pack.time_words:
            return False
        if token.upos in ("PROPN", "PRON") or self.names(token, *self.pack.source_nouns.by_type):
            return True
        endings = tuple(self.pack.anaphora.person_endings)
        known = self.pack.places.words | self.pack.titles.honorifics
        return token.lower in known or (
            token.upos == "NOUN"
            and (token.lemma.lower().endswith(endings) or token.lower.rstrip("s").endswith(endings))
        )

    def is_finite(self, sentence: Sentence, start: int, end: int) -> bool:
        """A finite verb stands between two offsets."""
        return any(
            start <= t.start < end and (is_finite(t) or _is_past_tense(sentence, t))
            for t in sentence.tokens
            if t.upos in ("VERB", "AUX")
        )


def _is_past_tense(sentence: Sentence, token: Token) -> bool:
    """A past participle at the root, with a subject and no auxiliary, is a finite verb that the tagger mistook."""
    participle = token.dep == "root" and token.verb_form == "Part"
    return participle and bool(sentence.children(token, "nsubj")) and not sentence.children(token, "aux", "cop")
