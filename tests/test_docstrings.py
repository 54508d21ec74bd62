"""Whatever is public is explained where it stands."""

from __future__ import annotations

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


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
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
