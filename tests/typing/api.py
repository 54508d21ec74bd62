"""A stranger's program that uses the whole public API; strict type checkers must accept it.

It is checked, never run: `assert_type` says what the editor of a user shows.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type

import nlstatedreig
from nlstatedreig import (
    Actor,
    Assessment,
    Catalogue,
    Citation,
    Collection,
    Commitment,
    Definition,
    Document,
    Erratum,
    Evidence,
    Figure,
    Framework,
    Incident,
    Interest,
    Measure,
    NlstatedreigError,
    PartialDate,
    Quantity,
    Section,
    Sources,
    Text,
    Threat,
    Uncoded,
    actors,
    assessments,
    citations,
    commitments,
    definitions,
    documents,
    errata,
    figures,
    frameworks,
    incidents,
    interests,
    kamerstuk,
    load,
    measures,
    sections,
    threats,
    uncoded,
)
from nlstatedreig.catalogue import Release
from nlstatedreig.check import check
from nlstatedreig.editions import Change, Diff
from nlstatedreig.errors import (
    AnchorError,
    DataError,
    SourceError,
    UnknownFieldError,
    UnknownIdError,
    UnknownValueError,
)
from nlstatedreig.history import Course, Days, Entry, Meaning, Promise, Stage
from nlstatedreig.network import Branch, Cited, Link, Matrix
from nlstatedreig.records import Record, Step
from nlstatedreig.schema import schema
from nlstatedreig.search import Hit
from nlstatedreig.sources import Coverage, Passage, Reading, Sentence, Verification
from nlstatedreig.values import (
    ActorId,
    CitationId,
    CommitmentId,
    DocumentId,
    InterestId,
    MeasureId,
    Ref,
    SectionId,
    ThreatId,
)
from nlstatedreig.vocabulary import DocumentKind, Intent, Status, Theme, Trend, Verdict, Weight

# Each collection knows what it holds, also after a query.
assert_type(nlstatedreig.__version__, str)
assert_type(actors, Collection[Actor])
assert_type(assessments, Collection[Assessment])
assert_type(citations, Collection[Citation])
assert_type(commitments, Collection[Commitment])
assert_type(definitions, Collection[Definition])
assert_type(documents, Collection[Document])
assert_type(errata, Collection[Erratum])
assert_type(figures, Collection[Figure])
assert_type(frameworks, Collection[Framework])
assert_type(incidents, Collection[Incident])
assert_type(interests, Collection[Interest])
assert_type(measures, Collection[Measure])
assert_type(sections, Collection[Section])
assert_type(threats, Collection[Threat])
assert_type(uncoded, Collection[Uncoded])
assert_type(measures["a-measure"], Measure)
assert_type(measures.get("a-measure"), Measure | None)
assert_type(measures.where(letter="kst-30821-72", weight=Weight.CORE), Collection[Measure])
assert_type(measures.where(lambda measure: len(measure.steps) > 1), Collection[Measure])
assert_type(measures.kind, type[Measure])


def announced(letter: str) -> Iterator[Measure]:
    """The measures that a letter announces."""
    for measure in measures.where(letter=letter).values():
        for step in measure.steps:
            assert_type(step, Step)
            if step.letter == letter and step.status is Status.ANNOUNCED:
                yield measure


def late() -> dict[str, date]:
    """The promises that were late, with the last day of their date."""
    return {
        key: promise.due.latest
        for key, promise in commitments.items()
        if promise.due and promise.outcome.verdict is Verdict.LATE
    }


def fields_of_records(measure: Measure, figure: Figure, definition: Definition) -> None:
    """Fields are as narrow as they can be: id types, vocabularies, tuples."""
    assert_type(measure.id, MeasureId)
    assert_type(measure.label, Text)
    assert_type(measure.lead, tuple[ActorId, ...])
    assert_type(measure.themes, tuple[Theme, ...])
    assert_type(measure.passages, tuple[Evidence, ...])
    assert_type(measure.letters, tuple[DocumentId, ...])
    assert_type(figure.quantity, Quantity)
    assert_type(figure.quantity.low, Decimal | None)
    assert_type(definition.wording, str | None)


def links(catalogue: Catalogue, measure: Measure) -> None:
    """The catalogue follows links; records do not."""
    assert_type(catalogue["measure/a-measure"], Record)
    assert_type(catalogue.ref(measure), Ref)
    assert_type(catalogue.about(measure.id), tuple[Record, ...])
    for hit in catalogue.search("sanctie*", kind="measures", limit=3):
        assert_type(hit, Hit)
        assert_type(hit.record, Ref)
        assert_type(hit.field, str)
        assert_type(hit.text, str)
        assert_type(hit.marks, tuple[tuple[int, int], ...])
        assert_type(hit.highlighted, str)
        assert_type(hit.score, float)
    assert_type(catalogue.letters, tuple[Document, ...])
    for passage in measure.passages:
        assert_type(catalogue.source(passage), Document)
        assert_type(catalogue.link(passage), str)
        assert_type(passage.fragment(), str)
        assert_type(passage.selector(), dict[str, object])
        assert_type(passage.section, SectionId | None)


def history(catalogue: Catalogue) -> None:
    """One subject through time."""
    for entry in catalogue.timeline("a-measure"):
        assert_type(entry, Entry)
        assert_type(entry.date, PartialDate)
        assert_type(entry.what, Text)
        assert_type(entry.sort, str)
        assert_type(entry.record, Ref)
        assert_type(entry.evidence, tuple[Evidence, ...])
        assert_type(entry.status, Status | None)
        assert_type(entry.verdict, Verdict | None)
        assert_type(entry.slip, Days | None)
        assert_type(entry.trend, Trend | None)
    for course in catalogue.follow("kst-30821-72"):
        assert_type(course, Course)
        assert_type(course.measure, MeasureId)
        assert_type(course.stages, tuple[Stage, ...])
        assert_type(course.successors, tuple[MeasureId, ...])
        assert_type(course.status, Status | None)
        assert_type(course.silent, bool)
        assert_type(course.last.letter, DocumentId)
        assert_type(course.last.date, PartialDate)
        assert_type(course.last.status, Status | None)
    for promise in catalogue.promises():
        assert_type(promise, Promise)
        assert_type(promise.commitment, CommitmentId)
        assert_type(promise.what, Text)
        assert_type(promise.letter, DocumentId)
        assert_type(promise.made, PartialDate)
        assert_type(promise.due, PartialDate | None)
        assert_type(promise.verdict, Verdict)
        assert_type(promise.done, PartialDate | None)
        assert_type(promise.shown, PartialDate | None)
        assert_type(promise.slip, Days | None)
        assert_type(promise.evidence, tuple[Evidence, ...])
        if promise.silence:
            assert_type(promise.silence.least, int)
            assert_type(promise.silence.most, int | None)
    for meaning in catalogue.define("weerbaarheid"):
        assert_type(meaning, Meaning)
        assert_type(meaning.definition, Definition)
        assert_type(meaning.letter, DocumentId)
        assert_type(meaning.date, PartialDate)
        assert_type(meaning.added, tuple[Text, ...])
        assert_type(meaning.dropped, tuple[Text, ...])


def editions(catalogue: Catalogue, day: date) -> None:
    """What differs between two letters, and what was known at a date."""
    assert_type(catalogue.as_of("2020"), Catalogue)
    assert_type(catalogue.as_of(day).as_of(PartialDate("2019")), Catalogue)
    found = catalogue.diff("kst-30821-72", "kst-30821-175", kind="measures")
    assert_type(found, Diff)
    assert_type(found.before, DocumentId)
    assert_type(found.after, DocumentId)
    assert_type(found.new, tuple[Ref, ...])
    assert_type(found.continued, tuple[Ref, ...])
    assert_type(found.unmentioned, tuple[Ref, ...])
    for change in found.changed:
        assert_type(change, Change)
        assert_type(change.before, Ref)
        assert_type(change.after, Ref)
        assert_type(change.field, str)
        assert_type(change.old, tuple[str, ...])
        assert_type(change.new, tuple[str, ...])


def network(catalogue: Catalogue) -> None:
    """Along the links."""
    for link in catalogue.chain("measure/a-measure", "threat/a-threat"):
        assert_type(link, Link)
        assert_type(link.interest, InterestId | None)
        assert_type(link.threat, ThreatId | None)
        assert_type(link.measure, MeasureId | None)
    matrix = catalogue.matrix()
    assert_type(matrix, Matrix)
    assert_type(matrix.interests, tuple[InterestId, ...])
    assert_type(matrix.threats, tuple[ThreatId, ...])
    assert_type(matrix.links, tuple[Link, ...])
    assert_type(matrix.gaps, tuple[ThreatId, ...])
    assert_type(matrix.cell("a-threat", "an-interest"), tuple[MeasureId, ...] | None)
    branch = catalogue.tree("a-threat")
    assert_type(branch, Branch)
    assert_type(branch.threat, ThreatId)
    assert_type(branch.label, Text)
    assert_type(branch.narrower, tuple[Branch, ...])
    assert_type(branch.ids, tuple[ThreatId, ...])
    for work in catalogue.cited(citations.where(intent=Intent.IMPLEMENTS)):
        assert_type(work, Cited)
        assert_type(work.document, DocumentId)
        assert_type(work.title, str)
        assert_type(work.kind, DocumentKind)
        assert_type(work.times, int)
        assert_type(work.letters, tuple[DocumentId, ...])
        assert_type(work.intents, tuple[Intent, ...])
        assert_type(work.citations, tuple[CitationId, ...])


def whole(directory: Path) -> None:
    """Whole catalogues: the package's, one's own, both."""
    catalogue = load().merge(Catalogue.from_directory(directory))
    assert_type(catalogue, Catalogue)
    assert_type(catalogue.measures, Collection[Measure])
    assert_type(catalogue.release, Release | None)
    assert_type(catalogue.dump(), dict[str, Any])
    assert_type(schema(), dict[str, Any])
    assert_type(check(catalogue), tuple[str, ...])
    for name, held in catalogue.collections():
        assert_type(name, str)
        assert_type(held, Collection[Any])


def proof(directory: Path, evidence: Evidence) -> None:
    """The letters' text."""
    sources = Sources(directory, load())
    assert_type(sources.read("kst-30821-72"), Reading)
    assert_type(sources.locate(evidence), Passage)
    assert_type(sources.quote(evidence), str)
    assert_type(sources.anchor("kst-30821-72", "the words of a passage"), Evidence)
    assert_type(sources.verify(), Verification)
    assert_type(sources.verify().problems, tuple[str, ...])
    coverage = sources.coverage("kst-30821-72")
    assert_type(coverage, Coverage)
    assert_type(coverage.unaccounted, tuple[Sentence, ...])


def dates() -> None:
    """Partial dates."""
    when = PartialDate("2021-01/2021-03")
    assert_type(when.earliest, date)
    assert_type(when.precision, str)
    assert_type(PartialDate("2021-02") in when, bool)


def cited(text: str, known: Mapping[str, Document]) -> list[tuple[str, ...]]:
    """The citation grammar works on any text."""
    for citation in kamerstuk.find(text):
        assert_type(citation, kamerstuk.Citation)
        assert_type(kamerstuk.resolve(citation, known), tuple[Document, ...])
    assert_type(kamerstuk.parse("Kamerstuk 30 821, nr. 72").url, str | None)
    return [citation.ids for citation in kamerstuk.find(text)]


def wrong() -> str:
    """One base for all errors, each also an error that Python knows."""
    try:
        return str(load()["nothing"])
    except UnknownIdError as error:
        assert_type(error.close, tuple[str, ...])
    except DataError as error:
        assert_type(error.problems, tuple[str, ...])
    except (AnchorError, SourceError, UnknownFieldError, UnknownValueError) as error:
        return str(error)
    except NlstatedreigError:
        raise
    return ""
