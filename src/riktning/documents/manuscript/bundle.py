"""Everything in one ZIP: the documents, the charts, the manuscript itself, and a manifest."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from riktning import __version__
from riktning.documents.manuscript.json import manuscript_to_json
from riktning.documents.manuscript.model import Manuscript
from riktning.documents.manuscript.word import noon_of


def write_bundle(
    manuscript: Manuscript,
    documents: Sequence[Path],
    pictures: Path,
    keys: Sequence[str],
    target: Path,
) -> None:
    """Write ``target``; the manifest tells SHA-256 and size of every other file in it."""
    parts = dict(_parts(manuscript, documents, pictures, keys))
    files = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in parts.items()
    ]
    manifest = {
        "schema": 1,
        "title": manuscript.title,
        "language": manuscript.language,
        "date": manuscript.date.isoformat(),
        "synthetic": manuscript.synthetic,
        "draft": manuscript.draft,
        "program": f"riktning {__version__}",
        "files": files,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    moment = noon_of(manuscript).timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {"manifest.json": text.encode(), **parts}.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            package.writestr(entry, data)


def _parts(
    manuscript: Manuscript, documents: Sequence[Path], pictures: Path, keys: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    for path in documents:
        yield path.name, path.read_bytes()
    word = "figure" if manuscript.language == "en" else "figur"
    for number, key in enumerate(keys, start=1):
        for kind in ("svg", "png"):
            yield f"{word}-{number}.{kind}", (pictures / f"{key}.{kind}").read_bytes()
    yield "manuscript.json", manuscript_to_json(manuscript).encode()
