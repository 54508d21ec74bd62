"""One subject through time: timelines, what became of measures and promises, what terms mean."""

from __future__ import annotations

import pytest
import small
from attrs import evolve

import nlstatedreig
from nlstatedreig.catalogue import Catalogue, Collection
from nlstatedreig.errors import DataError, UnknownIdError, UnknownValueError
from nlstatedreig.history import Days, Entry, Promise
from nlstatedreig.records import Commitment, Definition, Outcome
from nlstatedreig.values import (
    ActorId,
    CommitmentId,
    DefinitionId,
    IncidentId,
    MeasureId,
    PartialDate,
    Ref,
)
from nlstatedreig.vocabulary import LineageRelation, Status, Trend, Verdict

WHOLE = small.catalogue()
LOKET, MELDPUNT = small.MEASURES
LATE_STEP = LOKET.steps[1]
UNDATED = evolve(small.DOCUMENTS[0], date=None)

KABINET = ActorId("kabinet")


def promise(due: str | None = "2020-06", **outcome: object) -> Commitment:
    """The promise of the small catalogue with another date or outcome."""
    when = PartialDate(due) if due else None
    return evolve(small.COMMITMENT, due=when, outcome=evolve(small.COMMITMENT.outcome, **outcome))


def sorts(entries: tuple[Entry, ...]) -> list[tuple[str, str]]:
    """The date and the sort of each entry."""
    return [(str(entry.date), entry.sort) for entry in entries]


# ------------------------------------------------------------------------------------------ days


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (Days(least=1, most=None), "at least 1 day"),
        (Days(least=2, most=None), "at least 2 days"),
        (Days(least=1, most=1), "1 day"),
        (Days(least=10, most=10), "10 days"),
        (Days(least=93, most=152), "93 to 152 days"),
    ],
)
def test_days_tell_how_exact_they_are(days: Days, text: str) -> None:
    """A number, two bounds, or only the least."""
    assert str(days) == text


# -------------------------------------------------------------------------------------- timeline


def test_a_timeline_is_in_the_order_of_the_dates() -> None:
    """Steps, events, promises and outcomes of a measure and of those before it, by date."""
    assert [
        (str(entry.date), entry.sort, entry.record, entry.slip) for entry in WHOLE.timeline("loket")
    ] == [
        ("2019-04-18", "step", "measure/loket", None),
        ("2019-04-18", "step", "measure/meldpunt", None),
        ("2020-06", "due", "commitment/kst-9-1:loket", None),
        ("2020-10", "event", "measure/loket", None),
        ("2021-02-03", "step", "measure/loket", None),
        ("2021-02-03", "outcome", "commitment/kst-9-1:loket", Days(least=1, most=None)),
    ]


def test_an_entry_is_read_in_a_line() -> None:
    """When, of what sort, what, and what is known of it."""
    first, *_, due, event, _, outcome = WHOLE.timeline("loket")
    assert str(first).startswith("2019-04-18: step: ")
    assert str(first).endswith("(announced)")
    assert str(due) == f"2020-06: due: {due.what}"
    assert str(event) == f"2020-10: event: {event.what}"
    assert str(outcome) == f"2021-02-03: outcome: {outcome.what} (late, at least 1 day)"
    assert repr(outcome) == f"<Entry {outcome}>"


def test_what_may_have_been_first_comes_first() -> None:
    """A year stands at its first day, and of two dates with one first day, the shorter is first."""
    whole = small.catalogue(promise("2019"), evolve(promise("2019-01"), id="kst-9-1:balie"))
    assert sorts(whole.timeline("loket"))[:3] == [
        ("2019-01", "due"),
        ("2019", "due"),
        ("2019-04-18", "step"),
    ]


def test_a_timeline_carries_words_and_passages() -> None:
    """Each entry says what, and by which passages."""
    entry = WHOLE.timeline("meldpunt")[0]
    assert (entry.what.nl, entry.evidence) == ("Bestaat al.", (small.EARLIER,))


def test_a_timeline_tells_where_the_measure_and_the_promise_stand() -> None:
    """A step has the status of its letter, an outcome its verdict, and the rest no state."""
    entries = WHOLE.timeline("loket")
    told = {(entry.sort, entry.status, entry.verdict) for entry in entries}
    steps = {("step", step.status, None) for measure in (LOKET, MELDPUNT) for step in measure.steps}
    verdict = ("outcome", None, small.COMMITMENT.outcome.verdict)
    assert told == {*steps, verdict, ("event", None, None), ("due", None, None)}


