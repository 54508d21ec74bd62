"""tools/release.py, and the release that it has stated."""

from __future__ import annotations

import json
import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import nlstatedreig
from nlstatedreig.catalogue import Catalogue
from nlstatedreig.check import check, release_files

ROOT = Path(__file__).resolve().parents[1]
main: Callable[[list[str]], int] = runpy.run_path(str(ROOT / "tools" / "release.py"))["main"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the package's data, with a release of its own."""
    copy = shutil.copytree(ROOT / "src" / "nlstatedreig" / "data", tmp_path / "data")
    shutil.copy(ROOT / "README.md", tmp_path)
    assert release(copy, "--write", "--date", "2020-02-29") == 0
    return copy


def release(data: Path, *words: str) -> int:
    """Run the tool on a copy of the data and of the README."""
    return main([*words, "--data", str(data), "--readme", str(data.parent / "README.md")])


def test_release_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    """The repository's data files are canonical, and release.json states just them."""
    assert main([]) == 0, f"run tools/release.py --write for {capsys.readouterr().out}"


def test_release_of_the_package() -> None:
    """The release has the version of the package, and the hashes of the files that it ships."""
    catalogue = nlstatedreig.load()
    assert catalogue.release is not None
    assert catalogue.release.id == nlstatedreig.__version__
    assert {file.name: file.sha256 for file in catalogue.release.files} == release_files(catalogue)


def test_an_edit_is_put_in_order(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After an edit in any layout, one run makes the data pass `check`."""
    file = data / "measures.json"
    records = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(records[::-1], indent=None), "utf-8")
    assert any("measures.json: not canonical" in line for line in check(read(data)))
    assert release(data) == 1
    assert capsys.readouterr().out.splitlines()[-1:] == [str(file)]
    assert release(data, "--write") == 0
    assert check(read(data)) == ()


def test_a_record_goes_to_its_letter(data: Path) -> None:
    """A statement in the directory of another letter is put under its own, and no file is lost."""
    letters = data / "letters"
    before = (letters / "kst-30821-72" / "sections.json").read_text("utf-8")
    (letters / "kst-0-0").mkdir()
    shutil.move(letters / "kst-30821-72" / "sections.json", letters / "kst-0-0" / "sections.json")
    assert release(data, "--write") == 0
    assert (letters / "kst-30821-72" / "sections.json").read_text("utf-8") == before
    assert not (letters / "kst-0-0" / "sections.json").exists()


def test_date(data: Path) -> None:
    """The date stays while the files stay; it is the given day, or today, when they change."""
    assert release(data, "--write") == 0
    assert day(data) == "2020-02-29"
    (data / "interests.json").unlink()
    assert release(data, "--write") == 0
    assert day(data) > "2020-02-29"
    assert release(data, "--write", "--date", "2021-03-01") == 0
    assert day(data) == "2021-03-01"


def test_counts_of_the_readme(data: Path) -> None:
    """The counts in the README follow the data, and the rest of the page stays."""
    readme = data.parent / "README.md"
    before = readme.read_text("utf-8")
    interests = len(read(data).interests)
    (data / "interests.json").unlink()
    assert release(data, "--write") == 0
    row = f"| `interests` | {interests} |"
    assert row in before
    assert readme.read_text("utf-8") == before.replace(row, "| `interests` | 0 |")


def test_other_files_stay(data: Path) -> None:
    """A file that holds no records is not touched."""
    (data / "notes.txt").write_text("mine", "utf-8")
    assert release(data, "--write") == 0
    assert (data / "notes.txt").read_text("utf-8") == "mine"


def test_bad_data(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Data that cannot be read are told, and left alone."""
    (data / "measures.json").write_text("[", "utf-8")
    assert release(data, "--write") == 2
    assert "measures.json: not JSON" in capsys.readouterr().err
    assert (data / "measures.json").read_text("utf-8") == "["


def read(data: Path) -> Catalogue:
    return Catalogue.from_directory(data)


def day(data: Path) -> str:
    release = read(data).release
    assert release is not None
    return str(release.date)
