"""The console script, on a small catalogue of invented letters."""

from __future__ import annotations

import io
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest
import small
from attrs import evolve
from click.testing import CliRunner, Result

from nlstatedreig import __main__ as door
from nlstatedreig import __version__, _printing
from nlstatedreig._convert import to_plain, write_json, write_records
from nlstatedreig.catalogue import Catalogue, Collection, load
from nlstatedreig.cli import script
from nlstatedreig.records import (
    Commitment,
    Document,
    Element,
    Event,
    Lineage,
    Measure,
    Outcome,
    Record,
    Section,
    Step,
    Uncoded,
)
from nlstatedreig.schema import schema
from nlstatedreig.sources import Sources
from nlstatedreig.values import (
    CommitmentId,
    DefinitionId,
    DocumentId,
    Evidence,
    MeasureId,
    PartialDate,
    SectionId,
    Text,
    ThreatId,
    UncodedId,
)
from nlstatedreig.vocabulary import (
    DocumentKind,
    LineageRelation,
    MeasureKind,
    Status,
    Theme,
    UncodedReason,
    Verdict,
    Weight,
)

EARLY = DocumentId("kst-33694-57")
LATE = DocumentId("kst-30821-125")
HEADING = "Het loket"
SENTENCES = (
    "Een klein land houdt de deur open en kijkt goed wie er binnenkomt.",
    "Voor vragen komt er in 2020 een loket dat alle gemeenten kunnen bellen.",
    "Zo blijft het hier prettig wonen voor iedereen die dat wil.",
)
LONG_ID = MeasureId("loket-waar-gemeenten-en-waterschappen-terechtkunnen-met-vragen")
SUMMARY = Text(
    nl="Gemeenten en waterschappen kunnen [voortaan] bellen met al hun vragen, ook in het weekend.",
    en="Municipalities and water boards can call [from now on] with all their questions, any day.",
)


