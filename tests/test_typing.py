"""What a type checker tells the users of the package."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import nlstatedreig

API = Path(__file__).parent / "typing" / "api.py"

WRONG = """\
from nlstatedreig import Measure, measures

label: str = measures["a-measure"].label
measures["a-measure"].weight = "core"
measures.add(measures["a-measure"])
measures["a-measure"].steps[0].sumary
Measure(id="a-measure")
from nlstatedreig import mesures
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where mypy keeps what it has read, so that it reads the package once."""
    return tmp_path_factory.mktemp("mypy")


def strictly(program: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """Check a program as a stranger would: strictly, without the project's own settings."""
    words = ["--strict", "--config-file=", "--cache-dir", str(cache), program.name]
    return subprocess.run(
        [sys.executable, "-m", "mypy", *words],
        cwd=program.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_right_program_is_accepted(cache: Path) -> None:
    """A strict type checker accepts a program that uses the whole public API."""
    checked = strictly(API, cache)
    assert checked.returncode == 0, checked.stdout


def test_a_wrong_program_is_rejected(cache: Path, tmp_path: Path) -> None:
    """A strict type checker finds the mistake in each line of a wrong program."""
    program = tmp_path / "wrong.py"
    program.write_text(WRONG, "utf-8")
    checked = strictly(program, cache)
    found = {int(line) for line in re.findall(r"^wrong\.py:(\d+): error", checked.stdout, re.M)}
    assert found == set(range(3, 9)), checked.stdout


def test_the_program_uses_every_public_name() -> None:
    """No public name of the package is left out of the program."""
    nodes = ast.walk(ast.parse(API.read_text("utf-8")))
    assert set(nlstatedreig.__all__) <= {node.id for node in nodes if isinstance(node, ast.Name)}
