"""A small catalogue of invented letters with one record of each kind: it passes every check."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import evolve

from nlstatedreig._convert import write_records
from nlstatedreig.catalogue import LETTER_BOUND, Catalogue, Collection, Retired, kinds
from nlstatedreig.records import (
    Actor,
    Assessment,
    Citation,
    Commitment,
    Definition,
    Document,
    Element,
    Erratum,
    Event,
    Figure,
    Framework,
    Identifier,
    Incident,
    Interest,
    Lineage,
    Measure,
    Name,
    Outcome,
    OutsideFact,
    Record,
    Section,
    Step,
    Threat,
    ThreatName,
    Uncoded,
)
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

# The later letter has the smaller id, so that an order by id shows as wrong.
EARLY = DocumentId("kst-9-1")
LATE = DocumentId("kst-1-9")
PAPER = DocumentId("kst-1-2")


def passage(letter: DocumentId, start: str = "Twee woorden", **changes: Any) -> Evidence:
    """A passage of a letter."""
    section = SectionId(f"{letter}:inleiding")
    changes = {"section": section, "digest": "0123456789abcdef", **changes}
    return Evidence(document=letter, start=start, **changes)


def text(nl: str, en: str = "in English") -> Text:
    """A text in both languages."""
    return Text(nl=nl, en=en)


EARLIER, LATER = passage(EARLY), passage(LATE)

DOCUMENTS = (
    Document(
        id=EARLY,
        kind=DocumentKind.LETTER,
        title="Eerste brief",
        coded=True,
        date=PartialDate("2019-04-18"),
        authors=(ActorId("kabinet"),),
        url="https://example.org/kst-9-1.html",
        evidence=(EARLIER,),
    ),
    Document(
        id=LATE,
        kind=DocumentKind.LETTER,
        title="Tweede brief",
        coded=True,
        date=PartialDate("2021-02-03"),
        url="https://example.org/kst-1-9.html#kop",
        evidence=(LATER,),
    ),
    Document(
        id=PAPER,
        kind=DocumentKind.MOTION,
        title="Motie over een loket",
        dossier="1",
        number="2",
        identifiers=(Identifier(scheme="TK", value="2019D1"),),
        annex_of=EARLY,
        outside=(OutsideFact(fact=text("Verworpen"), source="https://example.org/motie"),),
        evidence=(EARLIER,),
    ),
)
INTEREST = Interest(
    id=InterestId("fysieke-veiligheid"),
    label=text("Fysieke veiligheid"),
    names=(Name(letter=EARLY, name="fysieke veiligheid", evidence=(EARLIER,)),),
)
THREATS = (
    Threat(
        id=ThreatId("inmenging"),
        label=text("Inmenging"),
        level=ThreatLevel.CATEGORY,
        names=(
            ThreatName(letter=EARLY, name="inmenging", match=Match.EXACT, evidence=(EARLIER,)),
            ThreatName(letter=LATE, name="bemoeienis", match=Match.CLOSE, evidence=(LATER,)),
        ),
        harms=(INTEREST.id,),
    ),
    Threat(
        id=ThreatId("intimidatie"),
        label=text("Intimidatie"),
        level=ThreatLevel.MANIFESTATION,
        broader=(ThreatId("inmenging"),),
        evidence=(EARLIER,),
    ),
)
ACTORS = (
    Actor(
        id=ActorId("kabinet"),
        label=text("kabinet"),
        kind=ActorKind.GOVERNMENT,
        evidence=(EARLIER,),
    ),
    Actor(
        id=ActorId("dienst"),
        label=text("dienst"),
        kind=ActorKind.SERVICE,
        part_of=(ActorId("kabinet"),),
        evidence=(EARLIER,),
    ),
)
INCIDENT = Incident(
    id=IncidentId("hack"),
    label=text("Hack"),
    summary=text("Inbraak bij een dienst."),
    date=PartialDate("2018-04"),
    threats=(ThreatId("intimidatie"),),
    evidence=(EARLIER,),
)
MEASURES = (
    Measure(
        id=MeasureId("loket"),
        label=text("Loket"),
        kind=MeasureKind.INSTRUMENT,
        weight=Weight.CORE,
        themes=(Theme.STATE_THREATS, Theme.CYBER),
        sectors=(Sector.LOCAL_GOVERNMENT,),
        threats=(ThreatId("inmenging"),),
        lead=(ActorId("kabinet"),),
        responds_to=(INCIDENT.id,),
        steps=(
            Step(
                letter=EARLY,
                status=Status.ANNOUNCED,
                summary=text("Komt er in 2020.", "It will come in 2020."),
                evidence=(EARLIER,),
            ),
            Step(
                letter=LATE,
                status=Status.IN_FORCE,
                summary=text("Is open."),
                events=(
                    Event(date=PartialDate("2020-10"), what=text("Opening"), evidence=(LATER,)),
                ),
                attributed_to=(Ref("actor/dienst"),),
                inferred=("status",),
                evidence=(LATER, passage(LATE, "Nog twee woorden")),
            ),
        ),
        lineage=(
            Lineage(
                relation=LineageRelation.CONTINUES,
                measure=MeasureId("meldpunt"),
                evidence=(LATER,),
            ),
        ),
    ),
    Measure(
        id=MeasureId("meldpunt"),
        label=text("Meldpunt"),
        kind=MeasureKind.INSTRUMENT,
        weight=Weight.MINOR,
        steps=(
            Step(
                letter=EARLY,
                status=Status.IN_FORCE,
                summary=text("Bestaat al."),
                evidence=(EARLIER,),
            ),
        ),
    ),
)
FRAMEWORK = Framework(
    id=FrameworkId("sporen"),
    label=text("Sporen"),
    kind=FrameworkKind.TRACKS,
    elements=(
        Element(id="melden", label=text("Melden"), evidence=(EARLIER,)),
        Element(id="delen", label=text("Delen"), evidence=(EARLIER,)),
    ),
)
SECTIONS = (
    Section(
        id=SectionId(f"{EARLY}:inleiding"), document=EARLY, heading="Inleiding", depth=1, order=1
    ),
    Section(
        id=SectionId(f"{EARLY}:inleiding.aanleiding"),
        document=EARLY,
        heading="Aanleiding",
        depth=2,
        parent=SectionId(f"{EARLY}:inleiding"),
        order=2,
    ),
    Section(
        id=SectionId(f"{LATE}:inleiding"), document=LATE, heading="Inleiding", depth=1, order=1
    ),
)
DEFINITION = Definition(
    id=DefinitionId(f"{EARLY}:inmenging"),
    term=text("inmenging"),
    form=DefinitionForm.FORMAL,
    wording="bemoeienis van buiten",
    meaning=text("Iemand van buiten bemoeit zich ermee."),
    borrowed_from=(Ref(f"document/{PAPER}"),),
    evidence=(EARLIER,),
)
ASSESSMENT = Assessment(
    id=AssessmentId(f"{LATE}:inmenging-neemt-toe"),
    judgement=text("Er is meer inmenging."),
    threats=(ThreatId("inmenging"),),
    trend=Trend.UP,
    evidence=(LATER,),
)
COMMITMENT = Commitment(
    id=CommitmentId(f"{EARLY}:loket"),
    what=text("Het loket gaat open."),
    by=(ActorId("kabinet"),),
    due=PartialDate("2020-06"),
    due_as_printed="voor de zomer van 2020",
    bound=Bound.BY,
    measure=MeasureId("loket"),
    outcome=Outcome(verdict=Verdict.LATE, summary=text("Het ging later open."), evidence=(LATER,)),
    evidence=(EARLIER,),
)
FIGURE = Figure(
    id=FigureId(f"{EARLY}:gemeenten"),
    quantity=Quantity(low=Decimal("1.5"), approximate=True, unit=text("procent", "percent")),
    counts=text("gemeenten die bellen"),
    about=(Ref("measure/loket"),),
    evidence=(EARLIER,),
)
CITATION = Citation(
    id=CitationId(f"{EARLY}:noot-1-kst-1-2"),
    printed="Kamerstuk 1, nr. 2",
    place=Place.FOOTNOTE,
    document=PAPER,
    intent=Intent.IMPLEMENTS,
    evidence=(passage(EARLY, footnote=1),),
)
ERRATUM = Erratum(
    id=ErratumId(f"{EARLY}:noot-1"),
    printed="nr. 2",
    correct="nr. 3",
    why=text("De motie heeft een ander nummer."),
    about=(Ref(f"citation/{CITATION.id}"),),
    evidence=(passage(EARLY, footnote=1),),
)
UNCODED = Uncoded(
    id=UncodedId(f"{LATE}:aan-de-voorzitter"),
    reason=UncodedReason.SALUTATION,
    evidence=(LATER,),
)
RETIRED = Retired(id="measure/balie", successors=(Ref("measure/loket"),))

RECORDS: dict[str, tuple[Record, ...]] = {
    "documents": DOCUMENTS,
    "interests": (INTEREST,),
    "threats": THREATS,
    "actors": ACTORS,
    "measures": MEASURES,
    "frameworks": (FRAMEWORK,),
    "incidents": (INCIDENT,),
    "sections": SECTIONS,
    "definitions": (DEFINITION,),
    "assessments": (ASSESSMENT,),
    "commitments": (COMMITMENT,),
    "figures": (FIGURE,),
    "citations": (CITATION,),
    "errata": (ERRATUM,),
    "uncoded": (UNCODED,),
}


def catalogue(*changed: Record | Retired) -> Catalogue:
    """The small catalogue; records given here are added, or stand in for those with their id."""
    held: dict[str, Collection[Any]] = {}
    for name, kind in {**kinds(), "retired": Retired}.items():
        records = [r for r in (*RECORDS.get(name, ()), RETIRED, *changed) if isinstance(r, kind)]
        held[name] = Collection(kind, {record.id: record for record in records}.values())
    return Catalogue(**held)


def measure(**changes: Any) -> Measure:
    """The measure with two steps, changed."""
    return evolve(MEASURES[0], **changes)


def write(directory: Path, catalogue: Catalogue) -> Path:
    """Write a catalogue as a data directory."""
    for name, held in [*catalogue.collections(), ("retired", catalogue.retired)]:
        by_file: dict[str, list[Any]] = {}
        for record in held.values():
            letter = f"letters/{record.id.partition(':')[0]}/" if name in LETTER_BOUND else ""
            by_file.setdefault(f"{letter}{name}.json", []).append(record)
        for file, records in by_file.items():
            path = directory / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(write_records(records).encode())
    return directory
