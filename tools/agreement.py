"""Compare two coding passes: agreement per kind, and the differences to settle.

    python tools/agreement.py PASS-1 PASS-2 --sources ../shared/sources [--differences]

A pass is a directory with a JSON file for each kind. A unit is a passage under a record. Two units
agree if they are of the same kind and at least half the words of the longer passage are words of
the other; each unit is paired once, the largest overlap first. F1 is twice the pairs over the units
of both passes. Krippendorff's alpha (nominal) is taken over the pairs that state a value.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import krippendorff
from attrs import frozen

from nlstatedreig import Sources
from nlstatedreig._convert import read_records
from nlstatedreig.catalogue import Catalogue, kinds, load
from nlstatedreig.records import Record
from nlstatedreig.sources import Standing
from nlstatedreig.values import Evidence

CODED_VALUES = {
    "status": ("measures", "status"),
    "match": ("threats", "match"),
    "trend": ("assessments", "trend"),
    "intent": ("citations", "intent"),
}
"""What alpha is reported for: the kind of record and the field."""


@frozen
class Unit:
    """A passage under a record, with the part of the record that it belongs to."""

    kind: str
    record: Record
    part: Any
    place: tuple[str, str | None, int | None]
    words: range

    def overlap(self, other: Unit) -> float:
        """The shared words as a share of the longer passage; 0 if they stand elsewhere."""
        if self.kind != other.kind or self.place != other.place:
            return 0.0
        first, last = max(self.words[0], other.words[0]), min(self.words[-1], other.words[-1])
        return max(0, last - first + 1) / max(len(self.words), len(other.words))


@frozen
class Comparison:
    """The units of two passes, paired where they agree on the passage."""

    pairs: tuple[tuple[Unit, Unit], ...]
    only_first: tuple[Unit, ...]
    only_second: tuple[Unit, ...]

    def f1(self, kind: str) -> float | None:
        """Twice the pairs over the units of both passes; `None` if neither has a unit."""
        paired = sum(2 for pair in self.pairs if pair[0].kind == kind)
        alone = sum(unit.kind == kind for unit in (*self.only_first, *self.only_second))
        return paired / (paired + alone) if paired + alone else None

    def alpha(self, value: str) -> float | None:
        """Krippendorff's alpha of a coded value; `None` below two pairs or two values."""
        kind, field = CODED_VALUES[value]
        coded = [
            (str(getattr(a.part, field)), str(getattr(b.part, field)))
            for a, b in self.pairs
            if a.kind == kind and hasattr(a.part, field) and hasattr(b.part, field)
        ]
        names = sorted({name for pair in coded for name in pair})
        if len(coded) < 2 or len(names) < 2:
            return None
        rows = [[names.index(pair[side]) for pair in coded] for side in (0, 1)]
        return float(krippendorff.alpha(rows, level_of_measurement="nominal"))


def compare(first: list[Unit], second: list[Unit]) -> Comparison:
    """Pair the units of two passes, the largest overlap first."""
    overlaps = [
        (-share, i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if (share := a.overlap(b) + (a.record.id == b.record.id) * 1e-6) >= 0.5
    ]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(overlaps):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return Comparison(
        tuple((first[i], second[j]) for i, j in sorted(pairs.items())),
        tuple(unit for i, unit in enumerate(first) if i not in pairs),
        tuple(unit for j, unit in enumerate(second) if j not in pairs.values()),
    )


def units(directory: Path, sources: Sources) -> list[Unit]:
    """Every passage under every record of a pass."""
    found = []
    for kind, cls in kinds().items():
        file = directory / f"{kind}.json"
        if not file.is_file():
            continue
        for record in read_records(file.read_text(encoding="utf-8"), cls, str(file)):
            for part, evidence in _parts(record):
                passage = sources.locate(evidence)
                words = range(passage.first_word, passage.last_word + 1)
                place = (passage.document, passage.section, passage.footnote)
                found.append(Unit(kind, record, part, place, words))
    return found


def _parts(record: Record) -> Iterator[tuple[Any, Evidence]]:
    """Each passage once, with the innermost dated part (step, name, element) that holds it."""
    seen = set()
    for name in ("steps", "names", "elements"):
        for part in getattr(record, name, ()):
            for evidence in getattr(part, "evidence", ()):  # a definition has plain elements
                if evidence not in seen:
                    seen.add(evidence)
                    yield part, evidence
    for evidence in record.evidence:
        if evidence not in seen:
            seen.add(evidence)
            yield record, evidence


def report(comparison: Comparison) -> Iterator[str]:
    """The rows of the table of agreement, in Markdown."""
    yield "| kind | pass 1 | pass 2 | paired | F1 |"
    yield "|---|---|---|---|---|"
    for kind in kinds():
        f1 = comparison.f1(kind)
        if f1 is not None:
            paired = sum(pair[0].kind == kind for pair in comparison.pairs)
            one = paired + sum(unit.kind == kind for unit in comparison.only_first)
            two = paired + sum(unit.kind == kind for unit in comparison.only_second)
            yield f"| {kind} | {one} | {two} | {paired} | {f1:.2f} |"
    yield ""
    yield "| value | alpha |"
    yield "|---|---|"
    for value in CODED_VALUES:
        alpha = comparison.alpha(value)
        yield f"| {value} | {'–' if alpha is None else f'{alpha:.2f}'} |"


def coverage_rows(catalogue: Catalogue, sources: Sources) -> Iterator[str]:
    """The rows of the table of coverage, in Markdown: one for each document."""
    yield "| document | words | accounted | uncoded | unaccounted |"
    yield "|---|---|---|---|---|"
    for letter in catalogue.letters:
        coverage = sources.coverage(letter.id)
        words = [coverage.words(standing) for standing in Standing]
        shares = " | ".join(f"{100 * count / sum(words):.1f} %" for count in words)
        yield f"| `{letter.id}` | {sum(words)} | {shares} |"


def differences(comparison: Comparison, sources: Sources) -> Iterator[str]:
    """What has to be settled, in the order of the text. Quotes the sources: not for keeping."""
    rows = [
        (unit.place, unit.words[0], f"ONLY IN 1  {_show(unit)}") for unit in comparison.only_first
    ]
    rows += [
        (unit.place, unit.words[0], f"ONLY IN 2  {_show(unit)}") for unit in comparison.only_second
    ]
    for a, b in comparison.pairs:
        rows.append((a.place, a.words[0], f"BOTH  1: {_show(a)}\n      2: {_show(b)}"))
    for place, _, line in sorted(rows, key=lambda row: (str(row[0]), row[1])):
        yield f"{place[1]} note {place[2]}  {line}" if place[2] else f"{place[1]}  {line}"


def _show(unit: Unit) -> str:
    coded = [
        str(getattr(unit.part, field))
        for _, field in CODED_VALUES.values()
        if hasattr(unit.part, field)
    ]
    words = f"{unit.words[0]}-{unit.words[-1]}"
    return f"[{words}] {unit.kind} {unit.record.id} {' '.join(coded)} «{unit.record}»"


def main(arguments: list[str]) -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--differences", action="store_true")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    options = parser.parse_args(arguments)
    catalogue: Catalogue = load()
    sources = Sources(options.sources, catalogue)
    comparison = compare(units(options.first, sources), units(options.second, sources))
    if options.json:
        figures = {
            "f1": {kind: comparison.f1(kind) for kind in kinds()},
            "alpha": {value: comparison.alpha(value) for value in CODED_VALUES},
        }
        print(json.dumps(figures, indent=2))
    else:
        print(
            "\n".join(
                differences(comparison, sources) if options.differences else report(comparison)
            )
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
