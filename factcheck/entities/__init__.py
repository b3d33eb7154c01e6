"""Who is meant: from mentions to sources with a name, a type and a place in the chain."""
