"""Hypothesis strategies for every value and record of the model, read from the annotations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, NewType, get_args

from attrs import evolve, fields, frozen, has
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlstatedreig._walk import hints, is_many, kind_of, leaf, parts
from nlstatedreig.catalogue import LETTER_BOUND, Catalogue, Collection, Retired, kinds, load
from nlstatedreig.records import Document, Outcome, Record, Section
from nlstatedreig.values import DocumentId, Evidence, PartialDate, Quantity, Ref, Text
from nlstatedreig.vocabulary import Verdict

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


# ------------------------------------------------------------------------------ linked catalogues

_WORDS = st.sampled_from(["loket", "Dienst", "één balie", "het meldpunt"])
_TEXTS = _WORDS.map(lambda words: Text(nl=words, en=f"the {words}"))
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: _WORDS,
    int: st.integers(1, 9),
    bool: st.booleans(),
    PartialDate: st.sampled_from(
        [PartialDate(day) for day in ("2018", "2019-04", "2020-02-03", "2020-22", "2021-11/2022")]
    ),
    Text: _TEXTS,
    Quantity: _TEXTS.map(lambda unit: Quantity(low=Decimal(1), unit=unit)),
}


@cache
def _one_of(values: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Kept, since a catalogue draws some hundreds of times, and a new strategy is slow."""
    return st.sampled_from(values)


@frozen(kw_only=True)
class _World:
    """What a record can link to, by kind, and the letters that it can rest on, by date."""

    ids: Mapping[str, tuple[str, ...]]
    letters: tuple[DocumentId, ...]


def _fitting(draw: st.DrawFn, name: str, hint: Any, world: _World) -> Any:
    """A value of a field that fits its world; `None` if there is none."""
    held = leaf(hint)
    if is_many(hint):
        if name in ("inferred", "themes"):  # no question over time or along links asks for them
            return ()
        if has(held) and "letter" in hints(held):  # one for each letter that tells of it
            telling = [letter for letter in world.letters if draw(st.booleans())]
            each = [evolve(world, letters=(letter,)) for letter in telling]
            return tuple(_part(draw, held, one, letter=one.letters[0]) for one in each)
        count = draw(st.integers(0 if name != "evidence" else 1, 2))
        items = [_fitting(draw, name, held, world) for _ in range(count if world.letters else 0)]
        if held not in _PLAIN and has(held) and "id" in hints(held):  # unique within the record
            items = [evolve(item, id=f"deel-{place}") for place, item in enumerate(items)]
        return tuple(dict.fromkeys(item for item in items if item is not None))
    if parts(hint) and draw(st.booleans()):
        return None
    if held in _PLAIN:
        return draw(_PLAIN[held])
    if held is Evidence:
        letter = draw(_one_of(world.letters))
        own = [key for key in world.ids["section"] if key.startswith(f"{letter}:")]
        section = draw(_one_of((None, *own))) if own else None
        return Evidence(document=letter, section=section, start=draw(_WORDS), digest="0" * 16)
    if held is Ref:
        return Ref(
            draw(st.sampled_from([f"{k}/{key}" for k, ids in world.ids.items() for key in ids]))
        )
    if kind := kind_of(held):
        return draw(_one_of(world.ids[kind])) if world.ids[kind] else None
    return _part(draw, held, world) if has(held) else draw(_one_of(tuple(held)))


def _part(draw: st.DrawFn, cls: type, world: _World, **given: Any) -> Any:
    """A record or a part of one; `None` if it needs a link and there is nothing to link to."""
    for name, hint in hints(cls).items():
        if name not in given:
            given[name] = _fitting(draw, name, hint, world)
            if given[name] is None and type(None) not in get_args(hint):
                return None
    return cls(**given)


def _outcome(draw: st.DrawFn, world: _World, due: PartialDate | None) -> Outcome:
    """What became of a promise, shown by one of these letters."""
    verdict = draw(_one_of(tuple(Verdict))) if world.letters else Verdict.OPEN
    if verdict in (Verdict.OPEN, Verdict.NOT_MENTIONED):
        return Outcome(verdict=verdict)
    outcome = _part(draw, Outcome, world, verdict=verdict)
    in_time = due and outcome.date and outcome.date.latest <= due.latest
    return evolve(outcome, date=None) if in_time and verdict is not Verdict.KEPT else outcome


@st.composite
def linked_catalogues(draw: st.DrawFn) -> Catalogue:
    """Two to four dated letters and a few records of each kind, linked with each other.

    They pass every check: a record comes only from those of its kind that stand before it, so
    that there is no ring, and a statement rests on its letter.
    """
    days = draw(st.lists(st.dates(date(2018, 1, 1), date(2022, 12, 31)), min_size=2, max_size=4))
    dates = {DocumentId(f"kst-1-{place}"): str(day) for place, day in enumerate(days)}
    letters = tuple(sorted(dates, key=lambda letter: (dates[letter], letter)))
    ids: dict[str, tuple[str, ...]] = {}
    for name, kind in kinds().items():
        homes = [f"{letter}:" for letter in letters] if name in LETTER_BOUND else [""] * 3
        own = tuple(f"{home}een-{n}" for n, home in enumerate(homes) if draw(st.booleans()))
        ids[kind.__name__.lower()] = own if kind is not Document else (*letters, *own)
    held: dict[str, Collection[Any]] = {}
    for name, kind in kinds().items():
        singular = kind.__name__.lower()
        records: list[Any] = []
        for place, key in enumerate(ids[singular]):
            world = _World(ids={**ids, singular: ids[singular][:place]}, letters=letters)
            given: dict[str, Any] = {"id": key}
            home = key.partition(":")[0]
            if name in LETTER_BOUND:
                world = evolve(world, letters=(DocumentId(home),))
            if kind is Document:
                given["coded"] = key in dates
                if key in dates:
                    given["date"] = PartialDate(dates[DocumentId(key)])
                    given["evidence"] = (
                        Evidence(document=DocumentId(key), start="een", digest="0" * 16),
                    )
            elif kind is Section:
                given.update(document=home, depth=1, parent=None, order=1)
            elif "outcome" in hints(kind):
                given["due"] = _fitting(draw, "due", PartialDate | None, world)
                later = letters[letters.index(DocumentId(home)) + 1 :]
                given["outcome"] = _outcome(draw, evolve(world, letters=later), given["due"])
            records.append(_part(draw, kind, world, **given))
        held[name] = Collection(kind, records)
    successors = _fitting(draw, "successors", tuple[Ref, ...], _World(ids=ids, letters=letters))
    return Catalogue(
        **held, retired=Collection(Retired, [Retired(id="measure/oud", successors=successors)])
    )


def for_every_catalogue(law: Callable[..., None]) -> Callable[..., None]:
    """A law of one catalogue, tried on the package's own and on linked ones that are made up."""
    return settings(max_examples=30)(given(linked_catalogues())(example(load())(law)))
