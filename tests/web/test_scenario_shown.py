"""A run is shown to everybody by who publishes, and taken back with a reason that stays."""

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.utils import timezone
from filled_store import fill

from apps.scenario_store import a_done_job, a_job, fill_scenarios
from riktning.apps.organisation.models import AuditEvent, Grant
from riktning.apps.organisation.rights import COMMAND_LINE, Role
from riktning.apps.scenarios import publishing
from riktning.apps.scenarios.actions import publish_scenarios
from riktning.apps.scenarios.models import RunPublication, RunWithdrawal
from riktning.apps.scenarios.publishing import publish_run, withdraw_run
from riktning.core.errors import ScenarioError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.RIKTNING_HOME = tmp_path


def signed_in(client, role):
    user = User.objects.create_user(role.value)
    Grant.objects.create(user=user, role=role, from_date=timezone.localdate())
    client.force_login(user)
    return client


def words(response):
    return " ".join(response.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_run_is_published_by_the_analyst_and_read_by_everybody(client, django_user_model):
    fill()
    fill_scenarios()
    job = a_done_job(name="Mer hemma", actor="ledare")
    at_work, shown = f"/scenarier/korningar/{job.pk}/", f"/scenarier/korning-{job.pk}/"
    assert client.get(shown).status_code == 404 and "Mer hemma" not in words(
        client.get("/scenarier/")
    )
    signed_in(client, Role.ANALYST)
    assert "Publicera scenariot" in words(client.get(at_work))
    client.post(f"{at_work}publicera/")
    text = words(client.get(at_work))
    assert "Den är publicerad sedan" in text and "Dra tillbaka scenariot" in text
    client.logout()
    listed = words(client.get("/scenarier/"))
    assert f'href="{shown}">Mer hemma' in listed and f"Körning {job.pk}, publicerad" in listed
    text = words(client.get(shown))
    assert f"körning {job.pk}, publicerad" in text and "ledare" not in text
    assert client.get(f"{shown}tabell.csv").status_code == 200
    assert client.get(at_work).status_code in {302, 403}


def test_a_run_that_was_withdrawn_says_why_at_its_address(client):
    fill_scenarios()
    job = a_done_job(name="Mer hemma")
    publish_run(job=job, actor=COMMAND_LINE)
    signed_in(client, Role.ANALYST)
    at_work, shown = f"/scenarier/korningar/{job.pk}/", f"/scenarier/korning-{job.pk}/"
    client.post(f"{at_work}dra-tillbaka/", {"skal": " "})
    assert RunWithdrawal.objects.count() == 0
    client.post(f"{at_work}dra-tillbaka/", {"skal": "Räckvidden var fel."})
    client.logout()
    response = client.get(shown)
    assert response.status_code == 410 and "Räckvidden var fel." in words(response)
    assert client.get(f"{shown}tabell.csv").status_code == 404
    assert "Mer hemma" not in words(client.get("/scenarier/"))
    assert "Mer hemma" not in words(client.get(f"/scenarier/jamfor/?med=korning-{job.pk}"))
    event = AuditEvent.objects.get(action="scenario.withdraw")
    assert event.subject == f"scenario job {job.pk}" and "fel" in str(event.detail)


def test_what_was_withdrawn_is_not_published_again(client):
    job = a_done_job()
    publish_run(job=job, actor=COMMAND_LINE)
    withdraw_run(job=job, reason="Fel.", actor=COMMAND_LINE)
    for again in (publish_run, lambda **given: withdraw_run(reason="Fel.", **given)):
        with pytest.raises(ScenarioError):
            again(job=job, actor=COMMAND_LINE)
    assert AuditEvent.objects.filter(subject=f"scenario job {job.pk}").count() == 2


def test_a_run_that_is_not_done_is_not_shown():
    job = a_job()
    with pytest.raises(ScenarioError, match="not done"):
        publish_run(job=job, actor=COMMAND_LINE)


def test_so_many_runs_are_shown_and_no_more(monkeypatch):
    monkeypatch.setattr(publishing, "MOST_SHOWN", 1)
    first, second = a_done_job(), a_done_job(name="Ett till")
    publish_run(job=first, actor=COMMAND_LINE)
    with pytest.raises(ScenarioError, match="shown already"):
        publish_run(job=second, actor=COMMAND_LINE)
    withdraw_run(job=first, reason="Byts ut.", actor=COMMAND_LINE)
    assert publish_run(job=second, actor=COMMAND_LINE).job_id == second.pk


@pytest.mark.parametrize("role", [Role.READER, Role.AREA_LEAD])
def test_others_neither_publish_nor_withdraw(client, role):
    job = a_done_job()
    signed_in(client, role)
    at_work = f"/scenarier/korningar/{job.pk}/"
    assert client.post(f"{at_work}publicera/").status_code == 403
    assert "Publicera scenariot" not in words(client.get(at_work))
    publish_run(job=job, actor=COMMAND_LINE)
    assert client.post(f"{at_work}dra-tillbaka/", {"skal": "x"}).status_code == 403
    assert RunWithdrawal.objects.count() == 0


def test_what_was_published_and_why_it_was_withdrawn_stays():
    job = a_done_job()
    made = publish_run(job=job, actor=COMMAND_LINE)
    gone = withdraw_run(job=job, reason="Fel.", actor=COMMAND_LINE)
    changes = (
        lambda: RunPublication.objects.filter(pk=made.pk).update(actor="b"),
        lambda: RunWithdrawal.objects.filter(pk=gone.pk).update(reason="Annat."),
        lambda: RunWithdrawal.objects.filter(pk=gone.pk)._raw_delete("default"),
    )
    for change in changes:
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()


def test_a_scenario_does_not_take_the_address_of_a_run():
    told = [{"id": "korning-3", "synthetic": True, "label": "x"}]
    with pytest.raises(ScenarioError, match="korning-3"):
        publish_scenarios(contents=told, actor="analyst")


def test_runs_of_one_name_are_told_apart_where_they_are_listed_and_compared(client):
    fill_scenarios()
    one, other = a_done_job(name="Samma"), a_done_job(name="Samma", actor="ledare")
    publish_run(job=one, actor=COMMAND_LINE)
    named = "?" + "&".join(f"med=korning-{each.pk}" for each in (one, other))
    day = timezone.localtime(one.created_at).strftime("%Y-%m-%d")
    signed_in(client, Role.READER)
    text = words(client.get(f"/scenarier/jamfor/{named}"))
    for each in (one, other):
        assert f"körning {each.pk}, {day}" in text
    assert ", ledare</span>" in text
    rows = words(client.get("/scenarier/korningar/"))
    assert all(f'data-label="Nummer">{each.pk}<' in rows for each in (one, other))
    assert rows.count("publicerad") >= 1
    client.logout()
    text = words(client.get(f"/scenarier/jamfor/?med=baseline&med=korning-{one.pk}"))
    assert f"körning {one.pk}, {day}" in text and "ledare" not in text
    table = client.get(f"/scenarier/jamfor.csv?med=korning-{one.pk}")
    assert f"Samma (körning {one.pk}" in b"".join(table.streaming_content).decode("utf-8-sig")
