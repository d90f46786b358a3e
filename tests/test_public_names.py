"""The names of `import citeform` are what they are, whatever else was imported."""

import re
import subprocess
import sys

import pytest

import citeform
from tests.conftest import ROOT


@pytest.mark.parametrize("name", citeform.__all__)
def test_every_public_name_is_there(name):
    assert getattr(citeform, name).__doc__


def test_fetch_is_a_function_before_and_after_its_package_is_imported():
    program = """
import citeform
from tests.conftest import ROOT
for _ in range(2):
    try:
        citeform.fetch("hello")
    except citeform.CiteformError as error:
        print(type(error).__name__)
from citeform.fetching import Fetcher
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["NotAnIdentifierError"] * 2


def test_submodules_do_not_take_the_place_of_functions():
    program = """
import importlib, pkgutil
import citeform
from tests.conftest import ROOT
for module in pkgutil.iter_modules(citeform.__path__):
    if module.name != "__main__":
        importlib.import_module(f"citeform.{module.name}")
print(*[name for name in citeform.__all__ if not callable(getattr(citeform, name))])
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == []


def test_the_readme_lists_every_public_name():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    contract = readme.partition("These names are the contract")[2].partition("## More")[0]
    listed = re.findall(r"`(\w+)`", contract)
    assert sorted(listed) == citeform.__all__


def test_the_function_reference_shows_every_public_function():
    reference = (ROOT / "docs/reference/api.md").read_text(encoding="utf-8")
    shown = re.findall(r"^ +- (\w+)$", reference, re.MULTILINE)
    functions = {name for name in citeform.__all__ if name[0].islower()}
    assert functions - set(shown) == set()
