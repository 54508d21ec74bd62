"""From interest to threat to measure, the tree of threats, and who cites what."""

from __future__ import annotations

from typing import Any

import pytest
import small
from attrs import evolve

import nlstatedreig
from nlstatedreig.catalogue import Catalogue, Collection
from nlstatedreig.errors import UnknownIdError, UnknownValueError
from nlstatedreig.network import Cited, Link
from nlstatedreig.records import Citation, Threat
from nlstatedreig.values import CitationId, DocumentId, InterestId, MeasureId, ThreatId
from nlstatedreig.vocabulary import DocumentKind, Intent

WHOLE = small.catalogue()
LOKET, MELDPUNT = small.MEASURES
INMENGING, INTIMIDATIE = small.THREATS
SAFETY = small.INTEREST.id
ORDER = evolve(small.INTEREST, id=InterestId("rechtsorde"))


def threat(key: str, *broader: str) -> Threat:
    """A threat below others."""
    return evolve(
        INTIMIDATIE, id=ThreatId(key), broader=tuple(ThreatId(other) for other in broader)
    )


def told(links: tuple[Link, ...]) -> list[str]:
    """The links as text."""
    return [str(link) for link in links]


# ----------------------------------------------------------------------------------------- chain


def test_a_link_joins_interest_threat_and_measure() -> None:
    """The measure counters the threat, and the threat harms the interest."""
    assert WHOLE.chain() == (
        Link(interest=SAFETY, threat=INMENGING.id, measure=MeasureId("loket")),
    )
    assert told(WHOLE.chain()) == ["fysieke-veiligheid ← inmenging ← loket"]


@pytest.mark.parametrize(
    "keys",
    [
        ("measure/loket",),
        ("loket",),
        ("threat/inmenging",),
        ("interest/fysieke-veiligheid",),
        ("loket", "inmenging"),
        ("fysieke-veiligheid", "loket", "inmenging", "measure/loket"),
    ],
)
def test_a_chain_is_the_same_from_whichever_end(keys: tuple[str, ...]) -> None:
    """Each record of a link leads to it, alone or with the others."""
    assert WHOLE.chain(*keys) == WHOLE.chain()


def test_links_that_lack_one_of_the_records_are_left_out() -> None:
    """All that are asked for must be there; what is in no link gives none."""
    assert WHOLE.chain("loket", "intimidatie") == ()
    assert WHOLE.chain("loket", "meldpunt") == ()
    assert WHOLE.chain("meldpunt") == ()


def test_a_measure_does_not_tie_its_threats_to_the_interests_that_it_protects() -> None:
    """Only the letters do; an interest that none of its threats harms is tied to the measure."""
    protecting = small.measure(interests=(ORDER.id, SAFETY), threats=(INTIMIDATIE.id, INMENGING.id))
    assert told(small.catalogue(ORDER, protecting).chain()) == [
        "- ← intimidatie ← loket",
        "fysieke-veiligheid ← inmenging ← loket",
        "rechtsorde ← - ← loket",
    ]


def test_a_threat_to_no_interest_has_an_open_end() -> None:
    """The measure that counters it is tied to it all the same."""
    assert told(small.catalogue(small.measure(threats=(INTIMIDATIE.id,))).chain("loket")) == [
        "- ← intimidatie ← loket"
    ]


def test_a_measure_against_no_threat_has_an_open_middle() -> None:
    """It protects the interest from whatever comes."""
    assert told(small.catalogue(evolve(MELDPUNT, interests=(SAFETY,))).chain("meldpunt")) == [
        "fysieke-veiligheid ← - ← meldpunt"
    ]


def test_a_threat_that_no_measure_counters_has_an_open_end() -> None:
    """It harms the interest all the same."""
    assert told(small.catalogue(small.measure(threats=())).chain("inmenging")) == [
        "fysieke-veiligheid ← inmenging ← -"
    ]


