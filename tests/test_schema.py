"""The JSON Schema of the dump."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest
import small
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from strategies import catalogues

from nlstatedreig import vocabulary
from nlstatedreig.catalogue import Catalogue, kinds, load
from nlstatedreig.schema import schema

VALIDATOR = Draft202012Validator(schema())


def errors(dump: dict[str, Any]) -> list[str]:
    """Where a dump breaks the schema, after a journey through JSON text."""
    return [error.json_path for error in VALIDATOR.iter_errors(json.loads(json.dumps(dump)))]


def test_the_schema_is_one() -> None:
    """It obeys the schema of schemas of draft 2020-12."""
    Draft202012Validator.check_schema(schema())


def test_the_data_of_the_package_obey_it() -> None:
    """The dump of what the package ships validates."""
    assert errors(load().dump()) == []


def test_the_small_catalogue_obeys_it() -> None:
    """A dump with one record of each kind validates."""
    assert errors(small.catalogue().dump()) == []


@settings(max_examples=25)
@given(catalogues)
def test_every_dump_obeys_it(catalogue: Catalogue) -> None:
    """Whatever records a catalogue holds, its dump validates."""
    assert errors(catalogue.dump()) == []


def _spoil(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    dump = json.loads(json.dumps(small.catalogue().dump()))
    change(dump)
    return dump


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda dump: dump.pop("measures"), "$"),
        (lambda dump: dump.update(colours=[]), "$"),
        (lambda dump: dump["measures"][0].update(weight="heavy"), "$.measures[0].weight"),
        (lambda dump: dump["measures"][0].pop("label"), "$.measures[0]"),
        (lambda dump: dump["measures"][0]["label"].pop("en"), "$.measures[0].label"),
        (lambda dump: dump["measures"][0].update(colour="red"), "$.measures[0]"),
        (lambda dump: dump["sections"][0].update(depth="1"), "$.sections[0].depth"),
        (lambda dump: dump["sections"][0].update(parent=1), "$.sections[0].parent"),
        (lambda dump: dump["documents"][0].update(coded=1), "$.documents[0].coded"),
        (lambda dump: dump["figures"][0].update(about=["loket"]), "$.figures[0].about[0]"),
        (lambda dump: dump["figures"][0]["quantity"].update(low=1.5), "$.figures[0].quantity.low"),
        (lambda dump: dump.update(version=1), "$.version"),
    ],
)
def test_a_broken_dump_does_not_obey_it(
    change: Callable[[dict[str, Any]], object], path: str
) -> None:
    """A missing or unknown key, a wrong type and an unknown value show, each at its path."""
    assert errors(_spoil(change)) == [path]


def test_the_schema_holds_every_kind_and_vocabulary() -> None:
    """Each kind of record and each closed vocabulary is a definition of its own."""
    defined = schema()["$defs"]
    assert {kind.__name__ for kind in kinds().values()} <= defined.keys()
    for held in vars(vocabulary).values():
        if isinstance(held, type) and issubclass(held, StrEnum) and held is not StrEnum:
            assert defined[held.__name__]["enum"] == [str(member) for member in held]


def test_links_name_the_kind_that_they_lead_to() -> None:
    """An id of another record says of which kind it is; a record's own id is no link."""
    measure = schema()["$defs"]["Measure"]["properties"]
    assert measure["lead"]["items"] == {"type": "string", "x-links-to": "actor"}
    assert measure["id"] == {"type": "string"}
    assert schema()["$defs"]["Figure"]["properties"]["about"]["items"]["x-links-to"] == "kind/id"
    assert schema()["$defs"]["Lineage"]["properties"]["measure"]["x-links-to"] == "measure"
