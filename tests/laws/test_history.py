"""Laws of one subject through time."""

from __future__ import annotations

from collections import Counter

import pytest
from strategies import for_every_catalogue

from nlstatedreig.catalogue import Catalogue
from nlstatedreig.errors import UnknownValueError
from nlstatedreig.history import Entry
from nlstatedreig.records import Measure
from nlstatedreig.vocabulary import LineageRelation, Verdict


def came_from(measure: Measure) -> set[str]:
    """The measures that a measure came from, one step back."""
    return {
        link.measure for link in measure.lineage if link.relation is not LineageRelation.PART_OF
    }


def closed(keys: set[str], step: dict[str, set[str]]) -> set[str]:
    """The ids and all that the steps lead to."""
    more = keys.union(*(step[key] for key in keys))
    return keys if more == keys else closed(more, step)


def in_order(entries: tuple[Entry, ...]) -> bool:
    """Whether they are in the order of their first and then of their last days."""
    days = [(entry.date.earliest, entry.date.latest) for entry in entries]
    return days == sorted(days)


# -------------------------------------------------------------------------------------- timeline


@for_every_catalogue
def test_a_timeline_is_sorted_and_has_each_step_once(catalogue: Catalogue) -> None:
    """The steps of a measure and of all that it came from, by date, and those of no other."""
    back = {key: came_from(measure) for key, measure in catalogue.measures.items()}
    for key in catalogue.measures:
        entries = catalogue.timeline(f"measure/{key}")
        assert in_order(entries)
        assert Counter(
            (entry.record, entry.status, entry.evidence)
            for entry in entries
            if entry.sort == "step"
        ) == Counter(
            (f"measure/{one}", step.status, step.evidence)
            for one in closed({key}, back)
            for step in catalogue.measures[one].steps
        )


@for_every_catalogue
def test_a_timeline_has_each_promise_once(catalogue: Catalogue) -> None:
    """Those of the measure and of all that it came from, with an outcome that a letter shows."""
    back = {key: came_from(measure) for key, measure in catalogue.measures.items()}
    for key in catalogue.measures:
        entries = catalogue.timeline(f"measure/{key}")
        made = [
            promise
            for promise in catalogue.commitments.values()
            if promise.measure in closed({key}, back)
        ]
        assert sorted(e.record for e in entries if e.sort in ("due", "promise")) == [
            catalogue.ref(promise) for promise in made
        ]
        assert {e.record: e.verdict for e in entries if e.sort == "outcome"} == {
            catalogue.ref(promise): promise.outcome.verdict
            for promise in made
            if promise.outcome.summary and promise.outcome.evidence
        }


@for_every_catalogue
def test_a_timeline_has_all_that_is_said_of_a_thing(catalogue: Catalogue) -> None:
    """Of an actor, a threat or an interest: the assessments and incidents that name it.

    Or that name a part of the actor.
    """
    whole = {key: {str(one) for one in actor.part_of} for key, actor in catalogue.actors.items()}
    for name in ("actors", "threats", "interests"):
        for key, thing in getattr(catalogue, name).items():
            parts = {one for one in catalogue.actors if key in closed({one}, whole)}
            named = parts if name == "actors" else {key}
            entries = catalogue.timeline(catalogue.ref(thing))
            assert in_order(entries)
            assert sorted(entry.record for entry in entries) == sorted(
                catalogue.ref(record)
                for held in (catalogue.assessments, catalogue.incidents)
                for record in held.values()
                if not named.isdisjoint(getattr(record, name, ()))
            )


# ---------------------------------------------------------------------------------------- follow


@for_every_catalogue
def test_each_measure_with_a_step_in_the_letter_has_one_course(catalogue: Catalogue) -> None:
    """With one stage for the letter and one for each later letter, as its steps have it."""
    order = [letter.id for letter in catalogue.letters]
    for place, letter in enumerate(order):
        courses = catalogue.follow(letter)
        assert [course.measure for course in courses] == [
            key
            for key, measure in catalogue.measures.items()
            if letter in [step.letter for step in measure.steps]
        ]
        for course in courses:
            steps = {s.letter: s.status for s in catalogue.measures[course.measure].steps}
            assert [(one.letter, one.status) for one in course.stages] == [
                (key, steps.get(key)) for key in order[place:]
            ]
            assert course.status is steps[letter]
            assert course.last.letter == max(steps, key=order.index)


@for_every_catalogue
def test_what_succeeds_is_the_inverse_of_what_came_before(catalogue: Catalogue) -> None:
    """A successor names the measure in its lineage; it is silent if none of the line is told of."""
    measures = catalogue.measures
    heirs: dict[str, set[str]] = {
        key: {heir for heir, measure in measures.items() if key in came_from(measure)}
        for key in measures
    }
    order = [letter.id for letter in catalogue.letters]
    for place, letter in enumerate(order):
        for course in catalogue.follow(letter):
            assert list(course.successors) == sorted(heirs[course.measure])
            told = {
                step.letter
                for key in closed({course.measure}, heirs)
                for step in measures[key].steps
            }
            later = set(order[place + 1 :])
            assert course.silent == (bool(later) and told.isdisjoint(later))


# -------------------------------------------------------------------------------------- promises


@for_every_catalogue
def test_each_promise_is_told_once_by_date(catalogue: Catalogue) -> None:
    """Every commitment, those with a date first."""
    told = catalogue.promises()
    assert sorted(promise.commitment for promise in told) == list(catalogue.commitments)
    order = [
        (
            promise.due is None,
            (promise.due or promise.made).earliest,
            (promise.due or promise.made).latest,
        )
        for promise in told
    ]
    assert order == sorted(order)


@for_every_catalogue
def test_a_slip_and_a_silence_have_their_bounds(catalogue: Catalogue) -> None:
    """At least a day and no more than the most; the one for a date missed, the other for none."""
    for promise in catalogue.promises():
        assert not (promise.slip and promise.silence)
        for days in (promise.slip, promise.silence):
            if days:
                assert promise.due
                assert days.least >= 1
                assert days.most is None or days.least <= days.most
        slipped = promise.verdict in (Verdict.CHANGED, Verdict.LATE)
        assert not promise.slip or slipped
        assert not promise.silence or promise.verdict is Verdict.NOT_MENTIONED
        if promise.slip and promise.slip.most is not None:
            assert promise.done
        assert (promise.shown is None) == (
            not catalogue.commitments[promise.commitment].outcome.evidence
        )


# ---------------------------------------------------------------------------------------- define


@for_every_catalogue
def test_each_definition_is_found_by_its_term(catalogue: Catalogue) -> None:
    """In Dutch and English, in capitals too, in the order of the letters."""
    for definition in catalogue.definitions.values():
        for term in (definition.term.nl, definition.term.en):
            meanings = catalogue.define(term)
            assert definition in [meaning.definition for meaning in meanings]
            assert catalogue.define(f" {term.upper()} ") == meanings
            days = [meaning.date.earliest for meaning in meanings]
            assert days == sorted(days)
            for meaning in meanings:
                own = meaning.definition
                earlier = catalogue.definitions[own.earlier].elements if own.earlier else ()
                assert set(meaning.added) <= set(own.elements)
                assert set(meaning.dropped) <= set(earlier)
                assert not {str(one) for one in meaning.added} & {str(one) for one in earlier}
                if not own.earlier:
                    assert meaning.added == ()


@for_every_catalogue
def test_a_term_that_no_letter_has_is_refused(catalogue: Catalogue) -> None:
    """The question is a mistake, whatever the letters define."""
    with pytest.raises(UnknownValueError, match="no letter defines 'qqq'"):
        catalogue.define("qqq")