def written(directory: Path, sources: Path) -> None:
    """Write the data of two letters, and the text of the first."""
    sources.mkdir()
    (sources / f"{EARLY}.txt").write_text(
        f"# {HEADING}\n\n" + "\n\n".join(SENTENCES), encoding="utf-8"
    )
    section = SectionId(f"{EARLY}:loket")
    sections = [Section(id=section, document=EARLY, heading=HEADING, depth=1, order=1)]
    texts = Sources(sources, Catalogue(sections=Collection(Section, sections)))
    open_door, desk, rest = (texts.anchor(EARLY, sentence) for sentence in SENTENCES)
    later = Evidence(document=LATE, footnote=3, start="Het loket is er niet", digest="0" * 16)
    documents = [
        Document(
            id=EARLY,
            kind=DocumentKind.LETTER,
            title="Open deuren",
            coded=True,
            date=PartialDate("2020-04-17"),
            evidence=(open_door,),
            url="https://example.org/early.html",
        ),
        Document(
            id=LATE,
            kind=DocumentKind.LETTER,
            title="Nogmaals: open deuren",
            coded=True,
            date=PartialDate("2021-02-03"),
            evidence=(later,),
        ),
    ]
    measures = [
        Measure(
            id=MeasureId("vragenlijn"),
            label=Text(nl="Vragenlijn", en="Question line"),
            kind=MeasureKind.COOPERATION,
            weight=Weight.MINOR,
            steps=(
                Step(
                    letter=EARLY,
                    status=Status.UNDER_WAY,
                    summary=Text(nl="De deur is open.", en="The door is open."),
                    evidence=(open_door,),
                ),
            ),
        ),
        Measure(
            id=LONG_ID,
            label=Text(nl="Loket", en="Desk"),
            kind=MeasureKind.INSTRUMENT,
            weight=Weight.CORE,
            themes=(Theme.STATE_THREATS,),
            instruments=(EARLY,),
            steps=(
                Step(letter=EARLY, status=Status.ANNOUNCED, summary=SUMMARY, evidence=(desk,)),
                Step(
                    letter=LATE,
                    status=Status.STALLED,
                    summary=SUMMARY,
                    events=(
                        Event(
                            date=PartialDate("2021-01-31"),
                            what=Text(nl="Het loket ging open.", en="The desk opened."),
                            evidence=(later,),
                        ),
                    ),
                    evidence=(later,),
                ),
            ),
            lineage=(
                Lineage(
                    relation=LineageRelation.CONTINUES,
                    measure=MeasureId("vragenlijn"),
                    evidence=(desk,),
                ),
            ),
        ),
    ]
    commitments = [
        Commitment(
            id=CommitmentId(f"{EARLY}:loket"),
            what=Text(nl="Een loket in 2020.", en="A desk in 2020."),
            due=PartialDate("2020"),
            measure=LONG_ID,
            outcome=Outcome(
                verdict=Verdict.LATE,
                summary=Text(nl="Het kwam later.", en="It came later."),
                evidence=(later,),
            ),
            evidence=(desk,),
        )
    ]
    uncoded = [
        Uncoded(id=UncodedId(f"{EARLY}:zo"), reason=UncodedReason.RHETORIC, evidence=(rest,))
    ]
    letter = directory / "letters" / EARLY
    letter.mkdir(parents=True)
    for place, records in (
        (directory / "documents.json", documents),
        (directory / "measures.json", measures),
        (letter / "commitments.json", commitments),
        (letter / "sections.json", sections),
        (letter / "uncoded.json", uncoded),
    ):
        place.write_text(write_records(records), encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with `data` and `sources`, to be read only."""
    root = tmp_path_factory.mktemp("cli")
    written(root / "data", root / "sources")
    return root


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Path:
    """The same, to be changed at will."""
    return shutil.copytree(made, tmp_path / "own")


Run = Callable[..., Result]


@pytest.fixture
def run(made: Path) -> Run:
    """Run the script in this process, on the data of the test."""

    def run(*words: str, data: Path = made / "data") -> Result:
        return CliRunner().invoke(script, ["--data", str(data), *words])

    return run


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the script in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "nlstatedreig", *words],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def refused(result: Result) -> str:
    """What the script says on standard error when it is used in a wrong way."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert isinstance(result.exception, SystemExit), "an error of Python went through"
    return result.stderr


# -------------------------------------------------------------------------------------- overview


def test_overview(run: Run) -> None:
    """Without a command the script shows the letters by date, and counts for all and for each."""
    lines = [line.split() for line in run().stdout.splitlines()]
    assert ["1", EARLY, "2020-04-17", "Open", "deuren"] in lines
    assert ["2", LATE, "2021-02-03", "Nogmaals:", "open", "deuren"] in lines
    assert ["kind", "all", "in", "1", "in", "2"] in lines
    assert ["measures", "2", "2", "1"] in lines
    assert ["commitments", "1", "1", "1"] in lines
    assert ["figures", "0", "0", "0"] in lines


def test_overview_of_the_package() -> None:
    """Without --data the script speaks of the data that the package ships."""
    shown = CliRunner().invoke(script)
    assert shown.exit_code == 0
    assert "kst-30821-72" in shown.stdout


# ------------------------------------------------------------------------------------------ list


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["measures"], [LONG_ID, "vragenlijn"]),
        (["measures", "--letter", LATE], [LONG_ID]),
        (["measures", "--where", f"letter={LATE}"], [LONG_ID]),
        (["measures", "--theme", "state-threats"], [LONG_ID]),
        (["measures", "--where", "weight=minor"], ["vragenlijn"]),
        (["measures", "--where", "weight=minor", "--where", "kind=instrument"], []),
        (["measures", "--where", f"instruments={EARLY}"], [LONG_ID]),
        (["measures", "--where", "id=vragenlijn"], ["vragenlijn"]),
        (["documents", "--where", "coded=true"], [LATE, EARLY]),
        (["documents", "--where", "coded=false"], []),
        (["documents", "--where", "date=2020-04-17"], [EARLY]),
        (["documents", "--where", "title=Open deuren"], [EARLY]),
        (["sections", "--where", "depth=1"], [f"{EARLY}:loket"]),
    ],
)
def test_list_filters(run: Run, words: list[str], ids: list[str]) -> None:
    """Each filter keeps just the records that it asks for, whatever type the field has."""
    shown = run("list", *words, "--json")
    assert [record["id"] for record in json.loads(shown.stdout)] == ids


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["measure"], "no kind 'measure'; did you mean 'measures'?"),
        (["weather"], "no kind 'weather'; the kinds are documents,"),
        (["measures", "--letter", "kst-1-1"], f"the letters are {EARLY}, {LATE}"),
        (["measures", "--theme", "weather"], "state-threats"),
        (["measures", "--where", "weight"], "write FIELD=VALUE"),
        (["measures", "--where", "wieght=core"], "did you mean 'weight'?"),
        (["measures", "--where", "weight=heavy"], "core, minor"),
        (["measures", "--where", "instruments=kst-33694-75"], f"did you mean '{EARLY}'?"),
        (["measures", "--where", "steps=x"], "where(lambda record: ...)"),
        (["documents", "--where", "coded=yes"], "bool values"),
        (["documents", "--where", "date=gisteren"], "EDTF"),
        (["sections", "--where", "depth=one"], "int values"),
    ],
)
def test_list_refuses(run: Run, words: list[str], says: str) -> None:
    """A kind, letter, field or value that does not exist is wrong use, and the way out is named."""
    assert says in refused(run("list", *words))


def test_list_in_a_pipe(run: Run) -> None:
    """In a pipe each record is one line that begins with its id, and nothing is cut off."""
    lines = run("list", "measures").stdout.splitlines()
    assert [line.split()[0] for line in lines[1:3]] == [LONG_ID, "vragenlijn"]
    assert lines[-1] == "2 measures"


