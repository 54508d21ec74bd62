"""Strict JSON: nothing is coerced, nothing is passed over, and every problem is told."""

from __future__ import annotations

import json
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
import small
from attrs import evolve

from nlstatedreig._convert import read_records, to_plain, write_json, write_records
from nlstatedreig.errors import DataError
from nlstatedreig.records import Document, Figure, Measure, Section
from nlstatedreig.values import PartialDate
from nlstatedreig.vocabulary import Status, Theme, Weight

MEASURE = json.loads(write_records([small.measure()]))[0]
SECTION = json.loads(write_records(small.SECTIONS[:1]))[0]
FIGURE = json.loads(write_records([small.FIGURE]))[0]
DOCUMENT = json.loads(write_records(small.DOCUMENTS[:1]))[0]
RAW: dict[type, dict[str, Any]] = {
    Measure: MEASURE,
    Section: SECTION,
    Figure: FIGURE,
    Document: DOCUMENT,
}


def changed(kind: type, path: list[str | int], value: Any) -> str:
    """The JSON of a file with one record, one place of it changed."""
    record = deepcopy(RAW[kind])
    place: Any = record
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps([record])


def problems(text: str, kind: type = Measure) -> tuple[str, ...]:
    """What is wrong with a file."""
    with pytest.raises(DataError) as error:
        read_records(text, kind, "file.json")
    return error.value.problems


@pytest.mark.parametrize(
    ("kind", "path", "value", "says"),
    [
        (Section, ["depth"], "7", '$[0].depth: expected a whole number, found a string "7"'),
        (Section, ["depth"], 1.0, "$[0].depth: expected a whole number, found a number with"),
        (Section, ["depth"], True, "$[0].depth: expected a whole number, found true or false true"),
        (Section, ["depth"], None, "$[0].depth: expected a whole number, found null"),
        (Section, ["heading"], None, "$[0].heading: expected a string, found null"),
        (Section, ["heading"], 7, "$[0].heading: expected a string, found a whole number 7"),
        (Section, ["id"], 7, "$[0].id: expected a string, found a whole number 7"),
        (Section, ["parent"], 7, "$[0].parent: expected a string, found a whole number 7"),
        (Document, ["coded"], 1, "$[0].coded: expected true or false, found a whole number 1"),
        (Document, ["coded"], "no", '$[0].coded: expected true or false, found a string "no"'),
        (Document, ["also_in"], "abc", '$[0].also_in: expected a list, found a string "abc"'),
        (Document, ["also_in"], {"a": "b"}, "$[0].also_in: expected a list, found an object"),
        (Document, ["also_in"], None, "$[0].also_in: expected a list, found null"),
        (Document, ["also_in"], ["a", 7], "$[0].also_in[1]: expected a string, found a whole"),
        (Document, ["date"], 2021, "$[0].date: expected a string, found a whole number 2021"),
        (Document, ["date"], "2021-13", "$[0].date: '2021-13' is no date in EDTF: write 2021, "),
        (Measure, ["weight"], "heavy", "$[0].weight: 'heavy' is not one of core, minor (Weight)"),
        (Measure, ["weight"], 1, "$[0].weight: expected a string, found a whole number 1"),
        (Measure, ["themes"], ["cyber", "x"], "$[0].themes[1]: 'x' is not one of state-threats, "),
        (
            Measure,
            ["steps", 1, "status"],
            "done",
            "$[0].steps[1].status: 'done' is not one of announced, ",
        ),
        (Measure, ["label"], "Loket", '$[0].label: expected an object (Text), found a string "L'),
        (Measure, ["label"], ["a", "b"], "$[0].label: expected an object (Text), found a list"),
        (Measure, ["steps", 0], [], "$[0].steps[0]: expected an object (Step), found a list []"),
        (
            Measure,
            ["steps", 1, "evidence", 0, "footnote"],
            "4",
            '$[0].steps[1].evidence[0].footnote: expected a whole number, found a string "4"',
        ),
        (
            Measure,
            ["label", "de"],
            "Schalter",
            "$[0].label: unknown key de; Text has nl, en",
        ),
        (Figure, ["quantity", "low"], 1.5, "$[0].quantity.low: expected a string, found a number"),
        (Figure, ["quantity", "low"], "1,5", "$[0].quantity.low: '1,5' is no number; write digits"),
        (Figure, ["quantity", "low"], "1_5", "$[0].quantity.low: '1_5' is no number; write digits"),
        (Figure, ["quantity", "low"], "1e5", "$[0].quantity.low: '1e5' is no number; write digits"),
        (Figure, ["quantity", "low"], "NaN", "$[0].quantity.low: 'NaN' is no number; write digits"),
        (Figure, ["quantity", "high"], "1", "$[0].quantity: a quantity's low (1.5) is above its"),
    ],
)
def test_nothing_is_coerced(kind: type, path: list[str | int], value: Any, says: str) -> None:
    """A value of another type, and a value that the model does not have, are refused in place."""
    (problem,) = problems(changed(kind, path, value), kind)
    known = f"{RAW[kind]['id']}: " if path != ["id"] else ""
    assert problem.startswith(f"file.json: {known}{says}")


