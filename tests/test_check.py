"""Each rule of the check, on a catalogue that breaks just that rule."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import small
from attrs import evolve
from small import EARLIER, EARLY, LATE, LATER, PAPER, catalogue, measure, passage, text

from nlstatedreig._convert import write_records
from nlstatedreig.catalogue import Catalogue, Collection, Count, DataFile, Release, Retired
from nlstatedreig.check import check, release_files
from nlstatedreig.records import Measure, Outcome, Record, Section
from nlstatedreig.values import DocumentId, PartialDate, Ref, SectionId
from nlstatedreig.vocabulary import Verdict

LOKET, MELDPUNT = small.MEASURES
EARLY_STEP, LATE_STEP = LOKET.steps
BACK = evolve(LOKET.lineage[0], measure=LOKET.id)


def test_the_small_catalogue_has_no_problem() -> None:
    """What the other tests of this file break is whole before they do."""
    assert check(catalogue()) == ()


def test_an_empty_catalogue_has_no_problem() -> None:
    """Nothing is wrong where nothing is."""
    assert check(Catalogue()) == ()


@pytest.mark.parametrize(
    ("record", "says"),
    [
        pytest.param(
            measure(threats=("weer",)),
            "measure/loket: $.threats[0]: there is no threat 'weer'; correct the id, or add",
            id="lost-link",
        ),
        pytest.param(
            measure(steps=(EARLY_STEP, evolve(LATE_STEP, attributed_to=(Ref("actor/x"),)))),
            "measure/loket: $.steps[1].attributed_to[0]: there is no actor 'x'; correct the id",
            id="lost-link-of-a-part",
        ),
        pytest.param(
            evolve(small.FIGURE, about=(Ref("loket"),)),
            "figure/kst-9-1:gemeenten: $.about[0]: 'loket' is no kind/id; the kinds are document, ",
            id="link-without-kind",
        ),
        pytest.param(
            evolve(MELDPUNT, id="Meld_punt"),
            "measure/Meld_punt: $.id: 'Meld_punt' is ill-formed; write it like rijksbreed-",
            id="id-of-a-thing",
        ),
        pytest.param(
            evolve(small.DOCUMENTS[2], id="kst 3"),
            "document/kst 3: $.id: 'kst 3' is ill-formed; write it like kst-30821-72",
            id="id-of-a-document",
        ),
        pytest.param(
            evolve(small.ASSESSMENT, id=f"{LATE}:Meer"),
            "assessment/kst-1-9:Meer: $.id: 'kst-1-9:Meer' is ill-formed; write it like kst-30821-",
            id="id-of-a-statement",
        ),
        pytest.param(
            evolve(MELDPUNT, id="balie-2", steps=()),
            "measure/balie-2: $.evidence: no passage; name at least one that it rests on",
            id="no-evidence",
        ),
        pytest.param(
            measure(steps=(evolve(EARLY_STEP, evidence=()), LATE_STEP)),
            "measure/loket: $.steps[0].evidence: no passage; name at least one that it rests on",
            id="part-without-evidence",
        ),
        pytest.param(
            evolve(small.THREATS[1], evidence=(passage(PAPER, section=None),)),
            "threat/intimidatie: $.evidence[0]: kst-1-2 is no coded letter; no passage can stand",
            id="evidence-outside-the-letters",
        ),
        pytest.param(
            evolve(small.THREATS[1], evidence=(evolve(LATER, section=EARLIER.section),)),
            "threat/intimidatie: $.evidence[0].section: 'kst-9-1:inleiding' is not one of kst-1-9;",
            id="section-of-another-letter",
        ),
        pytest.param(
            evolve(small.THREATS[1], evidence=(evolve(EARLIER, digest="0123456789ABCDEF"),)),
            "threat/intimidatie: $.evidence[0].digest: '0123456789ABCDEF' is not 16 hexadecimal",
            id="digest",
        ),
        pytest.param(
            evolve(small.THREATS[1], evidence=(evolve(EARLIER, start="a b c – d e f g h i"),)),
            "threat/intimidatie: $.evidence[0].start: 'a b c – d e f g h i' has more than 8 words;",
            id="long-start",
        ),
        pytest.param(
            measure(
                steps=(EARLY_STEP, evolve(LATE_STEP, evidence=(evolve(LATER, end="x " * 8 + "x"),)))
            ),
            "measure/loket: $.steps[1].evidence[0].end: 'x x x x x x x x x' has more than 8 words",
            id="long-end-in-a-step",
        ),
        pytest.param(
            measure(steps=(LATE_STEP, EARLY_STEP)),
            "measure/loket: $.steps: not in the order of the letters; sort by the date of the let",
            id="order-of-steps",
        ),
        pytest.param(
            evolve(small.THREATS[0], names=small.THREATS[0].names[::-1]),
            "threat/inmenging: $.names: not in the order of the letters; sort by the date of the ",
            id="order-of-names",
        ),
        pytest.param(
            measure(steps=(EARLY_STEP, EARLY_STEP, LATE_STEP)),
            "measure/loket: $.steps: two steps of one letter; make them one, with all passages",
            id="two-steps-of-a-letter",
        ),
        pytest.param(
            measure(steps=(evolve(EARLY_STEP, evidence=(LATER,)), LATE_STEP)),
            "measure/loket: $.steps[0].evidence: stands in kst-1-9; the part is about kst-9-1, so",
            id="step-with-evidence-of-another-letter",
        ),
        pytest.param(
            evolve(small.COMMITMENT, outcome=Outcome(verdict=Verdict.KEPT)),
            "commitment/kst-9-1:loket: $.outcome: kept with 0 passages; kept, changed and late",
            id="verdict-without-passage",
        ),
        pytest.param(
            evolve(
                small.COMMITMENT, outcome=Outcome(verdict=Verdict.NOT_MENTIONED, evidence=(LATER,))
            ),
            "commitment/kst-9-1:loket: $.outcome: not-mentioned with 1 passages; kept, changed",
            id="open-verdict-with-passage",
        ),
        pytest.param(
            evolve(small.COMMITMENT, outcome=Outcome(verdict=Verdict.KEPT, evidence=(EARLIER,))),
            "commitment/kst-9-1:loket: $.outcome.evidence[0]: kst-9-1 is not later than kst-9-1; ",
            id="verdict-by-the-letter-itself",
        ),
        pytest.param(
            evolve(
                small.COMMITMENT, outcome=Outcome(verdict=Verdict.OPEN, date=PartialDate("2020"))
            ),
            "commitment/kst-9-1:loket: $.outcome.date: 2020 without a passage; name the one that",
            id="date-without-passage",
        ),
        pytest.param(
            evolve(
                small.COMMITMENT,
                outcome=evolve(small.COMMITMENT.outcome, date=PartialDate("2020-06-30")),
            ),
            "commitment/kst-9-1:loket: $.outcome.date: 2020-06-30 is not after 2020-06, when it was"
            " due; then it was not late",
            id="late-and-in-time",
        ),
        pytest.param(
            evolve(small.ASSESSMENT, inferred=("mood",)),
            "assessment/kst-1-9:inmenging-neemt-toe: $.inferred[0]: Assessment has no field 'mood'",
            id="inferred-field",
        ),
        pytest.param(
            measure(steps=(EARLY_STEP, evolve(LATE_STEP, inferred=("lead",)))),
            "measure/loket: $.steps[1].inferred[0]: Step has no field 'lead'; its fields are lette",
            id="inferred-field-of-a-step",
        ),
        pytest.param(
            evolve(small.ACTORS[1], aliases=("diensten", "coo\u0308rdinator")),
            "actor/dienst: $.aliases[1]: not in Unicode normal form C; normalise it",
            id="normal-form",
        ),
        pytest.param(
            evolve(small.ACTORS[1], abbreviation=" D"),
            "actor/dienst: $.abbreviation: empty, or with white space at an end; write the text, ",
            id="white-space",
        ),
        pytest.param(
            evolve(small.ACTORS[1], label=text("dienst", "")),
            "actor/dienst: $.label.en: empty, or with white space at an end; write the text, trim",
            id="missing-language",
        ),
        pytest.param(
            evolve(small.ASSESSMENT, judgement=text("In 2021 1,5 maal meer.", "In 2021, more.")),
            "assessment/kst-1-9:inmenging-neemt-toe: $.judgement: the numbers differ: 15, 2021 in "
            "Dutch, 2021 in English; give both the same",
            id="numbers",
        ),
        pytest.param(
            evolve(small.ASSESSMENT, judgement=text("Meer.", "2 more.")),
            "assessment/kst-1-9:inmenging-neemt-toe: $.judgement: the numbers differ: none in Dutc",
            id="numbers-in-one-language",
        ),
        pytest.param(
            evolve(small.DEFINITION, wording="woord " * 60 + "woord"),
            "definition/kst-9-1:inmenging: $.wording: 61 words; quote the defining phrase only, ",
            id="long-wording",
        ),
        pytest.param(
            evolve(small.FRAMEWORK, elements=small.FRAMEWORK.elements[:1] * 2),
            "framework/sporen: $.elements: two elements have the same id; an id is unique in its ",
            id="elements-of-one-id",
        ),
        pytest.param(
            evolve(small.FRAMEWORK, elements=(evolve(small.FRAMEWORK.elements[0], id="Melden"),)),
            "framework/sporen: $.elements[0].id: 'Melden' is ill-formed; write it like melden",
            id="id-of-an-element",
        ),
        pytest.param(
            evolve(small.DEFINITION, evidence=(EARLIER, LATER)),
            "definition/kst-9-1:inmenging: $.evidence[1]: stands in kst-1-9, and the id in kst-9-1",
            id="statement-with-evidence-of-another-letter",
        ),
        pytest.param(
            evolve(MELDPUNT, lineage=(BACK,)),
            "measure/loket: $.lineage: leads back to itself; cut the ring",
            id="ring-of-measures",
        ),
        pytest.param(
            evolve(small.THREATS[0], broader=(small.THREATS[1].id,)),
            "threat/inmenging: $.broader: leads back to itself; cut the ring",
            id="ring-of-threats",
        ),
        pytest.param(
            evolve(small.ACTORS[0], part_of=(small.ACTORS[0].id,)),
            "actor/kabinet: $.part_of: leads back to itself; cut the ring",
            id="ring-of-one",
        ),
        pytest.param(
            evolve(small.DOCUMENTS[0], annex_of=PAPER),
            "document/kst-1-2: $.annex_of: leads back to itself; cut the ring",
            id="ring-of-documents",
        ),
        pytest.param(
            evolve(small.FRAMEWORK, earlier=small.FRAMEWORK.id),
            "framework/sporen: $.earlier: leads back to itself; cut the ring",
            id="ring-of-frameworks",
        ),
        pytest.param(
            evolve(small.DEFINITION, earlier=small.DEFINITION.id),
            "definition/kst-9-1:inmenging: $.earlier: leads back to itself; cut the ring",
            id="ring-of-definitions",
        ),
        pytest.param(
            Retired(id="balie", successors=()),
            "retired/balie: $.id: names no kind; write kind/id",
            id="retired-without-kind",
        ),
        pytest.param(
            Retired(id="measure/loket", successors=()),
            "retired/measure/loket: $.id: is still in use; an id is never reused",
            id="retired-and-in-use",
        ),
        pytest.param(
            Retired(id="measure/balie", successors=(Ref("measure/x"),)),
            "retired/measure/balie: $.successors[0]: there is no 'measure/x'; name a record as ki",
            id="retired-with-a-lost-successor",
        ),
        pytest.param(
            Retired(id="measure/balie", successors=(Ref("loket"),)),
            "retired/measure/balie: $.successors[0]: there is no 'loket'; name a record as kind/id",
            id="retired-with-a-successor-without-kind",
        ),
        pytest.param(
            evolve(small.SECTIONS[0], id=f"{EARLY}:slot"),
            "section/kst-9-1:slot: $.order: 1 is also that of kst-9-1:inleiding; number anew",
            id="order-of-sections",
        ),
        pytest.param(
            evolve(small.SECTIONS[2], document=EARLY, order=3),
            "section/kst-1-9:inleiding: $.document: kst-9-1 is not the letter of the id",
            id="section-in-another-letter",
        ),
        pytest.param(
            evolve(small.SECTIONS[1], depth=1),
            "section/kst-9-1:inleiding.aanleiding: $.parent: kst-9-1:inleiding does not contain it",
            id="parent-of-a-section",
        ),
    ],
)
def test_a_broken_rule_is_told(record: Record | Retired, says: str) -> None:
    """Each problem names record and path, and says what would be right; nothing else is told."""
    problems = check(catalogue(record))
    assert problems
    assert problems[0].startswith(says)
    ring = {problem.partition(": ")[2] for problem in problems}
    assert len(ring) == 1


def test_a_step_about_a_paper_is_told() -> None:
    """A step belongs to a coded letter; its passages cannot stand in another document."""
    step = evolve(EARLY_STEP, letter=PAPER, evidence=(passage(PAPER, section=None),))
    assert check(catalogue(measure(steps=(step,)))) == (
        "measure/loket: $.steps[0].letter: 'kst-1-2' is no coded letter; the letters are kst-9-1, "
        "kst-1-9",
        "measure/loket: $.steps[0].evidence[0]: kst-1-2 is no coded letter; no passage can stand "
        "in it",
    )


def test_without_letters_the_letters_are_none() -> None:
    """A catalogue with no coded document at all says so."""
    problems = check(Catalogue(measures=Collection(Measure, [MELDPUNT])))
    assert (
        "measure/meldpunt: $.steps[0].letter: 'kst-9-1' is no coded letter; the letters are none"
    ) in problems


def test_a_letter_without_date_is_told() -> None:
    """Without its date a letter has no place among the others."""
    problems = check(catalogue(evolve(small.DOCUMENTS[1], date=None)))
    assert problems == ("document/kst-1-9: $.date: missing; a coded letter needs its date",)


def test_a_statement_of_no_letter_is_told() -> None:
    """The id of a statement begins with a coded letter."""
    stray = Section(
        id=SectionId("kst-7-7:kop"), document=DocumentId("kst-7-7"), heading="Kop", depth=1, order=1
    )
    assert check(catalogue(stray)) == (
        "section/kst-7-7:kop: $.document: there is no document 'kst-7-7'; correct the id, or add "
        "the record",
        "section/kst-7-7:kop: $.id: 'kst-7-7' is no coded letter; begin the id with the letter's "
        "own",
    )


def test_a_promise_of_no_letter_is_told() -> None:
    """What became of a promise cannot be judged where its own letter is unknown."""
    stray = evolve(small.COMMITMENT, id="kst-7-7:loket")
    assert any(
        problem.startswith("commitment/kst-7-7:loket: $.id: 'kst-7-7' is no coded letter")
        for problem in check(catalogue(stray))
    )


@pytest.mark.parametrize(
    ("verdict", "due", "when"),
    [
        (Verdict.KEPT, "2020-06", "2020-06-30"),
        (Verdict.KEPT, "2020-06", "2019"),
        (Verdict.OPEN, "2020-06", "2020"),
        (Verdict.LATE, "2020-06-30", "2020-07-01"),
        (Verdict.CHANGED, "2020", "2020-06/2021-01"),
        (Verdict.CHANGED, None, "2020"),
    ],
)
def test_the_date_of_an_outcome_fits_its_verdict(
    verdict: Verdict, due: str | None, when: str
) -> None:
    """What was late or moved has a day after the last on which it was due; the rest has any."""
    outcome = evolve(small.COMMITMENT.outcome, verdict=verdict, date=PartialDate(when))
    promise = evolve(small.COMMITMENT, due=PartialDate(due) if due else None, outcome=outcome)
    assert check(catalogue(promise)) == ()


def test_a_ring_names_all_who_are_in_it_and_no_one_else() -> None:
    """A record that only leads to a ring is not told."""
    outside = evolve(LOKET, id="balie-2", lineage=(BACK,))
    problems = check(catalogue(evolve(MELDPUNT, lineage=(BACK,)), outside))
    assert [problem.partition(":")[0] for problem in problems] == [
        "measure/loket",
        "measure/meldpunt",
    ]


def test_numbers_may_be_written_as_the_language_has_it() -> None:
    """A Dutch decimal comma and an English decimal point are one number, in whatever order."""
    said = text("Van 1,5 naar 20.000 in 2021.", "In 2021, from 1.5 to 20,000.")
    assert check(catalogue(evolve(small.ASSESSMENT, judgement=said))) == ()


def test_what_is_just_long_enough_passes() -> None:
    """Eight words begin or end a passage, and sixty define a term."""
    eight = evolve(EARLIER, start="a b c d e f g h", end="a b c d e f g h")
    assert check(catalogue(evolve(small.THREATS[1], evidence=(eight,)))) == ()
    assert check(catalogue(evolve(small.DEFINITION, wording="woord " * 59 + "woord"))) == ()


def test_the_id_of_a_citation_may_end_in_an_official_id() -> None:
    """Official ids keep their capitals, also at the end of the id of a citation, and only there."""
    assert check(catalogue(evolve(small.CITATION, id=f"{EARLY}:noot-2-kst-35570-VI-38"))) == ()
    assert len(check(catalogue(evolve(small.CITATION, id=f"{EARLY}:Noot-2-kst-3")))) == 1
    assert len(check(catalogue(evolve(small.ERRATUM, id=f"{EARLY}:noot-2-VI")))) == 1


def test_an_id_that_is_there_twice_is_told() -> None:
    """A collection that cannot be read is a problem of the catalogue, not an error of the check."""
    problems = check(Catalogue(measures=Collection(Measure, [LOKET, LOKET])))
    assert problems == ("measure/loket: the id is used 2 times; an id is unique within its kind",)


# ----------------------------------------------------------------------------------------- files


def test_a_problem_names_the_file_of_its_record(tmp_path: Path) -> None:
    """In data from a directory, a problem begins with the file, and goes on as it does without."""
    broken = catalogue(
        measure(threats=("weer",)),
        evolve(small.DEFINITION, inferred=("mood",)),
        Retired(id="measure/balie", successors=(Ref("measure/x"),)),
    )
    problems = check(Catalogue.from_directory(small.write(tmp_path, broken)))
    assert problems == tuple(
        f"{file}: {problem}"
        for file, problem in zip(
            ("measures.json", "letters/kst-9-1/definitions.json", "retired.json"),
            check(broken),
            strict=True,
        )
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small catalogue as files."""
    return small.write(tmp_path, catalogue())