# ------------------------------------------------------------------------------------------ show


def test_show(run: Run) -> None:
    """`show` gives fields in both languages, passages with links, and what refers to it."""
    shown = run("show", LONG_ID).stdout
    assert SUMMARY.nl in shown
    assert SUMMARY.en in shown
    assert f"{EARLY}, {HEADING}: “Voor vragen komt er" in shown
    assert "https://example.org/early.html#:~:text=Voor%20vragen%20komt%20er," in shown
    assert f"{LATE}, note 3: “Het loket is er niet”\nno address is known\n" in shown
    assert f"commitment/{EARLY}:loket" in shown


def test_show_without_passages(run: Run) -> None:
    """A record without passages, or one that nothing refers to, is shown without that part."""
    shown = run("show", f"section/{EARLY}:loket").stdout
    assert HEADING in shown
    assert "“" not in shown
    assert "referred to by" not in run("show", f"uncoded/{EARLY}:zo").stdout


def test_show_json(run: Run) -> None:
    """`show --json` holds the record as the dump has it, links, and references."""
    shown = json.loads(run("show", "measure/vragenlijn", "--json").stdout)
    dumped = json.loads(run("dump").stdout)["measures"]
    assert shown["record"] in dumped
    assert shown["ref"] == "measure/vragenlijn"
    assert shown["about"] == [f"measure/{LONG_ID}"]
    assert shown["passages"][0]["link"].startswith("https://example.org/early.html#:~:text=")


@pytest.mark.parametrize("words", [["show", "vragenlijnen"], ["timeline", "vragenlijnen"]])
def test_unknown_id(run: Run, words: list[str]) -> None:
    """An unknown id is wrong use, and the closest id is named."""
    assert "vragenlijn'" in refused(run(*words))


# -------------------------------------------------------------------------------------- timeline


def test_timeline(run: Run) -> None:
    """A timeline has earlier measures, promises, by how much a date slipped, and the passages."""
    rows = run("timeline", f"measure/{LONG_ID}").stdout.splitlines()[1:]
    assert [tuple(row.split()[:2]) for row in rows] == [
        ("2020", "due"),
        ("2020-04-17", "step"),
        ("2020-04-17", "step"),
        ("2021-01-31", "event"),
        ("2021-02-03", "step"),
        ("2021-02-03", "outcome"),
    ]
    assert "  measure/vragenlijn  " in rows[1] + rows[2]
    assert "  slip: at least 1 day  " in rows[5]
    assert rows[5].endswith(f"  {LATE}, note 3: “Het loket is er niet”")


def test_timeline_json(run: Run) -> None:
    """`timeline --json` has the same entries, with their passages."""
    entries = json.loads(run("timeline", LONG_ID, "--json").stdout)
    assert {entry["sort"] for entry in entries} == {"step", "event", "due", "outcome"}
    assert all(entry["evidence"] for entry in entries)


# ---------------------------------------------------------------------------- questions over time

LATER_DEFINITION = evolve(
    small.DEFINITION,
    id=DefinitionId(f"{small.LATE}:inmenging"),
    wording=None,
    elements=(small.text("van buiten"), small.text("in het geniep")),
    evidence=(small.LATER,),
)
LAST = DocumentId("kst-1-11")
LAST_DEFINITION = evolve(
    LATER_DEFINITION,
    id=DefinitionId(f"{LAST}:inmenging"),
    elements=(small.text("van buiten"), small.text("door een staat")),
    earlier=LATER_DEFINITION.id,
    evidence=(small.passage(LAST),),
)
LAST_LETTER = evolve(
    small.DOCUMENTS[1],
    id=LAST,
    title="Derde brief",
    date=PartialDate("2022-11-28"),
    url=None,
    evidence=(small.passage(LAST),),
)
UNDATED = evolve(
    small.COMMITMENT,
    id=CommitmentId(f"{small.LATE}:folder"),
    what=small.text("Er komt een folder."),
    due=None,
    due_as_printed=None,
    bound=None,
    outcome=Outcome(verdict=Verdict.OPEN),
    evidence=(small.LATER,),
)
SILENT = evolve(
    small.COMMITMENT,
    id=CommitmentId(f"{small.EARLY}:spotje"),
    what=small.text("Er komt een spotje."),
    due=PartialDate("2020"),
    outcome=Outcome(verdict=Verdict.NOT_MENTIONED),
)

Ask = Callable[..., list[str]]


def asked(directory: Path, words: Sequence[str], *records: Record) -> Result:
    """What the script does on the small catalogue, with records added or changed."""
    data = small.write(directory / "small", small.catalogue(*records))
    return CliRunner().invoke(script, ["--data", str(data), *words])


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """The lines of an answer in a pipe, with the columns told apart by ` / `."""

    def ask(question: str, *records: Record) -> list[str]:
        answer = asked(tmp_path, question.split(), *records)
        assert answer.exit_code == 0, answer.stderr
        return [re.sub(" {2,}", " / ", line.strip()) for line in answer.stdout.splitlines()]

    return ask


