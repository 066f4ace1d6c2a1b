"""What is typed is stored as it reads: signs that no file can hold, or that turn the direction of
reading, are left out of every form before anybody reads it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from riktning.core.plain import without_forbidden

SHOWN_BEFORE = ("sett", "fran")  # what stood in the store when the form was made: held against it


class PlainTexts:
    """Middleware: the fields of a form and of an address, without those signs."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        if any("\0" in str(value) for value in kwargs.values()):
            raise Http404  # no database holds the sign, so nothing is called that
        asked = _plain(request.GET, lambda _name: False)
        if asked is not None:
            request.GET = asked  # type: ignore[assignment]  # immutable, by _plain
        if request.method == "POST":
            found = _plain(request.POST, _as_it_was)
            if found is not None:
                request.POST = found  # type: ignore[assignment]  # immutable, by _plain


def _plain(said: QueryDict, as_it_was: Callable[[str], bool]) -> QueryDict | None:
    """None when nothing is to be left out; a field that is kept ``as_it_was`` is not looked at."""
    changed = {
        name: plain
        for name, values in said.lists()
        if not as_it_was(name) and (plain := [without_forbidden(v) for v in values]) != values
    }
    if not changed:
        return None
    found = said.copy()
    for name, values in changed.items():
        found.setlist(name, values)
    found._mutable = False  # as Django leaves it
    return found


def _as_it_was(name: str) -> bool:
    return "password" in name or name.partition(":")[0] in SHOWN_BEFORE
