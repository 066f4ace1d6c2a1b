"""A manuscript without the signs that no format can hold; everything else stays as typed."""

from collections.abc import Sequence
from typing import Any

from riktning.documents.manuscript.model import Block, Manuscript
from riktning.documents.manuscript.plain import from_plain, to_plain
from riktning.documents.report.syntax import literal


def cleaned(manuscript: Manuscript) -> Manuscript:
    """Control characters, lone surrogates and the like are left out of every text."""
    made: Manuscript = from_plain(Manuscript, _possible(to_plain(manuscript)), "manuscript")
    return made


def cleaned_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same for blocks that stand in no manuscript."""
    made: tuple[Block, ...] = from_plain(
        tuple[Block, ...], _possible(to_plain(tuple(blocks))), "blocks"
    )
    return made


def _possible(value: Any) -> Any:
    if isinstance(value, str):
        return "\t".join(literal(part) for part in value.split("\t"))
    if isinstance(value, list):
        return [_possible(item) for item in value]
    if isinstance(value, dict):
        return {name: _possible(held) for name, held in value.items()}
    return value
