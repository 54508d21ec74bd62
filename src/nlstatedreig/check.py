"""What one record cannot show: lost links, rings, order, languages, files.

`check(catalogue)` needs no copy of the letters. That the passages are there is proven by
`nlstatedreig.sources`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from attrs import NOTHING, fields, has

from nlstatedreig._convert import write_records
from nlstatedreig._walk import hints, links
from nlstatedreig.catalogue import (
    LETTER_BOUND,
    Catalogue,
    Collection,
    Retired,
    data_files,
    file_of,
    kinds,
    plural,
)
from nlstatedreig.errors import DataError
from nlstatedreig.records import (
    Citation,
    Commitment,
    Definition,
    Document,
    Framework,
    Record,
    Section,
    Step,
)
from nlstatedreig.sources import SHORT, normalise
from nlstatedreig.values import DocumentId, Evidence, Text
from nlstatedreig.vocabulary import Verdict

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_THING = re.compile(_SLUG)
# Official ids keep the capitals and dots of their scheme (kst-35570-VI-38).
_DOCUMENT = re.compile(r"[a-z0-9]+(?:[-.][A-Za-z0-9]+)*")
_STATEMENT = re.compile(rf"{_DOCUMENT.pattern}:{_SLUG}(?:\.{_SLUG})*")
# The id of a citation ends in that of the document.
_CITATION = re.compile(rf"{_DOCUMENT.pattern}:{_DOCUMENT.pattern}")
_DIGEST = re.compile(r"[0-9a-f]{16}")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_WORDS_IN_WORDING = 60
_SETTLED = (Verdict.KEPT, Verdict.CHANGED, Verdict.LATE)


def check(catalogue: Catalogue) -> tuple[str, ...]:
    """Every problem of a catalogue that shows without the letters.

    Args:
        catalogue: the catalogue.

    Returns:
        One line a problem, with the record as `kind/id`, the JSON path, what is wrong, and what
        would be right. Empty if there is none. Where a file cannot be read, only the problems of
        all such files.

    Example:
        >>> import nlstatedreig
        >>> from nlstatedreig.check import check
        >>> check(nlstatedreig.load())
        ()
    """
    return tuple(_unreadable(catalogue)) or (*_wrong_records(catalogue), *_files(catalogue))


def _unreadable(catalogue: Catalogue) -> Iterator[str]:
    reads: list[Callable[[], object]] = [held.__len__ for _, held in catalogue.collections()]
    reads += [catalogue.retired.__len__, lambda: catalogue.release]
    for read in reads:
        try:
            read()
        except DataError as error:
            yield from error.problems


def _wrong_records(catalogue: Catalogue) -> Iterator[str]:
    for ref, problem in chain(
        _broken_rules(catalogue), _rings(catalogue), _retired(catalogue), _sections(catalogue)
    ):
        file = f"{file_of(ref)}: " if catalogue.origin is not None else ""
        yield f"{file}{ref}: {problem}"


def _broken_rules(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for name, held in catalogue.collections():
        rules = (*_RULES, _letter_bound) if name in LETTER_BOUND else _RULES
        for record in held.values():
            ref = catalogue.ref(record)
            for rule in rules:
                for problem in rule(catalogue, record):
                    yield ref, problem
            for path, part in _parts(record, "$"):
                for part_rule in _PART_RULES:
                    for problem in part_rule(catalogue, path, part):
                        yield ref, problem


def release_files(catalogue: Catalogue) -> dict[str, str]:
    """The SHA-256 of each data file of a catalogue that was read from a directory, by name."""
    if catalogue.origin is None:
        return {}
    return {
        name: hashlib.sha256(entry.read_bytes()).hexdigest()
        for name, entry in data_files(catalogue.origin)
        if name != "release.json"
    }


# ----------------------------------------------------------------------------------- one record


def _lost_links(catalogue: Catalogue, record: Record) -> Iterator[str]:
    for path, target in links(record):
        kind, _, key = target.partition("/")
        if not plural(kind):
            known = ", ".join(cls.__name__.lower() for cls in kinds().values())
            yield f"{path}: {target!r} is no kind/id; the kinds are {known}"
        elif target not in catalogue:
            yield f"{path}: there is no {kind} {key!r}; correct the id, or add the record"


def _id_form(_: Catalogue, record: Record) -> Iterator[str]:
    if plural(type(record).__name__.lower()) in LETTER_BOUND:
        form = _CITATION if isinstance(record, Citation) else _STATEMENT
        example = "kst-30821-72:statelijke-dreiging"
    elif isinstance(record, Document):
        form, example = _DOCUMENT, "kst-30821-72"
    else:
        form, example = _THING, "rijksbreed-responskader"
    if form.fullmatch(record.id) is None:
        yield f"$.id: {record.id!r} is ill-formed; write it like {example}"


_NO_PASSAGE = "no passage; name at least one that it rests on"


def _has_evidence(_: Catalogue, record: Record) -> Iterator[str]:
    if not record.passages and not isinstance(record, Section):
        yield f"$.evidence: {_NO_PASSAGE}"


def _dated_parts(catalogue: Catalogue, record: Record) -> Iterator[str]:
    order = {document.id: place for place, document in enumerate(catalogue.letters)}
    for name in hints(type(record)):
        parts = getattr(record, name)
        if not isinstance(parts, tuple) or not parts or not hasattr(parts[0], "letter"):
            continue
        for index, part in enumerate(parts):
            if part.letter not in order:
                yield (
                    f"$.{name}[{index}].letter: {part.letter!r} is no coded letter; the letters "
                    f"are {', '.join(order) or 'none'}"
                )
            for passage in part.evidence:
                if passage.document != part.letter:
                    yield (
                        f"$.{name}[{index}].evidence: stands in {passage.document}; the part is "
                        f"about {part.letter}, so move the passage to the part about its letter"
                    )
        places = [order.get(part.letter, -1) for part in parts]
        if places != sorted(places):
            yield f"$.{name}: not in the order of the letters; sort by the date of the letter"
        if isinstance(parts[0], Step) and len(set(places)) < len(places):
            yield f"$.{name}: two steps of one letter; make them one, with all passages"


def _dated_letter(_: Catalogue, record: Record) -> Iterator[str]:
    if isinstance(record, Document) and record.coded and record.date is None:
        yield "$.date: missing; a coded letter needs its date"


def _outcome(catalogue: Catalogue, record: Record) -> Iterator[str]:
    if not isinstance(record, Commitment):
        return
    outcome = record.outcome
    if outcome.verdict is not Verdict.OPEN and (outcome.verdict in _SETTLED) != bool(
        outcome.evidence
    ):
        yield (
            f"$.outcome: {outcome.verdict} with {len(outcome.evidence)} passages; kept, changed "
            "and late rest on a passage of a later letter, not-mentioned on none"
        )
    if outcome.date and not outcome.evidence:
        yield f"$.outcome.date: {outcome.date} without a passage; name the one that gives it"
    late = outcome.verdict is Verdict.LATE
    if late and outcome.date and record.due and outcome.date.latest <= record.due.latest:
        yield (
            f"$.outcome.date: {outcome.date} is not after {record.due}, when it was due; then it "
            "was not late"
        )
    letters = [document.id for document in catalogue.letters]
    own = record.id.partition(":")[0]
    later = letters[letters.index(DocumentId(own)) + 1 :] if own in letters else letters
    for index, passage in enumerate(outcome.evidence):
        if passage.document not in later:
            yield (
                f"$.outcome.evidence[{index}]: {passage.document} is not later than {own}; only a "
                "later letter shows what became of a promise"
            )


def _wording(_: Catalogue, record: Record) -> Iterator[str]:
    if isinstance(record, Definition) and record.wording:
        count = len(record.wording.split())
        if count > _WORDS_IN_WORDING:
            yield f"$.wording: {count} words; quote the defining phrase only, at most 60"


def _elements(_: Catalogue, record: Record) -> Iterator[str]:
    if isinstance(record, Framework):
        ids = [element.id for element in record.elements]
        if len(set(ids)) < len(ids):
            yield "$.elements: two elements have the same id; an id is unique in its framework"
        for index, key in enumerate(ids):
            if _THING.fullmatch(key) is None:
                yield f"$.elements[{index}].id: {key!r} is ill-formed; write it like melden"


def _letter_bound(catalogue: Catalogue, record: Record) -> Iterator[str]:
    letter = record.id.partition(":")[0]
    for index, passage in enumerate(record.evidence):
        if passage.document != letter:
            yield (
                f"$.evidence[{index}]: stands in {passage.document}, and the id in {letter}; a "
                "statement belongs to one letter"
            )
    if letter not in catalogue.documents or not catalogue.documents[letter].coded:
        yield f"$.id: {letter!r} is no coded letter; begin the id with the letter's own"


_RULES: tuple[Callable[[Catalogue, Record], Iterator[str]], ...] = (
    _lost_links,
    _id_form,
    _has_evidence,
    _dated_parts,
    _dated_letter,
    _outcome,
    _wording,
    _elements,
)


# ------------------------------------------------------------------------- the parts of a record


def _parts(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """A record and all that it is made of, each with its JSON path."""
    yield path, value
    for name in hints(type(value)):
        held = getattr(value, name)
        many = isinstance(held, tuple)
        for index, item in enumerate(held if many else (held,)):
            if has(type(item)):
                yield from _parts(item, f"{path}.{name}[{index}]" if many else f"{path}.{name}")


def _passage(catalogue: Catalogue, path: str, part: Any) -> Iterator[str]:
    if not isinstance(part, Evidence):
        return
    document = catalogue.documents.get(part.document)
    if document is not None and not document.coded:
        yield f"{path}: {part.document} is no coded letter; no passage can stand in it"
    if part.section is not None and not part.section.startswith(f"{part.document}:"):
        yield (
            f"{path}.section: {part.section!r} is not one of {part.document}; name the section of "
            "that letter in which the passage stands"
        )
    if _DIGEST.fullmatch(part.digest) is None:
        yield f"{path}.digest: {part.digest!r} is not 16 hexadecimal digits; make it anew"
    for name, words in (("start", part.start), ("end", part.end or "")):
        if len(normalise(words)) > SHORT:
            yield f"{path}.{name}: {words!r} has more than {SHORT} words; leave some out"


def _inferred(_: Catalogue, path: str, part: Any) -> Iterator[str]:
    for index, name in enumerate(getattr(part, "inferred", ())):
        if name not in hints(type(part)):
            yield (
                f"{path}.inferred[{index}]: {type(part).__name__} has no field {name!r}; its "
                f"fields are {', '.join(hints(type(part)))}"
            )


def _strings(_: Catalogue, path: str, part: Any) -> Iterator[str]:
    for name in hints(type(part)):
        held = getattr(part, name)
        many = isinstance(held, tuple)
        for index, item in enumerate(held if many else (held,)):
            if type(item) is not str:
                continue
            place = f"{path}.{name}[{index}]" if many else f"{path}.{name}"
            if not unicodedata.is_normalized("NFC", item):
                yield f"{place}: not in Unicode normal form C; normalise it"
            if item.strip() != item or not item:
                yield f"{place}: empty, or with white space at an end; write the text, trimmed"


def _numbers(_: Catalogue, path: str, part: Any) -> Iterator[str]:
    if isinstance(part, Text) and _amounts(part.nl) != _amounts(part.en):
        yield (
            f"{path}: the numbers differ: {', '.join(_amounts(part.nl)) or 'none'} in Dutch, "
            f"{', '.join(_amounts(part.en)) or 'none'} in English; give both the same"
        )


def _amounts(text: str) -> list[str]:
    """The numbers of a text whatever the language's separators, in order of size as text."""
    return sorted(re.sub(r"[.,]", "", number) for number in _NUMBER.findall(text))


