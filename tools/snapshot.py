"""Write the snapshot of each letter: ids, counts and coded values, one a line.

    python tools/snapshot.py            # after an edit of the data

A change of the data then shows as a diff of a few readable lines under tests/data/snapshots.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from nlstatedreig.catalogue import Catalogue, load
from nlstatedreig.records import (
    Assessment,
    Citation,
    Commitment,
    Definition,
    Erratum,
    Figure,
    Framework,
    Measure,
    Record,
    Threat,
    Uncoded,
)

SNAPSHOTS = Path(__file__).resolve().parents[1] / "tests" / "data" / "snapshots"


def snapshot(catalogue: Catalogue, letter: str) -> Iterator[str]:
    """The lines of the snapshot of a letter."""
    for kind, held in catalogue.collections():
        records = [r for r in held.values() if letter in r.letters or r.id.startswith(f"{letter}:")]
        own = [r for r in records if not r.id.partition(":")[1] or r.id.startswith(f"{letter}:")]
        yield f"{kind} {len(own)}"
        for record in own:
            yield "  ".join(["", record.id, *filter(None, _values(record, letter))])


def _values(record: Record, letter: str) -> Iterator[str | None]:
    match record:
        case Measure():
            steps = [step for step in record.steps if step.letter == letter]
            yield f"{record.kind} {record.weight}"
            yield " ".join(step.status for step in steps) or "(no step)"
            yield ", ".join(f"{link.relation} {link.measure}" for link in record.lineage)
        case Threat():
            yield " ".join(name.match for name in record.names if name.letter == letter)
        case Framework():
            yield " ".join(element.id for element in record.elements)
        case Definition():
            yield record.form
        case Assessment():
            yield record.trend
        case Commitment():
            yield f"{record.due or '-'} {record.outcome.verdict}"
        case Figure():
            yield str(record.quantity)
        case Citation():
            yield f"{record.intent} {record.document}"
            yield f"meant {record.meant}" if record.meant else None
        case Erratum():
            yield record.correct
        case Uncoded():
            yield record.reason
        case _:
            return


def main() -> int:
    """Run the script."""
    catalogue = load()
    SNAPSHOTS.mkdir(parents=True, exist_ok=True)
    for letter in catalogue.letters:
        text = "\n".join(snapshot(catalogue, letter.id)) + "\n"
        (SNAPSHOTS / f"{letter.id}.txt").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
