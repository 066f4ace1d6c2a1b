"""Signing in with a password and a second factor: who comes in, who does not, and what is kept."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from riktning.apps.organisation.invitation import invitation
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.people import add_user, close_user, grant_role
from riktning.apps.organisation.rights import Role

pytestmark = pytest.mark.django_db
DOOR = "/konto/logga-in/"
PASSWORD = "Tertial-3-ar-klar"


@pytest.fixture(autouse=True)
def _no_attempt_is_remembered():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def kim() -> User:
    user = add_user(name="kim", email="kim@example.org", actor="test")
    user.set_password(PASSWORD)
    user.save()
    grant_role(user=user, role=Role.READER, actor="test")
    return user


def sign_in(client, name="kim", password=PASSWORD, **more):
    return client.post(DOOR, {"login": name, "password": password, **more})


def trail() -> list[tuple[str, str, str]]:
    found = AuditEvent.objects.filter(action__startswith="user.").order_by("pk")
    return list(found.values_list("action", "actor", "subject"))


@pytest.mark.parametrize("name", ["kim", "kim@example.org"])
def test_one_comes_in_by_name_or_address_and_back_to_where_one_was(kim, client, name):
    response = sign_in(client, name, next="/planen/")
    assert response["Location"] == "/planen/"
    text = client.get("/konto/").content.decode()
    assert "Du är inloggad som kim." in text
    assert "läsare" in text
    assert "hela regionen" in text


def test_nobody_is_sent_to_another_site_after_signing_in(kim, client):
    assert sign_in(client, next="https://elsewhere.example/")["Location"] == "/start/"


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_wrong_password_is_told_at_the_top_and_says_not_which_part_was_wrong(
    kim, client, language
):
    answers = []
    for name in ("kim", "nobody"):
        cache.clear()
        given = {"login": name, "password": "wrong"}
        text = client.post(f"{language}{DOOR}", given).content.decode()
        answers.append(re.search(r'role="alert"><p>([^<]+)', text)[1])
    assert answers[0] == answers[1]
    assert ("Användarnamnet" in answers[0]) is (language == "")


def test_a_password_typed_as_a_name_is_not_kept(kim, client):
    sign_in(client, name=PASSWORD, password="x")
    sign_in(client, password="x")
    assert trail()[-2:] == [
        ("user.sign_in_failed", "somebody not signed in", "no such account"),
        ("user.sign_in_failed", "somebody not signed in", "kim"),
    ]


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(kim, client):
    for _attempt in range(5):
        assert sign_in(client, password="wrong").status_code == 200
    response = sign_in(client)
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    assert "För många" in response.content.decode()


def test_a_session_ends_with_the_browser_and_after_a_working_day(kim, client):
    cookie = sign_in(client).cookies["sessionid"]
    assert cookie["expires"] == "" and cookie["httponly"] and cookie["samesite"] == "Lax"
    (session,) = Session.objects.all()
    left = (session.expire_date - timezone.now()).total_seconds()
    assert 7.9 * 3600 < left <= 8 * 3600


def test_signing_out_asks_for_a_form_and_is_in_the_trail(kim, client):
    sign_in(client)
    assert client.get("/konto/logga-ut/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/konto/logga-ut/")
    assert "_auth_user_id" not in client.session
    assert [action for action, _actor, _subject in trail()[-2:]] == [
        "user.sign_in",
        "user.sign_out",
    ]


def test_a_closed_account_is_out_at_once_and_stays_out(kim, client):
    sign_in(client)
    close_user(user=kim, actor="test")
    assert client.get("/konto/").status_code == 302
    assert sign_in(client).status_code == 200
    assert client.get("/konto/").status_code == 302


def test_nobody_makes_an_account_alone(db, client):
    response = client.post(
        "/konto/skapa/", {"username": "me", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert response.status_code == 200
    assert not User.objects.exists()


def test_an_invitation_lets_one_choose_a_password_once(client):
    user = add_user(name="alex", actor="test")
    path = invitation(user, "http://testserver").removeprefix("http://testserver")
    form = client.get(path, follow=True)
    address = form.redirect_chain[-1][0]
    weak = client.post(address, {"password1": "12345678", "password2": "12345678"})
    assert 'class="fault"' in weak.content.decode()
    client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    assert sign_in(client, "alex").status_code == 302
    again = client.get(path, follow=True).content.decode()
    assert "password1" not in again
    assert ("user.password", "alex", "alex") in trail()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_second_factor(client, committing) -> tuple[str, list[str]]:
    """Turn it on through the pages; the secret and the recovery codes."""
    sign_in(client)
    client.post("/konto/bekrafta/", {"password": PASSWORD})
    page = client.get("/konto/tvafaktor/app/").content.decode()
    secret = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page)[1]
    with committing(execute=True):
        turned_on = client.post("/konto/tvafaktor/app/", {"code": code_of(secret)})
    assert turned_on.status_code == 302
    codes = client.get("/konto/tvafaktor/koder/koder.txt").content.decode().split()
    client.post("/konto/logga-ut/")
    return secret, [code for code in codes if code.isdigit()]


def test_a_second_factor_is_asked_for_before_anybody_is_in(
    kim, client, django_capture_on_commit_callbacks
):
    secret, _codes = with_second_factor(client, django_capture_on_commit_callbacks)
    cache.clear()
    response = sign_in(client)
    assert response["Location"] == "/konto/logga-in/kod/"
    assert "_auth_user_id" not in client.session
    wrong = client.post("/konto/logga-in/kod/", {"code": "000000"})
    assert wrong.status_code == 200
    assert "_auth_user_id" not in client.session
    cache.clear()
    assert client.post("/konto/logga-in/kod/", {"code": code_of(secret)}).status_code == 302
    assert client.session["_auth_user_id"] == str(kim.pk)
    assert ("user.second_factor_added", "kim", "kim") in trail()


def test_a_recovery_code_lets_one_in_once(kim, client, django_capture_on_commit_callbacks):
    _secret, codes = with_second_factor(client, django_capture_on_commit_callbacks)
    assert len(codes) == 10
    for expected in (302, 200):
        cache.clear()
        sign_in(client)
        answer = client.post("/konto/logga-in/kod/", {"code": codes[0]})
        assert answer.status_code == expected
        client.post("/konto/logga-ut/")


def test_a_new_password_ends_the_other_sessions(kim, client):
    from django.test import Client

    other = Client()
    sign_in(other)
    sign_in(client)
    new = "Nagot-helt-annat-7"
    client.post("/konto/losenord/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/konto/").status_code == 200
    assert other.get("/konto/").status_code == 302


def test_what_signed_in_readers_get_is_kept_by_nobody_on_the_way(kim, client):
    sign_in(client)
    assert "private" in client.get("/planen/")["Cache-Control"]