def _part_has_evidence(_: Catalogue, path: str, part: Any) -> Iterator[str]:
    """A part that must have evidence: a step, an event, a name, an element, a link."""
    if not isinstance(part, Record) and any(
        attribute.name == "evidence" and attribute.default is NOTHING and not part.evidence
        for attribute in fields(type(part))
    ):
        yield f"{path}.evidence: {_NO_PASSAGE}"


_PART_RULES: tuple[Callable[[Catalogue, str, Any], Iterator[str]], ...] = (
    _part_has_evidence,
    _passage,
    _inferred,
    _strings,
    _numbers,
)


# ------------------------------------------------------------------------------------ catalogue


def _rings(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """A record that comes before itself, by any field that orders records of one kind."""
    for kind, field in (
        ("measure", "lineage"),
        ("threat", "broader"),
        ("actor", "part_of"),
        ("document", "annex_of"),
        ("section", "parent"),
        ("framework", "earlier"),
        ("definition", "earlier"),
    ):
        held: Collection[Any] = getattr(catalogue, plural(kind))
        above = {key: _ids(getattr(record, field)) & held.keys() for key, record in held.items()}
        for key in held:
            seen: set[str] = set()
            todo = set(above[key])
            while todo:
                seen |= todo
                todo = {higher for item in todo for higher in above[item]} - seen
            if key in seen:
                yield f"{kind}/{key}", f"$.{field}: leads back to itself; cut the ring"


def _ids(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    return {getattr(item, "measure", item) for item in value or ()}


def _retired(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for key, retired in catalogue.retired.items():
        if not plural(key.partition("/")[0]):
            yield f"retired/{key}", "$.id: names no kind; write kind/id"
        elif key in catalogue:
            yield f"retired/{key}", "$.id: is still in use; an id is never reused"
        for index, successor in enumerate(retired.successors):
            if "/" not in successor or successor not in catalogue:
                yield (
                    f"retired/{key}",
                    f"$.successors[{index}]: there is no {successor!r}; name a record as kind/id",
                )


def _sections(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    places: dict[tuple[DocumentId, int], str] = {}
    for key, section in catalogue.sections.items():
        other = places.setdefault((section.document, section.order), key)
        if other != key:
            yield (
                f"section/{key}",
                f"$.order: {section.order} is also that of {other}; number anew",
            )
        if not key.startswith(f"{section.document}:"):
            yield (
                f"section/{key}",
                f"$.document: {section.document} is not the letter of the id; make them the same",
            )
        parent = catalogue.sections.get(section.parent or "")
        if parent and not (parent.order < section.order and parent.depth < section.depth):
            yield (
                f"section/{key}",
                f"$.parent: {parent.id} does not contain it; name the last section before it with "
                "a smaller depth",
            )


# ---------------------------------------------------------------------------------------- files


def _files(catalogue: Catalogue) -> Iterator[str]:
    """Whether the files are canonical, and are those of the release."""
    if catalogue.origin is None:
        return
    for name, entry in data_files(catalogue.origin):
        if entry.read_bytes() != _canonical(catalogue, name).encode():
            yield (
                f"{name}: not canonical: two spaces, records sorted by id, keys in the order of "
                "the model, default values left out, each record under its own letter; in a "
                "checkout tools/release.py --write does it"
            )
    release = catalogue.release
    if release is None:
        return
    stated = {file.name: file.sha256 for file in release.files}
    found = release_files(catalogue)
    for name in sorted(stated.keys() | found.keys()):
        if name not in found:
            yield f"release.json: {name} is in the release and not in the data"
        elif stated.get(name) != found[name]:
            yield f"release.json: {name} is not the file of release {release.id}; make it anew"
    counts = {count.kind: count.records for count in release.counts}
    actual = {name: len(held) for name, held in catalogue.collections()}
    for name in {**actual, **counts}:
        if counts.get(name) != actual.get(name):
            yield (
                f"release.json: {counts.get(name, 'no number of')} {name} stated, "
                f"{actual.get(name, 'no such kind')} found; make it anew"
            )


def _canonical(catalogue: Catalogue, name: str) -> str:
    """What a data file should hold."""
    *folder, stem = name.removesuffix(".json").split("/")
    if stem == "release":
        return write_records([catalogue.release])
    held: Collection[Record | Retired] = getattr(catalogue, stem)
    return write_records(
        record
        for record in held.values()
        if not folder or record.id.partition(":")[0] == folder[-1]
    )
