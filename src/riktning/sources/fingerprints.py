"""Fingerprints: which bytes an observation was computed from."""

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from riktning.sources.delivery import Delivery, TableFiles


def file_fingerprint(path: Path) -> str:
    """SHA-256 of the file's bytes, as hexadecimal text."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def file_digests(files: Sequence[Path]) -> dict[Path, str]:
    """File → fingerprint; two files at a time, since the digest runs outside Python's lock."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(zip(files, pool.map(file_fingerprint, files), strict=True))


def together(digests: Mapping[Path, str]) -> str:
    """One fingerprint of all the files and their names, in the order of their names."""
    listing = sorted((path.name, digest) for path, digest in digests.items())
    text = "\n".join(f"{name} {digest}" for name, digest in listing)
    return hashlib.sha256(text.encode()).hexdigest()


def table_fingerprint(table: TableFiles) -> str:
    """One fingerprint of the table's files."""
    return together(file_digests(table.files))


def table_fingerprints(delivery: Delivery) -> dict[str, str]:
    """Table → fingerprint, for every table of the delivery."""
    return {name: table_fingerprint(files) for name, files in delivery.tables.items()}
