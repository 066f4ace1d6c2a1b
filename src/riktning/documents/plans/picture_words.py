"""The words of the steering picture, on the page and in Word."""

from collections.abc import Mapping
from dataclasses import dataclass

from riktning.documents.plans.picture import Picture, Tie
from riktning.documents.plans.words import kind_word


@dataclass(frozen=True, slots=True)
class PictureWords:
    """Headings and sentences."""

    title: str
    subtitle: str
    brief: str
    sub_area: str
    gap: str
    overlap: str
    partly: str
    gaps: str
    no_gaps: str
    overlaps: str
    no_overlaps: str
    loose: str
    no_loose: str
    whole: str


WORDS: Mapping[str, PictureWords] = {
    "sv": PictureWords(
        title="Styrbild",
        subtitle="Vad i {serving} som tjänar {served}",
        brief="Kopplingar: {ties}. Luckor, som inget tjänar: {gaps} av {rows} delområden. "
        "Överlapp, som flera tjänar: {overlaps}. Tjänar inget i planen: {loose}.",
        sub_area="Delområde",
        gap="lucka",
        overlap="överlapp",
        partly="{count} av {all} mål utan koppling",
        gaps="Luckor",
        no_gaps="Varje delområde har något som tjänar det.",
        overlaps="Överlapp",
        no_overlaps="Inget tjänas av flera.",
        loose="Tjänar inget i planen",
        no_loose="Allt tjänar något.",
        whole="hela",
    ),
    "en": PictureWords(
        title="Steering picture",
        subtitle="What in {serving} serves {served}",
        brief="Links: {ties}. Gaps, which nothing serves: {gaps} of {rows} sub-areas. "
        "Overlaps, which several serve: {overlaps}. Serve nothing in the plan: {loose}.",
        sub_area="Sub-area",
        gap="gap",
        overlap="overlap",
        partly="{count} of {all} goals without a link",
        gaps="Gaps",
        no_gaps="Every sub-area has something that serves it.",
        overlaps="Overlaps",
        no_overlaps="Nothing is served by several.",
        loose="Serve nothing in the plan",
        no_loose="Everything serves something.",
        whole="all of",
    ),
}


def brief(picture: Picture, language: str) -> str:
    """How many links, gaps, overlaps and loose items."""
    return WORDS[language].brief.format(
        ties=picture.ties,
        gaps=picture.gaps,
        rows=len(picture.rows),
        overlaps=picture.overlaps,
        loose=len(picture.loose),
    )


def tie_words(tie: Tie, language: str) -> str:
    """``12 Tjänsterna är kartlagda (2024) → 48, 2024–2025``."""
    source, target = tie.source, tie.target
    period = f" ({source.period})" if source.period else ""
    if target.kind == "goal":
        aimed = f"{target.number}, {target.period}" if target.period else str(target.number)
    else:
        aimed = f"{WORDS[language].whole} {kind_word(target.kind, language)} {target.number}"
    return f"{source.number} {source.text}{period} → {aimed}"
