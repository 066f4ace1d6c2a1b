"""Evidence for reports: what the figures, the plan and the administrations say, ready to put in."""

from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.evidence.offer import (
    Change,
    FigureLink,
    Offer,
    compare,
    offer_fingerprint,
    offer_from_json,
    offer_to_json,
)
from riktning.apps.reports.evidence.offering import KINDS, offer_named, offers, offers_named

__all__ = [
    "KINDS",
    "Change",
    "FigureLink",
    "Material",
    "Offer",
    "compare",
    "offer_fingerprint",
    "offer_from_json",
    "offer_named",
    "offer_to_json",
    "offers",
    "offers_named",
]
