"""What is not public, in all that is published: which numbers are shielded, so that none can be inferred.

`regels` is the rule as data; `speelruimte` finds what an outsider can infer of a hidden number; `keuze` which
numbers to hide besides. Pure functions of two frames: cells (CELLEN) and the sums they stand in (VERBANDEN).
"""