def test_what_is_narrower_has_links_of_its_own() -> None:
    """The links of a threat are not those of the one above it."""
    whole = small.catalogue(small.measure(threats=(INTIMIDATIE.id,)))
    assert told(whole.chain("inmenging")) == ["fysieke-veiligheid ← inmenging ← -"]


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("lokt", "no record 'lokt'; did you mean 'measure/loket'?"),
        ("measure/balie", "no measure 'balie'; it was retired, use instead: measure/loket"),
    ],
)
def test_an_unknown_end_is_an_unknown_id(key: str, says: str) -> None:
    """A misspelt or retired id gives no empty chain."""
    with pytest.raises(UnknownIdError) as error:
        WHOLE.chain("inmenging", key)
    assert str(error.value) == says


def test_other_kinds_are_in_no_chain() -> None:
    """The error says which are."""
    with pytest.raises(UnknownValueError) as error:
        WHOLE.chain("kabinet")
    assert str(error.value) == (
        "actor/kabinet is in no chain; give an interest, a threat or a measure"
    )


def test_a_lost_threat_is_named() -> None:
    """What a threat harms that is not there cannot be told."""
    lost = small.catalogue(small.measure(threats=(ThreatId("weer"),)))
    for ask in (lost.chain, lost.matrix):
        with pytest.raises(UnknownIdError, match="no threat 'weer'"):
            ask()


# ---------------------------------------------------------------------------------------- matrix


def test_a_matrix_has_every_threat_and_interest() -> None:
    """Also those that nothing ties to another."""
    matrix = small.catalogue(ORDER).matrix()
    assert matrix.interests == (SAFETY, ORDER.id)
    assert matrix.threats == (INMENGING.id, INTIMIDATIE.id)
    assert matrix.links == WHOLE.chain()


def test_a_cell_holds_the_measures_that_meet_there() -> None:
    """None where no letter ties the two; empty where no measure counters the threat."""
    matrix = small.catalogue(
        evolve(INTIMIDATIE, harms=(SAFETY,)), evolve(MELDPUNT, threats=LOKET.threats), ORDER
    ).matrix()
    assert matrix.cell("inmenging", "fysieke-veiligheid") == ("loket", "meldpunt")
    assert matrix.cell("intimidatie", "fysieke-veiligheid") == ()
    assert matrix.cell("inmenging", "rechtsorde") is None


def test_a_gap_is_a_threat_that_nothing_counters() -> None:
    """What counters a narrower threat is something against the broader one, and not the reverse."""
    matrix = WHOLE.matrix()
    assert matrix.gaps == (INTIMIDATIE.id,)
    assert repr(matrix) == "<Matrix of 2 threats and 1 interests: 1 threats without a measure>"
    below = small.catalogue(
        threat("dreigbrief", "intimidatie"), small.measure(threats=(ThreatId("dreigbrief"),))
    )
    assert below.matrix().gaps == ()


def test_a_ring_of_threats_has_its_gaps() -> None:
    """Threats above themselves end the walk; a broader one that is lost is passed over."""
    ring = (threat("een", "twee"), threat("twee", "een"), threat("drie", "weer"))
    countered = small.measure(threats=(ThreatId("een"), ThreatId("drie")))
    assert small.catalogue(*ring, countered).matrix().gaps == (INMENGING.id, INTIMIDATIE.id)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (("weer", "fysieke-veiligheid"), "'weer' is no threat of the matrix; it has inmenging, in"),
        (("inmenging", "weer"), "'weer' is no interest of the matrix; it has fysieke-veiligheid"),
        (
            ("fysieke-veiligheid", "inmenging"),
            "'fysieke-veiligheid' is no threat of the matrix; it has inmenging, intimidatie",
        ),
    ],
)
def test_a_place_beside_the_matrix_is_refused(place: tuple[str, str], says: str) -> None:
    """A misspelt id, or the two in the wrong order, is not a cell without measures."""
    with pytest.raises(UnknownValueError) as error:
        WHOLE.matrix().cell(*place)
    assert str(error.value).startswith(says)


