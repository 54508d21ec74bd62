"""Look up, filter, follow links, merge, and read data from a directory."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import small
from attrs import evolve

from nlstatedreig import catalogue as module
from nlstatedreig._convert import write_records
from nlstatedreig.catalogue import (
    Catalogue,
    Collection,
    Count,
    DataFile,
    Release,
    Retired,
    data_files,
    kinds,
    plural,
)
from nlstatedreig.errors import (
    DataError,
    SourceError,
    UnknownFieldError,
    UnknownIdError,
    UnknownValueError,
)
from nlstatedreig.records import Document, Measure, Section
from nlstatedreig.values import (
    DocumentId,
    PartialDate,
    Ref,
    SectionId,
)
from nlstatedreig.vocabulary import Status, Theme, Weight

WHOLE = small.catalogue()


def ids(found: Mapping[str, Any]) -> list[str]:
    """The ids of what was found."""
    return list(found)


# ------------------------------------------------------------------------------------ collection


def test_a_collection_is_an_immutable_mapping_in_the_order_of_the_ids() -> None:
    """It has the methods of a mapping, sorted, and none to change it."""
    held = Collection(Section, reversed(small.SECTIONS))
    assert isinstance(held, Mapping)
    assert list(held) == sorted(section.id for section in small.SECTIONS)
    assert [section.id for section in held.values()] == list(held)
    assert len(held) == 3
    assert held == {section.id: section for section in small.SECTIONS}
    for method in ("__setitem__", "__delitem__", "clear", "pop", "update", "setdefault"):
        assert not hasattr(held, method)
    with pytest.raises(AttributeError):
        held.kind = Measure  # type: ignore[misc,assignment]
    assert not hasattr(held, "__dict__")


def test_a_collection_tells_what_it_holds() -> None:
    """Its repr is short, whatever the number of records."""
    assert repr(WHOLE.measures) == "<Collection of 2 Measure records>"
    assert WHOLE.measures.kind is Measure


def test_an_unknown_id_names_close_ones() -> None:
    """Looking up a misspelt id says which ids there are that look like it."""
    with pytest.raises(UnknownIdError) as error:
        WHOLE.measures["lokett"]
    assert str(error.value) == "no measure 'lokett'; did you mean 'loket'?"


def test_asking_whether_an_id_is_there_builds_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """`in` and `get` do not look for close ids, which takes long."""
    monkeypatch.setattr(module, "get_close_matches", None)
    assert "lokett" not in WHOLE.measures
    assert WHOLE.measures.get("lokett") is None
    assert WHOLE.measures.get("lokett", "nothing") == "nothing"
    assert WHOLE.measures.get("loket") == small.measure()
    assert "measure/lokett" not in WHOLE
    with pytest.raises(TypeError):
        WHOLE.measures["lokett"]


def test_an_id_is_unique_within_its_kind() -> None:
    """Two records with one id are refused at first use."""
    twice = Collection(Measure, [*small.MEASURES[::-1], *small.MEASURES])
    with pytest.raises(DataError) as error:
        len(twice)
    assert error.value.problems == (
        "measure/loket: the id is used 2 times; an id is unique within its kind",
        "measure/meldpunt: the id is used 2 times; an id is unique within its kind",
    )


def test_a_collection_reads_at_first_use_and_only_once() -> None:
    """What gives the records is called when they are needed, and not again."""
    calls: list[str] = []

    def read() -> tuple[Measure, ...]:
        calls.append("read")
        return small.MEASURES

    held = Collection(Measure, read)
    assert calls == []
    assert len(held) == len(list(held)) == 2
    assert calls == ["read"]


def test_a_collection_survives_pickling() -> None:
    """It comes back with its records, and without the catalogue that it was part of."""
    again = pickle.loads(pickle.dumps(WHOLE.measures))
    assert again == WHOLE.measures
    assert ids(again.where(letter="nowhere")) == []


# ----------------------------------------------------------------------------------------- where


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"weight": "core"}, ["loket"]),
        ({"weight": Weight.MINOR}, ["meldpunt"]),
        ({"themes": "cyber"}, ["loket"]),
        ({"themes": Theme.STATE_THREATS}, ["loket"]),
        ({"themes": (Theme.STATE_THREATS, Theme.CYBER)}, ["loket"]),
        ({"themes": (Theme.CYBER,)}, []),
        ({"themes": ()}, ["meldpunt"]),
        ({"letter": small.LATE}, ["loket"]),
        ({"letter": small.EARLY}, ["loket", "meldpunt"]),
        ({"letter": small.EARLY, "weight": "minor"}, ["meldpunt"]),
        ({"letter": small.LATE, "weight": "minor"}, []),
        ({"lead": "kabinet"}, ["loket"]),
        ({"lead": "dienst"}, []),
        ({"id": "loket"}, ["loket"]),
        ({"label": small.text("Loket")}, ["loket"]),
        ({"label": small.text("Balie")}, []),
        ({}, ["loket", "meldpunt"]),
    ],
)
def test_where_keeps_what_equals(asked: dict[str, Any], found: list[str]) -> None:
    """A field equals the value, or holds it; all conditions must hold."""
    assert ids(WHOLE.measures.where(**asked)) == found


def test_where_takes_a_function() -> None:
    """A function decides where equality is not enough, alone or beside fields."""
    measures = WHOLE.measures
    assert ids(measures.where(lambda measure: len(measure.steps) > 1)) == ["loket"]
    assert ids(measures.where(lambda measure: len(measure.steps) > 1, weight="minor")) == []


def test_where_takes_a_date_as_text() -> None:
    """A date may be given in EDTF; an optional field may be asked for `None`."""
    assert ids(WHOLE.commitments.where(due="2020-06")) == [small.COMMITMENT.id]
    assert ids(WHOLE.commitments.where(due=PartialDate("2020"))) == []
    assert ids(WHOLE.documents.where(date=None)) == [small.PAPER]
    assert ids(WHOLE.documents.where(annex_of=small.EARLY)) == [small.PAPER]
    assert ids(WHOLE.sections.where(depth=2)) == ["kst-9-1:inleiding.aanleiding"]
    assert ids(WHOLE.figures.where(about="measure/loket")) == [small.FIGURE.id]


def test_where_gives_a_collection() -> None:
    """What is found can be looked up and filtered again."""
    found = WHOLE.measures.where(letter=small.EARLY)
    assert isinstance(found, Collection)
    assert ids(found.where(weight="core")) == ["loket"]
    assert found["loket"] == small.measure()


def test_an_unknown_field_names_the_fields() -> None:
    """A misspelt field is an error with the close one, and with all there are."""
    with pytest.raises(UnknownFieldError) as error:
        WHOLE.sections.where(dept=1)
    assert str(error.value) == (
        "Section has no field 'dept'; did you mean 'depth'? Its fields are id, evidence, themes, "
        "inferred, document, heading, depth, parent, order, and letter"
    )
    with pytest.raises(UnknownFieldError, match=r"Section has no field 'colour'\. Its fields are"):
        WHOLE.sections.where(colour="red")


@pytest.mark.parametrize(
    ("kind", "asked", "says"),
    [
        (
            "measures",
            {"weight": "cor"},
            "'cor' is no weight of Measure; did you mean 'core'? the val",
        ),
        ("measures", {"weight": "heavy"}, "'heavy' is no weight of Measure; the values are core, "),
        ("measures", {"weight": None}, "None is no weight of Measure; the values are core, minor"),
        ("measures", {"themes": "x"}, "'x' is no themes of Measure; the values are state-threats"),
        ("measures", {"themes": ("cyber", "x")}, "'x' is no themes of Measure; the values are st"),
        ("measures", {"themes": None}, "None is no themes of Measure; the values are state-threa"),
        ("measures", {"label": "Loket"}, "'Loket' is no label of Measure; the field holds Text "),
        ("sections", {"depth": "1"}, "'1' is no depth of Section; the field holds int values: g"),
        ("documents", {"coded": "yes"}, "'yes' is no coded of Document; the field holds bool va"),
        ("documents", {"title": ("a",)}, "('a',) is no title of Document; the field holds str v"),
        ("documents", {"title": None}, "None is no title of Document; the field holds str value"),
        ("documents", {"date": "in 2019"}, "date: 'in 2019' is no date in EDTF: write 2021, "),
        ("measures", {"lead": 7}, "7 is no lead of Measure; the field holds str values: give one"),
        ("measures", {"lead": "kabinett"}, "lead: no actor 'kabinett'; did you mean 'kabinet'?"),
        ("measures", {"lead": ("x",)}, "lead: no actor 'x'"),
        ("measures", {"id": "lokt"}, "id: no measure 'lokt'; did you mean 'loket'?"),
        ("measures", {"id": "balie"}, "id: no measure 'balie'; it was retired, use instead: mea"),
        ("figures", {"about": "measure/lokt"}, "about: no measure 'lokt'; did you mean 'loket'"),
        ("figures", {"about": "loket"}, "'loket' is no kind/id; the kinds are document, interest"),
        ("measures", {"letter": "kst-1"}, "'kst-1' is no coded letter; the letters are kst-9-1, "),
        ("measures", {"letter": small.PAPER}, "'kst-1-2' is no coded letter; the letters are "),
    ],
)
def test_a_value_that_cannot_be_is_refused(kind: str, asked: dict[str, Any], says: str) -> None:
    """A value of another type, beyond the vocabulary, or an id that no record has is an error."""
    with pytest.raises(UnknownValueError) as error:
        getattr(WHOLE, kind).where(**asked)
    assert str(error.value).startswith(says)


def test_a_misspelt_id_is_refused_in_what_was_filtered_before() -> None:
    """What `where` gives still knows the catalogue that it came from."""
    with pytest.raises(UnknownValueError, match="no coded letter"):
        WHOLE.measures.where(weight="core").where(letter="kst-9")


def test_a_collection_of_its_own_cannot_know_the_ids() -> None:
    """Without a catalogue around it, an id that nothing has gives nothing."""
    assert ids(Collection(Measure, small.MEASURES).where(letter="kst-9")) == []
    assert ids(WHOLE.commitments.where(due=None, measure="loket")) == []


def test_a_catalogue_without_letters_says_so() -> None:
    """An empty list of letters is called none."""
    with pytest.raises(UnknownValueError, match="the letters are none"):
        Catalogue().measures.where(letter="kst-9")


# --------------------------------------------------------------------------------------- look up


def test_a_record_is_found_by_kind_and_id() -> None:
    """`kind/id` is unique over all kinds."""
    assert WHOLE["measure/loket"] == small.measure()
    assert WHOLE["section/kst-9-1:inleiding"] == small.SECTIONS[0]
    assert WHOLE.ref(small.measure()) == "measure/loket"


def test_a_record_is_found_by_an_id_that_only_one_kind_has() -> None:
    """The kind may stay out where the id says it all."""
    assert WHOLE["loket"] == small.measure()


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("measure/lokt", "no measure 'lokt'; did you mean 'loket'?"),
        ("lokt", "no record 'lokt'; did you mean 'measure/loket'?"),
        ("mesure/loket", "no record 'mesure/loket'"),
        (
            "kst-9-1:loke",
            "no record 'kst-9-1:loke'; did you mean 'commitment/kst-9-1:loket' or ",
        ),
        ("measure/balie", "no measure 'balie'; it was retired, use instead: measure/loket"),
        ("balie", "no record 'balie'; it was retired, use instead: measure/loket"),
    ],
)
def test_an_unknown_record_says_what_there_is(key: str, says: str) -> None:
    """Close ids come with their kind, and a retired id with its successors."""
    with pytest.raises(UnknownIdError) as error:
        WHOLE[key]
    assert str(error.value).startswith(says)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (None, "no record 'None'; an id is a str"),
        (7, "no record '7'; an id is a str"),
        (["loket"], "no record \"['loket']\"; an id is a str"),
        (small.MEASURES[0], "no record \"Measure 'loket'\"; give its id, or kind/id"),
    ],
)
def test_what_is_no_id_is_refused(key: Any, says: str) -> None:
    """A record in place of its id, or nothing at all, is no error of Python's."""
    whole = small.catalogue()
    for ask in (whole.__getitem__, whole.about, whole.chain):
        with pytest.raises(UnknownIdError) as error:
            ask(key)
        assert str(error.value) == says


