"""All stored plans together, each by the revision that counts."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from riktning.apps.organisation.queries import units_on
from riktning.apps.plans.models import Part, Responsibility, Revision
from riktning.apps.plans.queries import FIRST_MET
from riktning.apps.plans.serving import links_on
from riktning.apps.plans.snapshots import snapshots
from riktning.apps.plans.visibility import readable
from riktning.core.units import UnitKind
from riktning.documents.plans.estate import Estate


def met_revisions(*, drafts: bool = True) -> list[Revision]:
    """The revision of each plan that readers meet first, by the plan's code. One query.

    ``drafts``: whether the reader may read them; a plan that has nothing else is left out if not.
    """
    return met(every_revision(drafts=drafts))


def every_revision(*, drafts: bool = True) -> list[Revision]:
    """Every revision of every plan, by the plan's code, the newest first. One query."""
    revisions = Revision.objects.filter(readable(drafts=drafts)).select_related("plan")
    return list(revisions.order_by("plan__code", "-number"))


def met(revisions: Iterable[Revision]) -> list[Revision]:
    """Of these, the one of each plan that readers meet first."""
    best: dict[int, Revision] = {}
    for revision in revisions:
        known = best.get(revision.plan_id)
        if known is None or _rank(revision) < _rank(known):
            best[revision.plan_id] = revision
    return list(best.values())


def met_first(revisions: Iterable[Revision]) -> Revision | None:
    """Of every revision, the one that readers meet first: as ``queries.shown_revision`` asks."""
    return min(revisions, key=lambda r: (_rank(r), r.plan_id, -r.number), default=None)


def _rank(revision: Revision) -> int:
    return [state.value for state in FIRST_MET].index(revision.state)


def estate(
    day: date,
    measures: Mapping[str, str],
    chosen: Revision | None = None,
    every: Iterable[Revision] | None = None,
) -> Estate:
    """Every plan as it is met on the day; ``chosen`` takes the place of its plan's revision.

    ``measures`` are what can be computed, by id with its name; ``every`` is what
    :func:`every_revision` said, when that is at hand. Eleven queries.
    """
    revisions = met(every_revision() if every is None else every)
    if chosen is not None:
        revisions = [chosen if r.plan_id == chosen.plan_id else r for r in revisions]
    units = units_on(day).values()
    owners = Responsibility.objects.filter(part=Part.OWNER, from_date__lte=day).filter(
        Q(to_date__isnull=True) | Q(to_date__gte=day)
    )
    return Estate(
        plans=tuple(snapshots(revisions, targets=False)),  # no rule asks what they are
        links=links_on(day),
        owned=frozenset(owners.values_list("item_id", flat=True)),
        administrations={
            unit.unit_id: unit.name
            for unit in sorted(units, key=lambda unit: unit.name)
            if unit.kind is UnitKind.ADMINISTRATION
        },
        measures=measures,
    )
