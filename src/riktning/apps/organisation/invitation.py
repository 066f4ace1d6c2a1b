"""The address by which somebody chooses a password, once."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.models import User
from django.urls import reverse

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.people import PeopleError


def invite(user: User, site: str, *, actor: str) -> str:
    """The address, and a trace that it was given; never the key in it."""
    address = invitation(user, site)
    audit(actor=actor, action="user.invite", subject=user.get_username())
    return address


def invitation(user: User, site: str) -> str:
    """It ends with the first use, with a sign-in, and after ``PASSWORD_RESET_TIMEOUT``.

    PeopleError for an account that is closed.
    """
    if not user.is_active:
        raise PeopleError(
            f"{user.get_username()} is closed, and nobody signs in with it",
            remedy="make a new account with `riktning user add`",
        )
    key = default_token_generator.make_token(user)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": key},
    )
    return f"{site.rstrip('/')}{path}"
