"""Reports to test with: a draft with three sections, and evidence that is whatever one says."""

from collections.abc import Iterable
from datetime import date

from apps.group_store import ANALYST
from apps.rows_of_reports import a_report, stored_run
from riktning.apps.observations.queries import current_run
from riktning.apps.organisation.rights import Actor, Held, Role
from riktning.apps.plans.queries import shown_revision
from riktning.apps.reports.beginning import About, begin_report
from riktning.apps.reports.evidence.offer import FigureLink, Offer
from riktning.apps.reports.handing import approve_report, take_step
from riktning.apps.reports.kinds import Act
from riktning.apps.reports.models import Report, ReportSection
from riktning.apps.reports.writing import Written, write_section
from riktning.documents.manuscript.blocks import Sentences

OTHER = Actor("den andra analytikern", frozenset({Held(Role.ANALYST)}))
THIRD = Actor("en tredje analytiker", frozenset({Held(Role.ANALYST)}))
AREA_LEAD = Actor("områdesledaren", frozenset({Held(Role.AREA_LEAD, area="nara-vard")}))
REPORTER = Actor("rapportören", frozenset({Held(Role.REPORTER, "norr")}))
READER = Actor("läsaren", frozenset({Held(Role.READER)}))
DAY = date(2025, 12, 31)
METHOD = "[[underlag:method:all]]"


def an_offer(key: str, value: str = "61,2 %", run_id: str = "run-1") -> Offer:
    """Evidence with one figure, which leads to the run."""
    return Offer(
        key=key,
        kind=key.split(":", maxsplit=1)[0],
        title=f"Om {key}",
        blocks=(Sentences((f"Andelen är {value}.",), source=f"körning {run_id}"),),
        facts={"Andelen": value},
        links=(FigureLink("m", "r", "2025", 61.2, "improving", 1, run_id),),
    )


class Evidence:
    """What is on offer by run: set ``values[run_id, key]``; None is no such evidence."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | None] = {}

    def named_in(self, report: Report, keys: Iterable[str], run=None) -> dict[str, Offer]:
        by = (run or report.run).run_id
        values = {
            key: self.values.get((by, key), "61,2 %")
            for key in keys
            if key.startswith(("method", "verdict", "chart"))
        }
        return {key: an_offer(key, said, by) for key, said in values.items() if said is not None}


def a_draft(**given) -> Report:
    """A report on the region with a summary, a section of an area, and one of the method."""
    report = a_report(**given)
    report.save()
    for order, (key, area) in enumerate(
        (("summary", ""), ("area--nara-vard", "nara-vard"), ("method", "")), start=1
    ):
        ReportSection.objects.create(
            report=report, key=key, template_section=key.split("--")[0], area=area, order=order,
            heading=key.capitalize(), words=20,
        )  # fmt: skip
    return report


def part(report: Report, key: str = "summary") -> ReportSection:
    """The section as it is stored now."""
    return ReportSection.objects.select_related("report__run").get(report=report, key=key)


def wrote(section: ReportSection, text: str, actor: Actor = ANALYST, base: int | None = None):
    """Somebody writes, from the version that is stored unless another is said."""
    now = ReportSection.objects.select_related("report").get(pk=section.pk)
    written: Written = write_section(
        section=now, text=text, base=now.version if base is None else base, actor=actor
    )
    return written


def approved(report: Report, keys: Iterable[str] = ("summary",)) -> None:
    """The sections are written, handed on by the one analyst and approved by the other."""
    for key in keys:
        if not part(report, key).text:
            wrote(part(report, key), "Det går framåt.")
        take_step(section=part(report, key), act=Act.HAND_ON, actor=ANALYST)
        take_step(section=part(report, key), act=Act.APPROVE, actor=OTHER)


def another_run():
    """A newer run of the same store."""
    run = stored_run()
    run.pk, run.run_id = None, "run-2"
    run.as_of = date(2026, 4, 30)
    run.save()
    return run


def begun(title: str = "Uppföljning 2025", template: str = "board", **given) -> Report:
    """A report from a real template on the plan and the run that are shown."""
    run, revision = current_run(), shown_revision()
    return begin_report(
        template_key=template, revision=revision, run=run, about=About(run.as_of), title=title,
        actor=ANALYST, **given,
    )  # fmt: skip


def all_approved(report: Report) -> None:
    """Every section that says something is handed on by the one and approved by the other."""
    for section in report.sections.exclude(text=""):
        take_step(section=section, act=Act.HAND_ON, actor=ANALYST)
        take_step(section=section, act=Act.APPROVE, actor=OTHER)


def fill_reports() -> list[Report]:
    """A yearly draft, and a page to the board that is approved; the store holds plan and run."""
    draft, page = begun(template="yearly"), begun("Nämndens sida 2025", open_to_all=True)
    wrote(part(draft), f"Det går framåt.\n\n{part(draft).text}")
    all_approved(page)
    approve_report(report=page, actor=OTHER)
    return [draft, Report.objects.get(pk=page.pk)]
