"""What several pages read: the run and the plan that are shown."""

from dataclasses import dataclass

from django.utils.translation import get_language

from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import current_run
from riktning.apps.plans.models import Revision
from riktning.apps.plans.queries import shown_revision

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


def shown() -> Shown:
    """The run and revision now shown, and the reader's language. Three queries."""
    return Shown(current_run(), shown_revision(), (get_language() or "sv")[:2])
