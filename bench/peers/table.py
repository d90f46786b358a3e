"""Which engines there are, where each is looked for, and how it is started.

Those in Python are found as packages of the interpreter that runs the benchmark (citeproc-py,
typst, pypandoc_binary), pandoc on the path too, those on node in the folder given with --peers:

    npm install --prefix DIR citeproc @citation-js/core @citation-js/plugin-csl
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bench.peers.worker import Worker
from citeform.csl.packages import package_folder

HERE = Path(__file__).parent
LOCALES = package_folder("citeproc") / "data" / "locales"
LOCALE = "en-US"


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine that this machine has."""

    name: str
    command: tuple[str, ...]
    """Starts its worker; () where it has none, being a program that does all at once."""
    env: dict[str, str]
    documents: bool = False
    """Whether its worker renders citations."""
    edits: bool = False
    """Whether it keeps a document that is edited."""
    slow: bool = False
    """Whether it takes so long that the large set is left out."""

    def start(self, style: Path) -> Worker:
        """Its worker, with the style compiled."""
        worker = Worker(self.command, self.env)
        worker.ask("open", style=str(style), locale=LOCALE, locales=str(LOCALES))
        return worker


def _python(module: str, package: str) -> Callable[[Path | None], tuple[str, ...] | None]:
    command = (sys.executable, "-m", f"bench.peers.{module}")
    return lambda _peers: command if find_spec(package) else None


def _node(script: str, package: str) -> Callable[[Path | None], tuple[str, ...] | None]:
    def find(peers: Path | None) -> tuple[str, ...] | None:
        node = shutil.which("node")
        there = peers is not None and (peers / "node_modules" / package).is_dir()
        return (node, str(HERE / script)) if node and there else None

    return find


def _pandoc(_peers: Path | None) -> tuple[str, ...] | None:
    return () if pandoc() else None


def pandoc() -> str | None:
    """The program: on the path, or in the package pypandoc_binary."""
    found = find_spec("pypandoc")
    inside = Path(found.origin or "").parent / "files" / "pandoc" if found else None
    return shutil.which("pandoc") or (str(inside) if inside and inside.is_file() else None)


_KNOWN = {
    "citeform": (_python("citeform_worker", "citeform"), {"documents": True, "edits": True}),
    "citeproc-js": (_node("citeproc_js_worker.js", "citeproc"), {"documents": True, "edits": True}),
    "citation.js": (_node("citation_js_worker.js", "@citation-js/plugin-csl"), {}),
    "hayagriva": (_python("hayagriva_worker", "typst"), {"documents": True}),
    "citeproc-py": (_python("citeproc_py_worker", "citeproc"), {"slow": True}),
    "pandoc": (_pandoc, {}),
}
NAMES = tuple(_KNOWN)


def find_peers(peers: Path | None, wanted: Sequence[str] = NAMES) -> list[Peer]:
    """Those that this machine has, citeform first; of each other it is said that it is skipped."""
    env = {"NODE_PATH": str(peers.resolve() / "node_modules")} if peers else {}
    found: list[Peer] = []
    for name, (find, traits) in _KNOWN.items():
        if name != "citeform" and name not in wanted:
            continue
        command = find(peers)
        if command is None:
            print(f"{name}: not found, skipped")
        else:
            found.append(Peer(name, command, env, **traits))
    return found
