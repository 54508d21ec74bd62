"""Show a source as its reader gives it, and stamp passages with their anchors.

    python tools/anchor.py show kst-30821-72 --section kst-30821-72:inleiding
    python tools/anchor.py headings kst-30821-72
    python tools/anchor.py stamp FILE…

`stamp` reads lists of records (JSON files, or directories of them). A passage is given as
`{"document": …, "text": "all of it"}`, its middle may be left out as ` … `, with `section` where
the text has it more than once and `footnote` for a passage in a note; or as start and end. It gets
its section, start, end and digest, and the file is written back in canonical form. What cannot be
stamped stays as it is and is listed, with the place and what to do; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from nlstatedreig._convert import read_records, write_json, write_records  # noqa: E402
from nlstatedreig.catalogue import Catalogue, Collection, kinds  # noqa: E402
from nlstatedreig.errors import AnchorError, DataError, SourceError  # noqa: E402
from nlstatedreig.records import Section  # noqa: E402
from nlstatedreig.sources import Sources, Standing, normalise  # noqa: E402
from nlstatedreig.values import DocumentId, Evidence, SectionId  # noqa: E402

_EVIDENCE = ("document", "section", "footnote", "start", "end", "digest")


def main(arguments: list[str] | None = None) -> int:
    """Run the script.

    Args:
        arguments: the command line, that of the process if none is given.

    Returns:
        0 if all is well, 1 if something could not be stamped or found.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sources", type=Path, default=_default_sources(), metavar="DIR")
    parser.add_argument("--data", type=Path, default=ROOT / "src/nlstatedreig/data", metavar="DIR")
    commands = parser.add_subparsers(dest="command", required=True)
    show = commands.add_parser("show", help="the sentences of a text, by section")
    show.add_argument("document")
    show.add_argument("--section", help="only this one; `-` is what stands before the first")
    show.add_argument("--notes", action="store_true", help="the footnotes too")
    headings = commands.add_parser("headings", help="paragraphs that could be headings")
    headings.add_argument("document")
    stamp = commands.add_parser("stamp", help="fill in section, start, end and digest")
    stamp.add_argument("files", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        sections = Catalogue.from_directory(options.data).sections
        sources = Sources(options.sources, Catalogue(sections=sections))
        match options.command:
            case "show":
                lines = _show(sources, options.document, options.section, options.notes)
            case "headings":
                lines = _headings(sources, options.document)
            case _:
                return _stamp_all(sources, options.files)
        print("\n".join(lines))
    except (DataError, SourceError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _default_sources() -> Path:
    given = os.environ.get("NLSTATEDREIG_SOURCES")
    return Path(given) if given else ROOT.parent / "shared" / "sources"


def _show(sources: Sources, document: str, section: str | None, notes: bool) -> Iterator[str]:
    coverage = sources.coverage(document)
    headings = sources.catalogue.sections
    place: tuple[SectionId | None, int] | None = None
    number = 0
    for sentence in coverage.sentences:
        if section and (sentence.section or "-") != section:
            continue
        if place is None or place[0] != sentence.section:
            title = headings[sentence.section].heading if sentence.section else "-"
            yield f"\n## {sentence.section or '-'}  {title}"
            number = 0
        if place != (sentence.section, sentence.block):
            yield ""
        place = (sentence.section, sentence.block)
        number += 1
        mark = "" if sentence.standing is Standing.UNACCOUNTED else f"[{sentence.standing}] "
        yield f"{number:>3} {mark}{sentence.text}"
    if notes or section:
        reading = sources.read(document)
        for note in coverage.notes:
            if not section or (note.section or "-") == section:
                where = note.section or ("-" if note.number in reading.marks else "mark lost")
                yield f"\n[{note.number}] ({where}) {reading.notes[note.number]}"


def _headings(sources: Sources, document: str) -> Iterator[str]:
    known = {
        normalise(section.heading): section.id
        for section in sources.catalogue.sections.values()
        if section.document == document
    }
    for block in sources.read(document).blocks:
        words = normalise(block.text)
        if words in known or (len(words) <= 15 and block.text[-1] not in ".,:;?"):
            yield f"{known.get(words, '?'):<60} {block.text}"


def _stamp_all(sources: Sources, files: list[Path]) -> int:
    problems: list[str] = []
    stamped = 0
    for given in files:
        if not given.exists():
            problems.append(f"{given}: no such file or directory")
        for file in sorted(given.rglob("*.json")) if given.is_dir() else [given]:
            if file.is_file() and file.name not in ("release.json", "retired.json"):
                count, found = _stamp(sources, file)
                stamped += count
                problems += found
    print(f"{stamped} passages stamped, {len(problems)} problems")
    for problem in problems:
        print(f"  {problem}")
    return 1 if problems else 0


def _stamp(sources: Sources, file: Path) -> tuple[int, list[str]]:
    try:
        records: Any = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        return 0, [f"{file}: not JSON: {error}; mend it there"]
    if not isinstance(records, list):
        return 0, [f"{file}: expected a list of records"]
    sources = _with_own_sections(sources, file, records)
    problems: list[str] = []
    stamped = 0
    for index, record in enumerate(records):
        name = record.get("id", f"record {index + 1}") if isinstance(record, dict) else index + 1
        for path, evidence in _evidence(record, "$"):
            try:
                _fill(sources, evidence)
                stamped += 1
            except (AnchorError, SourceError) as error:
                problems.append(f"{file}: {name}: {path}: {error}")
    kind = kinds().get(file.stem)
    text = write_json(sorted(records, key=_id))
    if kind is not None and not problems:
        try:
            parsed = read_records(text, kind, str(file))
            text = write_records(parsed)
            problems += sources.verify(parsed).problems
        except DataError as error:
            problems += error.problems
    file.write_text(text, encoding="utf-8")
    return stamped, problems


def _with_own_sections(sources: Sources, file: Path, records: list[Any]) -> Sources:
    """Sources divided by the sections of the file itself, when it is one of sections."""
    try:
        own = (
            read_records(json.dumps(records), Section, str(file)) if file.stem == "sections" else ()
        )
    except DataError:
        own = ()
    letters = {section.document for section in own}
    others = [s for s in sources.catalogue.sections.values() if s.document not in letters]
    if not own:
        return sources
    return Sources(sources.directory, Catalogue(sections=Collection(Section, [*others, *own])))


def _id(record: Any) -> str:
    return str(record.get("id", "")) if isinstance(record, dict) else ""


def _evidence(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a record that is a passage, with its path."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _evidence(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        if (
            "document" in value
            and set(value) <= {*_EVIDENCE, "text"}
            and set(value)
            & {
                "text",
                "start",
            }
        ):
            yield path, value
        else:
            for name, item in value.items():
                yield from _evidence(item, f"{path}.{name}")


def _fill(sources: Sources, evidence: dict[str, Any]) -> None:
    made = _from_text(sources, evidence) if "text" in evidence else _from_ends(sources, evidence)
    values = {name: getattr(made, name) for name in _EVIDENCE}
    evidence.clear()
    evidence.update({name: value for name, value in values.items() if value is not None})


def _from_text(sources: Sources, evidence: dict[str, Any]) -> Evidence:
    document, text = evidence["document"], evidence["text"]
    section, footnote = evidence.get("section", "?"), evidence.get("footnote")
    first: AnchorError | None = None
    for candidate in _as_read(text):
        try:
            return sources.anchor(document, candidate, section, footnote)
        except AnchorError as error:
            first = first or error
    assert first is not None  # the text itself is always tried
    raise first


_GLUED_MARK = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[.,:;)»])|(?<=\b20\d\d))\d{1,2}(?!\w|[.,]\d)"
    r"|(?<=\.) \d{1,2}(?= [A-Z])"
)


