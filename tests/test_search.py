"""Full-text search: what is found, in which order, and what is shown of it."""

from __future__ import annotations

import pickle
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import small
from attrs import evolve

import nlstatedreig
from nlstatedreig import search as module
from nlstatedreig.catalogue import Catalogue, kinds
from nlstatedreig.errors import NlstatedreigError, UnknownValueError
from nlstatedreig.records import Measure, Step
from nlstatedreig.search import Hit
from nlstatedreig.values import MeasureId, Ref, Text
from nlstatedreig.vocabulary import MeasureKind, Status, Theme, Weight

WHOLE = small.catalogue()
REAL = nlstatedreig.load()


def measure(key: str, nl: str, en: str = "nothing", summary: str = "niets") -> Measure:
    """A measure with this label, and this summary in its only step."""
    step = Step(
        letter=small.EARLY,
        status=Status.ANNOUNCED,
        summary=small.text(summary, "nothing"),
        evidence=(small.EARLIER,),
    )
    return Measure(
        id=MeasureId(key),
        label=Text(nl=nl, en=en),
        kind=MeasureKind.INSTRUMENT,
        weight=Weight.MINOR,
        steps=(step,),
    )


def labelled(nl: str, en: str = "nothing") -> Catalogue:
    """The small catalogue with a measure `m` that has this label."""
    return small.catalogue(measure("m", nl, en))


def found(catalogue: Catalogue, text: str, **options: Any) -> list[str]:
    """The records that a search finds."""
    return [hit.record for hit in catalogue.search(text, **options)]


def only(catalogue: Catalogue, text: str, **options: Any) -> Hit:
    """The one hit of a search."""
    (hit,) = catalogue.search(text, **options)
    return hit


# ------------------------------------------------------------------------------- what a word finds


@pytest.mark.parametrize(
    ("label", "query"),
    [
        ("beïnvloeding", "beinvloeding"),
        ("beinvloeding", "BEÏNVLOEDING"),
        ("bei\u0308nvloeding", "beïnvloeding"),
        ("Curaçao", "curacao"),
        ("cyberaanval", "cyber-aanval"),
        ("cyber-aanval", "cyberaanval"),
        ("cyber‑aanval", "cyber aanval"),
        ("cyber-aanvallen", "cyberaanval"),
        ("AIVD/MIVD", "mivd"),
        ("risico\u00adanalyse", "risicoanalyse"),
        ("artikel ½", "½"),
        ("STRASSE", "straße"),
    ],
)
def test_accents_case_and_hyphens_make_no_difference(label: str, query: str) -> None:
    """A word finds itself however it is spelt."""
    assert found(labelled(label), query) == ["measure/m"]


@pytest.mark.parametrize(
    ("label", "query"),
    [
        ("sanctie", "sancties"),
        ("proces", "processen"),
        ("fysiek", "fysieke"),
        ("staat", "staten"),
        ("grens", "grenzen"),
        ("wapen", "wapens"),
        ("overheid", "overheden"),
        ("beïnvloedt", "beïnvloeden"),
        ("Europese", "Europees"),
        ("sancties", "sanctie"),
        ("maatregelen", "maatregel"),
        ("aanvallen", "aanval"),
        ("verslagen", "verslag"),
        ("investering", "investeren"),
        ("officiële", "officieel"),
        ("strategieën", "strategie"),
        ("risico's", "risico"),
        ("risico’s", "risico"),
        ("gemeenten", "gemeente"),
        ("taken", "taak"),
    ],
)
def test_a_word_finds_its_dutch_forms(label: str, query: str) -> None:
    """Number, inflection and suffix make no difference in a Dutch text."""
    assert found(labelled(label), query, kind="measure") == ["measure/m"]


@pytest.mark.parametrize(
    ("label", "query"),
    [("investment", "investments"), ("screening", "screened"), ("Russia's", "russia")],
)
def test_a_word_finds_its_english_forms(label: str, query: str) -> None:
    """Number, inflection and suffix make no difference in an English text."""
    assert found(labelled("niets", label), query) == ["measure/m"]


@pytest.mark.parametrize(
    ("label", "query"),
    [("wel", "geweld"), ("over", "overheid"), ("orgie", "Georgië"), ("cyberaanval", "aanval")],
)
def test_a_word_does_not_find_another_word(label: str, query: str) -> None:
    """The stem of a word is not that of quite another one; a part of a word is no word."""
    assert found(labelled(label), query) == []


