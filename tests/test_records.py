"""The record classes: immutable to the core, linked by id."""

from __future__ import annotations

import copy
import pickle
import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NewType, get_args, get_origin

import pytest
import small
from attrs import evolve, fields, has
from attrs.exceptions import FrozenInstanceError

from nlstatedreig import editions, history, network, records, values
from nlstatedreig._walk import hints, leaf
from nlstatedreig.catalogue import Count, DataFile, Release, Retired, kinds
from nlstatedreig.records import Measure, Record
from nlstatedreig.values import Evidence, PartialDate

CLASSES = [
    held
    for module in (records, values, editions, history, network)
    for held in vars(module).values()
    if isinstance(held, type) and has(held) and held.__module__ == module.__name__
] + [Retired, DataFile, Count, Release]
EXAMPLES = [record for held in small.RECORDS.values() for record in held]


def _is_immutable(hint: Any) -> bool:
    if get_origin(hint) is tuple:
        item, rest = get_args(hint)
        return rest is Ellipsis and _is_immutable(item)
    if type(None) in get_args(hint):
        return _is_immutable(leaf(hint)) and len(get_args(hint)) == 2
    if isinstance(hint, NewType):
        return hint.__supertype__ is str
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return True
    return hint in (str, int, bool, Decimal, *CLASSES)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_class_is_immutable_to_the_core(cls: type) -> None:
    """Every field holds a plain value, an enum, an id, such a class, or a tuple of these."""
    for name, hint in hints(cls).items():
        derived = not getattr(fields(cls), name).init
        assert _is_immutable(hint) or (derived and hint is date), f"{cls.__name__}.{name}: {hint}"


@pytest.mark.parametrize("hint", [list[str], dict[str, str], tuple[str, int], set[str], Any, float])
def test_the_walk_itself_refuses_what_can_change(hint: Any) -> None:
    """The rule of the test above would notice a list, a dict or a bare pair."""
    assert not _is_immutable(hint)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_class_is_frozen_slotted_and_keyword_only(cls: type) -> None:
    """No instance has room for other attributes, and only the one value of a date has no name."""
    assert cls.__setattr__ is not object.__setattr__
    assert not hasattr(object.__new__(cls), "__dict__")
    assert all(field.kw_only for field in fields(cls) if field.init) or cls is PartialDate


def test_a_field_cannot_be_set() -> None:
    """Assigning to a field, known or not, is an error."""
    record = copy.copy(small.measure())
    with pytest.raises(FrozenInstanceError):
        record.label = small.text("Ander loket")  # type: ignore[misc]
    with pytest.raises((FrozenInstanceError, AttributeError)):
        record.colour = "red"  # type: ignore[attr-defined]


@pytest.mark.parametrize("record", EXAMPLES, ids=lambda record: record.id)
def test_a_record_is_hashable_and_picklable(record: Record) -> None:
    """A record of every kind can be a key, and comes back equal from a pickle."""
    again = pickle.loads(pickle.dumps(record))
    assert again == record
    assert hash(again) == hash(record)


def test_the_examples_are_of_every_kind() -> None:
    """The small catalogue leaves no kind of record out."""
    assert {type(record) for record in EXAMPLES} == set(kinds().values())


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.__name__)
def test_a_record_begins_with_its_id(kind: type[Record]) -> None:
    """The id is the first field, before those that all kinds share."""
    assert [field.name for field in fields(kind)][:4] == ["id", "evidence", "themes", "inferred"]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_field_is_explained(cls: type) -> None:
    """The docstring of each class names each field of its own, or tells of all in its one line."""
    documentation = cls.__doc__ or ""
    inherited = set(hints(Record)) if issubclass(cls, Record) and cls is not Record else set()
    if "Attributes:" in documentation:
        attributes = documentation.partition("Attributes:")[2].partition("Raises:")[0]
        told = re.findall(r"^ {8}(\w+): ", attributes, re.MULTILINE)
        assert told == [name for name in hints(cls) if name not in inherited]
    else:
        assert documentation


def test_the_passages_of_a_record_are_those_of_all_its_parts() -> None:
    """Steps, events and lineage carry passages too; each counts once, in order."""
    record = small.measure()
    extra = small.passage(small.LATE, "Nog twee woorden")
    assert record.passages == (small.EARLIER, small.LATER, extra)
    assert record.letters == (small.EARLY, small.LATE)


def test_what_rests_on_the_record_itself_comes_first() -> None:
    """The record's own passages stand before those of its parts."""
    own = small.passage(small.EARLY, "Vooraan")
    assert evolve(small.measure(), evidence=(own,)).passages[0] == own


def test_a_section_belongs_to_its_letter_without_passages() -> None:
    """A heading has no passage, and stands in its letter all the same."""
    assert small.SECTIONS[0].passages == ()
    assert small.SECTIONS[0].letters == (small.EARLY,)


@pytest.mark.parametrize(
    ("record", "printed"),
    [
        (small.DOCUMENTS[0], "Eerste brief"),
        (small.INTEREST, "Fysieke veiligheid"),
        (small.THREATS[0], "Inmenging"),
        (small.ACTORS[0], "kabinet"),
        (small.MEASURES[0], "Loket"),
        (small.FRAMEWORK, "Sporen"),
        (small.INCIDENT, "Hack"),
        (small.SECTIONS[0], "Inleiding"),
        (small.DEFINITION, "inmenging"),
        (small.ASSESSMENT, "Er is meer inmenging."),
        (small.COMMITMENT, "Het loket gaat open."),
        (small.FIGURE, "± ≥ 1.5 procent: gemeenten die bellen"),
        (small.CITATION, "Kamerstuk 1, nr. 2"),
        (small.ERRATUM, "nr. 2"),
        (small.UNCODED, "salutation"),
    ],
    ids=lambda value: getattr(value, "id", ""),
)
def test_a_record_prints_as_what_a_reader_would_call_it(record: Record, printed: str) -> None:
    """`str()` of each kind is its name, heading, reference or statement, in Dutch."""
    assert str(record) == printed


def test_records_that_point_at_each_other_can_be_compared() -> None:
    """Links are ids, so a ring of records is no endless recursion."""
    one, other = small.MEASURES
    back = evolve(one.lineage[0], measure=one.id)
    ring = evolve(other, lineage=(back,))
    assert ring != one
    assert hash(ring) == hash(evolve(ring))


def test_a_measure_needs_its_steps() -> None:
    """What makes a record is required; everything else may stay out."""
    with pytest.raises(TypeError, match="steps"):
        Measure(  # type: ignore[call-arg]
            id=small.MEASURES[0].id,
            label=small.text("Loket"),
            kind=small.MEASURES[0].kind,
            weight=small.MEASURES[0].weight,
        )


def test_a_passage_is_no_record() -> None:
    """Evidence has no id: it is a value within records."""
    assert not issubclass(Evidence, Record)
