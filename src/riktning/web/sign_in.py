"""What signing in means here: nobody makes an account alone; a provider's groups may give roles."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.signals import user_logged_in
from allauth.core.internal.ratelimit import consume, get_ip
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.dispatch import receiver
from django.http import HttpRequest

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.people import follow_provider
from riktning.apps.organisation.rights import Held, Role, asked_with_grants

NOBODY_KNOWN = "somebody not signed in"


class Accounts(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """allauth's way in; an account comes with the roles it holds, which every page asks for."""

    def get_user(self, user_id: Any) -> Any:
        user = asked_with_grants(user_id)
        if user is None:
            return super().get_user(user_id)
        return user if self.user_can_authenticate(user) else None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Accounts with a password are made by the administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent, and nothing fails, where no mail server is named."""
        if settings.EMAIL_HOST:
            super().send_mail(*args, **kwargs)

    def send_password_reset_mail(self, user: Any, email: str, context: Any) -> None:
        """A way to a new password was asked for; the way itself is in the letter only."""
        name = user.get_username()
        audit(actor=NOBODY_KNOWN, action="user.password_forgotten", subject=name)
        super().send_password_reset_mail(user, email, context)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Few tries for an account from one place, and in an hour not many from all places.

        The first alone would let somebody elsewhere keep the account's owner out; without the
        second, many places could go on guessing.
        """
        super().pre_authenticate(request, **credentials)
        account = _account(credentials)
        if not consume(request, app="allauth.account", action="login_failed_anywhere", key=account):
            raise self.validation_error("too_many_login_attempts")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return f"{_account(credentials)}:{get_ip(request)}"


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]  # allauth carries no types
    """Somebody ends sessions of their own; that it was done stays."""

    def end_sessions(self, sessions: Any) -> None:
        ended = list(sessions)
        super().end_sessions(ended)
        if ended:
            name = ended[0].user.get_username()
            audit(actor=name, action="user.sessions_ended", subject=name, count=len(ended))


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Whoever a configured identity provider vouches for gets an account, at first without role."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True


@receiver(user_logged_in)
def roles_by_group(request: HttpRequest, user: Any, **sent: Any) -> None:
    """The groups that the provider names now give their roles, and those it no longer names end."""
    login = sent.get("sociallogin")
    if login is None:
        return
    app = login.provider.app
    given: Mapping[str, Any] = app.settings.get("groups") or {}
    named = groups_of(login.account.extra_data, app.settings.get("groups_claim", "groups"))
    held = {held_by(given[group]) for group in named if group in given}
    # Also where no group gives a role any longer: what the file once gave has ended.
    follow_provider(user=user, source=str(login.account.provider), held=held)


def _account(credentials: Mapping[str, Any]) -> str:
    """The account that is meant, whether its name or its address was typed; else what was typed."""
    typed = str(credentials.get("email") or credentials.get("username") or "").lower()
    meant = Q(username__iexact=typed) | Q(email__iexact=typed, email__gt="")
    found = User.objects.filter(meant).values_list("pk", flat=True).first()
    return f"account {found}" if found else typed


def groups_of(data: Mapping[str, Any], claim: str) -> set[str]:
    """The groups in what the provider said: of the user, or in its token, or among attributes.

    The first that says anything of groups is believed, also when it says that there are none.
    """
    for part in (data.get("userinfo"), data.get("id_token"), data):
        if isinstance(part, Mapping) and claim in part:
            found = part[claim]
            many = found if isinstance(found, list | tuple | set) else [found]
            return {str(each) for each in many if each not in (None, "")}
    return set()


def held_by(said: Any) -> Held:
    """A role as the file of providers writes it: its name, or role with unit and area."""
    entry = said if isinstance(said, Mapping) else {"role": said}
    return Held(Role(entry["role"]), str(entry.get("unit", "")), str(entry.get("area", "")))
