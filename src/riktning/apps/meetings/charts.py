"""The charts that a meeting looks at: of each area the measures that say most."""

from collections.abc import Mapping, Sequence

from riktning.apps.observations.models import Run
from riktning.apps.plans.models import Area, Revision
from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.evidence.measures import chart, telling
from riktning.documents.manuscript.blocks import Chart

CHARTS = 2  # of an area: what needs attention first, then the surest


def charts_of(
    revision: Revision, run: Run, areas: Sequence[Area], language: str
) -> Mapping[int, tuple[Chart, ...]]:
    """By area the charts of its measures that move or have a target. The store is read once."""
    material = Material(run, revision, run.as_of, language)
    return {area.pk: _of_area(material, area.slug) for area in areas}


def _of_area(material: Material, slug: str) -> tuple[Chart, ...]:
    shown = [found for found in telling(material, slug) if found.chart is not None][:CHARTS]
    offers = (chart(material, found.indicator_id) for found in shown)
    blocks = (block for offer in offers if offer for block in offer.blocks)
    return tuple(block for block in blocks if isinstance(block, Chart))
