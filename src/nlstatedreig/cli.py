"""The console script: what the package knows, on the command line.

Tables are for people: wrapped to the terminal, one line a row in a pipe. `--json`, `dump` and
`schema` are for programs. Exit codes: 0 fine, 1 something found, 2 wrong use. Start it by
`nlstatedreig.__main__`; this module needs the extra `cli`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import Any

import click
from attrs import has
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from nlstatedreig import __version__
from nlstatedreig._convert import to_plain, write_json
from nlstatedreig._walk import hints, leaf
from nlstatedreig.catalogue import Catalogue, Collection, kinds, load
from nlstatedreig.check import check
from nlstatedreig.errors import NlstatedreigError, SourceError, UnknownIdError
from nlstatedreig.records import Record
from nlstatedreig.schema import schema
from nlstatedreig.sources import Coverage, Sources, Standing
from nlstatedreig.values import Evidence, Text

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
@click.version_option(__version__)
@click.pass_context
def script(context: click.Context, data: str | None) -> None:
    """What the Dutch government wrote about threats by state actors.

    Without a command: which letters there are, and how much is in them.
    """
    context.obj = load() if data is None else Catalogue.from_directory(data)
    if context.invoked_subcommand is None:
        _overview(context.obj)


def _overview(catalogue: Catalogue) -> None:
    letters = catalogue.letters
    _print(
        f"nlstatedreig {__version__}, data {catalogue.release or 'without a release'}\n",
        _table(
            ("", "letter", "date", "title"),
            [
                (str(place), letter.id, str(letter.date or ""), letter.title)
                for place, letter in enumerate(letters, start=1)
            ],
        ),
        "",
        _table(
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
@click.argument("kind", type=click.Choice(list(kinds())), metavar="KIND")
@click.option("--letter", metavar="ID", help="Only records that rest on this letter.")
@click.option("--theme", help="Only records with this theme.")
@click.option("--where", "conditions", multiple=True, metavar="FIELD=VALUE", help="Repeatable.")
@click.option("--json", "as_json", is_flag=True, help="The records as JSON.")
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
        _print_json(list(held.values()))
    else:
        _print(
            _table((kind, "what"), [(record.id, str(record)) for record in held.values()]),
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
@click.option("--json", "as_json", is_flag=True, help="Record, links and references as JSON.")
@click.pass_obj
def show(catalogue: Catalogue, key: str, as_json: bool) -> None:
    """The record ID, its passages with links, and what refers to it.

    ID is kind/id, such as measure/rijksbreed-responskader, or an id that only one kind has.
    """
    record = catalogue[key]
    ref = catalogue.ref(record)
    about = catalogue.about(ref)
    if as_json:
        _print_json(
            {
                "ref": ref,
                "record": record,
                "passages": [{"evidence": p, "link": _link(catalogue, p)} for p in record.passages],
                "about": [catalogue.ref(other) for other in about],
            }
        )
        return
    _print(ref, _table(("field", "value"), list(_fields(record))))
    for passage in record.passages:
        _print("", _passage(catalogue, passage))
        click.echo(_link(catalogue, passage) or "no address is known")  # whole, to be clicked on
    if about:
        rows = [(catalogue.ref(other), str(other)) for other in about]
        _print("", _table(("referred to by", "what"), rows))


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    for name in hints(type(record)):
        lines = list(_lines(getattr(record, name)))
        if lines and name != "evidence":
            yield name, "\n".join(lines)


def _lines(value: Any) -> Iterator[str]:
    """A value of a record for reading; nothing for what is empty, or is evidence."""
    if value is None or value is False or isinstance(value, Evidence):
        return
    if isinstance(value, tuple):
        for item in value:
            lines = list(_lines(item))
            marks = chain(["- "], repeat("  ")) if len(lines) > 1 else [""]
            yield from (mark + line for mark, line in zip(marks, lines, strict=False))
    elif isinstance(value, Text):
        yield from (value.nl, value.en)
    elif has(type(value)) and "__str__" not in vars(type(value)):
        for name in hints(type(value)):
            for place, line in enumerate(_lines(getattr(value, name))):
                yield f"  {line}" if place else f"{name}: {line}"
    else:
        yield str(value)


def _passage(catalogue: Catalogue, passage: Evidence) -> str:
    """Where a passage stands, and its first and last words."""
    section = catalogue.sections.get(passage.section or "")
    place = [
        passage.document,
        *([section.heading] if section else []),
        *([f"note {passage.footnote}"] if passage.footnote is not None else []),
    ]
    end = f" … {passage.end}" if passage.end else ""
    return f"{', '.join(place)}: “{passage.start}{end}”"


def _link(catalogue: Catalogue, passage: Evidence) -> str | None:
    try:
        return catalogue.link(passage)
    except (SourceError, UnknownIdError):  # no official address, or not even the document
        return None


@script.command()
@click.argument("measure", metavar="MEASURE")
@click.option("--json", "as_json", is_flag=True, help="The entries as JSON.")
@click.pass_obj
def timeline(catalogue: Catalogue, measure: str, as_json: bool) -> None:
    """What the letters tell of a MEASURE and of those it came from, by date."""
    entries = catalogue.timeline(measure.removeprefix("measure/"))
    if as_json:
        _print_json(entries)
        return
    rows: list[tuple[str, ...]] = []
    for entry in entries:
        slip = f"; days late, at least: {entry.slip}" if entry.slip else ""
        told = [f"{entry.what} ({entry.record}{slip})"]
        told += [f"  {_passage(catalogue, passage)}" for passage in entry.evidence]
        state = entry.status or entry.verdict or ""
        rows.append((str(entry.date), f"{entry.sort} {state}", "\n".join(told)))
    _print(_table(("date", "", "what"), rows))


@script.command("check")
@click.pass_context
def check_(context: click.Context) -> None:
    """Check links, ids, order, languages and files; needs no copy of the letters."""
    problems = check(context.obj)
    _print(*problems, f"problems: {len(problems)}")
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
    _print(*shown.problems, f"passages proven: {shown.proven}; problems: {len(shown.problems)}")
    if shown.unproven:
        _print(f"passages not proven: {shown.unproven}; no text of {', '.join(shown.missing)}")
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
    chosen = [_letter(catalogue, letter)] if letter else [one.id for one in catalogue.letters]
    shown = [texts.coverage(one) for one in chosen]
    _print(
        _table(("words in", *Standing), [row for one in shown for row in _words(catalogue, one)])
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
    _print("", *sentences, *notes, f"unaccounted sentences: {len(sentences)}; notes: {len(notes)}")
    if sentences or notes:
        context.exit(FOUND)


def _letter(catalogue: Catalogue, letter: str) -> str:
    known = [document.id for document in catalogue.letters]
    if letter not in known:
        raise WrongUse(f"no letter {letter!r}; the letters are {', '.join(known) or 'none'}")
    return letter


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
    _print_json(catalogue.dump())


@script.command("schema")
def schema_() -> None:
    """The JSON Schema of the dump."""
    _print_json(schema())


def _print_json(value: object) -> None:
    click.echo(write_json(to_plain(value)), nl=False)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of which no cell is ever cut off: what does not fit goes on in the next line."""
    table = Table(box=SIMPLE_HEAD if sys.stdout.isatty() else None, pad_edge=False)
    for place, heading in enumerate(headings):
        # The first column has the ids: it keeps its width, and the others wrap.
        longest = max(len(line) for row in [headings, *rows] for line in row[place].split("\n"))
        width = None if place else min(longest, _console().width * 2 // 3)
        numbers = place and all(row[place].isdecimal() for row in rows)
        table.add_column(
            heading, overflow="fold", width=width, justify="right" if numbers else "left"
        )
    for row in rows:
        table.add_row(*row)
    return table


def _console() -> Console:
    # Wide enough in a pipe for one line a row. Brackets in the data are no markup.
    width = None if sys.stdout.isatty() else 10_000
    return Console(width=width, markup=False, emoji=False, highlight=False)


def _print(*parts: str | Table) -> None:
    console = _console()
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    lines = (line.rstrip(" ") for line in capture.get().split("\n"))
    click.echo("\n".join(lines), nl=False)  # flushes, and knows about a closed pipe
