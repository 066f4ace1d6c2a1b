"""What happens at the door is in the audit trail: who came in, was turned away, or left."""

from datetime import datetime
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.visits import last_sign_in

BEFORE = "riktning_before"  # in the session: when the same person signed in the last time
UNKNOWN = "somebody not signed in"


def visit_before(request: HttpRequest) -> datetime | None:
    """When the reader signed in the time before this; None at the first time."""
    kept = request.session.get(BEFORE)
    return datetime.fromisoformat(kept) if kept else None


def _said(user: Any, action: str, **detail: Any) -> None:
    name = user.get_username()
    audit(actor=name, action=action, subject=name, **detail)


@receiver(account.user_logged_in)
def signed_in(request: HttpRequest, user: Any, **sent: Any) -> None:
    before = last_sign_in(user.get_username())
    if before is not None:
        request.session[BEFORE] = before.isoformat()
    through = sent.get("sociallogin")
    _said(user, "user.sign_in", through=through.account.provider if through else "password")


@receiver(user_logged_out)
def signed_out(user: Any, **_sent: Any) -> None:
    if user is not None:
        _said(user, "user.sign_out")


@receiver(user_login_failed)
def turned_away(credentials: dict[str, Any], **_sent: Any) -> None:
    """What was typed is kept only when it names an account: it may be a password by mistake."""
    typed = credentials.get("username") or credentials.get("email") or ""
    user = User.objects.filter(username=typed).first() or (
        User.objects.filter(email__iexact=typed, email__gt="").first()
    )
    audit(
        actor=UNKNOWN,
        action="user.sign_in_failed",
        subject=user.get_username() if user else "no such account",
    )


@receiver([account.password_set, account.password_changed, account.password_reset])
def new_password(user: Any, **_sent: Any) -> None:
    _said(user, "user.password")


@receiver(mfa.authenticator_added)
def second_factor_added(user: Any, authenticator: Any, **_sent: Any) -> None:
    _said(user, "user.second_factor_added", kind=authenticator.type)


@receiver(mfa.authenticator_reset)
def second_factor_made_anew(user: Any, authenticator: Any, **_sent: Any) -> None:
    _said(user, "user.second_factor_anew", kind=authenticator.type)


@receiver(mfa.authentication_failed)
def wrong_second_factor(user: Any, **_sent: Any) -> None:
    audit(actor=UNKNOWN, action="user.second_factor_failed", subject=user.get_username())


@receiver(mfa.authenticator_removed)
def second_factor_removed(user: Any, authenticator: Any, **_sent: Any) -> None:
    _said(user, "user.second_factor_removed", kind=authenticator.type)
