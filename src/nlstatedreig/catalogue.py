"""Collection and Catalogue: look up, filter, follow links, and read data from a directory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    TypeVar,
    cast,
    get_args,
    get_origin,
    overload,
)

from attrs import evolve, field, frozen

from nlstatedreig._walk import hints, is_many, kind_of, leaf, links, parts, really_is
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
    Element,
    Erratum,
    Figure,
    Framework,
    Incident,
    Interest,
    Measure,
    Record,
    Section,
    Step,
    Threat,
    Uncoded,
)
from nlstatedreig.values import DocumentId, Evidence, PartialDate, Ref, ThreatId

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from nlstatedreig.editions import Diff
    from nlstatedreig.history import Course, Entry, Meaning, Promise
    from nlstatedreig.network import Branch, Cited, Link, Matrix
    from nlstatedreig.search import Hit, Index
else:  # they take longer to import than all the rest, and only annotations name them
    Traversable = Index = object

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
D = TypeVar("D")


class Collection(Mapping[str, T_co], Generic[T_co]):
    """The records of one kind: an immutable mapping from id to record, in the order of the ids.

    The records are read when they are first asked for.

    Args:
        kind: the class of the records.
        read: the records, or what returns them at first use.
        beside: the collections of the same catalogue by name, in which the ids that a query asks
            for are looked up. A catalogue gives them to the collections that it is made of.

    Raises:
        DataError: two records have the same id (raised at first use).

    Example:
        >>> from nlstatedreig import interests
        >>> print(interests["economische-veiligheid"].label.en)
        economic security
    """

    __slots__ = ("_beside", "_kind", "_read", "_records")

    def __init__(
        self,
        kind: type[T_co],
        read: Iterable[T_co] | Callable[[], Iterable[T_co]] = (),
        beside: Mapping[str, Collection[Any]] = MappingProxyType({}),
    ) -> None:
        self._kind = kind
        self._read = read
        self._beside = beside
        self._records: dict[str, T_co] | None = None

    @property
    def kind(self) -> type[T_co]:
        """The class of the records."""
        return self._kind

    @property
    def _by_id(self) -> dict[str, T_co]:
        if self._records is None:
            found = list(self._read() if callable(self._read) else self._read)
            ids: list[str] = [cast("Any", record).id for record in found]
            if twice := sorted(key for key, count in Counter(ids).items() if count > 1):
                raise DataError(
                    f"{self._singular}/{key}: the id is used {ids.count(key)} times; an id is "
                    "unique within its kind"
                    for key in twice
                )
            self._records = dict(sorted(zip(ids, found, strict=True)))
        return self._records

    @property
    def _singular(self) -> str:
        return self._kind.__name__.lower()

    def __getitem__(self, key: str) -> T_co:
        try:
            return self._by_id[key]
        except KeyError:
            retired = self._beside.get("retired")
            if retired and f"{self._singular}/{key}" in retired:
                hint = _instead(retired[f"{self._singular}/{key}"])
                raise UnknownIdError(self._singular, key, hint=hint) from None
            close = get_close_matches(str(key), self._by_id, n=3)
            raise UnknownIdError(self._singular, key, close) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    # Mapping would have these two build the helpful KeyError only to throw it away.

    def __contains__(self, key: object) -> bool:
        return key in self._by_id

    @overload
    def get(self, key: str, /) -> T_co | None: ...
    @overload
    def get(self, key: str, default: T_co, /) -> T_co: ...  # type: ignore[misc] # as in Mapping
    @overload
    def get(self, key: str, default: D, /) -> T_co | D: ...
    def get(self, key: str, default: D | None = None, /) -> T_co | D | None:
        """The record with this id, or the default."""
        return self._by_id.get(key, default)

    def __repr__(self) -> str:
        return f"<Collection of {len(self)} {self._kind.__name__} records>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Collection, (self._kind, tuple(self.values()))

    def where(
        self, predicate: Callable[[T_co], bool] | None = None, /, **equal: object
    ) -> Collection[T_co]:
        """The records for which all conditions hold.

        Args:
            predicate: a function that tells whether to keep a record.
            **equal: fields with the value that they must have. A field that holds a tuple matches
                when it holds the value. `letter` matches the records that rest on that document.

        Raises:
            UnknownFieldError: the kind has no such field.
            UnknownValueError: the field cannot have this value: it is not in the vocabulary of
                the field, or no record has this id; or what should be a function is none.

        Example:
            >>> from nlstatedreig import measures
            >>> core = measures.where(letter="kst-30821-72", weight="core")
            >>> core["taskforce-economische-veiligheid"].weight
            <Weight.CORE: 'core'>
        """
        tests = [_condition(self._kind, name, value) for name, value in equal.items()]
        if predicate is not None:
            if not callable(predicate):
                raise UnknownValueError(
                    f"{predicate!r} is no function; write a condition as field=value, or as a "
                    "function of the record"
                )
            tests.append(predicate)
        found = [record for record in self.values() if all(test(record) for test in tests)]
        if not found:  # only then can an id be misspelt, and only then the other kinds are read
            for name, value in equal.items():
                for item in value if isinstance(value, tuple) else (value,):
                    self._look_up(name, item)
        return Collection(self._kind, found, self._beside)

    def _look_up(self, name: str, key: object) -> None:
        """Refuse an id that no record has, if the records can be known."""
        if not self._beside:
            return
        if name == "letter":
            _coded(self._beside["documents"], key)
            return
        if key is None:
            return
        target = leaf(hints(self._kind)[name])
        kind, _, wanted = str(key).partition("/")
        if target is not Ref:
            kind, wanted = kind_of(target) or "", str(key)
        elif not plural(kind):
            raise UnknownValueError(f"{key!r} is no kind/id; the kinds are {', '.join(_PLURAL)}")
        if kind:
            try:
                self._beside[plural(kind)][wanted]
            except UnknownIdError as error:
                raise UnknownValueError(f"{name}: {error}") from None


def _by_date(documents: Collection[Document]) -> tuple[Document, ...]:
    coded = documents.where(coded=True).values()
    return tuple(sorted(coded, key=lambda document: (_day(document.date), document.id)))


def _coded(documents: Collection[Document], key: object) -> Document:
    letters = _by_date(documents)
    for letter in letters:
        if letter.id == key:
            return letter
    ids = ", ".join(letter.id for letter in letters)
    raise UnknownValueError(f"{key!r} is no coded letter; the letters are {ids or 'none'}")


def _condition(kind: type, name: str, value: object) -> Callable[[Any], bool]:
    if name == "letter":
        return lambda record: value in record.letters
    known = hints(kind)
    if name not in known:
        close = get_close_matches(name, [*known, "letter"], n=1)
        guess = f"; did you mean {close[0]!r}?" if close else "."
        raise UnknownFieldError(
            f"{kind.__name__} has no field {name!r}{guess} Its fields are {', '.join(known)}, "
            "and letter"
        )
    held = leaf(known[name])
    if held is PartialDate and isinstance(value, str):
        try:
            value = PartialDate(value)
        except ValueError as error:
            raise UnknownValueError(f"{name}: {error}") from None
    many = is_many(known[name])
    if value is not None or many or not parts(known[name]):
        for item in value if many and isinstance(value, tuple) else (value,):
            _refuse_other_types(kind, name, held, item)
    if many and not isinstance(value, tuple):
        return lambda record: value in getattr(record, name)
    return lambda record: bool(getattr(record, name) == value)


def _refuse_other_types(kind: type, name: str, held: Any, value: object) -> None:
    if not isinstance(held, type):  # an id
        held = str
    if issubclass(held, StrEnum):
        if value not in list(held):
            close = get_close_matches(str(value), held, n=1, cutoff=0.75)
            guess = f"; did you mean {str(close[0])!r}?" if close else ";"
            raise UnknownValueError(
                f"{value!r} is no {name} of {kind.__name__}{guess} the values are {', '.join(held)}"
            )
    elif not isinstance(value, held):
        raise UnknownValueError(
            f"{value!r} is no {name} of {kind.__name__}; the field holds {held.__name__} values: "
            "give one, or filter by a function, as in where(lambda record: ...)"
        )


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


@frozen(kw_only=True, eq=False)
class Catalogue:
    """All records, one collection for each kind: the table of contents.

    `nlstatedreig.load()` gives the catalogue of the package, `from_directory` that of your own
    data. Collections are read when they are first used.

    Example:
        >>> import nlstatedreig
        >>> catalogue = nlstatedreig.load()
        >>> print(catalogue["interest/economische-veiligheid"].label.en)
        economic security
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

    def __attrs_post_init__(self) -> None:
        beside: dict[str, Collection[Any]] = {}
        for name, held in [*self.collections(), ("retired", self.retired)]:
            beside[name] = Collection(held.kind, held.values, beside)
            object.__setattr__(self, name, beside[name])

    @classmethod
    def from_directory(cls, path: str | Path | Traversable) -> Catalogue:
        """The catalogue of a directory in the form of the package's own data.

        Args:
            path: the directory, with `measures.json` and the like, and `letters/<id>/…`; a
                resource of a package will do.

        Raises:
            DataError: no such directory, or a file in it whose name is no kind of record. The
                records themselves are checked when they are first used.
        """
        root = Path(path) if isinstance(path, str) else path
        if not root.is_dir():
            raise DataError([f"{root}: no such directory; give the one that holds measures.json "
                             "and letters/"])  # fmt: skip
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

    @cached_property
    def release(self) -> Release | None:
        """The release of the data: version, date, counts, and the SHA-256 of each file.

        `None` for data without a `release.json`.

        Raises:
            DataError: `release.json` does not hold one release.
        """
        if self.origin is None or not (self.origin / "release.json").is_file():
            return None
        releases = _read_file(self.origin / "release.json", "release.json", Release)
        if len(releases) != 1:
            raise DataError([f"release.json: $: {len(releases)} releases; write one"])
        return releases[0]

    @cached_property
    def letters(self) -> tuple[Document, ...]:
        """The coded documents, by date."""
        return _by_date(self.documents)

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
        if not really_is(key, str):
            hint = "; give its id, or kind/id" if really_is(key, Record) else "; an id is a str"
            raise UnknownIdError("record", _shown(key), hint=hint)
        kind, slash, name = key.partition("/")
        if slash and plural(kind):
            return self._of_kind(kind)[name]
        held_by = [kind for kind in _PLURAL if key in self._of_kind(kind)]
        if len(held_by) == 1:
            return self._of_kind(held_by[0])[key]
        if held_by:
            raise UnknownIdError("single record", key, [f"{kind}/{key}" for kind in held_by])
        if gone := [r for r in self.retired.values() if r.id.partition("/")[2] == key]:
            raise UnknownIdError("record", key, hint=_instead(*gone))
        ids = {name: f"{kind}/{name}" for kind in _PLURAL for name in self._of_kind(kind)}
        close = get_close_matches(key, ids, n=3)
        hint = f"; the kinds are {', '.join(_PLURAL)}" if slash else ""
        raise UnknownIdError("record", key, [ids[name] for name in close], hint)

    def __contains__(self, key: object) -> bool:
        """Whether a record has this `kind/id`, or this id in whatever kind."""
        kind, slash, name = str(key).partition("/")
        if slash:
            return plural(kind) != "" and name in self._of_kind(kind)
        return any(key in held for _, held in self.collections())

    __iter__: ClassVar[None] = None  # else Python would ask for the records 0, 1, 2, …

    def _of_kind(self, kind: str) -> Collection[Record]:
        held: Collection[Record] = getattr(self, plural(kind))
        return held

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
            >>> about = nlstatedreig.load().about("threat/ongewenste-overnames-en-investeringen")
            >>> "investeringstoets" in [record.id for record in about]
            True
        """
        return self._back_references.get(self.ref(self[key]), ())

    @cached_property
    def _back_references(self) -> Mapping[str, tuple[Record, ...]]:
        index: dict[str, dict[Ref, Record]] = {}
        for _, held in self.collections():
            for record in held.values():
                for _, target in links(record):
                    index.setdefault(target, {})[self.ref(record)] = record
        return {target: tuple(found.values()) for target, found in index.items()}

    def search(
        self, text: str, *, kind: str | None = None, limit: int | None = None
    ) -> tuple[Hit, ...]:
        """The records in which all words of a query stand, the best first.

        A query may be Dutch or English. A word also finds its other forms (`sanctie` and
        `sancties`); accents, case and hyphens make no difference. A word that ends in `*` finds
        all words that begin so; words in double quotes only find each other side by side.

        What is searched are all texts of the records. Those that name a record (label, title,
        term, …) weigh most, its id and its themes least; between equals the order is that of the
        kinds and the ids.

        Args:
            text: the query.
            kind: only records of this kind, as `measures` or `measure`.
            limit: only this many of the best.

        Returns:
            The records as `kind/id`, each with the text of it that matched best.

        Raises:
            UnknownValueError: the query is no text or has no word, there is no such kind, or the
                limit is no number from 1.
            NlstatedreigError: the SQLite of this Python has no full-text search.

        Example:
            >>> import nlstatedreig
            >>> catalogue = nlstatedreig.load()
            >>> for hit in catalogue.search("rijksbreed responskader", kind="measures", limit=1):
            ...     print(hit)
            measure/rijksbreed-responskader: «Rijksbreed» «Responskader» statelijke dreigingen
            >>> "threat/beinvloeding" in [hit.record for hit in catalogue.search("beinvloed*")]
            True
        """
        return self._index.search(text, kind=kind, limit=limit)

    @cached_property
    def _index(self) -> Index:
        from nlstatedreig.search import Index  # stemmers and SQLite are only paid for by a search

        return Index(self)

    def source(self, evidence: Evidence) -> Document:
        """The document in which a passage stands.

        Raises:
            UnknownIdError: the catalogue lacks the document.
        """
        return self.documents[evidence.document]

    def link(self, evidence: Evidence) -> str:
        """The official address of the document, opening at the passage by a text fragment.

        Raises:
            UnknownValueError: it is no passage, but a record or an id.
            UnknownIdError: the catalogue lacks the document.
            SourceError: the document has no address.
        """
        if not really_is(evidence, Evidence):
            raise UnknownValueError(
                f"{_shown(evidence)} is no passage; give one of record.passages, such as the first"
            )
        document = self.source(evidence)
        if document.url is None:
            raise SourceError(f"document {document.id!r} has no url, so there is nothing to open")
        mark = "" if "#" in document.url else "#"
        return f"{document.url}{mark}{evidence.fragment()}"

    def timeline(self, key: str) -> tuple[Entry, ...]:
        """What the letters tell of a measure, or say of an actor, a threat or an interest, by date.

        For a measure: its steps, at the date of their letter; events and commitments, at their
        own; and what became of a commitment, at the date of the letter that shows it. So too for
        the measures that it came from. Those that it is only a part of are left out: their
        history is not its own. For the others: the assessments and the incidents that name them,
        and for an actor those that name a part of it (a service of a state) too.

        Args:
            key: the id of a measure, or any record's `kind/id`.

        Raises:
            UnknownIdError: no record has this id.
            UnknownValueError: the record is of another kind.
            DataError: a letter that speaks of it has no date.

        Example:
            >>> import nlstatedreig
            >>> timeline = nlstatedreig.load().timeline("investeringstoets")
            >>> print(timeline[0].date, timeline[0].status, "-", timeline[0].what.en)
            2019-04-18 in-preparation - Work is under way on elaborating a screening for ...
        """
        from nlstatedreig.history import timeline

        return timeline(self, key)

    def follow(self, letter: str) -> tuple[Course, ...]:
        """What became of each measure that a letter speaks of, by the later letters.

        Args:
            letter: the id of the letter.

        Raises:
            UnknownValueError: no coded letter has this id.
            DataError: a letter has no date.

        Example:
            >>> import nlstatedreig
            >>> courses = nlstatedreig.load().follow("kst-30821-125")
            >>> for course in courses:
            ...     if course.measure == "rijksbreed-responskader":
            ...         print(course)
            rijksbreed-responskader: in-preparation (2021-02-03); in-preparation (2021-03-08); ...
        """
        from nlstatedreig.history import follow

        return follow(self, letter)

    def promises(self) -> tuple[Promise, ...]:
        """Every promise and what became of it, by the date on which it was due.

        Those without a date come last, by the date of their letter.

        Raises:
            DataError: a letter has no date.

        Example:
            >>> import nlstatedreig
            >>> late = [p for p in nlstatedreig.load().promises() if p.verdict == "late"]
            >>> print(late[-1].commitment, late[-1].due)
            kst-30821-125:oplevering-responskader 2021-22
        """
        from nlstatedreig.history import promises

        return promises(self)

    def define(self, term: str) -> tuple[Meaning, ...]:
        """What the letters mean by a term, in the order of the letters.

        Args:
            term: the term, in Dutch or English, without regard to case and accents. If no letter
                defines just this term, those that contain it are given.

        Raises:
            UnknownValueError: no letter defines it; the message names the closest terms.
            DataError: a letter has no date.

        Example:
            >>> import nlstatedreig
            >>> for meaning in nlstatedreig.load().define("hybride dreigingen"):
            ...     print(meaning.date, meaning.definition.form, len(meaning.definition.elements))
            2021-02-03 gloss 0
            2022-11-28 gloss 0
            2022-11-28 formal 5
        """
        from nlstatedreig.history import define

        return define(self, term)

    def diff(self, before: str, after: str, kind: str | None = None) -> Diff:
        """What differs between two letters: new, continued, changed, or not mentioned any more.

        What a later letter does not mention has not ended thereby, and is not said to have.

        Args:
            before: the id of the one letter.
            after: the id of the other; it may be the earlier one.
            kind: only `interests`, `threats`, `measures`, `frameworks` or `definitions`.

        Raises:
            UnknownValueError: no coded letter has this id, or the kind is not one of these.

        Example:
            >>> import nlstatedreig
            >>> changes = nlstatedreig.load().diff("kst-30821-72", "kst-30821-175", "measures")
            >>> [str(change) for change in changes.changed if "investering" in change.before]
            ['measure/investeringstoets: status: in-preparation → adopted']
        """
        from nlstatedreig.editions import diff

        return diff(self, before, after, kind)

    def as_of(self, when: str | date | PartialDate) -> Catalogue:
        """The catalogue of what had been written by a date.

        It has the letters up to that date, and of each record what rests on them. Links to what
        only later letters mention are gone, a promise is open until a known letter shows what
        became of it, and of the facts from outside only those dated by then are left. Fields that
        no letter dates (labels, who is in the lead) are as the whole data have them. The result
        belongs to no directory and no release; where nothing is left out, it is this catalogue.

        Args:
            when: a letter's id, or a date (`2020`, `2021-02-03`; its last day counts).

        Raises:
            UnknownValueError: neither a letter nor a date.
            DataError: a letter has no date.

        Example:
            >>> import nlstatedreig
            >>> [letter.id for letter in nlstatedreig.load().as_of("2020").letters]
            ['kst-30821-72', 'kst-33694-57']
        """
        from nlstatedreig.editions import as_of

        return as_of(self, when)

    def chain(self, *keys: str) -> tuple[Link, ...]:
        """From interest to threat to measure: what hangs together, from whichever end.

        A link joins an interest, a threat that harms it and a measure that counters the threat, as
        the letters say. Where they do not say all three, an end is left open: a threat that no
        measure counters or of which no harm is told, a measure that protects an interest.

        Args:
            *keys: interests, threats and measures by id or `kind/id`; the links that have them
                all. Without any, all links. A threat is taken by itself: what is narrower has
                links of its own (see `tree`).

        Raises:
            UnknownIdError: no record has this id.
            UnknownValueError: the record is of another kind.

        Example:
            >>> import nlstatedreig
            >>> for link in nlstatedreig.load().chain("measure/investeringstoets"):
            ...     print(link)
            economische-veiligheid ← ongewenste-overnames-en-investeringen ← investeringstoets
            economische-veiligheid ← strategische-afhankelijkheden ← investeringstoets
        """
        from nlstatedreig.network import chain

        return chain(self, keys)

    def matrix(self) -> Matrix:
        """All threats against all interests, with the measures where they meet, and the gaps.

        Example:
            >>> import nlstatedreig
            >>> matrix = nlstatedreig.load().matrix()
            >>> "investeringstoets" in matrix.cell("spionage", "economische-veiligheid")
            False
        """
        from nlstatedreig.network import matrix

        return matrix(self)

    def tree(self, threat: str) -> Branch:
        """A threat with all that are narrower (`skos:narrower`), as a tree.

        A threat with two broader ones stands in the tree twice.

        Args:
            threat: its id or `kind/id`.

        Raises:
            UnknownIdError: no threat has this id.

        Example:
            >>> import nlstatedreig
            >>> print(nlstatedreig.load().tree("sabotage"))
            sabotage
              digitale-sabotage
        """
        from nlstatedreig.network import tree

        return tree(self.threats, self._narrower, threat)

    @cached_property
    def _narrower(self) -> Mapping[ThreatId, list[ThreatId]]:
        from nlstatedreig.network import narrower

        return narrower(self.threats)

    def cited(self, citations: Collection[Citation] | None = None) -> tuple[Cited, ...]:
        """The works that are cited, those that are cited most first.

        Args:
            citations: only these, such as `citations.where(letter="kst-30821-72")`.

        Raises:
            UnknownValueError: what is given is no collection of citations.

        Example:
            >>> import nlstatedreig
            >>> catalogue = nlstatedreig.load()
            >>> answered = catalogue.cited(catalogue.citations.where(intent="implements"))
            >>> motions = [work for work in answered if work.kind == "motion"]
            >>> [work.letters for work in motions if work.document == "kst-33694-56"]
            [('kst-33694-57',)]
        """
        from nlstatedreig.network import cited

        return cited(self, self.citations if citations is None else citations)

    def merge(self, other: Catalogue) -> Catalogue:
        """This catalogue and another one as one, for letters of your own beside the five.

        A thing that both have becomes one record: lists are joined, what the letters say of it
        one by one is put in the order of the letters, and what is not a list must be the same in
        both. The result belongs to no directory and no release.

        Raises:
            DataError: a record differs in a field that is not a list, in what one letter says of
                a measure, or in an element of a framework; all differences at once.
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
        order = [document.id for document in Catalogue(documents=merged["documents"]).letters]
        for name, held in merged.items():
            merged[name] = Collection(held.kind, [_by_letter(r, order) for r in held.values()])
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


