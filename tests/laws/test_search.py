"""Laws of the search: what is asked for is found, and what is found has what was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import catalogues, texts

import nlstatedreig
from nlstatedreig.catalogue import Catalogue
from nlstatedreig.errors import UnknownValueError
from nlstatedreig.search import Hit
from nlstatedreig.values import Ref, Text

FEW = settings(max_examples=30)
REAL = nlstatedreig.load()
LABELS = ("label", "term", "title")
queries = st.lists(
    st.sampled_from(
        ["de", "sanctie", "Sancties", "invest*", '"state threats"', "China", "cyber-aanval", "2019"]
    ),
    min_size=1,
    max_size=3,
)


def words(catalogue: Catalogue) -> Iterator[tuple[Ref, str]]:
    """Each record with each word of its label, in both languages."""
    for _, held in catalogue.collections():
        for record in held.values():
            labels = [getattr(record, name) for name in LABELS if hasattr(record, name)]
            for label in labels:
                for text in (label.nl, label.en) if isinstance(label, Text) else (label,):
                    for word in text.split():
                        if any(map(str.isalnum, word)):
                            yield catalogue.ref(record), word


def are_right(hits: tuple[Hit, ...]) -> bool:
    """Whether the marks are words of the text, one after another."""
    for hit in hits:
        places = [0, *(place for mark in hit.marks for place in mark), len(hit.text)]
        assert hit.marks
        assert places == sorted(places)
        assert all(any(map(str.isalnum, hit.text[start:end])) for start, end in hit.marks)
        assert hit.highlighted.replace("«", "").replace("»", "") == hit.text.replace(
            "«", ""
        ).replace("»", "")
    return True


def test_every_word_of_every_label_finds_its_record() -> None:
    """Whatever word of a label one looks for, the record is found."""
    records: dict[str, set[Ref]] = {}
    for ref, word in words(REAL):
        records.setdefault(word.casefold().strip(".,:;()‘’“”"), set()).add(ref)
    for word, having in records.items():
        hits = REAL.search(word)
        assert having <= {hit.record for hit in hits}, word
        assert are_right(hits[:5])


@FEW
@given(catalogues)
def test_every_word_of_any_label_finds_its_record(catalogue: Catalogue) -> None:
    """The same holds of any characters that a label may have."""
    for ref, word in words(catalogue):
        hits = catalogue.search(word)
        assert ref in {hit.record for hit in hits}, word
        assert are_right(hits)


@given(texts)
def test_any_text_is_a_query(text: str) -> None:
    """A query without a word is the only wrong one, and a hit has a mark."""
    try:
        assert are_right(REAL.search(text, limit=5))
    except UnknownValueError:
        assert not any(map(str.isalnum, text))


@FEW
@given(queries)
def test_each_word_more_finds_less(asked: list[str]) -> None:
    """What is found for several words is just what each of them finds."""
    of_each = [{hit.record for hit in REAL.search(word)} for word in asked]
    assert {hit.record for hit in REAL.search(" ".join(asked))} == set.intersection(*of_each)


@FEW
@given(queries)
def test_the_order_of_the_words_does_not_matter(asked: list[str]) -> None:
    """Nor does a word that is asked for twice."""
    assert REAL.search(" ".join(asked)) == REAL.search(" ".join([*reversed(asked), asked[0]]))


@FEW
@given(queries, st.integers(1, 50))
def test_a_limit_gives_the_first_of_all_hits(asked: list[str], limit: int) -> None:
    """A limited answer is the beginning of the whole one."""
    query = " ".join(asked)
    assert REAL.search(query, limit=limit) == REAL.search(query)[:limit]


@FEW
@given(queries)
def test_the_kinds_make_the_whole(asked: list[str]) -> None:
    """Every hit is found for its own kind and for no other, with the same score."""
    query = " ".join(asked)
    by_kind = [hit for name, _ in REAL.collections() for hit in REAL.search(query, kind=name)]
    assert set(by_kind) == set(REAL.search(query))
    assert len(by_kind) == len(set(by_kind))
