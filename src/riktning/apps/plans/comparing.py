"""Two stored revisions compared, and the names that readers know for what they mention."""

from riktning.apps.organisation.models import Unit
from riktning.apps.plans.models import Revision
from riktning.apps.plans.snapshots import snapshots
from riktning.documents.plans.difference import Difference, difference


def compared(before: Revision, after: Revision) -> Difference:
    """What differs between two revisions. Eight queries."""
    return difference(*snapshots([before, after]))


def names_in(language: str) -> dict[str, str]:
    """Every measure of the catalogue and every unit by id. One query, and the whole catalogue."""
    from riktning.catalogue import load

    measures = {key: known.name.in_(language) for key, known in load().indicators.items()}
    units = Unit.objects.order_by("unit_id", "from_date").values_list("unit_id", "name")
    return {**measures, **dict(units)}