def released(data: Path, **changes: object) -> Path:
    """The same directory with a release of it."""
    read = Catalogue.from_directory(data)
    release = Release(
        id="0.2.0",
        date=PartialDate("2022-12-01"),
        counts=tuple(Count(kind=name, records=len(held)) for name, held in read.collections()),
        files=tuple(
            DataFile(name=name, sha256=digest) for name, digest in release_files(read).items()
        ),
    )
    (data / "release.json").write_bytes(write_records([evolve(release, **changes)]).encode())
    return data


def test_what_is_written_is_canonical(data: Path) -> None:
    """The files of the small catalogue pass, with a release and without."""
    assert check(Catalogue.from_directory(data)) == ()
    assert check(Catalogue.from_directory(released(data))) == ()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.replace(b"  ", b"\t"),
        lambda raw: raw.rstrip(b"\n"),
        lambda raw: json.dumps(json.loads(raw)[::-1], indent=2).encode() + b"\n",
        lambda raw: raw.replace(b'"weight": "core",', b'"weight": "core", "interests": [],'),
    ],
    ids=["line-ends", "tabs", "last-line", "order", "default-values"],
)
def test_a_file_that_is_not_canonical_is_told(data: Path, spoil: Any) -> None:
    """The same records in other bytes make needless differences between two versions."""
    file = data / "measures.json"
    file.write_bytes(spoil(file.read_bytes()))
    (problem,) = check(Catalogue.from_directory(data))
    assert problem.startswith("measures.json: not canonical: ")


