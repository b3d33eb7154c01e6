"""Newspapers, broadcasters and agencies: their names in every form, and which of them a text means."""
