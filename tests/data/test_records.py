"""Integrity of every record that the package ships."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
import small
from attrs import evolve, has

from nlstatedreig._convert import read_records, to_plain
from nlstatedreig._walk import hints, is_many, leaf
from nlstatedreig.catalogue import kinds, load
from nlstatedreig.check import check
from nlstatedreig.records import Record
from nlstatedreig.vocabulary import Theme

CATALOGUE = load()
FIVE = ["kst-30821-72", "kst-33694-57", "kst-30821-125", "nvs-midterm-2021", "kst-30821-175"]
EACH_KIND = pytest.mark.parametrize("name", kinds())


def test_nothing_is_wrong_with_the_catalogue() -> None:
    """No lost link, ring, ill-formed id or text, and no file that differs from the release."""
    assert check(CATALOGUE) == ()


def test_the_letters_are_the_five() -> None:
    """The coded documents are the five, in the order of their dates."""
    assert [letter.id for letter in CATALOGUE.letters] == FIVE


@EACH_KIND
def test_every_kind_is_there(name: str) -> None:
    """No kind of record is without an example."""
    assert len(dict(CATALOGUE.collections())[name]) > 0


@EACH_KIND
def test_every_field_survives_its_json(name: str) -> None:
    """Each record, with every field of every part, is the same after a journey through JSON."""
    held = dict(CATALOGUE.collections())[name]
    plain = json.loads(json.dumps([to_plain(record) for record in held.values()]))
    assert read_records(json.dumps(plain), held.kind, name) == tuple(held.values())


@EACH_KIND
def test_every_value_has_the_type_of_its_field(name: str) -> None:
    """A vocabulary's value is its member and not a bare string, at whatever depth."""
    for record in dict(CATALOGUE.collections())[name].values():
        _typed(record)


def _typed(value: Any) -> None:
    for name, hint in hints(type(value)).items():
        held, wanted = getattr(value, name), leaf(hint)
        if held is None:
            continue
        assert not is_many(hint) or type(held) is tuple
        for item in held if is_many(hint) else (held,):
            if isinstance(wanted, type):
                assert type(item) is wanted, f"{value}: {name}"
            else:
                assert type(item) is str, f"{value}: {name}"
            if has(type(item)):
                _typed(item)


@pytest.mark.parametrize(
    "record",
    [
        small.measure(weight="core"),
        small.measure(steps=list(small.measure().steps)),
        small.measure(steps=(evolve(small.measure().steps[0], status="announced"),)),
        evolve(small.SECTIONS[0], depth=True),
        evolve(small.SECTIONS[0], id=Theme.GENERAL),
    ],
    ids=["vocabulary", "list", "part", "bool", "id"],
)
def test_the_walk_over_types_sees_what_only_equals(record: Record) -> None:
    """A value that equals what it should be, and is of another type, does not pass."""
    with pytest.raises(AssertionError):
        _typed(record)


@EACH_KIND
def test_every_record_can_be_a_key_and_be_pickled(name: str) -> None:
    """Records are hashable, and equal after pickling."""
    held = dict(CATALOGUE.collections())[name]
    assert len(set(held.values())) == len(held)
    assert pickle.loads(pickle.dumps(held)) == held


@EACH_KIND
def test_every_passage_can_be_opened(name: str) -> None:
    """The letter of each passage has an official address, so a record opens at its passage."""
    for record in dict(CATALOGUE.collections())[name].values():
        for passage in record.passages:
            if CATALOGUE.source(passage).url is not None:
                assert CATALOGUE.link(passage).startswith("https://")


def test_only_what_the_letters_do_not_hold_lacks_passages() -> None:
    """Every record of every kind but the headings rests on a passage."""
    for name, held in CATALOGUE.collections():
        if name != "sections":
            assert all(record.passages for record in held.values()), name