def test_a_matrix_of_nothing_is_one() -> None:
    """Without threats there is no gap, and no cell."""
    matrix = Catalogue().matrix()
    assert (matrix.links, matrix.gaps) == ((), ())
    with pytest.raises(UnknownValueError, match="it has none"):
        matrix.cell("inmenging", "fysieke-veiligheid")


# ------------------------------------------------------------------------------------------ tree


def test_a_tree_has_all_that_is_narrower() -> None:
    """Each below what is broader, by id."""
    branch = small.catalogue(
        threat("dreigbrief", "intimidatie"), threat("beinvloeding", "inmenging")
    ).tree("inmenging")
    assert str(branch) == "inmenging\n  beinvloeding\n  intimidatie\n    dreigbrief"
    assert branch.ids == ("inmenging", "beinvloeding", "intimidatie", "dreigbrief")
    assert branch.label == INMENGING.label
    assert [below.threat for below in branch.narrower] == ["beinvloeding", "intimidatie"]
    assert repr(branch) == "<Branch inmenging: 4 threats>"


def test_a_threat_with_two_broader_ones_stands_below_both() -> None:
    """In the tree twice, among its ids once."""
    branch = small.catalogue(threat("dreigbrief", "inmenging", "intimidatie")).tree("inmenging")
    assert str(branch) == "inmenging\n  dreigbrief\n  intimidatie\n    dreigbrief"
    assert branch.ids == ("inmenging", "dreigbrief", "intimidatie")


def test_a_threat_with_nothing_narrower_is_a_tree() -> None:
    """A single line."""
    branch = WHOLE.tree("intimidatie")
    assert (str(branch), branch.narrower, branch.ids) == ("intimidatie", (), ("intimidatie",))


def test_a_ring_of_threats_is_cut() -> None:
    """In data that the check has not seen, a threat is not drawn below itself."""
    whole = small.catalogue(evolve(INMENGING, broader=(INTIMIDATIE.id, INMENGING.id)))
    assert str(whole.tree("inmenging")) == "inmenging\n  intimidatie"
    assert str(whole.tree("intimidatie")) == "intimidatie\n  inmenging"


def test_an_unknown_threat_names_close_ones() -> None:
    """A tree begins at a threat, by its id or `kind/id`."""
    with pytest.raises(UnknownIdError, match="no threat 'inmeging'; did you mean 'inmenging'"):
        WHOLE.tree("inmeging")
    assert WHOLE.tree("threat/inmenging") == WHOLE.tree("inmenging")


# ----------------------------------------------------------------------------------------- cited


def citation(key: str, letter: str, document: str, times: int = 1, **changes: object) -> Citation:
    """A citation in a letter, as often as told."""
    return evolve(
        small.CITATION,
        id=CitationId(f"{letter}:{key}"),
        document=DocumentId(document),
        evidence=tuple(small.passage(DocumentId(letter), footnote=n) for n in range(times)),
        **changes,
    )


def test_a_work_is_told_with_all_that_cites_it() -> None:
    """How often, in which letters by date, and why."""
    whole = small.catalogue(
        citation("noot-3", small.LATE, small.PAPER, 2, intent=Intent.IMPLEMENTS),
        citation("noot-4", small.EARLY, small.PAPER, intent=Intent.ANNOUNCES),
    )
    (work,) = whole.cited()
    assert work == Cited(
        document=small.PAPER,
        title="Motie over een loket",
        kind=DocumentKind.MOTION,
        times=4,
        letters=(small.EARLY, small.LATE),
        intents=(Intent.IMPLEMENTS, Intent.ANNOUNCES),
        citations=(
            CitationId("kst-1-9:noot-3"),
            CitationId("kst-9-1:noot-1-kst-1-2"),
            CitationId("kst-9-1:noot-4"),
        ),
    )
    assert str(work) == "Motie over een loket (kst-1-2): 4, in kst-9-1, kst-1-9"
    assert repr(work) == f"<Cited {work}>"


