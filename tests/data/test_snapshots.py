"""A change of the data shows as a readable diff."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from nlstatedreig.catalogue import load

ROOT = Path(__file__).resolve().parents[2]
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "snapshot.py"))


@pytest.mark.parametrize("letter", [document.id for document in load().letters])
def test_the_snapshot_of_a_letter_is_current(letter: str) -> None:
    """The committed snapshot is that of the data; tools/snapshot.py writes it anew."""
    kept = (TOOL["SNAPSHOTS"] / f"{letter}.txt").read_text(encoding="utf-8").splitlines()
    assert list(TOOL["snapshot"](load(), letter)) == kept
