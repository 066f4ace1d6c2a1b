"""The words of plans in documents, pages and the terminal, in Swedish and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from riktning.documents.plans.difference import How

KINDS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "area": "område", "period": "period", "sub_area": "delområde", "goal": "effektmål",
        "activity": "aktivitet", "indicator": "indikator", "target": "målvärde",
    },
    "en": {
        "area": "area", "period": "period", "sub_area": "sub-area", "goal": "effect goal",
        "activity": "activity", "indicator": "indicator", "target": "target",
    },
}  # fmt: skip
# What an operational plan calls the same things.
OPERATIONAL: Mapping[str, Mapping[str, str]] = {
    "sv": {**KINDS["sv"], "area": "arbetsström", "goal": "milstolpe"},
    "en": {**KINDS["en"], "area": "work stream", "goal": "milestone"},
}
HOW: Mapping[str, Mapping[How, str]] = {
    "sv": {
        How.ADDED: "tillagd", How.REMOVED: "borttagen", How.MOVED: "flyttad",
        How.REWORDED: "omformulerad", How.PERIOD: "ändrad period", How.TARGET: "ändrat målvärde",
        How.MEASURES: "ändrade mått", How.MONTHS: "ändrade tider",
    },
    "en": {
        How.ADDED: "added", How.REMOVED: "removed", How.MOVED: "moved", How.REWORDED: "reworded",
        How.PERIOD: "period changed", How.TARGET: "target changed",
        How.MEASURES: "measures changed", How.MONTHS: "dates changed",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences and headings of the documents."""

    changes: str
    revision: str
    between: str
    nothing: str
    unchanged: str
    before: str
    now: str
    none: str
    how_to_read: str
    drafts: str
    kind: str
    change: str
    text: str


PHRASES: Mapping[str, Phrases] = {
    "sv": Phrases(
        changes="Ändringar",
        revision="revidering",
        between="Från revidering {before} till revidering {after}",
        nothing="Ingenting skiljer de två revideringarna åt.",
        unchanged="{count} poster är oförändrade.",
        before="tidigare",
        now="nu",
        none="ingen",
        how_to_read="Överstruken text är borttagen, understruken text är tillagd.",
        drafts="Den senare revideringen är ett utkast och kan ändras.",
        kind="Slag",
        change="Ändring",
        text="Text",
    ),
    "en": Phrases(
        changes="Changes",
        revision="revision",
        between="From revision {before} to revision {after}",
        nothing="Nothing differs between the two revisions.",
        unchanged="{count} items are unchanged.",
        before="before",
        now="now",
        none="none",
        how_to_read="Text struck through is removed, underlined text is added.",
        drafts="The later revision is a draft and may change.",
        kind="Kind",
        change="Change",
        text="Text",
    ),
}


def kind_word(kind: str, language: str, *, operational: bool = False) -> str:
    """What an item of the kind is called."""
    return (OPERATIONAL if operational else KINDS)[language][kind]
