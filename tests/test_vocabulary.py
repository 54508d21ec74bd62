"""The closed vocabularies."""

from __future__ import annotations

import ast
import inspect
import re
from enum import StrEnum

import pytest

from nlstatedreig import vocabulary
from nlstatedreig.vocabulary import Intent, Match

VOCABULARIES = [
    held
    for held in vars(vocabulary).values()
    if isinstance(held, type) and issubclass(held, StrEnum) and held is not StrEnum
]


@pytest.mark.parametrize("one", VOCABULARIES, ids=lambda one: one.__name__)
def test_every_member_says_what_it_stands_for(one: type[StrEnum]) -> None:
    """Each member of each vocabulary is followed by a docstring of its own."""
    (tree,) = ast.parse(inspect.getsource(one)).body
    assert isinstance(tree, ast.ClassDef)
    docstring, *body = tree.body
    members = [node.targets[0].id for node in body[::2]]  # type: ignore[attr-defined]
    meanings = [node.value.value for node in body[1::2]]  # type: ignore[attr-defined]
    assert ast.get_docstring(tree)
    assert isinstance(docstring, ast.Expr)
    assert members == list(one.__members__)
    assert all(re.fullmatch(r"\S.*\.", meaning, re.DOTALL) for meaning in meanings)
    assert len(set(meanings)) == len(members)


@pytest.mark.parametrize("one", VOCABULARIES, ids=lambda one: one.__name__)
def test_values_are_the_names_in_lower_case(one: type[StrEnum]) -> None:
    """A value can be guessed from its name, in the spelling of CiTO where the term is CiTO's."""
    for member in one:
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", member.value)
        assert words.upper().replace("-", "_") == member.name
        assert one in (Intent, Match) or re.fullmatch(r"[a-z]+(-[a-z]+)*", member.value)


def test_a_value_is_a_string() -> None:
    """A member equals, prints and is formatted as its value."""
    assert Match.EXACT == "exact"
    assert f"{Match.EXACT}" == str(Match.EXACT) == "exact"
