"""What a site may ask of who signs in, what is tried too often, and what of it is in the trail."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from riktning.apps.organisation.invitation import invitation, invite
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.people import (
    PeopleError,
    add_user,
    close_user,
    grant_role,
    new_password,
)
from riktning.apps.organisation.rights import Role
from riktning.config.identity import two_factor_roles
from riktning.core.errors import RiktningError

pytestmark = pytest.mark.django_db
DOOR, PASSWORD = "/konto/logga-in/", "Tertial-3-ar-klar"


@pytest.fixture(autouse=True)
def _no_attempt_is_remembered():
    cache.clear()
    yield
    cache.clear()


def account(name, role):
    user = add_user(name=name, email=f"{name}@example.org", actor="test")
    user.set_password(PASSWORD)
    user.save()
    grant_role(user=user, role=role, actor="test")
    return user


def sign_in(client, name, password=PASSWORD, place="192.0.2.1"):
    return client.post(DOOR, {"login": name, "password": password}, REMOTE_ADDR=place)


def is_in(client):
    return "_auth_user_id" in client.session


def actions():
    return list(AuditEvent.objects.order_by("pk").values_list("action", "actor", "subject"))


def test_a_role_that_must_have_a_second_factor_meets_the_way_to_it_first(client, settings):
    settings.RIKTNING_TWO_FACTOR = frozenset({"analyst"})
    user = account("kim", Role.ANALYST)
    sign_in(client, "kim")
    for address in ("/start/", "/historik/", "/uppfoljning/rundor/", "/en/planen/"):
        assert client.get(address)["Location"].endswith("/konto/tvafaktor/app/"), address
    assert client.get("/api/v1/plans").status_code == 403
    assert client.get("/konto/").status_code == 200
    assert client.get("/konto/tvafaktor/app/").status_code in (200, 302)
    TOTP.activate(user, generate_totp_secret())
    assert client.get("/historik/").status_code == 200
    user.authenticator_set.all().delete()
    assert client.get("/historik/").status_code == 302


def test_other_roles_and_strangers_are_asked_for_none(client, settings):
    settings.RIKTNING_TWO_FACTOR = frozenset({"analyst"})
    assert client.get("/planen/").status_code == 200
    account("alex", Role.READER)
    sign_in(client, "alex")
    assert client.get("/historik/").status_code == 200


def test_who_comes_through_an_identity_provider_is_not_asked_again(client, settings):
    settings.RIKTNING_TWO_FACTOR = frozenset({"analyst"})
    client.force_login(account("kim", Role.ANALYST))
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount"}]
    session.save()
    assert client.get("/historik/").status_code == 200


def test_the_setting_names_roles_there_are(monkeypatch):
    monkeypatch.setenv("RIKTNING_TWO_FACTOR", "administrator, analyst")
    assert two_factor_roles() == {"administrator", "analyst"}
    monkeypatch.setenv("RIKTNING_TWO_FACTOR", "chef")
    with pytest.raises(RiktningError, match="chef"):
        two_factor_roles()


def test_five_wrong_tries_close_the_account_for_that_place_and_no_other(client):
    account("kim", Role.READER)
    for number in range(5):
        sign_in(client, ("kim", "kim@example.org")[number % 2], "fel")
    sign_in(client, "kim")
    assert not is_in(client)
    sign_in(client, "kim@example.org")
    assert not is_in(client)
    elsewhere = Client()
    sign_in(elsewhere, "kim", place="198.51.100.7")
    assert is_in(elsewhere)


def test_many_places_together_cannot_go_on_guessing(client):
    account("kim", Role.READER)
    for number in range(60):
        sign_in(Client(), "kim", "fel", place=f"198.51.100.{number}")
    sign_in(client, "kim", place="203.0.113.9")
    assert not is_in(client)


def test_sessions_that_are_ended_are_in_the_trail(client):
    account("kim", Role.READER)
    other = Client()
    sign_in(other, "kim")
    sign_in(client, "kim")
    client.get("/konto/sessioner/")
    client.post("/konto/sessioner/")
    assert ("user.sessions_ended", "kim", "kim") in actions()


def test_an_invitation_and_a_password_given_by_command_leave_a_trace_without_the_secret():
    user = account("kim", Role.READER)
    address = invite(user, "https://example.org", actor="command line")
    new_password(user=user, given="Nagot-helt-annat-7", actor="command line")
    assert actions()[-2:] == [
        ("user.invite", "command line", "kim"),
        ("user.password", "command line", "kim"),
    ]
    key = address.rstrip("/").rpartition("-")[2]
    kept = " ".join(str(event.detail) + event.subject for event in AuditEvent.objects.all())
    assert key not in kept
    assert "Nagot" not in kept


def test_nobody_is_invited_to_an_account_that_is_closed():
    user = account("kim", Role.READER)
    close_user(user=user, actor="test")
    closed = User.objects.get(pk=user.pk)
    for refused in (
        lambda: invitation(closed, "https://example.org"),
        lambda: invite(closed, "https://example.org", actor="test"),
        lambda: new_password(user=closed, given="Nagot-helt-annat-7", actor="test"),
    ):
        with pytest.raises(PeopleError, match="closed"):
            refused()
    assert "user.invite" not in {action for action, _actor, _subject in actions()}


def test_a_forgotten_password_is_in_the_trail(client):
    account("kim", Role.READER)
    client.post("/konto/losenord/glomt/", {"email": "kim@example.org"})
    assert ("user.password_forgotten", "somebody not signed in", "kim") in actions()
