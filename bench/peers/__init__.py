"""The engines that citeform is timed against, each a process that is asked line by line.

A worker reads one JSON object a line and answers with one; `worker.py` starts and asks it,
`table.py` says which there are and which of them this machine has. What a worker is asked:

    {"do": "open", "style": file, "locale": tag, "locales": folder}     compiles the style
    {"do": "read", "items": file of CSL-JSON}                           items in memory
    {"do": "bibliography"}                                              all of them, as HTML
    {"do": "document", "clusters": [[id, …], …], "notes": bool}         citations and bibliography
    {"do": "edit", "at": [position, …], "cited": [[id, …], …]}          insert, move, remove

The three last answer with {"cpu": seconds, "wall": seconds, …} of that work alone: reading the
question, reading files and compiling the style are not in it.
"""
