"""Who is meant: from mentions to sources with a name, a type and a place in the chain."""

from factcheck.sources.chains import Resolved, resolve
from factcheck.sources.entities import Entity, entities

__all__ = ["Entity", "Resolved", "entities", "resolve"]
