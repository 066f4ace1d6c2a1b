"""Reminders of actions that follow of decisions: whose task it is, in the outbox of letters."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from riktning.apps.governance.items import DUE, open_by
from riktning.apps.governance.kinds import SeatPart
from riktning.apps.governance.models import ActionItem, ItemReminder, Seat
from riktning.apps.governance.queries import valid_on
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.outbox import SOON, Sent, message_id, occasion, send_letters
from riktning.apps.organisation.rights import PERMISSIONS, Action, Role

ASKED = Role.REPORTER  # of those who may follow up for an administration: whose task it is
LEADING = (SeatPart.CHAIR, SeatPart.SECRETARY)  # of a group that is to do it
LONGEST_SUBJECT = 80


def write_reminders(*, today: date | None = None) -> int:
    """Write the letters that are due; a letter once written is not written again.

    An action whose owner has no address here is its giver's to see to; so is one that is late.
    """
    day, now = today or timezone.localdate(), timezone.now()
    items = list(open_by(day + SOON))
    owners, givers = _owners(items, day), _givers(items)
    wanted = []
    for item in items:
        due: date = getattr(item, DUE)
        when = occasion(due, day)
        if when is None:
            continue
        to = owners[item.pk]
        if not to or when == "late":
            to = to | givers.get(item.given_by, set())
        wanted += [
            ItemReminder(item=item, due=due, occasion=when, address=each, next_try=now)
            for each in sorted(to)
        ]
    before = ItemReminder.objects.count()
    ItemReminder.objects.bulk_create(wanted, ignore_conflicts=True)
    return ItemReminder.objects.count() - before


def _owners(items: Iterable[ActionItem], day: date) -> Mapping[int, set[str]]:
    """The addresses of those who are to do each action: at the administration, of the group.

    Who reports for the administration, and the group's chair and secretary. Two queries.
    """
    units: dict[str, set[str]] = defaultdict(set)
    if ASKED in PERMISSIONS[Action.FOLLOW_UP_ITEM]:
        held = Grant.objects.filter(valid_on(day), role=ASKED, user__is_active=True)
        for unit, address in held.exclude(user__email="").values_list("unit_id", "user__email"):
            units[unit].add(address)
    groups: dict[int, set[str]] = defaultdict(set)
    seats = Seat.objects.filter(valid_on(day), part__in=LEADING, user__is_active=True)
    for group, address in seats.exclude(user__email="").values_list("group_id", "user__email"):
        groups[group].add(address)
    found: dict[int, set[str]] = {}
    for item in items:
        own = units[item.owner_unit] | units[""] if item.owner_unit else set()
        asked = item.owner_group_id
        found[item.pk] = own | (groups[asked] if asked is not None else set())
    return found


def _givers(items: Iterable[ActionItem]) -> Mapping[str, set[str]]:
    """The addresses of those who gave the actions, by account. One query."""
    names = {item.given_by for item in items}
    users = get_user_model().objects.filter(~Q(email=""), username__in=names, is_active=True)
    return {name: {address} for name, address in users.values_list("username", "email")}


def send_reminders(*, now: datetime | None = None, language: str = "sv") -> Sent:
    """Send what waits, as the reminders of rounds are sent."""

    def write(reminder: ItemReminder) -> EmailMessage:
        with translation.override(language):
            return _letter(reminder)

    return send_letters(ItemReminder.objects.select_related("item__decision__body"), write, now=now)


def _letter(reminder: ItemReminder) -> EmailMessage:
    item, decision = reminder.item, reminder.item.decision
    day = reminder.due.isoformat()
    texts = {
        "soon": _("Sista dagen är %(day)s."),
        "today": _("Sista dagen är i dag."),
        "late": _("Sista dagen var %(day)s."),
    }
    by = _("Efter beslut av %(body)s %(day)s, § %(paragraph)s.") % {
        "body": decision.body.name,
        "day": decision.decided_on.isoformat(),
        "paragraph": decision.paragraph,
    }
    told = "\n".join((texts[reminder.occasion] % {"day": day}, item.text, by))
    subject = _("Åtgärd att göra senast %(day)s: %(text)s") % {
        "day": day,
        "text": _short(" ".join(item.text.split())),
    }
    return EmailMessage(
        subject=subject,
        body=f"{told}\n\n{_address(item)}\n",
        to=[reminder.address],
        headers={"Message-ID": message_id("item-reminder", reminder.pk)},
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SUBJECT else f"{text[: LONGEST_SUBJECT - 1].rstrip()}…"


def _address(item: ActionItem) -> str:
    try:
        path = reverse("web:item", args=[item.pk])
    except NoReverseMatch:
        path = "/"
    return f"{settings.RIKTNING_ADDRESS.rstrip('/')}{path}"
