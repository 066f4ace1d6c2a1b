"""Manuscripts and blocks to JSON and back, so that evidence can be frozen and rebuilt."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from riktning.core.errors import DocumentError
from riktning.documents.manuscript.blocks import Block
from riktning.documents.manuscript.model import Manuscript
from riktning.documents.manuscript.plain import from_plain, to_plain

SCHEMA = 1


def manuscript_to_json(manuscript: Manuscript) -> str:
    """The manuscript as canonical JSON: the same manuscript is always the same text."""
    return _text({"schema": SCHEMA, "manuscript": to_plain(manuscript)})


def manuscript_from_json(text: str) -> Manuscript:
    """The manuscript that ``manuscript_to_json`` wrote; DocumentError when it is something else."""
    manuscript: Manuscript = from_plain(Manuscript, _read(text, "manuscript"), "manuscript")
    return manuscript


def blocks_to_json(blocks: Iterable[Block]) -> str:
    """Blocks as canonical JSON; its SHA-256 tells whether evidence has changed."""
    return _text({"schema": SCHEMA, "blocks": to_plain(tuple(blocks))})


def blocks_from_json(text: str) -> tuple[Block, ...]:
    """The blocks that ``blocks_to_json`` wrote; DocumentError when it is something else."""
    blocks: tuple[Block, ...] = from_plain(tuple[Block, ...], _read(text, "blocks"), "blocks")
    return blocks


def fingerprint(text: str) -> str:
    """SHA-256 of a canonical text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _text(content: dict[str, Any]) -> str:
    return json.dumps(
        content, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def _read(text: str, part: str) -> Any:
    try:
        content = json.loads(text)
    except ValueError as error:
        raise DocumentError(f"this is not JSON ({error})", where=part) from error
    if not isinstance(content, dict) or content.get("schema") != SCHEMA or part not in content:
        raise DocumentError(
            f"this is not {part} of schema {SCHEMA}", remedy="give what was written as such"
        )
    return content[part]
