"""What an error says, and as what it can be caught."""

from __future__ import annotations

import pickle

import pytest

from nlstatedreig import errors
from nlstatedreig.errors import DataError, NlstatedreigError, UnknownIdError


def test_an_unknown_id_reads_without_quotes_around_the_message() -> None:
    """A `KeyError` would show the repr of its text; this one shows the text."""
    error = UnknownIdError("measure", "lokt", ["loket", "lokaal"])
    assert isinstance(error, KeyError)
    assert str(error) == "no measure 'lokt'; did you mean 'loket' or 'lokaal'?"


def test_an_unknown_id_without_close_ones_guesses_nothing() -> None:
    """Where nothing is close, the message is short."""
    assert str(UnknownIdError("measure", "x")) == "no measure 'x'"


def test_bad_data_counts_its_problems() -> None:
    """All problems show, one a line, under their number."""
    assert str(DataError(["a: x"])) == "1 problem:\n  a: x"
    assert str(DataError(p for p in ("a: x", "b: y"))) == "2 problems:\n  a: x\n  b: y"


@pytest.mark.parametrize(
    ("name", "builtin"),
    [
        ("UnknownIdError", KeyError),
        ("UnknownFieldError", TypeError),
        ("UnknownValueError", ValueError),
        ("DataError", ValueError),
        ("AnchorError", ValueError),
        ("SourceError", ValueError),
    ],
)
def test_each_error_is_of_the_family_and_of_a_built_in_kind(
    name: str, builtin: type[Exception]
) -> None:
    """One `except` catches all of them, and so does the built-in that a caller would expect."""
    assert issubclass(getattr(errors, name), NlstatedreigError)
    assert issubclass(getattr(errors, name), builtin)


@pytest.mark.parametrize("error", [UnknownIdError("a", "b", ["c"], "; d"), DataError(["x", "y"])])
def test_errors_survive_pickling(error: NlstatedreigError) -> None:
    """An error that comes back from another process says the same."""
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
