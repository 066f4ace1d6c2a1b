"""The charts that a meeting looks at: of each area the measures that say most."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from riktning.apps.observations.models import Run
from riktning.apps.plans.models import Area, Revision
from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.evidence.measures import chart, telling
from riktning.documents.manuscript.blocks import Chart


@dataclass(frozen=True, slots=True)
class Drawn:
    """A measure and its chart."""

    measure: str
    chart: Chart


CHARTS = 2  # of an area: what needs attention first, then the surest


def charts_of(
    revision: Revision, run: Run, areas: Sequence[Area], language: str
) -> Mapping[int, tuple[Drawn, ...]]:
    """By area the charts of its measures that move or have a target. The store is read once."""
    material = Material(run, revision, run.as_of, language)
    return {area.pk: tuple(_of_area(material, area.slug)) for area in areas}


def _of_area(material: Material, slug: str) -> Iterator[Drawn]:
    shown = [found for found in telling(material, slug) if found.chart is not None][:CHARTS]
    for found in shown:
        offer = chart(material, found.indicator_id)
        for block in offer.blocks if offer else ():
            if isinstance(block, Chart):
                yield Drawn(found.name, block)
