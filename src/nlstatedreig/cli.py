"""The console script: what the package knows, on the command line.

Here are the script itself, the records and the proofs; the commands that put a question are in
`_questions`, and how all of it looks is in `_printing`. Exit codes: 0 fine, 1 something found,
2 wrong use. Start it by `nlstatedreig.__main__`; these three modules need the extra `cli`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

import click

from nlstatedreig import __version__
from nlstatedreig._printing import (
    as_json_too,
    fields,
    link,
    print_json,
    print_parts,
    quoted,
    table,
)
from nlstatedreig._questions import QUESTIONS
from nlstatedreig._walk import hints, leaf
from nlstatedreig.catalogue import Catalogue, Collection, coded_letter, kinds, load
from nlstatedreig.check import check
from nlstatedreig.errors import NlstatedreigError
from nlstatedreig.schema import schema
from nlstatedreig.sources import Coverage, Sources, Standing

FOUND = 1
"""The exit code of a command that found something wrong."""


class WrongUse(click.ClickException):
    """What the user asked for is not there: a message and exit code 2, never a traceback."""

    exit_code = 2


class _Script(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NlstatedreigError as error:
            raise WrongUse(str(error)) from error


@click.group(cls=_Script, invoke_without_command=True)
@click.option("--data", metavar="DIR", help="Use the data of this directory, not the package's.")
@click.option("--as-of", metavar="WHEN", help="As it stood at a date, or at a letter by its id.")
@click.version_option(__version__)
@click.pass_context
def script(context: click.Context, data: str | None, as_of: str | None) -> None:
    """What the Dutch government wrote about threats by state actors.

    Without a command: which letters there are, and how much is in them.
    """
    catalogue = load() if data is None else Catalogue.from_directory(data)
    context.obj = catalogue if as_of is None else catalogue.as_of(as_of)
    if context.invoked_subcommand is None:
        known = f", as of {as_of}" if as_of else ""
        _overview(context.obj, f"{catalogue.release or 'without a release'}{known}")


for _question in QUESTIONS:
    script.add_command(_question)


def _overview(catalogue: Catalogue, release: str) -> None:
    letters = catalogue.letters
    print_parts(
        f"nlstatedreig {__version__}, data {release}\n",
        table(
            ("", "letter", "date", "title"),
            [
                (str(place), letter.id, str(letter.date or ""), letter.title)
                for place, letter in enumerate(letters, start=1)
            ],
        ),
        "",
        table(
            ("kind", "all", *(f"in {place}" for place, _ in enumerate(letters, start=1))),
            [
                (name, str(len(held)), *(str(len(held.where(letter=x.id))) for x in letters))
                for name, held in catalogue.collections()
            ],
        ),
        "",
        "nlstatedreig --help lists the commands.",
    )


@script.command("list")
@click.argument("kind")
@click.option("--letter", metavar="ID", help="Only records that rest on this letter.")
@click.option("--theme", help="Only records with this theme.")
@click.option("--where", "conditions", multiple=True, metavar="FIELD=VALUE", help="Repeatable.")
@as_json_too
@click.pass_obj
def list_(
    catalogue: Catalogue,
    kind: str,
    letter: str | None,
    theme: str | None,
    conditions: Sequence[str],
    as_json: bool,
) -> None:
    """The records of a KIND, such as measures."""
    if kind not in kinds():
        close = get_close_matches(kind, kinds(), n=1)
        guess = f"did you mean {close[0]!r}? " if close else ""
        raise WrongUse(f"no kind {kind!r}; {guess}the kinds are {', '.join(kinds())}")
    held: Collection[Any] = dict(catalogue.collections())[kind]
    if letter is not None:
        held = held.where(letter=letter)
    if theme is not None:
        held = held.where(themes=theme)
    for condition in conditions:
        field, equals, value = condition.partition("=")
        if not equals:
            raise WrongUse(f"--where {condition}: write FIELD=VALUE, such as weight=core")
        held = held.where(**{field: _typed(held.kind, field, value)})
    if as_json:
        print_json(list(held.values()))
    else:
        print_parts(
            table((kind, "what"), [(record.id, str(record)) for record in held.values()]),
            f"{len(held)} {kind}",
        )


def _typed(kind: type, field: str, word: str) -> object:
    """What a word of the command line stands for; `where` judges whether the field can hold it."""
    held = leaf(hints(kind).get(field, str))
    if held is bool:
        return {"true": True, "false": False}.get(word, word)
    return int(word) if held is int and word.isdecimal() else word


@script.command()
@click.argument("key", metavar="ID")
@as_json_too
@click.pass_obj
def show(catalogue: Catalogue, key: str, as_json: bool) -> None:
    """The record ID, its passages with links, and what refers to it.

    ID is kind/id, such as measure/rijksbreed-responskader, or an id that only one kind has.
    """
    record = catalogue[key]
    ref = catalogue.ref(record)
    about = catalogue.about(ref)
    if as_json:
        print_json(
            {
                "ref": ref,
                "record": record,
                "passages": [{"evidence": p, "link": link(catalogue, p)} for p in record.passages],
                "about": [catalogue.ref(other) for other in about],
            }
        )
        return
    print_parts(ref, table(("field", "value"), list(fields(record))))
    for passage in record.passages:
        print_parts("", quoted(catalogue, passage))
        click.echo(link(catalogue, passage) or "no address is known")  # whole, to be clicked on
    if about:
        rows = [(catalogue.ref(other), str(other)) for other in about]
        print_parts("", table(("referred to by", "what"), rows))


@script.command("check")
@click.pass_context
def check_(context: click.Context) -> None:
    """Check links, ids, order, languages and files; needs no copy of the letters."""
    problems = check(context.obj)
    print_parts(*problems, f"problems: {len(problems)}")
    if problems:
        context.exit(FOUND)


_SOURCES = click.option(
    "--sources", required=True, metavar="DIR", help="The directory with the texts of the letters."
)


@script.command()
@_SOURCES
@click.pass_context
def verify(context: click.Context, sources: str) -> None:
    """Prove every passage of every record in your copy of the letters."""
    shown = Sources(sources, context.obj).verify()
    print_parts(
        *shown.problems, f"passages proven: {shown.proven}; problems: {len(shown.problems)}"
    )
    if shown.unproven:
        print_parts(f"passages not proven: {shown.unproven}; no text of {', '.join(shown.missing)}")
    if shown.problems or shown.unproven:
        context.exit(FOUND)


@script.command()
@_SOURCES
@click.option("--letter", metavar="ID", help="Only this letter.")
@click.pass_context
def coverage(context: click.Context, sources: str, letter: str | None) -> None:
    """Account for every sentence of the letters; list those that no record rests on."""
    catalogue: Catalogue = context.obj
    texts = Sources(sources, catalogue)
    chosen = (
        [coded_letter(catalogue, letter).id] if letter else [one.id for one in catalogue.letters]
    )
    shown = [texts.coverage(one) for one in chosen]
    print_parts(
        table(("words in", *Standing), [row for one in shown for row in _words(catalogue, one)])
    )
    sentences = [
        f"{sentence.section or one.document}: {sentence.text}"
        for one in shown
        for sentence in one.unaccounted
    ]
    notes = [
        f"{note.section or one.document}: note {note.number}"
        for one in shown
        for note in one.notes
        if not note.used
    ]
    print_parts(
        "", *sentences, *notes, f"unaccounted sentences: {len(sentences)}; notes: {len(notes)}"
    )
    if sentences or notes:
        context.exit(FOUND)


def _words(catalogue: Catalogue, shown: Coverage) -> Iterator[tuple[str, ...]]:
    """A row for the letter, and one for each of its sections."""
    yield (shown.document, *(str(shown.words(standing)) for standing in Standing))
    for section in shown.sections:
        heading = catalogue.sections[section].heading if section else "before the first heading"
        yield (f"  {heading}", *(str(shown.words(standing, section)) for standing in Standing))


@script.command()
@click.pass_obj
def dump(catalogue: Catalogue) -> None:
    """The whole catalogue as one JSON object."""
    print_json(catalogue.dump())


@script.command("schema")
def schema_() -> None:
    """The JSON Schema of the dump."""
    print_json(schema())
