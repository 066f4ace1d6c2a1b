"""What signing in means here: nobody makes an account alone, and every sign-in leaves a trace."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Accounts with a password are made by the administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Whoever a configured identity provider vouches for gets an account, without any role."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True