def test_what_is_read_has_the_types_of_the_model() -> None:
    """A vocabulary gives its members, a date a date, a list a tuple, a number a `Decimal`."""
    (measure,) = read_records(json.dumps([MEASURE]), Measure, "file.json")
    (figure,) = read_records(json.dumps([FIGURE]), Figure, "file.json")
    assert type(measure.weight) is Weight
    assert type(measure.steps[1].status) is Status
    assert type(measure.themes[0]) is Theme
    assert type(measure.steps[1].events[0].date) is PartialDate
    assert type(measure.steps) is type(measure.themes) is type(measure.steps[0].evidence) is tuple
    assert type(figure.quantity.low) is Decimal
    assert measure == small.measure()


def test_an_unknown_key_is_named_with_the_known_ones() -> None:
    """A key that the model does not have is refused, even beside all that it needs."""
    (problem,) = problems(changed(Section, ["color"], "red"), Section)
    assert problem == (
        "file.json: kst-9-1:inleiding: $[0]: unknown key color; Section has id, evidence, themes, "
        "inferred, document, heading, depth, parent, order"
    )


def test_all_unknown_keys_are_named() -> None:
    """Several unknown keys stand in one message, in the order of the alphabet."""
    (problem,) = problems(json.dumps([{**SECTION, "e": 1, "d": 1, "c": 1, "b": 1}]), Section)
    assert "unknown key b, c, d, e; Section has id, " in problem


def test_a_missing_key_is_named() -> None:
    """A record without what it needs is refused."""
    lacking = {key: value for key, value in SECTION.items() if key != "heading"}
    assert problems(json.dumps([lacking]), Section) == (
        "file.json: kst-9-1:inleiding: $[0].heading: the key 'heading' is missing; add it",
    )


def test_what_has_a_default_may_stay_out() -> None:
    """An absent key has its default value, and null is the value of an optional one."""
    (section,) = read_records(changed(Section, ["parent"], None), Section, "file.json")
    assert section == small.SECTIONS[0]
    assert section.themes == ()


def test_all_problems_are_told_at_once() -> None:
    """Every bad place of every record of the file shows, each with its path."""
    bad = {**SECTION, "depth": "1", "order": None}
    assert [
        line.partition(": ")[2] for line in problems(json.dumps([bad, SECTION, 7]), Section)
    ] == [
        'kst-9-1:inleiding: $[0].depth: expected a whole number, found a string "1"',
        "kst-9-1:inleiding: $[0].order: expected a whole number, found null",
        "kst-9-1:inleiding: $[1].id: $[0] has the same id; join the two records, or give one "
        "another id",
        "$[2]: expected an object (Section), found a whole number 7",
    ]


