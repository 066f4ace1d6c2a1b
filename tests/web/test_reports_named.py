"""A report is named where a decision is about it: what it is called, of which revision and day."""

from datetime import date

import pytest
from django.utils import translation
from filled_store import fill

from riktning.apps.followup.actions import record_report
from riktning.apps.organisation.rights import COMMAND_LINE
from riktning.apps.plans.models import Revision
from riktning.web.decision_subjects import choices, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def reports(tmp_path):
    run, revision = fill(), Revision.objects.get()
    file = tmp_path / "uppfoljning-2025.docx"
    file.write_bytes(b"report")
    values = {"run": run, "revision": revision, "actor": "test", "as_of": date(2025, 12, 31)}
    return [
        record_report(files=[file], title="Närhälsan: uppföljning 2025", **values),
        record_report(files=[file], **values),
        record_report(files=[], **values),
    ]


def listed():
    groups = dict(choices())
    return groups["Rapporter" if translation.get_language() == "sv" else "Reports"]


def test_reports_of_one_day_are_told_apart_by_what_they_are_called(reports):
    whose, older, bare = reports
    plan = f"{whose.revision.plan.name}, revidering {whose.revision.number}"
    with translation.override("sv"):
        assert dict(listed()) == {
            f"report {whose.pk}": f"Rapport {whose.pk}: Närhälsan: uppföljning 2025 ({plan}), "
            "läget 2025-12-31",
            f"report {older.pk}": f"Rapport {older.pk}: uppfoljning-2025.docx ({plan}), "
            "läget 2025-12-31",
            f"report {bare.pk}": f"Rapport {bare.pk}: utan filer ({plan}), läget 2025-12-31",
        }


def test_the_register_says_the_same_in_both_languages(reports, django_assert_num_queries):
    [whose, *_others] = reports
    with django_assert_num_queries(1), translation.override("en"):
        [about] = named({("report", str(whose.pk))}, COMMAND_LINE).values()
        assert about.words.startswith(f"Report {whose.pk}: Närhälsan: uppföljning 2025 (")
        assert about.words.endswith("), the state on 2025-12-31")