def test_a_record_in_the_directory_of_another_letter_is_told(data: Path) -> None:
    """A statement stands with its own letter."""
    file = data / "letters" / LATE / "uncoded.json"
    (data / "letters" / EARLY / "uncoded.json").write_bytes(file.read_bytes())
    file.write_bytes(b"[]\n")
    problems = check(Catalogue.from_directory(data))
    assert [problem.partition(": not canonical")[0] for problem in problems] == [
        "letters/kst-1-9/uncoded.json",
        "letters/kst-9-1/uncoded.json",
    ]


def test_all_files_that_cannot_be_read_are_told(data: Path) -> None:
    """Bad files of several kinds show at once; the other rules wait until all can be read."""
    (data / "actors.json").write_text("[", encoding="utf-8")
    (data / "retired.json").write_text("{}", encoding="utf-8")
    (data / "release.json").write_text("[]", encoding="utf-8")
    problems = check(Catalogue.from_directory(data))
    assert [problem[:25] for problem in problems] == [
        "actors.json: not JSON: Ex",
        "retired.json: $: expected",
        "release.json: $: 0 releas",
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"counts": (Count(kind="measures", records=3),)},
            "3 measures stated, 2 found; make it anew",
        ),
        ({"counts": (Count(kind="colours", records=3),)}, "3 colours stated, no such kind found"),
        ({"counts": ()}, "no number of measures stated, 2 found"),
    ],
)
def test_counts_that_differ_from_the_release_are_told(
    data: Path, changes: dict[str, object], says: str
) -> None:
    """What a release says that it holds is counted."""
    problems = check(Catalogue.from_directory(released(data, **changes)))
    assert any(problem.startswith("release.json: ") and says in problem for problem in problems)


