"""The letters' text: read, locate, quote, verify, coverage.

The package holds no sentence of the letters. Whoever has the five texts proves every record against
them here: a reader for each source lifts out what is not the letter (page furniture, note marks,
markup), an anchor is found by its words and never by a guess, and every sentence of a letter is
accounted for or shown as unaccounted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from itertools import chain, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from attrs import field, frozen

from nlstatedreig._walk import fields_that_hold
from nlstatedreig.catalogue import file_of
from nlstatedreig.errors import AnchorError, SourceError
from nlstatedreig.records import (
    Actor,
    Assessment,
    Citation,
    Commitment,
    Definition,
    Document,
    Erratum,
    Figure,
    Incident,
    Interest,
    Measure,
    Record,
    Section,
    Threat,
    Uncoded,
)
from nlstatedreig.values import DocumentId, Evidence, SectionId, Text
from nlstatedreig.vocabulary import UncodedReason

if TYPE_CHECKING:
    from nlstatedreig.catalogue import Catalogue

# ----------------------------------------------------------------------------------------- words

SHORT = 8
"""A passage of up to so many words is its start, without an end."""
FEWEST = 4
"""The start and the end of a longer passage have at least so many words, and at most `SHORT`."""
LONG = 100
"""A passage of more words does not count in the coverage."""


def normalise(text: str) -> tuple[str, ...]:
    """The words of a text as they are matched: letters and digits only, case-folded.

    Whitespace separates words. Hyphens and other signs inside a word vanish, and what has no
    letter or digit is no word.

    Args:
        text: the text.

    Example:
        >>> from nlstatedreig.sources import normalise
        >>> normalise("De EU-aanpak (2019) – kort.")
        ('de', 'euaanpak', '2019', 'kort')
    """
    return tuple(word.letters for word in _words(text))


class _Word(NamedTuple):
    letters: str
    start: int
    end: int


def _words(text: str) -> Iterator[_Word]:
    for token in re.finditer(r"\S+", text):
        folded = unicodedata.normalize("NFKC", token[0]).casefold()
        # Folding can undo a composition, so the form is settled once more.
        letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", folded)))
        if letters:
            yield _Word(letters, token.start(), token.end())


def digest(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the normalised words of a text.

    Args:
        text: the text.

    Example:
        >>> from nlstatedreig.sources import digest
        >>> digest("open waar het kan") == digest("Open, waar het\\nkan")
        True
    """
    return sha256(" ".join(normalise(text)).encode()).hexdigest()[:16]


# --------------------------------------------------------------------------------------- readers


@frozen
class Block:
    """One paragraph, list item, table cell or heading, clean."""

    text: str


def _frozen_notes(notes: Mapping[int, str]) -> Mapping[int, str]:
    return MappingProxyType(dict(notes))


def _frozen_marks(marks: Mapping[int, int]) -> Mapping[int, int]:
    return MappingProxyType(dict(marks))


@frozen
class Reading:
    """A source as its reader gives it.

    Attributes:
        document: the document.
        blocks: the body, in order.
        notes: the text of each note, by its number.
        marks: for each note the index of the block in which it is marked. A note whose mark is
            lost is absent here, a mark whose note is lost is absent in `notes`.
    """

    document: DocumentId
    blocks: tuple[Block, ...]
    notes: Mapping[int, str] = field(converter=_frozen_notes)
    marks: Mapping[int, int] = field(converter=_frozen_marks)


_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_AS_SUPERSCRIPT = str.maketrans("0123456789", _SUPERSCRIPT)
_AS_DIGITS = str.maketrans(_SUPERSCRIPT, "0123456789")


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    """The text without Markdown and HTML, and without the bullet of a list item."""
    text = re.sub(r"<(https?://[^>\s]+)>", r"\1", text)
    text = re.sub(r"</?[a-z][^<>]*>|\*+", "", text)
    return _tidy(re.sub(r"^\s*(?:#+|[•–>-])\s+", "", text))


def _paragraphs(raw: str) -> Iterator[str]:
    for paragraph in re.split(r"\n(?:[^\S\n]*\n)+", raw):
        if paragraph.strip():
            yield paragraph.strip()


def _glue(first: str, second: str) -> str:
    """Two parts of a broken text as one: with a space, or without where a word was broken."""
    first, second = first.rstrip(), second.lstrip()
    if "://" in first.split()[-1] and (first[-1] in "/-" or second[0] in "?&#"):
        return first + second
    if not re.search(r"\w-$", first) or re.match(r"(?:en|of|tot)\b", second):
        return f"{first} {second}"
    # A capital, a digit or two clashing vowels keep the hyphen that a compound has anyway.
    clash = re.fullmatch(r"[ae][aeiu]|i[ej]|o[eiou]|u[iu]", first[-2] + second[0])
    if clash or not (first[-2].islower() and second[0].islower()):
        return first + second
    return first[:-1] + second


