"""A plan document brought in on the web becomes a draft; the year's tasks are put on the wheel."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from plan_store import CODE, fill_plans

from riktning.apps.organisation.models import AuditEvent, Grant
from riktning.apps.plans.models import Plan, Revision, YearlyTask
from riktning.documents.reading.apart import TooSlowError, read_apart

EXAMPLE = Path(__file__).parents[2] / "examples" / "plan" / "plan.docx"
PLACE = "/planen/las-in/"
WHEEL = f"/planen/{CODE}/1/arshjul/"


@pytest.fixture
def analyst(client, db):
    user = User.objects.create_user("en-analytiker")
    Grant.objects.create(user=user, role="analyst", from_date=date(2020, 1, 1))
    client.force_login(user)
    return client


def a_document():
    """The example plan as a Word document: six areas and a question."""
    return EXAMPLE.read_bytes()


def sent(client, content, name="plan.docx", **fields):
    file = SimpleUploadedFile(name, content)
    return client.post(PLACE, {"fil": file, "slag": "implementation", **fields}, follow=True)


def test_a_document_becomes_a_draft_with_its_questions_and_twice_is_once(analyst):
    content = a_document()
    answer = sent(analyst, content, namn="Genomförandeplan för nära vård")
    made = Revision.objects.get()
    assert (made.state, made.plan.code) == ("draft", "genomforandeplan-for-nara-vard")
    assert made.areas.count() == 6
    assert made.questions.count() == 1
    page = answer.content.decode()
    assert "Revidering 1 är inläst som utkast: 6 områden" in page
    assert "1 fråga väntar på svar." in page
    assert AuditEvent.objects.filter(action="create draft revision").first().actor == (
        "en-analytiker"
    )
    again = sent(analyst, content, plan=made.plan.code)
    assert "Samma dokument är redan inläst, som revidering 1." in again.content.decode()
    assert Revision.objects.count() == 1


def test_a_document_is_the_next_revision_of_a_plan_that_is_there(analyst):
    fill_plans()
    before = Plan.objects.get(code=CODE)
    sent(analyst, a_document(), plan=CODE)
    latest = before.revisions.order_by("-number").first()
    assert latest.state == "draft"
    assert latest.source_name == "plan.docx"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "plan.docx", "Välj ett dokument."),
        (b"PK\x03\x04 inget arkiv", "plan.docx", "Ingen plan kunde läsas i dokumentet."),
        (b"MZ\x90\x00\x03\x00\x00\x00", "plan.exe", "Ingen plan kunde läsas i dokumentet."),
        ("Bara några ord.".encode(), "brev.txt", "Ingen plan kunde läsas i dokumentet."),
        (b"x" * (10 * 1024 * 1024 + 1), "plan.txt", "Dokumentet är större än 10 MB."),
    ],
)
def test_what_is_no_plan_is_refused_in_words_and_leaves_nothing(analyst, content, name, said):
    answer = sent(analyst, content, name, namn="En plan")
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Plan.objects.exists()


def test_the_name_and_the_kind_of_a_new_plan_are_asked_for(analyst):
    content = a_document()
    assert "Skriv en text." in sent(analyst, content, namn="").content.decode()
    assert "slags plan" in sent(analyst, content, namn="En plan", slag="local").content.decode()
    assert "ingen sådan plan" in sent(analyst, content, plan="annan").content.decode()
    assert not Plan.objects.exists()


def test_a_document_that_takes_too_long_is_ended(tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(a_document())
    with pytest.raises(TooSlowError, match="too long"):
        read_apart(path, seconds=0.01)


def test_a_task_is_put_on_the_wheel_and_taken_off_it(analyst):
    fill_plans()
    given = {"handling": "ny", "manad": "11", "text": "Revidera planen", "roll": "planledaren"}
    page = analyst.post(f"{WHEEL}uppgift/", given, follow=True).content.decode()
    assert "Uppgiften finns nu på årshjulet." in page
    assert "Revidera planen" in page
    assert "planledaren" in page
    gone = analyst.post(f"{WHEEL}uppgift/", {**given, "handling": "bort"}, follow=True)
    assert "Uppgiften är borttagen" in gone.content.decode()
    assert not YearlyTask.objects.filter(text="Revidera planen").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"handling": "ny", "manad": "13", "text": "x"}, "Välj en månad."),
        ({"handling": "ny", "manad": "1", "text": " "}, "Skriv en text."),
        ({"handling": "ny", "manad": "1", "text": "x" * 301}, "Skriv högst 300."),
        ({"handling": "bort", "manad": "1", "text": "x"}, "finns inte på årshjulet längre"),
    ],
)
def test_a_task_that_cannot_be_is_told(analyst, given, said):
    fill_plans()
    assert said in analyst.post(f"{WHEEL}uppgift/", given, follow=True).content.decode()


def test_who_may_not_meets_no_form(client, db):
    fill_plans()
    user = User.objects.create_user("en-läsare")
    Grant.objects.create(user=user, role="reader", from_date=date(2020, 1, 1))
    client.force_login(user)
    assert client.get(PLACE).status_code == 403
    assert client.post(f"{WHEEL}uppgift/", {}).status_code == 403
    assert "uppgift/" not in client.get(WHEEL).content.decode()
    assert "las-in" not in client.get("/planen/").content.decode()
