"""Stanza's work done sooner, with the same result; every module says what of Stanza's code it was written against."""