def test_an_id_is_there_once() -> None:
    """Two records of a file with one id are refused, with both places."""
    (problem,) = problems(json.dumps([SECTION, SECTION]), Section)
    assert "$[1].id: $[0] has the same id" in problem


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON: Expecting value: line 1 column 1 (char 0); restore the file or mend it"),
        ('[{"id": "a"', "not JSON: Expecting ',' delimiter: line 1 column 12 (char 11); restore"),
        ("[1] x", "not JSON: Extra data: line 1 column 5 (char 4); restore"),
        ("[" * 100_000, "not JSON: maximum recursion depth exceeded"),
        ("{}", "$: expected a list of records, found an object {}"),
        ("null", "$: expected a list of records, found null"),
        ('"[]"', '$: expected a list of records, found a string "[]"'),
    ],
)
def test_a_file_that_is_no_list_in_json_is_refused(text: str, says: str) -> None:
    """A file that is cut off or holds something else is refused as a whole."""
    (problem,) = problems(text)
    assert problem.startswith(f"file.json: {says}")


@pytest.mark.parametrize(
    "text",
    ['[{"x": 1, "id": "a", "id": "b"}]', '[{"x": {"y": 1, "id": 1, "id": 2}, "y": 1}]'],
)
def test_a_key_that_is_there_twice_is_refused(text: str) -> None:
    """JSON readers keep the last of two equal keys; here the file is refused, at any depth."""
    (problem,) = problems(text)
    assert "the key 'id' is there twice" in problem


def test_a_long_value_is_shortened_in_the_message() -> None:
    """A message shows the beginning of a wrong value, not all of it."""
    (problem,) = problems(changed(Section, ["depth"], "x" * 1000), Section)
    assert problem.endswith('found a string "' + "x" * 38 + "…")
    (problem,) = problems(changed(Section, ["depth"], "ë" * 38), Section)
    assert problem.endswith('found a string "' + "ë" * 38 + '"')
    (problem,) = problems(changed(Section, ["depth"], "x" * 39), Section)
    assert problem.endswith('found a string "' + "x" * 38 + "…")


def test_records_are_written_in_canonical_form() -> None:
    """By id, two spaces, default values left out, characters as they are, a newline at the end."""
    one, other = small.SECTIONS[0], evolve(small.SECTIONS[2], heading="Coördinatie")
    assert write_records([one, other]) == (
        "[\n"
        "  {\n"
        '    "id": "kst-1-9:inleiding",\n'
        '    "document": "kst-1-9",\n'
        '    "heading": "Coördinatie",\n'
        '    "depth": 1,\n'
        '    "order": 1\n'
        "  },\n"
        "  {\n"
        '    "id": "kst-9-1:inleiding",\n'
        '    "document": "kst-9-1",\n'
        '    "heading": "Inleiding",\n'
        '    "depth": 1,\n'
        '    "order": 1\n'
        "  }\n"
        "]\n"
    )


def test_the_order_of_the_records_does_not_count() -> None:
    """The same records give the same file, in whatever order they come."""
    assert write_records(small.SECTIONS) == write_records(reversed(small.SECTIONS))
    assert write_records([]) == "[]\n"


def test_an_amount_is_written_in_digits() -> None:
    """However a `Decimal` was made, the file has its digits, so that it can be read again."""
    large = evolve(small.FIGURE.quantity, low=Decimal("1.5E+3"))
    assert (
        json.loads(write_records([evolve(small.FIGURE, quantity=large)]))[0]["quantity"]["low"]
        == "1500"
    )


def test_plain_values_have_every_field() -> None:
    """What is published leaves nothing to a default: null and empty lists stand there."""
    plain = to_plain(small.SECTIONS[0])
    assert plain == {
        "id": "kst-9-1:inleiding",
        "evidence": [],
        "themes": [],
        "inferred": [],
        "document": "kst-9-1",
        "heading": "Inleiding",
        "depth": 1,
        "parent": None,
        "order": 1,
    }
    assert next(iter(plain)) == "id"
    assert type(to_plain(small.measure())["weight"]) is str
    assert type(to_plain(small.measure())["steps"][0]["evidence"]) is list
    assert type(to_plain(small.measure())["themes"]) is list
    assert to_plain(small.COMMITMENT)["due"] == "2020-06"


def test_json_is_written_as_it_reads() -> None:
    """Characters beyond ASCII stay as they are."""
    assert write_json({"a": "ë"}) == '{\n  "a": "ë"\n}\n'
