"""citeproc-js on node, for whatever compares with it: items as it can stand them, jobs in and out.

citeproc-js is a development tool only; nothing of it is part of citeform. `citeproc_js.js` says
what a job and an answer hold.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citeform.csl.packages import package_folder
from citeform.formats.csljson import to_item

if TYPE_CHECKING:
    from citeform import Article
    from citeform.csl.citation import Cite

SCRIPT = Path(__file__).with_name("citeproc_js.js")
LOCALES = package_folder("citeproc") / "data" / "locales"


def run_node(jobs: list[dict[str, Any]], modules: Path) -> list[dict[str, Any]]:
    """The answers of `citeproc_js.js`."""
    finished = subprocess.run(
        ["node", str(SCRIPT)],
        input="".join(json.dumps(job) + "\n" for job in jobs),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NODE_PATH": str(modules)},
    )
    return [json.loads(line) for line in finished.stdout.splitlines()]


def plain_item(article: Article) -> dict[str, Any]:
    """CSL-JSON that citeproc-js can stand: nothing null, nothing but CSL's own keys.

    A style that still says "event" finds CSL 1.0.2's "event-title" here too, as it does in citeform.
    """
    item = {key: value for key, value in to_item(article.replace(custom=None)).items() if value}
    return item | ({"event": item["event-title"]} if "event-title" in item else {})


def cite_item(cite: Cite) -> dict[str, str]:
    located = {"locator": cite.locator, "label": cite.label} if cite.locator else {}
    return {"id": cite.id, **located}
