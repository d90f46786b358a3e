"""`python -m citeform` is the command `citeform`."""

from __future__ import annotations

import sys

from citeform.cli import main

if __name__ == "__main__":
    sys.exit(main())
