"""Human statuses and written reports: recorded, read back, never merged with verdicts."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from apps.making import STAY_LINE, a_revision
from apps.run_folders import STAY, RunSpec, judge, judged, write_run_folder
from riktning.apps.followup.actions import import_assessments, record_assessment, record_report
from riktning.apps.followup.assessment_file import AssessmentError
from riktning.apps.followup.attention import AttentionKind
from riktning.apps.followup.models import Assessment, Status
from riktning.apps.followup.queries import latest_statuses, reports, what_needs_attention
from riktning.apps.observations.actions import publish_run
from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import judged as known_of
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.plans.actions import MeasureLink, link_measures
from riktning.apps.plans.following import goals_unfollowed
from riktning.apps.plans.models import Goal, PlanIndicator, Revision
from riktning.apps.plans.queries import area_trees
from riktning.apps.plans.serving import link_items
from riktning.core.errors import RiktningError
from riktning.core.periods import Month
from riktning.trends.verdict import Direction

pytestmark = pytest.mark.django_db
ROLE = "områdesledning"
AS_OF = date(2025, 12, 31)
HEADER = "area;indicator;unit;as_of;status;comment;role\n"


def record(of: Any, status: Status = Status.GREEN, **given: Any) -> Assessment:
    return record_assessment(
        **{"of": of, "status": status, "as_of": AS_OF, "role": ROLE, "actor": ROLE, **given}
    )


def the_line() -> PlanIndicator:
    return PlanIndicator.objects.get(text=STAY_LINE)


@pytest.fixture
def revision() -> Revision:
    return a_revision()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    folder = write_run_folder(tmp_path / "run", RunSpec(first=Month(2025, 1)))
    judge(folder, judged(STAY, direction=Direction.WORSENING))
    return publish_run(run_folder=folder, actor="analysenheten")


def test_the_latest_status_counts_and_the_earlier_ones_are_kept(revision: Revision) -> None:
    area = revision.areas.get(order=1)
    record(area, Status.GREEN)
    record(area, Status.RED, comment="nästa bedömning, samma dag")
    record(area, Status.YELLOW, comment="läget i april", as_of=date(2025, 4, 30))
    record(the_line(), Status.NOT_MEASURED)
    said = latest_statuses(revision)
    assert said.areas[area.pk].status == "red"
    assert said.lines[the_line().pk].status == "not_measured"
    assert Assessment.objects.count() == 4


def test_a_unit_s_status_is_not_the_region_s(revision: Revision) -> None:
    area = revision.areas.get(order=1)
    record(area, Status.GREEN)
    record(area, Status.RED, comment="hos oss", unit_id="su")
    assert latest_statuses(revision).areas[area.pk].status == "green"
    assert latest_statuses(revision, "su").areas[area.pk].status == "red"


def test_the_same_statement_again_is_recorded_once(revision: Revision) -> None:
    for _ in range(2):
        record(the_line(), Status.RED, comment="för få platser")
    assert Assessment.objects.count() == 1
    assert AuditEvent.objects.filter(action="record assessment").count() == 1


@pytest.mark.parametrize("status", [Status.RED, Status.YELLOW])
def test_red_and_yellow_need_a_comment(revision: Revision, status: Status) -> None:
    with pytest.raises(AssessmentError, match="needs a comment"):
        record(the_line(), status, comment="  ")


def test_a_file_of_statuses_is_recorded_and_can_be_read_again(
    revision: Revision, tmp_path: Path
) -> None:
    file = tmp_path / "status.csv"
    rows = [
        f"Nära vård;{STAY_LINE};;2025-12-31;grön;;{ROLE}",
        f"nära vård;;su;2025-12-31;red;Platser saknas, igen;{ROLE}",
    ]
    file.write_text(HEADER + "\n".join(rows), encoding="utf-8-sig")
    assert import_assessments(revision=revision, file=file, actor=ROLE) == 2
    assert import_assessments(revision=revision, file=file, actor=ROLE) == 2
    assert sorted(Assessment.objects.values_list("status", "unit_id", "comment")) == [
        ("green", "", ""),
        ("red", "su", "Platser saknas, igen"),
    ]


WRONG_ROWS = {
    "no area 'Okänt'": "Okänt;;;2025-12-31;green;;r",
    "has no indicator 'Okänd'": "Nära vård;Okänd;;2025-12-31;green;;r",
    "'blå' is no status": "Nära vård;;;2025-12-31;blå;;r",
    "'31/12' is not a date": "Nära vård;;;31/12;green;;r",
    "role is empty": "Nära vård;;;2025-12-31;green;;",
    "needs a comment": "Nära vård;;;2025-12-31;red;;r",
}


@pytest.mark.parametrize("sentence", WRONG_ROWS)
def test_a_file_with_one_wrong_row_is_one_sentence_and_records_nothing(
    sentence: str, revision: Revision, tmp_path: Path
) -> None:
    file = tmp_path / "status.csv"
    good = "Nära vård;;;2025-12-31;green;;r\n"
    file.write_text(HEADER + good + WRONG_ROWS[sentence], encoding="utf-8")
    with pytest.raises(RiktningError) as caught:
        import_assessments(revision=revision, file=file, actor=ROLE)
    assert sentence in caught.value.sentence
    assert not Assessment.objects.exists()
    assert not AuditEvent.objects.filter(action="record assessment").exists()


def test_a_wrong_row_is_named(revision: Revision, tmp_path: Path) -> None:
    file = tmp_path / "status.csv"
    file.write_text(HEADER + "Nära vård;;;2025-12-31;blå;;r", encoding="utf-8")
    with pytest.raises(AssessmentError, match=r"^status\.csv row 2: "):
        import_assessments(revision=revision, file=file, actor=ROLE)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "columns are missing: area, as_of, status, role"),
        (b"area,status\n", "columns are missing: as_of, role"),
        ("område".encode("latin-1"), "is not text in UTF-8"),
    ],
)
def test_a_file_that_is_no_such_file_is_one_sentence(
    content: bytes, sentence: str, revision: Revision, tmp_path: Path
) -> None:
    file = tmp_path / "status.csv"
    file.write_bytes(content)
    with pytest.raises(AssessmentError, match=sentence):
        import_assessments(revision=revision, file=file, actor=ROLE)


def test_a_file_that_is_not_there_is_one_sentence(revision: Revision, tmp_path: Path) -> None:
    with pytest.raises(AssessmentError, match="cannot be read"):
        import_assessments(revision=revision, file=tmp_path / "inget.csv", actor=ROLE)


def linked(revision: Revision) -> None:
    link = MeasureLink("Nära vård", STAY_LINE, STAY, None, 7.5, Month(2027, 12))
    link_measures(revision=revision, links=[link], actor=ROLE)


def test_attention_sets_the_status_of_people_beside_the_verdicts_of_the_run(
    revision: Revision, run: Run
) -> None:
    linked(revision)
    record(the_line(), Status.GREEN)
    found = [(item.kind, item.area_slug) for item in what_needs_attention(run, revision)]
    assert found == [
        (AttentionKind.CONTRADICTION, "nara-vard"),
        (AttentionKind.WORSENING, "nara-vard"),
        (AttentionKind.UNMEASURED_AREA, "digitala-vardtjanster"),
        (AttentionKind.UNMEASURED_LINE, "nara-vard"),
        (AttentionKind.UNUSED_MEASURE, ""),
        (AttentionKind.UNUSED_MEASURE, ""),
    ]


def test_attention_without_a_run_says_what_nobody_measures(revision: Revision) -> None:
    linked(revision)
    kinds = [item.kind for item in what_needs_attention(None, revision)]
    assert kinds == [AttentionKind.UNMEASURED_AREA, AttentionKind.UNMEASURED_LINE]


def test_goals_without_an_indicator_are_named_where_somebody_has_said_which_follows_which(
    revision: Revision,
) -> None:
    linked(revision)
    goals = list(Goal.objects.filter(sub_area__area__slug="nara-vard"))
    line = PlanIndicator.objects.filter(area__slug="nara-vard").first()
    today = timezone.localdate()
    trees = area_trees(revision)
    assert goals_unfollowed(revision, trees, today) == {}
    link_items(source=line.item, target=goals[0].item, from_date=today, actor=ROLE)
    texts = {goal.text for goal in goals if goal.item_id != goals[0].item_id}
    assert set(goals_unfollowed(revision, trees, today)["nara-vard"]) == texts
    told = [
        each
        for each in what_needs_attention(None, revision)
        if each.kind is AttentionKind.UNFOLLOWED_GOAL
    ]
    assert {each.line for each in told} == texts
    assert all(each.area_slug == "nara-vard" for each in told)


def test_attention_takes_eight_queries_and_fewer_with_what_is_at_hand(
    revision: Revision, run: Run, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(8):
        what_needs_attention(run, revision)
    trees = area_trees(revision)
    with django_assert_num_queries(4):
        every = what_needs_attention(run, revision, trees)
    statuses, known = latest_statuses(revision), known_of(run)
    with django_assert_num_queries(1):
        assert what_needs_attention(run, revision, trees, statuses, known) == every


def test_a_written_report_is_recorded_with_the_fingerprint_of_each_file(
    revision: Revision, run: Run, tmp_path: Path, django_assert_num_queries: Any
) -> None:
    file = tmp_path / "rapport.docx"
    file.write_bytes(b"rapport")
    record_report(run=run, revision=revision, as_of=AS_OF, files=[file], actor=ROLE)
    with django_assert_num_queries(1):
        (issue,) = reports()
        assert (issue.run.run_id, str(issue.revision), issue.synthetic) == ("run-1", "plan 1", True)
    (described,) = issue.files
    assert (described["name"], described["bytes"]) == ("rapport.docx", 7)
    assert described["sha256"] == hashlib.sha256(b"rapport").hexdigest()


def test_a_report_that_is_not_there_is_not_recorded(
    revision: Revision, run: Run, tmp_path: Path
) -> None:
    with pytest.raises(AssessmentError, match="cannot be read"):
        record_report(
            run=run, revision=revision, as_of=AS_OF, files=[tmp_path / "x.pdf"], actor=ROLE
        )
    assert reports() == []


def test_a_run_that_a_report_was_made_of_cannot_be_removed(revision: Revision, run: Run) -> None:
    record_report(run=run, revision=revision, as_of=AS_OF, files=[], actor=ROLE)
    with pytest.raises(ProtectedError):
        run.delete()