def test_what_is_no_passage_has_no_link() -> None:
    """The error says where passages are."""
    loket: Any = small.MEASURES[0]
    for given, shown in ((loket, "Measure 'loket'"), ("loket", "'loket'")):
        with pytest.raises(UnknownValueError, match="is no passage; give one of") as error:
            small.catalogue().link(given)
        assert str(error.value).startswith(shown)


def test_a_wrong_directory_is_not_read_to_the_bottom(tmp_path: Path) -> None:
    """What lies deeper than data ever do is not looked at."""
    deep = tmp_path / "a" / "b" / "c" / "d"
    deep.mkdir(parents=True)
    (deep / "notes.json").write_text("[]", encoding="utf-8")
    assert len(Catalogue.from_directory(tmp_path).measures) == 0


def test_what_is_no_condition_is_refused() -> None:
    """A value without its field, and no letter at all."""
    measures: Any = small.catalogue().measures
    with pytest.raises(UnknownValueError, match="'core' is no function; write a condition as"):
        measures.where("core")
    with pytest.raises(UnknownValueError, match="None is no coded letter"):
        measures.where(letter=None)


def test_an_unknown_kind_names_the_kinds() -> None:
    """What stands before the slash is a kind, in the singular."""
    with pytest.raises(UnknownIdError, match="; the kinds are document, interest, threat, actor, "):
        WHOLE["measures/loket"]


