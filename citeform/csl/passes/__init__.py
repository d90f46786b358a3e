"""What is done to a document's cites before and after each is rendered, one pass a file.

The order of the passes is in `citeform.csl.process`.
"""
