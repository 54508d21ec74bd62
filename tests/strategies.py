"""Hypothesis strategies for every value and record of the model, read from the annotations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, NewType

from attrs import evolve, fields, has
from hypothesis import strategies as st

from nlstatedreig._walk import hints, is_many, leaf, parts
from nlstatedreig.catalogue import Catalogue, Collection, kinds
from nlstatedreig.records import Record
from nlstatedreig.values import PartialDate, Quantity, Ref, Text

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
slugs = st.text("abcdefgh0123-", min_size=1, max_size=8)
refs = st.builds(
    "{}/{}".format, st.sampled_from([k.__name__.lower() for k in kinds().values()]), slugs
)
decimals = st.decimals(allow_nan=False, allow_infinity=False)

_years = st.integers(1, 9998)
_days = st.dates(date(1, 1, 1), date(9998, 12, 31))
single_dates = st.one_of(
    _years.map("{:04}".format),
    st.builds("{:04}-{:02}".format, _years, st.integers(1, 12)),
    st.builds("{:04}-{:02}".format, _years, st.integers(21, 24)),
    _days.map(date.isoformat),
)


@st.composite
def _intervals(draw: st.DrawFn) -> str:
    one, other = draw(single_dates), draw(single_dates)
    ordered = PartialDate(one).earliest <= PartialDate(other).latest
    return f"{one}/{other}" if ordered else f"{other}/{one}"


date_texts = st.one_of(single_dates, _intervals())
partial_dates = date_texts.map(PartialDate)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = draw(st.none() | decimals), draw(st.none() | decimals)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Quantity(
        low=low if high is not None else low or Decimal(1),
        high=high,
        approximate=draw(st.booleans()),
        unit=draw(values(Text)),
        period=draw(values(Text | None)),
    )


@cache
def values(hint: Any) -> st.SearchStrategy[Any]:
    """Every value that a field with this annotation can hold."""
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: texts,
        int: st.integers(),
        bool: st.booleans(),
        Decimal: decimals,
        PartialDate: partial_dates,
        Quantity: quantities(),
        Ref: refs,
    }
    if hint in plain:
        return plain[hint]
    if is_many(hint):
        return st.lists(values(leaf(hint)), max_size=2).map(tuple)
    if parts(hint):
        return st.none() | values(leaf(hint))
    if isinstance(hint, NewType):
        return slugs
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    assert has(hint), f"no strategy for {hint}"
    held = hints(hint)
    own = {f.name: values(held[f.name]) for f in fields(hint) if f.init}
    return st.builds(hint, **own)


def collections(kind: type[Record]) -> st.SearchStrategy[Collection[Any]]:
    """A few records of one kind, each with an id of its own. Their links lead nowhere."""
    return st.lists(values(kind), max_size=2).map(
        lambda records: Collection(
            kind,
            [evolve(record, id=f"{record.id}-{place}") for place, record in enumerate(records)],
        )
    )


catalogues = st.builds(Catalogue, **{name: collections(kind) for name, kind in kinds().items()})
