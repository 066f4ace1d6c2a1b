"""A report carries on from an earlier one: which it may be, and which of its texts come along."""

from collections.abc import Iterable, Mapping

from riktning.apps.organisation.rights import Actor
from riktning.apps.reports.errors import ReportError
from riktning.apps.reports.kinds import ReportState
from riktning.apps.reports.lines import keys_in, without
from riktning.apps.reports.models import Report
from riktning.apps.reports.offered import offers_named_in
from riktning.apps.reports.permissions import may_read, require_reading

ON_OFFER = 50  # approved reports to carry on from, the newest first


def may_be_followed(actor: Actor, plan_id: int) -> list[Report]:
    """The approved reports on the plan that the actor may read, the newest first. One query."""
    approved = Report.objects.filter(state=ReportState.APPROVED, revision__plan=plan_id)
    rows = approved.select_related("run").order_by("-as_of", "-id")[:ON_OFFER]
    return [row for row in rows if may_read(actor, row)]


def require_followable(report: Report, earlier: Report, actor: Actor) -> None:
    """ReportError, with what would work, unless ``report`` may carry on from the earlier one."""
    require_reading(actor, earlier)
    where = str(earlier)
    if earlier.state != ReportState.APPROVED:
        raise ReportError(
            "a report carries on from an approved one", where=where, remedy="approve it first"
        )
    if report.revision.plan_id != earlier.revision.plan_id or _place(report) != _place(earlier):
        raise ReportError(
            "a report carries on from one of the same plan, template, place and language",
            where=where,
            remedy="choose another report, or none",
        )
    if report.as_of < earlier.as_of:
        raise ReportError(
            "a report carries on from an earlier one", where=where, remedy="choose a later day"
        )


def _place(report: Report) -> tuple[str, str, str, str]:
    return report.template_key, report.area, report.unit_id, report.language


def texts_of(earlier: Report, report: Report) -> Mapping[str, str]:
    """The earlier texts by section, without the lines of evidence that there is none of now."""
    texts = {key: text for key, text in _texts(earlier) if text}
    named = _named(texts.values())
    gone = named - offers_named_in(report, named).keys()
    return {key: without(text, gone) for key, text in texts.items()}


def left_behind(report: Report) -> tuple[str, ...]:
    """The evidence of the report that this one carries on from which it does not hold. Two
    queries."""
    if report.follows is None:
        return ()
    named = [_named(text for _key, text in _texts(each)) for each in (report.follows, report)]
    return tuple(sorted(named[0] - named[1]))


def _texts(report: Report) -> Iterable[tuple[str, str]]:
    return report.sections.order_by("order", "id").values_list("key", "text")


def _named(texts: Iterable[str]) -> set[str]:
    return {key for text in texts for key in keys_in(text)}
