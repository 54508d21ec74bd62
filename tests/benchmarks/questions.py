"""How long each question takes, how that grows with the data, and what the nearest thing takes.

    pip install . pycountry mitreattack-python pandas
    python tests/benchmarks/questions.py [rounds]

**The larger data** are catalogues of 10 and 100 times as many records, built in memory from the
real one: copies in which every id has a mark, so that the links of a copy stay within it. The
letters are copied too, with their dates. For a data set like this grows by letters: a letter that
is ten times as long is not written, but there may be five hundred of them. The first copy keeps its
ids, so that the same question is asked of each size. What such copies cannot show: letters that
speak of the same things, which make the answers themselves longer.

**A time** is processor time, since others may use the machine, and the median over the rounds (5
without a number), each of which asks the three sizes in turn, in one process. A question is
repeated until 20 ms have gone by. What is asked of one record is asked of a hundred, which lie
spread over the catalogue, and the time divided. The garbage collector waits meanwhile. A growth is
the median of the ratios within the rounds, so that a slow moment of the machine counts on both
sides. All of it takes a quarter of an hour, most of it for the index of the search over 100 times
the data.

**The verdict** is by the exponent of growth, log(t100 / t10) / log(10): up to 0.25 the time is
constant (a larger dictionary misses the processor's caches more often), up to 1.25 it is linear
(n log n, as in sorting, has about 1.1 here), and beyond that worse; a square would have 2. `answer`
is how many times as long the answer is at 100 times the data.

**Beside it** stands what a user would otherwise use, each over its own data, and where it reads all
of them, by record: pycountry, ISO codes; mitreattack-python, which asks STIX bundles; and pandas,
with the dump of the catalogue in data frames. The bundle of ATT&CK is not shipped with its library,
so the library is given one that is made here of our records with stix2, and is of our size. What is
not installed is left out.
"""

from __future__ import annotations

import gc
import hashlib
import importlib.util
import json
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from math import log10
from statistics import median
from typing import Any, NamedTuple

from attrs import evolve, has

import nlstatedreig
from nlstatedreig import search
from nlstatedreig._walk import hints, is_many, kind_of, leaf
from nlstatedreig.catalogue import Catalogue, Collection
from nlstatedreig.editions import Diff
from nlstatedreig.history import Course
from nlstatedreig.network import Branch, Matrix
from nlstatedreig.values import Ref

SIZES = (1, 10, 100)
ENOUGH = 0.02
SPREAD = 100
CONSTANT, LINEAR = 0.25, 1.25

Ask = Callable[[], Any]

# ------------------------------------------------------------------------------------ larger data


def renamed(key: str, copy: int) -> str:
    """An id in a copy. A statement keeps the id of its letter, which is renamed alike, in front."""
    head, colon, tail = key.partition(":")
    return f"{head}~{copy}{colon}{tail}"


@cache
def with_ids(cls: type) -> tuple[tuple[str, bool, bool], ...]:
    """The fields that hold ids or parts with ids: name, whether a tuple, whether an id itself."""
    found: list[tuple[str, bool, bool]] = []
    for name, hint in hints(cls).items():
        held = leaf(hint)
        is_id = name == "id" or held is Ref or kind_of(held) is not None
        if is_id or (has(held) and with_ids(held)):
            found.append((name, is_many(hint), is_id))
    return tuple(found)


def copied(value: Any, copy: int) -> Any:
    """A record or a part of one, with the ids of a copy."""
    changes: dict[str, Any] = {}
    for name, many, is_id in with_ids(type(value)):
        held = getattr(value, name)
        if held is not None:
            change = renamed if is_id else copied
            changes[name] = (
                tuple(change(item, copy) for item in held) if many else change(held, copy)
            )
    return evolve(value, **changes)


def larger(catalogue: Catalogue, times: int) -> Catalogue:
    """A catalogue of as many copies, the first of which is the data themselves."""
    copies: dict[str, Collection[Any]] = {
        name: Collection(
            held.kind,
            [
                copied(record, copy) if copy else record
                for copy in range(times)
                for record in held.values()
            ],
        )
        for name, held in catalogue.collections()
    }
    return Catalogue(**copies)


# -------------------------------------------------------------------------------------- questions


class Question(NamedTuple):
    """What is asked: made for a catalogue once, then timed."""

    name: str
    make: Callable[[Catalogue], Ask]
    times: int = 1