def test_a_promise_without_date_stands_at_its_letter() -> None:
    """Without a date, a promise is dated by the letter that makes it, its outcome by another."""
    dates = {
        entry.sort: (str(entry.date), entry.slip)
        for entry in small.catalogue(promise(None)).timeline("loket")
        if entry.record == "commitment/kst-9-1:loket"
    }
    assert dates == {"promise": ("2019-04-18", None), "outcome": ("2021-02-03", None)}


def test_an_outcome_stands_at_the_last_letter_that_shows_it() -> None:
    """The order in which the passages are listed does not matter."""
    shown = promise(evidence=(small.EARLIER, small.LATER))
    (outcome,) = [e for e in small.catalogue(shown).timeline("loket") if e.sort == "outcome"]
    assert str(outcome.date) == "2021-02-03"


def test_an_open_promise_has_no_outcome_in_the_timeline() -> None:
    """Where no later letter speaks of a promise, nothing is shown for it."""
    for outcome in (
        Outcome(verdict=Verdict.OPEN),
        Outcome(verdict=Verdict.OPEN, summary=small.text("Dat blijkt niet.")),
    ):
        unknown = evolve(small.COMMITMENT, outcome=outcome)
        entries = small.catalogue(unknown).timeline("loket")
        assert [entry.sort for entry in entries if "commitment" in entry.record] == ["due"]


@pytest.mark.parametrize(
    ("due", "outcome", "slip"),
    [
        ("2020-06", {"date": PartialDate("2020-10")}, Days(least=93, most=123)),
        ("2020-06-30", {"date": PartialDate("2020-07-01")}, Days(least=1, most=1)),
        ("2020", {"date": PartialDate("2020-10/2021-03")}, Days(least=1, most=90)),
        (
            "2020-06",
            {"date": PartialDate("2020-10"), "verdict": Verdict.CHANGED},
            Days(least=93, most=123),
        ),
        ("2020-06", {"date": None}, Days(least=1, most=None)),
        ("2020-06", {"date": None, "verdict": Verdict.CHANGED}, None),
        ("2020-06", {"date": PartialDate("2020-10"), "verdict": Verdict.KEPT}, None),
        ("2020-06", {"date": PartialDate("2020-06"), "verdict": Verdict.CHANGED}, None),
        ("2020-06", {"date": PartialDate("2019"), "verdict": Verdict.CHANGED}, None),
        (None, {"date": PartialDate("2020-10")}, None),
    ],
    ids=[
        "to-a-month",
        "a-day",
        "overlapping",
        "moved",
        "missed",
        "form",
        "kept",
        "same",
        "sooner",
        "any",
    ],
)
def test_a_slip_is_counted_to_the_date_of_the_outcome(
    due: str | None, outcome: dict[str, object], slip: Days | None
) -> None:
    """Only a missed or moved date slips, by the days after the last that would have kept it."""
    whole = small.catalogue(promise(due, **outcome))
    (entry,) = [entry for entry in whole.timeline("loket") if entry.sort == "outcome"]
    (same,) = whole.promises()
    assert entry.slip == same.slip == slip


@pytest.mark.parametrize("relation", LineageRelation)
def test_a_timeline_leaves_out_what_the_measure_is_only_a_part_of(
    relation: LineageRelation,
) -> None:
    """The history of a whole is not that of its part; that of any other forerunner is."""
    (link,) = LOKET.lineage
    heir = evolve(LOKET, lineage=(evolve(link, relation=relation),))
    entries = small.catalogue(heir).timeline("loket")
    told = {entry.record for entry in entries if entry.sort == "step"}
    assert ("measure/meldpunt" in told) == (relation is not LineageRelation.PART_OF)


def test_a_timeline_goes_round_a_ring_once() -> None:
    """Measures that come before each other end the walk instead of repeating it."""
    back = evolve(LOKET.lineage[0], measure=LOKET.id)
    entries = small.catalogue(evolve(MELDPUNT, lineage=(back,))).timeline("meldpunt")
    assert [entry.record for entry in entries if entry.sort == "step"] == [
        "measure/meldpunt",
        "measure/loket",
        "measure/loket",
    ]


