"""Who can be named a writer, and that an approved report has no form to change it by."""

import pytest

from apps.report_store import ANALYST, OTHER, READER, REPORTER
from riktning.apps.reports.beginning import name_writer
from riktning.apps.reports.errors import ReportError
from riktning.apps.reports.handing import approve_report
from riktning.web.presenters.written_reports import accounts
from web.test_meeting_pages import as_
from web.test_report_approval import page

pytestmark = pytest.mark.django_db
__all__ = ["page"]  # the fixture: a report whose sections are approved


def test_readers_are_not_offered_as_writers(client):
    for actor in (READER, REPORTER, ANALYST):
        as_(client, actor)
    assert accounts() == sorted([REPORTER.name, ANALYST.name])


def test_nor_is_a_reader_taken_as_one_by_name(client, page):
    as_(client, READER)
    section = page.sections.first()
    with pytest.raises(ReportError) as refused:
        name_writer(section=section, writer=READER.name, actor=ANALYST)
    assert READER.name in str(refused.value)
    section.refresh_from_db()
    assert section.writer == ""


def test_an_approved_report_shows_its_text_in_place_of_the_form(client, page):
    address = f"/rapporter/{page.pk}/om/"
    assert as_(client, ANALYST).get(address).status_code == 200
    approve_report(report=page, actor=OTHER)
    for answer in (client.get(address), client.post(address, {"title": "En annan"})):
        assert (answer.status_code, answer["Location"]) == (302, f"/rapporter/{page.pk}/")
