"""Runs pandoc on a document tree; nothing is read from the internet and no filter is run."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pypandoc

from riktning.core.errors import DocumentError
from riktning.documents.report.syntax import Node

TIME_LIMIT_SECONDS = 120


def convert(
    tree: Node,
    to: str,
    *,
    arguments: Sequence[str] = (),
    folder: Path | None = None,
    output: Path | None = None,
    epoch: int = 0,
) -> str:
    """Convert a tree to ``to``; return the text, or write ``output`` and return nothing.

    ``folder`` is where relative picture paths start; ``epoch`` (seconds) is the date that pandoc
    stamps into the file. Raises DocumentError with pandoc's own words when it fails.
    """
    command = [pypandoc.get_pandoc_path(), "--from", "json", "--to", to]
    command += list(arguments) + (["--output", str(output)] if output else [])
    done = subprocess.run(  # noqa: S603  our own program, arguments as a list, no shell
        command,
        input=json.dumps(tree),
        capture_output=True,
        check=False,
        cwd=folder,
        encoding="utf-8",
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
        timeout=TIME_LIMIT_SECONDS,
    )
    if done.returncode != 0:
        reason = " ".join(done.stderr.split()) or f"exit code {done.returncode}"
        raise DocumentError(f"pandoc could not write {to}: {reason}", where="report")
    return done.stdout


def default_reference() -> bytes:
    """Pandoc's own reference document: the style names that its Word writer uses."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603  as above