def test_a_lost_forerunner_is_named() -> None:
    """A timeline cannot leave out what it cannot find."""
    (link,) = LOKET.lineage
    lost = small.measure(lineage=(evolve(link, measure=MeasureId("balie")),))
    with pytest.raises(UnknownIdError, match="no measure 'balie'"):
        small.catalogue(lost).timeline("loket")


def test_a_letter_without_date_has_no_place_in_a_timeline() -> None:
    """The error names the document that lacks its date."""
    with pytest.raises(DataError, match=r"document/kst-9-1: \$.date: missing"):
        small.catalogue(UNDATED).timeline("meldpunt")


def test_a_timeline_of_nothing_names_what_there_is() -> None:
    """A misspelt id is an unknown one."""
    with pytest.raises(UnknownIdError, match="no record 'lokt'; did you mean 'measure/loket'"):
        WHOLE.timeline("lokt")


def test_what_has_no_history_is_refused() -> None:
    """Letters say nothing over time of a section, and the error says of what they do."""
    with pytest.raises(UnknownValueError) as error:
        WHOLE.timeline("section/kst-9-1:inleiding")
    assert str(error.value) == (
        "section/kst-9-1:inleiding has no timeline; a measure, an actor, a threat and an interest "
        "have one"
    )


def test_a_bare_id_is_first_that_of_a_measure() -> None:
    """Of an actor and a measure with one id, the measure has the timeline; the kind decides."""
    whole = small.catalogue(evolve(small.ACTORS[1], id="loket"))
    assert whole.timeline("loket") == WHOLE.timeline("loket")
    assert whole.timeline("actor/loket") == ()


def test_the_timeline_of_a_threat_is_what_the_letters_say_of_it() -> None:
    """Its assessments at the date of their letter, its incidents at their own; no measure."""
    case = evolve(small.INCIDENT, threats=small.ASSESSMENT.threats)
    entries = small.catalogue(case).timeline("inmenging")
    assert sorts(entries) == [("2018-04", "incident"), ("2021-02-03", "assessment")]
    assert [entry.trend for entry in entries] == [None, Trend.UP]
    assert [entry.what for entry in entries] == [case.summary, small.ASSESSMENT.judgement]
    assert [entry.evidence for entry in entries] == [case.evidence, small.ASSESSMENT.evidence]
    assert [entry.record for entry in entries] == [
        "incident/hack",
        "assessment/kst-1-9:inmenging-neemt-toe",
    ]


@pytest.mark.parametrize(
    ("key", "links"),
    [
        ("actor/dienst", {"actors": (ActorId("dienst"),)}),
        ("interest/fysieke-veiligheid", {"interests": (small.INTEREST.id,)}),
    ],
)
def test_actors_and_interests_have_a_timeline(key: str, links: dict[str, object]) -> None:
    """They are judged too."""
    assert WHOLE.timeline(key) == ()
    judged = evolve(small.ASSESSMENT, **links)
    assert sorts(small.catalogue(judged).timeline(key)) == [("2021-02-03", "assessment")]


def test_what_is_said_of_a_part_is_said_of_the_whole() -> None:
    """A service is part of a state, and its unit of both; not the other way round."""
    unit = evolve(small.ACTORS[1], id=ActorId("eenheid"), part_of=(ActorId("dienst"), KABINET))
    judged = evolve(small.ASSESSMENT, actors=(unit.id, KABINET))
    whole = small.catalogue(unit, judged)
    for key in ("actor/eenheid", "actor/dienst", "actor/kabinet"):
        assert sorts(whole.timeline(key)) == [("2021-02-03", "assessment")]
    assert small.catalogue(unit, evolve(judged, actors=(KABINET,))).timeline("actor/dienst") == ()
    below = evolve(unit, part_of=(ActorId("dienst"),))
    service = evolve(small.ACTORS[1], part_of=(KABINET,))
    whole = small.catalogue(below, service, evolve(judged, actors=(unit.id,)))
    assert sorts(whole.timeline("actor/kabinet")) == [("2021-02-03", "assessment")]


def test_what_an_actor_says_is_not_said_of_it() -> None:
    """A judgement that the letter reports from a service is about others than the service."""
    reported = evolve(small.ASSESSMENT, attributed_to=(Ref("actor/dienst"),))
    assert small.catalogue(reported).timeline("actor/dienst") == ()
    namesake = evolve(small.ACTORS[1], id=ActorId("inmenging"))
    reported = evolve(small.ASSESSMENT, attributed_to=(Ref("actor/inmenging"),))
    assert small.catalogue(namesake, reported).timeline("actor/inmenging") == ()


