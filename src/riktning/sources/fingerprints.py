"""Fingerprints: which bytes an observation was computed from."""

import hashlib
from pathlib import Path

from riktning.sources.delivery import Delivery, TableFiles


def file_fingerprint(path: Path) -> str:
    """SHA-256 of the file's bytes, as hexadecimal text."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def file_fingerprints(table: TableFiles) -> dict[str, str]:
    """File name (``2025-01.parquet`` when partitioned) → fingerprint."""
    return {path.name: file_fingerprint(path) for path in table.files}


def table_fingerprint(table: TableFiles) -> str:
    """One fingerprint of all the table's files and their names, in the order of their names."""
    listing = sorted(file_fingerprints(table).items())
    text = "\n".join(f"{name} {digest}" for name, digest in listing)
    return hashlib.sha256(text.encode()).hexdigest()


def table_fingerprints(delivery: Delivery) -> dict[str, str]:
    """Table → fingerprint, for every table of the delivery."""
    return {name: table_fingerprint(files) for name, files in delivery.tables.items()}
