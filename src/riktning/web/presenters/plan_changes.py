"""The changes between two revisions as a page shows them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from riktning.core.digits import whole_number
from riktning.documents.plans.change_words import details
from riktning.documents.plans.difference import Change, Difference, Piece
from riktning.documents.plans.words import HOW, kind_word

SHOWN = 200  # changes on one page


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """One item that changed: what it is, how it changed, its text word by word, and more."""

    kind: str
    number: int
    how: tuple[tuple[str, str], ...]  # (name for the style, word)
    pieces: tuple[Piece, ...]
    where: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaCard:
    """The changes of one area; ``count`` of them, and the cards of those that are shown."""

    name: str
    count: int
    cards: tuple[ChangeCard, ...]


def area_cards(
    found: Difference, language: str, names: Mapping[str, str], *, operational: bool, chosen: str
) -> tuple[AreaCard, ...]:
    """Every area with something changed; when there is too much for a page, one area is shown.

    ``chosen`` is that area's place, from 1; the first when it is no place.
    """
    few = found.changed <= SHOWN
    asked = whole_number(chosen) or 0
    place = asked if 0 < asked <= len(found.areas) else 1
    return tuple(
        AreaCard(
            area.name,
            len(area.changes),
            tuple(_card(c, language, names, operational=operational) for c in area.changes)
            if few or number == place
            else (),
        )
        for number, area in enumerate(found.areas, start=1)
    )


def count_words(found: Difference, language: str) -> tuple[tuple[str, int], ...]:
    """How many items changed in each way."""
    return tuple((HOW[language][how], count) for how, count in found.counts.items())


def change_headings() -> tuple[str, ...]:
    """The columns of what has changed."""
    return (
        _("område"), _("ändring"), _("slag"), _("nummer"), _("plats"), _("tidigare"), _("nu"),
        _("vad mer"),
    )  # fmt: skip


def change_rows(
    found: Difference, language: str, names: Mapping[str, str], *, operational: bool
) -> Iterator[tuple[str, ...]]:
    """A row for each item that changed, area by area."""
    for area in found.areas:
        for change in area.changes:
            said = change.said
            yield (
                area.name,
                ", ".join(HOW[language][how] for how in change.how),
                kind_word(said.kind, language, operational=operational),
                str(said.number),
                " › ".join(said.where),
                change.before.text if change.before else "",
                change.after.text if change.after else "",
                "; ".join(details(change, language, names)),
            )


def _card(
    change: Change, language: str, names: Mapping[str, str], *, operational: bool
) -> ChangeCard:
    said = change.said
    return ChangeCard(
        kind=kind_word(said.kind, language, operational=operational).capitalize(),
        number=said.number,
        how=tuple((how.value, HOW[language][how]) for how in change.how),
        pieces=change.pieces if said.aim is None else (),
        where=" › ".join((*said.where[1:], *([said.period] if said.period else []))),
        details=tuple(details(change, language, names)),
    )