def test_a_retired_id_without_successors_says_nothing_took_its_place() -> None:
    """Some ids go without anything in their place."""
    whole = small.catalogue(Retired(id="measure/balie", successors=()))
    with pytest.raises(UnknownIdError, match="it was retired, use instead: nothing"):
        whole.measures["balie"]


def test_an_id_that_several_kinds_have_needs_its_kind() -> None:
    """An ambiguous id is an error that names the records, and is there all the same."""
    actor = evolve(small.ACTORS[1], id="loket")
    whole = small.catalogue(actor)
    with pytest.raises(UnknownIdError) as error:
        whole["loket"]
    assert str(error.value) == (
        "no single record 'loket'; did you mean 'actor/loket' or 'measure/loket'?"
    )
    assert whole["actor/loket"] is actor
    assert "loket" in whole


def test_a_catalogue_knows_whether_a_record_is_there() -> None:
    """`in` takes an id with its kind and without."""
    assert "measure/loket" in WHOLE
    assert "loket" in WHOLE
    assert "lokt" not in WHOLE
    assert "measure/kabinet" not in WHOLE
    assert "mesure/loket" not in WHOLE
    assert 7 not in WHOLE


def test_a_catalogue_cannot_be_iterated() -> None:
    """It is no sequence: `collections` loops over its kinds."""
    with pytest.raises(TypeError, match="not iterable"):
        list(WHOLE)  # type: ignore[call-overload]
    assert [name for name, _ in WHOLE.collections()] == list(kinds())


