"""The package as it ships: what a stranger gets from a package index."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tarfile
import time
import venv
import zipfile
from collections.abc import Iterator
from email.message import Message
from email.parser import Parser
from pathlib import Path
from urllib.request import urlopen

import pytest
from examples import ROOT, without_fences

import nlstatedreig

VERSION = nlstatedreig.__version__
SOURCE = ROOT / "src" / "nlstatedreig"


def say(*words: str | Path, cwd: Path, **environment: str) -> str:
    """What a command says; it must end well."""
    done = subprocess.run(
        list(map(str, words)),
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the sdist, and the wheel that is built from the sdist."""
    out = tmp_path_factory.mktemp("dist")
    say(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """The wheel."""
    [wheel] = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    """The metadata of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(f"nlstatedreig-{VERSION}.dist-info/METADATA").decode("utf-8")
    return Parser().parsestr(text)


# -------------------------------------------------------------------------------- what is in them


def test_wheel_holds_the_package(wheel: Path) -> None:
    """The wheel holds every module, every data file and py.typed, and nothing else of ours."""
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    ours = {
        f"nlstatedreig/{file.relative_to(SOURCE).as_posix()}"
        for file in SOURCE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert "nlstatedreig/py.typed" in ours
    assert {Path(name).suffix for name in ours} == {".py", ".json", ".typed"}
    assert shipped == ours


@pytest.fixture(scope="module")
def sdist(built: Path) -> dict[str, bytes]:
    """What each file of the sdist holds."""
    [file] = built.glob("*.tar.gz")
    held: dict[str, bytes] = {}
    with tarfile.open(file) as archive:
        for member in archive:
            if content := archive.extractfile(member):
                held[member.name.partition("/")[2]] = content.read()
    return held


def test_sdist_is_whole(sdist: dict[str, bytes]) -> None:
    """The sdist holds what the tests and the docs need."""
    assert {
        ".ci/run",
        "CHANGELOG.md",
        "CITATION.cff",
        "LICENSE",
        "README.md",
        "docs/conf.py",
        "src/nlstatedreig/data/measures.json",
        "tests/test_package.py",
        "tools/release.py",
    } <= sdist.keys()


def test_sdist_lacks_the_letters(sdist: dict[str, bytes], source_texts: Path) -> None:
    """The sdist holds none of the letters' texts."""
    for text in source_texts.glob("*.txt"):
        longest = max(text.read_bytes().split(b"\n"), key=len)
        assert not [name for name, content in sdist.items() if longest in content], text.name


def test_metadata(metadata: Message, wheel: Path) -> None:
    """The wheel needs four packages, names both licences, and has one console script."""
    needs = [need for need in metadata.get_all("Requires-Dist", []) if "extra ==" not in need]
    assert [re.split(r"[<>=]", need)[0] for need in needs] == [
        "attrs",
        "cattrs",
        "importlib-resources",
        "snowballstemmer",
    ]
    assert metadata["License-Expression"] == "MIT AND CC0-1.0"
    with zipfile.ZipFile(wheel) as archive:
        scripts = archive.read(f"nlstatedreig-{VERSION}.dist-info/entry_points.txt").decode()
    assert scripts.split() == ["[console_scripts]", "nlstatedreig", "=", *scripts.split()[3:]]
    assert scripts.count("=") == 1


def test_one_version(metadata: Message) -> None:
    """The version stands in one place; the wheel, the citation and the release repeat it."""
    citation = re.search(r"^version: (.*)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.M)
    release = nlstatedreig.load().release
    assert citation is not None
    assert release is not None
    assert {metadata["Version"], citation[1], release.id} == {VERSION}
    assert VERSION not in (ROOT / "pyproject.toml").read_text("utf-8")


def test_licence_is_said_everywhere() -> None:
    """Both licences stand whole in LICENSE, and README, citation and settings name both."""
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "Permission is hereby granted, free of charge" in licence
    assert "CC0 1.0 Universal" in licence
    assert "Affirmer understands and acknowledges" in licence
    for name in ("README.md", "CITATION.cff", "pyproject.toml"):
        text = (ROOT / name).read_text("utf-8")
        assert "MIT" in text, name
        assert "CC0" in text, name


# ------------------------------------------------------------------------------- what it does then


def test_loads_from_a_zip(wheel: Path, tmp_path: Path) -> None:
    """The package reads its data from a zip as it does from a directory."""
    program = (
        "import json, nlstatedreig; from nlstatedreig.check import check; "
        "catalogue = nlstatedreig.load(); "
        "print(json.dumps([nlstatedreig.__file__, check(catalogue), "
        "{name: len(held) for name, held in catalogue.collections()}]))"
    )
    said = say(sys.executable, "-c", program, cwd=tmp_path, PYTHONPATH=str(wheel))
    file, problems, counts = json.loads(said)
    assert Path(file).is_relative_to(wheel)
    assert problems == []
    assert counts == {name: len(held) for name, held in nlstatedreig.load().collections()}


@pytest.fixture(scope="module")
def index(built: Path) -> Iterator[str]:
    """The address of a package index on this machine that serves what was built."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["run", "--interface", "127.0.0.1", "--port", str(port), "--disable-fallback"]
    address = f"http://127.0.0.1:{port}/simple/"
    with subprocess.Popen(
        [sys.executable, "-m", "pypiserver", *words, str(built)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_for(address)
            yield address
        finally:
            server.terminate()


def wait_for(address: str) -> None:
    """Return once the address answers."""
    end = time.monotonic() + 30
    while True:
        try:
            with urlopen(address):
                return
        except OSError:
            assert time.monotonic() < end, f"{address} does not answer"
            time.sleep(0.1)


@pytest.fixture(scope="module")
def stranger(index: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin directory of a new virtual environment with the package from the index."""
    root = tmp_path_factory.mktemp("stranger")
    venv.create(root / "venv", with_pip=True)
    here = root / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    report = root / "report.json"
    words = ["install", "--extra-index-url", index, "--report", str(report)]
    say(
        here / "python", "-m", "pip", *words, f"nlstatedreig[cli]=={VERSION}",
        cwd=root, no_proxy="127.0.0.1",
    )  # fmt: skip
    [ours] = [
        item["download_info"]["url"]
        for item in json.loads(report.read_text("utf-8"))["install"]
        if item["metadata"]["name"] == "nlstatedreig"
    ]
    assert ours.startswith(index.removesuffix("simple/")), "it came from another index"
    return here


def test_readme_for_a_stranger(stranger: Path, tmp_path: Path) -> None:
    """The README's examples run where the package was installed from an index."""
    page = tmp_path / "README.md"
    page.write_text(without_fences((ROOT / "README.md").read_text("utf-8")), "utf-8")
    flags = ["-o", "ELLIPSIS", "-o", "NORMALIZE_WHITESPACE"]
    assert ">>>" in page.read_text("utf-8")
    said = say(stranger / "python", "-I", "-m", "doctest", *flags, page, cwd=tmp_path)
    assert said == ""


def test_console_script_for_a_stranger(stranger: Path, tmp_path: Path) -> None:
    """The console script is there, finds its data, and finds nothing wrong in them."""
    assert "kst-30821-72" in say(stranger / "nlstatedreig", cwd=tmp_path)
    assert say(stranger / "nlstatedreig", "check", cwd=tmp_path) == "problems: 0\n"


def test_import_reads_nothing(stranger: Path, tmp_path: Path) -> None:
    """Importing the package imports neither attrs nor cattrs."""
    program = "import sys, nlstatedreig; print('attr' in sys.modules, 'cattrs' in sys.modules)"
    assert say(stranger / "python", "-I", "-c", program, cwd=tmp_path) == "False False\n"


def test_readme_commands_are_those_of_ci() -> None:
    """The two commands of the README are just those that `.ci/run` runs."""
    commands = re.findall(r'^pip install "\..*&&.*$', (ROOT / "README.md").read_text("utf-8"), re.M)
    assert len(commands) == 2
    run = (ROOT / ".ci" / "run").read_text("utf-8")
    assert [line for line in run.splitlines() if "&&" in line] == [f"({c})" for c in commands]
