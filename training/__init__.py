"""How the shipped models are made: one command per language, through Stanza's own trainers.

Nothing here is needed to use the library; see ``docs/models.md``.
"""
