"""`riktning user`: accounts and roles by command; a password is never among the arguments."""

import inspect

import pytest
import typer
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone
from typer.testing import CliRunner, Result

from riktning.apps.organisation.models import AuditEvent, Grant
from riktning.apps.organisation.rights import Role, actor_of
from riktning.cli import user as command
from riktning.core.errors import RiktningError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "open_store", lambda: None)


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(command.app, list(arguments), input=typed)


def said(*arguments: str, typed: str = "") -> str:
    result = run(*arguments, typed=typed)
    assert result.exit_code == 0, result.exception or result.output
    return result.output


def refused(*arguments: str, typed: str = "") -> str:
    result = run(*arguments, typed=typed)
    assert isinstance(result.exception, RiktningError), result.output
    return result.exception.sentence


def test_a_new_account_comes_with_an_invitation_and_no_password() -> None:
    text = said("add", "kim", "--role", "reporter", "--unit", "NORR",
                "--address", "https://riktning.example.org")  # fmt: skip
    assert "https://riktning.example.org/konto/losenord/nytt/" in text
    user = User.objects.get(username="kim")
    assert not user.has_usable_password()
    assert actor_of(user).roles - {Role.PUBLIC} == {Role.REPORTER}
    assert [event.action for event in AuditEvent.objects.order_by("pk")] == [
        "user.add",
        "user.grant",
        "user.invite",
    ]


def test_a_password_is_asked_for_twice_and_has_to_be_a_good_one() -> None:
    assert "too common" in refused("add", "kim", "--password", typed="12345678\n12345678\n")
    assert not User.objects.exists()
    text = said("add", "kim", "--password", typed="Ett-bra-lösen-9\nEtt-bra-lösen-9\n")
    assert "Ett-bra" not in text and "http" not in text
    assert User.objects.get().check_password("Ett-bra-lösen-9")


@pytest.mark.parametrize("asked", [("add", "kim", "--password"), ("password", "kim")])
def test_nothing_is_held_while_a_password_is_typed(
    asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    if asked[0] == "password":
        said("add", "kim")
    around, held = len(connection.atomic_blocks), []

    def typed(*_words: object, **_how: object) -> str:
        held.append(len(connection.atomic_blocks) - around)
        return "Ett-bra-lösen-9"

    monkeypatch.setattr(typer, "prompt", typed)
    said(*asked)
    assert held == [0]


def test_no_command_takes_a_password_as_an_argument() -> None:
    for registered in command.app.registered_commands:
        parameters = inspect.signature(registered.callback).parameters
        assert parameters.get("password") is None or parameters["password"].default is False


def test_a_name_is_taken_once_whatever_its_case_and_an_address_too() -> None:
    said("add", "kim", "--email", "kim@example.org")
    assert "taken" in refused("add", "KIM")
    assert "taken" in refused("add", "alex", "--email", "Kim@example.org")
    assert refused("add", "k i m")
    assert refused("add", "robin", "--email", "nowhere")
    assert User.objects.count() == 1


def test_a_role_is_given_once_ended_and_can_be_given_again() -> None:
    said("add", "kim")
    for _again in range(2):
        said("grant", "kim", "approver", "--unit", "NORR", "--from", "2024-01-01")
    assert Grant.objects.count() == 1
    assert "approver at NORR" in said("list")
    said("end", "kim", "approver", "--unit", "NORR")
    assert "approver" not in said("list")
    assert "is not approver" in refused("end", "kim", "approver", "--unit", "NORR")
    said("grant", "kim", "approver", "--unit", "NORR")
    assert Grant.objects.count() == 2


def test_what_cannot_be_is_one_sentence() -> None:
    said("add", "kim")
    assert "there is no role 'boss'" in refused("grant", "kim", "boss")
    assert "nobody's role" in refused("grant", "kim", "public")
    assert "there is no account 'alex'" in refused("grant", "alex", "reader")
    assert "before it begins" in refused(
        "grant", "kim", "reader", "--from", "2025-02-01", "--to", "2025-01-01"
    )


def test_a_unit_that_is_not_there_is_refused_when_units_are_known() -> None:
    from riktning.apps.organisation.models import Unit

    said("add", "kim")
    Unit.objects.create(unit_id="SYD", name="Syd", kind="administration", from_date="2000-01-01")
    assert "no unit 'NORR'" in refused("grant", "kim", "reporter", "--unit", "NORR")
    said("grant", "kim", "reporter", "--unit", "SYD")


def test_a_closed_account_has_no_role_and_no_password_and_its_trace_stays() -> None:
    said("add", "kim", "--role", "analyst")
    said("close", "kim")
    user = User.objects.get()
    assert not user.is_active and not user.has_usable_password()
    assert not Grant.objects.filter(to_date__isnull=True).exists()
    assert "closed" in said("list")
    assert AuditEvent.objects.filter(subject="kim").count() == 5


def test_a_new_password_ends_an_old_invitation() -> None:
    said("add", "kim")
    first = said("invite", "kim").split()[-1]
    said("password", "kim", typed="Ett-bra-lösen-9\nEtt-bra-lösen-9\n")
    from allauth.account.forms import default_token_generator

    key = first.rstrip("/").rsplit("/", 1)[-1].split("-", 1)[1]
    assert not default_token_generator.check_token(User.objects.get(), key)


def test_a_role_that_ends_today_is_held_today() -> None:
    said("add", "kim")
    today = timezone.localdate().isoformat()
    said("grant", "kim", "reader", "--from", today, "--to", today)
    assert "reader" in said("list")
