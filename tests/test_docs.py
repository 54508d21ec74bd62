"""What the README, the docs and the docstrings show is so."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from examples import ROOT, without_fences

import nlstatedreig
from nlstatedreig.catalogue import kinds

PAGES = [ROOT / name for name in ("README.md", "CHANGELOG.md")] + sorted(
    page for page in (ROOT / "docs").rglob("*.md") if "_build" not in page.parts
)
MODULES = ["nlstatedreig"] + [
    f"nlstatedreig.{module.name}" for module in pkgutil.iter_modules(nlstatedreig.__path__)
]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def named(page: Path) -> str:
    """How a test calls a page."""
    return page.relative_to(ROOT).as_posix()


def run(example: doctest.DocTest) -> None:
    """Run the examples of one page or docstring, one after another."""
    told: list[str] = []
    doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(example, out=told.append)
    assert not told, "".join(told)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if ">>>" in page.read_text("utf-8")], ids=named
)
def test_examples_of_pages(page: Path) -> None:
    """The examples of a page give what the page shows."""
    text = without_fences(page.read_text("utf-8"))
    run(doctest.DocTestParser().get_doctest(text, {}, named(page), str(page), 0))


@pytest.mark.parametrize("module", MODULES)
def test_examples_of_docstrings(module: str) -> None:
    """The examples of a module's docstrings give what they show, with the imports they show."""
    for example in doctest.DocTestFinder().find(importlib.import_module(module), globs={}):
        run(example)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_within_the_docs(page: Path) -> None:
    """A link from a page to a file leads to a file that there is."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).is_file(), target


def test_counts_of_the_readme() -> None:
    """The README states how many records there are of each kind."""
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", (ROOT / "README.md").read_text("utf-8"), re.M)
    held = nlstatedreig.load().collections()
    assert {kind: int(count) for kind, count in rows} == {name: len(of) for name, of in held}


def test_every_kind_and_module_has_its_place() -> None:
    """The reference describes each public module, and the page of the package names each kind."""
    reference = {page.stem for page in (ROOT / "docs" / "reference").glob("*.md")}
    public = {name.partition(".")[2] for name in MODULES if "._" not in name} - {"", "cli"}
    assert public <= reference
    package = (ROOT / "docs" / "reference" / "package.md").read_text("utf-8")
    assert all(f"`{name}`" in package for name in kinds())
