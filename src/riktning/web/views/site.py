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