def coded_letter(catalogue: Catalogue, key: str) -> Document:
    """The letter with an id.

    Raises:
        UnknownValueError: no coded document has it; the message names the letters.
    """
    return _coded(catalogue.documents, key)


def dated(catalogue: Catalogue, letter: str) -> PartialDate:
    """The date of a letter.

    Raises:
        DataError: it has none.
    """
    when = catalogue.documents[letter].date
    if when is None:
        raise DataError([f"document/{letter}: $.date: missing; a letter needs its date"])
    return when


@cache
def kinds() -> Mapping[str, type[Record]]:
    """The kinds of record: the name of the collection and the class, in the order of the model."""
    return MappingProxyType(
        {
            name: get_args(hint)[0]
            for name, hint in hints(Catalogue).items()
            if get_origin(hint) is Collection and issubclass(get_args(hint)[0], Record)
        }
    )


def plural(kind: str) -> str:
    """The name of the collection of a kind (`measures` for `measure`); empty if there is none."""
    return _PLURAL.get(kind, "")


@cache
def load() -> Catalogue:
    """The catalogue that the package ships. Nothing is read before it is used."""
    from importlib_resources import files  # slow to import, so only where data are read

    return Catalogue.from_directory(files("nlstatedreig") / "data")


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


def file_of(ref: str) -> str:
    """The data file in which a record stands (`measures.json`), from its `kind/id`."""
    kind, _, key = ref.partition("/")
    name = plural(kind) or kind
    folder = f"letters/{key.partition(':')[0]}/" if name in LETTER_BOUND else ""
    return f"{folder}{name}.json"