def _as_read(text: str) -> Iterator[str]:
    """The text, and what is left of it when it was copied with marks, markup and line breaks."""
    yield text
    bare = re.sub(r"(?<=\w)-[^\S\n]*\n\s*(?!(?:en|of)\b)", "", text)
    bare = re.sub(r"<sup>\d+</sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|</?\w+[^<>]*>|\*+", " ", bare)
    bare = re.sub(r"\s+(?=[.,;:)])", "", bare)
    yield bare
    yield _GLUED_MARK.sub("", bare)


def _from_ends(sources: Sources, evidence: dict[str, Any]) -> Evidence:
    """The evidence with its section, where that is missing and only one can be meant."""
    document, footnote = DocumentId(evidence["document"]), evidence.get("footnote")
    given = evidence.get("section")
    reading_order: list[SectionId | None] = [None, *_sections(sources, document)]
    hits: list[Evidence] = []
    first: AnchorError | None = None
    for section in [given] if given else reading_order:
        anchor = Evidence(
            document=document,
            section=section,
            footnote=footnote,
            start=evidence["start"],
            end=evidence.get("end"),
            digest="",
        )
        try:
            hits.append(_with_digest(anchor, sources.locate(anchor).digest))
        except AnchorError as error:
            first = first or error
    known = [hit for hit in hits if hit.section is None and hit.digest == evidence.get("digest")]
    if len(hits) == 1 or known:
        return (known or hits)[0]
    if hits:
        places = ", ".join(str(hit.section) for hit in hits)
        raise AnchorError(f"{evidence['start']!r} stands in {places}; give one as section")
    assert first is not None  # no hit means that every try has failed
    raise first


def _with_digest(evidence: Evidence, digest: str) -> Evidence:
    return Evidence(
        document=evidence.document,
        section=evidence.section,
        footnote=evidence.footnote,
        start=evidence.start,
        end=evidence.end,
        digest=digest,
    )


def _sections(sources: Sources, document: str) -> list[SectionId]:
    own = [s for s in sources.catalogue.sections.values() if s.document == document]
    return [section.id for section in sorted(own, key=lambda section: section.order)]


if __name__ == "__main__":
    raise SystemExit(main())
