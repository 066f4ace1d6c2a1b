"""What a report's sections are offered, and the pieces that keys name, by a run."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.models import Report, ReportSection

if TYPE_CHECKING:
    from riktning.apps.observations.models import Run
    from riktning.apps.reports.evidence.material import Material
    from riktning.apps.reports.templates.template import TemplateSection


def offers_for(section: ReportSection) -> Sequence[Offer]:
    """Every piece of evidence that the section may take in, by the report's run; none when the
    template has been changed since and lacks the section."""
    from riktning.apps.reports.evidence import offers

    part = _of_template(section)
    if part is None:
        return ()
    return offers(material_of(section.report, area=section.area), part)


def offer_of(report: Report, key: str) -> Offer | None:
    """The piece with this key by the report's run; None when there is none."""
    return offers_named_in(report, (key,)).get(key)


def offers_named_in(
    report: Report, keys: Iterable[str], run: "Run | None" = None
) -> Mapping[str, Offer]:
    """The pieces with these keys by the report's run, or by another; those there are none of are
    left out. The store is read once however many there are."""
    from riktning.apps.reports.evidence import offers_named

    return offers_named(material_of(report, run), keys)


def material_of(report: Report, run: "Run | None" = None, *, area: str = "") -> "Material":
    """What a report's evidence is made from, by its own run or by another."""
    from riktning.apps.reports.evidence.material import Material
    from riktning.apps.reports.templates import template

    by = run or report.run
    return Material(
        run=by,
        revision=report.revision,
        as_of=report.as_of if by.pk == report.run_id else by.as_of,
        language=report.language,
        unit=report.unit_id,
        area=area or report.area,
        since=_before(report),
        plain=template(report.template_key).public,
    )


def _of_template(section: ReportSection) -> "TemplateSection | None":
    """The template's own section."""
    from riktning.apps.reports.templates import template

    sections = template(section.report.template_key).sections
    return next((each for each in sections if each.key == section.template_section), None)


def _before(report: Report) -> "Run | None":
    """The run of the report that this one carries on from: what has changed since is told."""
    return report.follows.run if report.follows else None
