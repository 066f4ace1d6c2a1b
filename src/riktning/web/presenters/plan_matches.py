"""Suggestions of who is who, with their reasons in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from riktning.apps.plans.matching import Suggestion
from riktning.apps.plans.models import ItemKind
from riktning.documents.plans.difference import Piece, pieces
from riktning.documents.plans.words import kind_word

PARENTS = (ItemKind.AREA, ItemKind.SUB_AREA, ItemKind.PERIOD)  # answered, much below follows


@dataclass(frozen=True, slots=True)
class MatchCard:
    """One suggestion: the two items, their texts word by word, and why they may be the same.

    ``may``: whether the reader may say so.
    """

    new: int
    old: int
    kind: str
    pieces: tuple[Piece, ...]
    reasons: tuple[str, ...]
    may: bool


def match_cards(
    found: Sequence[Suggestion],
    numbers: Mapping[int, int],
    language: str,
    *,
    operational: bool,
    may: Callable[[str], bool],
) -> tuple[MatchCard, ...]:
    """A card for each suggestion, what others stand in first.

    ``may``: whether the reader may answer in an area.
    """
    return tuple(
        MatchCard(
            new=numbers[one.new.item],
            old=numbers[one.old.item],
            kind=kind_word(one.new.kind, language, operational=operational).capitalize(),
            pieces=tuple(pieces(one.old.text, one.new.text)),
            reasons=_reasons(one),
            may=may(one.new.area),
        )
        for one in sorted(found, key=lambda each: each.new.kind not in PARENTS)
    )


def _reasons(one: Suggestion) -> tuple[str, ...]:
    words = _("%(common)s av %(words)s ord är gemensamma, i samma ordning") % {
        "common": one.common,
        "words": one.words,
    }
    if not one.moved:
        return (words, _("står på samma ställe i planen"))
    places = {"before": " › ".join(one.old.parent), "now": " › ".join(one.new.parent)}
    return (words, _("stod under %(before)s, står nu under %(now)s") % places)