def test_a_stem_counts_in_its_language_only() -> None:
    """A Dutch plural finds no English word, nor the other way round."""
    assert found(labelled("companies", "nothing"), "company") == []
    assert found(labelled("niets", "maatregelen"), "maatregel") == []


def test_a_name_is_in_no_language() -> None:
    """What a letter prints may be Dutch or English: both stems count."""
    paper = evolve(small.DOCUMENTS[2], title="Investments in maatregelen")
    for query in ("investment", "maatregel"):
        assert found(small.catalogue(paper), query) == [f"document/{small.PAPER}"]


def test_all_words_must_be_found_in_one_record() -> None:
    """A record may have one word here and the other there; one word alone is not enough."""
    catalogue = small.catalogue(
        measure("both", "sanctie", summary="Iran"), measure("one", "sanctie")
    )
    assert found(catalogue, "iran sanctie") == ["measure/both"]


def test_a_star_finds_what_begins_so() -> None:
    """A word that ends in a star finds every word that it begins."""
    catalogue = labelled("investeringstoets", "cyber-security")
    assert found(catalogue, "invest*") == ["measure/m"]
    assert found(catalogue, "(Invest*") == ["measure/m"]
    assert found(catalogue, "cyber-sec*") == ["measure/m"]
    assert found(catalogue, "cybersec*") == ["measure/m"]
    assert found(catalogue, "invest") == []
    assert found(catalogue, "vest*") == []


def test_words_in_quotes_stand_side_by_side() -> None:
    """A phrase finds forms of its words next to each other, in one text."""
    catalogue = small.catalogue(
        measure("a", "nationale veiligheden"),
        measure("b", "veiligheid, nationale"),
        measure("c", "nationaal", summary="Veiligheid"),
    )
    assert found(catalogue, '"nationale veiligheid"') == ["measure/a"]
    assert found(catalogue, "“nationale veiligheid”") == ["measure/a"]
    assert found(catalogue, '"nationale veil*"') == ["measure/a"]
    assert found(catalogue, '"veiligheid nationale') == ["measure/b"]
    assert sorted(found(catalogue, "nationale veiligheid")) == [
        "measure/a",
        "measure/b",
        "measure/c",
    ]


def test_a_phrase_does_not_go_on_into_a_joined_word() -> None:
    """The joined form of a compound stands apart from the last word of the text."""
    catalogue = labelled("cyber-aanval van buiten")
    assert "measure/m" in found(catalogue, '"van buiten"')
    assert found(catalogue, '"buiten cyberaanval"') == []


def test_a_part_of_a_name_weighs_as_a_name() -> None:
    """What a letter calls a threat counts for more than a correction of the same word."""
    (name, *_) = small.THREATS[0].names
    catalogue = small.catalogue(
        evolve(small.THREATS[0], names=(evolve(name, name="zonnewind"),)),
        evolve(small.ERRATUM, correct="zonnewind"),
    )
    best, other = catalogue.search("zonnewind")
    assert (best.field, other.field) == ("$.names[0].name", "$.correct")
    assert best.score > 5 * other.score


def test_a_phrase_is_not_joined() -> None:
    """In quotes two words are two words."""
    assert found(labelled("cyberaanval"), '"cyber aanval"') == []


@pytest.mark.parametrize(
    "query",
    [
        "AND", "OR", "NOT loket", "NEAR(loket, 2)", "loket'", 'loket"', "((loket", "^loket",
        "***a", "-loket", "label : loket", "plain:loket", "{loket}", "loket + loket",
        "lo%ket", "¦", "loket;--",
    ],
)  # fmt: skip
def test_the_syntax_of_fts5_is_harmless(query: str) -> None:
    """Whatever is typed is words, and nothing is an error but no words at all."""
    try:
        hits = WHOLE.search(query)
    except UnknownValueError:
        assert not any(map(str.isalnum, query))
    else:
        assert all(hit.marks for hit in hits)


def test_operators_are_words() -> None:
    """AND, OR and NOT are looked for as any other word."""
    assert found(labelled("wel OR niet"), "wel or niet") == ["measure/m"]
    assert found(labelled("wel niet"), "wel or niet") == []


def test_a_long_query_is_a_query() -> None:
    """Neither many words nor a long phrase is too much."""
    words = [f"woord{place}" for place in range(200)]
    catalogue = labelled(" ".join(words))
    assert found(catalogue, " ".join(words)) == ["measure/m"]
    assert found(catalogue, f'"{" ".join(words)}"') == ["measure/m"]
    assert found(catalogue, "/".join(words)) == ["measure/m"]