def test_timeline_of_a_threat(ask: Ask) -> None:
    """The timeline of a threat has what is said of it, with the trend."""
    assert ask("timeline threat/inmenging")[1:] == [
        "2021-02-03 / assessment / up / Er is meer inmenging. / "
        "assessment/kst-1-9:inmenging-neemt-toe / kst-1-9, Inleiding: “Twee woorden”"
    ]


def test_follow(ask: Ask) -> None:
    """`follow` gives each measure's status in the letters that mention it, and what came of it."""
    assert ask("follow kst-9-1") == [
        "measure / course / then",
        "loket / 2019-04-18 announced | 2021-02-03 in-force",
        "meldpunt / 2019-04-18 in-force / then loket",
        "measures: 2",
        "not mentioned again: 0; silence is no end",
    ]


def test_promises(ask: Ask) -> None:
    """`promises` goes by due date, those without one last, with the days of slip or silence."""
    assert ask("promises", UNDATED, SILENT) == [
        "due / verdict / days / what / commitment",
        "2020 / not-mentioned / silence: 34 days / Er komt een spotje. / kst-9-1:spotje",
        "2020-06 / late / slip: at least 1 day / Het loket gaat open. / kst-9-1:loket",
        "open / Er komt een folder. / kst-1-9:folder",
        "promises: 3",
    ]


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ("--letter kst-9-1", ["kst-9-1:spotje", "kst-9-1:loket"]),
        ("--letter kst-1-9", ["kst-1-9:folder"]),
        ("--verdict late", ["kst-9-1:loket"]),
        ("--letter kst-1-9 --verdict late", []),
    ],
)
def test_promises_filtered(ask: Ask, filters: str, ids: list[str]) -> None:
    """Promises can be asked for by the letter that makes them, and by what became of them."""
    answer = ask(f"promises {filters}", UNDATED, SILENT)
    assert [line.rpartition(" / ")[2] for line in answer[1:-1]] == ids


def test_define(ask: Ask) -> None:
    """`define` quotes the letter's words or gives the meaning, and marks what elements changed."""
    records = (LATER_DEFINITION, LAST_DEFINITION, LAST_LETTER)
    assert ask("define inmenging", *records)[1:] == [
        "2019-04-18 / inmenging / kst-9-1 / formal / “bemoeienis van buiten” / "
        "https://example.org/kst-9-1.html#:~:text=Twee%20woorden",
        "2021-02-03 / inmenging / kst-1-9 / formal / Iemand van buiten bemoeit zich ermee. / "
        "• van buiten | • in het geniep / "
        "https://example.org/kst-1-9.html#kop:~:text=Twee%20woorden",
        "2022-11-28 / inmenging / kst-1-11 / formal / Iemand van buiten bemoeit zich ermee. / "
        "• van buiten | + door een staat | - in het geniep / no address is known",
    ]


def test_diff(ask: Ask) -> None:
    """`diff` groups and counts what is new, changed, not mentioned any more, and continued."""
    new = evolve(small.THREATS[1], id=ThreatId("dwang"), evidence=(small.LATER,))
    same = evolve(small.INTEREST, evidence=(small.LATER,))
    answer = ask("diff kst-9-1 kst-1-9", new, same)
    assert [line for line in answer if line] == [
        "new: 1 / what",
        "threat/dwang / Intimidatie",
        "changed: 3 / before / old / after / new",
        "name / threat/inmenging / inmenging / threat/inmenging / bemoeienis",
        "status / measure/loket / announced / measure/loket / in-force",
        "continues / measure/meldpunt / in-force / measure/loket / in-force",
        "not mentioned any more: 3 / what",
        "threat/intimidatie / Intimidatie",
        "framework/sporen / Sporen",
        "definition/kst-9-1:inmenging / inmenging",
        "continued without a change: 1; --json lists them",
        "What is not mentioned any more has not ended thereby: silence is no end.",
    ]


def test_diff_of_one_kind(ask: Ask) -> None:
    """`diff --kind` compares one kind; values that stand beside each other are told apart."""
    elements = tuple(
        Element(id=name, label=small.text(name), evidence=(small.LATER,))
        for name in ("weren", "straffen")
    )
    later = evolve(small.FRAMEWORK, elements=(*small.FRAMEWORK.elements, *elements))
    assert ask("diff kst-9-1 kst-1-9 --kind frameworks", later)[2:4] == [
        "changed: 1 / before / old / after / new",
        "elements / framework/sporen / - Melden | - Delen / "
        "framework/sporen / - weren | - straffen",
    ]


# ---------------------------------------------------------------------------- along the links


