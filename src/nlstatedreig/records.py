"""The record classes: the model, to be read from top to bottom.

A letter makes statements about things, and every one of them has its evidence. Records refer to
each other by id: a field whose annotation is an id type is a link. Nothing here looks anything up;
that is what `nlstatedreig.catalogue` is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import Attribute, frozen

from nlstatedreig._walk import fields_that_hold
from nlstatedreig.values import (
    ActorId,
    AssessmentId,
    CitationId,
    CommitmentId,
    DefinitionId,
    DocumentId,
    ErratumId,
    Evidence,
    FigureId,
    FrameworkId,
    IncidentId,
    InterestId,
    MeasureId,
    PartialDate,
    Quantity,
    Ref,
    SectionId,
    Text,
    ThreatId,
    UncodedId,
)
from nlstatedreig.vocabulary import (
    ActorKind,
    Bound,
    DefinitionForm,
    DocumentKind,
    FrameworkKind,
    Intent,
    LineageRelation,
    Match,
    MeasureKind,
    Place,
    Sector,
    Status,
    Theme,
    ThreatLevel,
    Trend,
    UncodedReason,
    Verdict,
    Weight,
)


@frozen(kw_only=True)
class Record:
    """What all kinds of record share.

    Attributes:
        id: unique within the kind, never reused.
        evidence: the passages that the record as a whole rests on. A thing that letters speak of
            one by one has them in its dated parts; `passages` has them all.
        themes: the subjects, so that one of them can be asked for.
        inferred: the names of the fields that are inferred from the letter, not stated in it.
    """

    id: str
    evidence: tuple[Evidence, ...] = ()
    themes: tuple[Theme, ...] = ()
    inferred: tuple[str, ...] = ()

    @property
    def passages(self) -> tuple[Evidence, ...]:
        """Every passage of the record, those of its parts included, each once."""
        return tuple(dict.fromkeys(_evidence_in(self)))

    @property
    def letters(self) -> tuple[DocumentId, ...]:
        """The documents that the record's passages stand in, in the order of the passages."""
        return tuple(dict.fromkeys(passage.document for passage in self.passages))


def _evidence_in(value: Any) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _evidence_in(item)
    else:
        for name in fields_that_hold(type(value), Evidence):
            yield from _evidence_in(getattr(value, name))


def _id_first(_: type, attributes: list[Attribute[object]]) -> list[Attribute[object]]:
    # Each kind narrows the type of the id, which would move it behind the shared fields.
    return sorted(attributes, key=lambda attribute: attribute.name != "id")


# ---------------------------------------------------------------------------------------- things


@frozen(kw_only=True)
class Identifier:
    """An identifier of a document in another scheme: `scheme` is BWB, CELEX, COM, ECLI, TK, …"""

    scheme: str
    value: str


@frozen(kw_only=True)
class OutsideFact:
    """A fact that no letter states, with its source. Never evidence.

    Attributes:
        fact: the fact, in the library's own words.
        date: the date on which it happened or holds, if it has one.
        source: where it can be checked.
        unverified: what in the fact could not be checked, or `None`.
    """

    fact: Text
    date: PartialDate | None = None
    source: str
    unverified: str | None = None


@frozen(kw_only=True, field_transformer=_id_first)
class Document(Record):
    """One of the five coded documents, or a work that they cite.

    Attributes:
        kind: what sort of work.
        title: the title as printed, or a short description where the letter prints none.
        coded: whether it is one of the documents whose text is coded.
        series: whether it stands for an undated series ("jaarverslagen van de AIVD").
        date: the date of the document.
        authors: who wrote or issued it.
        heading_authors: those whom the printed heading names.
        signatories: those who signed it.
        dossier: number of the parliamentary dossier, without spaces (`30821`, `35570-VI`).
        number: number within the dossier.
        session: parliamentary session (`2018-2019`).
        identifiers: identifiers in other schemes.
        url: official address.
        abbreviation: the abbreviation that a letter gives it.
        annex_of: the paper to which it is an annex.
        also_in: further dossiers under which it is filed.
        movers: the members who moved it, for a motion.
        et_al: whether the letter adds "c.s." to the movers.
        outside: facts that no letter states, each with its source.
    """

    id: DocumentId
    kind: DocumentKind
    title: str
    coded: bool = False
    series: bool = False
    date: PartialDate | None = None
    authors: tuple[ActorId, ...] = ()
    heading_authors: tuple[ActorId, ...] = ()
    signatories: tuple[ActorId, ...] = ()
    dossier: str | None = None
    number: str | None = None
    session: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    url: str | None = None
    abbreviation: str | None = None
    annex_of: DocumentId | None = None
    also_in: tuple[str, ...] = ()
    movers: tuple[ActorId, ...] = ()
    et_al: bool = False
    outside: tuple[OutsideFact, ...] = ()

    def __str__(self) -> str:
        return self.title