# ------------------------------------------------------------------------------ what is looked into


@pytest.mark.parametrize(
    ("query", "record", "field"),
    [
        ("opening", "measure/loket", "$.steps[1].events[0].what.nl"),
        ("bemoeienis", "threat/inmenging", "$.names[1].name"),
        ("verworpen", f"document/{small.PAPER}", "$.outside[0].fact.nl"),
        ("2019D1", f"document/{small.PAPER}", "$.identifiers[0].value"),
        ("percent", f"figure/{small.FIGURE.id}", "$.quantity.unit.en"),
        ("zomer", f"commitment/{small.COMMITMENT.id}", "$.due_as_printed"),
        ("later", f"commitment/{small.COMMITMENT.id}", "$.outcome.summary.nl"),
        ("aanleiding", f"section/{small.EARLY}:inleiding.aanleiding", "$.heading"),
        ("voorzitter", f"uncoded/{small.UNCODED.id}", "$.id"),
        ("cyber", "measure/loket", "$.themes[1]"),
    ],
)
def test_all_texts_are_searched(query: str, record: str, field: str) -> None:
    """Texts and names at any depth, ids and themes are searched; a hit says where it is."""
    hit = only(WHOLE, query, kind=record.partition("/")[0])
    assert (hit.record, hit.field) == (record, field)


@pytest.mark.parametrize("query", ["0123456789abcdef", "woorden", "example", "announced", "status"])
def test_what_is_no_text_is_not_searched(query: str) -> None:
    """Digests, anchors, addresses, vocabularies and names of fields are not searched."""
    assert found(WHOLE, query) == []


def test_an_alias_is_searched() -> None:
    """A field of a list of strings has its place in the path."""
    actor = evolve(small.ACTORS[1], aliases=("de Dienst", "Bureau Zuid"))
    assert only(small.catalogue(actor), "zuid").field == "$.aliases[1]"


def test_nothing_is_found_in_nothing() -> None:
    """An empty catalogue has no hits, and neither has an empty kind."""
    assert Catalogue().search("loket") == ()
    assert Catalogue().search("loket", kind="uncoded") == ()


# ------------------------------------------------------------------------------------------- order


def test_a_name_comes_before_a_text() -> None:
    """A record with the word in its label comes before one that has it in a summary."""
    catalogue = small.catalogue(
        measure("a", "niets", summary="Een sanctie."), measure("b", "een sanctie")
    )
    assert found(catalogue, "sanctie") == ["measure/b", "measure/a"]


def test_a_text_comes_before_a_theme() -> None:
    """A record with the word in a summary comes before one with that theme."""
    catalogue = small.catalogue(
        evolve(measure("a", "niets"), themes=(Theme.CYBER,)), measure("b", "niets", summary="Cyber")
    )
    assert found(catalogue, "cyber", kind="measure")[0] == "measure/b"


def test_the_form_as_written_comes_first() -> None:
    """A record with the word itself comes before one with another form of it."""
    catalogue = small.catalogue(measure("a", "de sancties"), measure("b", "de sanctie"))
    assert found(catalogue, "sanctie") == ["measure/b", "measure/a"]
    assert found(catalogue, "sancties") == ["measure/a", "measure/b"]


def test_more_texts_with_the_word_count() -> None:
    """Of two records with the same label, the one that also speaks of it comes first."""
    catalogue = small.catalogue(measure("a", "sanctie"), measure("b", "sanctie", summary="sanctie"))
    assert found(catalogue, "sanctie") == ["measure/b", "measure/a"]


def test_equals_stand_in_the_order_of_kind_and_id() -> None:
    """Between equal scores, the order is that of the catalogue."""
    catalogue = small.catalogue(measure("b", "sanctie"), measure("a", "sanctie"))
    hits = catalogue.search("sanctie")
    assert [hit.record for hit in hits] == ["measure/a", "measure/b"]
    assert hits[0].score == hits[1].score > 0


def test_scores_go_down() -> None:
    """The best comes first."""
    scores = [hit.score for hit in REAL.search("veiligheid")]
    assert scores == sorted(scores, reverse=True)


def test_the_same_search_gives_the_same_hits() -> None:
    """Neither a second index nor the order of the words changes the answer."""
    again = pickle.loads(pickle.dumps(REAL))
    for query in ("sanctie* rusland", "state threat", "de"):
        words = " ".join(reversed(query.split()))
        assert REAL.search(query) == REAL.search(words) == again.search(query)


