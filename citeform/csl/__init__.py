"""The CSL engine: a style and articles in, citations and a bibliography out (CSL 1.0.2).

reader, schema      XML -> nodes, with diagnostics
locale, catalogue   terms and dates of a language; styles by name
compiler, elements/ nodes -> closures, one file per rendering element
program             a style compiled for a locale
process, passes/    a document through the passes, in the order that `process` numbers
style, session      what users hold in their hands
"""
