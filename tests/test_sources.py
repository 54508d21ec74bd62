"""Reading the letters, and finding, proving and accounting for passages in them."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest

from nlstatedreig._convert import read_records, write_records
from nlstatedreig.catalogue import Catalogue, Collection, load
from nlstatedreig.errors import AnchorError, SourceError
from nlstatedreig.records import (
    Actor,
    Assessment,
    Citation,
    Commitment,
    Definition,
    Erratum,
    Event,
    Figure,
    Incident,
    Interest,
    Measure,
    Name,
    Outcome,
    Record,
    Section,
    Step,
    Threat,
    ThreatName,
    Uncoded,
)
from nlstatedreig.sources import _READERS, Reading, Sources, Standing, digest, normalise
from nlstatedreig.values import (
    ActorId,
    AssessmentId,
    CitationId,
    CommitmentId,
    DefinitionId,
    DocumentId,
    ErratumId,
    Evidence,
    FigureId,
    IncidentId,
    InterestId,
    MeasureId,
    PartialDate,
    Quantity,
    SectionId,
    Text,
    ThreatId,
    UncodedId,
)
from nlstatedreig.vocabulary import (
    ActorKind,
    DefinitionForm,
    Intent,
    Match,
    MeasureKind,
    Place,
    Status,
    ThreatLevel,
    UncodedReason,
    Verdict,
    Weight,
)

LETTER = DocumentId("kst-33694-57")


def read(document: str, raw: str) -> Reading:
    return _READERS[document](dedent(raw))


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


# ----------------------------------------------------------------------------------------- words


def test_a_word_is_its_letters_and_digits_whatever_the_typography() -> None:
    assert normalise("Zo'n  «EU-plan»\u00a0(2020–2021) – ﬁt &\n€ 5") == (
        ("zon", "euplan", "20202021", "fit", "5")
    )


def test_a_digest_is_that_of_the_words() -> None:
    assert digest("Eén plan,\n2 LANDEN!") == digest("eén plan 2 landen")
    assert digest("Eén plan") != digest("Een plan")
    assert re.fullmatch(r"[0-9a-f]{16}", digest("plan"))


# --------------------------------------------------------------------------- the letter of 2019


def test_a_page_header_in_the_middle_of_a_sentence_is_lifted_out() -> None:
    reading = read(
        "kst-30821-72",
        """
        Ons kenmerk
        123

        Datum 1 mei 2019
        Onderwerp Een plan

        Het plan is klaar en de landen doen

        **Nationaal Coördinator
        Terrorisbestrijding en
        Veiligheid**

        Datum
        1 mei 2019

        Ons kenmerk
        123

        mee aan het werk.
        """,
    )
    assert texts(reading) == [
        "Ons kenmerk 123",
        "Datum 1 mei 2019",
        "Onderwerp Een plan",
        "Het plan is klaar en de landen doen mee aan het werk.",
    ]


def test_the_address_lines_of_the_letterhead_are_furniture() -> None:
    reading = read(
        "kst-30821-72",
        """
        > Retouradres Postbus 1 1000 AA Dorp

        Aan de lezer
        Postbus 2
        2000 AA DORP

        Turfmarkt 1
        1000 AA Dorp
        www.dorp.nl

        *Bij beantwoording het kenmerk
        vermelden.*

        Inleiding
        """,
    )
    assert texts(reading) == ["Aan de lezer", "Inleiding"]


def test_a_page_header_that_is_glued_to_a_heading_comes_off() -> None:
    raw = (
        "Het plan**Nationaal Coördinator\nTerrorismebestrijding en\nVeiligheid****Datum**\n"
        "1 mei 2019**Ons kenmerk**\n123\n\nOns kenmerk\n123\n\nSlot"
    )
    assert "Ons kenmerk 123" not in texts(read("kst-30821-72", "Ons kenmerk\n9\n\n" + raw))[1:]
    assert texts(read("kst-30821-72", "Ons kenmerk\n9\n\n" + raw))[1:] == ["Het plan", "Slot"]


def test_each_label_paragraph_and_list_item_of_a_table_is_a_block() -> None:
    raw = (
        "A. Betere informatie- positie\tDe landen delen meer. <ul style='x'>• Zij <i>oefenen</i>."
        "• Zij praten.\n"
        "B. Kennisontwi- kkeling\t<p>Er komt kennis.</p> <ul><li>Een school.</li></ul>\n"
        "--\t---\n"
    )
    assert texts(read("kst-30821-72", raw)) == [
        "A. Betere informatiepositie",
        "De landen delen meer.",
        "Zij oefenen.",
        "Zij praten.",
        "B. Kennisontwikkeling",
        "Er komt kennis.",
        "Een school.",
    ]


def test_a_list_item_of_a_table_that_is_broken_over_the_page_is_one_block() -> None:
    raw = (
        "H. Samen\t<p>Wij doen mee:</p> <ul> • Een huis voor\n\n"
        "**Nationaal Coördinator\nTerrorisbestrijding en\nVeiligheid**\n\n"
        "\t<p>kennis. Wij zijn lid.</p> <ul> • Meer oefenen.\n"
    )
    assert texts(read("kst-30821-72", raw)) == [
        "H. Samen",
        "Wij doen mee:",
        "Een huis voor kennis. Wij zijn lid.",
        "Meer oefenen.",
    ]


def test_a_list_item_may_go_on_with_a_capital_behind_the_notes_of_the_page() -> None:
    raw = "- In mei zijn door de\n\n¹ Blad 1.\n\nEuropese landen¹ plannen gemaakt.\n- Slot.\n"
    reading = read("kst-30821-72", raw)
    assert texts(reading) == ["In mei zijn door de Europese landen plannen gemaakt.", "Slot."]
    assert (dict(reading.notes), dict(reading.marks)) == ({1: "Blad 1."}, {1: 0})


def test_superscript_marks_of_two_digits_are_not_taken_for_one() -> None:
    marks = "¹²³⁴⁵⁶⁷⁸⁹"
    body = " ".join(f"Zin{mark}." for mark in marks) + " Tien¹⁰. Elf¹¹.\n\n"
    notes = "\n\n".join(f"{mark} Noot." for mark in [*marks, "¹⁰", "¹¹"])
    reading = read("kst-30821-72", body + notes)
    assert texts(reading) == ["Zin. " * 9 + "Tien. Elf."]
    assert list(reading.marks) == list(reading.notes) == list(range(1, 12))


# --------------------------------------------------------------------------- the letter of 2021

PAGES = """
Vergaderjaar 2020–2021

