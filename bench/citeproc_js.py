"""citeproc-js on node, for whatever compares with it: items as it can stand them, jobs in and out.

citeproc-js is a development tool only; nothing of it is part of citeform. `citeproc_js.js` says
what a job and an answer hold.
"""

from __future__ import annotations

import json
import os
import select
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


class CiteprocJs:
    """One node that answers job after job, and is started anew when it dies or takes too long."""

    def __init__(self, modules: Path) -> None:
        self._environment = {**os.environ, "NODE_PATH": str(modules)}
        self._node: subprocess.Popen[bytes] | None = None

    def run(self, job: dict[str, Any], timeout: float) -> dict[str, Any]:
        """The answer, `{"error": …}` where there is none within so many seconds."""
        if self._node is None or self._node.poll() is not None:
            self._node = subprocess.Popen(
                ["node", str(SCRIPT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
            )
        node = self._node
        assert node.stdin
        assert node.stdout
        try:
            node.stdin.write(json.dumps(job).encode() + b"\n")
            node.stdin.flush()
        except BrokenPipeError:
            self.close()
            return {"error": "node ended"}
        if not select.select([node.stdout], [], [], timeout)[0]:
            self.close()
            return {"error": f"no answer within {timeout:g} s"}
        line = node.stdout.readline()  # it is written at once, so what has begun will end
        if not line:
            self.close()
            return {"error": "node ended"}
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End node."""
        if self._node is not None:
            self._node.kill()
            self._node.communicate()
            self._node = None


def plain_item(article: Article) -> dict[str, Any]:
    """CSL-JSON that citeproc-js can stand: nothing null, nothing but CSL's own keys.

    A style that still says "event" finds CSL 1.0.2's "event-title" here too, as it does in citeform.
    """
    item = {key: value for key, value in to_item(article.replace(custom=None)).items() if value}
    return item | ({"event": item["event-title"]} if "event-title" in item else {})


def cite_item(cite: Cite) -> dict[str, str]:
    located = {"locator": cite.locator, "label": cite.label} if cite.locator else {}
    return {"id": cite.id, **located}