def test_matrix(ask: Ask) -> None:
    """A cell of the matrix counts measures, is 0 where none counters the threat, or is blank."""
    harm = evolve(small.THREATS[1], id=ThreatId("dwang"), broader=(), harms=(small.INTEREST.id,))
    assert ask("matrix", harm) == [
        "threat / 1 / all",
        "dwang / 0 / 0",
        "inmenging / 1 / 1",
        "intimidatie / 0",
        "",
        "interest",
        "1 / fysieke-veiligheid",
        "",
        "no measure counters these or a narrower threat: dwang, intimidatie",
    ]


def test_matrix_without_gaps(ask: Ask) -> None:
    """Where a measure counters each threat, there are no gaps."""
    every = small.measure(threats=tuple(threat.id for threat in small.THREATS))
    assert ask("matrix", every)[-1].endswith(": none")


def test_tree(tmp_path: Path) -> None:
    """`tree` moves a threat to the right of those that are broader."""
    assert asked(tmp_path, ["tree", "threat/inmenging"]).stdout.splitlines() == [
        "threat         name",
        "inmenging      Inmenging",
        "  intimidatie  Intimidatie",
    ]


def test_cites(ask: Ask) -> None:
    """`cites` alone gives the works that are cited, how often, and where."""
    assert ask("cites")[1:] == ["1 / Motie over een loket / kst-1-2 / kst-9-1", "works: 1"]
    assert ask("cites --kind motion")[-1] == "works: 1"
    assert ask("cites --kind act")[-1] == "works: 0"


def test_cites_of_a_work(ask: Ask) -> None:
    """`cites` with a work gives each reference to it, by letter, with its places and links."""
    assert ask("cites document/kst-1-2") == [
        "kst-1-2: Motie over een loket",
        "",
        "cited by / intent / reference / passages",
        "kst-9-1 / implements / Kamerstuk 1, nr. 2 / kst-9-1, Inleiding, note 1 | "
        "https://example.org/kst-9-1.html#:~:text=Twee%20woorden",
        "citations: 1",
    ]


def test_cites_of_a_letter(ask: Ask) -> None:
    """`cites` with a coded letter also gives what the letter cites."""
    assert ask("cites kst-9-1")[-3:] == [
        "times / title / document / letters",
        "1 / Motie over een loket / kst-1-2 / kst-9-1",
        "works: 1",
    ]
    assert ask("cites kst-9-1 --kind act")[-1] == "works: 0"


def test_cites_by_what_is_meant(ask: Ask) -> None:
    """A reference that cannot be right counts for the work that is meant."""
    meant = evolve(small.CITATION, meant=small.LATE)
    assert ask("cites kst-1-2", meant)[-1] == "citations: 0"
    assert "citations: 1" in ask("cites kst-1-9", meant)


# ---------------------------------------------------------------------------- by words


def test_search(ask: Ask) -> None:
    """`search` gives records by rank, with the words that matched in «…»."""
    assert ask("search meldpunt") == [
        "rank / record / field / text",
        "1 / measure/meldpunt / $.label.nl / «Meldpunt»",
        "records: 1",
    ]


def test_search_of_one_kind(ask: Ask) -> None:
    """Words need no quotes; --kind and --limit keep some of the hits, and that is said."""
    assert ask("search loket open --kind commitments")[1:] == [
        f"1 / commitment/{small.COMMITMENT.id} / $.what.nl / Het «loket» gaat «open».",
        "records: 1",
    ]
    assert ask("search loket --limit 1")[-1] == "records: 1; there are more, which --limit shows"


# ---------------------------------------------------------------------------- all questions

ANSWERS: dict[str, Callable[[Catalogue], object]] = {
    "timeline measure/investeringstoets": lambda c: c.timeline("investeringstoets"),
    "timeline actor/china": lambda c: c.timeline("actor/china"),
    "timeline threat/spionage": lambda c: c.timeline("threat/spionage"),
    "timeline economische-veiligheid": lambda c: c.timeline("economische-veiligheid"),
    "follow kst-30821-72": lambda c: c.follow("kst-30821-72"),
    "promises": lambda c: c.promises(),
    "promises --verdict late": lambda c: [p for p in c.promises() if p.verdict == "late"],
    "define hybride": lambda c: c.define("hybride"),
    "diff kst-30821-72 kst-30821-175": lambda c: c.diff("kst-30821-72", "kst-30821-175"),
    "diff kst-30821-72 kst-30821-125 --kind threats": (
        lambda c: c.diff("kst-30821-72", "kst-30821-125", "threats")
    ),
    "matrix": lambda c: c.matrix(),
    "tree statelijke-dreigingen": lambda c: c.tree("statelijke-dreigingen"),
    "cites": lambda c: c.cited(),
    "cites --kind motion": lambda c: [work for work in c.cited() if work.kind == "motion"],
    "search responskader --kind measures": lambda c: c.search("responskader", kind="measures"),
    "--as-of 2020 promises": lambda c: c.as_of("2020").promises(),
    "--as-of kst-33694-57 matrix": lambda c: c.as_of("kst-33694-57").matrix(),
}
"""Questions to the package's own data, and what the library answers."""


