"""The process behind `citeform.batch`: works come in, texts go out, until the input ends."""

from __future__ import annotations

import os
import pickle
import signal
import sys

from citeform.batch import attempt
from citeform.styles import formatter_of_one


def main() -> None:
    """Answer until there is no more input, which is also when whoever asked is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked decides what ends
    questions = sys.stdin.buffer
    # Nothing that prints may get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        formatter = formatter_of_one(*pickle.load(questions))  # noqa: S301 -- our own parent's
        while True:
            chunk = pickle.load(questions)  # noqa: S301 -- the same
            pickle.dump([attempt(formatter, article) for article in chunk], answers)
            answers.flush()
    except (EOFError, BrokenPipeError):
        return
