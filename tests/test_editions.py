"""What differs between two letters, and what was known at a date."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import small
from attrs import evolve

import nlstatedreig
from nlstatedreig.catalogue import Catalogue, Collection, Retired
from nlstatedreig.check import check
from nlstatedreig.editions import Change, Diff
from nlstatedreig.errors import DataError, UnknownValueError
from nlstatedreig.records import (
    Definition,
    Document,
    Element,
    Framework,
    Measure,
    Outcome,
    OutsideFact,
    Record,
)
from nlstatedreig.values import DefinitionId, DocumentId, FrameworkId, MeasureId, PartialDate, Ref
from nlstatedreig.vocabulary import LineageRelation, Match, Status, Verdict

WHOLE = small.catalogue()
LOKET, MELDPUNT = small.MEASURES
EARLY_STEP, LATE_STEP = LOKET.steps
(LINK,) = LOKET.lineage
MIDDLE = DocumentId("kst-5-5")
MIDDLE_LETTER = evolve(
    small.DOCUMENTS[1], id=MIDDLE, date=PartialDate("2020"), evidence=(small.passage(MIDDLE),)
)


def measure(key: str, *steps: Any, **came_from: str) -> Measure:
    """A measure with steps and forerunners, as `continues="meldpunt"`."""
    lineage = tuple(
        evolve(
            LINK,
            relation=LineageRelation(relation.replace("_", "-")),
            measure=MeasureId(other),
            evidence=steps[-1].evidence,
        )
        for relation, other in came_from.items()
    )
    return evolve(LOKET, id=MeasureId(key), steps=steps, lineage=lineage)


def compared(*records: Record, kind: str | None = "measures") -> Diff:
    """What differs between the letters of the small catalogue with these records."""
    return small.catalogue(*records).diff(small.EARLY, small.LATE, kind)


def told(found: Diff) -> list[str]:
    """The changes as text."""
    return [str(change) for change in found.changed]


# ------------------------------------------------------------------------------------------ diff


def test_a_diff_tells_what_is_new_changed_and_not_mentioned() -> None:
    """Over all kinds that are compared, in the order of the model."""
    found = WHOLE.diff(small.EARLY, small.LATE)
    assert (found.before, found.after) == (small.EARLY, small.LATE)
    assert found.new == found.continued == ()
    assert told(found) == [
        "threat/inmenging: name: inmenging → bemoeienis",
        "measure/loket: status: announced → in-force",
        "measure/meldpunt → measure/loket: continues: in-force → in-force",
    ]
    assert found.unmentioned == (
        "interest/fysieke-veiligheid",
        "threat/intimidatie",
        "framework/sporen",
        "definition/kst-9-1:inmenging",
    )
    assert found
    assert repr(found) == (
        "<Diff kst-9-1 → kst-1-9: 0 new, 0 continued, 3 changes, 4 not mentioned>"
    )


def test_a_change_tells_both_sides() -> None:
    """The record in either letter, what differs, and the values that only one of them has."""
    (change,) = small.catalogue().diff(small.EARLY, small.LATE, "threats").changed
    assert change == Change(
        before=Ref("threat/inmenging"),
        after=Ref("threat/inmenging"),
        field="name",
        old=("inmenging",),
        new=("bemoeienis",),
    )


@pytest.mark.parametrize("kind", ["measures", "measure"])
def test_one_kind_can_be_compared(kind: str) -> None:
    """The other kinds are left out."""
    assert {
        change.before.partition("/")[0]
        for change in WHOLE.diff(small.EARLY, small.LATE, kind).changed
    } == {"measure"}


def test_a_letter_does_not_differ_from_itself() -> None:
    """The diff is false, and all that the letter mentions goes on."""
    found = WHOLE.diff(small.EARLY, small.EARLY)
    assert not found
    assert found.continued == (
        "interest/fysieke-veiligheid",
        "threat/inmenging",
        "threat/intimidatie",
        "measure/loket",
        "measure/meldpunt",
        "framework/sporen",
        "definition/kst-9-1:inmenging",
    )


def test_a_diff_can_be_turned_round() -> None:
    """What was new is not mentioned yet, and each change reads the other way."""
    found, back = (
        small.catalogue(measure("balie", LATE_STEP)).diff(*letters)
        for letters in ((small.EARLY, small.LATE), (small.LATE, small.EARLY))
    )
    assert (back.before, back.after) == (small.LATE, small.EARLY)
    assert (found.new, found.unmentioned) == (back.unmentioned, back.new)
    assert found.new == ("measure/balie",)
    assert told(back) == [
        "threat/inmenging: name: bemoeienis → inmenging",
        "measure/loket: status: in-force → announced",
        "measure/loket → measure/meldpunt: continues: in-force → in-force",
    ]


@pytest.mark.parametrize("relation", LineageRelation)
def test_a_measure_that_came_from_another_is_not_new(relation: LineageRelation) -> None:
    """It succeeds the other, which is not unmentioned then; a part and its whole are apart."""
    found = compared(
        measure("loket", EARLY_STEP),
        measure("balie", LATE_STEP, **{relation.replace("-", "_"): "meldpunt"}),
    )
    if relation is LineageRelation.PART_OF:
        assert (found.new, found.changed) == (("measure/balie",), ())
        assert found.unmentioned == ("measure/loket", "measure/meldpunt")
    else:
        assert (found.new, found.unmentioned) == ((), ("measure/loket",))
        assert told(found) == [f"measure/meldpunt → measure/balie: {relation}: in-force → in-force"]


def test_a_measure_that_both_letters_mention_can_take_in_another() -> None:
    """What merged into it is succeeded by it, and it goes on itself."""
    found = compared(
        measure("loket", evolve(EARLY_STEP, status=Status.IN_FORCE), LATE_STEP, merges="meldpunt")
    )
    assert told(found) == ["measure/meldpunt → measure/loket: merges: in-force → in-force"]
    assert (found.continued, found.unmentioned) == (("measure/loket",), ())


def test_what_the_first_letter_knew_already_is_no_change() -> None:
    """A forerunner that was taken in before is not mentioned any more, and nothing else."""
    known = measure("loket", evolve(EARLY_STEP, status=Status.IN_FORCE), merges="meldpunt")
    found = compared(evolve(known, steps=(*known.steps, LATE_STEP)))
    assert told(found) == []
    assert found.unmentioned == ("measure/meldpunt",)


def test_what_comes_from_a_measure_that_goes_on_is_new() -> None:
    """It takes the place of nothing."""
    found = compared(LOKET, measure("balie", LATE_STEP, splits="loket"))
    assert found.new == ("measure/balie",)


def test_two_measures_that_both_letters_mention_go_side_by_side() -> None:
    """Nothing takes the place of what is still there."""
    found = compared(evolve(MELDPUNT, steps=LOKET.steps))
    assert told(found) == [
        "measure/loket: status: announced → in-force",
        "measure/meldpunt: status: announced → in-force",
    ]


def test_the_nearest_forerunner_is_succeeded() -> None:
    """What went into a measure that goes on side by side did not go into the next one too."""
    found = compared(
        evolve(MELDPUNT, steps=LOKET.steps, lineage=(evolve(LINK, measure=MeasureId("kassa")),)),
        measure("kassa", EARLY_STEP),
    )
    assert [str(change) for change in found.changed if change.before != change.after] == [
        "measure/kassa → measure/meldpunt: continues: announced → in-force"
    ]


def test_the_changes_of_a_diff_turned_round_are_in_order_too() -> None:
    """By the record in the letter from which is compared."""
    records = (
        measure("a", EARLY_STEP),
        measure("b", EARLY_STEP),
        measure("y", LATE_STEP, continues="b"),
        measure("z", LATE_STEP, continues="a"),
    )
    found = small.catalogue(*records).diff(small.LATE, small.EARLY, "measures")
    assert [change.before for change in found.changed][-2:] == ["measure/y", "measure/z"]


def test_a_succession_reaches_over_letters_between() -> None:
    """The forerunner of a forerunner counts, where the first letter does not know the nearest."""
    step = evolve(LATE_STEP, letter=MIDDLE, evidence=(small.passage(MIDDLE),), events=())
    found = compared(
        MIDDLE_LETTER,
        measure("loket", step, continues="meldpunt"),
        measure("balie", LATE_STEP, replaces="loket"),
    )
    assert told(found) == ["measure/meldpunt → measure/balie: replaces: in-force → in-force"]
    assert found.new == found.unmentioned == ()


def test_a_ring_and_a_lost_link_do_not_hinder_a_diff() -> None:
    """Data that the check has not seen are compared by what they have."""
    found = compared(
        measure("loket", EARLY_STEP),
        measure("balie", LATE_STEP, replaces="kassa", merges="weg"),
        measure("kassa", LATE_STEP, continues="balie"),
    )
    assert found.changed == ()
    assert found.new == ("measure/balie", "measure/kassa")


def test_names_that_match_a_threat_exactly_are_the_same() -> None:
    """Another spelling of the same category is no change; another category is."""
    early, late = small.THREATS[0].names
    exact = evolve(late, match=Match.EXACT)
    found = compared(evolve(small.THREATS[0], names=(early, exact)), kind="threats")
    assert found.continued == ("threat/inmenging",)
    only = evolve(small.INTEREST, names=(), evidence=(small.EARLIER, small.LATER))
    assert compared(only, kind="interests").continued == ("interest/fysieke-veiligheid",)


def test_a_measure_is_in_the_letters_of_its_steps() -> None:
    """A letter that only shows where it came from does not speak of it."""
    assert LOKET.lineage[0].evidence == (small.LATER,)
    found = compared(evolve(LOKET, steps=(EARLY_STEP,)), MELDPUNT)
    assert found.unmentioned == ("measure/loket", "measure/meldpunt")


LATE_FRAMEWORK = Framework(
    id=FrameworkId("pijlers"),
    label=small.text("Pijlers"),
    kind=small.FRAMEWORK.kind,
    elements=(
        Element(id="melden", label=small.text("melden"), evidence=(small.LATER,)),
        Element(id="leren", label=small.text("Leren"), evidence=(small.LATER,)),
    ),
    earlier=small.FRAMEWORK.id,
)


def test_a_framework_differs_by_its_elements() -> None:
    """Those that only one of the two forms has, without regard to case."""
    (change,) = compared(LATE_FRAMEWORK, kind="frameworks").changed
    assert str(change) == "framework/sporen → framework/pijlers: elements: Delen → Leren"


def test_a_framework_that_only_has_another_name_is_an_earlier_form() -> None:
    """Where no element differs, one form still came in the place of the other."""
    melden, leren = LATE_FRAMEWORK.elements
    same = evolve(LATE_FRAMEWORK, elements=(melden, evolve(leren, label=small.text("Delen"))))
    (change,) = compared(same, kind="frameworks").changed
    assert str(change) == "framework/sporen → framework/pijlers: earlier: - → -"


def test_what_one_letter_leaves_out_is_not_changed() -> None:
    """A letter that speaks of a scheme without its elements, or of a threat without a name."""
    scheme = evolve(small.FRAMEWORK, evidence=(small.LATER,))
    named = evolve(
        small.THREATS[0], names=small.THREATS[0].names[:1], evidence=(small.EARLIER, small.LATER)
    )
    for kind, record in (("frameworks", scheme), ("threats", named)):
        found = compared(record, kind=kind)
        assert WHOLE.ref(record) in found.continued
        assert found.changed == ()


def test_a_definition_differs_by_its_criteria_and_its_words() -> None:
    """The phrase as quoted, or the meaning where nothing is quoted."""
    early = evolve(small.DEFINITION, elements=(small.text("Heimelijk"),))
    late = Definition(
        id=DefinitionId(f"{small.LATE}:inmenging"),
        term=early.term,
        form=early.form,
        meaning=small.text("Ongewenst."),
        elements=(small.text("Dwingend"),),
        earlier=early.id,
        evidence=(small.LATER,),
    )
    assert told(compared(early, late, kind="definitions")) == [
        "definition/kst-9-1:inmenging → definition/kst-1-9:inmenging: elements: Heimelijk → "
        "Dwingend",
        "definition/kst-9-1:inmenging → definition/kst-1-9:inmenging: wording: bemoeienis van "
        "buiten → Ongewenst.",
    ]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (
            ("kst-9-1", "kst-9"),
            "'kst-9' is no coded letter; the letters are kst-9-1, kst-1-9",
        ),
        ((small.PAPER, "kst-9-1"), "'kst-1-2' is no coded letter; the letters are "),
        (
            ("kst-9-1", "kst-1-9", "figures"),
            "'figures' is not compared between letters; give one of interests, threats, measures, "
            "frameworks, definitions, or nothing for all of them",
        ),
        (("kst-9-1", "kst-1-9", "colours"), "'colours' is not compared between letters; give one"),
    ],
)
def test_what_cannot_be_compared_is_refused(asked: tuple[str, ...], says: str) -> None:
    """Only letters, and the kinds of which letters have something to say in common."""
    with pytest.raises(UnknownValueError) as error:
        WHOLE.diff(*asked)
    assert str(error.value).startswith(says)


def test_the_screening_was_adopted() -> None:
    """In the real letters, the investment screening was in preparation in 2019, not in 2022."""
    found = nlstatedreig.load().diff("kst-30821-72", "kst-30821-175", "measures")
    assert "measure/investeringstoets: status: in-preparation → adopted" in told(found)


# ----------------------------------------------------------------------------------------- as of


def test_of_a_record_stays_what_rests_on_the_letters_by_then() -> None:
    """Steps, names and passages of later letters are gone, and so are records without any left."""
    then = WHOLE.as_of(small.EARLY)
    assert [letter.id for letter in then.letters] == [small.EARLY]
    assert then.measures["loket"] == evolve(LOKET, steps=(EARLY_STEP,), lineage=())
    assert then.measures["meldpunt"] == MELDPUNT
    assert [name.name for name in then.threats["inmenging"].names] == ["inmenging"]
    assert list(then.sections) == [
        f"{small.EARLY}:inleiding",
        f"{small.EARLY}:inleiding.aanleiding",
    ]
    assert len(then.assessments) == len(then.uncoded) == 0
    assert check(then) == ()


@pytest.mark.parametrize(
    ("when", "letters"),
    [
        ("2018", 0),
        ("2019", 1),
        ("2019-04-17", 0),
        ("2019-04-18", 1),
        (small.EARLY, 1),
        (date(2021, 2, 2), 1),
        (date(2021, 2, 3), 2),
        (datetime(2021, 2, 3, 12, tzinfo=UTC), 2),
        (PartialDate("2018/2021"), 2),
        ("2021-02", 2),
        (small.LATE, 2),
    ],
)
def test_a_date_takes_in_the_letters_to_its_last_day(
    when: str | date | PartialDate, letters: int
) -> None:
    """A year has all of its letters, a letter itself, and a moment its day."""
    assert len(WHOLE.as_of(when).letters) == letters


def test_before_the_first_letter_there_is_nothing() -> None:
    """A catalogue without records, and not an error."""
    then = WHOLE.as_of("2018")
    assert all(len(held) == 0 for _, held in then.collections())


def test_after_the_last_letter_the_catalogue_is_what_it_is() -> None:
    """Nothing is left out, so it is the same catalogue, with its directory and release."""
    assert WHOLE.as_of("2030") is WHOLE
    assert Catalogue().as_of("2030").letters == ()


def test_asking_of_a_time_changes_nothing() -> None:
    """The catalogue keeps what its past did not know."""
    WHOLE.as_of("2019")
    assert WHOLE.measures["loket"] == LOKET


@pytest.mark.parametrize(
    ("verdict", "evidence", "then"),
    [
        (Verdict.LATE, (small.LATER,), Verdict.OPEN),
        (Verdict.KEPT, (small.LATER, small.passage(MIDDLE)), Verdict.OPEN),
        (Verdict.KEPT, (small.passage(MIDDLE),), Verdict.KEPT),
        (Verdict.OPEN, (small.LATER,), Verdict.OPEN),
        (Verdict.NOT_MENTIONED, (), Verdict.NOT_MENTIONED),
    ],
    ids=["later", "partly-later", "by-then", "open", "silence"],
)
def test_a_promise_is_open_until_a_letter_shows_what_became_of_it(
    verdict: Verdict, evidence: tuple[Any, ...], then: Verdict
) -> None:
    """A verdict that rests on a later letter was not known; silence was, in the letters by then."""
    outcome = Outcome(verdict=verdict, summary=small.text("Het bleek."), evidence=evidence)
    promise = evolve(small.COMMITMENT, outcome=outcome)
    known = small.catalogue(MIDDLE_LETTER, promise).as_of(MIDDLE).commitments[promise.id].outcome
    assert known.verdict is then
    assert known == (outcome if then is not Verdict.OPEN else Outcome(verdict=Verdict.OPEN))


def test_in_its_own_letter_a_promise_is_open() -> None:
    """No later letter could be silent about it yet."""
    promise = evolve(small.COMMITMENT, outcome=Outcome(verdict=Verdict.NOT_MENTIONED))
    then = small.catalogue(promise).as_of(small.EARLY)
    assert then.commitments[promise.id].outcome == Outcome(verdict=Verdict.OPEN)


def facts(*dates: str | None) -> Document:
    """The paper with facts from outside of these dates."""
    return evolve(
        small.DOCUMENTS[2],
        outside=tuple(
            OutsideFact(
                fact=small.text("Feit"), date=PartialDate(when) if when else None, source="elders"
            )
            for when in dates
        ),
    )


@pytest.mark.parametrize(
    ("when", "left"),
    [
        ("2019-05", ["2018", "2019-05"]),
        ("2021-02-03", ["2018", "2019-05"]),
        ("2023-06", ["2018", "2019-05", "2023-06-01", "None"]),
    ],
)
def test_facts_from_outside_are_those_of_by_then(when: str, left: list[str]) -> None:
    """One without a date counts only where nothing is left out, also after the last letter."""
    whole = small.catalogue(facts("2018", "2019-05", "2023-06-01", None))
    then = whole.as_of(when).documents[small.PAPER]
    assert [str(fact.date) for fact in then.outside] == left


def test_links_to_what_only_later_letters_mention_are_gone() -> None:
    """A list loses them, an optional field is empty, and what cannot do without one falls."""
    later = evolve(small.DOCUMENTS[2], id=DocumentId("kst-1-3"), evidence=(small.LATER,))
    then = small.catalogue(
        later,
        small.measure(instruments=(later.id, small.PAPER), lineage=()),
        evolve(small.DOCUMENTS[2], annex_of=later.id),
        evolve(small.CITATION, document=later.id),
        evolve(small.FIGURE, about=(Ref(f"document/{later.id}"), Ref("measure/loket"))),
    ).as_of(small.EARLY)
    assert then.measures["loket"].instruments == (small.PAPER,)
    assert then.documents[small.PAPER].annex_of is None
    assert len(then.citations) == 0
    assert then.errata[small.ERRATUM.id].about == ()
    assert then.figures[small.FIGURE.id].about == ("measure/loket",)


def test_what_rests_on_a_link_that_is_gone_falls_with_it() -> None:
    """A measure that was only mentioned as the heir of one that is not there was not known."""
    heir = evolve(
        LOKET,
        id=MeasureId("balie"),
        steps=(LATE_STEP,),
        lineage=(evolve(LINK, measure=MeasureId("kassa"), evidence=(small.EARLIER,)),),
    )
    later = evolve(MELDPUNT, id=MeasureId("kassa"), steps=(LATE_STEP,))
    then = small.catalogue(heir, later).as_of(small.EARLY)
    assert list(then.measures) == ["loket", "meldpunt"]
    assert check(then) == ()


def test_retired_ids_lead_to_what_was_there() -> None:
    """A successor of a later letter is left out; an id that has none left was not retired yet."""
    later = measure("kassa", LATE_STEP)
    retired = [
        Retired(id="measure/a", successors=(Ref("measure/kassa"), Ref("measure/loket"))),
        Retired(id="measure/b", successors=(Ref("measure/kassa"),)),
        Retired(id="measure/c", successors=()),
    ]
    then = small.catalogue(later, *retired).as_of(small.EARLY)
    assert {key: one.successors for key, one in then.retired.items()} == {
        "measure/a": ("measure/loket",),
        "measure/balie": ("measure/loket",),
        "measure/c": (),
    }
    assert check(then) == ()


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("kst-9-2", "no letter and no date: 'kst-9-2' is no date in EDTF: write 2021, "),
        ("2021-13", "no letter and no date: '2021-13' is no date in EDTF: write 2021, "),
        (
            "kst-1-2",
            "'kst-1-2' is no coded letter; the letters are kst-9-1, kst-1-9",
        ),
    ],
)
def test_what_is_neither_a_letter_nor_a_date_is_refused(when: str, says: str) -> None:
    """The error says how a date is written, and names the letters."""
    with pytest.raises(UnknownValueError, match="; the letters are kst-") as error:
        WHOLE.as_of(when)
    assert str(error.value).startswith(says)


def test_a_letter_without_date_has_no_past() -> None:
    """Whether it had been written by then does not show."""
    undated = evolve(small.DOCUMENTS[0], date=None)
    with pytest.raises(DataError, match=r"document/kst-9-1: \$.date: missing"):
        small.catalogue(undated).as_of("2020")


def test_a_section_needs_no_passage_to_be_known() -> None:
    """A heading stands in its letter; a letter of which nothing else is coded is one."""
    bare = evolve(small.DOCUMENTS[0], evidence=(), authors=())
    whole = Catalogue(
        documents=Collection(Document, [bare, *small.DOCUMENTS[1:2]]),
        sections=Collection(type(small.SECTIONS[0]), small.SECTIONS),
    )
    then = whole.as_of(small.EARLY)
    assert list(then.documents) == [small.EARLY]
    assert len(then.sections) == 2


def test_the_real_catalogue_of_2020_knows_the_letters_by_then() -> None:
    """In 2020 the investment screening was in preparation, and no act had been passed."""
    then = nlstatedreig.load().as_of("2020")
    assert [letter.id for letter in then.letters] == ["kst-30821-72", "kst-33694-57"]
    statuses = {step.status for step in then.measures["investeringstoets"].steps}
    assert Status.IN_PREPARATION in statuses
    assert Status.ADOPTED not in statuses
