"""What a section is offered: blocks made from data, with their figures and where those lead."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from riktning.core.errors import DocumentError
from riktning.documents.manuscript.blocks import Block
from riktning.documents.manuscript.json import blocks_from_json, blocks_to_json, fingerprint


@dataclass(frozen=True, slots=True)
class FigureLink:
    """Where a figure comes from: the observation, its verdict, its definition and its run.

    ``period`` is as the observation's period is named (``2025``, ``2025-12``); ``value`` is None
    where the figure is hidden or missing; ``verdict`` is the direction, empty where none was made.
    """

    indicator_id: str
    unit_id: str
    period: str
    value: float | None
    verdict: str
    definition_version: int
    run_id: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A piece of evidence that can be put into a section.

    ``key`` is stable over runs (``verdict:hyrpersonal:region``), so that the same piece is found
    again in a newer run; ``facts`` are its figures and verdicts as they are written in it, by what
    they are of, in reading order. ``empty`` tells that there is nothing but a sentence saying so.
    """

    key: str
    kind: str
    title: str
    blocks: tuple[Block, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    links: tuple[FigureLink, ...] = ()
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs between two offers of one key; empty where only the other has it."""

    what: str
    old: str
    new: str


def compare(old: Offer, new: Offer) -> tuple[Change, ...]:
    """Which figures and verdicts have changed, as they are written, in the older one's order."""
    named = dict.fromkeys([*old.facts, *new.facts])
    pairs = ((what, old.facts.get(what, ""), new.facts.get(what, "")) for what in named)
    return tuple(Change(what, was, now) for what, was, now in pairs if was != now)


def offer_to_json(offer: Offer) -> str:
    """The offer as canonical JSON, to be kept with the report it was put into."""
    content = {
        "key": offer.key,
        "kind": offer.kind,
        "title": offer.title,
        "blocks": blocks_to_json(offer.blocks),
        "facts": list(offer.facts.items()),
        "links": [asdict(link) for link in offer.links],
        "empty": offer.empty,
    }
    return json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def offer_from_json(text: str) -> Offer:
    """The offer that :func:`offer_to_json` wrote; DocumentError when it is something else."""
    try:
        content: dict[str, Any] = json.loads(text)
        return Offer(
            key=content["key"],
            kind=content["kind"],
            title=content["title"],
            blocks=blocks_from_json(content["blocks"]),
            facts=dict(content["facts"]),
            links=tuple(FigureLink(**link) for link in content["links"]),
            empty=content["empty"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DocumentError(f"this is not a piece of evidence ({error})") from error


def offer_fingerprint(offer: Offer) -> str:
    """SHA-256 of the offer: the same evidence has the same one."""
    return fingerprint(offer_to_json(offer))
