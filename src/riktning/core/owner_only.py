"""Files and folders that only their owner may open."""

from contextlib import suppress
from pathlib import Path


def make_folder(folder: Path) -> None:
    """The folder, for its owner alone when it is made here; one that was there is left as it is.

    Raises OSError when it cannot be made.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def keep_database(database: Path) -> None:
    """The database holds password hashes and the keys of who is signed in: nobody else reads it.

    SQLite gives the files beside it the rights of the database; those that are there are set too.
    """
    with suppress(OSError):  # a folder one may not write in is told of where the store is opened
        database.touch(mode=0o600)
    for ending in ("", "-wal", "-shm"):
        file = database.with_name(database.name + ending)
        with suppress(OSError):  # taken away by the last to close the store, or another's file
            if file.stat().st_mode & 0o077:
                file.chmod(0o600)
