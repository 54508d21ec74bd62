"""Laws of what hangs together along the links."""

from __future__ import annotations

from itertools import pairwise

from strategies import for_every_catalogue

from nlstatedreig.catalogue import Catalogue
from nlstatedreig.network import Branch, Link


def ends(link: Link) -> set[str]:
    """The records of a link."""
    kinds = {"interest": link.interest, "threat": link.threat, "measure": link.measure}
    return {f"{kind}/{key}" for kind, key in kinds.items() if key}


def narrower(catalogue: Catalogue, top: str) -> set[str]:
    """A threat and all that lead up to it."""
    found = {top}
    while True:
        more = {
            key for key, threat in catalogue.threats.items() if not found.isdisjoint(threat.broader)
        }
        if more <= found:
            return found
        found |= more


@for_every_catalogue
def test_a_chain_is_the_same_from_both_ends(catalogue: Catalogue) -> None:
    """A link is in the chain of a record just when the record is one of its ends."""
    links = catalogue.chain()
    held = catalogue.interests, catalogue.threats, catalogue.measures
    keys = [str(catalogue.ref(record)) for one in held for record in one.values()]
    keys = keys[:: max(1, len(keys) // 120)]  # of many, some of each kind
    ended = {link: ends(link) for link in links}
    for key in keys:
        assert catalogue.chain(key) == tuple(link for link in links if key in ended[link])
    asked = {pair for link in links for pair in pairwise(sorted(ended[link]))}
    for one, other in [*sorted(asked)[:50], *pairwise(keys)]:
        both = tuple(link for link in links if {one, other} <= ended[link])
        assert catalogue.chain(one, other) == both


@for_every_catalogue
def test_a_chain_leaves_no_tie_out(catalogue: Catalogue) -> None:
    """Whatever a measure counters and protects, and a threat harms, is in a link."""
    links = catalogue.chain()
    assert len(set(links)) == len(links)
    countered = {(link.threat, link.measure) for link in links if link.threat and link.measure}
    protected = {(link.interest, link.measure) for link in links if link.interest and link.measure}
    harmed = {(link.interest, link.threat) for link in links if link.interest and link.threat}
    for measure in catalogue.measures.values():
        assert {key for key, by in countered if by == measure.id} == set(measure.threats)
        assert {(key, measure.id) for key in measure.interests} <= protected
    for threat in catalogue.threats.values():
        assert {(key, threat.id) for key in threat.harms} <= harmed


@for_every_catalogue
def test_a_chain_invents_no_tie(catalogue: Catalogue) -> None:
    """Each link has its grounds in the records, and an end is open only where there is nothing."""
    against = {key for measure in catalogue.measures.values() for key in measure.threats}
    for link in catalogue.chain():
        assert len(ends(link)) > 1
        harms = catalogue.threats[link.threat].harms if link.threat else ()
        measure = catalogue.measures[link.measure] if link.measure else None
        protects = measure.interests if measure else ()
        if link.interest:
            assert link.interest in (harms if link.threat else protects)
        else:
            assert not harms
        if measure and link.threat:
            assert link.threat in measure.threats
        elif measure:
            assert all(link.interest not in catalogue.threats[key].harms for key in measure.threats)
        else:
            assert link.threat not in against


@for_every_catalogue
def test_the_cells_of_the_matrix_are_the_chain(catalogue: Catalogue) -> None:
    """A cell has the measures of its links; it is `None` just when there is no link."""
    matrix = catalogue.matrix()
    assert matrix.links == catalogue.chain()
    assert matrix.interests == tuple(catalogue.interests)
    assert matrix.threats == tuple(catalogue.threats)
    for threat in matrix.threats:
        for interest in matrix.interests:
            found = [
                link for link in matrix.links if (link.threat, link.interest) == (threat, interest)
            ]
            measures = tuple(link.measure for link in found if link.measure)
            assert matrix.cell(threat, interest) == (measures if found else None)


@for_every_catalogue
def test_a_gap_is_a_branch_that_nothing_counters(catalogue: Catalogue) -> None:
    """Neither the threat nor any below it."""
    countered = {key for measure in catalogue.measures.values() for key in measure.threats}
    assert catalogue.matrix().gaps == tuple(
        key for key in catalogue.threats if countered.isdisjoint(narrower(catalogue, key))
    )


@for_every_catalogue
def test_a_tree_has_all_that_leads_up_to_its_top(catalogue: Catalogue) -> None:
    """And nothing else; each stands below what is broader, and is a line of the drawing."""

    def below(branch: Branch) -> None:
        assert branch.label == catalogue.threats[branch.threat].label
        assert [one.threat for one in branch.narrower] == [
            key for key, threat in catalogue.threats.items() if branch.threat in threat.broader
        ]
        for one in branch.narrower:
            below(one)

    for key in catalogue.threats:
        tree = catalogue.tree(key)
        below(tree)
        assert tree.ids[0] == key
        assert len(set(tree.ids)) == len(tree.ids)
        assert set(tree.ids) == narrower(catalogue, key)
        assert {line.strip() for line in str(tree).splitlines()} == set(tree.ids)


@for_every_catalogue
def test_each_citation_counts_once(catalogue: Catalogue) -> None:
    """No work is cited more often than there are passages, nor less than citations."""
    works = catalogue.cited()
    citations = catalogue.citations
    assert sorted(key for work in works for key in work.citations) == list(citations)
    order = [(-work.times, work.document) for work in works]
    assert order == sorted(order)
    assert len({work.document for work in works}) == len(works)
    for work in works:
        own = [citations[key] for key in work.citations]
        passages = [passage for citation in own for passage in citation.evidence]
        assert sum(bool(one.evidence) for one in own) <= work.times <= len(passages)
        assert {citation.meant or citation.document for citation in own} == {work.document}
        assert {citation.intent for citation in own} == set(work.intents)
        told = {letter for citation in own for letter in citation.letters}
        assert list(work.letters) == [one.id for one in catalogue.letters if one.id in told]
