"""The doors of the site: every address says what one has to be allowed to do to come in.

A view that says nothing is closed to everybody, so that a new page is never open by oversight.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from riktning.apps.organisation.rights import (
    PERMISSIONS,
    Action,
    Actor,
    NotAllowedError,
    Role,
    actor_of,
    may_somewhere,
)
from riktning.web.roles_held import elsewhere

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "riktning_needs"
_KEPT = "_riktning_actor"
_METHODS = "account_authentication_methods"  # in the session: how the person signed in

# Packages' own addresses, by namespace or by the module of the view. None: each has a door of its
# own inside (a password, a second factor, a confirmation), or shows nothing of the store.
PACKAGES: dict[str, Action | None] = {
    "api-v1": Action.READ_PUBLISHED,
    "admin": Action.READ_PEOPLE,
    "allauth": None,
    "django.views.i18n": None,
    "whitenoise": None,
}


def allowed(action: Action | None) -> Callable[[View], View]:
    """Mark a view: whoever may do the action somewhere comes in; None is open to everybody.

    Where the place matters (an administration, an area) the view itself calls ``rights.require``.
    """

    def marked(view: View) -> View:
        setattr(view, _MARK, (action,))
        return view

    return marked


def acting(request: HttpRequest) -> Actor:
    """Who asks, with the roles held today; asked once a request."""
    kept: Actor | None = getattr(request, _KEPT, None)
    if kept is None:
        kept = actor_of(request.user)
        setattr(request, _KEPT, kept)
    return kept


def needed(request: HttpRequest, view: Callable[..., Any]) -> tuple[Action | None] | None:
    """What the door asks for; None when the view does not say."""
    marked: tuple[Action | None] | None = getattr(view, _MARK, None)
    if marked is not None:
        return marked
    match = request.resolver_match
    names = [*(match.namespaces if match else ()), _module(view)]
    for package, action in PACKAGES.items():
        if any(name == package or name.startswith(f"{package}.") for name in names):
            return (action,)
    return None


def _module(view: Callable[..., Any]) -> str:
    inner = getattr(view, "view_class", view)
    return str(getattr(inner, "__module__", ""))


class Doors:
    """Middleware: opens or closes each address, and answers a refusal from within a view."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        asked = needed(request, view)
        if asked is None:
            return refused(request, frozenset())
        (action,) = asked
        if action is None:
            return None
        if not may_somewhere(acting(request), action):
            return refused(request, PERMISSIONS[action])
        return without_second_factor(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refused(request, error.allowed) if isinstance(error, NotAllowedError) else None


def without_second_factor(request: HttpRequest) -> HttpResponse | None:
    """The way to turn a second factor on, for whose role must have one and who has none.

    An identity provider asks for its own: who came in through one is not asked again.
    """
    asked = settings.RIKTNING_TWO_FACTOR
    if not asked or not request.user.is_authenticated:
        return None
    if asked.isdisjoint(held.role.value for held in acting(request).grants):
        return None
    methods = {each.get("method") for each in request.session.get(_METHODS, ())}
    if "socialaccount" in methods or is_mfa_enabled(request.user):
        return None
    if request.path.startswith("/api/"):
        what = _("Slå på tvåfaktorsinloggning för att läsa det här.")
        return JsonResponse({"detail": what}, status=403)
    messages.info(request, _("Din roll kräver tvåfaktorsinloggning. Slå på den för att gå vidare."))
    return redirect("mfa_activate_totp")


def refused(request: HttpRequest, allowed_roles: frozenset[Role]) -> HttpResponse:
    """To the sign-in for somebody unknown; otherwise a page that says who may, and the way on."""
    known = request.user.is_authenticated
    if request.path.startswith("/api/"):
        what = _("Du får inte läsa det här.") if known else _("Logga in för att läsa det här.")
        return JsonResponse({"detail": what}, status=403 if known else 401)
    if not known and allowed_roles:
        back = request.get_full_path() if request.method == "GET" else _came_from(request)
        return redirect_to_login(back, settings.LOGIN_URL)
    labels = [str(role.label) for role in Role if role in allowed_roles and role is not Role.PUBLIC]
    context = {
        "roles": labels,
        "elsewhere": elsewhere(acting(request), allowed_roles) if known else (),
        "back": _came_from(request),
    }
    return render(request, "403.html", context, status=403)


def _came_from(request: HttpRequest) -> str:
    """A form that was sent is not sent again after signing in: back to the page it stood on."""
    from django.utils.http import url_has_allowed_host_and_scheme

    page = request.headers.get("Referer", "")
    return page if url_has_allowed_host_and_scheme(page, {request.get_host()}) else "/"