# -------------------------------------------------------------------------------- what can be asked


@pytest.mark.parametrize(("name", "kind"), kinds().items())
def test_a_kind_is_a_collection_or_one_of_it(name: str, kind: type) -> None:
    """`measures` and `measure` give the hits of that kind, as they are among all hits."""
    singular = kind.__name__.lower()
    of_kind = [hit for hit in REAL.search("de") if hit.record.startswith(f"{singular}/")]
    assert list(REAL.search("de", kind=name)) == of_kind
    assert list(REAL.search("de", kind=singular)) == of_kind


def test_an_unknown_kind_is_an_error() -> None:
    """It names the kinds, and a close one."""
    with pytest.raises(UnknownValueError) as error:
        WHOLE.search("loket", kind="mesures")
    assert str(error.value).startswith(
        "'mesures' is no kind of record; did you mean 'measures'? the kinds are documents, "
    )
    with pytest.raises(UnknownValueError, match="'xyz' is no kind of record; the kinds are doc"):
        WHOLE.search("loket", kind="xyz")
    with pytest.raises(UnknownValueError, match="'retired' is no kind of record"):
        WHOLE.search("loket", kind="retired")


def test_a_limit_keeps_the_best() -> None:
    """A limit beyond the number of hits changes nothing."""
    hits = REAL.search("desinformatie")
    assert REAL.search("desinformatie", limit=3) == hits[:3]
    assert REAL.search("desinformatie", limit=10_000) == hits


@pytest.mark.parametrize("query", [None, 7, ["loket"]])
def test_what_is_no_text_is_no_query(query: Any) -> None:
    """It is not looked for as the text that Python makes of it."""
    with pytest.raises(UnknownValueError, match="is no query; give its words as a str"):
        WHOLE.search(query)


@pytest.mark.parametrize("limit", [0, -1, 1.5, "3"])
def test_a_wrong_limit_is_an_error(limit: Any) -> None:
    """A limit is a number from 1."""
    with pytest.raises(UnknownValueError, match=r"limit=.*: give a number from 1, or None"):
        WHOLE.search("loket", limit=limit)


@pytest.mark.parametrize("query", ["", "  ", "*", '""', "-", "…", '"', "_", "\0"])
def test_a_query_without_a_word_is_an_error(query: str) -> None:
    """It says what a query needs."""
    with pytest.raises(UnknownValueError, match="has no word to look for; give one with a letter"):
        WHOLE.search(query)


# ------------------------------------------------------------------------------ what a hit shows


def test_marks_are_the_places_of_the_words() -> None:
    """Each mark is one word of the text, as the text has it, and they stand in order."""
    hit = only(labelled("Twee sancties (EU-sancties) in 2021"), "2021 sanctie")
    assert [hit.text[start:end] for start, end in hit.marks] == ["sancties", "sancties", "2021"]
    assert hit.highlighted == "Twee «sancties» (EU-«sancties») in «2021»"


def test_both_words_of_a_compound_are_marked() -> None:
    """A compound that is found as one word is marked as the words that it is printed as."""
    assert only(labelled("een cyber-aanval"), "cyberaanval").highlighted == "een «cyber»-«aanval»"


def test_an_accent_of_its_own_is_part_of_the_mark() -> None:
    """Places are those of the text, not of what it is compared as."""
    assert only(labelled("de café\u0301's"), "cafes").highlighted == "de «café\u0301's»"
    assert only(labelled("’t ½ ﬁnancieel"), "financieel").highlighted == "’t ½ «ﬁnancieel»"


def test_only_the_words_of_a_phrase_are_marked() -> None:
    """A word of the phrase that stands elsewhere is not marked."""
    hit = only(labelled("veiligheid en nationale veiligheid"), '"nationale veiligheid"')
    assert hit.highlighted == "veiligheid en «nationale» «veiligheid»"


def test_the_field_is_the_one_with_most_of_the_words() -> None:
    """A summary with both words is shown before a label with one of them."""
    catalogue = small.catalogue(measure("m", "sanctie", summary="De sanctie tegen Iran."))
    assert only(catalogue, "iran sanctie").field == "$.steps[0].summary.nl"
    assert only(catalogue, "sanctie").field == "$.label.nl"


def test_the_field_is_in_the_language_of_the_query() -> None:
    """An English word shows the English text."""
    hit = REAL.search("investment", kind="measures")[0]
    assert hit.field == "$.label.en"