def test_an_incident_without_date_stands_at_the_letter_that_tells_of_it() -> None:
    """If no letter tells of it either, it has no place in time."""
    undated = evolve(small.INCIDENT, date=None)
    untold = evolve(undated, id=IncidentId("lek"), evidence=())
    entries = small.catalogue(undated, untold).timeline("intimidatie")
    assert sorts(entries) == [("2019-04-18", "report")]


# ---------------------------------------------------------------------------------------- follow


def test_a_course_has_a_stage_for_each_letter_from_there() -> None:
    """Every measure with a step in the letter, where it stands in each, and where it went."""
    loket, meldpunt = WHOLE.follow(small.EARLY)
    assert [(one.letter, str(one.date), one.status) for one in loket.stages] == [
        ("kst-9-1", "2019-04-18", Status.ANNOUNCED),
        ("kst-1-9", "2021-02-03", Status.IN_FORCE),
    ]
    assert (loket.measure, loket.successors, loket.silent) == ("loket", (), False)
    assert (loket.status, loket.last.status) == (Status.ANNOUNCED, Status.IN_FORCE)
    assert str(loket) == "loket: announced (2019-04-18); in-force (2021-02-03)"
    assert repr(loket) == f"<Course {loket}>"
    assert str(meldpunt) == (
        "meldpunt: in-force (2019-04-18); not mentioned (2021-02-03); then loket"
    )


def test_the_last_stage_is_that_of_the_last_letter_that_tells() -> None:
    """A letter that does not mention the measure has not moved it."""
    _, meldpunt = WHOLE.follow(small.EARLY)
    assert meldpunt.last == meldpunt.stages[0]
    assert meldpunt.stages[1].status is None


def test_a_measure_that_no_later_letter_mentions_is_silent() -> None:
    """Neither it nor what came from it: then nothing is known, not that it ended."""
    alone = small.measure(lineage=())
    _, meldpunt = small.catalogue(alone).follow(small.EARLY)
    assert meldpunt.silent
    assert str(meldpunt).endswith("not mentioned (2021-02-03)")


def test_a_successor_breaks_the_silence_only_in_a_later_letter() -> None:
    """What came from a measure in the same letter, and is not heard of again, is silence too."""
    early = small.measure(steps=LOKET.steps[:1])
    _, meldpunt = small.catalogue(early).follow(small.EARLY)
    assert (meldpunt.successors, meldpunt.silent) == (("loket",), True)
    later = evolve(
        early,
        id=MeasureId("portaal"),
        steps=(LATE_STEP,),
        lineage=(evolve(LOKET.lineage[0], measure=LOKET.id),),
    )
    _, meldpunt = small.catalogue(early, later).follow(small.EARLY)
    assert (meldpunt.successors, meldpunt.silent) == (("loket",), False)


@pytest.mark.parametrize("relation", LineageRelation)
def test_a_whole_does_not_succeed_its_part(relation: LineageRelation) -> None:
    """All lineage leads to a successor but being a part."""
    (link,) = LOKET.lineage
    heir = small.measure(lineage=(evolve(link, relation=relation),))
    _, meldpunt = small.catalogue(heir).follow(small.EARLY)
    assert meldpunt.successors == (() if relation is LineageRelation.PART_OF else ("loket",))


def test_a_successor_is_named_once() -> None:
    """Two links between two measures are one succession; a ring ends."""
    (link,) = LOKET.lineage
    twice = small.measure(lineage=(link, evolve(link, relation=LineageRelation.SPLITS)))
    back = evolve(MELDPUNT, lineage=(evolve(link, measure=LOKET.id),))
    loket, meldpunt = small.catalogue(twice, back).follow(small.EARLY)
    assert (loket.successors, meldpunt.successors) == (("meldpunt",), ("loket",))


def test_nothing_is_silent_after_the_last_letter() -> None:
    """Where no letter comes after, none can leave a measure out."""
    (loket,) = WHOLE.follow(small.LATE)
    assert (len(loket.stages), loket.silent) == (1, False)


