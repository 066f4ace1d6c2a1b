"""When a newer run changes a figure, the report shows old and new and asks."""

from dataclasses import replace

import pytest

from apps.group_store import ANALYST
from apps.report_store import (
    METHOD,
    REPORTER,
    Evidence,
    a_draft,
    another_run,
    part,
    wrote,
)
from riktning.apps.organisation.rights import NotAllowedError
from riktning.apps.reports import newer, writing
from riktning.apps.reports.errors import ChangedMeanwhileError
from riktning.apps.reports.evidence.offer import Offer, offer_from_json
from riktning.apps.reports.evidence.said import differences
from riktning.apps.reports.kinds import Taken
from riktning.apps.reports.models import Report
from riktning.apps.reports.newer import answer_changes, changed_by, latest
from riktning.documents.manuscript.blocks import Sentences, Table

pytestmark = pytest.mark.django_db
VERDICT = "verdict:m:r"


@pytest.fixture
def evidence(monkeypatch):
    found = Evidence()
    monkeypatch.setattr(writing, "offers_named_in", found.named_in)
    monkeypatch.setattr(newer, "offers_named_in", found.named_in)
    return found


@pytest.fixture
def report(evidence):
    report = a_draft()
    wrote(part(report), f"{METHOD}\n\n[[underlag:{VERDICT}]]")
    return report


def answered(report, run, **answers):
    marks = {one.row.key: one.mark for one in changed_by(report, run)}
    given = {VERDICT: (answers["verdict"], marks[VERDICT])} if answers else {}
    return answer_changes(report=report, run=run, answers=given, actor=ANALYST)


def test_each_changed_figure_is_shown_old_beside_new(report, evidence):
    evidence.values["run-2", VERDICT] = "64,8 %"
    (one,) = changed_by(report, another_run())
    (figure,) = one.figures
    assert (figure.what, figure.old, figure.new) == ("Andelen", "61,2 %", "64,8 %")
    assert one.asks


def test_the_same_figures_of_a_newer_run_are_refreshed_without_asking(report):
    run = another_run()
    assert changed_by(report, run) == ()
    assert answered(report, run) == 0
    now = Report.objects.get(pk=report.pk)
    assert (now.run, now.as_of) == (run, run.as_of)
    rows = latest(now)
    assert {row.act for row in rows.values()} == {Taken.REFRESH}
    links = offer_from_json(rows[VERDICT].content).links
    assert [link.run_id for link in links] == ["run-2"]


def test_what_is_accepted_says_the_new_figure_and_leads_to_the_new_run(report, evidence):
    evidence.values["run-2", VERDICT] = "64,8 %"
    run = another_run()
    assert answered(report, run, verdict=Taken.ACCEPT) == 0
    row = latest(report)[VERDICT]
    assert (row.act, row.run) == (Taken.ACCEPT, run)
    assert "64,8 %" in row.content
    assert Report.objects.get(pk=report.pk).run == run


def test_what_is_kept_stays_with_its_own_run_and_is_not_asked_again(report, evidence):
    evidence.values["run-2", VERDICT] = "64,8 %"
    run = another_run()
    assert answered(report, run, verdict=Taken.KEEP) == 0
    row = latest(report)[VERDICT]
    assert (row.act, row.run.run_id) == (Taken.KEEP, "run-1")
    assert "61,2 %" in row.content
    assert [one.asks for one in changed_by(report, run)] == [False]
    evidence.values["run-2", VERDICT] = "70,0 %"
    assert [one.asks for one in changed_by(report, run)] == [True]


def test_what_nobody_answers_is_asked_again_and_the_report_stays_on_its_run(report, evidence):
    evidence.values["run-2", VERDICT] = "64,8 %"
    run = another_run()
    assert answered(report, run) == 1
    assert Report.objects.get(pk=report.pk).run.run_id == "run-1"
    assert latest(report)[VERDICT].act == Taken.INSERT


def test_evidence_that_is_gone_can_only_be_kept(report, evidence):
    evidence.values["run-2", VERDICT] = None
    run = another_run()
    (one,) = changed_by(report, run)
    assert one.new is None
    with pytest.raises(ChangedMeanwhileError):
        answered(report, run, verdict=Taken.ACCEPT)
    assert answered(report, run, verdict=Taken.KEEP) == 0


def test_nobody_accepts_a_figure_they_have_not_seen(report, evidence):
    evidence.values["run-2", VERDICT] = "64,8 %"
    run = another_run()
    seen = {VERDICT: (Taken.ACCEPT, "another mark")}
    with pytest.raises(ChangedMeanwhileError):
        answer_changes(report=report, run=run, answers=seen, actor=ANALYST)


def test_a_line_that_was_deleted_is_not_asked_about(report, evidence):
    evidence.values["run-2", VERDICT] = "64,8 %"
    wrote(part(report), METHOD)
    assert changed_by(report, another_run()) == ()


def test_it_is_for_whoever_answers_for_the_report(report):
    with pytest.raises(NotAllowedError):
        answer_changes(report=report, run=another_run(), answers={}, actor=REPORTER)


def offered(text="Det är 1.", row="1", run="run-1", limit="Inga värden är dolda."):
    table = Table("Mått", ("Namn", "Lutning"), (("Besök", row),), source=f"körning {run}")
    blocks = (Sentences((text, limit), source=f"körning {run}"), table)
    return Offer("limits:all", "limits", "Om", blocks, {"Besök, år 2025": "1"})


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_said_decides_whether_to_ask_and_not_only_the_figures(language):
    runs = {"run-1", "run-2"}
    assert differences(offered(), offered(run="run-2"), runs, language) == ()
    (limit,) = differences(offered(), offered(limit="Antal är rundade till 5."), runs, language)[:1]
    assert "Inga värden är dolda." in (limit.old, limit.new)
    (cell,) = differences(offered(row="+2,29"), offered(row="+2,28"), runs, language)
    assert (cell.what, cell.old, cell.new) == ("Mått: Besök, Lutning", "+2,29", "+2,28")
    (said,) = differences(
        offered("Andelen är 37,6 i dag."), offered("Andelen är 37,5 i dag."), runs, language
    )
    assert (said.old, said.new) == ("Andelen är 37,6 i dag.", "Andelen är 37,5 i dag.")


def test_rows_in_another_order_are_asked_about_too():
    one, other = (
        replace(offered(), blocks=(Table("Mått", ("Namn", "A"), rows),))
        for rows in ((("a", "1"), ("b", "2")), (("b", "2"), ("a", "1")))
    )
    assert len(differences(one, other, {"run-1"}, "sv")) == 1


def test_a_line_is_left_out_only_when_its_own_figure_is_told_already():
    facts = ({"Besök, år 2025": "5"}, {"Besök, år 2025": "6"})
    one, other = (
        replace(offered(row=row), facts=each) for row, each in zip("56", facts, strict=True)
    )
    assert len(differences(one, other, {"run-1"}, "sv")) == 1
    longer = (
        replace(offered(row=f"1{row}"), facts=each) for row, each in zip("56", facts, strict=True)
    )
    assert len(differences(*longer, {"run-1"}, "sv")) == 2
