"""Citations of a document, timed: all of them, and one that an editor changes. See `__main__`."""