@pytest.mark.parametrize("question", ANSWERS)
def test_json_is_what_the_library_gives(question: str) -> None:
    """With --json a command prints the answer of the library, no field left out."""
    shown = CliRunner().invoke(script, [*question.split(), "--json"])
    assert shown.exit_code == 0
    assert json.loads(shown.stdout) == json.loads(write_json(to_plain(ANSWERS[question](load()))))


def test_json_of_cites(tmp_path: Path) -> None:
    """`cites --json` with a document has the work, the citations with links, and what it cites."""
    shown = json.loads(asked(tmp_path, ["cites", small.EARLY, "--json"]).stdout)
    work = json.loads(asked(tmp_path, ["cites", small.PAPER, "--json"]).stdout)
    citation = json.loads(write_json(to_plain(small.CITATION)))
    links = ["https://example.org/kst-9-1.html#:~:text=Twee%20woorden"]
    assert (shown["document"]["id"], shown["cited_by"]) == (small.EARLY, [])
    assert [cited["document"] for cited in shown["cites"]] == [small.PAPER]
    assert work["cited_by"] == [{"citation": citation, "links": links}]
    assert work["cites"] == []


WIDE = [*ANSWERS, "cites kst-30821-72", "show rijksbreed-responskader", "list measures", ""]


@pytest.mark.parametrize(
    ("question", "columns"), [*((question, 80) for question in WIDE), ("matrix", 60), ("", 60)]
)
def test_answers_on_a_terminal(
    question: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal no line is longer than its columns, and no character of an answer is lost."""
    pipe = CliRunner().invoke(script, question.split()).stdout
    monkeypatch.setattr(_printing, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    terminal = CliRunner().invoke(script, question.split()).stdout
    terminal = re.sub("\x1b\\]8;[^\x1b]*\x1b\\\\", "", terminal)  # what makes a link of an address
    address = re.compile(r"^https://\S+$", re.MULTILINE)  # alone on its line, so it can be opened
    assert max(map(len, address.sub("", terminal).splitlines())) <= columns
    assert characters(terminal) == characters(pipe)


def characters(text: str) -> Counter[str]:
    """How often each character is in a text, without those that draw a table or mark a word."""
    return Counter(re.sub(r"[\s─,|«»]", "", text))


def test_marks_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the words that matched are in bold, and addresses are links."""
    monkeypatch.setattr(_printing, "on_terminal", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    data = small.write(tmp_path / "small", small.catalogue())
    words = [["--data", str(data), *words] for words in (["search", "loket"], ["cites", "kst-1-2"])]
    found, cited = (CliRunner().invoke(script, each, color=True).stdout for each in words)
    assert "\x1b[1mLoket\x1b[0m" in found
    assert "«" not in found
    assert ";https://example.org/kst-9-1.html#:~:text=Twee%20woorden\x1b\\" in cited


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("define inmegning", "did you mean 'inmenging'?"),
        (
            "diff kst-9-1 kst-9-2",
            "'kst-9-2' is no coded letter; the letters are kst-9-1, kst-1-9",
        ),
        ("diff kst-9-1 kst-1-9 --kind weather", "give one of interests, threats,"),
        ("promises --letter kst-9-2", "the letters are kst-9-1, kst-1-9"),
        ("promises --verdict great", "'kept'"),
        ("follow kst-9-2", "the letters are kst-9-1, kst-1-9"),
        ("tree intimidati", "did you mean 'intimidatie'?"),
        ("cites kst-1-3", "or 'kst-1-2' or"),
        ("cites --kind weather", "'motion'"),
        ("timeline lokket", "did you mean"),
        ("timeline kst-9-1", "has no timeline"),
        ("search ?", "no word to look for"),
        ("search loket --kind weather", "the kinds are documents,"),
        ("search loket --limit 0", "x>=1"),
        ("search", "Missing argument"),
        ("--as-of gisteren matrix", "no letter and no date"),
    ],
)
def test_questions_refused(tmp_path: Path, question: str, says: str) -> None:
    """A question that cannot be answered is wrong use, and the way out is named."""
    assert says in refused(asked(tmp_path, question.split()))


def test_as_of(ask: Ask) -> None:
    """With --as-of, given as a date or a letter, all commands know what was written by then."""
    for when in ("2020", "kst-9-1"):
        assert ask(f"--as-of {when}")[0].endswith(f", data without a release, as of {when}")
        assert ask(f"--as-of {when} timeline threat/inmenging")[1:] == []
        assert ask(f"--as-of {when} promises")[1].startswith("2020-06 / open / ")
    assert "as of" not in ask("")[0]


