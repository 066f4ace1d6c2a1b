"""Pages about the site itself, and the reader's choice of light or dark."""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from riktning.web.presenters.samples import samples
from riktning.web.templatetags.riktning import SCHEME_COOKIE, SCHEMES

A_YEAR = 365 * 24 * 3600
CSRF_FIELD = "csrfmiddlewaretoken"
SHORT = 20  # characters: what is longer was written, not chosen


def about(request: HttpRequest) -> HttpResponse:
    """What this is, the method in brief, and the accessibility statement."""
    return render(request, "about.html")


def style(request: HttpRequest) -> HttpResponse:
    """Every component, living."""
    return render(request, "style.html", samples())


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent is larger than it may be (413), or no sense can be made of it (400)."""
    large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if large else HTTPStatus.BAD_REQUEST
    return render(request, "400.html", {"large": large}, status=status)


def not_trusted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not hold: who sent it signed in anew, or the browser has no cookies.

    What was typed is shown, so that it can be taken along.
    """
    typed = [
        value
        for name, values in request.POST.lists()
        if "password" not in name and name != CSRF_FIELD
        for value in values
        if len(value) > SHORT
    ]
    return render(request, "not_trusted.html", {"typed": typed}, status=HTTPStatus.FORBIDDEN)


@require_POST
def choose_scheme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark, or follow the system, and go back to where the reader was."""
    back = request.POST.get("tillbaka", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    scheme = request.POST.get("schema", "")
    if scheme in SCHEMES:
        response.set_cookie(
            SCHEME_COOKIE,
            scheme,
            max_age=A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    else:
        response.delete_cookie(SCHEME_COOKIE)
    return response
