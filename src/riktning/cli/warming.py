"""The pages that most people open are read once before anybody asks.

What a published run and a decided plan say is kept in the process after the first reading, and the
processes that are split off afterwards have it all. Nobody's rights come into it: a page is read as
by somebody who is not signed in, and what is kept is the same for everybody.
"""

import time
from collections.abc import Iterator
from io import BytesIO

LONGEST = 6.0  # seconds of a processor; what is not read by then is read by whoever comes first
MOST = 40


def read_pages() -> int:
    """Read the pages, one after another while there is time; answers how many there were."""
    from django.db import DatabaseError
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - every page's code is read in when it is asked for
    until, count = time.process_time() + LONGEST, 0
    try:
        for path in _paths():
            if time.process_time() > until or count == MOST:
                break
            count += _read(path)
    except DatabaseError:  # a store that is being restored, say; the pages will tell
        return count
    return count


def _paths() -> Iterator[str]:
    """Where people begin, then the plans that apply, area by area."""
    from django.urls import reverse

    from riktning.apps.plans.estates import met_revisions
    from riktning.apps.plans.models import Area, PlanKind

    for name in ("overview", "plans", "indicators", "coverage", "picture", "alignment"):
        yield reverse(f"web:{name}")
    shared = [each for each in met_revisions() if each.plan.kind != PlanKind.LOCAL]
    for each in shared:
        for name in ("revision", "timeline"):
            yield reverse(f"web:{name}", args=[each.plan.code, each.number])
    for slug in Area.objects.filter(revision__in=shared).values_list("slug", flat=True):
        yield reverse("web:area", args=[slug])


def _read(path: str) -> bool:
    from django.conf import settings
    from django.contrib.auth.models import AnonymousUser
    from django.core.exceptions import SuspiciousOperation
    from django.core.handlers.wsgi import WSGIRequest
    from django.http import Http404
    from django.urls import resolve

    from riktning.core.errors import RiktningError

    host = next((name for name in settings.ALLOWED_HOSTS if name not in {"*", "[::1]"}), "")
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_PORT": "80", "QUERY_STRING": ""}
    request = WSGIRequest(
        {**asked, "SERVER_NAME": host.lstrip(".") or "localhost", "wsgi.input": BytesIO()}
    )
    request.user = AnonymousUser()
    view, args, named = resolve(path)
    try:
        view(request, *args, **named)
    except (Http404, RiktningError, SuspiciousOperation):  # the reader who comes is told
        return False
    return True
