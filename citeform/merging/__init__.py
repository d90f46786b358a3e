"""Finding records of one work and joining them.

fingerprint   what of a record is compared
matching      which records are of one work, and why
choice        which value of a field is taken, and why: the table
merge         the joining itself, and what was done as diagnostics
"""

from citeform.merging.merge import Joined, Merged, join, merge

__all__ = ["Joined", "Merged", "join", "merge"]
