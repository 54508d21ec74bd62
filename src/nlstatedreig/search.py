"""Full-text search: the records in which all words of a query stand, in whatever form.

A word is looked for as it is written and by its stem, in Dutch and in English, without regard to
accents, case and hyphens. `Catalogue.search` is the way in.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from threading import Lock
from typing import Any
from weakref import finalize

from attrs import frozen, has

# Straight from their modules, so that they are the same everywhere: `snowballstemmer.stemmer` gives
# those of PyStemmer where it is installed. They have no types.
from snowballstemmer.dutch_porter_stemmer import (  # type: ignore[import-untyped]
    DutchPorterStemmer,  # pyright: ignore[reportMissingTypeStubs]
)
from snowballstemmer.english_stemmer import (  # type: ignore[import-untyped]
    EnglishStemmer,  # pyright: ignore[reportMissingTypeStubs]
)

from nlstatedreig._walk import hints, is_many, leaf, really_is
from nlstatedreig.catalogue import Catalogue, kinds, plural
from nlstatedreig.errors import NlstatedreigError, UnknownValueError
from nlstatedreig.values import Evidence, PartialDate, Ref, Text

# ------------------------------------------------------------------------------------------- hits

_SNIPPET = 100
"""How many characters of a long text a snippet shows, about."""


@frozen(kw_only=True, repr=False)
class Hit:
    """A record that a search found, and the text of it that matched best.

    `str()` shows the record and a snippet of the text, with the words that matched in «…».

    Attributes:
        record: the record, as `kind/id`; `catalogue[hit.record]` is the record itself.
        field: where the text stands in the record, as its JSON path.
        text: the whole text.
        marks: start and end of each word of the text that matched, in order.
        score: how well the record matches; higher is better. Compare it within one search only.

    Example:
        >>> import nlstatedreig
        >>> hit = nlstatedreig.load().search("investeringstoets", kind="measures")[0]
        >>> hit.record, hit.field, hit.marks
        ('measure/investeringstoets', '$.label.nl', ((0, 17),))
        >>> print(hit)
        measure/investeringstoets: «investeringstoets» op nationale veiligheidsrisico's
    """

    record: Ref
    field: str
    text: str
    marks: tuple[tuple[int, int], ...]
    score: float

    @property
    def highlighted(self) -> str:
        """The whole text, with the words that matched in «…»."""
        return self._marked(0, len(self.text))

    def __str__(self) -> str:
        return f"{self.record}: {self._snippet()}"

    def __repr__(self) -> str:
        return f"<Hit {self.record} {self.field} {self._snippet()!r}>"

    def _snippet(self) -> str:
        """The part of the text with the most marks, cut at spaces."""
        whole = len(self.text)
        if whole <= _SNIPPET:
            return self.highlighted
        lead = _SNIPPET // 4  # some words before the first mark tell what it is about
        first, end = max(self.marks, key=lambda mark: self._within(mark[0], _SNIPPET - lead))
        start = (self.text.find(" ", first - lead, first) + 1 or first) if first > lead else 0
        stop = start + _SNIPPET
        end = whole if stop >= whole else max(self.text.rfind(" ", end, stop + 1), end)
        before, after = "… " if start else "", " …" if end < whole else ""
        return f"{before}{self._marked(start, end)}{after}"

    def _within(self, start: int, length: int) -> int:
        return sum(start <= first and end <= start + length for first, end in self.marks)

    def _marked(self, start: int, stop: int) -> str:
        shown: list[str] = []
        for first, end in self.marks:
            if start <= first and end <= stop:
                shown += [self.text[start:first], "«", self.text[first:end], "»"]
                start = end
        return "".join([*shown, self.text[start:stop]])


# ------------------------------------------------------------------------------------------ words

# A word is letters and digits, with the accents, apostrophes and soft hyphens within it.
_WORD = re.compile(r"[^\W_]+(?:(?:[\u0300-\u036f]+|['’\u00ad](?=[^\W_]))[^\W_]*)*")
_HYPHEN = re.compile("[-‐‑]")
_COMPOUND = re.compile(f"{_WORD.pattern}(?:{_HYPHEN.pattern}{_WORD.pattern})*")

_STEMMERS = {"dutch": DutchPorterStemmer(), "english": EnglishStemmer()}
_READINGS = ("plain", *_STEMMERS)
"""In which forms words are compared: as they are written, and by their stems."""

_ENDING = re.compile(r"(?<=ie)en$|(?<=[aeou])(?<!ee)(?<!aa)'?s$|(?<=d)t$")
"""Endings that the Dutch stemmer leaves."""
_INFLECTION = re.compile(r"(?<=[^\W_].[^\Waou])en$|(?<=...[^\Ws])s$|(?<=...)e$")
"""Of plurals and adjectives."""

_BREAK = "¦"
"""Stands where no phrase goes on; no word has it."""

_LOCK = Lock()
"""Stemmers and connections have a state, and serve one thread at a time."""

_Place = tuple[int, int]


def _words(text: str, start: int = 0, end: int = sys.maxsize) -> list[tuple[str, _Place]]:
    """The words of a text, or of a part of it, with their places."""
    return [(word[0].casefold(), word.span()) for word in _WORD.finditer(text, start, end)]


def _tokens(text: str) -> list[tuple[str, tuple[_Place, ...]]]:
    """The words of a text, then each that hyphens join as one word; with what they mark."""
    tokens: list[tuple[str, tuple[_Place, ...]]] = [(word, (at,)) for word, at in _words(text)]
    for compound in _COMPOUND.finditer(text) if _HYPHEN.search(text) else ():
        if _HYPHEN.search(compound[0]):
            parts, places = zip(*_words(text, *compound.span()), strict=True)
            tokens += [(_BREAK, ()), ("".join(parts), places)]
    return tokens


@lru_cache(maxsize=1 << 16)
def _form(reading: str, word: str) -> str:
    """A word in the form in which it is compared."""
    if word == _BREAK:
        return word
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    plain = "".join(filter(str.isalnum, decomposed)) or word
    if reading == "plain" or not plain.isalpha():
        return plain
    # With its apostrophes, by which the stemmers tell the plural of "risico's".
    whole = "".join(c for c in decomposed.replace("’", "'") if c.isalpha() or c == "'")
    stem = _dutch_stem(whole) if reading == "dutch" else _STEMMERS[reading].stemWord(whole)
    return stem.replace("'", "") or plain


@lru_cache(maxsize=1 << 16)
def _dutch_stem(word: str) -> str:
    """What the forms of a Dutch word without accents share.

    The stemmer goes as far as it leaves five letters; of short words it makes others ("over" of
    "overheid"), and these only lose the endings of plural and adjective.
    """
    stem = word
    if len(word) > 4:
        stem = _spelt(_STEMMERS["dutch"].stemWord(_ENDING.sub("", word)))
    if len(stem) < 5:
        stem = _spelt(_INFLECTION.sub("", word.replace("heden", "heid")))
    return stem if stem == word else _dutch_stem(stem)


def _spelt(stem: str) -> str:
    """A stem as all forms write it: with one of two equal letters at its end, and f and s there."""
    single = re.sub(r"([^\Waeiou])\1$", r"\1", stem)
    short = re.sub(r"([aeou])\1(?=[^\Waeiou]$)", r"\1", single)
    return short[:-1] + {"v": "f", "z": "s"}.get(short[-1:], short[-1:])


# ----------------------------------------------------------------------------------------- fields

# How much a word weighs in the fields that name a record, in its other texts, and in keys. What is
# part of a field weighs as that field does.
_NAMES = frozenset(
    ("abbreviation", "aliases", "heading", "label", "names", "printed", "term", "title")
)
_KEYS = frozenset(("also_in", "dossier", "id", "identifiers", "number", "session", "themes"))
_NAME, _TEXT, _KEY = 10.0, 1.0, 0.1
_LEFT_OUT = frozenset(("inferred", "source", "url"))


@frozen
class _Field:
    """A text of a record.

    Attributes:
        path: where it stands.
        text: the text itself.
        weight: how much a word in it weighs.
        readings: the forms in which its words are compared.
    """

    path: str
    text: str
    weight: float
    readings: tuple[str, ...]


def _fields(value: Any, path: str = "$", above: float | None = None) -> Iterator[_Field]:
    """The texts of a record and of its parts."""
    for name, many, sort in _searched(type(value)):
        held = getattr(value, name)
        if held is None:
            continue
        weight = _KEY if name in _KEYS else above or (_NAME if name in _NAMES else _TEXT)
        for index, item in enumerate(held if many else (held,)):
            place = f"{path}.{name}[{index}]" if many else f"{path}.{name}"
            if sort is Text:
                yield _Field(f"{place}.nl", item.nl, weight, ("plain", "dutch"))
                yield _Field(f"{place}.en", item.en, weight, ("plain", "english"))
            elif sort is str:
                yield _Field(place, item, weight, ("plain",) if weight == _KEY else _READINGS)
            else:
                yield from _fields(item, place, weight)


def _searched(cls: type) -> list[tuple[str, bool, Any]]:
    """The fields with texts, keys or parts: name, whether a tuple, and type."""
    if cls not in _known:
        found: list[tuple[str, bool, Any]] = []
        for name, hint in hints(cls).items():
            sort = leaf(hint)
            if name in _KEYS and not has(sort):  # ids and themes are strings of their own
                sort = str
            if name not in _LEFT_OUT and (sort is str or has(sort)):
                found.append((name, is_many(hint), sort))
        _known[cls] = found
    return _known[cls]


_known: dict[type, list[tuple[str, bool, Any]]] = {Evidence: [], PartialDate: []}
"""Read once for each class. Anchors and dates are no texts."""


# ------------------------------------------------------------------------------------------ query

# In quotes, which need not be closed; or without a space.
_CHUNK = re.compile(r'["“”„]([^"“”„]*)["“”„]?|([^\s"“”„]+)')


@frozen
class _Term:
    """A word or phrase of a query.

    Attributes:
        phrases: words next to each other, and the form in which they are; one must be found.
        prefix: whether the last word may go on.
    """

    phrases: tuple[tuple[str, tuple[str, ...]], ...]
    prefix: bool

    def __str__(self) -> str:
        """The term in the query language of FTS5."""
        star = "*" if self.prefix else ""
        return " OR ".join(f'{form} : "{" ".join(words)}"{star}' for form, words in self.phrases)

    def places(self, forms: Mapping[str, list[str]]) -> Iterator[int]:
        """Which words of a text the term finds."""
        for reading, phrase in self.phrases:
            held = forms.get(reading, [])
            for start in range(len(held) - len(phrase) + 1):
                *words, last = held[start : start + len(phrase)]
                if self.prefix:
                    last = last[: len(phrase[-1])]
                if (*words, last) == phrase:
                    yield from range(start, start + len(phrase))


def _terms(text: str) -> list[_Term]:
    """The terms of a query, each once, in an order that does not depend on that of the query."""
    terms: set[_Term] = set()
    for quoted, chunk in _CHUNK.findall(text):
        words = [word for word, _ in _words(quoted or chunk)]
        prefix = (quoted or chunk).rstrip().endswith("*")
        wanted = [words] if words else []
        if len(words) > 1 and not quoted:
            wanted.append(["".join(words)])  # cyber-aanval also finds cyberaanval
        phrases = [
            (reading, tuple(_form(reading, word) for word in phrase))
            for phrase in wanted
            for reading in (("plain",) if prefix else _READINGS)
        ]
        if phrases:
            terms.add(_Term(tuple(phrases), prefix))
    if not terms:
        raise UnknownValueError(
            f"{text!r} has no word to look for; give one with a letter or a digit, such as "
            "'sanctie', 'invest*' or '\"nationale veiligheid\"'"
        )
    return sorted(terms, key=str)


# ------------------------------------------------------------------------------------------ index


class Index:
    """The words of a catalogue. `Catalogue.search` builds one at first use, and keeps it.

    Args:
        catalogue: the catalogue, of which all records are read.

    Raises:
        NlstatedreigError: the SQLite of this Python has no full-text search.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._refs: list[Ref] = []
        self._fields: list[_Field] = []
        self._owners: list[int] = []  # of each field the record, as its place in the references
        self._rows: dict[str, range] = {}  # of each kind the fields
        for name, held in catalogue.collections():
            first = len(self._fields)
            for record in held.values():
                found = list(_fields(record))
                self._owners += [len(self._refs)] * len(found)
                self._fields += found
                self._refs.append(catalogue.ref(record))
            self._rows[name] = range(first, len(self._fields))
        with _LOCK:
            self._base = _base(self._fields)
        finalize(self, self._base.close)

    def search(
        self, text: str, *, kind: str | None = None, limit: int | None = None
    ) -> tuple[Hit, ...]:
        """The records in which all words of a query stand, as `Catalogue.search` has it."""
        rows = range(len(self._fields)) if kind is None else self._of_kind(str(kind))
        if not really_is(text, str):
            raise UnknownValueError(f"{text!r} is no query; give its words as a str")
        if limit is not None and (not really_is(limit, int) or limit < 1):
            raise UnknownValueError(f"limit={limit!r}: give a number from 1, or None for all hits")
        with _LOCK:
            terms = _terms(text)
            matches = [self._matches(term, rows) for term in terms]
            found = {
                owner: [match[owner] for match in matches]
                for owner in set(matches[0]).intersection(*matches[1:])
            }
            scores = {owner: _rounded(sum(map(_of_fields, held))) for owner, held in found.items()}
            best = sorted(scores, key=lambda owner: (-scores[owner], owner))[:limit]
            return tuple(self._hit(owner, scores[owner], found[owner], terms) for owner in best)

    def _of_kind(self, kind: str) -> range:
        name = plural(kind) or kind
        if name not in self._rows:
            singular = [cls.__name__.lower() for cls in kinds().values()]
            close = get_close_matches(kind, [*self._rows, *singular], n=1)
            guess = f"; did you mean {close[0]!r}?" if close else ";"
            raise UnknownValueError(
                f"{kind!r} is no kind of record{guess} the kinds are {', '.join(self._rows)}"
            )
        return self._rows[name]

    def _matches(self, term: _Term, rows: range) -> dict[int, dict[int, float]]:
        """How well each field matches that has the term, by its record."""
        found: dict[int, dict[int, float]] = {}
        query = "SELECT rowid, -rank FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
        for row, score in self._base.execute(query, (str(term), rows.start, rows.stop - 1)):
            field = self._fields[row]
            weighed = score * field.weight / len(field.readings)
            found.setdefault(self._owners[row], {})[row] = weighed
        return found

    def _hit(
        self, owner: int, score: float, found: list[dict[int, float]], terms: list[_Term]
    ) -> Hit:
        """The record, with the field that has most of the terms; of several the first name."""
        rows = Counter(row for match in found for row in match)
        best = min(rows, key=lambda row: (-rows[row], -self._fields[row].weight, row))
        field = self._fields[best]
        tokens = _tokens(field.text)
        forms = {
            reading: [_form(reading, word) for word, _ in tokens] for reading in field.readings
        }
        marks = {
            mark for term in terms for place in term.places(forms) for mark in tokens[place][1]
        }
        return Hit(
            record=self._refs[owner],
            field=field.path,
            text=field.text,
            marks=tuple(sorted(marks)),
            score=score,
        )


