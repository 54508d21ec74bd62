"""What published parsers of Dutch citations make of the table of sentences, in one run.

    pip install . nllegalcit wetsuite
    python tests/benchmarks/parsers.py

Each parser that is installed is given the sentences of `tests/data/kamerstuk`. Of an id that a
sentence should yield, it is counted whether the parser gives it (right) or not (missing), and
apart from that every id that it gives and should not (wrong). A parser that gives no ids is counted
by the spans that overlap a citation. Alarms are citations in the sentences that have none. The last
row, `letters`, is made of the references that the five letters print, each by itself.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import re
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from nlstatedreig import kamerstuk

TABLE = Path(__file__).parents[1] / "data" / "kamerstuk"
THEMES = ("papers", "short", "proceedings", "gazettes", "identifiers", "layout", "none", "letters")


class Found(NamedTuple):
    """A citation as a parser gives it: its span, and its ids if it gives any."""

    start: int
    end: int
    ids: tuple[str, ...] = ()


Parser = Callable[[str], list[Found]]


def ours(text: str) -> list[Found]:
    return [Found(one.start, one.end, one.ids) for one in kamerstuk.find(text)]


ONE_LINE = re.compile(r"(\d\d)[ .]?(\d{3})(?:[ -]([IVX]+|\d\d))?,? nrs?\.? ?(\d+)", re.IGNORECASE)


def one_line(text: str) -> list[Found]:
    """The pattern that many scripts use: the last dossier before `nr.`, and the number after it."""
    found = []
    for match in ONE_LINE.finditer(text):
        first, second, chapter, number = match.groups()
        dossier = f"{first}{second}" + (f"-{chapter}" if chapter else "")
        found.append(Found(*match.span(), (f"kst-{dossier}-{number}",)))
    return found


def nllegalcit() -> Parser:
    from nllegalcit import parse_citations

    def ids(citation: Any) -> tuple[str, ...]:
        chamber = {"I": "ek", "II": "tk"}.get(str(citation.kamer), "vv")
        if hasattr(citation, "dossiernummer"):
            dossier = re.sub("[ -]+", "-", citation.dossiernummer)
            return (f"kst-{dossier}-{citation.ondernummer}",)
        session = citation.vergaderjaar.replace("-", "")
        meeting, item = citation.vergaderingnummer, citation.itemnummer
        return (f"h-{chamber}-{session}-{meeting}-{item}",) if item and item > 0 else ()

    def parse(text: str) -> list[Found]:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints its trees
            citations = [one for one in parse_citations(text) if hasattr(one, "kamer")]
        found = []
        for citation in citations:
            start = text.find(citation.matched_text)
            found.append(Found(start, start + len(citation.matched_text), ids(citation)))
        return found

    return parse


def wetsuite() -> Parser:
    import wetsuite.datasets

    # It fetches a list of acts when it is imported; only its references to articles need that.
    wetsuite.datasets.load = lambda _: SimpleNamespace(data={})
    from wetsuite.helpers.patterns import find_references

    def parse(text: str) -> list[Found]:
        references = find_references(text, artikel=False, ecli=False, bekendmaking_ids=True)
        return [Found(one["start"], one["end"]) for one in references]

    return parse


def installed() -> dict[str, Parser]:
    """The parsers that are here, by name and version."""
    parsers: dict[str, Parser] = {"nlstatedreig.kamerstuk": ours, "one-line pattern": one_line}
    for name, make in (("nllegalcit", nllegalcit), ("wetsuite", wetsuite)):
        if importlib.util.find_spec(name):
            parsers[f"{name} {metadata.version(name)}"] = make()
    return parsers


def sentences(theme: str) -> list[dict[str, Any]]:
    if theme == "letters":
        readings = json.loads((TABLE / "readings.json").read_text(encoding="utf-8"))
        printed = [one for reading in readings.values() for one in reading]
        return [
            {"text": one["printed"], "citations": [{"text": one["printed"], "ids": one["ids"]}]}
            for one in printed
        ]
    return list(json.loads((TABLE / f"{theme}.json").read_text(encoding="utf-8")))


def spans_of(sentence: dict[str, Any]) -> Iterable[tuple[int, int]]:
    at = 0
    for citation in sentence.get("citations", []):
        start = sentence["text"].index(citation["text"], at)
        at = start + len(citation["text"])
        yield start, at


def compare(parser: Parser, theme: str) -> dict[str, int]:
    counts = dict.fromkeys(("spans", "exact", "touched", "ids", "right", "wrong", "alarms"), 0)
    for sentence in sentences(theme):
        found = parser(sentence["text"])
        spans = list(spans_of(sentence))
        wanted = {one for citation in sentence.get("citations", []) for one in citation["ids"]}
        given = {one for citation in found for one in citation.ids}
        counts["spans"] += len(spans)
        counts["exact"] += len({(one.start, one.end) for one in found} & set(spans))
        counts["touched"] += sum(
            any(one.start < end and start < one.end for one in found) for start, end in spans
        )
        counts["ids"] += len(wanted)
        counts["right"] += len(wanted & given)
        counts["wrong"] += len(given - wanted)
        counts["alarms"] += 0 if spans else len(found)
    return counts


def main() -> None:
    for name, parser in installed().items():
        print(f"\n{name}")
        print(f"{'':12} spans  exact touched |  ids  right  wrong | alarms")
        for theme in THEMES:
            counts = compare(parser, theme)
            row = "{spans:6} {exact:6} {touched:7} | {ids:4} {right:6} {wrong:6} | {alarms:6}"
            print(f"{theme:12}" + row.format(**counts))


if __name__ == "__main__":
    main()
