"""Laws of looking up and filtering."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import catalogues, collections, for_every_catalogue

from nlstatedreig._walk import links
from nlstatedreig.catalogue import Catalogue, Collection
from nlstatedreig.records import Document, Record
from nlstatedreig.vocabulary import DocumentKind

FEW = settings(max_examples=30)
DOCUMENTS = collections(Document)
conditions = st.fixed_dictionaries(
    {},
    optional={
        "coded": st.booleans(),
        "series": st.booleans(),
        "kind": st.sampled_from(DocumentKind),
        "date": st.none(),
    },
)


def _short(document: Document) -> bool:
    return len(document.title) < 10


@FEW
@given(catalogues)
def test_no_condition_keeps_all(catalogue: Catalogue) -> None:
    """`where()` gives every record."""
    for _, held in catalogue.collections():
        assert held.where() == held


@given(DOCUMENTS, conditions, conditions)
def test_conditions_commute_and_intersect(
    documents: Collection[Document], one: dict[str, Any], other: dict[str, Any]
) -> None:
    """Filtering twice, in either order or at once, gives what both filters keep."""
    both = documents.where(**one).where(**other)
    kept = documents.where(**one).keys() & documents.where(**other).keys()
    assert both == documents.where(**other).where(**one)
    assert both.keys() == kept
    if not any(one[name] != other[name] for name in one.keys() & other.keys()):
        assert both == documents.where(**one, **{k: v for k, v in other.items() if k not in one})


@given(DOCUMENTS, conditions)
def test_a_function_and_fields_intersect(
    documents: Collection[Document], asked: dict[str, Any]
) -> None:
    """A function beside fields keeps what both keep, and a field is a function of its own."""
    assert documents.where(_short, **asked) == documents.where(_short).where(**asked)
    assert documents.where(**asked) == documents.where(
        lambda document: all(getattr(document, name) == value for name, value in asked.items())
    )


@given(DOCUMENTS)
def test_a_record_and_its_complement_make_the_whole(documents: Collection[Document]) -> None:
    """What a function keeps and what its opposite keeps are apart, and together all."""
    kept, left = documents.where(_short), documents.where(lambda document: not _short(document))
    assert not kept.keys() & left.keys()
    assert kept.keys() | left.keys() == documents.keys()


@FEW
@given(catalogues)
def test_every_record_is_found_by_its_kind_and_id(catalogue: Catalogue) -> None:
    """`catalogue[catalogue.ref(record)]` is the record."""
    for _, held in catalogue.collections():
        for record in held.values():
            assert catalogue[catalogue.ref(record)] is record
            assert catalogue.ref(record) in catalogue


@for_every_catalogue
def test_about_is_the_inverse_of_links(catalogue: Catalogue) -> None:
    """A record is about another just when it has a link to it."""
    records = [record for _, held in catalogue.collections() for record in held.values()]
    linking: dict[str, list[Record]] = {}
    for record in records:
        for target in {target for _, target in links(record)}:
            linking.setdefault(target, []).append(record)
    for record in records:
        ref = catalogue.ref(record)
        assert list(catalogue.about(ref)) == linking.get(ref, [])


@FEW
@given(catalogues)
def test_merging_with_itself_or_nothing_adds_nothing(catalogue: Catalogue) -> None:
    """Joined lists repeat nothing, and equal values do not conflict."""
    for other in (catalogue, Catalogue()):
        for merged in (catalogue.merge(other), other.merge(catalogue)):
            assert dict(merged.collections()) == dict(catalogue.collections())
