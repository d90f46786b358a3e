"""Bibliographies, timed: citeform and its peers on the same real works. See `__main__`."""