def data_files(root: Traversable, folder: str = "") -> Iterator[tuple[str, Traversable]]:
    """Every JSON file of a data directory, as its name with `/` and the file, in order.

    No further down than a step below where data are, since the directory may be a wrong one.
    """
    for entry in sorted(root.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and not entry.name.startswith(".") and folder.count("/") < 3:
            yield from data_files(entry, f"{folder}{entry.name}/")
        elif entry.name.endswith(".json"):
            yield folder + entry.name, entry


def _unknown_files(root: Traversable) -> Iterator[str]:
    things = set(kinds()) - LETTER_BOUND | {"retired", "release"}
    for name, _ in data_files(root):
        match name.removesuffix(".json").split("/"):
            case [stem] if stem in things:
                pass
            case ["letters", _, stem] if stem in LETTER_BOUND:
                pass
            case _:
                yield name


def _reader(root: Traversable, name: str, kind: type[T]) -> Callable[[], list[T]]:
    def read() -> list[T]:
        records: list[T] = []
        problems: list[str] = []
        for file, entry in _files_of(root, name):
            try:
                records += _read_file(entry, file, kind)
            except DataError as error:
                problems += error.problems
        if problems:
            raise DataError(problems)
        return records

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


def _join(mine: Any, theirs: Any, problems: list[str]) -> Any:
    changes: dict[str, Any] = {}
    for name in hints(type(mine)):
        a, b = getattr(mine, name), getattr(theirs, name)
        place = f"{type(mine).__name__.lower()}/{mine.id}: $.{name}"
        if not isinstance(a, tuple):
            if a != b:
                problems.append(
                    f"{place}: {a!s} here and {b!s} there; make them the same, or give one record "
                    "another id"
                )
            continue
        added = tuple(item for item in b if item not in a)
        problems += [
            f"{place}: both have another {_key(item)}; make them the same, or leave one out"
            for item in added
            if _key(item) and _key(item) in map(_key, a)
        ]
        changes[name] = (*a, *added)
    return evolve(mine, **changes)


def _key(part: object) -> str | None:
    """By what a part of a record is told from the others of its list."""
    if isinstance(part, Step):
        return part.letter
    return part.id if isinstance(part, Element) else None


def _by_letter(record: Any, order: list[DocumentId]) -> Any:
    """The record with its dated parts in the order of the letters."""
    places = {letter: place for place, letter in enumerate(order)}
    dated = {
        name: tuple(sorted(held, key=lambda part: places.get(part.letter, len(places))))
        for name in hints(type(record))
        if isinstance(held := getattr(record, name), tuple) and held and hasattr(held[0], "letter")
    }
    return evolve(record, **dated)


def _instead(*retired: Retired) -> str:
    successors = ", ".join(chain.from_iterable(one.successors for one in retired))
    return f"; it was retired, use instead: {successors or 'nothing'}"


def _shown(value: object) -> str:
    """What was given in place of something else: a record by its name, since its `repr` is long."""
    return f"{type(value).__name__} {value.id!r}" if isinstance(value, Record) else repr(value)


def _day(when: PartialDate | None) -> date:
    return when.earliest if when else date.max


_PLURAL = {kind.__name__.lower(): name for name, kind in kinds().items()}
