"""What one record cannot show: lost links, rings, order, languages, files.

`check(catalogue)` needs no copy of the letters. That the passages are there is proven by
`nlstatedreig.sources`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from attrs import has

from nlstatedreig._convert import write_records
from nlstatedreig._walk import hints, links
from nlstatedreig.catalogue import (
    LETTER_BOUND,
    Catalogue,
    Collection,
    Retired,
    data_files,
    kinds,
)
from nlstatedreig.errors import DataError
from nlstatedreig.records import Definition, Document, Framework, Record, Section
from nlstatedreig.values import DocumentId, Text

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_THING = re.compile(_SLUG)
# Official ids keep the capitals and dots of their scheme (kst-35570-VI-38).
_DOCUMENT = re.compile(r"[a-z0-9]+(?:[-.][A-Za-z0-9]+)*")
_STATEMENT = re.compile(rf"[a-z0-9]+(?:[-.][A-Za-z0-9]+)*:{_SLUG}(?:\.{_SLUG})*")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_WORDS_IN_WORDING = 60


def check(catalogue: Catalogue) -> tuple[str, ...]:
    """Every problem of a catalogue that shows without the letters.

    Args:
        catalogue: the catalogue.

    Returns:
        A line for each problem: the record as `kind/id`, the JSON path, what is wrong, and what
        would be right. Empty if there is none.

    Example:
        >>> import nlstatedreig
        >>> from nlstatedreig.check import check
        >>> check(nlstatedreig.load())
        ()
    """
    problems: list[str] = []
    try:
        for name, held in catalogue.collections():
            for record in held.values():
                ref = catalogue.ref(record)
                for rule in _RULES:
                    problems += [f"{ref}: {line}" for line in rule(catalogue, record)]
                if name in LETTER_BOUND:
                    problems += [f"{ref}: {line}" for line in _letter_bound(catalogue, record)]
        problems += _rings(catalogue)
        problems += _retired(catalogue)
        problems += _sections(catalogue)
        problems += _files(catalogue)
    except DataError as error:  # a file that cannot be read: nothing else can be said
        return error.problems
    return tuple(problems)


def release_files(catalogue: Catalogue) -> dict[str, str]:
    """The SHA-256 of each data file of a catalogue that was read from a directory, by name."""
    if catalogue.origin is None:
        return {}
    return {
        name: hashlib.sha256(entry.read_bytes()).hexdigest()
        for name, entry in data_files(catalogue.origin)
        if name.endswith(".json") and name != "release.json"
    }


def _lost_links(catalogue: Catalogue, record: Record) -> Iterator[str]:
    for path, target in links(record):
        kind, _, key = target.partition("/")
        held = dict(catalogue.collections()).get(_plural(kind))
        if held is None:
            yield f"{path}: {target!r} is no kind/id; the kinds are {', '.join(_SINGULAR)}"
        elif key not in held:
            yield f"{path}: there is no {kind} {key!r}; correct the id, or add the record"


def _id_form(_: Catalogue, record: Record) -> Iterator[str]:
    plural = _plural(type(record).__name__.lower())
    if plural in LETTER_BOUND:
        form, example = _STATEMENT, "kst-30821-72:statelijke-dreiging"
    elif isinstance(record, Document):
        form, example = _DOCUMENT, "kst-30821-72"
    else:
        form, example = _THING, "rijksbreed-responskader"
    if form.fullmatch(record.id) is None:
        yield f"$.id: {record.id!r} is ill-formed; write it like {example}"


def _has_evidence(_: Catalogue, record: Record) -> Iterator[str]:
    if not record.passages and not isinstance(record, Section):
        yield "$.evidence: no passage; name at least one that the record rests on"


def _evidence_letters(catalogue: Catalogue, record: Record) -> Iterator[str]:
    for passage in record.passages:
        document = catalogue.documents.get(passage.document)
        if document is not None and not document.coded:
            yield f"$.evidence: {passage.document} is no coded letter: no passage can stand in it"
        if passage.section is not None and not passage.section.startswith(f"{passage.document}:"):
            yield f"$.evidence: section {passage.section!r} is not one of {passage.document}"


def _dated_parts(catalogue: Catalogue, record: Record) -> Iterator[str]:
    for name in hints(type(record)):
        parts = getattr(record, name)
        if not isinstance(parts, tuple) or not parts or not hasattr(parts[0], "letter"):
            continue
        order = {document.id: place for place, document in enumerate(catalogue.letters)}
        for index, part in enumerate(parts):
            if part.letter not in order:
                yield f"$.{name}[{index}].letter: {part.letter!r} is no coded letter"
            for passage in part.evidence:
                if passage.document != part.letter:
                    yield (
                        f"$.{name}[{index}].evidence: stands in {passage.document}, "
                        f"but the part is about {part.letter}"
                    )
        places = [order.get(part.letter, -1) for part in parts]
        if places != sorted(places):
            yield f"$.{name}: not in the order of the letters; sort by the date of the letter"
        if name == "steps" and len(set(places)) < len(places):
            yield f"$.{name}: two steps of one letter; make them one, with all passages"


def _inferred(_: Catalogue, record: Record) -> Iterator[str]:
    for path, part in _nested(record, "$"):
        for name in getattr(part, "inferred", ()):
            if name not in hints(type(part)):
                yield f"{path}.inferred: {type(part).__name__} has no field {name!r}"


def _texts(_: Catalogue, record: Record) -> Iterator[str]:
    for path, value in _strings(record, "$"):
        if unicodedata.normalize("NFC", value) != value:
            yield f"{path}: not in Unicode normal form C; normalise it"
        if value.strip() != value or not value:
            yield f"{path}: empty, or with white space at an end; write the text, trimmed"
    for path, part in _nested(record, "$"):
        if isinstance(part, Text) and _numbers(part.nl) != _numbers(part.en):
            yield (
                f"{path}: the numbers differ: {', '.join(_numbers(part.nl)) or 'none'} in Dutch, "
                f"{', '.join(_numbers(part.en)) or 'none'} in English"
            )


def _passage_form(_: Catalogue, record: Record) -> Iterator[str]:
    for passage in record.passages:
        first, last = len(passage.start.split()), len((passage.end or "").split())
        if re.fullmatch(r"[0-9a-f]{16}", passage.digest) is None:
            yield f"$.evidence: digest {passage.digest!r} is not 16 hexadecimal digits"
        if first > 8 or last > 8:
            yield f"$.evidence: {passage.start!r}: start and end have eight words at most"


def _wording(_: Catalogue, record: Record) -> Iterator[str]:
    if isinstance(record, Definition) and record.wording:
        count = len(record.wording.split())
        if count > _WORDS_IN_WORDING:
            yield f"$.wording: {count} words; quote the defining phrase only, at most 60"


def _elements(_: Catalogue, record: Record) -> Iterator[str]:
    if isinstance(record, Framework):
        ids = [element.id for element in record.elements]
        if len(set(ids)) < len(ids):
            yield "$.elements: two elements have the same id"
        for index, element in enumerate(record.elements):
            if _THING.fullmatch(element.id) is None:
                yield f"$.elements[{index}].id: {element.id!r} is ill-formed"


def _letter_bound(catalogue: Catalogue, record: Record) -> Iterator[str]:
    letter = record.id.partition(":")[0]
    own = record.evidence if not isinstance(record, Section) else ()
    if any(passage.document != letter for passage in own):
        yield f"$.evidence: stands in another document than the {letter!r} of the id"
    if letter not in catalogue.documents or not catalogue.documents[letter].coded:
        yield f"$.id: {letter!r} is no coded letter"


_RULES: tuple[Callable[[Catalogue, Record], Iterator[str]], ...] = (
    _lost_links,
    _id_form,
    _has_evidence,
    _evidence_letters,
    _dated_parts,
    _inferred,
    _texts,
    _passage_form,
    _wording,
    _elements,
)


def _rings(catalogue: Catalogue) -> Iterator[str]:
    """A record that comes before itself, by any field that orders records of one kind."""
    for name, field in (
        ("measures", "lineage"),
        ("threats", "broader"),
        ("actors", "part_of"),
        ("documents", "annex_of"),
        ("sections", "parent"),
        ("frameworks", "earlier"),
        ("definitions", "earlier"),
    ):
        held: Collection[Any] = getattr(catalogue, name)
        above = {key: _ids(getattr(record, field)) & held.keys() for key, record in held.items()}
        for key in held:
            seen: set[str] = set()
            todo = set(above[key])
            while todo:
                seen |= todo
                todo = {higher for item in todo for higher in above[item]} - seen
            if key in seen:
                yield f"{name}: {key}: $.{field}: leads back to itself; cut the ring"


def _ids(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    return {getattr(item, "measure", item) for item in value or ()}


def _retired(catalogue: Catalogue) -> Iterator[str]:
    for key, retired in catalogue.retired.items():
        kind, _, name = key.partition("/")
        held = dict(catalogue.collections()).get(_plural(kind), {})
        if not held and _plural(kind) not in kinds():
            yield f"retired/{key}: {kind!r} is no kind; write kind/id"
        if name in held:
            yield f"retired/{key}: the id is still in use; an id is never reused"
        for successor in retired.successors:
            kind, _, name = successor.partition("/")
            if name not in dict(catalogue.collections()).get(_plural(kind), {}):
                yield f"retired/{key}: there is no successor {successor!r}"


def _sections(catalogue: Catalogue) -> Iterator[str]:
    places: dict[tuple[DocumentId, int], str] = {}
    for key, section in catalogue.sections.items():
        other = places.setdefault((section.document, section.order), key)
        if other != key:
            yield f"section/{key}: $.order: {section.order} is also that of {other}"
        if not key.startswith(f"{section.document}:"):
            yield f"section/{key}: $.document: {section.document} does not fit the id"


def _files(catalogue: Catalogue) -> Iterator[str]:
    """Whether the files are canonical, and are those of the release."""
    if catalogue.origin is None:
        return
    readable = {**kinds(), "retired": Retired}
    for name, entry in data_files(catalogue.origin):
        stem = name.rpartition("/")[2].removesuffix(".json")
        if stem not in readable:
            continue
        letter = name.split("/")[1] if "/" in name else None
        held: Any = getattr(catalogue, stem)
        records = [r for r in held.values() if letter in (None, r.id.partition(":")[0])]
        if entry.read_text(encoding="utf-8") != write_records(records):
            yield (
                f"{name}: not canonical: two spaces, records sorted by id, keys in the order of "
                "the model, default values left out, each record under its own letter"
            )
    release = catalogue.release
    if release is None:
        return
    if (catalogue.origin / "release.json").read_text(encoding="utf-8") != write_records([release]):
        yield "release.json: not canonical"
    stated = {file.name: file.sha256 for file in release.files}
    found = release_files(catalogue)
    for name in sorted(stated.keys() | found.keys()):
        if name not in found:
            yield f"release.json: {name} is in the release and not in the data"
        elif stated.get(name) != found[name]:
            yield f"release.json: {name} is not the file of release {release.id}; make it anew"
    for count in release.counts:
        actual = len(getattr(catalogue, count.kind))
        if actual != count.records:
            yield f"release.json: {count.records} {count.kind} stated, {actual} found"


def _nested(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The value and every attrs value within it, with its path."""
    yield path, value
    for name in hints(type(value)):
        held = getattr(value, name)
        many = isinstance(held, tuple)
        for index, item in enumerate(held if many else (held,)):
            if has(type(item)):
                yield from _nested(item, f"{path}.{name}[{index}]" if many else f"{path}.{name}")


def _strings(record: Record, path: str) -> Iterator[tuple[str, str]]:
    for place, part in _nested(record, path):
        for name in hints(type(part)):
            held = getattr(part, name)
            for item in held if isinstance(held, tuple) else (held,):
                if type(item) is str:
                    yield f"{place}.{name}", item


def _numbers(text: str) -> list[str]:
    """The numbers of a text whatever the language's separators, in order of size as text."""
    return sorted(re.sub(r"[.,]", "", number) for number in _NUMBER.findall(text))


_SINGULAR = {kind.__name__.lower(): name for name, kind in kinds().items()}


def _plural(kind: str) -> str:
    return _SINGULAR.get(kind, "")
