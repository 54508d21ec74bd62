"""Links, read from annotations."""

from __future__ import annotations

from decimal import Decimal

import small

from nlstatedreig._walk import fields_that_hold, hints, is_many, kind_of, leaf, links, parts
from nlstatedreig.catalogue import kinds
from nlstatedreig.records import Commitment, Measure, Section
from nlstatedreig.values import Evidence, MeasureId, PartialDate, Ref, Text


def test_an_annotation_is_taken_apart() -> None:
    """`None` and the tuple around a type do not hide it."""
    assert parts(tuple[MeasureId, ...]) == (MeasureId,)
    assert parts(PartialDate | None) == (PartialDate,)
    assert parts(str) == ()
    assert leaf(tuple[Text, ...]) is leaf(Text | None) is leaf(Text) is Text
    assert is_many(tuple[str, ...])
    assert not is_many(str | None)


def test_an_id_type_names_its_kind() -> None:
    """Every kind of record has an id type, and no other type names a kind."""
    assert [kind_of(hints(kind)["id"]) for kind in kinds().values()] == [
        kind.__name__.lower() for kind in kinds().values()
    ]
    assert [kind_of(hint) for hint in (Ref, str, Decimal, Text)] == [None] * 4


def test_hints_follow_the_order_of_the_fields() -> None:
    """The annotations of a class come resolved, and in the order of the model."""
    assert list(hints(Section)) == [
        "id", "evidence", "themes", "inferred", "document", "heading", "depth", "parent", "order",
    ]  # fmt: skip
    assert hints(Section)["depth"] is int


def test_fields_that_hold_a_type_are_found_at_any_depth() -> None:
    """Passages stand in the record, in its steps and in the lineage, and nowhere else."""
    assert fields_that_hold(Measure, Evidence) == ("evidence", "steps", "lineage")
    assert fields_that_hold(Commitment, PartialDate) == ("due", "outcome")
    assert fields_that_hold(Text, Evidence) == ()


def test_the_links_of_a_record_are_those_of_its_parts_too() -> None:
    """Each link has its JSON path and the record that it points to; the own id is none."""
    found = dict(links(small.measure()))
    assert found["$.threats[0]"] == "threat/inmenging"
    assert found["$.responds_to[0]"] == "incident/hack"
    assert found["$.steps[1].attributed_to[0]"] == "actor/dienst"
    assert found["$.steps[1].letter"] == "document/kst-1-9"
    assert found["$.steps[1].evidence[1].section"] == "section/kst-1-9:inleiding"
    assert found["$.lineage[0].measure"] == "measure/meldpunt"
    assert "$.id" not in found
    assert "$.interests[0]" not in found


def test_the_id_of_an_element_is_no_link() -> None:
    """An element is no record of its own, so nothing points to it."""
    assert {target for _, target in links(small.FRAMEWORK)} == {
        "document/kst-9-1",
        "section/kst-9-1:inleiding",
    }
