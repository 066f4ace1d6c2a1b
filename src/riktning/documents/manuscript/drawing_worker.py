"""Draws charts in a process of its own: reads them as JSON, tells each key when it is drawn."""

import sys
from pathlib import Path

from riktning.documents.manuscript.drawing import draw, specs_from_json


def main() -> None:
    """Draw what standard input holds into the folder that the command names."""
    for spec in specs_from_json(sys.stdin.read()):
        sys.stdout.write(f"{draw(spec, Path(sys.argv[1]))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
