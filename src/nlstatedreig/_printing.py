"""How the console script prints: tables, records, passages and JSON.

Tables are for people: wrapped to the terminal, one line a row in a pipe.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import click
from attrs import has
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text as Styled

from nlstatedreig._convert import to_plain, write_json
from nlstatedreig._walk import hints
from nlstatedreig.catalogue import Catalogue
from nlstatedreig.errors import SourceError, UnknownIdError
from nlstatedreig.records import Record
from nlstatedreig.values import Evidence, Text

if TYPE_CHECKING:  # its stemmers are only paid for by a search
    from nlstatedreig.search import Hit

as_json_too = click.option("--json", "as_json", is_flag=True, help="As JSON, nothing left out.")


def on_terminal() -> bool:
    """Whether a person is looking, and not a program or a file."""
    return sys.stdout.isatty()


def print_json(value: object) -> None:
    """A value as plain JSON, every field present."""
    click.echo(write_json(to_plain(value)), nl=False)


def print_parts(*parts: str | Table) -> None:
    """Lines of text and tables, one below the other."""
    console = _console()
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    shown = re.sub(r" +\n", "\n", capture.get())
    shown = re.sub(r"\n{3,}", "\n\n", shown)
    click.echo(shown, nl=False)  # flushes, and knows about a closed pipe


def table(
    headings: Sequence[str | tuple[str, ...]], rows: Sequence[Sequence[str | Styled]]
) -> Table:
    """A table of which no cell is ever cut off: what does not fit goes on in the next line.

    A tuple of headings is one column on a terminal, with the values below each other, and a column
    for each of them in a pipe.
    """
    groups = [heading if isinstance(heading, tuple) else (heading,) for heading in headings]
    if not on_terminal():
        groups = [(heading,) for heading in chain.from_iterable(groups)]
    columns: list[list[Styled]] = []
    place = 0
    for group in groups:
        columns.append([_cell(row[place : place + len(group)]) for row in rows])
        place += len(group)
    numbers = [all(str(cell).isdecimal() or not cell for cell in column) for column in columns]
    made = Table(box=SIMPLE_HEAD if on_terminal() else None, pad_edge=False)
    for group, counts in zip(groups, numbers, strict=True):
        made.add_column(
            ", ".join(group),
            overflow="fold",
            no_wrap=counts,
            justify="right" if counts else "left",
        )
    if not all(numbers[1:]):
        # The first column has the ids: it keeps its width, and the others wrap.
        cells = [", ".join(groups[0]), *map(str, columns[0])]
        longest = max(len(line) for cell in cells for line in cell.split("\n"))
        made.columns[0].width = min(longest, _console().width * 3 // 5)
    for row in zip(*columns, strict=True):
        made.add_row(*row)
    return made


def _cell(values: Sequence[str | Styled]) -> Styled:
    """Values below each other, those that are empty left out; addresses can be clicked on."""
    cell = Styled("\n").join(
        value if isinstance(value, Styled) else Styled(value) for value in values if value
    )
    cell.highlight_regex(r"https?://\S+", lambda url: Style(link=url))
    return cell


def lines(*values: str) -> str:
    """Values as the lines of one cell; side by side in a pipe."""
    return ("\n" if on_terminal() else " | ").join(values)


def marked(hit: Hit) -> str | Styled:
    """The text of a hit and the words in it that matched: in bold, or in «…» in a pipe."""
    if not on_terminal():
        return hit.highlighted
    shown = Styled(hit.text)
    for start, end in hit.marks:
        shown.stylize("bold", start, end)
    return shown


def _console() -> Console:
    # Wide enough in a pipe for one line a row. Brackets in the data are no markup.
    return Console(
        width=None if on_terminal() else 10_000,
        force_terminal=on_terminal(),
        markup=False,
        emoji=False,
        highlight=False,
    )


def fields(record: Record) -> Iterator[tuple[str, str]]:
    """The fields of a record that say something, for reading."""
    for name in hints(type(record)):
        shown = list(_lines(getattr(record, name)))
        if shown and name != "evidence":
            yield name, "\n".join(shown)


def _lines(value: Any) -> Iterator[str]:
    """A value of a record for reading; nothing for what is empty, or is evidence."""
    if value is None or value is False or isinstance(value, Evidence):
        return
    if isinstance(value, tuple):
        for item in value:
            shown = list(_lines(item))
            marks = chain(["- "], repeat("  ")) if len(shown) > 1 else [""]
            yield from (mark + line for mark, line in zip(marks, shown, strict=False))
    elif isinstance(value, Text):
        yield from (value.nl, value.en)
    elif has(type(value)) and "__str__" not in vars(type(value)):
        for name in hints(type(value)):
            for place, line in enumerate(_lines(getattr(value, name))):
                yield f"  {line}" if place else f"{name}: {line}"
    else:
        yield str(value)


def place(catalogue: Catalogue, passage: Evidence) -> str:
    """Where a passage stands: letter, heading, note."""
    section = catalogue.sections.get(passage.section or "")
    parts = [
        passage.document,
        *([section.heading] if section else []),
        *([f"note {passage.footnote}"] if passage.footnote is not None else []),
    ]
    return ", ".join(parts)


def quoted(catalogue: Catalogue, passage: Evidence) -> str:
    """Where a passage stands, and its first and last words."""
    end = f" … {passage.end}" if passage.end else ""
    return f"{place(catalogue, passage)}: “{passage.start}{end}”"


def link(catalogue: Catalogue, passage: Evidence) -> str | None:
    """The address that opens at a passage, if its document has one."""
    try:
        return catalogue.link(passage)
    except (SourceError, UnknownIdError):  # no official address, or not even the document
        return None