def test_kinds_have_a_plural() -> None:
    """Each kind has its collection; what is no kind has none."""
    assert plural("measure") == "measures"
    assert plural("uncoded") == "uncoded"
    assert plural("erratum") == "errata"
    assert plural("measures") == plural("") == ""
    with pytest.raises(TypeError):
        kinds()["colours"] = Measure  # type: ignore[index]


def test_the_letters_are_the_coded_documents_by_date() -> None:
    """The order is that of the dates, not of the ids; one without a date comes last."""
    undated = evolve(small.DOCUMENTS[0], id="kst-0-0", date=None)
    assert [letter.id for letter in small.catalogue(undated).letters] == [
        small.EARLY,
        small.LATE,
        "kst-0-0",
    ]


# ----------------------------------------------------------------------------------------- links


def test_about_is_everything_that_refers_to_a_record() -> None:
    """Links from parts count too, each record once, by kind and id."""
    assert [WHOLE.ref(record) for record in WHOLE.about("measure/loket")] == [
        "commitment/kst-9-1:loket",
        "figure/kst-9-1:gemeenten",
    ]
    assert [WHOLE.ref(record) for record in WHOLE.about("dienst")] == ["measure/loket"]
    assert WHOLE.about("section/kst-9-1:inleiding.aanleiding") == ()


