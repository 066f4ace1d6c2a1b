"""The home folder: the database and the one secret that a single office needs."""

import os
import secrets
from pathlib import Path

from riktning.core.errors import RiktningError
from riktning.core.owner_only import make_folder

SECRET_FILE = "secret_key"  # noqa: S105 - the name of the file, not the secret


def home() -> Path:
    """``RIKTNING_HOME``, or ``riktning-data`` where the command is run."""
    return Path(os.environ.get("RIKTNING_HOME") or "riktning-data").resolve()


def secret_key() -> str:
    """``RIKTNING_SECRET_KEY``, or a key made once and kept in the home folder."""
    given = os.environ.get("RIKTNING_SECRET_KEY")
    if given:
        return given
    path = home() / SECRET_FILE
    try:
        make_folder(home())
        if not path.exists():
            _keep(path, secrets.token_urlsafe(64))
        return path.read_text("ascii").strip()
    except OSError as error:
        raise RiktningError(
            f"the secret key cannot be kept ({error.strerror})",
            where=str(path),
            remedy="set RIKTNING_HOME to a folder you may write in, or RIKTNING_SECRET_KEY",
        ) from error


def public_part(*, default: str) -> tuple[bool, bool]:
    """``RIKTNING_PUBLIC``: whether what is published is open to all, and whether drafts are."""
    said = os.environ.get("RIKTNING_PUBLIC", "").strip().lower() or default
    known = {"off": (False, False), "on": (True, False), "drafts": (True, True)}
    if said not in known:
        raise RiktningError(f"RIKTNING_PUBLIC is {said!r}", remedy=f"use one of {', '.join(known)}")
    return known[said]


def _keep(path: Path, key: str) -> None:
    """Write beside and link into place: of two processes that start at once, the first one wins."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key)
        try:
            os.link(beside, path)
        except FileExistsError:
            return
    finally:
        beside.unlink()