def test_a_note_and_the_words_that_it_hangs_on_are_one_place() -> None:
    """More words than notes, or more notes than words, are as many places."""
    words = [small.passage(small.EARLY, start) for start in ("de motie", "deze motie")]
    for passages, times in (
        ((words[0], *small.CITATION.evidence), 1),
        ((*words, *small.CITATION.evidence), 2),
        ((words[0], *small.CITATION.evidence, small.passage(small.EARLY, footnote=2)), 2),
    ):
        (work,) = small.catalogue(evolve(small.CITATION, evidence=passages)).cited()
        assert work.times == times


def test_works_that_are_cited_most_come_first() -> None:
    """Then by id."""
    whole = small.catalogue(
        citation("noot-2", small.LATE, small.EARLY),
        citation("noot-3", small.EARLY, small.LATE, 2),
    )
    assert [(work.document, work.times) for work in whole.cited()] == [
        (small.LATE, 2),
        (small.PAPER, 1),
        (small.EARLY, 1),
    ]


def test_what_is_meant_is_what_is_cited() -> None:
    """A reference that cannot be right counts for the work that it must stand for."""
    wrong = evolve(small.CITATION, document=small.PAPER, meant=small.LATE)
    assert [work.document for work in small.catalogue(wrong).cited()] == [small.LATE]


def test_only_some_citations_can_be_counted() -> None:
    """Those that a query keeps; no citations, no works."""
    whole = small.catalogue(citation("noot-3", small.LATE, small.PAPER, 2))
    (work,) = whole.cited(whole.citations.where(letter=small.LATE))
    assert (work.times, work.letters) == (2, (small.LATE,))
    assert whole.cited(whole.citations.where(intent="announces")) == ()


def test_what_stands_in_no_letter_comes_last() -> None:
    """A citation of an unknown letter is counted, behind those of the letters."""
    whole = small.catalogue(
        citation("a", "kst-0-0", small.PAPER), citation("b", "kst-0-1", small.PAPER)
    )
    assert whole.cited()[0].letters == (small.EARLY, "kst-0-0", "kst-0-1")


def test_only_citations_can_be_counted() -> None:
    """An id or another collection in their place is refused."""
    no_citations: Any
    for no_citations in ("kst-1-1", WHOLE.measures):
        with pytest.raises(UnknownValueError, match="is no collection of citations; give one"):
            WHOLE.cited(no_citations)


def test_a_lost_work_is_named() -> None:
    """Of a work that is not there the title cannot be told."""
    whole = small.catalogue(citation("noot-3", small.LATE, "kst-0-0"))
    with pytest.raises(UnknownIdError, match="no document 'kst-0-0'"):
        whole.cited()


def test_the_answers_to_motions_can_be_found() -> None:
    """In the real letters, the letter of 2020 answers a motion."""
    catalogue = nlstatedreig.load()
    works = catalogue.cited(catalogue.citations.where(intent="implements"))
    assert any(
        work.kind is DocumentKind.MOTION and "kst-33694-57" in work.letters for work in works
    )


def test_the_screening_protects_economic_security() -> None:
    """In the real letters, it counters unwanted takeovers."""
    assert (
        Link(
            interest=InterestId("economische-veiligheid"),
            threat=ThreatId("ongewenste-overnames-en-investeringen"),
            measure=MeasureId("investeringstoets"),
        )
        in nlstatedreig.load().chain()
    )


def test_an_order_of_its_own_makes_no_difference() -> None:
    """The chain is sorted, whatever the order in which threats and measures were written."""
    turned = Catalogue(
        interests=WHOLE.interests,
        threats=Collection(Threat, reversed(small.THREATS)),
        measures=Collection(type(LOKET), reversed(small.MEASURES)),
    )
    assert turned.chain() == WHOLE.chain()
