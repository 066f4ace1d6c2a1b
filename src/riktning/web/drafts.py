"""A revision that nobody has decided is shown to those who may read drafts."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase

from riktning.apps.organisation.rights import Action, NotAllowedError, may_read_drafts
from riktning.apps.plans.visibility import in_progress
from riktning.core.digits import whole_number
from riktning.web.access import acting

View = Callable[..., HttpResponseBase]


def of_revision(view: View) -> View:
    """A page of one revision, perhaps held against another (``mot`` in the address)."""

    @wraps(view)
    def guarded(request: HttpRequest, plan: str, number: int, **more: object) -> HttpResponseBase:
        if not may_read_drafts(acting(request)):
            other = whole_number(request.GET.get("mot", ""))
            shown = {number, *([] if other is None else [other])}
            if in_progress(plan, shown):
                raise NotAllowedError(acting(request), Action.READ_DRAFTS)
        return view(request, plan, number, **more)

    return guarded
