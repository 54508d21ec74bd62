"""What several test modules use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Time is no part of a law: neither a slow machine nor the measuring of coverage may break one.
settings.register_profile("laws", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("laws")


@pytest.fixture(scope="session")
def source_texts() -> Path:
    """The directory with the five source texts; without it, the test is skipped."""
    given = os.environ.get("NLSTATEDREIG_SOURCES")
    beside = Path(__file__).resolve().parents[2] / "shared" / "sources"
    directory = Path(given) if given else beside
    if not directory.is_dir():
        pytest.skip(
            f"needs the five source texts, which are not at {directory}: set NLSTATEDREIG_SOURCES "
            "to the directory that holds them"
        )
    return directory