@pytest.mark.parametrize("letter", ["kst-1", small.PAPER])
def test_only_a_letter_can_be_followed(letter: str) -> None:
    """The error names the letters, also for a paper that is not coded."""
    with pytest.raises(UnknownValueError) as error:
        WHOLE.follow(letter)
    assert str(error.value) == f"{letter!r} is no coded letter; the letters are kst-9-1, kst-1-9"


def test_a_letter_without_date_cannot_be_followed() -> None:
    """Which letters are later does not show."""
    with pytest.raises(DataError, match=r"document/kst-9-1: \$.date: missing"):
        small.catalogue(UNDATED).follow(small.EARLY)


def test_the_screening_is_followed_through_the_letters() -> None:
    """In the real letters, the investment screening goes from preparation to a passed act."""
    courses = {course.measure: course for course in nlstatedreig.load().follow("kst-30821-72")}
    course = courses[MeasureId("investeringstoets")]
    assert (course.status, course.last.status) == (Status.IN_PREPARATION, Status.ADOPTED)
    assert course.last.letter == "kst-30821-175"


# -------------------------------------------------------------------------------------- promises


def test_a_promise_is_told_with_what_became_of_it() -> None:
    """When it was made and due, what a later letter shows, and how late it was."""
    (told,) = small.catalogue(promise(date=PartialDate("2020-10"))).promises()
    assert told == Promise(
        commitment=small.COMMITMENT.id,
        what=small.COMMITMENT.what,
        letter=small.EARLY,
        made=PartialDate("2019-04-18"),
        due=PartialDate("2020-06"),
        verdict=Verdict.LATE,
        done=PartialDate("2020-10"),
        shown=PartialDate("2021-02-03"),
        slip=Days(least=93, most=123),
        silence=None,
        evidence=small.COMMITMENT.evidence,
    )
    assert str(told) == "2020-06: Het loket gaat open. (late, 93 to 123 days)"


def test_promises_are_in_the_order_of_their_dates() -> None:
    """By the first day that they can be due, then the last; without a date, at the end."""
    dues = ["2020-06-01", "2020", "2020-06", "2019-12", None]
    made = [
        evolve(promise(due), id=CommitmentId(f"{small.EARLY}:{place}"))
        for place, due in enumerate(dues)
    ]
    later = evolve(promise(None), id=CommitmentId(f"{small.LATE}:al"))
    held = Collection(Commitment, [later, *made])
    whole = Catalogue(documents=WHOLE.documents, commitments=held)
    assert [one.commitment.partition(":")[2] for one in whole.promises()] == [
        *"31024",
        "al",
    ]


def test_silence_is_counted_from_the_date_to_the_last_letter() -> None:
    """For a promise that no letter mentions after it was due; silence is no slip."""
    silent = evolve(small.COMMITMENT, outcome=Outcome(verdict=Verdict.NOT_MENTIONED))
    (told,) = small.catalogue(silent).promises()
    assert (told.silence, told.slip, told.shown) == (Days(least=218, most=218), None, None)
    assert str(told) == "2020-06: Het loket gaat open. (not-mentioned, 218 days)"
    assert repr(told) == f"<Promise {told}>"


@pytest.mark.parametrize("due", ["2021", "2021-02", "2021-02-03", "2023", None])
def test_before_a_promise_is_due_there_is_no_silence(due: str | None) -> None:
    """What was still to come at the last letter, that letter could not be silent about."""
    outcome = Outcome(verdict=Verdict.NOT_MENTIONED)
    (told,) = small.catalogue(evolve(promise(due), outcome=outcome)).promises()
    assert told.silence is None
    assert str(told) == f"{due or 'no date'}: Het loket gaat open. (not-mentioned)"


def test_without_letters_nobody_is_silent() -> None:
    """A promise of a paper that is no coded letter has its date, and nothing that comes after."""
    silent = evolve(small.COMMITMENT, outcome=Outcome(verdict=Verdict.NOT_MENTIONED))
    paper = evolve(small.DOCUMENTS[0], coded=False)
    whole = Catalogue(
        documents=Collection(type(paper), [paper]), commitments=Collection(Commitment, [silent])
    )
    (told,) = whole.promises()
    assert told.silence is None


def test_a_promise_needs_the_date_of_its_letter() -> None:
    """The error names the letter that has none."""
    with pytest.raises(DataError, match=r"document/kst-9-1: \$.date: missing"):
        small.catalogue(UNDATED).promises()


