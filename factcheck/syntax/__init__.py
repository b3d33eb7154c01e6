"""Tokens and trees: the one door to Stanza, and so to torch, which is imported on first use."""

from factcheck.syntax.parsing import Parser, Progress, import_stanza, load_parser, stanza_pipeline

__all__ = ["Parser", "Progress", "import_stanza", "load_parser", "stanza_pipeline"]
