"""The door to the console script: `nlstatedreig`, and `python -m nlstatedreig`."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the console script, or say how to install what it needs.

    Example:
        >>> from nlstatedreig.__main__ import main
        >>> main()  # doctest: +SKIP
    """
    try:
        from nlstatedreig.cli import script
    except ModuleNotFoundError as error:
        if error.name not in ("click", "rich"):
            raise
        print(
            f"The console script needs {error.name}, which comes with an extra. Install it with\n"
            '    pip install "nlstatedreig[cli]"\n'
            "Everything else works from Python without it.",
            file=sys.stderr,
        )
        sys.exit(2)
    for stream in (sys.stdout, sys.stderr):
        # The data are UTF-8, whatever the terminal or the pipe was set to.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    script(prog_name="nlstatedreig")


if __name__ == "__main__":
    main()
