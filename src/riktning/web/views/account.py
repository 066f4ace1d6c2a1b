"""One's own account: the roles one holds, and the ways to password, second factor and sessions."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from riktning.web.access import acting
from riktning.web.roles_held import role_rows


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and what one may do where."""
    return render(request, "account.html", {"roles": role_rows(acting(request))})
