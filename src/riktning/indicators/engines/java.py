"""The Java that Spark runs on: where it is, and whether it will do."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SUPPORTED = (17, 21)  # the Java versions that Spark 4.0 runs on
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


@dataclass(frozen=True, slots=True)
class Java:
    """One Java: the program and its major version (None: it does not say)."""

    program: Path
    version: int | None

    @property
    def suits(self) -> bool:
        """Whether Spark runs on it."""
        return self.version in SUPPORTED


def find_java() -> Java | None:
    """The Java that Spark would start: JAVA_HOME's, else the first on the path; None without."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    return None if found is None else Java(Path(found), _version(found))


def _version(program: str) -> int | None:
    try:
        said = subprocess.run(  # noqa: S603 -- the user's own Java
            [program, "-version"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(said.stderr + said.stdout)
    return int(found[1]) if found else None
