"""What every page needs: where one is, whose data it shows, in which language and look."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import current_run
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.web.access import acting

register = template.Library()
SCHEMES = ("light", "dark")
SCHEME_COOKIE = "utseende"


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place in the navigation; ``current`` is "page", "true" (below it) or empty."""

    label: str
    address: str
    current: str


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The same page in the other language."""

    code: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Site:
    """The frame around a page."""

    navigation: tuple[NavItem, ...]
    run: Run | None
    language: str
    other: OtherLanguage
    scheme: str
    path: str


@register.simple_tag(takes_context=True)
def site(context: dict[str, Any]) -> Site:
    """The frame of the page that is being rendered. One query, none where the run is at hand."""
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    known = context.get("run")  # a page that shows the run has asked for it already
    chosen = request.COOKIES.get(SCHEME_COOKIE, "") if request else ""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return Site(
        navigation=_navigation(request.path if request else "/"),
        run=known if isinstance(known, Run) else current_run(),
        language=language,
        other=_other(language, path),
        scheme=chosen if chosen in SCHEMES else "",
        path=path,
    )


def _navigation(path: str) -> tuple[NavItem, ...]:
    places = (
        ("overview", _("Läget"), ("/omrade/",)),
        ("plans", _("Planen"), ()),
        ("indicators", _("Indikatorer"), ("/indikator/",)),
        ("follow_up", _("Uppföljning"), ("/rapporter/",)),
        ("scenarios", _("Scenarier"), ()),
        ("needs", _("Behov"), ()),
        ("groups", _("Styrning"), ("/beslut/", "/moten/")),
    )
    items = []
    for name, label, below in places:
        address = reverse(f"web:{name}")
        inside = any(part in path for part in below) or (
            name != "overview" and path.startswith(address)
        )
        current = "page" if path == address else "true" if inside else ""
        items.append(NavItem(label, address, current))
    return tuple(items)


def _other(language: str, path: str) -> OtherLanguage:
    code, name = ("en", "English") if language == "sv" else ("sv", "Svenska")
    try:
        address = translate_url(path, code)
    except NoReverseMatch:
        address = "/en/" if code == "en" else "/"
    return OtherLanguage(code, name, address)


@register.simple_tag(takes_context=True)
def may_do(context: dict[str, Any], action: str) -> bool:
    """Whether the reader may do the action somewhere: no link that leads to a refusal."""
    request = context.get("request")
    return request is not None and may_somewhere(acting(request), Action(action))


@register.simple_tag
def letters_are_sent() -> bool:
    """Whether a mail server is named, so that a forgotten password can be sent."""
    return bool(settings.EMAIL_HOST)


@register.filter
def drawn(svg: str) -> SafeString:
    """A chart drawn by this program; its words were escaped when it was drawn."""
    return mark_safe(svg)  # noqa: S308 - only ever our own SVG, escaped where it is made