def test_a_short_text_is_shown_whole() -> None:
    """The string of a hit is the record and the text with the words marked."""
    hit = only(labelled("De sancties."), "sanctie")
    assert str(hit) == "measure/m: De «sancties»."
    assert repr(hit) == "<Hit measure/m $.label.nl 'De «sancties».'>"


LONG = "eerst " * 30


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"sanctie {LONG}", f"«sanctie» {'eerst ' * 15}…"),
        (f"{LONG}sanctie", f"… {'eerst ' * 4}«sanctie»"),
        (f"{LONG}sanctie {LONG}", f"… {'eerst ' * 4}«sanctie» {'eerst ' * 11}…"),
        (f"sanctie {LONG}sanctie sanctie", f"… {'eerst ' * 4}«sanctie» «sanctie»"),
        ("," * 200 + "sanctie" + "," * 200, "… «sanctie» …"),
    ],
)
def test_a_long_text_is_cut_between_words(text: str, shown: str) -> None:
    """A snippet is the part with most marks, some words before it and some after it."""
    assert str(only(labelled(text), "sanctie")) == f"measure/m: {shown}"


def test_a_word_longer_than_a_snippet_is_shown_whole() -> None:
    """No word is cut."""
    word = "woord" * 50
    assert str(only(labelled(f"een {word} of twee"), word)) == f"measure/m: een «{word}» …"


def test_a_hit_is_a_value() -> None:
    """Hits are equal when all of them is, and cannot be changed."""
    hit = only(WHOLE, "opening")
    assert hit == evolve(hit)
    assert hit != evolve(hit, record=Ref("measure/meldpunt"))
    with pytest.raises(AttributeError):
        hit.score = 1.0  # type: ignore[misc]


# --------------------------------------------------------------------------------------- real data


@pytest.mark.parametrize(
    ("query", "record"),
    [
        ("investeringstoets", "measure/investeringstoets"),
        ("investment screening", "measure/investeringstoets"),
        ("Rijksbreed Responskader", "measure/rijksbreed-responskader"),
        ("beinvloeding", "threat/beinvloeding"),
        ("kst-30821-72", "document/kst-30821-72"),
        ("economic security", "interest/economische-veiligheid"),
        ("AIVD", "actor/aivd"),
    ],
)
def test_what_one_looks_for_is_found(query: str, record: str) -> None:
    """The record that a query means is among the first hits."""
    assert record in found(REAL, query, limit=10)


def test_every_hit_is_a_record() -> None:
    """A hit leads to its record."""
    for hit in REAL.search("sancties"):
        assert hit.record in REAL
        assert REAL.ref(REAL[hit.record]) == hit.record


# --------------------------------------------------------------------------------- how it is built


def test_the_index_is_built_once() -> None:
    """A second search uses the index of the first."""
    catalogue = small.catalogue()
    catalogue.search("loket")
    assert catalogue._index is catalogue._index  # pyright: ignore[reportPrivateUsage]


def test_a_catalogue_can_be_pickled_after_a_search() -> None:
    """The index stays behind; the copy has the same answers."""
    catalogue = small.catalogue()
    hits = catalogue.search("loket")
    assert pickle.loads(pickle.dumps(catalogue)).search("loket") == hits
    assert pickle.loads(pickle.dumps(hits)) == hits


def test_threads_may_search_at_once() -> None:
    """Searches from several threads, the first ones included, give what one thread gets."""
    queries = ["loket", "inmenging", "in english", "den*", '"in English"'] * 20
    expected = [small.catalogue().search(query) for query in queries]
    catalogue = small.catalogue()
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(catalogue.search, queries)) == expected


def test_only_a_search_costs_its_libraries() -> None:
    """Reading records imports neither the stemmers nor SQLite."""
    program = (
        "import sys; from nlstatedreig import load; load()['measure/investeringstoets']; "
        "print([name for name in ('nlstatedreig.search', 'snowballstemmer', 'sqlite3') "
        "if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_python_without_full_text_search_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where SQLite lacks FTS5, the error says so."""

    class Without(sqlite3.Connection):
        def execute(self, *_: Any) -> sqlite3.Cursor:
            raise sqlite3.OperationalError("no such module: fts5")

    def connect(*_: Any, **__: Any) -> sqlite3.Connection:
        return Without(":memory:")

    monkeypatch.setattr(module.sqlite3, "connect", connect)
    with pytest.raises(NlstatedreigError, match=r"needs FTS5, which the SQLite .* lacks \(no such"):
        small.catalogue().search("loket")
