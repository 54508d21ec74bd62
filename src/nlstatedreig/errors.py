"""What can go wrong, in one family: catch `NlstatedreigError` to catch all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class NlstatedreigError(Exception):
    """Base of every error that this package raises on purpose."""


class UnknownIdError(NlstatedreigError, KeyError):
    """No record has this id; the message names the closest ids there are.

    Example:
        >>> from nlstatedreig.errors import UnknownIdError
        >>> print(UnknownIdError("measure", "responskadr", ["rijksbreed-responskader"]))
        no measure 'responskadr'; did you mean 'rijksbreed-responskader'?
    """

    def __init__(self, kind: str, key: str, close: Sequence[str] = (), hint: str = "") -> None:
        super().__init__(kind, key, tuple(close), hint)
        self.kind = kind
        self.key = key
        self.close: tuple[str, ...] = tuple(close)
        self.hint = hint

    def __str__(self) -> str:
        # KeyError would show the repr of its argument.
        guess = f"; did you mean {_either(self.close)}?" if self.close else ""
        return f"no {self.kind} {self.key!r}{guess}{self.hint}"


class UnknownFieldError(NlstatedreigError, TypeError):
    """A query names a field that this kind of record does not have."""


class UnknownValueError(NlstatedreigError, ValueError):
    """A query asks for a value that the vocabulary of the field does not have."""


class DataError(NlstatedreigError, ValueError):
    """Bad data: every problem found, each with the place where it stands.

    Attributes:
        problems: one line for each problem, as `file: record: $.path: what is wrong`.

    Example:
        >>> from nlstatedreig.errors import DataError
        >>> print(DataError(["measures.json: loket: $[3].weight: 'big' is not one of core, minor"]))
        1 problem:
          measures.json: loket: $[3].weight: 'big' is not one of core, minor
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems: tuple[str, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = f"{len(self.problems)} problem{'s' if len(self.problems) != 1 else ''}:"
        return "\n  ".join([count, *self.problems])


class AnchorError(NlstatedreigError, ValueError):
    """An anchor does not hit the text exactly once, or a digest differs."""


class SourceError(NlstatedreigError, ValueError):
    """A source text is missing, or cannot be read as the document that it should be."""


def _either(names: Sequence[str]) -> str:
    return " or ".join(repr(name) for name in names)
