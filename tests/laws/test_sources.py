"""What holds of every text: anchors survive whatever a conversion does to it."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from nlstatedreig.catalogue import Catalogue, Collection
from nlstatedreig.records import Uncoded
from nlstatedreig.sources import Sources, Standing, digest, normalise
from nlstatedreig.values import UncodedId
from nlstatedreig.vocabulary import UncodedReason

WORDS = st.lists(
    st.text("abcdefghiklmnoprstuvwz", min_size=4, max_size=9), min_size=12, max_size=40, unique=True
)


def sources_of(document: str, raw: str, catalogue: Catalogue | None = None) -> Sources:
    with TemporaryDirectory() as directory:
        Path(directory, f"{document}.txt").write_text(raw, encoding="utf-8")
        sources = Sources(directory, catalogue or Catalogue())
        sources.read(document)
        return sources


@st.composite
def printed(draw: st.DrawFn, words: list[str]) -> str:
    """The words as in a print: lines anew, words broken, notes at the foot of the page."""
    raw = "Kop\n\n"
    numbers = count(1)
    for word in words:
        match draw(st.sampled_from(["space", "line", "hyphen", "hyphen over the page", "note"])):
            case "line":
                raw += f"{word} \n"
            case "hyphen" | "hyphen over the page" as gap:
                at = draw(st.integers(2, len(word) - 2))
                first, second = word[:at], word[at:]
                if second in ("en", "of", "tot"):  # a hyphen before these belongs to a compound
                    raw += f"{word} "
                elif gap == "hyphen":
                    raw += f"{first}-\n{second} "
                else:
                    number = next(numbers)
                    raw += f"{first}-\n\n{number} Noot die\n\ndoorgaat.\n {second}{number} "
            case "note":
                number = next(numbers)
                raw += f"{word}{number}\n\n{number} Kamerstuk {number}.\n "
            case _:
                raw += f"{word} "
    return raw


@st.composite
def marked_up(draw: st.DrawFn, words: list[str]) -> str:
    """The words as in Markdown: emphasis, lines anew, marks, and notes between the halves."""
    raw = "# Kop\n\n"
    numbers = count(1)
    for word in words:
        emphasis = draw(st.sampled_from(["", "*", "**", "***"]))
        shown = f"{emphasis}{word}{emphasis}"
        match draw(st.sampled_from([" ", "\n", "note"])):
            case "note":
                number = next(numbers)
                raw += f"{word}<sup>{number}</sup>\n\n<sup>{number}</sup> Blad {number}.\n\n"
            case gap:
                raw += shown + gap
    return raw


HEADER = "**Nationaal Coördinator\nTerrorisbestrijding en\nVeiligheid**\n\nDatum\n1 mei 2019\n\n"


@st.composite
def with_headers(draw: st.DrawFn, words: list[str]) -> str:
    """The words as in a letter whose page header recurs."""
    gaps = draw(
        st.lists(
            st.sampled_from([" ", "\n", f"\n\n{HEADER}"]),
            min_size=len(words),
            max_size=len(words),
        )
    )
    return "Kop\n\n" + "".join(word + gap for word, gap in zip(words, gaps, strict=True))


@given(st.data(), WORDS)
def test_anchors_survive_re_wrapping_hyphenation_markup_headers_and_notes(
    data: st.DataObject, words: list[str]
) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    passage = " ".join(words[first : last + 1])
    for document, conversion in {
        "kst-30821-125": printed,
        "kst-33694-57": marked_up,
        "kst-30821-72": with_headers,
    }.items():
        anchor = sources_of(document, "Kop\n\n" + " ".join(words)).anchor(document, passage)
        converted = sources_of(document, data.draw(conversion(words)))
        assert normalise(converted.quote(anchor)) == normalise(passage)
        assert len(converted.read(document).notes) == len(converted.read(document).marks)


@given(st.data(), WORDS)
def test_an_anchor_that_was_made_is_found_and_has_the_right_form(
    data: st.DataObject, words: list[str]
) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    text = " ".join(words)
    document = "kst-33694-57"
    sources = sources_of(document, text)
    anchor = sources.anchor(document, " ".join(words[first : last + 1]))
    record = Uncoded(
        id=UncodedId(f"{document}:rest"), reason=UncodedReason.BACKGROUND, evidence=(anchor,)
    )
    shown = sources.verify([record])
    assert (shown.proven, shown.problems) == (1, ())
    passage = sources.locate(anchor)
    assert (passage.first_word, passage.last_word) == (first, last)
    assert passage.digest == anchor.digest == digest(passage.text)


@given(st.text())
def test_the_words_of_words_are_the_same_words(text: str) -> None:
    words = normalise(text)
    assert normalise(" ".join(words)) == words
    assert all(word.isalnum() for word in words)


@given(st.lists(st.sampled_from(["Een plan.", "Nr. 3", "(via de", "post)", "A.B. Naam!", "– …"])))
def test_every_word_of_a_letter_stands_in_one_sentence(parts: list[str]) -> None:
    raw = "Kop " + " ".join(parts)
    document = "kst-33694-57"
    catalogue = Catalogue(uncoded=Collection(Uncoded))
    coverage = sources_of(document, raw, catalogue).coverage(document)
    assert coverage.words(Standing.UNACCOUNTED) == len(normalise(raw))
    assert normalise(" ".join(s.text for s in coverage.sentences)) == normalise(raw)
