"""docs/data-quality.md states what the files of the coding passes give."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from nlstatedreig import Sources, load

ROOT = Path(__file__).resolve().parents[2]
CODING = Path(__file__).with_name("coding")
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "agreement.py"))


@pytest.mark.parametrize("letter", sorted(path.name for path in CODING.iterdir() if path.is_dir()))
def test_the_tables_of_agreement_are_those_of_the_two_passes(
    letter: str, source_texts: Path
) -> None:
    """The published figures can be computed again from the kept passes."""
    sources = Sources(source_texts, load())
    passes = [TOOL["units"](CODING / letter / name, sources) for name in ("pass-1", "pass-2")]
    table = "\n".join(TOOL["report"](TOOL["compare"](*passes)))
    text = (ROOT / "docs" / "data-quality.md").read_text(encoding="utf-8")
    assert table in text, f"docs/data-quality.md should hold, for {letter}:\n{table}"


def test_the_table_of_coverage_is_that_of_the_data(source_texts: Path) -> None:
    """The published shares are those that the coverage report gives."""
    catalogue = load()
    table = "\n".join(TOOL["coverage_rows"](catalogue, Sources(source_texts, catalogue)))
    text = (ROOT / "docs" / "data-quality.md").read_text(encoding="utf-8")
    assert table in text, f"docs/data-quality.md should hold:\n{table}"


def test_a_pass_agrees_with_itself(source_texts: Path) -> None:
    """F1 and alpha are one where both passes are the same."""
    units = TOOL["units"](CODING / "pilot" / "pass-1", Sources(source_texts, load()))
    comparison = TOOL["compare"](units, units)
    assert comparison.f1("measures") == 1
    assert comparison.alpha("status") == 1


def test_passes_without_a_shared_passage_do_not_agree(source_texts: Path) -> None:
    """F1 is zero where one pass has nothing."""
    units = TOOL["units"](CODING / "pilot" / "pass-1", Sources(source_texts, load()))
    comparison = TOOL["compare"](units, [])
    assert comparison.f1("measures") == 0
    assert comparison.alpha("status") is None