# ---------------------------------------------------------------------- facts of the data itself


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("timeline investeringstoets", "2019-04-18 / step / in-preparation"),
        ("follow kst-30821-72", "investeringstoets / 2019-04-18 in-preparation"),
        ("promises --verdict late", "kst-30821-125:oplevering-responskader"),
        ("define hybride", "2022-11-28 / hybride dreigingen / kst-30821-175 / formal / “Hybride"),
        ("diff kst-30821-72 kst-30821-175", "status / measure/investeringstoets / in-preparation"),
        ("matrix", "no measure counters these or a narrower threat: "),
        ("tree sabotage", "digitale-sabotage / digitale sabotage"),
        ("cites", "Nationale Veiligheid Strategie / nationale-veiligheid-strategie-2019"),
        ("cites kst-33694-56", "kst-33694-57 / implements"),
        ("search investment screening", "measure/investeringstoets / $.label.en"),
    ],
)
def test_facts(question: str, fact: str) -> None:
    """The questions find in the package's own data what the letters say."""
    shown = CliRunner().invoke(script, question.split())
    assert shown.exit_code == 0
    assert fact in re.sub(" {2,}", " / ", shown.stdout)


# ------------------------------------------------------------------------------- check and proof


def test_check(run: Run, own: Path) -> None:
    """`check` ends with 0 on sound data, and with 1 and the place where a link is lost."""
    sound = run("check")
    assert (sound.exit_code, sound.stdout) == (0, "problems: 0\n")
    measures = own / "data" / "measures.json"
    lost = measures.read_text("utf-8").replace('"measure": "vragenlijn"', '"measure": "lijn"')
    measures.write_text(lost, "utf-8")
    found = run("check", data=own / "data")
    assert found.exit_code == 1
    assert f"measure/{LONG_ID}: $.lineage[0].measure: there is no measure 'lijn'" in found.stdout
    assert found.stdout.endswith("\nproblems: 1\n")


def without_the_late_letter(own: Path) -> Path:
    """Data that rest on the one letter whose text there is."""
    for file in (own / "data").rglob("*.json"):
        records = [r for r in json.loads(file.read_text("utf-8")) if LATE not in json.dumps(r)]
        file.write_text(json.dumps(records), "utf-8")
    return own / "data"


def test_verify(run: Run, own: Path) -> None:
    """`verify` ends with 0 and the number of passages once all of them are found."""
    proven = run("verify", "--sources", str(own / "sources"), data=without_the_late_letter(own))
    assert (proven.exit_code, proven.stdout) == (0, "passages proven: 3; problems: 0\n")


def test_verify_finds_a_changed_word(run: Run, own: Path) -> None:
    """With one word of the text changed, it ends with 1 and names file, record and passage."""
    text = own / "sources" / f"{EARLY}.txt"
    text.write_text(text.read_text("utf-8").replace("kijkt goed", "kijkt slecht"), "utf-8")
    found = run("verify", "--sources", str(own / "sources"), data=without_the_late_letter(own))
    assert found.exit_code == 1
    assert "measures.json: measure/vragenlijn" in found.stdout
    assert "goed wie er binnenkomt." in found.stdout


def test_verify_says_what_it_cannot_prove(run: Run, own: Path) -> None:
    """Passages in a letter whose text is missing are not proven, and `verify` ends with 1."""
    shown = run("verify", "--sources", str(own / "sources"))
    assert shown.exit_code == 1
    assert re.search(rf"passages not proven: \d; no text of .*{LATE}", shown.stdout)


def test_coverage(run: Run, made: Path) -> None:
    """`coverage` counts words by letter and section, and ends with 0 if nothing is left open."""
    shown = run("coverage", "--sources", str(made / "sources"), "--letter", EARLY)
    rows = [line.split() for line in shown.stdout.splitlines()]
    count = [len(sentence.split()) for sentence in SENTENCES]
    words = [str(count[0] + count[1]), str(count[2]), "0"]
    assert [EARLY, *words] in rows
    assert [*HEADING.split(), *words] in rows
    assert shown.exit_code == 0
    assert shown.stdout.endswith("\nunaccounted sentences: 0; notes: 0\n")


def test_coverage_lists_what_is_open(run: Run, own: Path) -> None:
    """A sentence or a note that nothing rests on is listed, and `coverage` ends with 1."""
    text = own / "sources" / f"{EARLY}.txt"
    text.write_text(
        "Vooraf.\n\n" + text.read_text("utf-8") + "<sup>1</sup>\n\n<sup>1</sup> Een noot.",
        "utf-8",
    )
    (own / "data" / "letters" / EARLY / "uncoded.json").unlink()
    words = ("coverage", "--sources", str(own / "sources"), "--letter", EARLY)
    shown = run(*words, data=own / "data")
    assert shown.exit_code == 1
    assert shown.stdout.splitlines()[-4:] == [
        f"{EARLY}: Vooraf.",
        f"{EARLY}:loket: {SENTENCES[2]}",
        f"{EARLY}:loket: note 1",
        "unaccounted sentences: 2; notes: 1",
    ]


# -------------------------------------------------------------------------------------- programs


