"""The package holds no sentence of the letters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import has

from nlstatedreig._walk import hints
from nlstatedreig.catalogue import Catalogue, kinds, load
from nlstatedreig.records import (
    Citation,
    Commitment,
    Definition,
    Document,
    Erratum,
    Identifier,
    Name,
    OutsideFact,
    Section,
    ThreatName,
)
from nlstatedreig.sources import Sources, normalise
from nlstatedreig.values import DocumentId, Evidence, Text

LONGEST = 10
"""So many words in a row a text may share with a letter."""

AS_PRINTED = {
    (Evidence, "start"),
    (Evidence, "end"),
    (Definition, "wording"),
    (Section, "heading"),
    (Citation, "printed"),
    (Commitment, "due_as_printed"),
    (Erratum, "printed"),
    (Erratum, "correct"),
    (Document, "title"),
    (Identifier, "value"),
    (Name, "name"),
    (ThreatName, "name"),
    (OutsideFact, "source"),
}
"""The fields that hold words of the letters, and are marked as such, or names and titles."""

Words = tuple[str, ...]


def own_texts(value: Any, path: str = "$") -> Iterator[tuple[str, str]]:
    """Every text of a record that should be in the library's own words, with its path."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from own_texts(item, f"{path}[{index}]")
    elif type(value) is str:
        yield path, value
    elif has(type(value)):
        for name in hints(type(value)):
            if (type(value), name) not in AS_PRINTED:
                yield from own_texts(getattr(value, name), f"{path}.{name}")


def runs(words: Words, length: int) -> Iterator[Words]:
    """Every run of so many words."""
    for start in range(len(words) - length + 1):
        yield words[start : start + length]


def shared(text: str, printed: Collection[Words], names: Iterable[Words]) -> Words:
    """The words in a row that a text shares with what is printed, if they are too many.

    Words that belong to a name or title do not count, and do not break the row.
    """
    words = normalise(text)
    copied = [False] * len(words)
    for start, run in enumerate(runs(words, LONGEST + 1)):
        if run in printed:
            copied[start : start + len(run)] = [True] * len(run)
    if not any(copied):
        return ()
    named = [False] * len(words)
    for name in names:
        for start, run in enumerate(runs(words, len(name))):
            if run == name:
                named[start : start + len(name)] = [True] * len(name)
    row: list[int] = []
    for index in range(len(words) + 1):
        if index < len(words) and copied[index]:
            row.append(index)
            continue
        if sum(not named[place] for place in row) > LONGEST:
            return words[row[0] : row[-1] + 1]
        row = []
    return ()


def names_and_titles(catalogue: Catalogue) -> list[Words]:
    """What a summary may repeat however long it is."""
    names: set[str] = {document.title for document in catalogue.documents.values()}
    for actor in catalogue.actors.values():
        names |= {actor.label.nl, actor.label.en, *actor.aliases}
    return [words for name in names if (words := normalise(name))]


@pytest.fixture(scope="module")
def printed(source_texts: Path) -> frozenset[Words]:
    """Every run of eleven words in the five letters, notes included."""
    sources = Sources(source_texts, load())
    readings = [sources.read(document) for document in sources.documents]
    return frozenset(
        run
        for reading in readings
        for text in (" ".join(block.text for block in reading.blocks), *reading.notes.values())
        for run in runs(normalise(text), LONGEST + 1)
    )


@pytest.mark.parametrize("kind", kinds())
def test_no_text_repeats_a_letter(kind: str, printed: frozenset[Words]) -> None:
    """No field but the marked ones shares more than ten words in a row with a letter."""
    names = names_and_titles(load())
    found = [
        f"{kind}: {record.id}: {path}: {' '.join(words)}"
        for record in dict(load().collections())[kind].values()
        for path, text in own_texts(record)
        if (words := shared(text, printed, names))
    ]
    assert found == []


LINE = "een klein land houdt de deur open en kijkt goed wie er naar binnen wil komen"
PRINTED = frozenset(runs(normalise(LINE), LONGEST + 1))


def test_a_copied_sentence_is_found() -> None:
    """Eleven words in a row are too many, whatever their capitals and commas; ten are not."""
    copied = "Zo is het: een klein land houdt de deur open, en kijkt GOED wie."
    assert shared(copied, PRINTED, []) == normalise(
        "een klein land houdt de deur open en kijkt goed wie"
    )
    assert shared("Een klein land houdt de deur open en kijkt goed.", PRINTED, []) == ()


def test_a_name_does_not_count() -> None:
    """A title may be repeated, and the words around it are counted without it."""
    title = normalise("een klein land houdt de deur open")
    assert shared(LINE, PRINTED, [title]) == ()
    assert shared(LINE, PRINTED, [normalise("klein land")]) != ()


def test_every_other_text_is_looked_at() -> None:
    """Whatever is not marked as printed is looked at, at its path."""
    name = Name(letter=DocumentId("kst-9-1"), name="als gedrukt", evidence=())
    label = Text(nl="loket", en="desk")
    assert list(own_texts((name, label))) == [
        ("$[0].letter", "kst-9-1"),
        ("$[1].nl", "loket"),
        ("$[1].en", "desk"),
    ]
