"""Rows of reports that the database refuses, for the test of every constraint."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from apps.making import a_revision
from riktning.apps.observations.models import Run
from riktning.apps.plans.models import Revision
from riktning.apps.reports.models import (
    Frozen,
    Inserted,
    Report,
    ReportSection,
    SectionStep,
    SectionVersion,
)

DAY = date(2025, 12, 31)
NOW = datetime(2026, 1, 5, tzinfo=UTC)


def stored_run() -> Run:
    found = Run.objects.first() or Run(
        run_id="run-1", created_at=NOW, synthetic=True, label="x", region_unit_id="r",
        first_month=date(2025, 1, 1), last_month=date(2025, 12, 1), as_of=DAY, manifest={},
    )  # fmt: skip
    found.save()
    return found


def a_report(**given: Any) -> Report:
    values = {
        "template_key": "yearly", "template_version": 1, "as_of": DAY, "language": "sv",
        "title": "Uppföljning", "created_by": "a", "run": stored_run(),
        "revision": Revision.objects.first() or a_revision(),
    }  # fmt: skip
    return Report(**{**values, **given})


def stored_report() -> Report:
    found = Report.objects.first() or a_report()
    found.save()
    return found


def a_section(**given: Any) -> ReportSection:
    values = {"key": "summary", "template_section": "summary", "order": 1, "heading": "H"}
    return ReportSection(report=stored_report(), **{**values, **given})


def stored_section() -> ReportSection:
    found = ReportSection.objects.first() or a_section()
    found.save()
    return found


def a_version(**given: Any) -> SectionVersion:
    return SectionVersion(**{"section": stored_section(), "number": 1, "actor": "a", **given})


def a_step(**given: Any) -> SectionStep:
    return SectionStep(**{"report": stored_report(), "act": "hand_on", "actor": "a", **given})


def an_inserted(**given: Any) -> Inserted:
    values = {"key": "method", "act": "insert", "content": "{}", "sha256": "a" * 64, "actor": "a"}
    return Inserted(report=stored_report(), run=stored_run(), **{**values, **given})


def a_frozen(**given: Any) -> Frozen:
    values = {"manuscript": "{}", "sha256": "a" * 64, "actor": "a", "at": NOW}
    return Frozen(report=stored_report(), **{**values, **given})


REFUSED: dict[str, Callable[[], models.Model]] = {
    "written_report_state_is_known": lambda: a_report(state="lost"),
    "written_report_has_a_title": lambda: a_report(title=""),
    "written_report_language_is_known": lambda: a_report(language="no"),
    "section_state_is_known": lambda: a_section(state="lost"),
    "section_level_is_one_to_three": lambda: a_section(level=4),
    "section_has_a_heading": lambda: a_section(heading=""),
    "section_is_empty_without_text": lambda: a_section(text="Något"),
    "section_version_says_who": lambda: a_version(actor=""),
    "section_step_is_known": lambda: a_step(act="burn"),
    "section_step_says_who": lambda: a_step(actor=""),
    "section_step_says_why": lambda: a_step(act="send_back"),
    "inserted_act_is_known": lambda: an_inserted(act="steal"),
    "inserted_says_what_and_by_whom": lambda: an_inserted(key=""),
    "inserted_against_when_kept": lambda: an_inserted(against="b" * 64),
    "frozen_says_what_and_by_whom": lambda: a_frozen(manuscript=""),
}

UNIQUE: dict[str, Callable[[], list[models.Model]]] = {
    "one section of a key": lambda: [a_section(), a_section(order=2)],
    "one version of a section": lambda: [a_version(), a_version(text="Annan")],
    "one frozen manuscript of a report": lambda: [a_frozen(), a_frozen()],
}
