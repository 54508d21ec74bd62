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
from collections.abc import Callable
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nlstatedreig import __main__ as door
from nlstatedreig import __version__
from nlstatedreig._convert import write_records
from nlstatedreig.catalogue import Catalogue, Collection
from nlstatedreig.cli import script
from nlstatedreig.records import (
    Commitment,
    Document,
    Event,
    Lineage,
    Measure,
    Outcome,
    Section,
    Step,
    Uncoded,
)
from nlstatedreig.schema import schema
from nlstatedreig.sources import Sources
from nlstatedreig.values import (
    CommitmentId,
    DocumentId,
    Evidence,
    MeasureId,
    PartialDate,
    SectionId,
    Text,
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
        (["measures", "--letter", "kst-1-1"], f"the letters are {LATE}, {EARLY}"),
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
    assert f"the letters are {LATE}, {EARLY}" in refused(run(*words))


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
