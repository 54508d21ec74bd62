"""How the examples of the docs are read."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def without_fences(page: str) -> str:
    """A page of Markdown as doctest should see it: a fence is no part of an expected output."""
    return re.sub(r"^ *```.*$", "", page, flags=re.MULTILINE)
