"""Values: texts, dates, quantities and passages."""

from __future__ import annotations

import operator
import pickle
from datetime import date
from decimal import Decimal

import pytest

from nlstatedreig.sources import digest
from nlstatedreig.values import DocumentId, Evidence, PartialDate, Quantity, SectionId, Text

LETTER = DocumentId("kst-9-1")


def test_a_text_prints_in_dutch() -> None:
    """`str()` of a text is its Dutch."""
    assert str(Text(nl="loket", en="desk")) == "loket"


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2021", "year", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-02", "month", date(2021, 2, 1), date(2021, 2, 28)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-21", "season", date(2021, 3, 1), date(2021, 5, 31)),
        ("2021-22", "season", date(2021, 6, 1), date(2021, 8, 31)),
        ("2021-23", "season", date(2021, 9, 1), date(2021, 11, 30)),
        ("2023-24", "season", date(2023, 12, 1), date(2024, 2, 29)),
        ("2021-02-03", "day", date(2021, 2, 3), date(2021, 2, 3)),
        ("2021-01/2021-03", "interval", date(2021, 1, 1), date(2021, 3, 31)),
        ("2021-03/2021", "interval", date(2021, 3, 1), date(2021, 12, 31)),
    ],
)
def test_a_date_knows_its_first_and_last_day(
    text: str, precision: str, earliest: date, latest: date
) -> None:
    """Each form of date has its precision and the days between which it lies."""
    when = PartialDate(text)
    assert (when.precision, when.earliest, when.latest) == (precision, earliest, latest)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("20", "is no date in EDTF"),
        ("21-02-2021", "is no date in EDTF"),
        ("2021-2", "is no date in EDTF"),
        ("2021-13", "is no date in EDTF"),
        ("2021-25", "is no date in EDTF"),
        ("2021-21-01", "is no date"),
        ("2021~", "is no date in EDTF"),
        ("2021/", "is no date in EDTF"),
        ("2021/2022/2023", "is no date in EDTF"),
        (" 2021", "is no date in EDTF"),
        ("２０２１", "is no date in EDTF"),
        ("2021-02-30", "day is out of range for month"),
        ("0000", "year 0 is out of range"),
        ("9999-24", "year 10000 is out of range"),
        ("2021-05/2021-03", "the interval ends before it begins"),
    ],
)
def test_what_is_no_date_is_refused(text: str, says: str) -> None:
    """A text that is no date, or no date that exists, is refused, and the message repeats it."""
    with pytest.raises(ValueError, match=says) as error:
        PartialDate(text)
    assert repr(text) in str(error.value)


def test_dates_have_no_order() -> None:
    """Two partial dates cannot be compared: which comes first may not be known."""
    for compare in (operator.lt, operator.le, operator.gt, operator.ge):
        with pytest.raises(TypeError):
            compare(PartialDate("2020"), PartialDate("2021"))


def test_a_date_is_its_text() -> None:
    """Two dates are equal when they are written alike, even if they mean the same days."""
    assert PartialDate("2021-01/2021-12") != PartialDate("2021")
    assert len({PartialDate("2021"), PartialDate("2021")}) == 1


def test_a_date_shows_only_its_text() -> None:
    """What follows from the text is left out of the repr."""
    assert repr(PartialDate("2021-02")) == "PartialDate(text='2021-02')"


def test_a_day_falls_in_a_date() -> None:
    """A plain `datetime.date` can be asked for as well."""
    assert date(2021, 2, 28) in PartialDate("2021-02")
    assert date(2021, 3, 1) not in PartialDate("2021-02")


@pytest.mark.parametrize(
    ("low", "high", "approximate", "printed"),
    [
        ("17", "17", False, "17 mensen"),
        ("17", None, False, "≥ 17 mensen"),
        (None, "17", False, "≤ 17 mensen"),
        ("2", "1E+1", True, "± 2–10 mensen"),
    ],
)
def test_a_quantity_prints_its_bounds(
    low: str | None, high: str | None, approximate: bool, printed: str
) -> None:
    """One amount, an open range and a closed range each print in their own way."""
    quantity = Quantity(
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        approximate=approximate,
        unit=Text(nl="mensen", en="people"),
    )
    assert str(quantity) == printed


