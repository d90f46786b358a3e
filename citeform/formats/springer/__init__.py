"""Springer: the citation line in its two forms, and the SpringerLink article page.

names      initials, particles, bodies: as printed, and back
journals   where a title ends and a journal's name begins
write      article -> citation, as rich text
read       citation line -> article
chapter    the citations of chapters
citation   the formats `springer` and `springer-current`
page       the format `springer-page`
"""
