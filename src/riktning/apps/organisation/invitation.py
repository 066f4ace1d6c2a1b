"""The address by which somebody chooses a password, once."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.models import User
from django.urls import reverse


def invitation(user: User, site: str) -> str:
    """It ends with the first use, with a sign-in, and after ``PASSWORD_RESET_TIMEOUT``."""
    key = default_token_generator.make_token(user)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": key},
    )
    return f"{site.rstrip('/')}{path}"
