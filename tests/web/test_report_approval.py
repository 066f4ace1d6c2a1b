"""Sections and reports are approved by somebody else, and an approved report never changes."""

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction
from filled_store import fill

from apps.group_store import ANALYST
from apps.report_store import (
    OTHER,
    REPORTER,
    a_draft,
    all_approved,
    approved,
    begun,
    part,
    wrote,
)
from riktning.apps.organisation.rights import COMMAND_LINE, NotAllowedError
from riktning.apps.reports.errors import (
    ChangedMeanwhileError,
    NotPermittedError,
    ReportError,
    SamePersonError,
)
from riktning.apps.reports.handing import approve_report, take_step, unfinished
from riktning.apps.reports.kinds import Act, ReportState, SectionState
from riktning.apps.reports.models import (
    Frozen,
    Inserted,
    Report,
    ReportSection,
    SectionStep,
    SectionVersion,
)
from riktning.apps.reports.policies import STEPS
from riktning.documents.manuscript.json import manuscript_from_json, manuscript_to_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """A page to the board, from the real template, whose sections are approved."""
    fill()
    report = begun()
    all_approved(report)
    return report


def stepped(section, act, actor=ANALYST, **given):
    return take_step(section=section, act=act, actor=actor, **given)


def test_every_state_and_act_is_either_in_the_table_or_refused():
    for state in SectionState:
        for act in set(Act) - {Act.WRITE, Act.APPROVE_REPORT} - set(STEPS[state]):
            report = a_draft()
            text = "" if state == SectionState.EMPTY else "Text."
            report.sections.filter(key="summary").update(state=state, text=text)
            with pytest.raises(NotPermittedError):
                stepped(part(report), act, OTHER, reason="Skäl.")


def test_who_handed_a_section_on_does_not_approve_it(settings):
    report = a_draft()
    wrote(part(report), "Text.")
    stepped(part(report), Act.HAND_ON)
    with pytest.raises(SamePersonError):
        stepped(part(report), Act.APPROVE)
    assert stepped(part(report), Act.APPROVE, OTHER).state == SectionState.APPROVED
    settings.RIKTNING_FOUR_EYES = False
    stepped(part(report), Act.SEND_BACK, reason="Mer om barnen.")
    stepped(part(report), Act.HAND_ON)
    assert stepped(part(report), Act.APPROVE).state == SectionState.APPROVED


def test_nobody_approves_a_text_they_have_not_read():
    report = a_draft()
    wrote(part(report), "Text.")
    stepped(part(report), Act.HAND_ON)
    with pytest.raises(ChangedMeanwhileError):
        stepped(part(report), Act.APPROVE, OTHER, version=0)


def test_what_is_handed_on_is_not_written_in_and_what_is_sent_back_says_why():
    report = a_draft()
    wrote(part(report), "Text.")
    stepped(part(report), Act.HAND_ON)
    with pytest.raises(NotPermittedError):
        wrote(part(report), "Text, ändrad.")
    with pytest.raises(ReportError, match="reason"):
        stepped(part(report), Act.SEND_BACK, OTHER, reason="  ")
    stepped(part(report), Act.SEND_BACK, OTHER, reason="Mer om barnen.")
    assert wrote(part(report), "Text om barnen.").section.state == SectionState.DRAFT
    steps = report.steps.order_by("id").values_list("act", "version", "reason")
    assert list(steps) == [("hand_on", 1, ""), ("send_back", 1, "Mer om barnen.")]


def test_a_reporter_of_one_administration_approves_nothing_of_the_region():
    report = a_draft()
    approved(report)
    with pytest.raises(NotAllowedError):
        stepped(part(report), Act.SEND_BACK, REPORTER, reason="Nej.")
    with pytest.raises(NotAllowedError):
        approve_report(report=report, actor=REPORTER)


def test_a_report_waits_for_every_section_that_says_something():
    report = a_draft()
    assert len(unfinished(report)) == 3
    approved(report)
    assert unfinished(report) == []  # what is empty is left out
    wrote(part(report, "method"), "Metoden.")
    assert [section.key for section in unfinished(report)] == ["method"]
    with pytest.raises(ReportError, match="1 of the sections"):
        approve_report(report=report, actor=OTHER)


def test_who_handed_on_a_section_does_not_approve_the_report(page):
    with pytest.raises(SamePersonError):
        approve_report(report=page, actor=ANALYST)
    assert Report.objects.get().state == ReportState.DRAFT
    assert approve_report(report=page, actor=COMMAND_LINE).actor == COMMAND_LINE.name


def test_an_approved_report_is_frozen_as_a_manuscript_that_is_the_same_bytes_again(page):
    frozen = approve_report(report=page, actor=OTHER)
    stored = Frozen.objects.get()
    assert hashlib.sha256(stored.manuscript.encode()).hexdigest() == stored.sha256 == frozen.sha256
    manuscript = manuscript_from_json(stored.manuscript)
    assert manuscript_to_json(manuscript) == stored.manuscript
    assert (manuscript.title, manuscript.draft, manuscript.synthetic) == (page.title, False, True)
    with pytest.raises(NotPermittedError):
        approve_report(report=page, actor=OTHER)


def changed(row, verb):
    model = type(row)
    if verb == "insert":
        row.pk = None
        for name, other in (("key", "another"), ("number", 99)):
            if hasattr(row, name):
                setattr(row, name, other)
        row.save(force_insert=True)
    elif verb == "delete":
        model.objects.filter(pk=row.pk)._raw_delete("default")
    else:
        name = next(n for n in ("title", "text", "actor", "manuscript") if hasattr(row, n))
        model.objects.filter(pk=row.pk).update(**{name: "Något annat"})


KEPT = [Report, ReportSection, SectionVersion, SectionStep, Inserted, Frozen]
ACTS = [(model, verb) for model in KEPT for verb in ("insert", "update", "delete")]


@pytest.mark.parametrize(("model", "verb"), [a for a in ACTS if a != (Report, "insert")])
def test_the_database_keeps_an_approved_report(page, model, verb):
    approve_report(report=page, actor=OTHER)
    row = model.objects.first()
    refusal = pytest.raises(DatabaseError, match=r"never changes|append-only")
    with refusal, transaction.atomic():
        changed(row, verb)


def test_no_report_is_approved_without_its_manuscript(page):
    with pytest.raises(DatabaseError, match="frozen manuscript"), transaction.atomic():
        Report.objects.update(state="approved")


def test_an_approved_report_does_not_become_a_draft_again(page):
    approve_report(report=page, actor=OTHER)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Report.objects.update(state="draft")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's")
@pytest.mark.parametrize(
    "table", ["report", "reportsection", "sectionversion", "sectionstep", "inserted", "frozen"]
)
def test_what_is_approved_is_not_written_over(page, table):
    approve_report(report=page, actor=OTHER)
    name = f"reports_{table}"
    with (
        pytest.raises(DatabaseError, match=r"never changes|append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"INSERT OR REPLACE INTO {name} SELECT * FROM {name} LIMIT 1"  # noqa: S608 -- names of the store
        )


def test_a_draft_beside_it_is_still_written(page):
    approve_report(report=page, actor=OTHER)
    other = begun("En annan sida")
    section = other.sections.exclude(text="").first()
    section.report = other
    assert wrote(section, f"Mer.\n\n{section.text}").section.version == 2
