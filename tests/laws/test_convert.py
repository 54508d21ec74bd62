"""Laws of reading and writing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import values

from nlstatedreig._convert import read_records, to_plain, write_records
from nlstatedreig.catalogue import kinds
from nlstatedreig.records import Record

KINDS = pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.__name__)


@KINDS
@settings(max_examples=40)
@given(data=st.data())
def test_a_record_survives_its_json(kind: type[Record], data: st.DataObject) -> None:
    """Written and read again a record is the same, and written again so is its file."""
    record = data.draw(values(kind))
    text = write_records([record])
    assert read_records(text, kind, "file.json") == (record,)
    assert write_records(read_records(text, kind, "file.json")) == text


@KINDS
@settings(max_examples=40)
@given(data=st.data())
def test_a_record_survives_its_plain_values(kind: type[Record], data: st.DataObject) -> None:
    """What is published reads back as the record too, with every field present."""
    record = data.draw(values(kind))
    assert read_records(json.dumps([to_plain(record)]), kind, "file.json") == (record,)