def test_dump(run: Run, made: Path) -> None:
    """`dump` prints what `Catalogue.dump` returns."""
    catalogue = Catalogue.from_directory(made / "data")
    assert json.loads(run("dump").stdout) == catalogue.dump()


def test_schema(run: Run) -> None:
    """`schema` prints the schema of the dump."""
    assert json.loads(run("schema").stdout) == schema()


# ------------------------------------------------------------------------------------- wrong use


@pytest.mark.parametrize("command", ["verify", "coverage"])
def test_no_sources(run: Run, tmp_path: Path, command: str) -> None:
    """A directory without the texts is wrong use, whatever asks for them."""
    assert str(tmp_path) in refused(run(command, "--sources", str(tmp_path)))


def test_coverage_of_no_letter(run: Run, made: Path) -> None:
    """An unknown letter is wrong use, and those that there are are named."""
    words = ("coverage", "--sources", str(made / "sources"), "--letter", "kst-1-1")
    assert f"the letters are {EARLY}, {LATE}" in refused(run(*words))


def test_no_data(run: Run, tmp_path: Path) -> None:
    """A missing data directory is wrong use."""
    assert "no such directory" in refused(run("list", "measures", data=tmp_path / "none"))


def test_bad_data(run: Run, own: Path) -> None:
    """A bad data file is wrong use, save for `check`, which is there to find it."""
    (own / "data" / "measures.json").write_text('[{"id": "loket"', "utf-8")
    assert "measures.json: not JSON" in refused(run("list", "measures", data=own / "data"))
    found = run("check", data=own / "data")
    assert found.exit_code == 1
    assert "measures.json: not JSON" in found.stdout


# ------------------------------------------------------------------- terminals, pipes, the door


def test_terminal_of_80_columns(made: Path) -> None:
    """On a terminal of 80 columns no line is longer, and no character of the data is lost."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    here, there = pty.openpty()
    command = [sys.executable, "-m", "nlstatedreig", "--data", str(made / "data")]
    environment = {**os.environ, "COLUMNS": "80", "LINES": "24", "TERM": "xterm"}
    with subprocess.Popen(
        [*command, "list", "measures"], stdout=there, stderr=there, env=environment
    ) as child:
        os.close(there)
        shown = b""
        try:
            while chunk := os.read(here, 4096):
                shown += chunk
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(here)
    assert child.returncode == 0
    assert b"\x1b[" in shown, "a terminal gets its headings in bold"
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode("utf-8"))
    assert max(map(len, plain.splitlines())) <= 80
    column = "".join(line[:49].strip() for line in plain.splitlines())
    assert LONG_ID in column
    assert "…" not in plain


def test_pipe_is_plain(made: Path) -> None:
    """In a pipe there is no colour, even where the environment asks for it."""
    shown = process("--data", str(made / "data"), FORCE_COLOR="1")
    assert shown.returncode == 0
    assert b"\x1b" not in shown.stdout


def test_output_is_utf_8(made: Path) -> None:
    """Output is UTF-8 where Python would take another encoding."""
    words = ("--data", str(made / "data"), "show", LONG_ID)
    shown = process(*words, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert "“Voor vragen komt er" in shown.stdout.decode("utf-8")


def test_closed_pipe() -> None:
    """A reader that stops early, as `head` does, brings no traceback."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "nlstatedreig", "schema"]
    with os.fdopen(write, "wb") as pipe:
        shown = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, check=False)
    assert shown.stderr == b""


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_without_the_extra(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without click or rich the script says what to install, and ends with 2."""
    without(missing, monkeypatch)
    with pytest.raises(SystemExit) as ended:
        door.main()
    assert ended.value.code == 2
    assert 'pip install "nlstatedreig[cli]"' in capsys.readouterr().err


def test_without_a_dependency(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the package itself needs is not mistaken for the extra."""
    without("attrs", monkeypatch)
    with pytest.raises(ModuleNotFoundError, match="attrs"):
        door.main()


def without(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a package look as if it were not installed."""

    class Finder(MetaPathFinder):
        def find_spec(self, name: str, path: object, target: object = None) -> None:
            if name.partition(".")[0] == missing:
                raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)

    for name in list(sys.modules):
        if name.partition(".")[0] == missing:
            monkeypatch.delitem(sys.modules, name)
    for name in ("cli", "_printing", "_questions"):
        monkeypatch.delitem(sys.modules, f"nlstatedreig.{name}")
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])


def test_door(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m nlstatedreig` is the script, under its own name."""
    monkeypatch.setattr(sys, "argv", ["nlstatedreig", "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(door.__file__), run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("Usage: nlstatedreig ")


def test_door_with_another_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output may be a stream of another program's making."""
    monkeypatch.setattr(sys, "argv", ["nlstatedreig", "--version"])
    monkeypatch.setattr(sys, "stdout", stream := io.StringIO())
    with pytest.raises(SystemExit):
        door.main()
    assert stream.getvalue() == f"nlstatedreig, version {__version__}\n"
