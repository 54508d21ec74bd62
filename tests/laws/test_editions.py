"""Laws of comparing letters, and of what was known at a date."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from strategies import for_every_catalogue, linked_catalogues

from nlstatedreig._walk import links
from nlstatedreig.catalogue import Catalogue
from nlstatedreig.check import check
from nlstatedreig.editions import COMPARED, Change


def letters_of(catalogue: Catalogue) -> list[str]:
    """The letters by date."""
    return [letter.id for letter in catalogue.letters]


def mentioned(catalogue: Catalogue, letter: str) -> set[str]:
    """What a letter mentions of the kinds that are compared."""
    held = dict(catalogue.collections())
    return {
        catalogue.ref(record)
        for name in COMPARED
        for record in held[name].values()
        if letter in record.letters
    }


def turned(change: Change) -> Change:
    """A change as read from the later letter to the earlier."""
    return Change(
        before=change.after,
        after=change.before,
        field=change.field,
        old=change.new,
        new=change.old,
    )


def everything(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """All records by kind and id."""
    whole = [*catalogue.collections(), ("retired", catalogue.retired)]
    return {name: dict(held) for name, held in whole}


# ------------------------------------------------------------------------------------------ diff


@for_every_catalogue
def test_a_letter_does_not_differ_from_itself(catalogue: Catalogue) -> None:
    """The diff is false, and all that the letter mentions is continued."""
    for letter in letters_of(catalogue):
        found = catalogue.diff(letter, letter)
        assert not found
        assert sorted(found.continued) == sorted(mentioned(catalogue, letter))


@for_every_catalogue
def test_a_diff_mirrors_its_reverse(catalogue: Catalogue) -> None:
    """From the one letter to the other or back, the same things differ."""
    letters = letters_of(catalogue)
    for place, one in enumerate(letters):
        for other in letters[place:]:
            there, back = catalogue.diff(one, other), catalogue.diff(other, one)
            assert (there.before, there.after) == (back.after, back.before) == (one, other)
            assert (there.new, there.unmentioned) == (back.unmentioned, back.new)
            assert there.continued == back.continued
            assert set(there.changed) == {turned(change) for change in back.changed}
            assert len(there.changed) == len(back.changed)


@for_every_catalogue
def test_a_diff_accounts_for_all_that_either_letter_mentions(catalogue: Catalogue) -> None:
    """Each is new, continued, not mentioned, or at an end of a change; nothing else is."""
    letters = letters_of(catalogue)
    for one, other in zip(letters, [*letters[1:], letters[0]], strict=True):
        first, second = mentioned(catalogue, one), mentioned(catalogue, other)
        found = catalogue.diff(one, other)
        before = {change.before for change in found.changed}
        after = {change.after for change in found.changed}
        apart = [*found.new, *found.continued, *found.unmentioned]
        assert len(set(apart)) == len(apart)
        assert {*apart, *before, *after} == first | second
        assert set(found.new) <= second - first - after
        assert set(found.continued) <= first & second
        assert set(found.unmentioned) <= first - second - before
        assert before <= first
        assert after <= second


@for_every_catalogue
def test_a_diff_is_made_of_those_of_the_kinds(catalogue: Catalogue) -> None:
    """One kind after another gives what all at once give."""
    one, *_, other = letters_of(catalogue)
    whole = catalogue.diff(one, other)
    kinds = [catalogue.diff(one, other, kind) for kind in COMPARED]
    for name in ("new", "continued", "changed", "unmentioned"):
        assert getattr(whole, name) == tuple(each for kind in kinds for each in getattr(kind, name))


# ----------------------------------------------------------------------------------------- as of


@for_every_catalogue
def test_what_is_known_grows_with_time(catalogue: Catalogue) -> None:
    """Before the first letter nothing, then ever more, in the end all."""
    first = catalogue.letters[0].date
    assert first
    then = catalogue.as_of(first.earliest - timedelta(days=1))
    assert all(len(held) == 0 for _, held in then.collections())
    known: set[str] = set()
    for letter in letters_of(catalogue):
        then = catalogue.as_of(letter)
        now = {then.ref(record) for _, held in then.collections() for record in held.values()}
        assert known <= now
        known = now
    for _, held in catalogue.collections():
        assert {catalogue.ref(record) for record in held.values() if record.letters} <= known
    assert catalogue.as_of("9999") is catalogue


@for_every_catalogue
def test_the_past_of_a_past_is_that_past(catalogue: Catalogue) -> None:
    """Asking twice, of one time or of a later one first, gives what asking once gives."""
    then = {letter: catalogue.as_of(letter) for letter in letters_of(catalogue)}
    seen: list[str] = []
    for later, known in then.items():
        seen.append(later)
        for letter in seen:
            assert everything(known.as_of(letter)) == everything(then[letter])


@for_every_catalogue
def test_nothing_known_rests_on_a_later_letter(catalogue: Catalogue) -> None:
    """No passage stands in a letter that was not there yet, and no link leads to nothing."""
    for letter in catalogue.letters:
        then = catalogue.as_of(letter.id)
        there = {one.id for one in then.letters}
        assert there == {
            one.id
            for one in catalogue.letters
            if one.date and letter.date and one.date.latest <= letter.date.latest
        }
        for _, held in then.collections():
            for record in held.values():
                assert {passage.document for passage in record.passages} <= there
                for path, target in links(record):
                    lost_before = target not in catalogue
                    assert lost_before or target in then, (record.id, path)


@settings(max_examples=30)
@given(linked_catalogues())
def test_a_past_passes_the_check(catalogue: Catalogue) -> None:
    """Where the whole has no problem, no past of it has one."""
    assert check(catalogue) == ()
    for letter in letters_of(catalogue):
        assert check(catalogue.as_of(letter)) == ()
