"""`riktning user`: accounts, the roles they hold, and the way in for a new person."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from riktning.cli.plan_life import day_of
from riktning.cli.store import open_store
from riktning.core.errors import RiktningError

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from riktning.apps.organisation.roles import Role

app = typer.Typer(help="Accounts and the roles they hold.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name one signs in with.")]
RoleName = Annotated[
    str,
    typer.Argument(
        metavar="ROLE", help="reader, reporter, approver, area_lead, analyst or administrator."
    ),
]
Unit = Annotated[str, typer.Option(help="An administration's id; the whole region when left out.")]
Area = Annotated[str, typer.Option(help="An area's slug; all areas when left out.")]
Actor = Annotated[str, typer.Option(help="Role or account that does this.")]
Ask = Annotated[bool, typer.Option("--password", help="Ask for a password instead.")]
Address = Annotated[str | None, typer.Option(help="Where the site is, for the invitation.")]


@app.command()
def add(
    name: Name,
    email: Annotated[str, typer.Option(help="Where a forgotten password is sent.")] = "",
    role: Annotated[str | None, typer.Option(help="Give this role at once.")] = None,
    unit: Unit = "",
    area: Area = "",
    password: Ask = False,
    address: Address = None,
    actor: Actor = "command line",
) -> None:
    """Make an account, and print the invitation by which the person chooses a password."""
    open_store()
    from django.db import transaction

    from riktning.apps.organisation.people import add_user, grant_role

    given = _asked_password() if password else None  # before: nobody writes in a transaction
    with transaction.atomic():
        user = add_user(name=name, email=email, actor=actor)
        if role is not None:
            grant_role(user=user, role=role_of(role), unit_id=unit, area=area, actor=actor)
        if given is not None:
            _set_password(user, given, actor)
    typer.echo(f"{name} has an account")
    if not password:
        _say_invitation(user, address, actor)


@app.command()
def invite(name: Name, address: Address = None, actor: Actor = "command line") -> None:
    """Print a new invitation: a link that lets the person choose a password, once."""
    open_store()
    from riktning.apps.organisation.people import find_user

    _say_invitation(find_user(name), address, actor)


@app.command()
def password(name: Name, actor: Actor = "command line") -> None:
    """Ask for a new password for the account."""
    open_store()
    from riktning.apps.organisation.people import find_user

    user = find_user(name)
    _set_password(user, _asked_password(), actor)
    typer.echo(f"{name} has a new password")


@app.command()
def grant(
    name: Name,
    role: RoleName,
    unit: Unit = "",
    area: Area = "",
    first: Annotated[str | None, typer.Option("--from", help="First day; default today.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day; default none.")] = None,
    actor: Actor = "command line",
) -> None:
    """Give the account a role, at one administration or all, in one area or all."""
    open_store()
    from riktning.apps.organisation.people import find_user, grant_role

    given = grant_role(
        user=find_user(name),
        role=role_of(role),
        unit_id=unit,
        area=area,
        from_date=day_of(first),
        to_date=None if last is None else day_of(last),
        actor=actor,
    )
    typer.echo(f"{name} is {role}{_place(given.unit_id, given.area)} from {given.from_date}")


@app.command()
def end(
    name: Name,
    role: RoleName,
    unit: Unit = "",
    area: Area = "",
    last: Annotated[str | None, typer.Option("--to", help="Last day; default yesterday.")] = None,
    actor: Actor = "command line",
) -> None:
    """End a role that the account holds."""
    open_store()
    from datetime import timedelta

    from riktning.apps.organisation.people import end_grant, find_user, open_grants

    day = day_of(None) - timedelta(1) if last is None else day_of(last)
    found = open_grants(find_user(name), role_of(role), unit, area)
    if not found:
        raise RiktningError(
            f"{name} is not {role}{_place(unit, area)}", remedy="`riktning user list` says who is"
        )
    for each in found:
        end_grant(grant=each, last_day=day, actor=actor)
    typer.echo(f"{name} is no longer {role}{_place(unit, area)} after {day}")


@app.command()
def close(name: Name, actor: Actor = "command line") -> None:
    """Close the account: nobody signs in with it, its roles end, what it did stays."""
    open_store()
    from riktning.apps.organisation.people import close_user, find_user

    close_user(user=find_user(name), actor=actor)
    typer.echo(f"{name} is closed")


@app.command("list")
def list_users() -> None:
    """Every account with the roles held today."""
    open_store()
    from django.contrib.auth.models import User
    from rich.console import Console
    from rich.table import Table

    from riktning.apps.organisation.rights import actor_of

    table = Table("account", "state", "roles", "last signed in", box=None)
    for user in User.objects.order_by("username"):
        held = sorted(
            f"{each.role.value}{_place(each.unit_id, each.area)}"
            for each in actor_of(user).grants
            if each.role != "public"
        )
        seen = user.last_login
        table.add_row(
            user.get_username(),
            "open" if user.is_active else "closed",
            ", ".join(held),
            f"{seen:%Y-%m-%d}" if seen else "never",
        )
    Console(width=None).print(table)


def role_of(text: str) -> "Role":
    """The role; RiktningError with those there are."""
    from riktning.apps.organisation.roles import HELD, Role

    try:
        return Role(text)
    except ValueError as error:
        names = ", ".join(role.value for role in Role if role in HELD)
        raise RiktningError(f"there is no role {text!r}", remedy=f"choose among {names}") from error


def _place(unit: str, area: str) -> str:
    return "".join(f" {word} {what}" for word, what in (("at", unit), ("in", area)) if what)


def _asked_password() -> str:
    """Asked for, twice and unseen; never among the arguments, which others on the machine read."""
    given: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return given


def _set_password(user: "User", given: str, actor: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils.translation import override

    from riktning.apps.organisation.people import new_password

    try:
        with override("en"):
            validate_password(given, user)
    except ValidationError as error:
        raise RiktningError(" ".join(error.messages), remedy="choose another password") from error
    new_password(user=user, given=given, actor=actor)


def _say_invitation(user: "User", address: str | None, actor: str) -> None:
    from django.conf import settings

    from riktning.apps.organisation.invitation import invite

    until = date.fromtimestamp(_now() + settings.PASSWORD_RESET_TIMEOUT)  # noqa: DTZ012 - this machine's day
    found = invite(user, address or settings.RIKTNING_ADDRESS, actor=actor)
    typer.echo(f"To choose a password, once, until {until}:")
    typer.echo(found)


def _now() -> float:
    import time

    return time.time()