Het plan1 is klaar en de landen doen mee aan de digitali-
sering. In de Defensievisie 20352 staat het met TO-2 en
informatie-
uitwisseling van EU-
landen, in lucht-
en ruimtevaart. Wij

1 Kamerstuk 1, zie https://voorbeeld.nl/een/

twee-
drie.
2 Een noot die niet klaar

is.
 gaan door3.
 Een nieuw hoofdstuk

2 landen doen mee.

3 Blad 4.

Tweede Kamer, vergaderjaar 2020–2021, 1, nr. 2 11

Slot: 4 landen.
• Een punt dat over

de regel gaat.
"""


def test_notes_at_the_foot_of_a_page_stand_apart_from_the_sentence_that_they_break() -> None:
    reading = read("kst-30821-125", PAGES)
    assert texts(reading)[1].endswith("in lucht- en ruimtevaart. Wij gaan door.")
    assert dict(reading.notes) == {
        1: "Kamerstuk 1, zie https://voorbeeld.nl/een/twee-drie.",
        2: "Een noot die niet klaar is.",
        3: "Blad 4.",
    }


def test_a_mark_that_is_glued_to_a_year_leaves_the_year() -> None:
    reading = read("kst-30821-125", PAGES)
    assert "In de Defensievisie 2035 staat het met TO-2 en" in texts(reading)[1]
    assert dict(reading.marks) == {1: 1, 2: 1, 3: 1}


def test_a_word_that_is_broken_at_the_end_of_a_line_is_whole_again() -> None:
    (block,) = (text for text in texts(read("kst-30821-125", PAGES)) if "digital" in text)
    assert "de digitalisering." in block
    assert "informatie-uitwisseling van EU-landen, in lucht- en" in block


def test_a_page_may_begin_with_a_heading() -> None:
    assert "Een nieuw hoofdstuk" in texts(read("kst-30821-125", PAGES))


def test_a_page_footer_is_furniture_and_ends_the_notes() -> None:
    assert texts(read("kst-30821-125", PAGES))[-3:] == [
        "2 landen doen mee.",
        "Slot: 4 landen.",
        "Een punt dat over de regel gaat.",
    ]


def test_a_text_may_begin_with_a_note() -> None:
    assert dict(read("kst-30821-125", "1 Noot.\n Zin1.").notes) == {1: "Noot."}


# --------------------------------------------------------------------------- the letter of 2022


def test_the_navigation_above_the_letter_goes_and_the_notes_at_its_end_stand_apart() -> None:
    reading = read(
        "kst-30821-175",
        """
        [overzicht] [zoeken]

        Tweede Kamer der Staten-Generaal 2
        Vergaderjaar 2022-2023

        Het plan1. Het Beeld 20222 (BN) staat in 5G.

        1. Een accent,

        • Een punt3, en

        De Minister van Plannen,
        A.B. Naam


          1. Nr.\u00a07.↩\ufe0e

          2. Blad 2.↩

          3. Blad 3.↩\ufe0e
        """,
    )
    assert texts(reading) == [
        "Tweede Kamer der Staten-Generaal 2 Vergaderjaar 2022-2023",
        "Het plan. Het Beeld 2022 (BN) staat in 5G.",
        "1. Een accent,",
        "Een punt, en",
        "De Minister van Plannen, A.B. Naam",
    ]
    assert dict(reading.notes) == {1: "Nr. 7.", 2: "Blad 2.", 3: "Blad 3."}
    assert dict(reading.marks) == {1: 1, 2: 1, 3: 3}


# --------------------------------------------------------------------------- the letter of 2020


def test_markdown_and_notes_between_paragraphs_go() -> None:
    reading = read(
        LETTER,
        """
        ## **De stand**

        Het *plan*<sup>1</sup> is er, en het is goed dat de landen meedoen en dat de landen blijven
        meedoen aan het plan, dat zo groot is geworden als het plan van de

        ---

        <sup>1</sup> Zie <https://voorbeeld.nl/plan/>.

        Sahel<sup>2</sup>. De buiten-

        <sup>2</sup> Blad 2.

        grens.

        - Een punt.
        - Nog een.
        """,
    )
    assert texts(reading) == [
        "De stand",
        "Het plan is er, en het is goed dat de landen meedoen en dat de landen blijven meedoen aan "
        "het plan, dat zo groot is geworden als het plan van de Sahel. De buitengrens.",
        "Een punt.",
        "Nog een.",
    ]
    assert reading.notes[1] == "Zie https://voorbeeld.nl/plan/."
    assert dict(reading.marks) == {1: 1, 2: 1}


# ------------------------------------------------------------------------ the review of 2021


def test_the_table_of_contents_goes_and_a_lost_mark_stays_lost() -> None:
    reading = read(
        "nvs-midterm-2021",
        """
        Een review

        Inhoudsopgave

        Inleiding\t5
        Thema\t
        Slot\t29

        Inleiding

        Er is een plan.¹ Het is goed. 2 Het is klaar.4 Met 5 landen (via

        ² Blad 2.

        post). Dat staat in "Plan".⁵

        3 Blad 3.

        ¹ Blad 1.

        4 Blad 4.

        6 Blad 6.
        """,
    )
    assert texts(reading) == [
        "Een review",
        "Inleiding",
        'Er is een plan. Het is goed. Het is klaar. Met 5 landen (via post). Dat staat in "Plan".',
    ]
    assert list(reading.notes) == [1, 2, 3, 4, 6]
    assert sorted(reading.marks) == [1, 2, 4, 5]


def test_the_note_that_lost_its_number_and_the_heading_that_lost_its_line_end() -> None:
    raw = (
        "De thema's ongewenste buitenlandse inmenging staan apart.\n\n"
        "Aarde, bodemdaling en zonnestormen Buiten is het warm.\n\n"
        "Het slot is open en\n\nEr is meer."
    )
    reading = read("nvs-midterm-2021", raw)
    assert list(reading.notes) == [3]
    assert texts(reading) == [
        "Aarde, bodemdaling en zonnestormen",
        "Buiten is het warm.",
        "Het slot is open en",
        "Er is meer.",
    ]


# ------------------------------------------------------------------------------ the real texts

NOTES = {
    "kst-30821-72": (range(1, 14), []),
    "kst-33694-57": (range(1, 40), []),
    "kst-30821-125": (range(1, 39), []),
    "nvs-midterm-2021": ([n for n in range(1, 20) if n != 9], [5, 6, 13]),
    "kst-30821-175": (range(1, 26), []),
}


@pytest.mark.parametrize("document", NOTES)
def test_every_note_of_the_real_text_comes_out_and_only_known_marks_are_lost(
    document: str, source_texts: Path
) -> None:
    reading = Sources(source_texts, Catalogue()).read(document)
    numbers, unmarked = NOTES[document]
    assert list(reading.notes) == list(numbers)
    assert [number for number in reading.notes if number not in reading.marks] == unmarked
    assert sorted(reading.marks.values()) == list(reading.marks.values())


@pytest.mark.parametrize("document", NOTES)
def test_no_block_or_note_of_the_real_text_holds_furniture_or_markup(
    document: str, source_texts: Path
) -> None:
    reading = Sources(source_texts, Catalogue()).read(document)
    furniture = re.compile(
        r"Postbus|Retouradres|Turfmarkt|kenmerk vermelden|Terrorismebestrijding en Veiligheid "
        r"Datum|vergaderjaar 2020–2021, 30 821, nr\. 125|Inhoudsopgave|zoeken\]|Preview"
    )
    markup = re.compile(r"[*<>↩\ufe0e\u00a0\t\n⁰¹²³⁴⁵⁶⁷⁸⁹•]|^[-–#] | {2}|[^\W\d_]\d+[.,]|---")
    for text in [*texts(reading), *reading.notes.values()]:
        assert text == text.strip() != ""
        assert not furniture.search(text), text
        assert not markup.search(re.sub(r"https?://\S+|CO2|MH17", "", text)), text


@pytest.mark.parametrize("document", NOTES)
def test_a_paragraph_of_the_real_text_ends_like_a_sentence_or_is_a_heading(
    document: str, source_texts: Path
) -> None:
    sources = Sources(source_texts, load())
    headings = {s.heading for s in load().sections.values() if s.document == document}
    lost = ["lokale componen-", "hoofd te bieden", "extremisme online"]  # in the conversion
    for block in sources.read(document).blocks:
        if block.text not in headings and len(block.text) > 120 and "BRIEF VAN" not in block.text:
            assert re.search(r"[.!?:;,][)»\"']*$", block.text) or block.text.endswith(tuple(lost))


@pytest.mark.parametrize("document", NOTES)
def test_the_headings_of_the_real_text_stand_in_order(document: str, source_texts: Path) -> None:
    own = [s for s in load().sections.values() if s.document == document]
    coverage = Sources(source_texts, load()).coverage(document)
    in_order = [section.id for section in sorted(own, key=lambda section: section.order)]
    assert [section for section in in_order if section in coverage.sections] == (
        [section for section in coverage.sections if section is not None]
    )


def test_the_facts_of_the_printed_headings_and_signatures_can_be_anchored(
    source_texts: Path,
) -> None:
    sources = Sources(source_texts, load())
    for document, text in {
        "kst-30821-72": "Onderwerp Tegengaan statelijke dreigingen",
        "kst-30821-125": "F.B.J. Grapperhaus",
        "kst-33694-57": "Vergaderjaar 2019–2020",
        "nvs-midterm-2021": "Midterm review 2021 Nationale Veiligheid Strategie",
        "kst-30821-175": "Nr. 175 BRIEF VAN DE MINISTERS VAN BINNENLANDSE ZAKEN",
    }.items():
        assert sources.quote(sources.anchor(document, text))


# -------------------------------------------------------------------------------------- passages

RAW = """
Nr. 1