def test_about_an_unknown_record_is_an_error() -> None:
    """Nothing refers to what is not there, but the question is a mistake."""
    with pytest.raises(UnknownIdError):
        WHOLE.about("measure/lokt")


def test_the_source_of_a_passage_is_its_document() -> None:
    """Evidence names its document by id."""
    assert WHOLE.source(small.LATER) == small.DOCUMENTS[1]
    with pytest.raises(UnknownIdError):
        WHOLE.source(small.passage(DocumentId("kst-0-0")))


def test_a_link_opens_the_publication_at_the_passage() -> None:
    """The text fragment follows the address; an address with a fragment of its own keeps it."""
    assert WHOLE.link(small.passage(small.EARLY, "Dit, en dat")) == (
        "https://example.org/kst-9-1.html#:~:text=Dit%2C%20en%20dat"
    )
    assert WHOLE.link(small.LATER) == ("https://example.org/kst-1-9.html#kop:~:text=Twee%20woorden")


def test_a_document_without_address_cannot_be_opened() -> None:
    """The error names the document."""
    with pytest.raises(SourceError, match="document 'kst-1-2' has no url"):
        WHOLE.link(small.passage(small.PAPER))


# ----------------------------------------------------------------------------------------- merge

OWN = DocumentId("kst-5-5")
OWN_LETTER = evolve(
    small.DOCUMENTS[0], id=OWN, title="Eigen brief", date=PartialDate("2020"), authors=()
)
OWN_STEP = evolve(
    small.measure().steps[0],
    letter=OWN,
    status=Status.IN_PREPARATION,
    evidence=(small.passage(OWN),),
)


def own(*records: Any) -> Catalogue:
    """A catalogue of an own letter."""
    held: dict[str, Any] = {
        name: Collection(kind, [record for record in records if isinstance(record, kind)])
        for name, kind in kinds().items()
    }
    return Catalogue(
        **held, retired=Collection(Retired, [r for r in records if type(r) is Retired])
    )


def test_a_step_of_an_own_letter_joins_its_measure() -> None:
    """What a letter between two others says takes its place between them."""
    merged = WHOLE.merge(own(OWN_LETTER, small.measure(steps=(OWN_STEP,))))
    assert [step.letter for step in merged.measures["loket"].steps] == [
        small.EARLY,
        OWN,
        small.LATE,
    ]
    assert [letter.id for letter in merged.letters] == [small.EARLY, OWN, small.LATE]
    assert merged.measures["meldpunt"] == small.MEASURES[1]
    assert ids(merged.measures.where(letter=OWN)) == ["loket"]
    assert merged.origin is None


def test_merging_changes_neither_catalogue() -> None:
    """The catalogues that went in are as they were."""
    other = own(OWN_LETTER, small.measure(steps=(OWN_STEP,)))
    WHOLE.merge(other)
    assert WHOLE.measures["loket"] == small.measure()
    assert other.measures["loket"].steps == (OWN_STEP,)


@pytest.mark.parametrize("empty", [Catalogue(), WHOLE], ids=["nothing", "itself"])
def test_merging_nothing_new_adds_nothing(empty: Catalogue) -> None:
    """A catalogue merged with an empty one, or with itself, has the same records."""
    merged = WHOLE.merge(empty)
    assert dict(merged.collections()) == dict(WHOLE.collections())
    assert merged.retired == WHOLE.retired


def test_what_differs_is_refused_whole() -> None:
    """Conflicting values, steps of one letter and elements of one id are told, all at once."""
    step = evolve(small.measure().steps[0], status=Status.REJECTED)
    element = evolve(small.FRAMEWORK.elements[0], label=small.text("Anders"))
    with pytest.raises(DataError) as error:
        WHOLE.merge(
            own(
                evolve(small.ACTORS[0], abbreviation="K"),
                small.measure(weight=Weight.MINOR, steps=(step,)),
                evolve(small.FRAMEWORK, elements=(element,)),
            )
        )
    assert error.value.problems == (
        "actor/kabinet: $.abbreviation: None here and K there; make them the same, or give one "
        "record another id",
        "measure/loket: $.weight: core here and minor there; make them the same, or give one "
        "record another id",
        "measure/loket: $.steps: both have another kst-9-1; make them the same, or leave one out",
        "framework/sporen: $.elements: both have another melden; make them the same, or leave "
        "one out",
    )