@frozen(kw_only=True)
class Name:
    """What one letter calls an interest.

    Attributes:
        letter: the letter.
        name: the name as printed.
        evidence: the passages that use it.
    """

    letter: DocumentId
    name: str
    evidence: tuple[Evidence, ...]


@frozen(kw_only=True, field_transformer=_id_first)
class Interest(Record):
    """A national security interest (nationaal veiligheidsbelang).

    Attributes:
        label: its name.
        names: what each letter calls it.
        definition: what the letters say that it means.
    """

    id: InterestId
    label: Text
    names: tuple[Name, ...] = ()
    definition: Text | None = None

    def __str__(self) -> str:
        return str(self.label)


@frozen(kw_only=True)
class ThreatName:
    """A letter's category, and how it relates to the concept.

    Attributes:
        letter: the letter.
        name: the name as printed.
        match: the relation, as in SKOS.
        evidence: the passages that use it.
    """

    letter: DocumentId
    name: str
    match: Match
    evidence: tuple[Evidence, ...]


@frozen(kw_only=True, field_transformer=_id_first)
class Threat(Record):
    """A threat category, a manifestation or means, or a development: a concept over all letters.

    Attributes:
        label: its name.
        level: category, manifestation or development.
        broader: the concepts of which it is a kind or part (`skos:broader`).
        related: concepts that belong with it without being broader or narrower (`skos:related`).
        names: what each letter calls it.
        harms: the interests that it harms, as the letters say.
    """

    id: ThreatId
    label: Text
    level: ThreatLevel
    broader: tuple[ThreatId, ...] = ()
    related: tuple[ThreatId, ...] = ()
    names: tuple[ThreatName, ...] = ()
    harms: tuple[InterestId, ...] = ()

    def __str__(self) -> str:
        return str(self.label)


@frozen(kw_only=True, field_transformer=_id_first)
class Actor(Record):
    """A state, body, service, company, group or person that a letter names.

    Attributes:
        label: its name.
        kind: what sort of actor.
        abbreviation: the abbreviation that a letter uses.
        aliases: other names in the letters.
        office: for a person, the office that the letter gives.
        part_of: the bodies that it is part of.
    """

    id: ActorId
    label: Text
    kind: ActorKind
    abbreviation: str | None = None
    aliases: tuple[str, ...] = ()
    office: Text | None = None
    part_of: tuple[ActorId, ...] = ()

    def __str__(self) -> str:
        return str(self.label)


@frozen(kw_only=True)
class Event:
    """Something that happened to a measure on a date, as a letter tells.

    Attributes:
        date: when.
        what: what happened.
        evidence: the passages that say so.
    """

    date: PartialDate
    what: Text
    evidence: tuple[Evidence, ...]


@frozen(kw_only=True)
class Step:
    """What one letter says of a measure.

    Attributes:
        letter: the letter.
        status: where the measure stands.
        summary: what the letter says of it.
        events: what happened when.
        attributed_to: whose words the letter reports, where they are not its own.
        inferred: the names of the fields of the step that are inferred.
        evidence: the passages that say so.
    """

    letter: DocumentId
    status: Status
    summary: Text
    events: tuple[Event, ...] = ()
    attributed_to: tuple[Ref, ...] = ()
    inferred: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


@frozen(kw_only=True)
class Lineage:
    """A link from a measure to one that came before it or contains it.

    Attributes:
        relation: how the measure relates to the other.
        measure: the other measure.
        evidence: the passages that show it.
    """

    relation: LineageRelation
    measure: MeasureId
    evidence: tuple[Evidence, ...]


