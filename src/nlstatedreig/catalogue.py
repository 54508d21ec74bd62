"""Collection and Catalogue: look up, filter, follow links, and read data from a directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, get_args, get_origin

from attrs import evolve, field, fields, frozen

from nlstatedreig._walk import hints, is_many, leaf, links
from nlstatedreig.errors import (
    DataError,
    SourceError,
    UnknownFieldError,
    UnknownIdError,
    UnknownValueError,
)
from nlstatedreig.records import (
    Actor,
    Assessment,
    Citation,
    Commitment,
    Definition,
    Document,
    Erratum,
    Figure,
    Framework,
    Incident,
    Interest,
    Measure,
    Record,
    Section,
    Threat,
    Uncoded,
)
from nlstatedreig.values import Evidence, PartialDate, Ref, Text
from nlstatedreig.vocabulary import Verdict

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
else:  # it takes longer to import than all the rest, and only annotations name it
    Traversable = object

T = TypeVar("T")


class Collection(Mapping[str, T], Generic[T]):
    """The records of one kind: an immutable mapping from id to record, in the order of the ids.

    The records are read when they are first asked for.

    Args:
        kind: the class of the records.
        read: the records, or what returns them at first use.

    Raises:
        DataError: two records have the same id (raised at first use).

    Example:
        >>> from nlstatedreig import interests
        >>> print(interests["economische-veiligheid"].label.en)
        Economic security
    """

    __slots__ = ("_read", "_records", "kind")

    def __init__(self, kind: type[T], read: Iterable[T] | Callable[[], Iterable[T]] = ()) -> None:
        self.kind = kind
        self._read = read
        self._records: dict[str, T] | None = None

    @property
    def _by_id(self) -> dict[str, T]:
        if self._records is None:
            found = list(self._read() if callable(self._read) else self._read)
            by_id = {cast("Any", record).id: record for record in found}
            if len(by_id) < len(found):
                ids = [cast("Any", record).id for record in found]
                twice = sorted({repr(key) for key in ids if ids.count(key) > 1})
                raise DataError([f"{self.kind.__name__}: the id {key} is used twice; an id is "
                                 "unique within its kind" for key in twice])  # fmt: skip
            self._records = dict(sorted(by_id.items()))
        return self._records

    def __getitem__(self, key: str) -> T:
        try:
            return self._by_id[key]
        except KeyError:
            close = get_close_matches(str(key), self._by_id, n=3)
            raise UnknownIdError(self.kind.__name__.lower(), key, close) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, key: object) -> bool:
        # Mapping would build the helpful KeyError only to throw it away.
        return key in self._by_id

    def __repr__(self) -> str:
        return f"<Collection of {len(self)} {self.kind.__name__} records>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Collection, (self.kind, tuple(self.values()))

    def where(
        self, predicate: Callable[[T], bool] | None = None, /, **equal: object
    ) -> Collection[T]:
        """The records for which all conditions hold.

        Args:
            predicate: a function that tells whether to keep a record.
            **equal: fields with the value that they must have. A field that holds a tuple matches
                when it holds the value. `letter` matches the records that rest on that document.

        Raises:
            UnknownFieldError: the kind has no such field.
            UnknownValueError: the vocabulary of the field has no such value.

        Example:
            >>> from nlstatedreig import measures
            >>> core = measures.where(letter="kst-30821-72", weight="core")
            >>> core["taskforce-economische-veiligheid"].weight
            <Weight.CORE: 'core'>
        """
        tests = [_condition(self.kind, name, value) for name, value in equal.items()]
        if predicate is not None:
            tests.append(predicate)
        return Collection(
            self.kind, [record for record in self.values() if all(test(record) for test in tests)]
        )


def _condition(kind: type, name: str, value: object) -> Callable[[Any], bool]:
    if name == "letter" and issubclass(kind, Record):
        return lambda record: value in record.letters
    known = hints(kind)
    if name not in known:
        close = get_close_matches(name, [*known, "letter"], n=1)
        guess = f"; did you mean {close[0]!r}?" if close else "."
        raise UnknownFieldError(
            f"{kind.__name__} has no field {name!r}{guess} Its fields are {', '.join(known)}, "
            "and letter"
        )
    vocabulary = leaf(known[name])
    if (
        isinstance(vocabulary, type)
        and issubclass(vocabulary, StrEnum)
        and value is not None
        and value not in list(vocabulary)
    ):
        raise UnknownValueError(
            f"{value!r} is no {name} of {kind.__name__}; the values are {', '.join(vocabulary)}"
        )
    if vocabulary is PartialDate and isinstance(value, str):
        try:
            value = PartialDate(value)
        except ValueError as error:
            raise UnknownValueError(f"{name}: {error}") from None
    if is_many(known[name]) and not isinstance(value, tuple):
        return lambda record: value in getattr(record, name)
    return lambda record: bool(getattr(record, name) == value)


@frozen(kw_only=True)
class Retired:
    """An id that is no longer in use, and the records that took its place.

    Attributes:
        id: the retired id as `kind/id`.
        successors: what to use instead, as `kind/id`.
    """

    id: str
    successors: tuple[Ref, ...]


@frozen(kw_only=True)
class DataFile:
    """A file of a data release and its SHA-256, in hexadecimal digits."""

    name: str
    sha256: str


@frozen(kw_only=True)
class Count:
    """How many records of a kind a release holds."""

    kind: str
    records: int


@frozen(kw_only=True)
class Release:
    """A release of the data: what it holds, and how to prove it.

    Attributes:
        id: the version.
        date: the day of the release.
        counts: how many records of each kind.
        files: the SHA-256 of each data file.
    """

    id: str
    date: PartialDate
    counts: tuple[Count, ...]
    files: tuple[DataFile, ...]

    def __str__(self) -> str:
        return f"{self.id} ({self.date})"


@frozen(kw_only=True)
class Entry:
    """One line of a timeline.

    Attributes:
        date: when it happened, was said or is due.
        what: what happened, was said or is due.
        sort: `step`, `event`, `due` or `outcome`.
        record: the record that it comes from, as `kind/id`.
        evidence: the passages.
        slip: for the outcome of a promise whose date was changed or missed, by how many days at
            least: from the last day of the promised date to the first of the dates after it that
            the later letter gives for the measure. `None` where it gives none.
    """

    date: PartialDate
    what: Text
    sort: str
    record: Ref
    evidence: tuple[Evidence, ...]
    slip: int | None = None


@frozen(kw_only=True, eq=False)
class Catalogue:
    """All records, one collection for each kind: the table of contents.

    `nlstatedreig.load()` gives the catalogue of the package, `from_directory` that of your own
    data. Collections are read when they are first used.

    Example:
        >>> import nlstatedreig
        >>> catalogue = nlstatedreig.load()
        >>> print(catalogue["interest/territoriale-veiligheid"])
        Territoriale veiligheid
    """

    documents: Collection[Document] = field(factory=lambda: Collection(Document))
    interests: Collection[Interest] = field(factory=lambda: Collection(Interest))
    threats: Collection[Threat] = field(factory=lambda: Collection(Threat))
    actors: Collection[Actor] = field(factory=lambda: Collection(Actor))
    measures: Collection[Measure] = field(factory=lambda: Collection(Measure))
    frameworks: Collection[Framework] = field(factory=lambda: Collection(Framework))
    incidents: Collection[Incident] = field(factory=lambda: Collection(Incident))
    sections: Collection[Section] = field(factory=lambda: Collection(Section))
    definitions: Collection[Definition] = field(factory=lambda: Collection(Definition))
    assessments: Collection[Assessment] = field(factory=lambda: Collection(Assessment))
    commitments: Collection[Commitment] = field(factory=lambda: Collection(Commitment))
    figures: Collection[Figure] = field(factory=lambda: Collection(Figure))
    citations: Collection[Citation] = field(factory=lambda: Collection(Citation))
    errata: Collection[Erratum] = field(factory=lambda: Collection(Erratum))
    uncoded: Collection[Uncoded] = field(factory=lambda: Collection(Uncoded))
    retired: Collection[Retired] = field(factory=lambda: Collection(Retired), repr=False)
    origin: Traversable | None = field(default=None, repr=False)
    """The directory of the data, where they come from one."""

    @classmethod
    def from_directory(cls, path: str | Path) -> Catalogue:
        """The catalogue of a directory in the form of the package's own data.

        Args:
            path: the directory, with `measures.json` and the like, and `letters/<id>/…`.

        Raises:
            DataError: no such directory, or a file in it whose name is no kind of record. The
                records themselves are checked when they are first used.
        """
        root = Path(path)
        if not root.is_dir():
            raise DataError([f"{root}: no such directory; give the one that holds measures.json "
                             "and letters/"])  # fmt: skip
        return cls._from(root)

    @classmethod
    def _from(cls, root: Traversable) -> Catalogue:
        unknown = list(_unknown_files(root))
        if unknown:
            known = ", ".join(chain(kinds(), ["retired", "release"]))
            raise DataError(
                f"{name}: no data file has this name; it should be one of {known}, with .json, the "
                "statements under letters/<document id>/"
                for name in unknown
            )
        collections: dict[str, Collection[Any]] = {
            name: Collection(kind, _reader(root, name, kind))
            for name, kind in {**kinds(), "retired": Retired}.items()
        }
        return cls(**collections, origin=root)

    @property
    def release(self) -> Release | None:
        """The release of the data: version, date, counts, and the SHA-256 of each file.

        `None` for data without a `release.json`.
        """
        if self.origin is None or not (self.origin / "release.json").is_file():
            return None
        return _read_file(self.origin / "release.json", "release.json", Release)[0]

    @property
    def letters(self) -> tuple[Document, ...]:
        """The coded documents, by date."""
        coded = self.documents.where(coded=True).values()
        return tuple(sorted(coded, key=lambda document: (_day(document.date), document.id)))

    def collections(self) -> Iterator[tuple[str, Collection[Any]]]:
        """Each kind of record and its collection, as (`measures`, collection)."""
        for name in kinds():
            yield name, getattr(self, name)

    def __getitem__(self, key: str) -> Record:
        """The record with an id, either `kind/id` or an id that only one kind has.

        Raises:
            UnknownIdError: no record has it, or several kinds have it; the message says what
                there is, and for a retired id what took its place.
        """
        kind, slash, name = key.partition("/")
        if slash and kind in _PLURAL:
            found: Collection[Record] = getattr(self, _PLURAL[kind])
            if name not in found and key in self.retired:
                instead = ", ".join(self.retired[key].successors) or "nothing"
                raise UnknownIdError(kind, name, hint=f"; it was retired, use instead: {instead}")
            return found[name]
        hits = [(_SINGULAR[plural], held) for plural, held in self.collections() if key in held]
        if len(hits) == 1:
            return cast("Record", hits[0][1][key])
        if hits:
            raise UnknownIdError("single record", key, [f"{kind}/{key}" for kind, _ in hits])
        ids = {
            name: f"{_SINGULAR[plural]}/{name}"
            for plural, held in self.collections()
            for name in held
        }
        close = get_close_matches(key, ids, n=3)
        kind_hint = f"; the kinds are {', '.join(_PLURAL)}" if slash else ""
        raise UnknownIdError("record", key, [ids[name] for name in close], kind_hint)

    def ref(self, record: Record) -> Ref:
        """The `kind/id` of a record, unique over all kinds."""
        return Ref(f"{type(record).__name__.lower()}/{record.id}")

    def about(self, key: str) -> tuple[Record, ...]:
        """Everything that refers to a record, by kind and id.

        Args:
            key: the record's id or `kind/id`.

        Raises:
            UnknownIdError: no record has this id.

        Example:
            >>> import nlstatedreig
            >>> [record.id for record in nlstatedreig.load().about("actor/turkije")][:1]
            ['diyanet']
        """
        return _back_references(self).get(self.ref(self[key]), ())

    def source(self, evidence: Evidence) -> Document:
        """The document in which a passage stands.

        Raises:
            UnknownIdError: the catalogue lacks the document.
        """
        return self.documents[evidence.document]

    def link(self, evidence: Evidence) -> str:
        """The official address of the document, opening at the passage by a text fragment.

        Raises:
            SourceError: the document has no address.
        """
        document = self.source(evidence)
        if document.url is None:
            raise SourceError(f"document {document.id!r} has no url, so there is nothing to open")
        return f"{document.url}#{evidence.fragment()}"

    def timeline(self, measure: str) -> tuple[Entry, ...]:
        """What the letters tell of a measure and of those it came from, by date.

        Steps stand at the date of their letter, events and commitments at their own, and what
        became of a commitment at the date of the letter that shows it.

        Args:
            measure: the id of the measure.

        Raises:
            UnknownIdError: no measure has this id.
        """
        entries: list[Entry] = []
        for record in self._ancestry(self.measures[measure]):
            ref = self.ref(record)
            for step in record.steps:
                said = self._dated(step.letter)
                entries.append(_entry(said, step.summary, "step", ref, step.evidence))
                entries += [_entry(e.date, e.what, "event", ref, e.evidence) for e in step.events]
            for promise in self.commitments.where(measure=record.id).values():
                due, own = promise.due or self._dated(promise.letters[0]), self.ref(promise)
                entries.append(_entry(due, promise.what, "due", own, promise.evidence))
                outcome = promise.outcome
                if outcome.summary and outcome.evidence:
                    shown = self._dated(outcome.evidence[0].document)
                    entry = _entry(shown, outcome.summary, "outcome", own, outcome.evidence)
                    entries.append(evolve(entry, slip=self._slip(promise, record)))
        return tuple(sorted(entries, key=lambda entry: (entry.date.earliest, entry.date.latest)))

    def _slip(self, promise: Commitment, measure: Measure) -> int | None:
        if promise.due is None or promise.outcome.verdict not in (Verdict.CHANGED, Verdict.LATE):
            return None
        shown_by = {passage.document for passage in promise.outcome.evidence}
        dates = [
            event.date for step in measure.steps if step.letter in shown_by for event in step.events
        ] + [
            later.due
            for later in self.commitments.where(measure=measure.id).values()
            if later.due and shown_by & {passage.document for passage in later.evidence}
        ]
        days = [(later.earliest - promise.due.latest).days for later in dates]
        return min((count for count in days if count > 0), default=None)

    def _ancestry(self, measure: Measure) -> list[Measure]:
        found, todo = [measure], [measure]
        while todo:
            for link in todo.pop().lineage:
                if (earlier := self.measures[link.measure]) not in found:
                    found.append(earlier)
                    todo.append(earlier)
        return found

    def _dated(self, letter: str) -> PartialDate:
        return self.documents[letter].date or PartialDate("0001")

    def merge(self, other: Catalogue) -> Catalogue:
        """This catalogue and another one as one, for letters of your own beside the five.

        A thing that both have becomes one record: lists are joined, and what is not a list must
        be the same in both.

        Raises:
            DataError: a record differs in a field that is not a list; all differences at once.
        """
        problems: list[str] = []
        merged: dict[str, Any] = {}
        for name, mine in [*self.collections(), ("retired", self.retired)]:
            records = dict(mine)
            for key, theirs in getattr(other, name).items():
                records[key] = _join(records[key], theirs, problems) if key in records else theirs
            merged[name] = Collection(mine.kind, records.values())
        if problems:
            raise DataError(problems)
        return Catalogue(**merged)

    def dump(self) -> dict[str, Any]:
        """The whole catalogue as plain JSON values: the public contract of the data.

        Returns:
            `version`, and for each kind the list of its records, with every field present.
        """
        from nlstatedreig._convert import to_plain  # cattrs is only paid for when it is needed

        version = self.release.id if self.release else None
        plain: dict[str, Any] = {"version": version}
        for name, held in self.collections():
            plain[name] = [to_plain(record) for record in held.values()]
        return plain


@cache
def kinds() -> Mapping[str, type[Record]]:
    """The kinds of record: the name of the collection and the class, in the order of the model."""
    return {
        name: get_args(hint)[0]
        for name, hint in hints(Catalogue).items()
        if get_origin(hint) is Collection and issubclass(get_args(hint)[0], Record)
    }


@cache
def load() -> Catalogue:
    """The catalogue that the package ships. Nothing is read before it is used."""
    from importlib_resources import files  # slow to import, so only where data are read

    return Catalogue._from(files("nlstatedreig") / "data")


LETTER_BOUND = frozenset(
    (
        "sections",
        "definitions",
        "assessments",
        "commitments",
        "figures",
        "citations",
        "errata",
        "uncoded",
    )
)
"""The kinds that stand in a directory for each letter."""


def data_files(root: Traversable) -> Iterator[tuple[str, Traversable]]:
    """Every JSON file of a data directory, as its name with `/` and the file, in order."""
    for entry in sorted(root.iterdir(), key=lambda entry: entry.name):
        if entry.name == "letters" and entry.is_dir():
            for letter in sorted(entry.iterdir(), key=lambda entry: entry.name):
                for item in sorted(letter.iterdir(), key=lambda entry: entry.name):
                    yield f"letters/{letter.name}/{item.name}", item
        elif entry.is_file():
            yield entry.name, entry


def _unknown_files(root: Traversable) -> Iterator[str]:
    for name, _ in data_files(root):
        folder, _, file = name.rpartition("/")
        stem, dot, ending = file.partition(".")
        known = LETTER_BOUND if folder else set(kinds()) - LETTER_BOUND | {"retired", "release"}
        if file.endswith(".json") and (stem not in known or dot + ending != ".json"):
            yield name


def _reader(root: Traversable, name: str, kind: type[T]) -> Callable[[], list[T]]:
    def read() -> list[T]:
        return [
            record
            for file, entry in _files_of(root, name)
            for record in _read_file(entry, file, kind)
        ]

    return read


def _files_of(root: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if name not in LETTER_BOUND:
        if (file := root / f"{name}.json").is_file():
            yield f"{name}.json", file
    elif (letters := root / "letters").is_dir():
        for letter in sorted(letters.iterdir(), key=lambda entry: entry.name):
            if (file := letter / f"{name}.json").is_file():
                yield f"letters/{letter.name}/{name}.json", file


def _read_file(file: Traversable, name: str, kind: type[T]) -> tuple[T, ...]:
    from nlstatedreig._convert import read_records  # cattrs is only paid for when data are read

    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError([f"{name}: not UTF-8: {error}; save the file as UTF-8"]) from None
    return read_records(text, kind, name)


@cache
def _back_references(catalogue: Catalogue) -> Mapping[str, tuple[Record, ...]]:
    index: dict[str, dict[Ref, Record]] = {}
    for _, held in catalogue.collections():
        for record in held.values():
            for _, target in links(record):
                index.setdefault(target, {})[catalogue.ref(record)] = record
    return {target: tuple(found.values()) for target, found in index.items()}


def _join(mine: Any, theirs: Any, problems: list[str]) -> Any:
    changes: dict[str, Any] = {}
    for attribute in fields(type(mine)):
        a, b = getattr(mine, attribute.name), getattr(theirs, attribute.name)
        if isinstance(a, tuple):
            changes[attribute.name] = (*a, *(item for item in b if item not in a))
        elif a != b:
            problems.append(
                f"{type(mine).__name__.lower()}/{mine.id}: $.{attribute.name}: {a!s} here and "
                f"{b!s} there; make them the same, or give one record another id"
            )
    return evolve(mine, **changes)


def _entry(
    when: PartialDate, what: Text, sort: str, record: Ref, evidence: tuple[Evidence, ...]
) -> Entry:
    return Entry(date=when, what=what, sort=sort, record=record, evidence=evidence)


def _day(when: PartialDate | None) -> date:
    return when.earliest if when else date.max


_SINGULAR = {plural: kind.__name__.lower() for plural, kind in kinds().items()}
_PLURAL = {singular: plural for plural, singular in _SINGULAR.items()}