De lezer in het dorp,

## Begin

Het plan is er. Het plan is groot en goed<sup>1</sup>.

<sup>1</sup> Blad 1, waarin het plan staat dat er in mei nog niet was.

De landen doen mee aan het plan van de drie dorpen, en zij doen dat al vier jaar lang.

## Slot

De landen doen mee aan het einde. Er is € 1,5 miljard voor 30 821 mensen, nr. 7.

<sup>2</sup> Blad 2.
"""


def section(name: str, order: int, heading: str | None = None) -> Section:
    return Section(
        id=SectionId(f"{LETTER}:{name}"),
        document=LETTER,
        heading=heading or name.capitalize(),
        depth=1,
        order=order,
    )


BEGIN, END = section("begin", 1), section("slot", 2)


@pytest.fixture
def made_up(tmp_path: Path) -> Callable[..., Sources]:
    """Sources of a made-up text, with its two sections, under a catalogue of these records."""

    def sources(*records: Record, raw: str = RAW, sections: tuple[Section, ...] = (BEGIN, END)):  # type: ignore[no-untyped-def]
        (tmp_path / f"{LETTER}.txt").write_text(raw, encoding="utf-8")
        held: dict[str, Collection[Record]] = {}
        by_kind = {
            type(record): [r for r in records if type(r) is type(record)] for record in records
        }
        names = {
            Actor: "actors",
            Assessment: "assessments",
            Measure: "measures",
            Uncoded: "uncoded",
        }
        for kind, own in by_kind.items():
            held[names[kind]] = Collection(kind, own)
        return Sources(tmp_path, Catalogue(sections=Collection(Section, sections), **held))  # type: ignore[arg-type]

    return sources


def evidence(
    start: str,
    end: str | None = None,
    *,
    within: Section | None = BEGIN,
    footnote: int | None = None,
    stamp: str = "0" * 16,
) -> Evidence:
    return Evidence(
        document=LETTER,
        section=within.id if within else None,
        footnote=footnote,
        start=start,
        end=end,
        digest=stamp,
    )


def test_a_passage_is_found_by_its_first_and_last_words(made_up: Callable[..., Sources]) -> None:
    passage = made_up().locate(evidence("De LANDEN doen mee", "al vier jaar lang"))
    assert passage.text.startswith("De landen doen mee aan het plan van de drie")
    assert passage.text.endswith("dat al vier jaar lang.")
    assert passage.words == passage.last_word - passage.first_word + 1 == 19
    assert passage.digest == digest(passage.text)


def test_a_passage_may_run_over_paragraphs(made_up: Callable[..., Sources]) -> None:
    assert made_up().locate(evidence("groot en goed", "De landen doen")).text == (
        "groot en goed.\nDe landen doen"
    )


def test_a_section_is_its_heading_and_what_follows_to_the_next(
    made_up: Callable[..., Sources],
) -> None:
    assert made_up().locate(evidence("Begin Het plan")).first_word == 0
    assert made_up().locate(evidence("De lezer", within=None)).text == "De lezer"


def test_a_note_stands_in_the_section_of_its_mark(made_up: Callable[..., Sources]) -> None:
    assert made_up().locate(evidence("Blad 1", footnote=1)).text == "Blad 1,"
    with pytest.raises(AnchorError, match=r"footnote 1 .* is marked in section .*begin"):
        made_up().locate(evidence("Blad 1", footnote=1, within=END))


def test_a_note_whose_mark_is_lost_stands_in_no_section(made_up: Callable[..., Sources]) -> None:
    assert made_up().locate(evidence("Blad 2", footnote=2, within=None)).text == "Blad 2."


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (evidence("Het plan is"), r"start 'Het plan is' stands 2 times in section .*word 2: «Het"),
        (
            evidence("Er is € 1,5"),
            r"does not stand in section .*begin.*; it stands in section .*slot",
        ),
        (evidence("waarin het plan"), r"it stands in footnote 1 \(section .*begin'\) instead"),
        (evidence("Het plan is weg"), r"copy the words from the text as the reader gives it"),
        (evidence("De landen doen", "Het plan is er"), r"the end .* stands before the start"),
        (evidence("De landen doen", "mee aan nets"), r"the end 'mee aan nets' does not stand"),
        (evidence("– …"), r"the start '– …' has no word"),
        (evidence("Blad", within=section("weg", 3)), r"has no section .*weg'; its sections are"),
        (evidence("Blad", footnote=9), r"has no footnote 9 with a text; its footnotes are 1, 2"),
    ],
)
def test_an_anchor_that_does_not_hit_once_says_why_and_what_to_do(
    made_up: Callable[..., Sources], wrong: Evidence, message: str
) -> None:
    with pytest.raises(AnchorError, match=message):
        made_up().locate(wrong)


def test_a_passage_is_quoted_only_with_the_right_digest(made_up: Callable[..., Sources]) -> None:
    right = evidence("Het plan is er", stamp=digest("Het plan is er"))
    assert made_up().quote(right) == "Het plan is er."
    with pytest.raises(AnchorError, match=r"has the digest .*, not 0000000000000000: a word"):
        made_up().quote(evidence("Het plan is er"))


# ------------------------------------------------------------------------------- making anchors


def test_an_anchor_is_as_short_as_it_can_be(made_up: Callable[..., Sources]) -> None:
    sources = made_up()
    long = sources.anchor(LETTER, "De landen doen mee aan het plan … dat al vier jaar lang.")
    assert (long.section, long.start, long.end) == (
        BEGIN.id,
        "De landen doen mee",
        "al vier jaar lang.",
    )
    assert sources.quote(long).endswith("jaar lang.")
    short = sources.anchor(LETTER, "Het plan is groot\nen goed")
    assert (short.start, short.end) == ("Het plan is groot en goed.", None)


def test_an_anchor_may_be_told_its_section_or_footnote(made_up: Callable[..., Sources]) -> None:
    sources = made_up()
    assert sources.anchor(LETTER, "De landen doen mee", END.id).section == END.id
    assert sources.anchor(LETTER, "De lezer", None).section is None
    assert sources.anchor(LETTER, "Blad 1", footnote=1).section == BEGIN.id


def test_an_end_may_take_more_words_to_stand_only_once(made_up: Callable[..., Sources]) -> None:
    raw = "Een a b c d e f g h i. Twee x y c d e f g h i."
    made = made_up(raw=raw, sections=()).anchor(LETTER, "Een a b c d e f g h i.")
    assert (made.start, made.end) == ("Een a b c", "b c d e f g h i.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("De landen doen mee", r"stands 2 times in .*: in section .*begin' and in section .*slot'"),
        ("Het plan is klein", r"its first 3 words stand in section .*begin': see there"),
        ("Wij ook", r"'Wij ook' does not stand in .*; copy it as the reader gives it"),
        ("…", r"has no words"),
        ("Het plan … –", r"has no words"),
        ("Het plan is er " * 9, r"Het plan is er .* … .* does not stand as asked in the body"),
        ("De landen doen mee … al vier jaar kort", r"its first 4 words stand in"),
    ],
)
def test_a_passage_that_cannot_be_anchored_says_why(
    made_up: Callable[..., Sources], text: str, message: str
) -> None:
    with pytest.raises(AnchorError, match=message):
        made_up().anchor(LETTER, text)


def test_a_passage_in_another_place_than_asked_is_no_hit(made_up: Callable[..., Sources]) -> None:
    with pytest.raises(AnchorError, match=r"does not stand as asked in footnote 2 .*begin"):
        made_up().anchor(LETTER, "Het plan is er", footnote=2)


def test_an_end_that_eight_words_do_not_tell_apart_cannot_be_anchored(
    made_up: Callable[..., Sources],
) -> None:
    raw = "Een a b c d e f g h i. Twee a b c d e f g h i."
    with pytest.raises(AnchorError, match=r"'b c d e f g h i.' stands more than once .* 8 words"):
        made_up(raw=raw, sections=()).anchor(LETTER, "Een a b c d e f g h i.")


# ------------------------------------------------------------------------------- the directory


def test_a_directory_without_any_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none of the source texts is here; .*kst-30821-72\.txt"):
        Sources(tmp_path, Catalogue())


def test_a_missing_text_is_named_with_its_path(made_up: Callable[..., Sources]) -> None:
    sources = made_up()
    assert sources.documents == (LETTER,)
    assert len(sources.missing) == 4
    with pytest.raises(SourceError, match=r"kst-30821-72\.txt: the text of .* is missing; put it"):
        sources.read("kst-30821-72")
    with pytest.raises(SourceError, match="there is no reader for document 'kst-1-1'"):
        sources.read("kst-1-1")


def test_a_text_in_another_encoding_is_refused(made_up: Callable[..., Sources]) -> None:
    sources = made_up()
    (sources.directory / f"{LETTER}.txt").write_bytes("é".encode("latin-1"))
    with pytest.raises(SourceError, match=r"is not UTF-8"):
        sources.read(LETTER)


@pytest.mark.parametrize(
    "sections",
    [(section("midden", 1),), (END, section("begin", 3)), (BEGIN, section("begin-2", 2, "Begin"))],
    ids=["not there", "wrong order", "once too often"],
)
def test_a_heading_that_is_not_found_is_named(
    made_up: Callable[..., Sources], sections: tuple[Section, ...]
) -> None:
    with pytest.raises(SourceError, match=r"the heading '(Midden|Begin)' of section"):
        made_up(sections=sections).locate(evidence("Nr. 1", within=None))


# ---------------------------------------------------------------------------------------- proof


def both(text: str) -> Text:
    return Text(nl=text, en=text)


def of(text: str, section: Section | None = BEGIN, footnote: int | None = None) -> Evidence:
    """Evidence for a short passage, with its digest."""
    return evidence(text, within=section, footnote=footnote, stamp=digest(text))


MANY = of("Er is € 1,5 miljard voor 30 821 mensen", END)
FOUR = of("zij doen dat al vier jaar lang")


def assessment(*passages: Evidence, judgement: str = "Er is iets.", **more: object) -> Assessment:
    return Assessment(
        id=AssessmentId(f"{LETTER}:oordeel"),
        judgement=both(judgement),
        evidence=passages,
        **more,  # type: ignore[arg-type]
    )


def measure(
    *passages: Evidence,
    summary: str = "Er is een plan.",
    events: tuple[Event, ...] = (),
    inferred: tuple[str, ...] = (),
) -> Measure:
    step = Step(
        letter=LETTER,
        status=Status.UNDER_WAY,
        summary=both(summary),
        events=events,
        inferred=inferred,
        evidence=passages,
    )
    return Measure(
        id=MeasureId("plan"),
        label=both("Plan"),
        kind=MeasureKind.PROGRAMME,
        weight=Weight.CORE,
        steps=(step,),
    )


def problems(sources: Sources, *records: Record) -> list[str]:
    return list(sources.verify(records).problems)


def test_records_that_rest_on_the_text_are_proven(made_up: Callable[..., Sources]) -> None:
    shown = made_up(
        assessment(of("Het plan is er"), of("Blad 1", footnote=1)), measure(FOUR)
    ).verify()
    assert (shown.proven, shown.problems, shown.unproven) == (3, (), 0)
    assert len(shown.missing) == 4


def test_what_rests_on_a_missing_text_is_counted_and_not_passed_over(
    made_up: Callable[..., Sources],
) -> None:
    away = Evidence(document=DocumentId("kst-30821-72"), start="Er is", digest="0" * 16)
    shown = made_up().verify([assessment(away, of("Het plan is er"), judgement="Er zijn 9.")])
    assert (shown.proven, shown.unproven) == (1, 1)
    assert "kst-30821-72" in shown.missing


def test_a_text_that_its_sections_do_not_fit_is_one_problem_and_proves_nothing(
    made_up: Callable[..., Sources],
) -> None:
    sources = made_up(sections=(section("midden", 1),))
    shown = sources.verify([assessment(of("Nr. 1", None), of("De lezer", None))])
    assert [problem[:40] for problem in shown.problems] == [
        "kst-33694-57: the heading 'Midden' of se"
    ]
    assert (shown.proven, shown.unproven) == (0, 2)


def test_a_problem_names_the_record_and_the_path_of_the_passage(
    made_up: Callable[..., Sources],
) -> None:
    event = Event(date=PartialDate("2020"), what=both("Het."), evidence=(evidence("Het is weg"),))
    (problem,) = problems(made_up(), measure(FOUR, events=(event,)))
    assert problem.startswith(
        "measure/plan: $.steps[0].events[0].evidence[0]: the start 'Het is weg' does not stand in"
    )


@pytest.mark.parametrize(
    ("passage", "message"),
    [
        (evidence("Het plan is er"), "has the digest .*, not 0000000000000000"),
        (
            Evidence(document=DocumentId("kst-1-1"), start="Er is", digest="0" * 16),
            "there is no reader for document 'kst-1-1'",
        ),
        (
            evidence("Het plan is er", "plan is er", stamp=digest("Het plan is er")),
            r"has 4 words; one of up to 8 has no end: give all of it as start",
        ),
        (
            evidence(
                "De landen doen",
                "al vier jaar lang",
                stamp=digest(
                    "De landen doen mee aan het plan van de drie dorpen, en zij doen dat al vier "
                    "jaar lang"
                ),
            ),
            r"have 3 and 4 words; in a passage of more than 8 words each has 4 to 8",
        ),
        (
            of("De landen doen mee aan het plan van de"),
            r"have 9 words; in a passage of more than 8 words each has 4 to 8",
        ),
    ],
)
def test_a_passage_of_the_wrong_form_is_a_problem(
    made_up: Callable[..., Sources], passage: Evidence, message: str
) -> None:
    (problem,) = problems(made_up(), assessment(passage))
    assert re.search(message, problem)


ALWAYS: dict[str, object] = {"evidence": (of("Het plan is groot en goed"),)}


@pytest.mark.parametrize(
    ("record", "path"),
    [
        (
            Definition(
                id=DefinitionId(f"{LETTER}:plan"),
                term=both("Plan"),
                form=DefinitionForm.FORMAL,
                wording="groot en snel",
                meaning=both("Groot."),
                evidence=(of("Het plan is groot en goed"),),
            ),
            "$.wording: 'groot en snel'",
        ),
        (
            Commitment(
                id=CommitmentId(f"{LETTER}:plan"),
                what=both("Een plan."),
                due_as_printed="in juni",
                outcome=Outcome(verdict=Verdict.OPEN),
                evidence=(of("Het plan is groot en goed"),),
            ),
            "$.due_as_printed: 'in juni'",
        ),
        (
            Citation(
                id=CitationId(f"{LETTER}:plan"),
                printed="Blad 3",
                place=Place.FOOTNOTE,
                document=LETTER,
                intent=Intent.CITES_AS_EVIDENCE,
                evidence=(of("Blad 1", footnote=1),),
            ),
            "$.printed: 'Blad 3'",
        ),
        (
            Erratum(
                id=ErratumId(f"{LETTER}:plan"),
                printed="klein",
                why=both("Zo is het."),
                evidence=(of("Het plan is groot en goed"),),
            ),
            "$.printed: 'klein'",
        ),
        (
            Section(
                id=SectionId(f"{LETTER}:eind"),
                document=LETTER,
                heading="Eind",
                depth=1,
                order=2,
                evidence=(of("Slot", END),),
            ),
            "$.heading: 'Eind'",
        ),
        (
            Interest(
                id=InterestId("plan"),
                label=both("Plan"),
                names=(Name(letter=LETTER, name="dorp", evidence=(of("Het plan is er"),)),),
            ),
            "$.names[0].name: 'dorp'",
        ),
        (
            Threat(
                id=ThreatId("plan"),
                label=both("Plan"),
                level=ThreatLevel.CATEGORY,
                names=(
                    ThreatName(
                        letter=LETTER,
                        name="dorp",
                        match=Match.EXACT,
                        evidence=(of("Het plan is er"),),
                    ),
                ),
            ),
            "$.names[0].name: 'dorp'",
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Record) else "",
)
def test_what_is_given_as_printed_stands_in_a_passage(
    made_up: Callable[..., Sources], record: Record, path: str
) -> None:
    (problem,) = problems(made_up(), record)
    assert f"{path} does not stand word for word in its passages" in problem


def test_printed_words_that_stand_in_one_of_the_passages_are_right(
    made_up: Callable[..., Sources],
) -> None:
    term = Definition(
        id=DefinitionId(f"{LETTER}:plan"),
        term=both("Plan"),
        form=DefinitionForm.FORMAL,
        wording="Groot, en «goed»",
        meaning=both("Groot."),
        evidence=(of("Het plan is er"), of("Het plan is groot en goed")),
    )
    assert problems(made_up(), term) == []


@pytest.mark.parametrize(
    ("said", "passage"),
    [
        ("Dat is 4 jaar.", FOUR),
        ("Dat geldt voor 3 dorpen.", of("plan van de drie dorpen")),
        ("Voor 30821 mensen.", MANY),
        ("Voor 30 821 mensen.", MANY),
    ],
)
def test_a_number_may_be_written_otherwise_than_in_the_passage(
    made_up: Callable[..., Sources], said: str, passage: Evidence
) -> None:
    assert problems(made_up(), assessment(passage, judgement=said)) == []


def test_each_language_writes_thousands_and_decimals_in_its_own_way(
    made_up: Callable[..., Sources],
) -> None:
    record = assessment(MANY)
    for nl, en in [
        ("€ 1,5 mld voor 30.821", "€1.5 billion for 30,821"),
        ("1.500 mln", "1,500 million"),
        ("1.500.000.000 euro", "1,500,000,000 euros"),
    ]:
        said = Assessment(id=record.id, judgement=Text(nl=nl, en=en), evidence=record.evidence)
        assert problems(made_up(), said) == []


@pytest.mark.parametrize(
    ("record", "path", "number"),
    [
        (
            assessment(FOUR, judgement="Al 5 jaar."),
            "assessment/kst-33694-57:oordeel: $.judgement.nl",
            "5",
        ),
        (
            measure(MANY, summary="Het is 6 miljard."),
            "measure/plan: $.steps[0].summary.nl",
            "6 miljard",
        ),
        (measure(MANY, summary="Sinds 2019."), "measure/plan: $.steps[0].summary.nl", "2019"),
        (
            measure(
                FOUR,
                events=(Event(date=PartialDate("2020"), what=both("In 2020."), evidence=(FOUR,)),),
            ),
            "measure/plan: $.steps[0].events[0].what.nl",
            "2020",
        ),
        (
            Commitment(
                id=CommitmentId(f"{LETTER}:plan"),
                what=both("Een plan in 2021."),
                outcome=Outcome(verdict=Verdict.OPEN),
                evidence=(FOUR,),
            ),
            "commitment/kst-33694-57:plan: $.what.nl",
            "2021",
        ),
        (
            Commitment(
                id=CommitmentId(f"{LETTER}:plan"),
                what=both("Een plan."),
                outcome=Outcome(verdict=Verdict.KEPT, summary=both("Na 6 jaar."), evidence=(FOUR,)),
                evidence=(FOUR,),
            ),
            "commitment/kst-33694-57:plan: $.outcome.summary.nl",
            "6",
        ),
        (
            Incident(
                id=IncidentId("plan"), label=both("Plan"), summary=both("De 7e."), evidence=(FOUR,)
            ),
            "incident/plan: $.summary.nl",
            "7",
        ),
        (
            Figure(
                id=FigureId(f"{LETTER}:plan"),
                quantity=Quantity(low=Decimal("1.5E+9"), high=Decimal("1.5E+9"), unit=both("euro")),
                counts=both("Geld voor 8 dorpen"),
                evidence=(MANY,),
            ),
            "figure/kst-33694-57:plan: $.counts.nl",
            "8",
        ),
    ],
    ids=["judgement", "summary", "year", "event", "promise", "outcome", "incident", "figure"],
)
def test_a_number_that_no_passage_has_is_a_problem(
    made_up: Callable[..., Sources], record: Record, path: str, number: str
) -> None:
    dutch, english = problems(made_up(), record)
    assert dutch.startswith(f"{path}: the number {number} does not stand in its passages")
    assert english.startswith(f"{path[:-2]}en: the number")


def test_the_quantity_of_a_figure_stands_in_its_passages(made_up: Callable[..., Sources]) -> None:
    figure = Figure(
        id=FigureId(f"{LETTER}:plan"),
        quantity=Quantity(low=Decimal(1), high=Decimal("1.5"), unit=both("miljard euro")),
        counts=both("Geld"),
        evidence=(MANY,),
    )
    (problem,) = problems(made_up(), figure)
    assert "figure/kst-33694-57:plan: $.quantity: the number 1 does not stand" in problem


def test_the_numbers_of_an_inferred_field_are_not_looked_for(
    made_up: Callable[..., Sources],
) -> None:
    event = Event(date=PartialDate("2020"), what=both("In 2020."), evidence=(FOUR,))
    open_outcome = Outcome(verdict=Verdict.KEPT, summary=both("In 2031."), evidence=(FOUR,))
    inferred: list[Record] = [
        assessment(FOUR, judgement="In 2030.", inferred=("judgement",)),
        measure(FOUR, summary="In 2030.", events=(event,), inferred=("summary", "events")),
        Commitment(
            id=CommitmentId(f"{LETTER}:plan"),
            what=both("In 2030."),
            outcome=open_outcome,
            inferred=("what", "outcome"),
            evidence=(FOUR,),
        ),
        Incident(
            id=IncidentId("plan"),
            label=both("Plan"),
            summary=both("In 2030."),
            inferred=("summary",),
            evidence=(FOUR,),
        ),
        Figure(
            id=FigureId(f"{LETTER}:plan"),
            quantity=Quantity(low=Decimal(99), unit=both("dorpen")),
            counts=both("Dorpen in 2030"),
            inferred=("quantity", "counts"),
            evidence=(FOUR,),
        ),
    ]
    assert problems(made_up(), *inferred) == []


# ------------------------------------------------------------------------------------- coverage


def uncoded(*passages: Evidence) -> Uncoded:
    return Uncoded(
        id=UncodedId(f"{LETTER}:rest"), reason=UncodedReason.SALUTATION, evidence=passages
    )


def test_every_sentence_is_accounted_for_uncoded_or_unaccounted(
    made_up: Callable[..., Sources],
) -> None:
    coverage = made_up(
        assessment(of("Het plan is er"), of("Blad 1", footnote=1)),
        uncoded(of("De lezer in het dorp", None)),
    ).coverage(LETTER)
    standings = [(s.text.split()[0], s.words, s.standing, s.reason) for s in coverage.sentences]
    assert standings[:4] == [
        ("Nr.", 2, Standing.UNACCOUNTED, None),
        ("De", 5, Standing.UNCODED, UncodedReason.SALUTATION),
        ("Het", 4, Standing.ACCOUNTED, None),
        ("Het", 6, Standing.UNACCOUNTED, None),
    ]
    assert coverage.words(Standing.ACCOUNTED) == 4
    assert coverage.words(Standing.UNACCOUNTED, None) == 2
    assert coverage.words(Standing.UNCODED, BEGIN.id) == 0
    assert dict(coverage.reasons) == {UncodedReason.SALUTATION: 5}
    assert coverage.sections == (None, BEGIN.id, END.id)
    assert {s.text.split()[0] for s in coverage.unaccounted} == {"Nr.", "Het", "De", "Er"}
    assert [(note.number, note.section, note.used) for note in coverage.notes] == [
        (1, BEGIN.id, True),
        (2, None, False),
    ]


def test_half_of_the_words_account_for_a_sentence(made_up: Callable[..., Sources]) -> None:
    def standing(*records: Record) -> Standing:
        return made_up(*records).coverage(LETTER).sentences[3].standing  # of six words

    assert standing(assessment(of("plan is groot"))) is Standing.ACCOUNTED
    assert standing(assessment(of("is groot"))) is Standing.UNACCOUNTED
    assert standing(assessment(of("is groot")), uncoded(of("en goed"))) is Standing.UNCODED


def test_actors_and_long_passages_do_not_account_for_a_sentence(
    made_up: Callable[..., Sources],
) -> None:
    actor = Actor(
        id=ActorId("dorp"),
        label=both("Dorp"),
        kind=ActorKind.GROUP,
        evidence=(of("Het plan is er"),),
    )
    assert made_up(actor).coverage(LETTER).words(Standing.ACCOUNTED) == 0
    raw = " ".join(f"woord{n}" for n in range(101))
    for words, accounted in [(101, 0), (100, 101)]:
        sources = made_up(raw=raw, sections=())
        long = sources.anchor(LETTER, " ".join(raw.split()[:words]))
        sources = made_up(assessment(long), raw=raw, sections=())
        assert sources.coverage(LETTER).words(Standing.ACCOUNTED) == accounted


def test_the_heading_of_a_section_is_no_sentence_and_another_one_is(
    made_up: Callable[..., Sources],
) -> None:
    assert "Slot" not in [s.text for s in made_up().coverage(LETTER).sentences]
    assert "Slot" in [s.text for s in made_up(sections=(BEGIN,)).coverage(LETTER).sentences]


def test_what_cannot_be_found_or_stands_in_another_letter_accounts_for_nothing(
    made_up: Callable[..., Sources],
) -> None:
    away = Evidence(document=DocumentId("kst-30821-72"), start="Er is", digest="0" * 16)
    coverage = made_up(assessment(away, evidence("Het is weg"))).coverage(LETTER)
    assert coverage.words(Standing.ACCOUNTED) == 0


@pytest.mark.parametrize(
    "sentences",
    [
        ["Het plan is er.", "Het is goed!", "Is het klaar?", "Ja."],
        ["Zie nr. 3 en art. 5 van o.a. De Wet, aldus dr. A.B. Naam c.q. B. Naam."],
        ["Op 3 mei jl. is het gezegd door Naam c.s.", "Het is klaar etc.", "Dat is goed."],
        ["De motie Naam c.s. (Kamerstuk 1, nr. 2) is er."],
        ["Er zijn pijlers: 1. De kracht, 2. De kennis, en 3. De macht."],
        ["1. De kracht."],
        ["Het was in 2020.", "Doel 9.", "Dan begint het."],
        ["Hij zei «Het is klaar.»", "«Wij ook.»", "(En zij.)", "– Zo is het."],
        ["Wat is dat: 1) is het klaar?", "2) Is het goed?"],
        ["Dit is 2°C en 1,5 meter.", "Éen plan."],
    ],
)
def test_a_paragraph_falls_apart_into_its_sentences(
    made_up: Callable[..., Sources], sentences: list[str]
) -> None:
    coverage = made_up(raw="Plan:\n\n" + " ".join(sentences), sections=()).coverage(LETTER)
    assert [sentence.text for sentence in coverage.sentences[1:]] == sentences


def test_a_line_without_a_word_is_no_sentence(made_up: Callable[..., Sources]) -> None:
    assert made_up(raw="Plan.\n\n– …\n\nSlot.", sections=()).coverage(LETTER).sentences[1].text == (
        "Slot."
    )


# -------------------------------------------------------------------------------- tools/anchor.py


@pytest.fixture
def tool(tmp_path: Path) -> Callable[..., tuple[int, Path]]:
    """The script `tools/anchor.py`, run on the made-up text with a file of records."""
    script = Path(__file__).resolve().parents[1] / "tools" / "anchor.py"
    if not script.is_file():
        pytest.skip(f"needs {script}, which only the sdist and the repository have")
    spec = importlib.util.spec_from_file_location("anchor", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / f"{LETTER}.txt").write_text(RAW, encoding="utf-8")
    sections = tmp_path / "data" / "letters" / LETTER / "sections.json"
    sections.parent.mkdir(parents=True)
    sections.write_text(write_records([BEGIN, END]), encoding="utf-8")

    def run(*records: object, name: str = "uncoded.json") -> tuple[int, Path]:
        file = tmp_path / "coded" / name
        file.parent.mkdir(exist_ok=True)
        if records:
            file.write_text(json.dumps(records), encoding="utf-8")
        data = str(tmp_path / "data")
        return module.main(["--sources", str(tmp_path), "--data", data, "stamp", str(file)]), file

    return run


def rest(*passages: dict[str, object], name: str = "rest") -> dict[str, object]:
    return {"id": f"{LETTER}:{name}", "evidence": passages, "reason": "salutation"}


def test_stamping_fills_in_the_anchor_and_writes_the_canonical_form(
    tool: Callable[..., tuple[int, Path]],
) -> None:
    code, file = tool(
        rest({"document": LETTER, "text": "De landen doen mee aan het plan … vier jaar lang."}),
        rest({"document": LETTER, "text": "Blad 1,", "footnote": 1}, name="noot"),
        rest({"document": LETTER, "start": "De lezer"}, name="aanhef"),
    )
    assert code == 0
    first, note, long = read_records(file.read_text("utf-8"), Uncoded, file.name)
    assert (first.id, first.evidence) == (f"{LETTER}:aanhef", (of("De lezer", None),))
    assert note.evidence == (of("Blad 1,", footnote=1),)
    assert (long.evidence[0].start, long.evidence[0].section) == ("De landen doen mee", BEGIN.id)
    stamped = file.read_bytes()
    assert stamped.decode() == write_records([first, note, long])
    assert tool() == (0, file)
    assert file.read_bytes() == stamped


def test_stamping_takes_a_passage_that_was_copied_with_its_marks_and_line_breaks(
    tool: Callable[..., tuple[int, Path]],
) -> None:
    for text in ["*Het* plan is groot en goed<sup>1</sup>.", "Het plan is groot en goed1.",
                 "Het plan is gr-\noot en goed¹ ."]:  # fmt: skip
        code, file = tool(rest({"document": LETTER, "text": text}))
        assert code == 0
        (record,) = read_records(file.read_text("utf-8"), Uncoded, file.name)
        assert record.evidence == (evidence("Het plan is groot en goed.", stamp=digest(
            "Het plan is groot en goed")),)  # fmt: skip


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (rest({"document": LETTER, "text": "Het is weg"}), r"rest: \$.evidence\[0\]: 'Het is weg'"),
        (
            rest({"document": LETTER, "start": "De landen doen mee"}),
            r"stands in .*begin, .*slot; give",
        ),
        (
            rest({"document": LETTER, "start": "Het is weg"}),
            r"the start 'Het is weg' does not stand",
        ),
        (
            rest({"document": LETTER, "start": "Er is €", "end": "mensen, nr. 7"}),
            r"have 2 and 3 words",
        ),
        (
            {**rest({"document": LETTER, "text": "De lezer"}), "reason": "zo"},
            r"reason: 'zo' is not",
        ),
    ],
)
def test_what_cannot_be_stamped_is_listed_with_its_place(
    tool: Callable[..., tuple[int, Path]],
    record: object,
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _ = tool(record)
    assert code == 1
    assert re.search(message, capsys.readouterr().out)


# ------------------------------------------------------------------- the records of the package


def test_every_record_of_the_package_is_proven(source_texts: Path) -> None:
    shown = Sources(source_texts, load()).verify()
    assert shown.problems == ()
    assert (shown.missing, shown.unproven) == ((), 0)
