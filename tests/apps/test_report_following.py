"""A report carries on from an approved one: its texts come along, the evidence is the new run's."""

import pytest

from apps.group_store import ANALYST
from apps.report_evidence_store import a_plan, a_run
from apps.report_store import OTHER, approved, part
from apps.round_store import SHARED, STAY
from riktning.apps.organisation.rights import Actor, NotAllowedError
from riktning.apps.reports.beginning import About, begin_report
from riktning.apps.reports.errors import ReportError
from riktning.apps.reports.evidence.offer import offer_from_json
from riktning.apps.reports.following import left_behind, may_be_followed
from riktning.apps.reports.handing import approve_report
from riktning.apps.reports.kinds import SectionState
from riktning.apps.reports.lines import keys_in, without
from riktning.apps.reports.models import Report
from riktning.apps.reports.newer import latest
from riktning.apps.reports.writing import write_section
from riktning.core.periods import Month
from riktning.trends.verdict import Direction

pytestmark = pytest.mark.django_db
VERDICT = f"[[underlag:verdict:{STAY}:region]]"
OTHER_VERDICT = f"[[underlag:verdict:{SHARED}:region]]"


def begun(run, revision, *, language="sv", template="board", **given):
    return begin_report(
        template_key=template, revision=revision, run=run, title="Sidan",
        about=About(run.as_of, language), actor=ANALYST, **given,
    )  # fmt: skip


def finished(report):
    approved(report, [s.key for s in report.sections.exclude(text="")])
    approve_report(report=report, actor=OTHER)
    return Report.objects.get(pk=report.pk)


@pytest.fixture
def earlier(tmp_path):
    """A board's page of August, approved, with words of its own in its first section."""
    run = a_run(tmp_path, "run-1", last=Month(2025, 8), direction=Direction.IMPROVING)
    report = begun(run, a_plan())
    section = first(report)
    write_section(
        section=section, text=f"Egna ord.\n\n{VERDICT}", base=section.version, actor=ANALYST
    )
    return finished(report)


@pytest.fixture
def december(earlier, tmp_path):
    return a_run(tmp_path, "run-2", last=Month(2025, 12), direction=Direction.WORSENING)


def first(report):
    return part(report, report.sections.exclude(text="").first().key)


def test_texts_come_along_and_evidence_is_of_the_new_run(earlier, december):
    report = begun(december, earlier.revision, follows=earlier)
    section = first(report)
    assert (section.text, section.version) == (f"Egna ord.\n\n{VERDICT}", 1)
    assert section.state == SectionState.DRAFT  # nobody has approved it for this report
    row = latest(report)[f"verdict:{STAY}:region"]
    assert row.run_id == december.pk
    assert offer_from_json(row.content).links[0].verdict == "worsening"
    assert left_behind(report) == ()


def test_what_has_changed_is_told_since_the_report_that_it_carries_on_from(earlier, december):
    section = first(begun(december, earlier.revision, follows=earlier))
    write_section(section=section, text="[[underlag:changes:all]]", base=1, actor=ANALYST)
    told = offer_from_json(latest(section.report)["changes:all"].content)
    assert "sedan 31\u00a0augusti\u00a02025" in told.blocks[0].texts[0]
    assert "run-1" in told.blocks[1].source


def test_evidence_that_there_is_none_of_any_more_is_left_behind_and_that_can_be_told(
    earlier, tmp_path
):
    run = a_run(tmp_path, "run-3", last=Month(2025, 12))
    older = begun(run, earlier.revision)
    section = first(older)
    write_section(
        section=section,
        text=f"Före.\n\n{OTHER_VERDICT}\n\n{VERDICT}\n\nEfter.",
        base=1,
        actor=ANALYST,
    )
    older = finished(older)
    short = a_run(tmp_path, "run-4", last=Month(2026, 1))
    short.indicators.get(indicator_id=SHARED).delete()
    report = begun(short, earlier.revision, follows=older)
    assert OTHER_VERDICT not in first(report).text
    assert first(report).text.startswith("Före.")
    assert first(report).text.endswith("Efter.")
    assert f"verdict:{SHARED}:region" in left_behind(report)


@pytest.mark.parametrize("other", [{"language": "en"}, {"template": "yearly"}])
def test_it_carries_on_from_the_same_template_place_and_language(earlier, december, other):
    with pytest.raises(ReportError, match="same plan, template, place and language"):
        begun(december, earlier.revision, follows=earlier, **other)
    assert Report.objects.count() == 1


def test_it_carries_on_from_what_is_approved_and_earlier(earlier, december):
    draft = begun(december, earlier.revision)
    with pytest.raises(ReportError, match="approved one"):
        begun(december, earlier.revision, follows=draft)
    later = finished(draft)
    with pytest.raises(ReportError, match="an earlier one"):
        begun(earlier.run, earlier.revision, follows=later)


def test_only_approved_reports_that_one_may_read_are_on_offer(earlier, december):
    begun(december, earlier.revision)
    plan = earlier.revision.plan_id
    assert may_be_followed(ANALYST, plan) == [earlier]
    assert may_be_followed(Actor("någon", frozenset()), plan) == []
    assert may_be_followed(ANALYST, plan + 1) == []
    with pytest.raises(NotAllowedError):
        begin_report(
            template_key="board", revision=earlier.revision, run=december, title="Sidan",
            about=About(december.as_of), follows=earlier, actor=Actor("någon", frozenset()),
        )  # fmt: skip


def test_a_line_that_is_taken_away_leaves_the_text_as_it_was():
    text = "Före.\n\n[[underlag:a:1]]\n\nMitt.\n\n[[underlag:b:2]]\n\nEfter [[underlag:a:1]]."
    assert without(text, {"a:1"}) == (
        "Före.\n\nMitt.\n\n[[underlag:b:2]]\n\nEfter [[underlag:a:1]]."
    )
    assert keys_in(without(text, {"a:1", "b:2"})) == ()
    assert without(text, set()) == text
