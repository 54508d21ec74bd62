"""No instrument stands under two ids: every near-equal pair of measures has been decided."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from nlstatedreig.catalogue import load

DECIDED = Path(__file__).with_name("decided-pairs.json")
"""Pairs that are different, and why; a pair that is the same becomes one measure."""

NEAR = 0.75
"""From this likeness of the Dutch labels on, a pair has to be decided."""


def likeness(one: str, other: str) -> float:
    """How alike two labels are, whichever comes first, from 0 to 1; 0 where not near."""
    one, other = one.casefold(), other.casefold()
    pairs = [SequenceMatcher(None, *pair, autojunk=False) for pair in ((one, other), (other, one))]
    if min(pairs[0].real_quick_ratio(), pairs[0].quick_ratio()) < NEAR:  # upper bounds
        return 0.0
    return max(pair.ratio() for pair in pairs)


def near_equal() -> dict[tuple[str, str], float]:
    """The pairs of measures with near-equal labels, of one letter or of several."""
    measures = load().measures.values()
    pairs = {
        (one.id, other.id): likeness(one.label.nl, other.label.nl)
        for one, other in combinations(measures, 2)
    }
    return {pair: ratio for pair, ratio in pairs.items() if ratio >= NEAR}


def decided() -> list[dict[str, str]]:
    """The decisions, as they are kept."""
    pairs: list[dict[str, str]] = json.loads(DECIDED.read_text(encoding="utf-8"))
    return pairs


def test_every_near_equal_pair_is_decided() -> None:
    """A new pair is read, and then merged into one measure or listed as different."""
    known = {(pair["a"], pair["b"]) for pair in decided()}
    open_pairs = [
        f"{one} ~ {other}: {ratio:.2f}"
        for (one, other), ratio in near_equal().items()
        if (one, other) not in known
    ]
    assert not open_pairs, (
        f"merge these or add them to {DECIDED.name} with a reason:\n" + "\n".join(open_pairs)
    )


def test_the_decisions_are_about_measures_of_the_data() -> None:
    """Each decision is on two measures, once, in order, with its reason."""
    pairs = [(pair["a"], pair["b"]) for pair in decided()]
    assert pairs == sorted(set(pairs))
    measures = load().measures
    for pair in decided():
        assert pair["a"] < pair["b"]
        assert pair["a"] in measures, f"{pair['a']} is no measure; remove the pair"
        assert pair["b"] in measures, f"{pair['b']} is no measure; remove the pair"
        assert pair["decision"] == "different"
        assert pair["why"]
