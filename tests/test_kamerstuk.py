"""The citation grammar: sentences, the letters, parse, print, resolve, annotate."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from attrs.exceptions import FrozenInstanceError
from markdown_it import MarkdownIt

from nlstatedreig import load
from nlstatedreig.errors import DataError
from nlstatedreig.kamerstuk import Citation, annotate, find, parse, resolve
from nlstatedreig.sources import Sources

TABLE = Path(__file__).parent / "data" / "kamerstuk"
THEMES = ("papers", "short", "proceedings", "gazettes", "identifiers", "layout", "none")
SENTENCES: list[dict[str, Any]] = [
    sentence for theme in THEMES for sentence in json.loads((TABLE / f"{theme}.json").read_text())
]
HOLDING = [sentence for sentence in SENTENCES if "citations" in sentence]
READINGS: dict[str, Any] = json.loads((TABLE / "readings.json").read_text())


def ids_in(text: str) -> list[tuple[str, ...]]:
    return [citation.ids for citation in find(text)]


def by_text(sentence: dict[str, Any]) -> str:
    return str(sentence["text"])


@pytest.mark.parametrize("sentence", SENTENCES, ids=by_text)
def test_each_sentence_of_the_table_yields_its_citations_and_no_others(
    sentence: dict[str, Any],
) -> None:
    found = [
        {"text": citation.text, "ids": list(citation.ids)}
        | ({} if citation.certain else {"certain": False})
        | ({"relation": "annex"} if citation.relation == "annex" else {})
        for citation in find(sentence["text"])
    ]
    assert found == sentence.get("citations", [])


@pytest.mark.parametrize("sentence", HOLDING, ids=by_text)
def test_each_citation_of_the_table_has_its_span_and_survives_printing_and_parsing(
    sentence: dict[str, Any],
) -> None:
    text = sentence["text"]
    for citation in find(text):
        assert text[citation.start : citation.end] == citation.text
        again = parse(str(citation))
        assert again == citation
        assert str(again) == str(citation)


def test_the_table_is_as_large_as_it_claims_to_be() -> None:
    """At least 200 sentences hold a citation, and at least 60 hold none."""
    assert len(HOLDING) >= 200
    assert len(SENTENCES) - len(HOLDING) >= 60
    assert len({sentence["text"] for sentence in SENTENCES}) == len(SENTENCES)


@pytest.mark.parametrize("document", READINGS)
def test_the_letters_yield_what_was_read_in_them_by_hand(document: str, source_texts: Path) -> None:
    reading = Sources(source_texts, load()).read(document)
    texts = [
        *(block.text for block in reading.blocks),
        *(text for _, text in sorted(reading.notes.items())),
    ]
    found = [
        {"printed": citation.text.replace("\xa0", " "), "ids": list(citation.ids)}
        for text in texts
        for citation in find(text)
    ]
    assert found == READINGS[document]


def test_every_citation_of_the_catalogue_parses_to_the_document_that_it_cites() -> None:
    """With an official number and without erratum; an annex parses to its covering paper."""
    catalogue = load()
    in_error = {ref for erratum in catalogue.errata.values() for ref in erratum.about}
    official = re.compile(r"(?:kst|h|ah|stb|stcrt|trb)-[a-z0-9]")
    dated = re.compile(r"(?:\d{1,2} [a-z]+ )?\b(?:19|20)\d\d\b")
    problems = []
    for record in catalogue.citations.values():
        document = catalogue.documents[record.document]
        covering = document.annex_of or document.id
        if record.meant or f"citation/{record.id}" in in_error or not official.match(covering):
            continue
        if not any(character.isdigit() for character in dated.sub("", record.printed)):
            continue  # a work cited by its title, with a date or without
        # A title may be printed with the number: one citation, and only one, is in it all the same.
        found = list(find(record.printed)) or [parse(record.printed)]
        if len(found) > 1 or covering not in found[0].ids:
            given = [citation.ids for citation in found]
            problems.append(f"{record.id}: {record.printed!r} gives {given}, not {covering}")
    assert not problems, "\n".join(problems)


# --- parts -------------------------------------------------------------------------------------


def test_a_paper_shows_its_parts() -> None:
    citation = parse("Bijlage bij Kamerstukken II 2018/19, 30 821 en 35 570 VI, nr. 72, p. 3-5")
    assert citation.dossiers == ("30821", "35570-VI")
    assert citation.also_in == ("35570-VI",)
    assert citation.numbers == ("72",)
    assert (citation.chamber, citation.session) == ("II", "2018-2019")
    assert citation.pages == "3-5"
    assert citation.relation == "annex"


def test_a_paper_in_several_dossiers_belongs_to_the_first() -> None:
    citation = parse("Kamerstukken 19 637 en 30 821, nr. 2770")
    assert citation.ids == ("kst-19637-2770",)
    assert citation.relation == "also_in"


def test_a_dossier_without_a_number_has_an_address_and_no_id() -> None:
    citation = parse("Kamerstukken 36 280 en 35 570 VI")
    assert (citation.relation, citation.ids, citation.also_in) == ("dossier", (), ())
    assert citation.url == "https://zoek.officielebekendmakingen.nl/dossier/36280"
    assert citation.urls[1].endswith("/dossier/35570-VI")


def test_a_kingdom_act_keeps_its_number_apart_from_the_id() -> None:
    citation = parse("Kamerstuk 35 099 (R2114), nr. 3")
    assert (citation.act, citation.ids) == ("R2114", ("kst-35099-3",))
    assert str(citation) == "Kamerstuk 35099 (R2114), nr. 3"


def test_a_jci_link_keeps_the_place_within_the_act() -> None:
    citation = parse("jci1.3:c:BWBR0005288&boek=5&amp;artikel=20")
    assert citation.location == "&boek=5&artikel=20"
    assert citation.url == ("https://wetten.overheid.nl/jci1.3:c:BWBR0005288&boek=5&artikel=20")
    assert parse("jci1.3:c:BWBR0005288").url == "https://wetten.overheid.nl/BWBR0005288"


@pytest.mark.parametrize(
    ("text", "motion"),
    [
        ("de motie van het lid Rajkowski c.s. (Kamerstuk 26 643, nr. 874)", "Rajkowski c.s."),
        (
            "de motie Van der Woude en Van der Molen (31 288, nr. 979)",
            "Van der Woude en Van der Molen",
        ),
        ("de motie-Sjoerdsma over Irak (21501-02, nr. 2474)", "Sjoerdsma"),
        ("het debat over de zee (Kamerstuk 26 643, nr. 874)", None),
    ],
)
def test_a_motion_is_known_by_its_movers(text: str, motion: str | None) -> None:
    (citation,) = find(text)
    assert citation.motion == motion


def test_the_second_citation_does_not_take_over_the_motion_of_the_first() -> None:
    text = "de motie Piri (Kamerstuk 35 925 V, nr. 52) en de brief (Kamerstuk 35 925 V, nr. 110)"
    assert [citation.motion for citation in find(text)] == ["Piri", None]


@pytest.mark.parametrize(
    ("printed", "url"),
    [
        ("Kamerstuk 30 821, nr. 72", "https://zoek.officielebekendmakingen.nl/kst-30821-72.html"),
        ("BWBR0041515", "https://wetten.overheid.nl/BWBR0041515"),
        ("2019D16514", "https://www.tweedekamer.nl/kamerstukken/detail?did=2019D16514"),
        ("2019Z08160", "https://www.tweedekamer.nl/kamerstukken/detail?id=2019Z08160"),
        ("COM(2020) 829", "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=COM:2020:829:FIN"),
        (
            "Richtlijn (EU) 2016/1148",
            "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32016L1148",
        ),
        ("Handelingen II 2007/08, nr. 108, p. 7909", None),
    ],
)
def test_each_kind_has_its_official_address(printed: str, url: str | None) -> None:
    assert parse(printed).url == url


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("Kamerstuk 30 821 nr 72", "Kamerstuk 30821, nr. 72"),
        (
            "Kamerstukken I 2008/09, 31700-VI, nr. D, blz. 4",
            "Kamerstukken I 2008/09, 31700 VI, D, p. 4",
        ),
        (
            "Kamerstukken II 1999/00, 26 800, nrs. 4 t/m 6",
            "Kamerstukken II 1999/2000, 26800, nrs. 4, 5 en 6",
        ),
        (
            "Handelingen Tweede Kamer 2010-2011, nr. 108, item 5, blz. 25-36",
            "Handelingen II 2010/11, nr. 108, item 5, p. 25-36",
        ),
        (
            "Aanhangsel van de Handelingen I 2014-2015, nr. 12",
            "Aanhangsel Handelingen I 2014/15, nr. 12",
        ),
        ("Staatscourant 2025 nr 39538", "Stcrt. 2025, 39538"),
        ("verordening (EG) nr. 428/2009", "Verordening (EG) nr. 428/2009"),
        ("richtlijn 95/46/EG", "Richtlijn 1995/46/EG"),
        ("Verordening (EEG) nr. 2092/91", "Verordening (EEG) nr. 2092/1991"),
        ("CELEX:52020PC0829", "CELEX 52020PC0829"),
    ],
)
def test_the_printed_form_is_that_of_the_drafting_instructions(
    printed: str, canonical: str
) -> None:
    assert str(parse(printed)) == canonical


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("Kamerstukken II 2018/20, 30 821, nr. 72", "two consecutive years"),
        ("Kamerstukken I 2018/19, 30 821, nr. 72", "Eerste Kamer bear letters"),
        ("Kamerstukken II 2018/19, 30 821, nr. C", "Tweede Kamer bear figures"),
        ("Kamerstukken I 2008/09, 31 700 VI, D", "not every id"),
        ("Kamerstukken II 1979/80, 15 516, nr. 4", "before 1995"),
        ("Kamerstuk 36 280 C", "chapter of the budget"),
        ("Kamerstuk 26 643, nr. 144, herdruk", "taken to be the first"),
        ("Kamerstuk 35 570, nrs. 12-8", "cannot be counted out"),
        ("Kamerstuk 35 570, nrs. 1-9999", "cannot be counted out"),
        ("Kamerstuk 35 570, nrs. A-5", "cannot be counted out"),
        ("Handelingen 2019/20, nr. 23, item 4", "of which chamber"),
        ("Handelingen II 2019/20, nr. 23", "no item"),
        ("Handelingen II 2007/08, nr. 108, p. 7909", "before 2010-2011"),
        ("Aanhangsel Handelingen 2019/20, nr. 4046", "Tweede Kamer is assumed"),
        ("Aanhangsel Handelingen II 2025/26, nr. 12", "does not follow"),
        ("Stcrt. 2006, 9", "issue"),
        ("richtlijn 2016/1148", "European Union"),
    ],
)
def test_what_is_not_certain_says_why(printed: str, reason: str) -> None:
    citation = parse(printed)
    assert not citation.certain
    assert reason in citation.doubt


def test_equality_is_about_what_is_cited_and_not_about_where() -> None:
    first, second = find("Kamerstuk 30 821, nr. 72 en later TK 30821, nr. 72.")
    assert first == evolve(second, chamber=None)
    assert first != second
    assert hash(first) == hash(parse("kst-30821-72"))


def test_a_citation_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        parse("Stb. 2018, 387").year = "2019"  # type: ignore[misc]


def test_a_list_beyond_all_reason_is_read_in_part_and_says_so() -> None:
    (citation,) = find(f"Kamerstuk 30 821, nrs. {', '.join(map(str, range(1, 300)))}")
    assert citation.ids[0] == "kst-30821-1"
    assert "too long" in citation.doubt


def test_dossiers_beyond_all_reason_are_not_read_as_one_citation() -> None:
    first, *_ = find(f"Kamerstukken {', '.join(map(str, range(30_000, 30_020)))}, nr. 5")
    assert len(first.dossiers) < 20
    assert not first.numbers


# --- parse -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "string",
    [
        "Kamerstuk 30 821, nr. 72.",
        "(Kamerstuk 30 821, nr. 72)",
        "  «Kamerstuk 30 821, nr. 72»\n",
        "30821-72",
        "de motie van het lid Van den Berg (Kamerstuk 30 821, nr. 72)",
    ],
)
def test_parse_takes_one_citation_with_what_may_stand_around_it(string: str) -> None:
    assert parse(string).ids == ("kst-30821-72",)


@pytest.mark.parametrize("string", ["35 570 VI", "35570-VI", "(35.570 VI)"])
def test_parse_takes_a_bare_dossier(string: str) -> None:
    citation = parse(string)
    assert (citation.dossiers, citation.relation) == (("35570-VI",), "dossier")
    assert not list(find(f"Het zijn er {string}."))


@pytest.mark.parametrize(
    ("string", "message"),
    [
        ("", "no citation in it"),
        ("17 000 woorden", "'woorden' is no part of a citation"),
        ("Kamerstuk 72", "one looks like 'Kamerstuk 30 821, nr. 72'"),
        ("zie Kamerstuk 30 821, nr. 72", "'zie' is no part of a citation"),
        ("Kamerstuk 30 821, nr. 72 en verder", "'en verder' is no part of a citation"),
        ("Stb. 2018, 387 en Stb. 2018, 388", "2 citations in it"),
        ("x" * 200, "'" + "x" * 79 + "…'"),
        ("kst-onzin-1", "no citation in it"),
        ("kst-1", "no citation in it"),
        ("kst-12-ab-cd", "no citation in it"),
    ],
)
def test_parse_says_what_is_wrong_with_anything_else(string: str, message: str) -> None:
    with pytest.raises(DataError, match=re.escape(message)):
        parse(string)


# --- resolve -----------------------------------------------------------------------------------


@frozen
class Other:
    value: str


@frozen
class Work:
    identifiers: tuple[Other, ...] = ()


def test_resolve_finds_documents_by_id_in_the_order_of_the_citation() -> None:
    documents = {"kst-30821-112": "later", "kst-30821-91": "earlier", "kst-1-1": "other"}
    citation = parse("Kamerstuk 30 821, nrs. 91, 112 en 119")
    assert resolve(citation, documents) == ("earlier", "later")


def test_resolve_finds_documents_by_their_other_identifiers() -> None:
    directive = Work((Other("32016L1148"),))
    proposal = Work((Other("COM(2020) 829"),))
    documents = {"nib-richtlijn": directive, "cer-voorstel": proposal, "bare": Work()}
    assert resolve(parse("Richtlijn (EU) 2016/1148"), documents) == (directive,)
    assert resolve(parse("COM(2020)829 final"), documents) == (proposal,)
    assert resolve(parse("Stb. 2018, 387"), documents) == ()


# --- annotate ----------------------------------------------------------------------------------


class TextOf(HTMLParser):
    """Collects the text of an HTML fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.links: list[str | None] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def __str__(self) -> str:
        return "".join(self.pieces)