def test_lists_are_joined_without_repeats() -> None:
    """A new alias comes behind the old ones, a known one does not come twice."""
    mine = evolve(small.ACTORS[0], aliases=("de regering", "het kabinet"))
    theirs = evolve(small.ACTORS[0], aliases=("het kabinet", "wij"))
    merged = own(mine).merge(own(theirs))
    assert merged.actors["kabinet"].aliases == ("de regering", "het kabinet", "wij")


def test_retired_ids_are_merged() -> None:
    """An id that either catalogue retired stays retired."""
    merged = own(Retired(id="actor/x", successors=())).merge(WHOLE)
    assert ids(merged.retired) == ["actor/x", "measure/balie"]


def test_a_part_of_an_unknown_letter_comes_last() -> None:
    """A step whose letter neither catalogue has is kept, behind the others."""
    merged = WHOLE.merge(own(small.measure(steps=(OWN_STEP,))))
    assert [step.letter for step in merged.measures["loket"].steps][-1] == OWN


# ------------------------------------------------------------------------------------- directory


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small catalogue as files."""
    return small.write(tmp_path, WHOLE)


@pytest.mark.parametrize("as_text", [True, False])
def test_a_directory_gives_its_records(data: Path, as_text: bool) -> None:
    """What was written is read, whether the directory is a path or a string."""
    read = Catalogue.from_directory(str(data) if as_text else data)
    assert dict(read.collections()) == dict(WHOLE.collections())
    assert read.retired == WHOLE.retired
    assert read.origin == data


def test_a_kind_is_read_when_it_is_used(data: Path) -> None:
    """A user of measures does not read the other files: they might as well be broken."""
    for name, file in data_files(data):
        if name != "measures.json":
            (data / name).write_text("broken", encoding="utf-8")
        assert file.name.endswith(".json")
    read = Catalogue.from_directory(data)
    assert ids(read.measures.where(weight="core")) == ["loket"]
    with pytest.raises(DataError, match=r"actors\.json: not JSON"):
        len(read.actors)


def test_files_are_read_once(data: Path) -> None:
    """A change of the files after first use is not seen."""
    read = Catalogue.from_directory(data)
    assert len(read.measures) == 2
    (data / "measures.json").write_text("[]", encoding="utf-8")
    assert len(read.measures) == 2


def test_a_directory_may_lack_files(tmp_path: Path) -> None:
    """What is not there is empty, be it a kind, the letters, or a kind in a letter's directory."""
    (tmp_path / "letters" / small.EARLY).mkdir(parents=True)
    assert len(Catalogue.from_directory(tmp_path).sections) == 0
    (tmp_path / "letters" / small.EARLY).rmdir()
    (tmp_path / "letters").rmdir()
    read = Catalogue.from_directory(tmp_path)
    assert all(len(held) == 0 for _, held in read.collections())
    assert read.release is None


def test_a_missing_directory_is_an_error(tmp_path: Path) -> None:
    """The error says which directory to give."""
    with pytest.raises(DataError, match="nowhere: no such directory; give the one that holds"):
        Catalogue.from_directory(tmp_path / "nowhere")


def test_a_directory_can_not_be_a_file(data: Path) -> None:
    """A file is no directory."""
    with pytest.raises(DataError, match="no such directory"):
        Catalogue.from_directory(data / "measures.json")


@pytest.mark.parametrize(
    "name",
    [
        "measure.json",
        "sections.json",
        "letters/measures.json",
        "letters/kst-9-1/measures.json",
        "letters/kst-9-1/deep/sections.json",
        "letter/kst-9-1/sections.json",
        "old/measures.json",
        "measures.2019.json",
    ],
)
def test_a_data_file_that_nothing_reads_is_an_error(data: Path, name: str) -> None:
    """A misspelt or misplaced data file would be passed over in silence, so it is refused."""
    file = data / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(DataError) as error:
        Catalogue.from_directory(data)
    (problem,) = error.value.problems
    assert problem.startswith(f"{name}: no data file has this name; it should be one of documents,")