def test_a_quantity_prints_its_period() -> None:
    """The period follows in brackets."""
    unit, period = Text(nl="euro", en="euro"), Text(nl="per jaar", en="a year")
    assert str(Quantity(low=Decimal(1), unit=unit, period=period)) == "≥ 1 euro (per jaar)"


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (None, None, "needs low, high or both"),
        (Decimal(3), Decimal(2), r"low \(3\) is above its high \(2\)"),
        (Decimal("NaN"), None, "finite"),
        (Decimal(0), Decimal("Infinity"), "finite"),
    ],
)
def test_an_impossible_quantity_is_refused(
    low: Decimal | None, high: Decimal | None, says: str
) -> None:
    """A quantity has at least one bound, in order, and finite."""
    with pytest.raises(ValueError, match=says):
        Quantity(low=low, high=high, unit=Text(nl="mensen", en="people"))


@pytest.mark.parametrize(
    ("start", "end", "fragment"),
    [
        ("Het loket", None, "Het%20loket"),
        ("Het loket, en", "de deur", "Het%20loket%2C%20en,de%20deur"),
        ("R&D en EU-aanpak", None, "R%26D%20en%20EU%2Daanpak"),
        ("coördinatie – “nu”", None, "co%C3%B6rdinatie%20%E2%80%93%20%E2%80%9Cnu%E2%80%9D"),
        ("100% / #1 + 1=2?", None, "100%25%20%2F%20%231%20%2B%201%3D2%3F"),
    ],
)
def test_a_text_fragment_is_percent_encoded(start: str, end: str | None, fragment: str) -> None:
    """A comma, an ampersand and a dash have a meaning in the directive, so they are encoded."""
    evidence = Evidence(document=LETTER, start=start, end=end, digest="0" * 16)
    assert evidence.fragment() == f":~:text={fragment}"


def test_a_text_fragment_of_overlapping_ends_is_the_whole_passage() -> None:
    """A browser looks for the end behind the start, so words that both have must come once."""
    start, end = "een twee drie vier vijf zes", "vijf zes zeven acht negen"
    whole = digest("een twee drie vier vijf zes zeven acht negen")
    short = Evidence(document=LETTER, start=start, end=end, digest=whole)
    assert short.fragment() == (
        ":~:text=een%20twee%20drie%20vier%20vijf%20zes%20zeven%20acht%20negen"
    )
    one = digest("een twee drie vier vijf zes zeven acht negen tien")
    shared = Evidence(
        document=LETTER,
        start="een twee drie vier vijf zes",
        end="zes zeven acht negen tien",
        digest=one,
    )
    assert shared.fragment().count("zes") == 1
    longer = Evidence(document=LETTER, start=start, end=end, digest=digest(f"{start} of {end}"))
    assert longer.fragment().count(",") == 1


def test_the_selector_of_a_short_passage_quotes_it() -> None:
    """A passage without an end is a `TextQuoteSelector` of the W3C."""
    evidence = Evidence(document=LETTER, start="Het loket", digest="0" * 16)
    assert evidence.selector() == {"type": "TextQuoteSelector", "exact": "Het loket"}


def test_the_selector_of_a_long_passage_ends_behind_its_last_words() -> None:
    """The range of the W3C stops before what its end selects: the empty text after the end."""
    evidence = Evidence(document=LETTER, start="Het loket", end="de deur", digest="0" * 16)
    assert evidence.selector() == {
        "type": "RangeSelector",
        "startSelector": {"type": "TextQuoteSelector", "exact": "Het loket"},
        "endSelector": {"type": "TextQuoteSelector", "exact": "", "prefix": "de deur"},
    }


def test_ids_are_plain_strings() -> None:
    """An id costs nothing at run time: it is the string itself."""
    assert type(DocumentId("kst-9-1")) is str
    assert SectionId("kst-9-1:kop") == "kst-9-1:kop"


def test_a_date_survives_pickling_with_its_days() -> None:
    """The derived days come back, though equality does not look at them."""
    again = pickle.loads(pickle.dumps(PartialDate("2021-02")))
    assert (again.precision, again.latest) == ("month", date(2021, 2, 28))