@pytest.mark.parametrize("sentence", SENTENCES, ids=by_text)
def test_html_links_keep_the_text_and_link_what_has_an_address(sentence: dict[str, Any]) -> None:
    text = f'<b>R&D</b> "a" {sentence["text"]}'
    html = TextOf(annotate(text))
    assert str(html) == text
    assert html.links == [citation.url for citation in find(text) if citation.url]


@pytest.mark.parametrize("sentence", SENTENCES, ids=by_text)
def test_markdown_links_keep_the_text(sentence: dict[str, Any]) -> None:
    markdown = MarkdownIt()
    plain = TextOf(markdown.render(sentence["text"]))
    linked = TextOf(markdown.render(annotate(sentence["text"], "markdown")))
    assert str(linked) == str(plain)


@pytest.mark.parametrize(
    ("text", "annotated"),
    [
        ("zie Stb. 2018, 387.", "zie [Stb. 2018, 387](stb-2018-387)."),
        ("`Stb. 2018, 387`", "`Stb. 2018, 387`"),
        ("```\nStb. 2018, 387\n```", "```\nStb. 2018, 387\n```"),
        (
            "[Stb. 2018, 387](x) en Stb. 2018, 388",
            "[Stb. 2018, 387](x) en [Stb. 2018, 388](stb-2018-388)",
        ),
        ("<https://x.nl/stb-2018-387>", "<https://x.nl/stb-2018-387>"),
        ("*Stb.* 2018, 387", "[*Stb.* 2018, 387](stb-2018-387)"),
        ("**Stb. 2018**, 387", "[**Stb. 2018**, 387](stb-2018-387)"),
        ("Stb. *2018, 387*", "[Stb. *2018, 387*](stb-2018-387)"),
        ("**Stb. *2018*, 387**", "**[Stb. *2018*, 387](stb-2018-387)**"),
        ("Stb. 2018*, 387", "Stb. 2018*, 387"),
        ("Stb. **2018*, 387", "Stb. **2018*, 387"),
        ("Stb.[^1] 2018, 387", "Stb.[^1] 2018, 387"),
        ("Stb.<sup>1</sup> 2018, 387", "[Stb.<sup>1</sup> 2018, 387](stb-2018-387)"),
        ("COM(2020) 829", "[COM(2020) 829](COM%282020%29829)"),
        ("dossier 36 280", "dossier 36 280"),
    ],
)
def test_markdown_links_leave_other_markup_whole(text: str, annotated: str) -> None:
    assert annotate(text, "markdown", lambda citation: next(iter(citation.ids), None)) == annotated


