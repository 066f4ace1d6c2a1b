"""`riktning backup` and `riktning restore`: the whole store as one file."""

from pathlib import Path
from typing import Annotated

import typer

from riktning.cli.store import migrating, open_store

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file of the backup.")]


def backup(file: File) -> None:
    """Write everything in the store to one file, as it stands at one moment; people may go on."""
    open_store()
    from riktning.apps.organisation.backup.writing import write_backup

    manifest = write_backup(file)
    typer.echo(f"{file}: {_rows(manifest)} rows of {len(manifest['tables'])} tables")


def restore(file: File) -> None:
    """Read a backup into an empty store, of this database or the other kind."""
    with migrating():
        from riktning.apps.organisation.backup.restoring import restore_backup

        manifest = restore_backup(file)
    open_store()  # to the newest schema
    from riktning.apps.followup.search.index import rebuild

    rebuild()  # what is derived from the rest is in no backup
    typer.echo(f"restored {_rows(manifest)} rows as they stood {manifest['written_at']}")


def _rows(manifest: dict) -> str:  # type: ignore[type-arg]  # JSON
    return f"{sum(table['rows'] for table in manifest['tables'].values()):,}".replace(",", " ")