@frozen(kw_only=True, field_transformer=_id_first)
class Measure(Record):
    """An action, instrument, programme, act, cooperation, study, exercise or sanction.

    Attributes:
        label: its name.
        kind: what sort of action.
        weight: whether it is an action in its own right.
        sectors: the parts of society whose work it touches.
        threats: the threats that it counters.
        interests: the interests that it protects.
        lead: who is responsible.
        partners: who takes part.
        instruments: the documents that embody it (an act, a strategy).
        responds_to: the incidents that it answers.
        steps: what each letter says of it, in the order of the letters.
        lineage: the measures that it came from or is part of.
    """

    id: MeasureId
    label: Text
    kind: MeasureKind
    weight: Weight
    sectors: tuple[Sector, ...] = ()
    threats: tuple[ThreatId, ...] = ()
    interests: tuple[InterestId, ...] = ()
    lead: tuple[ActorId, ...] = ()
    partners: tuple[ActorId, ...] = ()
    instruments: tuple[DocumentId, ...] = ()
    responds_to: tuple[IncidentId, ...] = ()
    steps: tuple[Step, ...]
    lineage: tuple[Lineage, ...] = ()

    @property
    def letters(self) -> tuple[DocumentId, ...]:
        """The letters of its steps; one that only shows where it came from does not speak of it."""
        return tuple(dict.fromkeys(step.letter for step in self.steps))

    def __str__(self) -> str:
        return str(self.label)


@frozen(kw_only=True)
class Element:
    """One element of a framework.

    Attributes:
        id: unique within the framework.
        label: what it says.
        evidence: the passages that state it.
    """

    id: str
    label: Text
    evidence: tuple[Evidence, ...]


@frozen(kw_only=True, field_transformer=_id_first)
class Framework(Record):
    """An enumerated or named scheme by which a letter orders its policy.

    Attributes:
        label: its name.
        kind: what sort of scheme.
        elements: its elements, in the order of the letter.
        earlier: the earlier form of the scheme.
    """

    id: FrameworkId
    label: Text
    kind: FrameworkKind
    elements: tuple[Element, ...]
    earlier: FrameworkId | None = None

    def __str__(self) -> str:
        return str(self.label)


@frozen(kw_only=True, field_transformer=_id_first)
class Incident(Record):
    """A concrete event that befell us or others.

    Attributes:
        label: its name.
        summary: what happened, as the letters tell.
        date: when.
        actors: who did it or is said to have done it, and who was struck.
        threats: the threats that it is a case of.
        documents: the documents that the letters cite for it.
    """

    id: IncidentId
    label: Text
    summary: Text
    date: PartialDate | None = None
    actors: tuple[ActorId, ...] = ()
    threats: tuple[ThreatId, ...] = ()
    documents: tuple[DocumentId, ...] = ()

    def __str__(self) -> str:
        return str(self.label)


# ------------------------------------------------------------------------------------ statements


@frozen(kw_only=True, field_transformer=_id_first)
class Definition(Record):
    """A letter says what a term means, or delimits it.

    Attributes:
        term: the term.
        form: how the letter does it.
        wording: the defining phrase, quoted word for word from the letter, at most sixty words.
        meaning: the meaning in the library's own words.
        elements: the criteria that the definition consists of.
        borrowed_from: whose definition it is, where the letter takes it over.
        earlier: the definition of the same term in an earlier letter.
    """

    id: DefinitionId
    term: Text
    form: DefinitionForm
    wording: str | None = None
    meaning: Text
    elements: tuple[Text, ...] = ()
    borrowed_from: tuple[Ref, ...] = ()
    earlier: DefinitionId | None = None

    def __str__(self) -> str:
        return str(self.term)


@frozen(kw_only=True, field_transformer=_id_first)
class Assessment(Record):
    """A letter judges a threat.

    Attributes:
        judgement: what it judges.
        actors: the actors that the judgement is about.
        threats: the threats that it is about.
        interests: the interests that it is about.
        trend: where it is going.
        likelihood: how likely, as the letter puts it.
        horizon: for which time, as the letter puts it.
        attributed_to: whose judgement the letter reports.
    """

    id: AssessmentId
    judgement: Text
    actors: tuple[ActorId, ...] = ()
    threats: tuple[ThreatId, ...] = ()
    interests: tuple[InterestId, ...] = ()
    trend: Trend | None = None
    likelihood: Text | None = None
    horizon: Text | None = None
    attributed_to: tuple[Ref, ...] = ()

    def __str__(self) -> str:
        return str(self.judgement)


