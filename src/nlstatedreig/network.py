"""Along the links: from interest to threat to measure, the tree of threats, and who cites what.

These are the answers of `Catalogue.chain`, `matrix`, `tree` and `cited`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from nlstatedreig._walk import really_is
from nlstatedreig.catalogue import Collection
from nlstatedreig.errors import UnknownValueError
from nlstatedreig.records import Citation, Interest, Measure, Threat
from nlstatedreig.values import (
    CitationId,
    DocumentId,
    InterestId,
    MeasureId,
    Ref,
    Text,
    ThreatId,
)
from nlstatedreig.vocabulary import DocumentKind, Intent

if TYPE_CHECKING:
    from nlstatedreig.catalogue import Catalogue

# ----------------------------------------------------------------------------------------- chain


@frozen(kw_only=True)
class Link:
    """An interest, a threat and a measure that belong together (belangen, dreiging, weerbaarheid).

    The letters say that the threat harms the interest, and that the measure counters the threat;
    or that the measure protects the interest. Two of the three are always there.

    Attributes:
        interest: the interest; `None` where the letters do not say that the threat harms one.
        threat: the threat; `None` where the measure protects the interest, and no letter says that
            a threat that it counters harms just this one.
        measure: the measure; `None` where none counters the threat.
    """

    interest: InterestId | None
    threat: ThreatId | None
    measure: MeasureId | None

    def __str__(self) -> str:
        return f"{self.interest or '-'} ← {self.threat or '-'} ← {self.measure or '-'}"


def chain(catalogue: Catalogue, keys: tuple[str, ...]) -> tuple[Link, ...]:
    """See `Catalogue.chain`."""
    asked: set[Ref] = set()
    for key in keys:
        record = catalogue[key]
        if not isinstance(record, Interest | Threat | Measure):
            raise UnknownValueError(
                f"{catalogue.ref(record)} is in no chain; give an interest, a threat or a measure"
            )
        asked.add(catalogue.ref(record))
    links = {link for link in _links(catalogue) if asked <= _ends(link)}
    return tuple(
        sorted(links, key=lambda one: (one.interest or "", one.threat or "", one.measure or ""))
    )


def _links(catalogue: Catalogue) -> Iterator[Link]:
    countered: set[ThreatId] = set()
    for measure in catalogue.measures.values():
        countered.update(measure.threats)
        for threat in measure.threats:
            for interest in catalogue.threats[threat].harms or (None,):
                yield Link(interest=interest, threat=threat, measure=measure.id)
        harmed = {i for threat in measure.threats for i in catalogue.threats[threat].harms}
        for interest in measure.interests:
            if interest not in harmed:
                yield Link(interest=interest, threat=None, measure=measure.id)
    for bare in catalogue.threats.values():
        for interest in () if bare.id in countered else bare.harms:
            yield Link(interest=interest, threat=bare.id, measure=None)


def _ends(link: Link) -> set[Ref]:
    ends = {"interest": link.interest, "threat": link.threat, "measure": link.measure}
    return {Ref(f"{kind}/{key}") for kind, key in ends.items() if key}


# ---------------------------------------------------------------------------------------- matrix


@frozen(kw_only=True, repr=False)
class Matrix:
    """The threats against the interests, with the measures where they meet.

    Attributes:
        interests: the columns.
        threats: the rows: every threat, also one that no measure counters.
        links: what stands in the cells.
        gaps: the threats that no measure counters, nor any threat narrower than they are.
    """

    interests: tuple[InterestId, ...]
    threats: tuple[ThreatId, ...]
    links: tuple[Link, ...]
    gaps: tuple[ThreatId, ...]

    def cell(self, threat: str, interest: str) -> tuple[MeasureId, ...] | None:
        """The measures against a threat to an interest; `None` if no letter says that it harms it.

        Raises:
            UnknownValueError: no row or no column has this id.
        """
        for what, key, known in (
            ("threat", threat, self.threats),
            ("interest", interest, self.interests),
        ):
            if key not in known:
                raise UnknownValueError(
                    f"{key!r} is no {what} of the matrix; it has {', '.join(known) or 'none'}"
                )
        return self._cells.get((threat, interest))

    @cached_property
    def _cells(self) -> Mapping[tuple[str | None, str | None], tuple[MeasureId, ...]]:
        cells: dict[tuple[str | None, str | None], list[MeasureId]] = {}
        for link in self.links:
            measures = [link.measure] if link.measure else []
            cells.setdefault((link.threat, link.interest), []).extend(measures)
        return {place: tuple(measures) for place, measures in cells.items()}

    def __repr__(self) -> str:
        return (
            f"<Matrix of {len(self.threats)} threats and {len(self.interests)} interests: "
            f"{len(self.gaps)} threats without a measure>"
        )


def matrix(catalogue: Catalogue) -> Matrix:
    """See `Catalogue.matrix`."""
    links = chain(catalogue, ())
    # What counters a threat is something against each broader one.
    todo = [threat for measure in catalogue.measures.values() for threat in measure.threats]
    countered: set[ThreatId] = set()
    while todo:
        if (threat := todo.pop()) not in countered and threat in catalogue.threats:
            countered.add(threat)
            todo += catalogue.threats[threat].broader
    threats = tuple(record.id for record in catalogue.threats.values())
    return Matrix(
        interests=tuple(record.id for record in catalogue.interests.values()),
        threats=threats,
        links=links,
        gaps=tuple(threat for threat in threats if threat not in countered),
    )


# ------------------------------------------------------------------------------------------ tree


@frozen(kw_only=True, repr=False)
class Branch:
    """A threat with the threats that are narrower, each with its own. `str()` draws the tree.

    Attributes:
        threat: the threat.
        label: its name.
        narrower: the branches below it, by id.
    """

    threat: ThreatId
    label: Text
    narrower: tuple[Branch, ...] = ()

    @property
    def ids(self) -> tuple[ThreatId, ...]:
        """The threat and all below it, each once, from the top."""
        below = (key for branch in self.narrower for key in branch.ids)
        return tuple(dict.fromkeys([self.threat, *below]))

    def __str__(self) -> str:
        below = [f"  {line}" for branch in self.narrower for line in str(branch).split("\n")]
        return "\n".join([self.threat, *below])

    def __repr__(self) -> str:
        return f"<Branch {self.threat}: {len(self.ids)} threats>"


def narrower(threats: Collection[Threat]) -> Mapping[ThreatId, list[ThreatId]]:
    """The threats just below each other one, by id."""
    found: dict[ThreatId, list[ThreatId]] = {}
    for record in threats.values():
        for broader in record.broader:
            found.setdefault(broader, []).append(record.id)
    return found


def tree(
    threats: Collection[Threat], below: Mapping[ThreatId, list[ThreatId]], threat: str
) -> Branch:
    """See `Catalogue.tree`."""

    def grow(key: ThreatId, above: tuple[ThreatId, ...]) -> Branch:
        # In data that `check` has not seen, a threat could be above itself.
        children = [child for child in below.get(key, ()) if child not in (*above, key)]
        branches = tuple(grow(child, (*above, key)) for child in children)
        return Branch(threat=key, label=threats[key].label, narrower=branches)

    return grow(threats[str(threat).removeprefix("threat/")].id, ())


# ----------------------------------------------------------------------------------------- cited


@frozen(kw_only=True, repr=False)
class Cited:
    """A work, and where it is cited.

    Attributes:
        document: the work; the one that is meant, where the letter's reference cannot be right.
        title: its title.
        kind: what sort of work it is.
        times: at how many places it is cited. A note and the words of the text that it hangs on are
            one place.
        letters: the letters that cite it, in the order of the letters.
        intents: why they cite it.
        citations: the citations.
    """

    document: DocumentId
    title: str
    kind: DocumentKind
    times: int
    letters: tuple[DocumentId, ...]
    intents: tuple[Intent, ...]
    citations: tuple[CitationId, ...]

    def __str__(self) -> str:
        return f"{self.title} ({self.document}): {self.times}, in {', '.join(self.letters)}"

    def __repr__(self) -> str:
        return f"<Cited {self}>"


def cited(catalogue: Catalogue, citations: Collection[Citation]) -> tuple[Cited, ...]:
    """See `Catalogue.cited`."""
    if not really_is(citations, Collection) or citations.kind is not Citation:
        raise UnknownValueError(
            f"{citations!r} is no collection of citations; give one, such as "
            "catalogue.citations.where(letter=...)"
        )
    order = {letter.id: place for place, letter in enumerate(catalogue.letters)}
    by_work: dict[DocumentId, list[Citation]] = {}
    for citation in citations.values():
        by_work.setdefault(citation.meant or citation.document, []).append(citation)
    found: list[Cited] = []
    for work, cites in by_work.items():
        letters = {letter for citation in cites for letter in citation.letters}
        document = catalogue.documents[work]
        found.append(
            Cited(
                document=work,
                title=document.title,
                kind=document.kind,
                times=sum(map(_places, cites)),
                letters=tuple(sorted(letters, key=lambda key: (order.get(key, len(order)), key))),
                intents=tuple(dict.fromkeys(citation.intent for citation in cites)),
                citations=tuple(citation.id for citation in cites),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.times, one.document)))


def _places(citation: Citation) -> int:
    notes = [passage for passage in citation.evidence if passage.footnote is not None]
    return max(len(notes), len(citation.evidence) - len(notes))