@pytest.mark.parametrize("name", ["README.md", ".cache/measures.json", "measures.json.orig"])
def test_other_files_are_left_alone(data: Path, name: str) -> None:
    """What is no data file, or is hidden, does not count."""
    file = data / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("broken", encoding="utf-8")
    assert len(Catalogue.from_directory(data).measures) == 2


def test_a_file_that_is_not_utf8_is_an_error(data: Path) -> None:
    """The message names the file and what to do."""
    (data / "actors.json").write_bytes(b'[{"id": "co\xf6rdinator"}]')
    with pytest.raises(DataError, match=r"actors\.json: not UTF-8: .*; save the file as UTF-8"):
        len(Catalogue.from_directory(data).actors)


def test_the_problems_of_all_letters_are_told_at_once(data: Path) -> None:
    """A kind that stands in several files reports the broken ones together."""
    for letter in (small.EARLY, small.LATE):
        (data / "letters" / letter / "sections.json").write_text("x", encoding="utf-8")
    with pytest.raises(DataError) as error:
        len(Catalogue.from_directory(data).sections)
    assert [problem.partition(": ")[0] for problem in error.value.problems] == [
        "letters/kst-1-9/sections.json",
        "letters/kst-9-1/sections.json",
    ]


def test_one_id_in_two_files_is_an_error(data: Path) -> None:
    """The same statement under two letters is found when the kind is read."""
    twice = (data / "letters" / small.EARLY / "sections.json").read_text(encoding="utf-8")
    (data / "letters" / small.LATE / "sections.json").write_text(twice, encoding="utf-8")
    with pytest.raises(DataError, match="section/kst-9-1:inleiding: the id is used 2 times"):
        len(Catalogue.from_directory(data).sections)


def test_a_catalogue_survives_pickling(data: Path) -> None:
    """It comes back with all records, and can still be asked everything."""
    read = Catalogue.from_directory(data)
    again = pickle.loads(pickle.dumps(read))
    assert dict(again.collections()) == dict(read.collections())
    assert again.about("measure/loket") == read.about("measure/loket")


# --------------------------------------------------------------------------------------- release

RELEASE = Release(
    id="0.2.0",
    date=PartialDate("2022-12-01"),
    counts=(Count(kind="measures", records=2),),
    files=(DataFile(name="measures.json", sha256="0" * 64),),
)


def test_a_release_tells_version_and_day(data: Path) -> None:
    """`release.json` holds one release, which the dump is of."""
    (data / "release.json").write_text(write_records([RELEASE]), encoding="utf-8")
    read = Catalogue.from_directory(data)
    assert read.release == RELEASE
    assert str(read.release) == "0.2.0 (2022-12-01)"
    assert read.dump()["version"] == "0.2.0"


@pytest.mark.parametrize("releases", [[], [RELEASE, evolve(RELEASE, id="0.3.0")]])
def test_data_are_of_one_release(data: Path, releases: list[Release]) -> None:
    """No release or two in the file are an error."""
    (data / "release.json").write_text(write_records(releases), encoding="utf-8")
    with pytest.raises(DataError, match=f"release.json: .*: {len(releases)} releases; write one"):
        _ = Catalogue.from_directory(data).release


# ------------------------------------------------------------------------------------------ dump


def test_a_dump_has_every_kind_and_every_field() -> None:
    """A key for the version and for each kind; nothing is left to a default."""
    dump = WHOLE.dump()
    assert list(dump) == ["version", *kinds()]
    assert dump["version"] is None
    assert [record["id"] for record in dump["sections"]] == list(WHOLE.sections)
    assert dump["measures"][0]["steps"][0]["evidence"][0] == {
        "document": "kst-9-1",
        "section": "kst-9-1:inleiding",
        "footnote": None,
        "start": "Twee woorden",
        "end": None,
        "digest": "0123456789abcdef",
    }


def test_an_empty_catalogue_is_one() -> None:
    """A catalogue without anything can be made, asked and dumped."""
    empty = Catalogue()
    assert empty.letters == ()
    assert set(empty.dump()) == {"version", *kinds()}
    assert "loket" not in empty
    assert SectionId("x") not in empty.sections
    assert isinstance(empty.documents.where(coded=True), Collection)
    assert empty.documents.kind is Document
    assert Ref("measure/loket") not in empty
