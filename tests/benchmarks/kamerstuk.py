"""How fast the citation grammar is: on the letters, beside other parsers, on adversarial text.

    pip install . nllegalcit wetsuite
    python tests/benchmarks/kamerstuk.py [directory of the five texts]

Each parser runs in a process of its own and is given up after `LIMIT` seconds. All times are
processor time, since others may use the machine.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from parsers import installed

from nlstatedreig.kamerstuk import find

LIMIT = 300
SOURCES = Path(__file__).resolve().parents[3] / "shared" / "sources"
ADVERSARIAL = {
    "words without figures": "Kamerstuk ",
    "dossiers without end": "Kamerstuk 30 821 en ",
    "dossiers without a word": "30 821, ",
    "numbers without a dossier": "nrs. 1-",
    "a title that does not end": "Tweede Kamer 2018-2019 12 345, ",
    "motions that do not end": "motie Van den Berg (30 821 ",
    "ids without a number": "kst-30821-",
    "hyphens at line ends": "Kamer-\n",
    "notes, emphasis, spaces": "<sup>**_¹  ",
    "citations only": "Kamerstuk 30 821, nr. 72; ",
}
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)


def seconds(text: str, name: str) -> float:
    parser = installed()[name]
    start = time.process_time()
    parser(text)
    return time.process_time() - start


def letters(directory: Path, times: int) -> str:
    texts = (path.read_text(encoding="utf-8") for path in sorted(directory.glob("*.txt")))
    return "\n\n".join(texts) * times


def in_own_process(directory: Path, name: str, times: int) -> str:
    command = [sys.executable, __file__, str(directory), name, str(times)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return f"not done in {LIMIT} s"
    return f"{float(run.stdout):.3f} MB/s"


def main() -> None:
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCES
    if len(sys.argv) > 2:
        text = letters(directory, int(sys.argv[3]))
        print(len(text.encode()) / 1e6 / seconds(text, sys.argv[2]))
        return
    for times in (1, 100):
        print(f"\nthe five letters, {times} times ({len(letters(directory, times)) / 1e6:.2f} M)")
        for name in installed():
            print(f"  {name:26} {in_own_process(directory, name, times)}", flush=True)
    growth()


def growth() -> None:
    print("\nadversarial text: microseconds of processor time a character, from 1 kB to 10 MB")
    for name, seed in ADVERSARIAL.items():
        taken = []
        for size in SIZES:
            text = (seed * (size // len(seed) + 1))[:size]
            start = time.process_time()
            for _ in find(text):
                pass
            taken.append((time.process_time() - start) / size * 1e6)
        print(f"  {name:26}", *(f"{one:8.2f}" for one in taken), flush=True)


if __name__ == "__main__":
    main()
