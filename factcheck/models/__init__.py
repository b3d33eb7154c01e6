"""The models that the package ships, one folder per language; see ``NOTICE.md`` here and ``docs/models.md``."""
