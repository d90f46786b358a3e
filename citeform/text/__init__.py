"""Rich text: strings in which single noncharacters stand for markup, and what is done to them.

marks       the alphabet
markup      CSL's inline tags and quotes -> marked string
case        text-case over marked strings
punctuation merging where pieces meet; moving in and out of quotation marks
output/     marked string -> HTML, LaTeX, …: the only makers of marked-up strings
"""
