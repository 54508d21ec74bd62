"""Make the data files canonical, and state them in release.json and in the README.

This is the last step of an edit:

    python tools/release.py                      # says what is not as it should be; writes nothing
    python tools/release.py --write              # after an edit
    python tools/release.py --write --date 2030-01-31    # on the day of a release

The version comes from the package. Without `--date`, the date of the release stays as long as the
files and the version stay, and is else the day of today.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from nlstatedreig import NlstatedreigError, __version__
from nlstatedreig._convert import write_records
from nlstatedreig.catalogue import (
    LETTER_BOUND,
    Catalogue,
    Count,
    DataFile,
    Release,
    data_files,
    kinds,
)
from nlstatedreig.values import PartialDate

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "src" / "nlstatedreig" / "data"
README = ROOT / "README.md"
RELEASE = "release.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell which files differ from what they should be, and write them if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the files")
    parser.add_argument("--date", type=PartialDate, help="the day of the release")
    parser.add_argument("--data", type=Path, default=DATA, help="the directory of the data")
    parser.add_argument("--readme", type=Path, default=README, help="the file with the counts")
    given = parser.parse_args(arguments)
    readme = given.readme.read_bytes()
    try:
        catalogue = Catalogue.from_directory(given.data)
        wanted = {given.data / name: text for name, text in files(catalogue, given.date).items()}
        wanted[given.readme] = with_counts(readme.decode(), catalogue).encode()
        present = {
            given.data / name: entry.read_bytes()
            for name, entry in data_files(given.data)
            if name.endswith(".json")
        }
    except NlstatedreigError as error:
        print(error, file=sys.stderr)
        return 2
    present[given.readme] = readme
    changed = [
        path
        for path in sorted(wanted.keys() | present.keys())
        if wanted.get(path) != present.get(path)
    ]
    for path in changed:
        print(path)
        if given.write and path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted[path])
        elif given.write:
            path.unlink()  # all its records belong in other files
    return 0 if given.write or not changed else 1


def with_counts(readme: str, catalogue: Catalogue) -> str:
    """The README with the number of records of each kind between its two marks."""
    rows = [f"| `{name}` | {len(held)} |" for name, held in catalogue.collections()]
    table = "\n".join(["| Collection | Records |", "|---|---:|", *rows])
    return re.sub(
        r"(<!-- counts\b[^\n]*\n).*?(<!-- /counts -->)", rf"\1{table}\n\2", readme, flags=re.DOTALL
    )


def files(catalogue: Catalogue, day: PartialDate | None = None) -> dict[str, bytes]:
    """What each data file should hold, by name."""
    wanted = {
        name: write_records(records).encode()
        for kind in [*kinds(), "retired"]
        for name, records in _by_file(kind, getattr(catalogue, kind).values())
    }
    wanted[RELEASE] = write_records([_release(catalogue, wanted, day)]).encode()
    return wanted


def _by_file(kind: str, records: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    sorted_out: dict[str, list[Any]] = {}
    for record in records:
        folder = f"letters/{record.id.partition(':')[0]}/" if kind in LETTER_BOUND else ""
        sorted_out.setdefault(f"{folder}{kind}.json", []).append(record)
    yield from sorted_out.items()


def _release(catalogue: Catalogue, wanted: dict[str, bytes], day: PartialDate | None) -> Release:
    hashes = tuple(
        DataFile(name=name, sha256=hashlib.sha256(content).hexdigest())
        for name, content in sorted(wanted.items())
    )
    counts = tuple(Count(kind=name, records=len(held)) for name, held in catalogue.collections())
    before = catalogue.release
    if day is None and before and (before.id, before.files) == (__version__, hashes):
        day = before.date
    today = PartialDate(date.today().isoformat())
    return Release(id=__version__, date=day or today, counts=counts, files=hashes)


if __name__ == "__main__":
    sys.exit(main())
