"""Who is meant: from mentions to sources with a name, a type and a place in the chain."""

from factcheck.sources.entities import Entity, entities
from factcheck.sources.resolving import Resolved, resolve

__all__ = ["Entity", "Resolved", "entities", "resolve"]