@frozen(kw_only=True)
class Outcome:
    """What became of a promise.

    Attributes:
        verdict: kept, changed, late, open or not mentioned.
        date: when it was done, or the date to which it moved, where the later letter gives one.
        summary: what the later letter says, where one does.
        evidence: the passages of the later letter that show it.
    """

    verdict: Verdict
    date: PartialDate | None = None
    summary: Text | None = None
    evidence: tuple[Evidence, ...] = ()


@frozen(kw_only=True, field_transformer=_id_first)
class Commitment(Record):
    """A promise that can be kept or missed.

    Attributes:
        what: what is promised.
        by: who promises it.
        to: to whom.
        due: when it is due.
        due_as_printed: the words of the letter for it.
        bound: how the date binds.
        measure: the measure that it is about.
        outcome: what later letters show.
    """

    id: CommitmentId
    what: Text
    by: tuple[ActorId, ...] = ()
    to: tuple[ActorId, ...] = ()
    due: PartialDate | None = None
    due_as_printed: str | None = None
    bound: Bound | None = None
    measure: MeasureId | None = None
    outcome: Outcome

    def __str__(self) -> str:
        return str(self.what)


@frozen(kw_only=True, field_transformer=_id_first)
class Figure(Record):
    """A quantity that means something; not a date.

    Attributes:
        quantity: how much.
        counts: what it counts.
        about: the records that it says something about.
        attributed_to: whose figure the letter reports.
    """

    id: FigureId
    quantity: Quantity
    counts: Text
    about: tuple[Ref, ...] = ()
    attributed_to: tuple[Ref, ...] = ()

    def __str__(self) -> str:
        return f"{self.quantity}: {self.counts}"


@frozen(kw_only=True, field_transformer=_id_first)
class Citation(Record):
    """A reference from a letter to a document: one for each work, section and intent.

    Attributes:
        printed: the reference as printed, and nothing else.
        place: footnote or running text.
        document: the document that the reference gives, as it is printed.
        meant: the document that must be meant, where the letter's own reference cannot be right.
        pinpoint: page or article.
        intent: why the letter cites it.
        doubt: what is not certain about the reference.
    """

    id: CitationId
    printed: str
    place: Place
    document: DocumentId
    meant: DocumentId | None = None
    pinpoint: str | None = None
    intent: Intent
    doubt: Text | None = None

    def __str__(self) -> str:
        return self.printed


@frozen(kw_only=True, field_transformer=_id_first)
class Erratum(Record):
    """Something in a letter by which a reader could be misled.

    Attributes:
        printed: what the letter has, word for word.
        correct: what it should be, where that is certain.
        why: why it cannot be right.
        about: the records that it touches.
    """

    id: ErratumId
    printed: str
    correct: str | None = None
    why: Text
    about: tuple[Ref, ...] = ()

    def __str__(self) -> str:
        return self.printed


@frozen(kw_only=True, field_transformer=_id_first)
class Section(Record):
    """A heading of a letter, and the text under it.

    Attributes:
        document: the letter.
        heading: the heading as printed.
        depth: 1 for the highest level.
        parent: the section that contains it.
        order: place in the letter, from 1.
    """

    id: SectionId
    document: DocumentId
    heading: str
    depth: int
    parent: SectionId | None = None
    order: int

    @property
    def letters(self) -> tuple[DocumentId, ...]:
        """The letter, since a heading needs no passage to stand in one."""
        return (self.document,)

    def __str__(self) -> str:
        return self.heading


@frozen(kw_only=True, field_transformer=_id_first)
class Uncoded(Record):
    """A passage that no record rests on, and why.

    Attributes:
        reason: why.
        note: what is particular about it.
    """

    id: UncodedId
    reason: UncodedReason
    note: Text | None = None

    def __str__(self) -> str:
        return str(self.reason)