# --- the module --------------------------------------------------------------------------------


def test_the_module_needs_nothing_of_the_package_but_its_errors() -> None:
    program = (
        "import sys, nlstatedreig.kamerstuk\n"
        "print(sorted(name for name in sys.modules if name.startswith('nlstatedreig.')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "['nlstatedreig.errors', 'nlstatedreig.kamerstuk']"


@pytest.mark.parametrize(
    "seed",
    [
        "Kamerstuk 30 821 en ",
        "Tweede Kamer 2018-2019 12 345, ",
        "30 821, ",
        "nrs. 1-",
        "nr. 1, ",
        "bijlage bij motie Van den Berg (30 821",
        "<sup>**_-\n",
        "kst-30821-",
        "Handelingen II 2019/20, nr. 23, items 4, ",
    ],
)
def test_time_grows_no_faster_than_the_text(seed: str) -> None:
    """Ten times the text takes at most some thirty times as long: a square would take a hundred."""

    def seconds(length: int) -> float:
        text = (seed * (length // len(seed) + 1))[:length]
        start = time.process_time()
        for _ in find(text):
            pass
        return time.process_time() - start

    short = min(seconds(2_000) for _ in range(3))
    assert min(seconds(20_000) for _ in range(2)) < 30 * short + 0.05


def test_a_citation_made_by_hand_prints_and_addresses_itself() -> None:
    citation = Citation(kind="handelingen", chamber="VV", session="2012-2013", meeting="1")
    assert str(citation) == "Handelingen Verenigde Vergadering 2012/13, nr. 1"
    assert citation.urls == ()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (
            "Kamerstuk 30 821, nr. 125 en 126 zijn verstuurd.",
            ("kst-30821-125", "kst-30821-126"),
        ),
        (
            "Kamerstuk 30 821, nr. 125, 126 en 127 geven meer.",
            ("kst-30821-125", "kst-30821-126", "kst-30821-127"),
        ),
        ("Kamerstukken I 36 280, C en D voor meer.", ("kst-36280-C", "kst-36280-D")),
        (
            "Handelingen II 2019/20, nr. 23, item 4 en 7 voor meer.",
            ("h-tk-20192020-23-4", "h-tk-20192020-23-7"),
        ),
        ("Kamerstuk 30 821, nr. 72 en 12 andere stukken.", ("kst-30821-72",)),
    ],
)
def test_a_number_belongs_to_the_list_unless_it_counts_what_follows(
    text: str, ids: tuple[str, ...]
) -> None:
    """A verb or preposition closes a list that a noun would turn into an amount."""
    (citation,) = find(text)
    assert citation.ids == ids
