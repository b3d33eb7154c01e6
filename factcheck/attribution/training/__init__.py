"""Teach the reader: from marked texts to a folder that ``load(..., model=FOLDER)`` reads."""
