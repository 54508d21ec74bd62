"""How fast the package is, beside pycountry, beside its own dependencies, and beside a dict.

    pip install ".[cli]" pycountry
    python tests/benchmarks/compare.py [rounds]

Every time is the median of that many rounds (15 without a number), each in a process of its own.
A cold time runs from before the first import to the answer; a query is timed in a
loop. pycountry is the nearest well-known package: ISO codes, read from JSON at first use.
"""

from __future__ import annotations

import subprocess
import sys
from statistics import median

COLD = "import time; start = time.perf_counter(); {work}; print(time.perf_counter() - start)"
LOOP = (
    "import timeit; timer = timeit.Timer({query!r}, {setup!r}); timer.timeit(100); "
    "print(min(timer.repeat(5, {number})) / {number})"
)
COLLECTIONS = "from nlstatedreig import load; catalogue = load(); measures = catalogue.measures; "
A_MEASURE = COLLECTIONS + "key = list(measures)[0]; "
AS_DICT = A_MEASURE + "measures = dict(measures); "
COUNTRIES = "import pycountry; countries = pycountry.countries; countries.get(alpha_2='NL'); "


def loop(query: str, setup: str, number: int) -> str:
    """A program that prints what a query takes once everything has been read."""
    return LOOP.format(query=query, setup=setup, number=number)


PROGRAMS = {
    "cold import": {
        "nlstatedreig": COLD.format(work="import nlstatedreig"),
        "pycountry": COLD.format(work="import pycountry"),
        "attrs, cattrs": COLD.format(work="import attrs, cattrs"),
    },
    "cold first answer": {
        "nlstatedreig": COLD.format(
            work="from nlstatedreig import measures; measures['investeringstoets'].label"
        ),
        "pycountry": COLD.format(
            work="import pycountry; pycountry.countries.get(alpha_2='NL').name"
        ),
        "attrs, cattrs": COLD.format(work="import attrs, cattrs"),
    },
    "everything read": {
        "nlstatedreig": COLD.format(
            work="import nlstatedreig; "
            "sum(len(held) for _, held in nlstatedreig.load().collections())"
        ),
        "pycountry": COLD.format(
            work="import pycountry as p; "
            "sum(map(len, (p.countries, p.subdivisions, p.languages, p.currencies, p.scripts)))"
        ),
        "attrs, cattrs": COLD.format(work="import attrs, cattrs"),
    },
    "look-up by id": {
        "nlstatedreig": loop("measures[key]", A_MEASURE, 100_000),
        "pycountry": loop("countries.get(alpha_2='NL')", COUNTRIES, 100_000),
        "dict": loop("measures[key]", AS_DICT, 100_000),
    },
    "filter query, per record": {
        "nlstatedreig": loop("measures.where(weight='core')", A_MEASURE, 200)
        + "; from nlstatedreig import measures; print(len(measures))",
        "pycountry": loop("[c for c in countries if c.numeric > '500']", COUNTRIES, 200)
        + "; import pycountry; print(len(pycountry.countries))",
        "dict": loop("{k: m for k, m in measures.items() if m.weight == 'core'}", AS_DICT, 200)
        + "; from nlstatedreig import measures; print(len(measures))",
    },
}


def seconds(program: str, rounds: int) -> float:
    """The median time that a program prints; divided by a second number if it prints one."""
    times: list[float] = []
    for _ in range(rounds):
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )
        time, *per = map(float, done.stdout.split())
        times.append(time / (per[0] if per else 1))
    return median(times)


def main() -> None:
    """Print a table of times and of their ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    print(f"{'':26}{'':16}{'median':>12}   nlstatedreig takes")
    for name, programs in PROGRAMS.items():
        times = {other: seconds(program, rounds) for other, program in programs.items()}
        own = times["nlstatedreig"]
        for other, time in times.items():
            ratio = "" if other == "nlstatedreig" else f"{own / time:8.2f} × {other}"
            print(f"{name:26}{other:16}{time * 1e6:9.2f} µs   {ratio}")
            name = ""


if __name__ == "__main__":
    main()
