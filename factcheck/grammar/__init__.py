"""What trees and forms of words offer: proposals of who says what, the narrator's clauses, hearsay.

The terms are those of PARC (Pareti 2012) and PolNeAR (Newell et al. 2018): an attribution is a source, a cue and a
content.
"""
