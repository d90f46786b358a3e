"""Outputs: marked strings become HTML, LaTeX, Markdown, RTF, Typst, plain text, and nowhere else."""