def _of_fields(scores: dict[int, float]) -> float:
    """How well a record matches: as its best field does, and a little more for each other one."""
    best = max(scores.values())
    return best + (sum(scores.values()) - best) / 4


def _rounded(score: float) -> float:
    """Without the last digits, which are not the same on every machine."""
    return float(f"{score:.6g}")


def _base(fields: Iterable[_Field]) -> sqlite3.Connection:
    """A table with a row for each field, which holds its words in each form."""
    base = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        # This tokenizer splits at spaces and leaves all other characters that we have alone.
        base.execute(
            f"CREATE VIRTUAL TABLE words USING fts5({', '.join(_READINGS)}, content='', "
            "tokenize='ascii')"
        )
    except sqlite3.OperationalError as error:
        base.close()
        raise NlstatedreigError(
            f"the search needs FTS5, which the SQLite {sqlite3.sqlite_version} of this Python "
            f"lacks ({error}); use a Python with a full SQLite, such as that of python.org"
        ) from None
    base.executemany(
        f"INSERT INTO words (rowid, {', '.join(_READINGS)}) VALUES (?, ?, ?, ?)",
        ((row, *_forms(field)) for row, field in enumerate(fields)),
    )
    base.commit()
    return base


def _forms(field: _Field) -> Iterator[str]:
    words = [word for word, _ in _tokens(field.text)]
    for reading in _READINGS:
        asked = reading in field.readings
        yield " ".join([_form(reading, word) for word in words]) if asked else ""
