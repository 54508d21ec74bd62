"""Laws of the values."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st
from strategies import date_texts, partial_dates, single_dates, texts

from nlstatedreig.values import DocumentId, Evidence, PartialDate

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its grammar is older than the parser that it stands on
    from edtf import EDTFParseException, parse_edtf


@given(partial_dates)
def test_earliest_is_not_after_latest(when: PartialDate) -> None:
    """A date begins before it ends."""
    assert when.earliest <= when.latest


@given(date_texts)
def test_a_date_prints_as_it_was_written(text: str) -> None:
    """Text to date and back loses nothing, and the text alone makes two dates equal."""
    assert str(PartialDate(text)) == text
    assert PartialDate(str(PartialDate(text))) == PartialDate(text)


@given(partial_dates)
def test_containment_is_reflexive(when: PartialDate) -> None:
    """A date falls in itself."""
    assert when in when


@given(single_dates, single_dates, st.data())
def test_containment_is_transitive(first: str, last: str, data: st.DataObject) -> None:
    """What falls in a date that falls in a third falls in the third."""
    days = sorted([PartialDate(first).earliest, PartialDate(last).latest])
    outer = PartialDate(f"{days[0]}/{days[1]}")
    middle = data.draw(_within(outer))
    inner = data.draw(_within(middle))
    assert middle in outer
    assert inner in middle
    assert inner in outer


def _within(outer: PartialDate) -> st.SearchStrategy[PartialDate]:
    days = st.dates(outer.earliest, outer.latest)
    return st.lists(days, min_size=2, max_size=2).map(
        lambda pair: PartialDate("/".join(sorted(day.isoformat() for day in pair)))
    )


@given(partial_dates, partial_dates)
def test_containment_is_that_of_the_days(one: PartialDate, other: PartialDate) -> None:
    """One date falls in another just when its first and last day do."""
    assert (one in other) == (one.earliest in other and one.latest in other)


@given(date_texts)
def test_dates_agree_with_the_published_implementation(text: str) -> None:
    """The package `edtf` reads every form alike, save that its winter ends with the year.

    ISO 8601-2 leaves the days of a season open. `edtf` takes December alone for the winter of a
    year; here it lasts until February, as meteorology has it.
    """
    theirs: Any = parse_edtf(text)
    ours = PartialDate(text)
    assert ours.earliest == date(*theirs.lower_strict()[:3])
    until = date(*theirs.upper_strict()[:3])
    if text.endswith("-24") and text.count("-", text.find("/") + 1) == 1:
        assert until == date(until.year, 12, 31)
        until = date(until.year + 1, 3, 1) - timedelta(days=1)
    assert ours.latest == until


@given(st.from_regex(r"20[0-9]{2}(-[0-4][0-9](-[0-3][0-9])?)?", fullmatch=True))
def test_what_is_refused_here_is_refused_there(text: str) -> None:
    """`edtf` takes just the dates that are taken here, and the finer seasons of EDTF level 2."""
    assert _taken(PartialDate, text) == _taken(parse_edtf, text) or 25 <= int(text[5:7]) <= 41


def _taken(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except (ValueError, EDTFParseException):
        return False
    return True


def test_where_the_published_implementation_takes_more() -> None:
    """`edtf` accepts the year 0 and an interval that runs backwards; no letter has either."""
    for text in ("0000", "2021-05/2021-03"):
        assert str(parse_edtf(text)) == text


@given(texts, st.none() | texts)
def test_a_text_fragment_keeps_every_word(start: str, end: str | None) -> None:
    """Taken apart at its comma and decoded, a text fragment is the start and the end again."""
    evidence = Evidence(document=DocumentId("d"), start=start, end=end, digest="")
    directive, _, words = evidence.fragment().partition("=")
    assert directive == ":~:text"
    assert [unquote(part) for part in words.split(",")] == [start, *([end] if end else [])]
    assert not set(words) & set("-&")