def test_the_response_framework_came_late() -> None:
    """In the real letters, the framework was promised by the summer of 2021 and moved to 2023."""
    told = {one.commitment: one for one in nlstatedreig.load().promises()}
    framework = told[CommitmentId("kst-30821-125:oplevering-responskader")]
    assert (framework.verdict, str(framework.due)) == (Verdict.LATE, "2021-22")
    assert framework.slip
    assert framework.slip.least > 365


# ---------------------------------------------------------------------------------------- define

EARLY_SENSE = evolve(
    small.DEFINITION, elements=(small.text("Heimelijk"), small.text("Van  buiten"))
)
LATE_SENSE = Definition(
    id=DefinitionId(f"{small.LATE}:inmenging"),
    term=small.text("ongewenste inmenging", "Undue influence"),
    form=small.DEFINITION.form,
    meaning=small.text("Bemoeienis die wij niet willen."),
    elements=(small.text("van buiten"), small.text("Dwingend")),
    earlier=EARLY_SENSE.id,
    evidence=(small.LATER,),
)
SENSES = small.catalogue(EARLY_SENSE, LATE_SENSE)


@pytest.mark.parametrize("term", ["inmenging", "INMENGING", " ínmenging "])
def test_a_term_is_found_without_regard_to_case_and_accents(term: str) -> None:
    """The definition of just this term."""
    (meaning,) = SENSES.define(term)
    assert (meaning.definition, str(meaning.date)) == (EARLY_SENSE, "2019-04-18")
    assert str(meaning) == "2019-04-18: inmenging: bemoeienis van buiten"
    assert repr(meaning) == f"<Meaning {meaning}>"


def test_a_term_is_found_in_english() -> None:
    """What an English reader asks for."""
    (meaning,) = SENSES.define("undue influence")
    assert meaning.definition == LATE_SENSE


def test_a_meaning_without_wording_is_told_in_own_words() -> None:
    """A letter that only points to a meaning has no phrase to quote."""
    (meaning,) = SENSES.define("ongewenste inmenging")
    assert str(meaning) == "2021-02-03: ongewenste inmenging: Bemoeienis die wij niet willen."


def test_a_meaning_tells_what_it_adds_and_drops() -> None:
    """The elements beside those of the earlier definition, whatever their case and spaces."""
    (meaning,) = SENSES.define("ongewenste inmenging")
    assert [str(element) for element in meaning.added] == ["Dwingend"]
    assert [str(element) for element in meaning.dropped] == ["Heimelijk"]
    (first,) = SENSES.define("inmenging")
    assert first.added == first.dropped == ()


def test_a_part_of_a_term_finds_all_that_contain_it() -> None:
    """In the order of the letters, where no letter defines just this."""
    assert [meaning.definition for meaning in SENSES.define("menging")] == [
        EARLY_SENSE,
        LATE_SENSE,
    ]


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("inmengin9", "no letter defines 'inmengin9'; did you mean 'inmenging'?"),
        (
            "zwaartekracht",
            "no letter defines 'zwaartekracht'; the terms are those of catalogue.definitions",
        ),
        (" ", "no letter defines ' '; the terms are those of "),
    ],
)
def test_an_undefined_term_names_those_that_are(term: str, says: str) -> None:
    """The closest terms, or where all of them are."""
    with pytest.raises(UnknownValueError) as error:
        SENSES.define(term)
    assert str(error.value).startswith(says)


def test_a_lost_earlier_definition_is_named() -> None:
    """What a meaning adds to a definition that is not there cannot be told."""
    lost = evolve(LATE_SENSE, earlier=DefinitionId(f"{small.EARLY}:weg"))
    with pytest.raises(UnknownIdError, match="no definition 'kst-9-1:weg'"):
        small.catalogue(lost).define("ongewenste inmenging")


def test_a_definition_needs_the_date_of_its_letter() -> None:
    """The error names the letter that has none."""
    with pytest.raises(DataError, match=r"document/kst-9-1: \$.date: missing"):
        small.catalogue(UNDATED).define("inmenging")


def test_hybrid_threats_are_defined_in_several_letters() -> None:
    """In the real letters, the meanings stand in the order of the letters."""
    dates = [meaning.date.earliest for meaning in nlstatedreig.load().define("hybride dreigingen")]
    assert len(set(dates)) > 1
    assert dates == sorted(dates)
