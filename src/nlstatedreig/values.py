"""The values that records are made of: ids, texts, dates, quantities, and evidence."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from typing import NewType
from urllib.parse import quote

from attrs import field, frozen

DocumentId = NewType("DocumentId", str)
InterestId = NewType("InterestId", str)
ThreatId = NewType("ThreatId", str)
ActorId = NewType("ActorId", str)
MeasureId = NewType("MeasureId", str)
FrameworkId = NewType("FrameworkId", str)
IncidentId = NewType("IncidentId", str)
SectionId = NewType("SectionId", str)
DefinitionId = NewType("DefinitionId", str)
AssessmentId = NewType("AssessmentId", str)
CommitmentId = NewType("CommitmentId", str)
FigureId = NewType("FigureId", str)
CitationId = NewType("CitationId", str)
ErratumId = NewType("ErratumId", str)
UncodedId = NewType("UncodedId", str)

Ref = NewType("Ref", str)
"""A link to a record of any kind, as `kind/id` (`measure/rijksbreed-responskader`)."""


@frozen(kw_only=True)
class Text:
    """A text of the library's own, in Dutch and in English.

    Attributes:
        nl: the Dutch text; `str()` gives it.
        en: the English text.

    Example:
        >>> from nlstatedreig.values import Text
        >>> print(Text(nl="Responskader", en="Response framework"))
        Responskader
    """

    nl: str
    en: str

    def __str__(self) -> str:
        return self.nl


_EDTF = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2]|2[1-4])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?",
    re.ASCII,
)
_FIRST_MONTH_OF_SEASON = {21: 3, 22: 6, 23: 9, 24: 12}


@frozen
class PartialDate:
    """A date as exact as the source gives it: a subset of EDTF level 1 (ISO 8601-2:2019).

    A year (`2021`), a month (`2021-02`), a season (`2023-21` spring, `-22` summer, `-23` autumn,
    `-24` winter: the meteorological seasons of the northern hemisphere, winter from December of
    that year to February of the next), a day (`2021-02-03`), or an interval of two of these
    (`2021-01/2021-03`, which is also how a quarter is written). Partial dates have no order of
    their own: compare `earliest` or `latest`, or ask `in`.

    Args:
        text: the date in EDTF.

    Raises:
        ValueError: the text is not one of these forms, or names no real date.

    Example:
        >>> from nlstatedreig.values import PartialDate
        >>> quarter = PartialDate("2021-01/2021-03")
        >>> quarter.precision, quarter.earliest, quarter.latest
        ('interval', datetime.date(2021, 1, 1), datetime.date(2021, 3, 31))
        >>> PartialDate("2021-02-03") in quarter
        True
    """

    text: str
    precision: str = field(init=False, repr=False, eq=False)
    """`year`, `month`, `season`, `day` or `interval`."""
    earliest: date = field(init=False, repr=False, eq=False)
    """The first day that it can mean."""
    latest: date = field(init=False, repr=False, eq=False)
    """The last day that it can mean."""

    def __attrs_post_init__(self) -> None:
        first, slash, last = self.text.partition("/")
        precision, earliest, latest = _days(first, self.text)
        if slash:
            precision, (_, _, latest) = "interval", _days(last, self.text)
            if latest < earliest:
                raise ValueError(f"{self.text!r}: the interval ends before it begins")
        object.__setattr__(self, "precision", precision)
        object.__setattr__(self, "earliest", earliest)
        object.__setattr__(self, "latest", latest)

    def __str__(self) -> str:
        return self.text

    def __contains__(self, other: PartialDate | date) -> bool:
        """Whether the other date falls in this one, whatever day each of them means."""
        if isinstance(other, PartialDate):
            return self.earliest <= other.earliest and other.latest <= self.latest
        return self.earliest <= other <= self.latest


def _days(text: str, whole: str) -> tuple[str, date, date]:
    match = _EDTF.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{whole!r} is no date in EDTF: write 2021, 2021-02, 2021-02-03, 2023-21 (spring) "
            "to 2023-24 (winter), or an interval of two of these such as 2021-01/2021-03"
        )
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            exact = date(year, month, day)
            return "day", exact, exact
        if not month:
            return "year", date(year, 1, 1), date(year, 12, 31)
        if month in _FIRST_MONTH_OF_SEASON:
            start = _FIRST_MONTH_OF_SEASON[month]
            end_year, end = (year, start + 2) if start < 12 else (year + 1, 2)
            return "season", date(year, start, 1), _last_of_month(end_year, end)
        return "month", date(year, month, 1), _last_of_month(year, month)
    except ValueError as error:
        raise ValueError(f"{whole!r} is no date: {error}") from None


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@frozen(kw_only=True)
class Quantity:
    """An amount or a range, with its unit.

    Attributes:
        low: the amount, or the lower end of a range; `None` where only an upper bound is given.
        high: the upper end of a range; equal to `low` for one amount, `None` without upper bound.
        approximate: whether the letter gives it as rough ("ruim", "ongeveer", "bijna").
        unit: what is counted or measured in, such as euro, percent or countries.
        period: per what or over which time, as in "per year".

    Raises:
        ValueError: neither bound is given, or they are in the wrong order.

    Example:
        >>> from decimal import Decimal
        >>> from nlstatedreig.values import Quantity, Text
        >>> print(Quantity(low=Decimal(17), high=Decimal(17), unit=Text(nl="mensen", en="people")))
        17 mensen
    """

    low: Decimal | None = None
    high: Decimal | None = None
    approximate: bool = False
    unit: Text
    period: Text | None = None

    def __attrs_post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a quantity needs low, high or both")
        if not all(bound is None or bound.is_finite() for bound in (self.low, self.high)):
            raise ValueError("a quantity's low and high are finite numbers")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"a quantity's low ({self.low}) is above its high ({self.high})")

    def __str__(self) -> str:
        if self.low == self.high:
            amount = f"{self.low:f}"
        elif self.high is None:
            amount = f"≥ {self.low:f}"
        elif self.low is None:
            amount = f"≤ {self.high:f}"
        else:
            amount = f"{self.low:f}–{self.high:f}"
        period = f" ({self.period})" if self.period else ""
        return f"{'± ' if self.approximate else ''}{amount} {self.unit}{period}"


@frozen(kw_only=True)
class Evidence:
    """A passage of a document, by its first and last words.

    A passage of up to eight words is its `start`, without `end`; a longer one has its first and
    its last words (four to eight each, they may overlap). `nlstatedreig.sources` finds the passage
    in a copy of the text, where punctuation, markup and line breaks do not count.

    Attributes:
        document: the document.
        section: the section in which the passage stands; `None` before the first heading.
        footnote: the footnote in which it stands, by its number; `None` in the body.
        start: the first words as printed.
        end: the last words as printed, or `None`.
        digest: the first 16 hexadecimal digits of the SHA-256 of the normalised passage.

    Example:
        >>> from nlstatedreig.values import DocumentId, Evidence
        >>> passage = Evidence(document=DocumentId("kst-30821-72"), start="In april 2018 heeft",
        ...                    end="in Den Haag", digest="0" * 16)
        >>> passage.fragment()
        ':~:text=In%20april%202018%20heeft,in%20Den%20Haag'
    """

    document: DocumentId
    section: SectionId | None = None
    footnote: int | None = None
    start: str
    end: str | None = None
    digest: str

    def fragment(self) -> str:
        """The passage as a URL text fragment directive (WICG), percent-encoded."""
        return ":~:text=" + ",".join(_directive(part) for part in self._ends())

    def _ends(self) -> tuple[str, ...]:
        """Start and end; or the whole passage, where it is so short that they overlap."""
        if self.end is None:
            return (self.start,)
        from nlstatedreig.sources import digest  # it stands on this module

        first, last = self.start.split(), self.end.split()
        for shared in range(1, len(first)):
            whole = " ".join([*first, *last[shared:]])
            if first[-shared:] == last[:shared] and digest(whole) == self.digest:
                return (whole,)
        return self.start, self.end

    def selector(self) -> dict[str, object]:
        """The passage as a selector of the W3C Web Annotation data model, ready for JSON.

        Returns:
            A `TextQuoteSelector` for a passage of up to eight words. For a longer one a
            `RangeSelector` between two of these; the model lets the range end before what its
            `endSelector` selects, so the last words are that selector's `prefix`, and it selects
            the empty string after them.

        Example:
            >>> from nlstatedreig.values import DocumentId, Evidence
            >>> Evidence(document=DocumentId("kst-30821-72"), start="Integrale aanpak",
            ...          digest="0" * 16).selector()
            {'type': 'TextQuoteSelector', 'exact': 'Integrale aanpak'}
        """
        first: dict[str, object] = {"type": "TextQuoteSelector", "exact": self.start}
        if self.end is None:
            return first
        after = {"type": "TextQuoteSelector", "exact": "", "prefix": self.end}
        return {"type": "RangeSelector", "startSelector": first, "endSelector": after}


def _directive(words: str) -> str:
    # A dash would be read as the mark of a prefix or suffix, and quote() leaves it alone.
    return quote(words, safe="").replace("-", "%2D")
