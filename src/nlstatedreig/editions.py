"""The letters as editions of one policy: what differs between two, and what was known at a date.

These are the answers of `Catalogue.diff` and `Catalogue.as_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, get_args

from attrs import evolve, frozen

from nlstatedreig._walk import fields_that_hold, hints, linking_fields
from nlstatedreig.catalogue import Collection, coded_letter, dated, plural
from nlstatedreig.errors import UnknownValueError
from nlstatedreig.records import (
    Commitment,
    Definition,
    Document,
    Framework,
    Interest,
    Measure,
    Outcome,
    Record,
    Section,
    Threat,
    ThreatName,
)
from nlstatedreig.values import DocumentId, Evidence, PartialDate, Ref
from nlstatedreig.vocabulary import LineageRelation, Match, Verdict

if TYPE_CHECKING:
    from nlstatedreig.catalogue import Catalogue

# ------------------------------------------------------------------------------------------ diff

COMPARED = ("interests", "threats", "measures", "frameworks", "definitions")
"""The kinds that `diff` compares."""


@frozen(kw_only=True)
class Change:
    """One thing that two letters put differently.

    Attributes:
        before: the record in the first letter, as `kind/id`.
        after: the record in the second letter; another one where it succeeds the first.
        field: what differs: `status` (of a measure), `name` (of an interest or a threat),
            `elements` (of a framework or a definition) or `wording` (of a definition); or how one
            measure succeeds the other, such as `continues`; or `earlier`, where one framework or
            definition is the earlier form of the other and nothing else differs.
        old: what only the first letter has.
        new: what only the second letter has.
    """

    before: Ref
    after: Ref
    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    def __str__(self) -> str:
        who = self.before if self.before == self.after else f"{self.before} → {self.after}"
        return f"{who}: {self.field}: {'; '.join(self.old) or '-'} → {'; '.join(self.new) or '-'}"


@frozen(kw_only=True, repr=False)
class Diff:
    """What differs between two letters. It is false where nothing does.

    Attributes:
        before: the first letter.
        after: the second letter.
        new: what only the second mentions, as `kind/id`.
        continued: what both mention alike.
        changed: what both mention, but differently, or what succeeds another record.
        unmentioned: what only the first mentions. It has not ended thereby: silence is no end.
    """

    before: DocumentId
    after: DocumentId
    new: tuple[Ref, ...] = ()
    continued: tuple[Ref, ...] = ()
    changed: tuple[Change, ...] = ()
    unmentioned: tuple[Ref, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.unmentioned)

    def __repr__(self) -> str:
        return (
            f"<Diff {self.before} → {self.after}: {len(self.new)} new, {len(self.continued)} "
            f"continued, {len(self.changed)} changes, {len(self.unmentioned)} not mentioned>"
        )


def diff(catalogue: Catalogue, before: str, after: str, kind: str | None) -> Diff:
    """See `Catalogue.diff`."""
    first, second = (coded_letter(catalogue, letter) for letter in (before, after))
    order = [letter.id for letter in catalogue.letters]
    if order.index(first.id) > order.index(second.id):
        return _mirrored(diff(catalogue, after, before, kind))
    found = Diff(before=first.id, after=second.id)
    for name in _compared(kind):
        found = _with(catalogue, found, dict(catalogue.collections())[name])
    return found


def _compared(kind: str | None) -> tuple[str, ...]:
    if kind is None:
        return COMPARED
    name = plural(kind) or kind
    if name not in COMPARED:
        raise UnknownValueError(
            f"{kind!r} is not compared between letters; give one of {', '.join(COMPARED)}, or "
            "nothing for all of them"
        )
    return (name,)


def _mirrored(found: Diff) -> Diff:
    turned = [
        Change(before=c.after, after=c.before, field=c.field, old=c.new, new=c.old)
        for c in found.changed
    ]
    return Diff(
        before=found.after,
        after=found.before,
        new=found.unmentioned,
        continued=found.continued,
        changed=tuple(sorted(turned, key=_place)),
        unmentioned=found.new,
    )


def _with(catalogue: Catalogue, found: Diff, held: Collection[Any]) -> Diff:
    """The comparison with the records of one more kind."""
    first = {record.id: record for record in held.values() if found.before in record.letters}
    second = {record.id: record for record in held.values() if found.after in record.letters}
    changes: list[Change] = []
    kept: list[Record] = []
    for key in first.keys() & second.keys():
        rows = list(_rows(catalogue, first[key], second[key], found))
        changes += rows
        kept += [] if rows else [first[key]]
    succeeded: set[str] = set()
    letters = [letter.id for letter in catalogue.letters]
    known = set(letters[: letters.index(found.before) + 1])
    for new in second.values():
        for key, how in _earlier(held, new, first, known):
            if key in second:
                continue  # both go on
            changes += _succession(catalogue, first[key], new, found, how)
            succeeded |= {key, new.id}

    def refs(records: Iterable[Record]) -> tuple[Ref, ...]:
        return tuple(sorted(catalogue.ref(record) for record in records))

    def only(own: Mapping[str, Record], other: Mapping[str, Record]) -> Iterator[Record]:
        return (one for key, one in own.items() if key not in other and key not in succeeded)

    return evolve(
        found,
        new=found.new + refs(only(second, first)),
        continued=found.continued + refs(kept),
        changed=found.changed + tuple(sorted(changes, key=_place)),
        unmentioned=found.unmentioned + refs(only(first, second)),
    )


def _place(change: Change) -> tuple[int, str, str, str]:
    kind = plural(change.before.partition("/")[0])
    return COMPARED.index(kind), change.before, change.after, change.field


def _earlier(
    held: Collection[Any],
    record: Any,
    first: Mapping[str, Record],
    known: set[DocumentId],
) -> Iterator[tuple[str, str]]:
    """The nearest forerunners that the first letter mentions, and how they were succeeded.

    Of a record that the first letter has too, only what a later letter links to it: what that
    letter could know already is no change since then.
    """
    todo, seen = [(record, "")], {record.id}
    while todo:
        one, how = todo.pop()
        for key, relation, shown in _forerunners(one):
            if key in seen or key not in held or (record.id in first and shown <= known):
                continue
            seen.add(key)
            if key in first:
                yield key, how or relation
            else:
                todo.append((held[key], how or relation))


def _forerunners(record: Any) -> Iterator[tuple[str, str, set[DocumentId]]]:
    """What a record came from, how, and the letters that show it."""
    if isinstance(record, Measure):
        for link in record.lineage:
            if link.relation is not LineageRelation.PART_OF:
                shown = {passage.document for passage in link.evidence}
                yield link.measure, str(link.relation), shown
    elif isinstance(record, Framework | Definition) and record.earlier:
        yield record.earlier, "earlier", set()


def _rows(catalogue: Catalogue, one: Any, other: Any, found: Diff) -> Iterator[Change]:
    """What differs between what the first letter says of one and the second of the other."""
    for field, told in _TOLD[type(one)]:
        old, new = told(one, found.before), told(other, found.after)
        if not (old and new):
            continue  # a letter that leaves it out has not changed it
        if field == "name" and old.keys() & new.keys():
            continue  # they share a name, or both match the concept exactly
        only_old = tuple(dict.fromkeys(old[key] for key in old if key not in new))
        only_new = tuple(dict.fromkeys(new[key] for key in new if key not in old))
        if only_old or only_new:
            yield Change(
                before=catalogue.ref(one),
                after=catalogue.ref(other),
                field=field,
                old=only_old,
                new=only_new,
            )


def _succession(
    catalogue: Catalogue, one: Any, other: Any, found: Diff, how: str
) -> Iterator[Change]:
    """How one record came in the place of another, and what differs between them."""
    rows = list(_rows(catalogue, one, other, found))
    if isinstance(one, Measure) or not rows:
        old, new = (
            tuple(_status(each, letter).values()) if isinstance(each, Measure) else ()
            for each, letter in ((one, found.before), (other, found.after))
        )
        before, after = catalogue.ref(one), catalogue.ref(other)
        rows = [Change(before=before, after=after, field=how, old=old, new=new)]
    yield from rows


def _status(measure: Measure, letter: str) -> dict[str, str]:
    return {step.status: str(step.status) for step in measure.steps if step.letter == letter}


def _names(thing: Interest | Threat, letter: str) -> dict[str, str]:
    """The names in a letter; all that match a threat exactly stand for the same category."""
    told: dict[str, str] = {}
    for name in thing.names:
        if name.letter == letter:
            told[name.name.casefold()] = name.name
            if isinstance(name, ThreatName) and name.match is Match.EXACT:
                told[""] = name.name
    return told


def _elements(framework: Framework, letter: str) -> dict[str, str]:
    return {
        element.label.nl.casefold(): element.label.nl
        for element in framework.elements
        if any(passage.document == letter for passage in element.evidence)
    }


def _criteria(definition: Definition, _: str) -> dict[str, str]:
    return {element.nl.casefold(): element.nl for element in definition.elements}


def _wording(definition: Definition, _: str) -> dict[str, str]:
    words = definition.wording or definition.meaning.nl
    return {words.casefold(): words}


_TOLD: Mapping[type, tuple[tuple[str, Any], ...]] = {
    Interest: (("name", _names),),
    Threat: (("name", _names),),
    Measure: (("status", _status),),
    Framework: (("elements", _elements),),
    Definition: (("elements", _criteria), ("wording", _wording)),
}
"""What a letter says of a record, by kind: the field, and its values by what tells them apart."""


# ----------------------------------------------------------------------------------------- as of


def as_of(catalogue: Catalogue, when: str | date | PartialDate) -> Catalogue:
    """See `Catalogue.as_of`."""
    day = _last_day(catalogue, when)
    known = dict.fromkeys(
        letter.id for letter in catalogue.letters if dated(catalogue, letter.id).latest <= day
    )
    if len(known) == len(catalogue.letters) and not _has_later_facts(catalogue, day):
        return catalogue
    records: list[Any] = [
        record
        for _, held in catalogue.collections()
        for record in (_as_known(one, known, day) for one in held.values())
        if record is not None
    ]
    left: list[Any] = []
    refs: set[Ref] = set()
    while len(left) != len(records):  # a record may fall with what it is about, others with it
        left, refs = records, {catalogue.ref(record) for record in records}
        records = [kept for one in left if (kept := _what_is_left(one, refs)) is not None]
    made: dict[str, Any] = {
        name: Collection(held.kind, [one for one in records if isinstance(one, held.kind)])
        for name, held in catalogue.collections()
    }
    retired = [
        kept
        for one in catalogue.retired.values()
        if (kept := _without_links(one, refs)).successors or not one.successors
    ]
    return type(catalogue)(**made, retired=Collection(catalogue.retired.kind, retired))


def _has_later_facts(catalogue: Catalogue, day: date) -> bool:
    return any(
        fact.date and fact.date.latest > day
        for document in catalogue.documents.values()
        for fact in document.outside
    )


def _last_day(catalogue: Catalogue, when: str | date | PartialDate) -> date:
    if isinstance(when, datetime):  # a date as well, which cannot be compared with one
        return when.date()
    if isinstance(when, date):
        return when
    if isinstance(when, str) and when in catalogue.documents:
        return dated(catalogue, coded_letter(catalogue, when).id).latest
    try:
        return PartialDate(str(when)).latest
    except ValueError as error:
        letters = ", ".join(letter.id for letter in catalogue.letters)
        raise UnknownValueError(
            f"no letter and no date: {error}; the letters are {letters}"
        ) from None


def _as_known(record: Any, letters: dict[DocumentId, None], day: date) -> Any:
    """The record by what the letters say of it; `None` where they say nothing."""
    if isinstance(record, Section):
        return record if record.document in letters else None
    if isinstance(record, Document):
        facts = [fact for fact in record.outside if fact.date and fact.date.latest <= day]
        record = evolve(record, outside=tuple(facts))
        if record.coded:
            return _kept(record, letters) if record.id in letters else None
    if isinstance(record, Commitment):
        record = evolve(record, outcome=_outcome_as_known(record, letters))
    known = _kept(record, letters)
    return known if known.letters else None


def _outcome_as_known(promise: Commitment, letters: dict[DocumentId, None]) -> Outcome:
    """What became of a promise, as far as the letters go; open where they do not show it."""
    outcome, own = promise.outcome, promise.id.partition(":")[0]
    last = next(reversed(letters), own)
    by_silence = outcome.verdict is Verdict.NOT_MENTIONED and last != own
    by_passage = outcome.evidence and all(p.document in letters for p in outcome.evidence)
    return outcome if by_silence or by_passage else Outcome(verdict=Verdict.OPEN)


def _kept(value: Any, letters: dict[DocumentId, None]) -> Any:
    """A record or a part of one, without the passages of other letters and what rests on them."""
    if isinstance(value, Evidence):
        return value if value.document in letters else None
    changes: dict[str, Any] = {}
    for name in fields_that_hold(type(value), Evidence):
        held = getattr(value, name)
        if isinstance(held, tuple):
            parts = (_kept(item, letters) for item in held)
            changes[name] = tuple(part for part in parts if part is not None)
    lost = not isinstance(value, Record) and not changes.get("evidence", True)
    return None if lost else _evolved(value, changes)


def _what_is_left(record: Any, refs: set[Ref]) -> Any:
    """The record without its links to what is not there; `None` if no passage is left of it."""
    kept = _without_links(record, refs)
    return None if kept is None or (record.passages and not kept.passages) else kept


def _without_links(value: Any, refs: set[Ref]) -> Any:
    """A record or a part of one without its links to what is not there.

    `None` where it cannot do without one.
    """
    changes: dict[str, Any] = {}
    for name, many, prefix in linking_fields(type(value)):
        held = getattr(value, name)
        if held is None or isinstance(value, Evidence):
            continue
        items = [_linked(item, prefix, refs) for item in (held if many else (held,))]
        there = tuple(item for item in items if item is not None)
        if not many and not there and type(None) not in get_args(hints(type(value))[name]):
            return None
        changes[name] = there if many else next(iter(there), None)
    return _evolved(value, changes)


def _evolved(value: Any, changes: Mapping[str, Any]) -> Any:
    """The value with its changes; where they change nothing, the value itself."""
    if all(getattr(value, name) == held for name, held in changes.items()):
        return value
    return evolve(value, **changes)


def _linked(item: Any, prefix: str | None, refs: set[Ref]) -> Any:
    if prefix is None:
        return _without_links(item, refs)
    return item if f"{prefix}{item}" in refs else None
