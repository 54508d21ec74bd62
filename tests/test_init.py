"""The package itself: public names, and what importing it costs."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import nlstatedreig
from nlstatedreig.catalogue import Catalogue, kinds, load


def run(program: str) -> str:
    """What a program prints in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_importing_the_package_imports_next_to_nothing() -> None:
    """Neither attrs nor cattrs nor any other module comes along before a name is asked for."""
    program = (
        "import sys; before = set(sys.modules); import nlstatedreig; "
        "print(sorted(set(sys.modules) - before))"
    )
    assert run(program) == "['nlstatedreig']"


def test_a_record_class_is_had_without_the_converter() -> None:
    """Asking for a class, or for the catalogue, reads no data and needs no cattrs."""
    program = (
        "import sys; from nlstatedreig import Catalogue, Measure, PartialDate, load; "
        "load().measures; Catalogue().documents; "
        "print('attr' in sys.modules, 'cattrs' in sys.modules)"
    )
    assert run(program) == "True False"


@pytest.mark.parametrize("name", [*kinds()])
def test_a_collection_is_that_of_the_catalogue(name: str) -> None:
    """`from nlstatedreig import measures` gives the collection of the loaded catalogue."""
    assert getattr(nlstatedreig, name) is getattr(load(), name)


def test_the_catalogue_is_loaded_once() -> None:
    """Every part of a program shares one catalogue."""
    assert load() is load()
    assert isinstance(load(), Catalogue)


def test_all_public_names_are_there_and_sorted() -> None:
    """Each name of `__all__` exists, each kind of record and its collection are among them."""
    assert nlstatedreig.__all__ == sorted(nlstatedreig.__all__)
    assert all(getattr(nlstatedreig, name) is not None for name in nlstatedreig.__all__)
    assert {kind.__name__ for kind in kinds().values()} | set(kinds()) < set(nlstatedreig.__all__)
    assert dir(nlstatedreig) == sorted([*nlstatedreig.__all__, "__version__"])


def test_type_checkers_see_the_public_names() -> None:
    """What is imported or declared for type checkers is just what is public."""
    tree = ast.parse(Path(inspect.getfile(nlstatedreig)).read_text(encoding="utf-8"))
    (block,) = [
        node
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    imported = [
        alias.name
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    declared = [ast.unparse(node.target) for node in block.body if isinstance(node, ast.AnnAssign)]
    assert sorted(imported + declared) == nlstatedreig.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A misspelt name fails as it does in every module."""
    with pytest.raises(AttributeError, match="module 'nlstatedreig' has no attribute 'measurs'"):
        nlstatedreig.measurs  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(ImportError, match="cannot import name 'measurs'"):
        from nlstatedreig import measurs  # type: ignore[attr-defined] # noqa: F401


def test_the_version_is_that_of_the_distribution() -> None:
    """The version stands in one place."""
    assert nlstatedreig.__version__ == version("nlstatedreig")
