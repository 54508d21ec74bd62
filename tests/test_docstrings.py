"""The examples in the docstrings, and that whatever is public has a docstring."""

from __future__ import annotations

import doctest
import inspect
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import nlstatedreig

MODULES = [
    import_module(f"nlstatedreig.{file.stem}".removesuffix(".__init__"))
    for file in sorted(Path(nlstatedreig.__file__).parent.glob("*.py"))
]
EACH_MODULE = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)


@EACH_MODULE
def test_examples_show_what_happens(module: ModuleType) -> None:
    """Each example runs without anything around it, and gives what it shows."""
    runner = doctest.DocTestRunner()
    for example in doctest.DocTestFinder(exclude_empty=True).find(module, globs={}):
        runner.run(example)
    assert runner.summarize(verbose=False).failed == 0


@EACH_MODULE
def test_whatever_is_public_has_a_docstring(module: ModuleType) -> None:
    """Modules, and their public classes, functions, methods and properties, say what they are."""
    assert module.__doc__
    for name, held in vars(module).items():
        if name.startswith("_") or getattr(held, "__module__", None) != module.__name__:
            continue
        if inspect.isfunction(held) or inspect.isclass(held):
            assert held.__doc__, f"{module.__name__}.{name}"
        if inspect.isclass(held):
            for part, inner in vars(held).items():
                if not part.startswith("_") and (
                    inspect.isfunction(inner) or isinstance(inner, property)
                ):
                    assert inner.__doc__, f"{module.__name__}.{name}.{part}"
