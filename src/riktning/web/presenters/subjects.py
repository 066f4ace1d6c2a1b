"""What an event of the trail is about, in words, and where it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.words import round_words
from riktning.apps.followup.subjects import About
from riktning.apps.organisation.rights import Action, Actor, may_somewhere
from riktning.apps.plans.models import ItemKind

SHOWN = 90  # characters of an item's text


@dataclass(frozen=True, slots=True)
class Subject:
    """Words and an address; the address is empty where there is no page, or none for the reader."""

    words: str
    address: str = ""


def subject(about: About, units: Mapping[str, str], actor: Actor) -> Subject:
    """The thing as a reader knows it; ``units`` names administrations by id."""
    if about.run:
        words = _("körning %(run)s") % {"run": about.run}
        return Subject(words, reverse("web:follow_up") + "#korningar")
    if about.report:
        return Subject(_("rapport %(number)d") % {"number": about.report}, reverse("web:follow_up"))
    if about.item:
        kind = str(ItemKind(about.kind).label) if about.kind else _("borttagen post")
        words = f"{kind} ”{short(about.text)}”, {about.name}" if about.text else kind
        address = reverse("web:item_history", args=[about.plan, about.number]) if about.text else ""
        return Subject(words, address)
    if about.round_id:
        return _of_round(about, units, actor)
    words = _("%(plan)s, revidering %(number)d") % {"plan": about.name, "number": about.number}
    return Subject(words, reverse("web:revision", args=[about.plan, about.number]))


def _of_round(about: About, units: Mapping[str, str], actor: Actor) -> Subject:
    words = round_words(about.kind, about.year)
    inside = may_somewhere(actor, Action.READ_INTERNAL)
    if not about.unit_id:
        address = reverse("web:round", args=[about.round_id]) if inside else ""
        return Subject(f"{words[:1].upper()}{words[1:]}, {about.name}", address)
    place = [about.round_id, about.unit_id]
    address = reverse("web:round_report", args=place) if inside else ""
    return Subject(f"{units.get(about.unit_id, about.unit_id)}, {words}", address)


def short(text: str) -> str:
    """A text as it is, or its beginning."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