def spread(held: Collection[Any]) -> list[Any]:
    """A hundred records that lie spread over a collection."""
    records = list(held.values())
    return [records[place * len(records) // SPREAD] for place in range(SPREAD)]


def look_up(catalogue: Catalogue) -> Ask:
    keys = [record.id for record in spread(catalogue.measures)]
    return lambda: [catalogue.measures[key] for key in keys]


def about(catalogue: Catalogue) -> Ask:
    keys = [catalogue.ref(record) for record in spread(catalogue.actors)]
    return lambda: [catalogue.about(key) for key in keys]


def link(catalogue: Catalogue) -> Ask:
    passages = [record.evidence[0] for record in spread(catalogue.assessments)]
    return lambda: [catalogue.link(passage) for passage in passages]


QUESTIONS = (
    Question("look-up by id", look_up, SPREAD),
    Question("where", lambda c: lambda: c.measures.where(weight="core")),
    Question("about", about, SPREAD),
    Question("timeline", lambda c: lambda: c.timeline("investeringstoets")),
    Question("follow", lambda c: lambda: c.follow("kst-30821-72")),
    Question("promises", lambda c: c.promises),
    Question("define", lambda c: lambda: c.define("hybride dreigingen")),
    Question("diff", lambda c: lambda: c.diff("kst-30821-72", "kst-30821-175")),
    Question("as_of", lambda c: lambda: c.as_of("2021-02-03")),
    Question("chain, of one", lambda c: lambda: c.chain("measure/investeringstoets")),
    Question("chain, all", lambda c: c.chain),
    Question("matrix", lambda c: c.matrix),
    Question("tree", lambda c: lambda: c.tree("sabotage")),
    Question("cited", lambda c: c.cited),
    Question("search", lambda c: lambda: c.search("investeringstoets")),
    Question("search, ten hits", lambda c: lambda: c.search("investeringstoets", limit=10)),
    Question("link", link, SPREAD),
)

# What the first call makes, and later calls have.
FIRST = (
    Question("about, first call", lambda c: lambda: c.about("threat/spionage")),
    Question("search, first call", lambda c: lambda: c.search("investeringstoets")),
)


def size(answer: Any) -> int:
    """How long an answer is."""
    match answer:
        case Catalogue():
            return sum(len(held) for _, held in answer.collections())
        case Diff():
            return sum(map(len, (answer.new, answer.continued, answer.changed, answer.unmentioned)))
        case Matrix():
            return len(answer.links)
        case Branch():
            return len(answer.ids)
        case (Course(), *_):
            return sum(len(course.stages) for course in answer)
        case _:
            return len(answer)


def fresh(catalogue: Catalogue) -> Catalogue:
    """The same records in a catalogue that has made no index, and no word stemmed yet."""
    search._form.cache_clear()
    search._dutch_stem.cache_clear()
    made = Catalogue(**dict(catalogue.collections()))
    size(made)  # the collections are read
    return made


def seconds(ask: Ask) -> float:
    """How long it takes, by as many repeats as it takes to tell."""
    gc.collect()
    number, taken = 0, 0.0
    while taken < ENOUGH:
        start = time.process_time()
        ask()
        taken += time.process_time() - start
        number += 1
    return taken / number


def once(ask: Ask) -> float:
    """How long it takes the first time."""
    gc.collect()
    start = time.process_time()
    ask()
    return time.process_time() - start


def growth(rounds: int) -> None:
    """Print what each question takes on the data, and how that grows with them."""
    catalogue = nlstatedreig.load()
    catalogues = [larger(catalogue, times) for times in SIZES]
    for one in catalogues:
        size(one)
    gc.collect()
    gc.freeze()
    print(f"\n{size(catalogue)} records, and as many times 10 and 100; {rounds} rounds")
    print(
        f"{'':20} {'median':>12} {'10 times':>9} {'100 times':>9} exponent {'answer':>7}  verdict"
    )
    for question in QUESTIONS:
        asks = [question.make(one) for one in catalogues]
        sizes = [size(ask()) for ask in asks]  # and the indexes are made
        times = [[seconds(ask) / question.times for ask in asks] for _ in range(rounds)]
        report(question.name, times, sizes[-1] / sizes[0])
    for question in FIRST:
        firsts = [[once(question.make(fresh(one))) for one in catalogues] for _ in range(rounds)]
        report(question.name, firsts)


def report(name: str, times: list[list[float]], answer: float | None = None) -> None:
    """Print one line of the table."""
    ten, hundred = (median(one[place] / one[0] for one in times) for place in (1, 2))
    exponent = log10(median(one[2] / one[1] for one in times))
    verdict = "constant" if exponent <= CONSTANT else "linear" if exponent <= LINEAR else "worse"
    longer = f"{answer:6.0f} ×" if answer else f"{'':8}"
    print(
        f"{name:20} {median(one[0] for one in times) * 1e6:9.1f} µs {ten:7.1f} × "
        f"{hundred:7.1f} × {exponent:8.2f} {longer}  {verdict}",
        flush=True,
    )


# ----------------------------------------------------------------------------------- nearest things


class Rival(NamedTuple):
    """What another package is asked, and how many records it reads for it; 1 for a look-up."""

    name: str
    ask: Ask
    records: int = 1


def own(catalogue: Catalogue) -> dict[str, Rival]:
    whole, measures = size(catalogue), len(catalogue.measures)
    key = "investeringstoets"
    directory = nlstatedreig.load().origin
    assert directory is not None

    def read() -> int:
        return size(Catalogue.from_directory(directory))

    return {
        "look-up by id": Rival("", lambda: catalogue.measures[key]),
        "filter": Rival("", lambda: catalogue.measures.where(weight="core"), measures),
        "what refers to it": Rival("", lambda: catalogue.about("threat/spionage")),
        "search": Rival("", lambda: catalogue.search("investeringstoets"), whole),
        "chain": Rival("", catalogue.chain, measures),
        "by date": Rival("", lambda: catalogue.as_of("2021-02-03"), whole),
        "read from JSON": Rival("", read, whole),
    }


def iso_codes() -> dict[str, Rival]:
    import pycountry

    countries, parts = pycountry.countries, pycountry.subdivisions
    both = len(countries) + len(parts)
    return {
        "look-up by id": Rival("countries.get", lambda: countries.get(alpha_2="NL")),
        "filter": Rival(
            "list comprehension",
            lambda: [c for c in countries if c.numeric > "500"],
            len(countries),
        ),
        "search": Rival("search_fuzzy", lambda: countries.search_fuzzy("Utrecht"), both),
    }


def stix(catalogue: Catalogue) -> Any:
    """The catalogue as a bundle in the form of ATT&CK, in which all else is a mitigation."""
    from stix2 import v20

    def stix_id(kind: str, key: str) -> str:
        digest = hashlib.md5(f"{kind}/{key}".encode(), usedforsecurity=False).digest()
        return f"{kind}--{uuid.UUID(bytes=digest, version=4)}"

    makers = {"threats": v20.AttackPattern, "actors": v20.IntrusionSet, "incidents": v20.Campaign}
    made: list[Any] = []
    stamp = {"created": "2019-04-18T00:00:00Z", "modified": "2019-04-18T00:00:00Z"}
    ids: dict[str, str] = {}
    for name, held in catalogue.collections():
        maker = makers.get(name, v20.CourseOfAction)
        for record in held.values():
            more: dict[str, Any] = {}
            if name == "threats":
                phase = {"kill_chain_name": "mitre-attack", "phase_name": str(record.level)}
                more["kill_chain_phases"] = [phase]
            ref = ids[catalogue.ref(record)] = stix_id(maker._type, f"{name}/{record.id}")
            number = f"X{len(made):05}"
            made.append(
                maker(
                    id=ref,
                    name=str(record)[:200],
                    description=" ".join(strings(record)),
                    external_references=[{"source_name": "mitre-attack", "external_id": number}],
                    **stamp,
                    **more,
                )
            )
    for measure in catalogue.measures.values():
        for threat in measure.threats:
            made.append(
                v20.Relationship(
                    id=stix_id("relationship", f"{measure.id}/{threat}"),
                    relationship_type="mitigates",
                    source_ref=ids[f"measure/{measure.id}"],
                    target_ref=ids[f"threat/{threat}"],
                    **stamp,
                )
            )
    return v20.Bundle(made)


def strings(value: Any) -> Iterator[str]:
    """Every string in a record, its ids and printed words as well."""
    for name in hints(type(value)):
        held = getattr(value, name)
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, str):
                yield item
            elif has(type(item)):
                yield from strings(item)


def att_and_ck(catalogue: Catalogue) -> dict[str, Rival]:
    import stix2
    from mitreattack.stix20 import MitreAttackData

    bundle = stix(catalogue)
    data = MitreAttackData(src=stix2.MemoryStore(bundle))
    text = bundle.serialize()
    whole, mitigation = len(bundle.objects), "course-of-action"
    measure = next(one for one in bundle.objects if one.type == mitigation)
    number = measure.external_references[0].external_id
    threat = next(one for one in bundle.objects if one.type == "attack-pattern").id
    return {
        "look-up by id": Rival(
            "by ATT&CK id", lambda: data.get_object_by_attack_id(number, mitigation)
        ),
        "filter": Rival(
            "techniques by tactic",
            lambda: data.get_techniques_by_tactic("category", "enterprise-attack"),
            whole,
        ),
        "what refers to it": Rival(
            "mitigations of a technique",
            lambda: data.get_mitigations_mitigating_technique(threat),
        ),
        "search": Rival(
            "objects by content", lambda: data.get_objects_by_content("investeringstoets"), whole
        ),
        "chain": Rival("all mitigations of all", fresh_map(data), len(catalogue.measures)),
        "by date": Rival(
            "created after", lambda: data.get_objects_created_after("2019-01-01T00:00:00Z"), whole
        ),
        "read from JSON": Rival("MemoryStore", lambda: stix2.MemoryStore(json.loads(text)), whole),
    }


def fresh_map(data: Any) -> Ask:
    """All mitigations of all techniques, which the library otherwise keeps after the first time."""
    kept = dict(vars(data))

    def ask() -> Any:
        vars(data).clear()
        vars(data).update(kept)
        return data.get_all_mitigations_mitigating_all_techniques()

    return ask


def frames(catalogue: Catalogue) -> dict[str, Rival]:
    import pandas

    dump = json.dumps(catalogue.dump())

    def read() -> dict[str, Any]:
        return {
            name: pandas.DataFrame(rows).set_index("id")
            for name, rows in json.loads(dump).items()
            if isinstance(rows, list) and rows
        }

    held = read()
    measures, threats, documents = held["measures"], held["threats"], held["documents"]
    whole = size(catalogue)
    records = [record for _, some in catalogue.collections() for record in some.values()]
    text = pandas.Series([" ".join(strings(record)) for record in records])
    passages = pandas.DataFrame(
        [(catalogue.ref(one), p.document) for one in records for p in one.passages],
        columns=["record", "document"],
    )
    dates = pandas.to_datetime(documents["date"].where(documents["coded"]), errors="coerce")

    def chain() -> Any:
        countered = measures[["threats"]].explode("threats").reset_index()
        harmed = threats[["harms"]].explode("harms").reset_index(names="threats")
        return countered.merge(harmed, on="threats", how="outer")

    def by_date() -> Any:
        known = passages.join(dates, on="document")
        return known.loc[known["date"] <= "2021-02-03", "record"].unique()

    def referring() -> Any:
        return measures[measures["threats"].map(lambda held: "spionage" in held)]

    return {
        "look-up by id": Rival("frame.loc", lambda: measures.loc["investeringstoets"]),
        "filter": Rival(
            "frame[column == value]", lambda: measures[measures["weight"] == "core"], len(measures)
        ),
        "what refers to it": Rival("map over a column", referring),
        "search": Rival(
            "str.contains", lambda: text[text.str.contains("investeringstoets", case=False)], whole
        ),
        "chain": Rival("explode, merge", chain, len(measures)),
        "by date": Rival("join, filter", by_date, whole),
        "read from JSON": Rival("DataFrame of the dump", read, whole),
    }


RIVALS: dict[str, tuple[str, Callable[[Catalogue], dict[str, Rival]]]] = {
    "pycountry": ("pycountry", lambda _: iso_codes()),
    "mitreattack-python": ("mitreattack", att_and_ck),
    "pandas": ("pandas", frames),
}


def beside(rounds: int) -> None:
    """Print what the nearest things take, and the ratio to our own time."""
    catalogue = fresh(nlstatedreig.load())
    others: dict[str, dict[str, Rival]] = {}
    for package, (module, make) in RIVALS.items():
        if importlib.util.find_spec(module):
            others[package] = make(catalogue)
        else:
            print(f"\n{package} is left out: pip install {package}")
    print(f"\n{'':18} {'':18} {'':28}{'median':>12} {'a record':>12}   nlstatedreig takes")
    for name, mine in own(catalogue).items():
        asked = {"nlstatedreig": mine}
        asked |= {package: rivals[name] for package, rivals in others.items() if name in rivals}
        for one in asked.values():
            one.ask()  # what is kept is kept
        times = [{who: seconds(one.ask) for who, one in asked.items()} for _ in range(rounds)]
        for who, one in asked.items():
            taken = median(each[who] for each in times)
            ratio = median(each["nlstatedreig"] / each[who] for each in times)
            ratio *= one.records / mine.records
            told = f"{ratio:10.5f} × {who}" if one is not mine else ""
            a_record = f"{taken / one.records * 1e6:9.3f} µs" if one.records > 1 else f"{'':12}"
            print(f"{name:18} {who:18} {one.name:28}{taken * 1e6:9.1f} µs {a_record}   {told}")
            name = ""


def main() -> None:
    """Print both tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    gc.disable()
    beside(rounds)
    growth(rounds)


if __name__ == "__main__":
    main()
