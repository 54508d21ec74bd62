"""Laws of the citation grammar, whatever the citation and whatever the text."""

from __future__ import annotations

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nlstatedreig.errors import DataError
from nlstatedreig.kamerstuk import Citation, annotate, find, parse

YEARS = st.integers(1996, 2030)
SESSIONS = YEARS.map(lambda year: f"{year}-{year + 1}")
NUMBERS = st.integers(1, 2999).map(str)
LETTERS = st.sampled_from(["A", "B", "C", "D", "K", "Z", "AB", "AZ"])
BASES = st.integers(17_000, 39_999).map(str)
CHAPTERS = st.sampled_from(["I", "IIA", "IIB", "IV", "V", "VI", "VIII", "IXA", "XIV", "XXIII"])
DOSSIERS = st.one_of(
    BASES,
    st.builds("{}-{}".format, BASES, CHAPTERS),
    st.sampled_from(["21501-02", "21501-32", "21501-08"]),
)
PAGES = st.none() | st.sampled_from(["3", "12-15", "7909-7943"])
VERSIONS = st.none() | st.sampled_from(["h1", "n1", "n2"])


def several(numbers: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(numbers, min_size=1, max_size=most, unique=True).map(tuple)


PAPERS = st.builds(
    Citation,
    kind=st.just("kamerstuk"),
    dossiers=several(DOSSIERS, most=3),
    numbers=several(NUMBERS),
    chamber=st.sampled_from([None, "II"]),
    session=st.none() | SESSIONS,
    pages=PAGES,
    annex=st.booleans(),
)
REPRINTS = st.builds(
    Citation,
    kind=st.just("kamerstuk"),
    dossiers=DOSSIERS.map(lambda one: (one,)),
    numbers=NUMBERS.map(lambda one: (one,)),
    version=VERSIONS,
)
LETTERS_OF_THE_SENATE = st.builds(
    Citation,
    kind=st.just("kamerstuk"),
    dossiers=DOSSIERS.map(lambda one: (one,)),
    numbers=several(LETTERS),
    chamber=st.just("I"),
    session=st.integers(2011, 2030).map(lambda year: f"{year}-{year + 1}"),
    pages=PAGES,
)
WHOLE_DOSSIERS = st.builds(Citation, kind=st.just("kamerstuk"), dossiers=several(DOSSIERS, most=3))
KINGDOM_ACTS = st.builds(
    Citation,
    kind=st.just("kamerstuk"),
    dossiers=BASES.map(lambda one: (one,)),
    numbers=several(NUMBERS),
    act=st.integers(1500, 2999).map("R{}".format),
)
PROCEEDINGS = st.builds(
    Citation,
    kind=st.just("handelingen"),
    chamber=st.sampled_from(["I", "II", "VV"]),
    session=st.integers(2011, 2030).map(lambda year: f"{year}-{year + 1}"),
    meeting=st.integers(1, 120).map(str),
    numbers=several(st.integers(1, 60).map(str)),
    pages=PAGES,
)
QUESTIONS = st.builds(
    Citation,
    kind=st.just("aanhangsel"),
    chamber=st.sampled_from(["I", "II"]),
    session=SESSIONS,
    numbers=several(NUMBERS),
)
GAZETTES = st.builds(
    Citation,
    kind=st.sampled_from(["stb", "stcrt", "trb"]),
    year=st.integers(1850, 2030).map(str),
    numbers=several(st.integers(1, 1799).map(str)),
)
ACTS = st.builds(
    Citation,
    kind=st.just("bwb"),
    numbers=st.from_regex(r"BWB[RVW][0-9]{7}", fullmatch=True).map(lambda one: (one,)),
    location=st.sampled_from([None, "&artikel=3", "&boek=5&artikel=20"]),
)
EUROPEAN = st.builds(
    lambda year, kind, number: Citation(kind="eu", numbers=(f"3{year}{kind}{number:04}",)),
    st.integers(1958, 2030),
    st.sampled_from("RLDFH"),
    st.integers(1, 1899),
)
OTHERS = st.one_of(
    st.builds(
        lambda series, year, number: Citation(kind="com", numbers=(f"{series}({year}){number}",)),
        st.sampled_from(["COM", "JOIN", "SWD", "SEC"]),
        YEARS,
        st.integers(1, 9999),
    ),
    st.builds(
        lambda year, kind, number: Citation(kind="tk", numbers=(f"{year}{kind}{number:05}",)),
        YEARS,
        st.sampled_from("DZ"),
        st.integers(1, 99_999),
    ),
    st.just(Citation(kind="eu", numbers=("52020PC0829",))),
    st.just(Citation(kind="publication", numbers=("blg-929493",))),
)
CITATIONS = st.one_of(
    PAPERS,
    REPRINTS,
    LETTERS_OF_THE_SENATE,
    WHOLE_DOSSIERS,
    KINGDOM_ACTS,
    PROCEEDINGS,
    QUESTIONS,
    GAZETTES,
    ACTS,
    EUROPEAN,
    OTHERS,
)
PROSE = st.sampled_from(
    [
        "Het kabinet meldt dat dit zo is.",
        "Dat was op 18 april 2019.",
        "De kosten zijn € 12 500 (dat is 3% meer).",
        "Bel 070-3614911, of schrijf naar Postbus 20018, 2500 EA Den Haag.",
        "Zie artikel 97, tweede lid, van de Grondwet;",
        "zo besluit de Tweede Kamer",
        "«De wereld verandert»,",
        "*en dat* is **niet** nieuw:",
        "(doel nr. 9)",
    ]
)


@given(CITATIONS)
@settings(deadline=None)
def test_what_is_printed_parses_to_the_same_citation(citation: Citation) -> None:
    again = parse(str(citation))
    assert again == citation
    assert again.ids == citation.ids
    assert str(again) == str(citation)


@given(st.lists(st.tuples(PROSE, CITATIONS), min_size=1, max_size=4), PROSE)
@settings(deadline=None)
def test_a_text_gives_back_each_citation_that_was_put_into_it(
    pairs: list[tuple[str, Citation]], last: str
) -> None:
    text = ""
    expected: list[tuple[int, int, Citation]] = []
    for prose, citation in pairs:
        text += f"{prose} Zie "
        start = len(text)
        text += str(citation)
        expected.append((start, len(text), citation))
        text += ". "
    text += last
    assert [(found.start, found.end, found) for found in find(text)] == expected


SPACE = st.sampled_from([" ", "\n", "  ", "\u00a0", " \n ", "\u202f", "\t", "\r\n", "&nbsp;"])
DASH = st.sampled_from("-\u2010\u2011\u2012\u2013\u2014")
BREAK = st.sampled_from(["", "", "", "-\n", "\u00ad", "- \n  "])


@given(CITATIONS, st.data())
@settings(deadline=None)
def test_wrapping_hyphenation_and_dashes_do_not_change_the_ids(
    citation: Citation, data: st.DataObject
) -> None:
    assume(citation.kind not in ("bwb", "publication"))  # identifiers have no spaces to wrap at
    printed = str(citation)
    printed = re.sub(r" ", lambda _: data.draw(SPACE), printed)
    printed = re.sub(r"(?<=\w)-(?=\w)", lambda _: data.draw(DASH), printed)
    printed = re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", lambda _: data.draw(BREAK), printed)
    text = f"Zie hierover ({printed})."
    (found,) = find(text)
    assert found == citation
    assert found.ids == citation.ids
    assert found.text == printed


PIECES = st.sampled_from(
    ["Kamerstuk", "Kamerstukken II", "30 821", "nr.", "nrs.", " ", ", ", "72", "-", "\n", "en ",
     "2018/19", "Handelingen", "Aanhangsel", "item", "Stb.", "Richtlijn (EU)", "2016/1148", "(",
     ")", "VI", "C", "motie Van den Berg", "bijlage bij", "kst-", "COM(2020)", "CELEX", "h-tk-",
     "BWBR0041515", "jci1.3:c:", "<sup>", "</sup>", "*", "_", "¹", "«", "&nbsp;", "t/m", "TK ",
     "20192020", "dossier", "[", "]", "`", "0", "\x00", "\ud800"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_it_raise_or_lose_its_place(text: str) -> None:
    done = 0
    for citation in find(text):
        assert done <= citation.start < citation.end <= len(text)
        assert text[citation.start : citation.end] == citation.text
        assert str(citation)
        assert len(citation.urls) >= len(citation.ids)
        assert citation.certain == (citation.doubt == "")
        done = citation.end
    assert annotate(text, link=lambda _: None).count("<a ") == 0
    annotate(text, "markdown")


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_parse_gives_a_citation_or_a_data_error(text: str) -> None:
    try:
        citation = parse(text)
    except DataError:
        return
    assert parse(str(citation)) == citation
