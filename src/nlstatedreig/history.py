"""One subject through time: its timeline, what became of measures and promises, and its wording.

These are the answers of `Catalogue.timeline`, `follow`, `promises` and `define`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from attrs import frozen

from nlstatedreig.catalogue import coded_letter, dated, plural
from nlstatedreig.errors import UnknownValueError
from nlstatedreig.records import (
    Actor,
    Assessment,
    Commitment,
    Definition,
    Incident,
    Interest,
    Measure,
    Record,
    Threat,
)
from nlstatedreig.values import (
    CommitmentId,
    DocumentId,
    Evidence,
    MeasureId,
    PartialDate,
    Ref,
    Text,
)
from nlstatedreig.vocabulary import LineageRelation, Status, Trend, Verdict

if TYPE_CHECKING:
    from nlstatedreig.catalogue import Catalogue


@frozen(kw_only=True)
class Days:
    """A number of days between two partial dates: an interval, since neither is exact.

    Attributes:
        least: the least that it can be.
        most: the most that it can be; `None` where the letters set no bound.

    Example:
        >>> from nlstatedreig.history import Days
        >>> print(Days(least=93, most=123))
        93 to 123 days
        >>> print(Days(least=1, most=None))
        at least 1 day
    """

    least: int
    most: int | None

    def __str__(self) -> str:
        if self.most is None:
            return f"at least {self.least} {'day' if self.least == 1 else 'days'}"
        if self.least == self.most:
            return f"{self.least} {'day' if self.least == 1 else 'days'}"
        return f"{self.least} to {self.most} days"


# -------------------------------------------------------------------------------------- timeline


@frozen(kw_only=True, repr=False)
class Entry:
    """One line of a timeline.

    Attributes:
        date: when it happened, was said or is due.
        what: what happened, was said or is due.
        sort: of a measure `step`, `event`, `due`, `promise` (one without a date, at its letter) or
            `outcome`; of an actor, a threat or an interest `assessment`, `incident` or `report` (an
            incident without a date, at the first letter that tells of it).
        record: the record that it comes from, as `kind/id`.
        evidence: the passages.
        status: for a step, where the measure stands.
        verdict: for an outcome, what became of the promise.
        slip: for the outcome of a promise whose date was changed or missed, by how many days.
        trend: for an assessment, where the threat is going.
    """

    date: PartialDate
    what: Text
    sort: str
    record: Ref
    evidence: tuple[Evidence, ...]
    status: Status | None = None
    verdict: Verdict | None = None
    slip: Days | None = None
    trend: Trend | None = None

    def __str__(self) -> str:
        state = self.status or self.verdict or self.trend
        told = ", ".join(str(one) for one in (state, self.slip) if one)
        return f"{self.date}: {self.sort}: {self.what}{f' ({told})' if told else ''}"

    def __repr__(self) -> str:
        return f"<Entry {self}>"


def timeline(catalogue: Catalogue, key: str) -> tuple[Entry, ...]:
    """See `Catalogue.timeline`."""
    record = catalogue.measures.get(key) or catalogue[key]  # a bare id is first a measure's
    match record:
        case Measure():
            entries = _told_of(catalogue, record)
        case Actor() | Threat() | Interest():
            entries = _said_of(catalogue, record)
        case _:
            raise UnknownValueError(
                f"{catalogue.ref(record)} has no timeline; a measure, an actor, a threat and an "
                "interest have one"
            )
    return tuple(sorted(entries, key=lambda entry: (entry.date.earliest, entry.date.latest)))


def _told_of(catalogue: Catalogue, measure: Measure) -> Iterator[Entry]:
    """What the letters tell of a measure and of those it came from."""
    for record in _ancestry(catalogue, measure):
        ref = catalogue.ref(record)
        for step in record.steps:
            yield Entry(
                date=dated(catalogue, step.letter),
                what=step.summary,
                sort="step",
                record=ref,
                evidence=step.evidence,
                status=step.status,
            )
            for event in step.events:
                yield Entry(
                    date=event.date,
                    what=event.what,
                    sort="event",
                    record=ref,
                    evidence=event.evidence,
                )
        for promise in catalogue.commitments.where(measure=record.id).values():
            yield from _promised(catalogue, promise)


def _promised(catalogue: Catalogue, promise: Commitment) -> Iterator[Entry]:
    ref = catalogue.ref(promise)
    yield Entry(
        date=promise.due or _made(catalogue, promise),
        what=promise.what,
        sort="due" if promise.due else "promise",
        record=ref,
        evidence=promise.evidence,
    )
    outcome, shown = promise.outcome, _shown(catalogue, promise)
    if outcome.summary and shown:
        yield Entry(
            date=shown,
            what=outcome.summary,
            sort="outcome",
            record=ref,
            evidence=outcome.evidence,
            verdict=outcome.verdict,
            slip=_slip(promise),
        )


def _said_of(catalogue: Catalogue, record: Actor | Threat | Interest) -> Iterator[Entry]:
    """What the letters say of it; not what an actor says of others (`attributed_to`).

    What is said of a service is said of the state or body that it is part of.
    """
    field = plural(type(record).__name__.lower())
    named = {record.id, *(_parts(catalogue, record) if isinstance(record, Actor) else ())}
    about = {
        catalogue.ref(other): other
        for key in sorted(named)
        for other in catalogue.about(Ref(f"{type(record).__name__.lower()}/{key}"))
    }
    for _, other in sorted(about.items()):
        match other:
            case Assessment() if not named.isdisjoint(getattr(other, field)):
                yield Entry(
                    date=dated(catalogue, _letter(other)),
                    what=other.judgement,
                    sort="assessment",
                    record=catalogue.ref(other),
                    evidence=other.evidence,
                    trend=other.trend,
                )
            case Incident() if other.date or other.letters:
                yield Entry(
                    date=other.date or dated(catalogue, other.letters[0]),
                    what=other.summary,
                    sort="incident" if other.date else "report",
                    record=catalogue.ref(other),
                    evidence=other.evidence,
                )
            case _:
                pass


def _parts(catalogue: Catalogue, actor: Actor) -> set[str]:
    """The actors that are part of it, and those that are part of them."""
    found: set[str] = set()
    todo: list[str] = [actor.id]
    while todo:
        for part in catalogue.actors.where(part_of=todo.pop()):
            if part not in found:
                found.add(part)
                todo.append(part)
    return found


def _ancestry(catalogue: Catalogue, measure: Measure) -> list[Measure]:
    """The measure and those that it came from. What it is only a part of is not its history."""
    found, todo = [measure], [measure]
    while todo:
        for link in todo.pop().lineage:
            if link.relation is LineageRelation.PART_OF:
                continue
            if (earlier := catalogue.measures[link.measure]) not in found:
                found.append(earlier)
                todo.append(earlier)
    return found


def _letter(statement: Record) -> DocumentId:
    """The letter that makes a statement; its id begins with it."""
    return DocumentId(statement.id.partition(":")[0])


# ---------------------------------------------------------------------------------------- follow


@frozen(kw_only=True)
class Stage:
    """Where a measure stands in one letter.

    Attributes:
        letter: the letter.
        date: its date.
        status: the status that it gives; `None` where it does not mention the measure.
    """

    letter: DocumentId
    date: PartialDate
    status: Status | None

    def __str__(self) -> str:
        return f"{self.status or 'not mentioned'} ({self.date})"


@frozen(kw_only=True, repr=False)
class Course:
    """What became of a measure, letter by letter.

    Attributes:
        measure: the measure.
        stages: where it stands in the letter that is followed, and in each later one.
        successors: the measures that came from it, by their lineage, whichever letter tells of
            them.
        silent: whether no later letter mentions it or what came from it, though there are later
            ones.
    """

    measure: MeasureId
    stages: tuple[Stage, ...]
    successors: tuple[MeasureId, ...] = ()
    silent: bool = False

    @property
    def status(self) -> Status | None:
        """Where the measure stood in the letter that is followed."""
        return self.stages[0].status

    @property
    def last(self) -> Stage:
        """The last letter that mentions it. What no later letter mentions has not ended thereby."""
        return [stage for stage in self.stages if stage.status][-1]

    def __str__(self) -> str:
        course = "; ".join(map(str, self.stages))
        after = f"; then {', '.join(self.successors)}" if self.successors else ""
        return f"{self.measure}: {course}{after}"

    def __repr__(self) -> str:
        return f"<Course {self}>"


def follow(catalogue: Catalogue, letter: str) -> tuple[Course, ...]:
    """See `Catalogue.follow`."""
    coded_letter(catalogue, letter)
    order = [document.id for document in catalogue.letters]
    later = order[order.index(DocumentId(letter)) :]
    successors: dict[MeasureId, list[MeasureId]] = {}
    for measure in catalogue.measures.values():
        for link in measure.lineage:
            if link.relation is not LineageRelation.PART_OF:
                successors.setdefault(link.measure, []).append(measure.id)
    known = {
        measure.id: {step.letter: step.status for step in measure.steps}
        for measure in catalogue.measures.values()
    }
    courses: list[Course] = []
    for key, told in known.items():
        if letter in told:
            stages = [
                Stage(letter=one, date=dated(catalogue, one), status=told.get(one)) for one in later
            ]
            still_told = any(
                one in known[heir] for heir in _heirs(key, successors) for one in later[1:]
            )
            courses.append(
                Course(
                    measure=key,
                    stages=tuple(stages),
                    successors=tuple(dict.fromkeys(successors.get(key, ()))),
                    silent=len(later) > 1 and not still_told,
                )
            )
    return tuple(courses)


def _heirs(key: MeasureId, successors: Mapping[MeasureId, list[MeasureId]]) -> set[MeasureId]:
    """A measure, what came from it, what came from that, and so on."""
    found: set[MeasureId] = set()
    todo = [key]
    while todo:
        if (heir := todo.pop()) not in found:
            found.add(heir)
            todo += successors.get(heir, ())
    return found


# -------------------------------------------------------------------------------------- promises


@frozen(kw_only=True, repr=False)
class Promise:
    """A promise, and what became of it.

    Attributes:
        commitment: the commitment that is the promise, by its id.
        what: what is promised.
        letter: the letter that makes the promise.
        made: the date of that letter.
        due: when it is due.
        verdict: what the later letters show.
        done: when it was done, or the date to which it moved, where a later letter gives one.
        shown: the date of the letter that shows the verdict.
        slip: for a date that was put off or missed, how many days from the last day that would
            have kept the promise.
        silence: for a promise that no later letter mentions, how many days had gone by between
            that day and the last letter; `None` if it was not yet due then. Silence is not a miss.
        evidence: the passages that make the promise.
    """

    commitment: CommitmentId
    what: Text
    letter: DocumentId
    made: PartialDate
    due: PartialDate | None
    verdict: Verdict
    done: PartialDate | None
    shown: PartialDate | None
    slip: Days | None
    silence: Days | None
    evidence: tuple[Evidence, ...]

    def __str__(self) -> str:
        days = self.slip or self.silence
        told = f", {days}" if days else ""
        return f"{self.due or 'no date'}: {self.what} ({self.verdict}{told})"

    def __repr__(self) -> str:
        return f"<Promise {self}>"


def promises(catalogue: Catalogue) -> tuple[Promise, ...]:
    """See `Catalogue.promises`."""
    found = [
        Promise(
            commitment=record.id,
            what=record.what,
            letter=_letter(record),
            made=_made(catalogue, record),
            due=record.due,
            verdict=record.outcome.verdict,
            done=record.outcome.date,
            shown=_shown(catalogue, record),
            slip=_slip(record),
            silence=_silence(catalogue, record),
            evidence=record.evidence,
        )
        for record in catalogue.commitments.values()
    ]

    def order(promise: Promise) -> tuple[bool, date, date, str]:
        when = promise.due or promise.made
        return (promise.due is None, when.earliest, when.latest, promise.commitment)

    return tuple(sorted(found, key=order))


def _made(catalogue: Catalogue, promise: Commitment) -> PartialDate:
    return dated(catalogue, _letter(promise))


def _shown(catalogue: Catalogue, promise: Commitment) -> PartialDate | None:
    """The date of the last letter that shows what became of a promise."""
    dates = [dated(catalogue, passage.document) for passage in promise.outcome.evidence]
    return max(dates, key=lambda when: when.latest, default=None)


def _slip(promise: Commitment) -> Days | None:
    outcome = promise.outcome
    if promise.due is None or outcome.verdict not in (Verdict.CHANGED, Verdict.LATE):
        return None
    if outcome.date is None:  # what was late was missed, and that is all; another form is no delay
        return Days(least=1, most=None) if outcome.verdict is Verdict.LATE else None
    if outcome.date.latest <= promise.due.latest:  # brought forward, or data that `check` refuses
        return None
    least = (outcome.date.earliest - promise.due.latest).days
    return Days(least=max(least, 1), most=(outcome.date.latest - promise.due.latest).days)


def _silence(catalogue: Catalogue, promise: Commitment) -> Days | None:
    unmentioned = promise.outcome.verdict is Verdict.NOT_MENTIONED
    if promise.due is None or not unmentioned or not catalogue.letters:
        return None
    last = dated(catalogue, catalogue.letters[-1].id)
    least = (last.earliest - promise.due.latest).days
    most = (last.latest - promise.due.latest).days
    return Days(least=least, most=most) if least > 0 else None


# ---------------------------------------------------------------------------------------- define


@frozen(kw_only=True, repr=False)
class Meaning:
    """What a term means in one letter, and what that changes.

    Attributes:
        definition: the record.
        letter: the letter.
        date: its date.
        added: the elements that the earlier definition lacks, where both list elements.
        dropped: the elements of the earlier definition that it lacks, where both list elements.
    """

    definition: Definition
    letter: DocumentId
    date: PartialDate
    added: tuple[Text, ...] = ()
    dropped: tuple[Text, ...] = ()

    def __str__(self) -> str:
        own = self.definition
        return f"{self.date}: {own.term}: {own.wording or own.meaning}"

    def __repr__(self) -> str:
        return f"<Meaning {self}>"


def define(catalogue: Catalogue, term: str) -> tuple[Meaning, ...]:
    """See `Catalogue.define`."""
    asked = _plain(str(term))
    by_term = {
        definition.id: (_plain(definition.term.nl), _plain(definition.term.en))
        for definition in catalogue.definitions.values()
    }
    found = [key for key, names in by_term.items() if asked in names] or [
        key for key, names in by_term.items() if asked and any(asked in name for name in names)
    ]
    if not found:
        known = sorted({name for names in by_term.values() for name in names})
        close = get_close_matches(asked, known, n=3, cutoff=0.75)
        hint = (
            f"did you mean {' or '.join(map(repr, close))}?"
            if close
            else "the terms are those of catalogue.definitions"
        )
        raise UnknownValueError(f"no letter defines {term!r}; {hint}")
    meanings = [_meaning(catalogue, catalogue.definitions[key]) for key in found]
    return tuple(sorted(meanings, key=lambda one: (one.date.earliest, one.definition.id)))


def _meaning(catalogue: Catalogue, own: Definition) -> Meaning:
    earlier = catalogue.definitions[own.earlier].elements if own.earlier else ()
    both = own.elements and earlier
    return Meaning(
        definition=own,
        letter=_letter(own),
        date=dated(catalogue, _letter(own)),
        added=_without(own.elements, earlier) if both else (),
        dropped=_without(earlier, own.elements) if both else (),
    )


def _without(elements: Iterable[Text], others: Iterable[Text]) -> tuple[Text, ...]:
    known = {_plain(other.nl) for other in others}
    return tuple(element for element in elements if _plain(element.nl) not in known)


def _plain(words: str) -> str:
    """Words without regard to case, accents and spaces."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())
