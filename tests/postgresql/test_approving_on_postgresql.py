"""Nobody writes in what is being approved, decided or handed in: the database makes them wait, and
then refuses."""

import threading
import time
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from apps.stores import Store

FILL = """
from apps.report_store import a_draft, part, wrote
wrote(part(a_draft()), "Text.")
from apps.rows_of_meetings import stored_point
stored_point()
from apps.rows_of_rounds import a_version
a_version().save()
from apps.making import STAY_LINE, a_revision
from riktning.apps.plans.actions import MeasureLink, link_measures
from riktning.core.periods import Month
link = MeasureLink("Nära vård", STAY_LINE, "medelvardtid_75", None, 7.5, Month(2027, 12))
link_measures(revision=a_revision(code="utkast"), links=[link], actor="a")
"""
FREEZE = "INSERT INTO reports_frozen (report_id, manuscript, sha256, actor, at) "
FREEZE += "SELECT id, 'm', 's', 'a', now() FROM reports_report"
REPORT_APPROVED = FREEZE + "; UPDATE reports_report SET state = 'approved'"  # noqa: S608 - words of this file
MINUTES_APPROVED = "UPDATE meetings_meeting SET state = 'held'; UPDATE meetings_meeting "
MINUTES_APPROVED += "SET state = 'minuted', approved_on = '2025-09-30', approved_by = 'a'"
VERSION = "INSERT INTO reports_sectionversion (section_id, number, text, actor, at) "
VERSION += "SELECT id, 9, 'För sent', 'b', now() FROM reports_reportsection"
STEP = "INSERT INTO reports_sectionstep (report_id, act, version, reason, actor, at) "
STEP += "SELECT id, 'write', 9, '', 'b', now() FROM reports_report"
INSERTED = "INSERT INTO reports_inserted (report_id, key, run_id, act, content, sha256, against, "
INSERTED += "actor, at) SELECT id, 'k', run_id, 'insert', '{}', 's', '', 'b', now() "
INSERTED += "FROM reports_report"
SECTION = "UPDATE reports_reportsection SET text = 'För sent', state = 'draft'"
OF_REPORT = [SECTION, VERSION, STEP, INSERTED]
OF_MINUTES = ["UPDATE meetings_point SET heading = 'För sent'", "DELETE FROM meetings_point"]
DRAFT = "(SELECT r.id FROM plans_revision r JOIN plans_plan p ON p.id = r.plan_id "
DRAFT += "WHERE p.code = 'utkast')"
DECIDED = "UPDATE plans_revision SET state = 'decided', decided_on = '2023-11-09', "
DECIDED += f"decided_by = 'n' WHERE id = {DRAFT}"
AREAS = f"(SELECT id FROM plans_area WHERE revision_id = {DRAFT})"  # noqa: S608 - words of this file
LINES = f"(SELECT id FROM plans_planindicator WHERE area_id IN {AREAS})"  # noqa: S608 - as above
MEASURES = f"(SELECT id FROM plans_measure WHERE plan_indicator_id IN {LINES})"  # noqa: S608 - as above
SUBS = f"(SELECT id FROM plans_subarea WHERE area_id IN {AREAS})"  # noqa: S608 - as above
LATE_MEASURE = "INSERT INTO plans_measure (plan_indicator_id, indicator_id) "
LATE_MEASURE += f"SELECT id, 'for_sent' FROM plans_planindicator WHERE id IN {LINES}"  # noqa: S608 - as above
OF_PLAN = [
    f"UPDATE plans_area SET name = 'För sent' WHERE id IN {AREAS}",  # noqa: S608 - as above
    f"UPDATE plans_areaperiod SET heading = heading || ' sent' WHERE area_id IN {AREAS}",  # noqa: S608 - as above
    f"UPDATE plans_subarea SET name = name || ' sent' WHERE id IN {SUBS}",  # noqa: S608 - as above
    f"UPDATE plans_goal SET text = 'För sent' WHERE sub_area_id IN {SUBS}",  # noqa: S608 - as above
    f"DELETE FROM plans_activity WHERE area_id IN {AREAS}",  # noqa: S608 - as above
    f"UPDATE plans_planindicator SET text = 'För sent' WHERE id IN {LINES}",  # noqa: S608 - as above
    LATE_MEASURE,
    f"UPDATE plans_target SET value = 0 WHERE measure_id IN {MEASURES}",  # noqa: S608 - as above
    f"UPDATE plans_question SET answer = 'För sent' WHERE revision_id = {DRAFT}",  # noqa: S608 - as above
]
HANDED_IN = "UPDATE followup_report SET state = 'submitted'"
LATE_ANSWER = 'INSERT INTO followup_answerversion (answer_id, number, at, actor, "values") '
LATE_ANSWER += "SELECT id, 9, now(), 'b', '{}' FROM followup_answer"
OF_ROUND = [
    "UPDATE followup_answer SET comment = 'För sent'",
    LATE_ANSWER,
]
CASES = [
    *((REPORT_APPROVED, write, "an approved report never changes") for write in OF_REPORT),
    *((MINUTES_APPROVED, write, "approved minutes never change") for write in OF_MINUTES),
    *((DECIDED, write, "a decided revision never changes") for write in OF_PLAN),
    *((HANDED_IN, write, "a report that is handed in never changes") for write in OF_ROUND),
]


@pytest.fixture(scope="module")
def filled(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    name = f"store_{uuid4().hex[:8]}"
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    url = f"{database_url.rpartition('/')[0]}/{name}"
    Store(Path(tmp_path_factory.mktemp("home")), url).python(FILL)
    return url


@pytest.fixture
def drafts(filled: str) -> str:
    """A database of its own with a draft of a report in it and a meeting."""
    name, server = f"store_{uuid4().hex[:8]}", filled.rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{filled.rpartition("/")[2]}"')
    return f"{server}/{name}"


@pytest.mark.parametrize(("approve", "write", "refusal"), CASES)
def test_who_writes_while_it_is_approved_waits_and_is_refused(
    drafts: str, approve: str, write: str, refusal: str
) -> None:
    said: list[str] = []

    def late() -> None:
        with psycopg.connect(drafts) as other:
            try:
                other.execute(write)
                said.append("written")
            except psycopg.errors.IntegrityConstraintViolation as error:
                said.append(str(error).splitlines()[0])

    with psycopg.connect(drafts) as approving:
        approving.execute(approve)
        writer = threading.Thread(target=late)
        writer.start()
        time.sleep(0.5)
        assert said == []  # it waits for what is decided
        approving.commit()
    writer.join(10)
    assert said == [refusal]


@pytest.mark.parametrize(("approve", "write"), [case[:2] for case in CASES])
def test_what_is_not_approved_after_all_is_written_in(
    drafts: str, approve: str, write: str
) -> None:
    with psycopg.connect(drafts) as approving:
        approving.execute(approve)
        approving.rollback()
    with psycopg.connect(drafts) as other:
        other.execute(write)
