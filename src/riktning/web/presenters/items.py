"""Actions that follow of decisions, as rows of their pages and files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from riktning.apps.governance.items import DUE
from riktning.apps.governance.kinds import ItemState
from riktning.apps.governance.models import ActionItem


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An action in words."""

    number: int
    text: str
    owner: str
    due: date
    moved: bool
    state: str
    late: bool
    done: bool
    decision: int
    body: str
    where: str


def item_rows(
    items: Iterable[ActionItem], units: Mapping[str, str], today: date
) -> tuple[ItemRow, ...]:
    """The actions in their order; late is what goes on after its day."""
    return tuple(_row(item, units, today) for item in items)


def _row(item: ActionItem, units: Mapping[str, str], today: date) -> ItemRow:
    due: date = getattr(item, DUE)
    late = item.state == ItemState.OPEN and due < today
    group = item.owner_group.name if item.owner_group else ""
    unit = units.get(item.owner_unit, item.owner_unit)
    return ItemRow(
        number=item.pk,
        text=item.text,
        owner=", ".join(part for part in (item.owner_role, group, unit) if part),
        due=due,
        moved=due != item.due_on,
        state=_("Försenad") if late else str(ItemState(item.state).label).capitalize(),
        late=late,
        done=item.state != ItemState.OPEN,
        decision=item.decision_id,
        body=item.decision.body.name,
        where=f"{item.decision.decided_on:%Y-%m-%d}, § {item.decision.paragraph}",
    )


def item_headings() -> list[str]:
    """The heads of the actions as a file."""
    return [_("Åtgärd"), _("Ägare"), _("Klar senast"), _("Läge"), _("Organ"), _("Beslut")]


def item_cells(row: ItemRow) -> list[str]:
    """An action as a row of the file."""
    return [row.text, row.owner, f"{row.due:%Y-%m-%d}", row.state, row.body, row.where]