def test_files_that_differ_from_the_release_are_told(data: Path) -> None:
    """A file that was changed, added or taken away is not that of the release."""
    released(data)
    changed = write_records([evolve(LOKET, themes=()), MELDPUNT]).encode()
    (data / "measures.json").write_bytes(changed)
    (data / "retired.json").unlink()
    (data / "letters" / LATE / "errata.json").write_bytes(b"[]\n")
    assert check(Catalogue.from_directory(data)) == (
        "release.json: letters/kst-1-9/errata.json is not the file of release 0.2.0; make it anew",
        "release.json: measures.json is not the file of release 0.2.0; make it anew",
        "release.json: retired.json is in the release and not in the data",
    )


def test_a_release_that_is_not_canonical_is_told(data: Path) -> None:
    """The release is a data file too."""
    file = released(data) / "release.json"
    file.write_bytes(file.read_bytes() + b"\n")
    (problem,) = check(Catalogue.from_directory(data))
    assert problem.startswith("release.json: not canonical")


def test_the_files_of_a_release_are_its_data(data: Path) -> None:
    """Each data file has its SHA-256; the release itself cannot state its own."""
    found = release_files(Catalogue.from_directory(released(data)))
    assert (
        found["measures.json"] == hashlib.sha256((data / "measures.json").read_bytes()).hexdigest()
    )
    assert "letters/kst-9-1/sections.json" in found
    assert "release.json" not in found
    assert release_files(Catalogue()) == {}
