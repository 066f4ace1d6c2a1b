"""What the demo has already done, so that a second run reuses what is unchanged."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import riktning
from riktning.core.errors import RiktningError

FILE = "demo.json"


def rooms_fingerprint(*rooms: str) -> str:
    """A fingerprint of the program's own rooms: other code makes other results."""
    package = Path(riktning.__file__).parent
    return files_fingerprint(path for room in rooms for path in (package / room).rglob("*"))


def files_fingerprint(paths: Iterable[Path]) -> str:
    """A fingerprint of the names and bytes of the files among the paths."""
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def combined(*parts: object) -> str:
    """One fingerprint of several."""
    return hashlib.sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()


class Stamps:
    """The fingerprints of the finished steps, kept in the demo's folder."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        self._known = self._read()

    def _read(self) -> dict[str, str]:
        try:
            known = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def fresh(self, step: str, fingerprint: str) -> bool:
        """True when the step was finished from the same input."""
        return self._known.get(step) == fingerprint

    def known(self, step: str) -> bool:
        """True when the step was finished once, whatever from."""
        return step in self._known

    def keep(self, step: str, fingerprint: str) -> None:
        """Remember that a step is finished; an interruption leaves the file whole."""
        self._known[step] = fingerprint
        beside = self._path.with_suffix(".new")
        beside.write_text(json.dumps(self._known, indent=1), "utf-8")
        beside.replace(self._path)


def prepare_home(home: Path) -> Path:
    """Make the demo's folder; refuse one that holds anything but an earlier demo."""
    if home.exists() and not home.is_dir():
        raise RiktningError("there is a file of that name", where=str(home))
    if home.is_dir() and any(home.iterdir()) and not (home / FILE).is_file():
        raise RiktningError(
            "the folder holds something that is not a demo",
            where=str(home),
            remedy="choose another folder with --home",
        )
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not (home / FILE).is_file():
            (home / FILE).write_text("{}", "utf-8")
    except OSError as error:
        raise RiktningError(
            f"the folder cannot be written to ({error.strerror})",
            where=str(home),
            remedy="choose another folder with --home",
        ) from error
    return home.resolve()
