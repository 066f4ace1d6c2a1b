"""What several pages read: the run and the plan that are shown."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import current_run
from riktning.apps.organisation.rights import may_read_drafts
from riktning.apps.plans.models import Revision
from riktning.apps.plans.queries import shown_revision, targets_of
from riktning.apps.plans.tree import TargetItem
from riktning.core.periods import Month
from riktning.web.access import acting
from riktning.web.presenters.plan import targets_at

SMALLEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """The run and the revision a reader meets; either may be missing in a new store."""

    run: Run | None
    revision: Revision | None
    language: str

    @property
    def k(self) -> int:
        """Figures of fewer persons than this are hidden."""
        return int(self.run.manifest.get("k", SMALLEST_SHOWN)) if self.run else SMALLEST_SHOWN


def region_targets(now: Shown) -> dict[str, TargetItem]:
    """By measure the region's target that is due next. One query."""
    if now.run is None or now.revision is None:
        return {}
    region, last = now.run.region_unit_id, Month.of(now.run.last_month)
    return targets_at(targets_of(now.revision), region, region, last)


def shown(request: HttpRequest) -> Shown:
    """The run and revision shown to who asks, and the reader's language. Two queries."""
    drafts = may_read_drafts(acting(request))
    return Shown(current_run(), shown_revision(drafts=drafts), reader_language())


def reader_language() -> str:
    """The language of the address."""
    return (get_language() or "sv")[:2]