def _join_lines(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    whole = lines[0]
    for line in lines[1:]:
        whole = _glue(whole, line)
    return whole


_FINISHED = re.compile(rf"[.!?:;…][)\]»”\"'’*]*(?:<sup>|[{_SUPERSCRIPT}\d]|</sup>)*$")


def _could_be_a_heading(part: str) -> bool:
    return len(part) < 120 and part[0] not in "•-"


def _mend(parts: Iterable[str], *, capitals: bool) -> list[str]:
    """Put together what a page break, a note or a header broke.

    Args:
        parts: the paragraphs.
        capitals: whether a broken sentence may go on with a capital. A heading has no full stop
            either, so only what cannot be a heading goes on in this way.
    """
    whole: list[str] = []
    for part in parts:
        goes_on = (
            whole
            and not _FINISHED.search(whole[-1])
            and (
                part[0].islower()
                or (capitals and not _could_be_a_heading(whole[-1]) and part[0] not in "#•-")
            )
        )
        if goes_on:
            whole[-1] = _glue(whole[-1], part)
        else:
            whole.append(part)
    return whole


def _lift_marks(
    blocks: list[str], last: int, pattern: Callable[[int], str]
) -> tuple[list[str], dict[int, int]]:
    """Take the note marks out.

    A mark is only ever the next number that is due, so that the numbers of the text stay.
    """
    blocks = list(blocks)
    marks: dict[int, int] = {}
    here, offset = 0, 0
    for number in range(1, last + 1):
        mark = re.compile(pattern(number))
        for index in range(here, len(blocks)):
            found = mark.search(blocks[index], offset if index == here else 0)
            if found:
                blocks[index] = blocks[index][: found.start()] + blocks[index][found.end() :]
                marks[number] = here = index
                offset = found.start()
                break
    return blocks, marks


def _glued(number: int) -> str:
    # Behind a letter, a sign or a whole year; `TO-2`, `5G` and `2035` are no marks.
    return rf"(?:(?<=[^\W\d_])|(?<=[.,:;)»])|(?<=\b(?:19|20)\d\d)){number}(?!\w)"


def _superscript(number: int) -> str:
    mark = str(number).translate(_AS_SUPERSCRIPT)
    return rf"[^\S\n]*(?<![{_SUPERSCRIPT}]){mark}(?![{_SUPERSCRIPT}])"


def _sup(number: int) -> str:
    return rf"<sup>{number}</sup>"


def _superscript_or_loose(number: int) -> str:
    # Between two sentences, the number stands there as plain digits.
    return rf"{_superscript(number)}|(?<=[.\"”])[^\S\n]?{number}(?=\s[A-Z]|$)"


def _reading(
    document: str, blocks: list[str], notes: Mapping[int, str], pattern: Callable[[int], str]
) -> Reading:
    bare, marks = _lift_marks(blocks, max(notes, default=0), pattern)
    return Reading(
        DocumentId(document),
        tuple(Block(_plain(block)) for block in bare),
        {number: _plain(notes[number]) for number in sorted(notes)},
        marks,
    )


_PAGE_HEADER = re.compile(
    r"\*\*Nationaal Coördinator\nTerroris(?:me)?bestrijding en\nVeiligheid\*\*"
    r"|(?:\*\*)?Datum(?:\*\*)?\n\d+ \w+ \d{4}"
    r"|(?:\*\*)?Ons kenmerk(?:\*\*)?\n\d+"
)
_LETTERHEAD = re.compile(
    r"^(?:> Retouradres.*|Postbus \d+\n\d{4} .*|Turfmarkt \d+(?:\n.+)+"
    r"|\*Bij beantwoording.*(?:\n.+)*)",
    re.MULTILINE,
)


def _read_2019(raw: str) -> Reading:
    # The reference number above the letter is its own; those that follow are page headers.
    text = raw.replace("Ons kenmerk\n", "Ons kenmerk ", 1).replace("\nOnderwerp", "\n\nOnderwerp")
    text = _LETTERHEAD.sub("\n\n", _PAGE_HEADER.sub("\n\n", text))
    parts: list[str] = []
    notes: dict[int, str] = {}
    for paragraph in _paragraphs(text):
        note = re.match(rf"([{_SUPERSCRIPT}]+)\s+", paragraph)
        if note:
            notes[int(note[1].translate(_AS_DIGITS))] = _join_lines(paragraph[note.end() :])
        elif "\t" in paragraph or "<ul" in paragraph:
            parts.extend(_table(paragraph))
        else:
            parts.extend(_items(paragraph))
    return _reading("kst-30821-72", _mend(parts, capitals=True), notes, _superscript)


def _table(rows: str) -> Iterator[str]:
    for row in rows.split("\n"):
        label, _, cell = row.rpartition("\t")
        if label.strip(" -"):
            yield re.sub(r"(?<=\w)- (?=\w)", "", label.strip())
        for piece in re.split(r"•|</?(?:p|ul|li)\b[^>]*>", cell):
            if piece.strip(" -"):
                yield piece.strip()


def _items(paragraph: str) -> Iterator[str]:
    """The list items of a paragraph, or the paragraph."""
    for item in re.split(r"\n(?=[•-] )", paragraph):
        yield _join_lines(item)


_FOOTER = re.compile(r"Tweede Kamer, vergaderjaar .* \d+\s*$")


def _read_2021(raw: str) -> Reading:
    body: list[str] = []
    notes: dict[int, str] = {}
    in_notes = False
    for line in raw.split("\n"):
        note = re.match(r"(\d+) (?=\S)", line)
        new_page = line.startswith(" ") or _FOOTER.match(line)
        if note and int(note[1]) == len(notes) + 1 and (in_notes or not "".join(body[-1:]).strip()):
            in_notes = True
            notes[int(note[1])] = line[note.end() :]
        elif in_notes and not new_page:
            if line.strip():
                notes[len(notes)] = _glue(notes[len(notes)], line)
        else:
            in_notes = False
            # A page may begin with a heading: whether a sentence goes on is for `_mend` to see.
            body += ["", "" if _FOOTER.match(line) else line] if new_page else [line]
    parts = chain.from_iterable(_items(paragraph) for paragraph in _paragraphs("\n".join(body)))
    return _reading("kst-30821-125", _mend(parts, capitals=True), notes, _glued)


def _read_2022(raw: str) -> Reading:
    letter = raw[max(raw.find("Tweede Kamer der Staten-Generaal 2"), 0) :]
    notes = {
        int(note[1]): note[2]
        for note in re.finditer(r"^\s*(\d+)\. (.*)↩\ufe0e?\s*$", letter, re.MULTILINE)
    }
    body = re.sub(r"^\s*\d+\. .*↩\ufe0e?\s*$", "", letter, flags=re.MULTILINE)
    blocks = [_join_lines(paragraph) for paragraph in _paragraphs(body)]
    return _reading("kst-30821-175", blocks, notes, _glued)


def _read_2020(raw: str) -> Reading:
    parts: list[str] = []
    notes: dict[int, str] = {}
    for paragraph in _paragraphs(raw):
        note = re.match(r"<sup>(\d+)</sup>\s*", paragraph)
        if note:
            notes[int(note[1])] = _join_lines(paragraph[note.end() :])
        elif paragraph != "---":
            parts.extend(_items(paragraph))
    return _reading("kst-33694-57", _mend(parts, capitals=True), notes, _sup)


_CONTENTS = re.compile(r"^Inhoudsopgave\s+(?:.*\t\d*\n+)+", re.MULTILINE)
# The conversion lost the line end of one heading and the number of one note: the letter of
# February 2021 has that note too, in the same words, at the place where this text has mark 3.
_RUN_ON_HEADING = "bodemdaling en zonnestormen Buiten", "bodemdaling en zonnestormen\n\nBuiten"
_UNNUMBERED_NOTE = "De thema's ongewenste buitenlandse inmenging"


def _read_midterm(raw: str) -> Reading:
    parts: list[str] = []
    notes: dict[int, str] = {}
    for paragraph in _paragraphs(_CONTENTS.sub("", raw).replace(*_RUN_ON_HEADING)):
        note = re.match(rf"([{_SUPERSCRIPT}]+|\d{{1,2}}) (?=\S)", paragraph)
        if note:
            notes[int(note[1].translate(_AS_DIGITS))] = _join_lines(paragraph[note.end() :])
        elif paragraph.startswith(_UNNUMBERED_NOTE):
            notes[3] = _join_lines(paragraph)
        else:
            parts.extend(_items(paragraph))
    return _reading("nvs-midterm-2021", _mend(parts, capitals=False), notes, _superscript_or_loose)


_READERS: Mapping[str, Callable[[str], Reading]] = {
    "kst-30821-72": _read_2019,
    "kst-33694-57": _read_2020,
    "kst-30821-125": _read_2021,
    "nvs-midterm-2021": _read_midterm,
    "kst-30821-175": _read_2022,
}


# -------------------------------------------------------------------------------------- sections


class _Region:
    """The text of a section, or of a note, with its words indexed."""

    def __init__(
        self, section: SectionId | None, footnote: int | None, blocks: Iterable[str]
    ) -> None:
        self.section = section
        self.footnote = footnote
        self.blocks = tuple(blocks)
        self.text = "\n".join(self.blocks)

    @cached_property
    def words(self) -> tuple[_Word, ...]:
        return tuple(_words(self.text))

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            places.setdefault(word.letters, []).append(index)
        return places

    def find(self, wanted: tuple[str, ...]) -> list[int]:
        """Every place where these words stand in a row, as the index of the first."""
        return [
            place
            for place in self._places.get(wanted[0], ())
            if tuple(word.letters for word in self.words[place : place + len(wanted)]) == wanted
        ]

    def printed(self, first: int, last: int) -> str:
        return self.text[self.words[first].start : self.words[last].end]

    def __str__(self) -> str:
        place = f"section {self.section!r}" if self.section else "the text before the first heading"
        return f"footnote {self.footnote} ({place})" if self.footnote is not None else place


def _divide(reading: Reading, sections: Iterable[Section]) -> tuple[_Region, ...]:
    """The body by section, in order, and then the notes."""
    ids: list[SectionId | None] = [None]
    starts = [0]
    for section in sorted(sections, key=lambda section: section.order):
        heading = normalise(section.heading)
        # Each heading stands after the former; the first may be the first paragraph.
        later = range(starts[-1] + (len(ids) > 1), len(reading.blocks))
        found = next((i for i in later if normalise(reading.blocks[i].text) == heading), None)
        if found is None:
            raise SourceError(
                f"{reading.document}: the heading {section.heading!r} of section {section.id!r} is "
                f"no paragraph of the text after {ids[-1] or 'its beginning'}; give the heading as "
                "printed, whole, and the sections in the order of the text"
            )
        ids.append(section.id)
        starts.append(found)
    spans = [range(*ends) for ends in pairwise([*starts, len(reading.blocks)])]
    of_block = {block: section for section, span in zip(ids, spans, strict=True) for block in span}
    body = (
        _Region(section, None, (reading.blocks[block].text for block in span))
        for section, span in zip(ids, spans, strict=True)
    )
    notes = (
        _Region(of_block.get(reading.marks.get(number, -1)), number, [text])
        for number, text in reading.notes.items()
    )
    return (*body, *notes)


# -------------------------------------------------------------------------------------- passages


@frozen(kw_only=True)
class Passage:
    """A passage as it stands in the text.

    Attributes:
        document: the document.
        section: the section.
        footnote: the note that holds it, or `None`.
        text: the passage with its own punctuation; paragraphs are set apart by a line end.
        first_word: the index of its first word in the section or note.
        last_word: the index of its last word.
        digest: the digest of its words.
    """

    document: DocumentId
    section: SectionId | None
    footnote: int | None
    text: str
    first_word: int
    last_word: int
    digest: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.last_word - self.first_word + 1


@frozen(kw_only=True)
class Verification:
    """What a proof of records against the texts has shown.

    Attributes:
        proven: how many passages were found, with their digest.
        problems: one line for each problem: record, path and passage, and what would be right.
        missing: the documents whose text is not in the directory.
        unproven: how many passages could not be looked for, since their text is missing or its
            sections do not fit.
    """

    proven: int
    problems: tuple[str, ...]
    missing: tuple[DocumentId, ...]
    unproven: int


class Standing(StrEnum):
    """What a sentence of a letter is."""

    ACCOUNTED = "accounted"
    """At least half of its words lie in passages of records."""
    UNCODED = "uncoded"
    """It is listed as a passage that no record rests on, with the reason."""
    UNACCOUNTED = "unaccounted"
    """No record rests on it, and nothing says why."""


@frozen(kw_only=True)
class Sentence:
    """One sentence of a letter's body.

    Attributes:
        section: the section.
        block: the index of its paragraph within the section.
        text: the sentence.
        words: how many words it has.
        standing: whether it is accounted for.
        reason: why no record rests on it, if it is uncoded.
    """

    section: SectionId | None
    block: int
    text: str
    words: int
    standing: Standing
    reason: UncodedReason | None = None


@frozen(kw_only=True)
class Note:
    """One footnote, and whether a record or an uncoded passage rests on it."""

    number: int
    section: SectionId | None
    used: bool


@frozen(kw_only=True)
class Coverage:
    """Every sentence and footnote of a letter, accounted for or not.

    Attributes:
        document: the letter.
        sentences: the sentences of its body, in order; the headings of its sections are none.
        notes: its footnotes, by number.
    """

    document: DocumentId
    sentences: tuple[Sentence, ...]
    notes: tuple[Note, ...]

    def words(self, standing: Standing, section: SectionId | Literal["*"] | None = "*") -> int:
        """The words of the sentences of one standing.

        Args:
            standing: the standing.
            section: the section, or `None` for what stands before the first heading, or `"*"`
                for the whole letter.
        """
        return sum(
            sentence.words
            for sentence in self.sentences
            if sentence.standing is standing and section in ("*", sentence.section)
        )

    @property
    def reasons(self) -> Mapping[UncodedReason, int]:
        """The words of the uncoded sentences, by reason."""
        counted: Counter[UncodedReason] = Counter()
        for sentence in self.sentences:
            if sentence.reason:
                counted[sentence.reason] += sentence.words
        return counted

    @property
    def sections(self) -> tuple[SectionId | None, ...]:
        """The sections that hold a sentence, in order."""
        return tuple(dict.fromkeys(sentence.section for sentence in self.sentences))

    @property
    def unaccounted(self) -> tuple[Sentence, ...]:
        """The sentences that nothing accounts for."""
        return tuple(s for s in self.sentences if s.standing is Standing.UNACCOUNTED)


# --------------------------------------------------------------------------------------- sources


class Sources:
    """Your copy of the letters, beside a catalogue.

    Args:
        directory: the directory with the texts, `<document id>.txt`. It may lack some of them:
            what rests on those is then reported as not proven.
        catalogue: the catalogue whose sections divide the texts and whose records rest on them.

    Raises:
        SourceError: the directory holds none of the texts.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from nlstatedreig.catalogue import Catalogue
        >>> from nlstatedreig.sources import Sources
        >>> with TemporaryDirectory() as directory:
        ...     text = "Een klein land houdt de deur open,\\nen kijkt wie er binnenkomt."
        ...     _ = Path(directory, "kst-33694-57.txt").write_text(text, encoding="utf-8")
        ...     sources = Sources(directory, Catalogue())
        ...     evidence = sources.anchor("kst-33694-57", "Een klein land houdt de deur open, en "
        ...                                               "kijkt wie er binnenkomt.")
        >>> evidence.start, evidence.end
        ('Een klein land houdt', 'kijkt wie er binnenkomt.')
        >>> print(sources.quote(evidence))
        Een klein land houdt de deur open, en kijkt wie er binnenkomt.
    """

    def __init__(self, directory: str | Path, catalogue: Catalogue) -> None:
        self.directory: Path = Path(directory)
        self.catalogue = catalogue
        self._texts = {
            document: self._path(document)
            for document in _READERS
            if self._path(document).is_file()
        }
        if not self._texts:
            raise SourceError(
                f"{self.directory}: none of the source texts is here; give the directory that "
                f"holds {', '.join(f'{document}.txt' for document in _READERS)}"
            )
        self._readings: dict[str, Reading] = {}
        self._divided: dict[str, tuple[_Region, ...]] = {}
        self._found: dict[Evidence, Passage] = {}

    def _path(self, document: str) -> Path:
        return self.directory / f"{document}.txt"

    @property
    def documents(self) -> tuple[DocumentId, ...]:
        """The documents whose text is in the directory."""
        return tuple(DocumentId(document) for document in self._texts)

    @property
    def missing(self) -> tuple[DocumentId, ...]:
        """The documents that could be read, but whose text is not in the directory."""
        return tuple(DocumentId(document) for document in _READERS if document not in self._texts)

    def read(self, document: str) -> Reading:
        """The text of a document, clean.

        Args:
            document: the id of the document.

        Raises:
            SourceError: there is no reader for the document, or its text is not in the directory
                or not UTF-8.
        """
        if document not in _READERS:
            raise SourceError(
                f"there is no reader for document {document!r}; there are readers for "
                f"{', '.join(_READERS)}"
            )
        if document not in self._texts:
            raise SourceError(
                f"{self._path(document)}: the text of {document!r} is missing; put it there, or "
                "give a directory that has it"
            )
        if document not in self._readings:
            try:
                raw = self._texts[document].read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                raise SourceError(
                    f"{self._path(document)} is not UTF-8 ({error}); convert it"
                ) from None
            self._readings[document] = _READERS[document](raw)
        return self._readings[document]

    def _regions(self, document: str) -> tuple[_Region, ...]:
        if document not in self._divided:
            reading = self.read(document)
            own = [s for s in self.catalogue.sections.values() if s.document == document]
            self._divided[document] = _divide(reading, own)
        return self._divided[document]

    def _region(self, evidence: Evidence) -> _Region:
        regions = self._regions(evidence.document)
        for region in regions:
            if (region.section, region.footnote) == (evidence.section, evidence.footnote):
                return region
        if evidence.footnote is None:
            raise AnchorError(
                f"{evidence.document} has no section {evidence.section!r}; its sections are "
                f"{', '.join(str(r.section) for r in regions if r.footnote is None and r.section)}"
            )
        for region in regions:
            if region.footnote == evidence.footnote:
                raise AnchorError(
                    f"footnote {evidence.footnote} of {evidence.document} is marked in section "
                    f"{region.section!r}, not in {evidence.section!r}; give it that section"
                )
        raise AnchorError(
            f"{evidence.document} has no footnote {evidence.footnote} with a text; its footnotes "
            f"are {', '.join(str(r.footnote) for r in regions if r.footnote is not None)}"
        )

    # ----------------------------------------------------------------------------------- anchors

    def locate(self, evidence: Evidence) -> Passage:
        """The passage that an anchor hits.

        Args:
            evidence: the anchor. Its digest is not looked at: see `quote` and `verify`.

        Raises:
            AnchorError: the start or the end does not stand in its section (or footnote) exactly
                once, or the end stands before the start.
            SourceError: the text is missing, or its sections cannot be found in it.
        """
        if evidence not in self._found:
            region = self._region(evidence)
            first, after_start = self._hit(evidence, region, "start", evidence.start)
            after_end = after_start
            if evidence.end is not None:
                _, after_end = self._hit(evidence, region, "end", evidence.end)
            if after_end < after_start:
                raise AnchorError(
                    f"the end {evidence.end!r} stands before the start {evidence.start!r} in "
                    f"{region} of {evidence.document}; exchange them, or give the words that the "
                    "passage begins and ends with"
                )
            text = region.printed(first, after_end - 1)
            self._found[evidence] = Passage(
                document=evidence.document,
                section=evidence.section,
                footnote=evidence.footnote,
                text=text,
                first_word=first,
                last_word=after_end - 1,
                digest=digest(text),
            )
        return self._found[evidence]

    def _hit(self, evidence: Evidence, region: _Region, name: str, printed: str) -> tuple[int, int]:
        wanted = normalise(printed)
        if not wanted:
            raise AnchorError(f"the {name} {printed!r} has no word; copy the words as printed")
        places = region.find(wanted)
        if len(places) == 1:
            return places[0], places[0] + len(wanted)
        if places:
            contexts = "; ".join(
                f"word {place + 1}: "
                f"«{region.printed(place, min(place + len(wanted) + 2, len(region.words) - 1))}»"
                for place in places
            )
            raise AnchorError(
                f"the {name} {printed!r} stands {len(places)} times in {region} of "
                f"{evidence.document} ({contexts}); take more words, up to {SHORT}, or begin "
                "elsewhere"
            )
        elsewhere = [str(other) for other in self._regions(evidence.document) if other.find(wanted)]
        remedy = (
            f"it stands in {' and in '.join(elsewhere)} instead"
            if elsewhere
            else "copy the words from the text as the reader gives it"
        )
        raise AnchorError(
            f"the {name} {printed!r} does not stand in {region} of {evidence.document}; {remedy}"
        )

    def quote(self, evidence: Evidence) -> str:
        """The words of a passage, as printed.

        Args:
            evidence: the passage.

        Raises:
            AnchorError: the anchor does not hit exactly once, or the digest differs: the text
                between start and end is not the one that the record was made from.
            SourceError: the text is missing, or its sections cannot be found in it.
        """
        passage = self.locate(evidence)
        if passage.digest != evidence.digest:
            raise AnchorError(_other_digest(evidence, passage))
        return passage.text

    def anchor(
        self,
        document: str,
        text: str,
        section: str | None = "?",
        footnote: int | None = None,
    ) -> Evidence:
        """Make the evidence for a passage.

        Start and end are as short as they can be, of four to eight words, and hit only once.

        Args:
            document: the id of the document.
            text: the whole passage, or its first and last words with `…` between them.
            section: the section; `None` before the first heading; `"?"` to look for it.
            footnote: the number of the footnote that holds the passage.

        Raises:
            AnchorError: the passage is not there, or there more than once, or cannot be told
                from another one by eight words; the message says which, and what to do.
            SourceError: the text is missing, or its sections cannot be found in it.
        """
        document = DocumentId(document)
        head, gap, tail = re.sub(r"\s*(?:\[?…\]?|\.\.\.)\s*", "…", text.strip()).partition("…")
        begin, finish = normalise(head), normalise(tail) if gap else ()
        if not begin or (gap and tail and not finish):
            raise AnchorError(f"{text!r} has no words; copy the passage as printed")
        wanted = [
            region
            for region in self._regions(document)
            if region.footnote == footnote and section in ("?", region.section)
        ]
        hits = [
            (region, first, last)
            for region in wanted
            for first, last in _spans(region, begin, finish)
        ]
        if len(hits) != 1:
            raise AnchorError(self._not_one(document, text, begin, hits, footnote))
        region, first, last = hits[0]
        if last - first + 1 <= SHORT:
            start, end = (first, last), None
        else:
            start, end = _shortest(region, first, 1), _shortest(region, last, -1)
        return Evidence(
            document=document,
            section=region.section,
            footnote=footnote,
            start=_tidy(region.printed(*start)),
            end=_tidy(region.printed(*end)) if end else None,
            digest=digest(region.printed(first, last)),
        )

    def _not_one(
        self,
        document: str,
        text: str,
        begin: tuple[str, ...],
        hits: list[tuple[_Region, int, int]],
        footnote: int | None,
    ) -> str:
        shown = text if len(text) <= 80 else f"{text[:50]} … {text[-25:]}"
        if hits:
            places = " and in ".join(dict.fromkeys(str(region) for region, _, _ in hits))
            return (
                f"{shown!r} stands {len(hits)} times in {document}: in {places}; give the section, "
                "or take more of the sentence"
            )
        where = "the body" if footnote is None else f"footnote {footnote}"
        for length in range(len(begin), 0, -1):
            near = [str(r) for r in self._regions(document) if r.find(begin[:length])]
            if near:
                return (
                    f"{shown!r} does not stand as asked in {where} of {document}; its first "
                    f"{length} words stand in {' and in '.join(near[:4])}: see there how it goes on"
                )
        return f"{shown!r} does not stand in {document}; copy it as the reader gives it"

    # ------------------------------------------------------------------------------------- proof

    def verify(self, records: Iterable[Record] | None = None) -> Verification:
        """Prove records against the texts.

        Every anchor hits once and every digest is that of the text; anchors have the form that
        `Evidence` describes; what a record gives as printed stands in its passages; and so does
        every number of what it says in its own words, unless the field is inferred.

        Args:
            records: the records; all of the catalogue if none are given.

        Returns:
            How many passages are proven, and every problem. A text that is missing, or that its
            sections do not fit, proves nothing: what rests on it is counted as unproven.
        """
        problems: list[str] = []
        closed = set(self.missing)
        for document in self.documents:
            try:
                self._regions(document)
            except SourceError as error:
                problems.append(str(error))
                closed.add(document)
        proven = unproven = 0
        for record in self._records() if records is None else records:
            name = f"{type(record).__name__.lower()}/{record.id}"
            if self.catalogue.origin is not None:
                name = f"{file_of(name)}: {name}"
            for path, evidence in _evidence(record, "$"):
                if evidence.document in closed:
                    unproven += 1
                    continue
                found = self._problems(evidence)
                problems += [f"{name}: {path}: {problem}" for problem in found]
                proven += not found
            claims = chain(self._misquoted(record), self._unfounded(record))
            problems += [f"{name}: {problem}" for problem in claims]
        return Verification(
            proven=proven, problems=tuple(problems), missing=self.missing, unproven=unproven
        )

    def _records(self) -> Iterator[Record]:
        for _, collection in self.catalogue.collections():
            yield from collection.values()

    def _problems(self, evidence: Evidence) -> list[str]:
        try:
            passage = self.locate(evidence)
        except (AnchorError, SourceError) as error:
            return [str(error)]
        found = [] if passage.digest == evidence.digest else [_other_digest(evidence, passage)]
        lengths = [len(normalise(part)) for part in (evidence.start, evidence.end) if part]
        if passage.words <= SHORT and evidence.end is not None:
            found.append(
                f"the passage {passage.text!r} has {passage.words} words; one of up to {SHORT} has "
                "no end: give all of it as start"
            )
        elif passage.words > SHORT and not all(FEWEST <= n <= SHORT for n in lengths):
            found.append(
                f"start {evidence.start!r} and end {evidence.end!r} have "
                f"{' and '.join(map(str, lengths))} words; in a passage of more than {SHORT} words "
                f"each has {FEWEST} to {SHORT}"
            )
        return found

    def _texts_of(self, passages: Iterable[Evidence]) -> list[str] | None:
        """The passages' texts, or `None` where one cannot be had: that is a problem of its own."""
        try:
            return [self.locate(evidence).text for evidence in passages]
        except (AnchorError, SourceError):
            return None

    def _misquoted(self, record: Record) -> Iterator[str]:
        for path, printed, passages in _printed(record):
            texts = self._texts_of(passages)
            if texts and not any(_holds(normalise(text), normalise(printed)) for text in texts):
                yield (
                    f"{path}: {printed!r} does not stand word for word in its passages; copy it "
                    "from the text, or add the passage that has it"
                )

    def _unfounded(self, record: Record) -> Iterator[str]:
        for path, amounts, passages in _said(record):
            texts = self._texts_of(passages)
            there = set(chain.from_iterable(_amounts_of_passage(text) for text in texts or ()))
            for shown, amount in amounts if texts else ():
                if amount not in there:
                    yield (
                        f"{path}: the number {shown} does not stand in its passages; add the one "
                        "that has it, take it out, or name the field in `inferred`"
                    )

    # ---------------------------------------------------------------------------------- coverage

    def coverage(self, document: str) -> Coverage:
        """Account for every sentence and footnote of a letter.

        A sentence is accounted for when at least half of its words lie in passages of records;
        `Section`, `Actor` and `Document` records and passages of more than a hundred words do not
        count. It is uncoded when at least half lie in those or in `Uncoded` passages. Passages
        that cannot be found do not count either: `verify` names them.

        Args:
            document: the id of the letter.

        Raises:
            SourceError: its text is missing, or its sections cannot be found in it.
        """
        regions = self._regions(document)
        rests: dict[tuple[SectionId | None, int | None], list[tuple[Record, Passage]]] = {}
        for record in self._records():
            for evidence in record.passages:
                if evidence.document == document:
                    try:
                        passage = self.locate(evidence)
                    except AnchorError:
                        continue
                    place = (passage.section, passage.footnote)
                    rests.setdefault(place, []).append((record, passage))
        sentences: list[Sentence] = []
        notes: list[Note] = []
        for region in regions:
            here = rests.get((region.section, region.footnote), [])
            if region.footnote is None:
                sentences += _standings(region, here)
            else:
                notes.append(Note(number=region.footnote, section=region.section, used=bool(here)))
        return Coverage(
            document=DocumentId(document), sentences=tuple(sentences), notes=tuple(notes)
        )


def _spans(
    region: _Region, begin: tuple[str, ...], finish: tuple[str, ...]
) -> Iterator[tuple[int, int]]:
    for first in region.find(begin):
        if not finish:
            yield first, first + len(begin) - 1
            continue
        lasts = [place + len(finish) - 1 for place in region.find(finish)]
        yield from ((first, last) for last in lasts if last >= first + len(begin) - 1)


def _shortest(region: _Region, outer: int, step: int) -> tuple[int, int]:
    """The fewest words from the outermost one inwards that stand only once in the region."""
    spans = [sorted((outer, outer + step * (length - 1))) for length in range(FEWEST, SHORT + 1)]
    for first, last in spans:
        if len(region.find(tuple(word.letters for word in region.words[first : last + 1]))) == 1:
            return first, last
    raise AnchorError(
        f"{_tidy(region.printed(*spans[-1]))!r} stands more than once in {region}, even with "
        f"{SHORT} words; begin or end the passage elsewhere"
    )


def _other_digest(evidence: Evidence, passage: Passage) -> str:
    return (
        f"the passage {evidence.start!r} … {evidence.end or ''!r} has the digest {passage.digest}, "
        f"not {evidence.digest}: a word of it differs from the text that the record was made from; "
        "compare the two, and stamp the record anew if the text is right"
    )


# ------------------------------------------------------------------------- what records claim


def _evidence(value: Any, path: str) -> Iterator[tuple[str, Evidence]]:
    """Every passage of a record or of its parts, with its JSON path."""
    if isinstance(value, Evidence):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _evidence(item, f"{path}[{index}]")
    else:
        kind: type = type(value)
        for name in fields_that_hold(kind, Evidence):
            yield from _evidence(getattr(value, name), f"{path}.{name}")


def _printed(record: Record) -> Iterator[tuple[str, str, tuple[Evidence, ...]]]:
    """What the record gives as printed: path, words, and the passages that must hold them."""
    match record:
        case Definition(wording=str(words)):
            yield "$.wording", words, record.evidence
        case Commitment(due_as_printed=str(words)):
            yield "$.due_as_printed", words, record.evidence
        case Citation(printed=words) | Erratum(printed=words):
            yield "$.printed", words, record.evidence
        case Section(heading=words):
            yield "$.heading", words, record.evidence
        case Interest(names=names):
            for index, name in enumerate(names):
                yield f"$.names[{index}].name", name.name, name.evidence
        case Threat(names=categories):
            for index, category in enumerate(categories):
                yield f"$.names[{index}].name", category.name, category.evidence
        case _:
            pass


_Amount = tuple[str, Decimal]
"""A number as it is written, and what it amounts to."""


def _said(record: Record) -> Iterator[tuple[str, list[_Amount], tuple[Evidence, ...]]]:
    """The numbers of what the record says in its own words, with the passages to hold them."""
    for path, text, passages in _own_words(record):
        yield f"{path}.nl", list(_amounts(text.nl, ".", ",")), passages
        yield f"{path}.en", list(_amounts(text.en, ",", ".")), passages
    if isinstance(record, Figure) and "quantity" not in record.inferred:
        bounds = (record.quantity.low, record.quantity.high)
        amounts = [(f"{bound}", bound) for bound in dict.fromkeys(bounds) if bound is not None]
        yield "$.quantity", amounts, record.evidence


def _own_words(record: Record) -> Iterator[tuple[str, Text, tuple[Evidence, ...]]]:
    match record:
        case Measure(steps=steps):
            for index, step in enumerate(steps):
                path = f"$.steps[{index}]"
                events = tuple(chain.from_iterable(event.evidence for event in step.events))
                if "summary" not in step.inferred:
                    yield f"{path}.summary", step.summary, step.evidence + events
                if "events" not in step.inferred:
                    for place, event in enumerate(step.events):
                        yield f"{path}.events[{place}].what", event.what, event.evidence
        case Assessment(judgement=text) if "judgement" not in record.inferred:
            yield "$.judgement", text, record.evidence
        case Incident(summary=text) if "summary" not in record.inferred:
            yield "$.summary", text, record.evidence
        case Figure(counts=text) if "counts" not in record.inferred:
            yield "$.counts", text, record.evidence
        case Commitment(what=text, outcome=outcome):
            if "what" not in record.inferred:
                yield "$.what", text, record.evidence
            if outcome.summary and "outcome" not in record.inferred:
                yield "$.outcome.summary", outcome.summary, outcome.evidence
        case _:
            pass


def _holds(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return any(
        words[place : place + len(wanted)] == wanted
        for place in range(len(words) - len(wanted) + 1)
    )


_SCALES = {
    "duizend": 3,
    "thousand": 3,
    "mln": 6,
    "miljoen": 6,
    "million": 6,
    "mld": 9,
    "miljard": 9,
    "billion": 9,
}
_SCALE = re.compile(rf"\s*({'|'.join(_SCALES)})\b", re.IGNORECASE)
_NUMBER_WORDS = {
    **dict.fromkeys(["één", "eerste"], 1),
    "twee": 2,
    **dict.fromkeys(["drie", "derde"], 3),
    **{
        word: number
        for number, word in enumerate(
            ["vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
             "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig"],
            start=4,
        )
    },
}  # fmt: skip
_NUMBER_WORD = re.compile(
    rf"({'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})"
    r"(?:de|ste|tal|maal|ledige?|voudige?|jarige?|jaarlijkse?|slag|deling)?"
)


def _amounts(text: str, group: str, point: str) -> Iterator[_Amount]:
    """The numbers of a text, with the signs that set thousands and decimals apart."""
    number = re.compile(
        rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{point}\d+)?(?![\d.,]*\d)|\d+(?:\{point}\d+)?"
    )
    for found in number.finditer(text):
        amount = Decimal(found[0].replace(group, "").replace(point, "."))
        scale = _SCALE.match(text, found.end())
        if scale:
            yield found[0] + scale[0], amount.scaleb(_SCALES[scale[1].lower()])
        else:
            yield found[0], amount


def _amounts_of_passage(text: str) -> Iterator[Decimal]:
    """The amounts of a passage, in every way that the record may write them."""
    joined = re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", text)  # `30 821` as 30821
    scaleless = re.sub(r"(?<=\d)\s*[a-z]+", "", text)  # `1,5 miljard` as 1.5 with a unit
    for form in (text, joined, scaleless):
        yield from (amount for _, amount in _amounts(form, ".", ","))
    for word in normalise(text):
        if number := _NUMBER_WORD.fullmatch(word):
            yield Decimal(_NUMBER_WORDS[number[1]])


# --------------------------------------------------------------------------------- sentences

_NEVER_LAST = frozenset(
    ["art", "artt", "bijv", "blz", "c.q", "ca", "dhr", "dr", "drs", "e.v", "evt", "excl", "incl",
     "ing", "ir", "jhr", "m.b.t", "m.n", "mevr", "mr", "mw", "n.a.v", "nr", "nrs", "o.a", "o.b.v",
     "o.l.v", "o.m", "p", "pag", "prof", "resp", "t.a.v", "t.b.v", "t.o.v", "vgl", "w.o", "zgn"]
)  # fmt: skip
"""Abbreviations that do not end a sentence."""
_SELDOM_LAST = frozenset(["c.s", "e.d", "etc", "jl"])
"""Abbreviations that end one when a capital follows, but not a bracket."""
_BREAK = re.compile(r"[.!?…]+[)\]»”\"'’]*\s+(?=[«“\"'‘(\[–-]*\s*[A-ZÀ-Þ\d])")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph, as start and end."""
    start = 0
    for gap in _BREAK.finditer(text):
        before = text[start : gap.start()].split()
        if before and not _goes_on(before, text[gap.end() :], gap[0]):
            yield start, gap.end()
            start = gap.end()
    yield start, len(text)


def _goes_on(before: list[str], after: str, sign: str) -> bool:
    """Whether a sentence goes on behind a full stop."""
    if not sign.startswith("."):
        return False
    last = before[-1].lstrip("(«“\"'‘[")
    initials = re.fullmatch(r"(?:\w\.)*[A-ZÀ-Þ]", last)
    enumerated = re.fullmatch(r"\d{1,2}", last) and (
        len(before) == 1 or before[-2][-1] in ":,;" or before[-2] in ("en", "of")
    )
    short = last.casefold()
    return bool(
        initials
        or enumerated
        or short in _NEVER_LAST
        or (short in _SELDOM_LAST and after.startswith("("))
    )


def _standings(region: _Region, rests: list[tuple[Record, Passage]]) -> Iterator[Sentence]:
    """The sentences of a section, each with its standing."""
    coded: set[int] = set()
    reasons: dict[int, UncodedReason] = {}
    for record, passage in rests:
        span = range(passage.first_word, passage.last_word + 1)
        if isinstance(record, Uncoded):
            reasons.update(dict.fromkeys(span, record.reason))
        elif not isinstance(record, (Section, Actor, Document)) and passage.words <= LONG:
            coded.update(span)
    offset = word = 0
    for block, text in enumerate(region.blocks):
        for start, end in _sentences(text):
            first = word
            while word < len(region.words) and region.words[word].start < offset + end:
                word += 1
            is_heading = block == 0 and region.section is not None
            if not is_heading and word > first:
                standing, reason = _standing(range(first, word), coded, reasons)
                yield Sentence(
                    section=region.section,
                    block=block,
                    text=text[start:end].strip(),
                    words=word - first,
                    standing=standing,
                    reason=reason,
                )
        offset += len(text) + 1


def _standing(
    words: range, coded: set[int], reasons: Mapping[int, UncodedReason]
) -> tuple[Standing, UncodedReason | None]:
    under = sum(word in coded for word in words)
    listed = [reasons[word] for word in words if word in reasons and word not in coded]
    if 2 * under >= len(words):
        return Standing.ACCOUNTED, None
    if 2 * (under + len(listed)) >= len(words):
        return Standing.UNCODED, Counter(listed).most_common(1)[0][0]
    return Standing.UNACCOUNTED, None
