"""No instrument stands under two ids: every near-equal pair of measures has been decided."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from pathlib import Path

from nlstatedreig.catalogue import load

DECIDED = Path(__file__).with_name("decided-pairs.json")
"""Pairs that are different, and why; a pair that is the same becomes one measure."""

NEAR = 0.75
"""From this likeness of the Dutch labels on, a pair has to be decided."""


def near_equal() -> dict[tuple[str, str], float]:
    """The pairs of measures with near-equal labels, of one letter or of several.

    How alike two labels are, from 0 to 1, depends a little on which comes first; the most counts.
    """
    labels = {key: one.label.nl.casefold() for key, one in load().measures.items()}
    pairs: dict[tuple[str, str], float] = {}
    matcher = SequenceMatcher(autojunk=False)
    for other, second in labels.items():
        matcher.set_seq2(second)  # of which it makes an index, once
        for one, first in labels.items():
            if one >= other:
                break
            matcher.set_seq1(first)
            # Two upper bounds, which are the same both ways, before the ratio itself.
            if matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR:
                reverse = SequenceMatcher(None, second, first, autojunk=False)
                pairs[one, other] = max(matcher.ratio(), reverse.ratio())
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
