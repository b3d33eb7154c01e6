"""Marked texts: who says what, marked with tags inside the text itself, for people to read and correct.

A file holds any number of texts::

    ### the-name-of-the-text
    <s1>Ada Brook</s1> <q1>said</q1> that <c1>the dam would hold</c1>. <h>The valley was reportedly evacuated.</h>
    ---
    1 | Ada Brook | person | |

``<c1>`` is the content of attribution 1, ``<q1>`` its cue, ``<s1>`` its source, ``<r1>`` the mention of its relay;
``<h>`` is a statement of the article's own that it does not vouch for, ``<x>`` what asserts nothing. The table behind
``---`` has one line an attribution: number, name of the origin, type, flags, name of the relay. Lines before the first
``###`` that begin with ``#`` are notes. ``<f1>`` and ``<d1>``, which say in bundles of articles what fact a stretch
states or disputes, are read past.
"""

from factcheck.marked.notation import sentences
from factcheck.marked.reading import changed, contents, faults, parse_marked, read_marked
from factcheck.marked.values import MARKED_FLAGS, Fault, MarkedAttribution, MarkedText, Marking
from factcheck.marked.writing import Doubt, doubts, marked_text, render, write_marked

__all__ = [
    "MARKED_FLAGS",
    "Doubt",
    "Fault",
    "MarkedAttribution",
    "MarkedText",
    "Marking",
    "changed",
    "contents",
    "doubts",
    "faults",
    "marked_text",
    "parse_marked",
    "read_marked",
    "render",
    "sentences",
    "write_marked",
]
