"""The commands of the console script that ask: over time, along the links, and by words.

Each prints the answer of the method of `Catalogue` that it is named after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
from rich.table import Table

from nlstatedreig._printing import (
    as_json_too,
    lines,
    link,
    marked,
    place,
    print_json,
    print_parts,
    quoted,
    table,
)
from nlstatedreig.catalogue import Catalogue, coded_letter
from nlstatedreig.editions import COMPARED
from nlstatedreig.history import Meaning, Promise
from nlstatedreig.network import Branch, Cited
from nlstatedreig.records import Citation, Document
from nlstatedreig.values import Ref
from nlstatedreig.vocabulary import DocumentKind, Verdict

# --------------------------------------------------------------------------------------- over time


@click.command()
@click.argument("key", metavar="ID")
@as_json_too
@click.pass_obj
def timeline(catalogue: Catalogue, key: str, as_json: bool) -> None:
    """What the letters tell of ID by date: a measure, an actor, a threat or an interest."""
    entries = catalogue.timeline(key)
    if as_json:
        print_json(entries)
        return
    rows = [
        (
            str(entry.date),
            entry.sort,
            entry.status or entry.verdict or entry.trend or "",
            f"slip: {entry.slip}" if entry.slip else "",
            str(entry.what),
            entry.record,
            lines(*(quoted(catalogue, passage) for passage in entry.evidence)),
        )
        for entry in entries
    ]
    headings = ("date", ("sort", "state", "days"), ("what", "record", "passages"))
    print_parts(table(headings, rows))


@click.command()
@click.argument("letter")
@as_json_too
@click.pass_obj
def follow(catalogue: Catalogue, letter: str, as_json: bool) -> None:
    """What became of each measure of LETTER, by the later letters."""
    courses = catalogue.follow(letter)
    if as_json:
        print_json(courses)
        return
    rows = [
        (
            course.measure,
            lines(*(f"{one.date} {one.status}" for one in course.stages if one.status)),
            f"then {', '.join(course.successors)}" if course.successors else "",
        )
        for course in courses
    ]
    print_parts(
        table(("measure", ("course", "then")), rows),
        f"measures: {len(courses)}",
        f"not mentioned again: {sum(course.silent for course in courses)}; silence is no end",
    )


@click.command()
@click.option("--letter", metavar="ID", help="Only the promises of this letter.")
@click.option("--verdict", type=click.Choice([str(one) for one in Verdict]))
@as_json_too
@click.pass_obj
def promises(catalogue: Catalogue, letter: str | None, verdict: str | None, as_json: bool) -> None:
    """The promises by due date, and what became of them; those without a date last."""
    if letter is not None:
        coded_letter(catalogue, letter)  # so that one which is misspelt is not one without promises
    found = [
        promise
        for promise in catalogue.promises()
        if letter in (None, promise.letter) and verdict in (None, promise.verdict)
    ]
    if as_json:
        print_json(found)
        return
    rows = [
        (
            str(promise.due or ""),
            promise.verdict,
            _gone_by(promise),
            str(promise.what),
            promise.commitment,
        )
        for promise in found
    ]
    headings = (("due", "verdict", "days"), ("what", "commitment"))
    print_parts(table(headings, rows), f"promises: {len(found)}")


def _gone_by(promise: Promise) -> str:
    if promise.slip:
        return f"slip: {promise.slip}"
    return f"silence: {promise.silence}" if promise.silence else ""


@click.command()
@click.argument("term")
@as_json_too
@click.pass_obj
def define(catalogue: Catalogue, term: str, as_json: bool) -> None:
    """What the letters mean by TERM, by date: “their words”, or the meaning in ours.

    An element with + is new against the earlier definition; one with - is no longer there.
    """
    meanings = catalogue.define(term)
    if as_json:
        print_json(meanings)
        return
    rows = [
        (
            str(meaning.date),
            str(own.term),
            meaning.letter,
            own.form,
            f"“{own.wording}”" if own.wording else str(own.meaning),
            lines(*_elements(meaning)),
            lines(*(link(catalogue, passage) or "no address is known" for passage in own.passages)),
        )
        for meaning in meanings
        for own in [meaning.definition]
    ]
    headings = ("date", ("term", "letter", "form"), ("meaning", "elements", "link"))
    print_parts(table(headings, rows))


def _elements(meaning: Meaning) -> Iterator[str]:
    for element in meaning.definition.elements:
        yield f"{'+' if element in meaning.added else '•'} {element}"
    yield from (f"- {element}" for element in meaning.dropped)


@click.command()
@click.argument("before")
@click.argument("after")
@click.option("--kind", help=f"One of {', '.join(COMPARED)}.")
@as_json_too
@click.pass_obj
def diff(catalogue: Catalogue, before: str, after: str, kind: str | None, as_json: bool) -> None:
    """What differs between the letters BEFORE and AFTER.

    What a letter does not mention any more has not ended thereby: silence is no end.
    """
    found = catalogue.diff(before, after, kind)
    if as_json:
        print_json(found)
        return

    def named(refs: Sequence[Ref]) -> list[tuple[str, str]]:
        return [(ref, str(catalogue[ref])) for ref in refs]

    changed = [
        (change.field, change.before, _several(change.old), change.after, _several(change.new))
        for change in found.changed
    ]
    print_parts(
        table((f"new: {len(found.new)}", "what"), named(found.new)),
        "",
        table(
            (f"changed: {len(found.changed)}", ("before", "old"), ("after", "new")),
            changed,
        ),
        "",
        table(
            (f"not mentioned any more: {len(found.unmentioned)}", "what"), named(found.unmentioned)
        ),
        "",
        f"continued without a change: {len(found.continued)}; --json lists them",
        "What is not mentioned any more has not ended thereby: silence is no end.",
    )


def _several(values: Sequence[str]) -> str:
    return lines(*(f"- {value}" for value in values)) if len(values) > 1 else "".join(values)


# ---------------------------------------------------------------------------------- along the links


@click.command()
@as_json_too
@click.pass_obj
def matrix(catalogue: Catalogue, as_json: bool) -> None:
    """The threats against the interests: how many measures there are where they meet.

    Blank where no letter ties the two; 0 where they are tied, and no measure counters the threat.
    """
    found = catalogue.matrix()
    if as_json:
        print_json(found)
        return
    rows: list[tuple[str, ...]] = []
    for threat in found.threats:
        cells = [found.cell(threat, interest) for interest in found.interests]
        measures = {link.measure for link in found.links if link.threat == threat and link.measure}
        counts = ("" if cell is None else str(len(cell)) for cell in cells)
        rows.append((threat, *counts, str(len(measures))))
    numbers = [str(number) for number, _ in enumerate(found.interests, start=1)]
    print_parts(
        table(("threat", *numbers, "all"), rows),
        "",
        table(("", "interest"), list(zip(numbers, found.interests, strict=True))),
        "",
        f"no measure counters these or a narrower threat: {', '.join(found.gaps) or 'none'}",
    )


@click.command()
@click.argument("threat")
@as_json_too
@click.pass_obj
def tree(catalogue: Catalogue, threat: str, as_json: bool) -> None:
    """THREAT with all that are narrower."""
    branch = catalogue.tree(threat)
    if as_json:
        print_json(branch)
    else:
        print_parts(table(("threat", "name"), list(_branches(branch))))


def _branches(branch: Branch, indent: str = "") -> Iterator[tuple[str, str]]:
    yield indent + branch.threat, str(branch.label)
    for narrower in branch.narrower:
        yield from _branches(narrower, f"{indent}  ")


@click.command()
@click.argument("document", required=False)
@click.option(
    "--kind",
    type=click.Choice([str(one) for one in DocumentKind]),
    help="Only works of this kind.",
)
@as_json_too
@click.pass_obj
def cites(catalogue: Catalogue, document: str | None, kind: str | None, as_json: bool) -> None:
    """The works that the letters cite, most cited first; or what cites DOCUMENT, and what it cites.

    A work is what must be meant, where the reference of a letter cannot be right.
    """
    if document is not None:
        _cites_of(catalogue, catalogue.documents[document.removeprefix("document/")], kind, as_json)
        return
    found = _of_kind(catalogue.cited(), kind)
    if as_json:
        print_json(found)
    else:
        print_parts(_works(found), f"works: {len(found)}")


def _cites_of(catalogue: Catalogue, work: Document, kind: str | None, as_json: bool) -> None:
    citing = [
        (letter.id, one)
        for letter in catalogue.letters
        for one in catalogue.citations.where(letter=letter.id).values()
        if (one.meant or one.document) == work.id
    ]
    own = catalogue.citations.where(lambda one: work.id in one.letters)
    found = _of_kind(catalogue.cited(own), kind)
    if as_json:
        cited_by = [
            {"citation": one, "links": [link(catalogue, passage) for passage in one.passages]}
            for _, one in citing
        ]
        print_json({"document": work, "cited_by": cited_by, "cites": found})
        return
    rows = [
        (letter, one.intent, one.printed, lines(*_places(catalogue, one))) for letter, one in citing
    ]
    headings = (("cited by", "intent"), ("reference", "passages"))
    print_parts(f"{work.id}: {work}", "", table(headings, rows), f"citations: {len(rows)}")
    if work.coded:
        print_parts("", "It cites:", "", _works(found), f"works: {len(found)}")


def _places(catalogue: Catalogue, citation: Citation) -> Iterator[str]:
    for passage in citation.passages:
        yield place(catalogue, passage)
        yield link(catalogue, passage) or "no address is known"


def _of_kind(works: Sequence[Cited], kind: str | None) -> list[Cited]:
    return [work for work in works if kind in (None, work.kind)]


def _works(works: Sequence[Cited]) -> Table:
    return table(
        ("times", ("title", "document", "letters")),
        [(str(one.times), one.title, one.document, ", ".join(one.letters)) for one in works],
    )


# ---------------------------------------------------------------------------------------- by words


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", help="Only records of this kind, such as measures.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@as_json_too
@click.pass_obj
def search(
    catalogue: Catalogue, words: Sequence[str], kind: str | None, limit: int, as_json: bool
) -> None:
    """The records in which all WORDS stand, the best first; in Dutch or in English.

    Write 'sanctie*' for all words that begin so, and '"words side by side"' for a phrase.
    """
    found = catalogue.search(" ".join(words), kind=kind, limit=limit + 1)
    hits = found[:limit]
    if as_json:
        print_json(hits)
        return
    rows = [
        (str(rank), hit.record, hit.field, marked(hit)) for rank, hit in enumerate(hits, start=1)
    ]
    more = "; there are more, which --limit shows" if len(found) > limit else ""
    print_parts(table(("rank", ("record", "field", "text")), rows), f"records: {len(hits)}{more}")


QUESTIONS = (timeline, follow, promises, define, diff, matrix, tree, cites, search)
