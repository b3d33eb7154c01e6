"""A text before any grammar: made plain with a way back, cut into paragraphs, its quotations, its language."""
