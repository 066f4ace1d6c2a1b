"""Accounts and the roles they hold: given, ended and closed, each with a trace."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import Action, Held
from riktning.apps.organisation.roles import HELD, Role
from riktning.core.errors import RiktningError


class PeopleError(RiktningError):
    """An account or a role cannot be given, found or ended as asked."""


def find_user(name: str) -> User:
    """The account; PeopleError when there is none."""
    user = User.objects.filter(username=name).first()
    if user is None:
        raise PeopleError(f"there is no account {name!r}", remedy="`riktning user list` lists them")
    return user


@transaction.atomic
def add_user(*, name: str, email: str = "", actor: str) -> User:
    """An account without password: whoever it is for chooses one by an invitation."""
    try:
        User.username_validator(name)
        if email:
            validate_email(email)
    except ValidationError as error:
        with override("en"):
            said = " ".join(error.messages)
        raise PeopleError(said, where=name) from error
    if User.objects.filter(
        Q(username__iexact=name) | Q(email__iexact=email, email__gt="")
    ).exists():
        raise PeopleError("the name or the address is taken", where=name, remedy="choose another")
    user = User.objects.create_user(name, email=email)
    audit(actor=actor, action=Action.ADD_USER, subject=name, email=email)
    return user


@transaction.atomic
def close_user(*, user: User, actor: str) -> None:
    """Nobody signs in with the account any more, and its roles end; what it did stays."""
    for grant in _open(user):
        end_grant(grant=grant, last_day=timezone.localdate() - timedelta(1), actor=actor)
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    audit(actor=actor, action=Action.CLOSE_USER, subject=user.get_username())


@transaction.atomic
def new_password(*, user: User, given: str, actor: str) -> None:
    """Give the account another password; refused for one that is closed."""
    if not user.is_active:
        raise PeopleError(f"{user.get_username()} is closed", remedy="make a new account")
    user.set_password(given)
    user.save(update_fields=["password"])
    audit(actor=actor, action="user.password", subject=user.get_username())


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: Role,
    unit_id: str = "",
    area: str = "",
    from_date: date | None = None,
    to_date: date | None = None,
    source: str = "",
    actor: str,
) -> Grant:
    """Give the role from the day (today when none is said); given twice it is given once."""
    first = from_date or timezone.localdate()
    _check(role, unit_id, first, to_date)
    same = Grant.objects.filter(user=user, role=role, unit_id=unit_id, area=area, source=source)
    known = same.filter(Q(to_date__isnull=True) | Q(to_date__gte=first), from_date__lte=first)
    found = known.first()
    if found is not None and found.to_date == to_date:
        return found
    grant = Grant(
        user=user, role=role, unit_id=unit_id, area=area, from_date=first, to_date=to_date,
        source=source,
    )  # fmt: skip
    if same.filter(from_date=first).exists():
        raise PeopleError(
            f"{user.get_username()} has the role from that day already",
            remedy="end it first with `riktning user end`",
        )
    grant.save(force_insert=True)
    audit(
        actor=actor,
        action=Action.GRANT_ROLE,
        subject=user.get_username(),
        role=role.value,
        unit=unit_id,
        area=area,
        from_date=first.isoformat(),
        to_date=to_date.isoformat() if to_date else None,
        source=source,
    )
    return grant


@transaction.atomic
def end_grant(*, grant: Grant, last_day: date, actor: str) -> None:
    """After the day the role is no longer held; one that never began to hold is taken away."""
    if grant.from_date > last_day:
        grant.delete()
    else:
        grant.to_date = last_day
        grant.save(update_fields=["to_date"])
    audit(
        actor=actor,
        action=Action.END_GRANT,
        subject=grant.user.get_username(),
        role=grant.role,
        unit=grant.unit_id,
        area=grant.area,
        last_day=last_day.isoformat(),
        source=grant.source,
    )


@transaction.atomic
def follow_provider(*, user: User, source: str, held: Iterable[Held]) -> None:
    """Let the roles that an identity provider gives be those and no others, from today on."""
    wanted = set(held)
    for grant in _open(user).filter(source=source):
        had = Held(Role(grant.role), grant.unit_id, grant.area)
        if had in wanted:
            wanted.discard(had)
        else:
            end_grant(grant=grant, last_day=timezone.localdate() - timedelta(1), actor=source)
    for each in sorted(wanted, key=lambda one: (one.role, one.unit_id, one.area)):
        grant_role(
            user=user, role=each.role, unit_id=each.unit_id, area=each.area, source=source,
            actor=source,
        )  # fmt: skip


def open_grants(user: User, role: Role, unit_id: str = "", area: str = "") -> list[Grant]:
    """The grants of exactly this role and place that have not ended."""
    return list(_open(user).filter(role=role, unit_id=unit_id, area=area))


def _open(user: User) -> QuerySet[Grant]:
    today = timezone.localdate()
    return (
        Grant.objects.select_for_update()
        .filter(user=user)
        .filter(Q(to_date__isnull=True) | Q(to_date__gte=today))
    )


def _check(role: Role, unit_id: str, first: date, last: date | None) -> None:
    if role not in HELD:
        raise PeopleError(
            f"{role.value} is nobody's role",
            remedy=f"choose among {', '.join(sorted(each.value for each in HELD))}",
        )
    if last is not None and last < first:
        raise PeopleError(f"the role would end on {last}, before it begins on {first}")
    known = units_on(first)
    if unit_id and known and unit_id not in known:
        raise PeopleError(
            f"there is no unit {unit_id!r} on {first}", remedy="check the id of the administration"
        )
