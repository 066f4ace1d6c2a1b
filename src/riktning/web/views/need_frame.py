"""The frame that joint needs stand in: perspectives, areas, criteria and bodies, one page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.governance.models import Group
from riktning.apps.needs import framing
from riktning.apps.needs.errors import NeedError
from riktning.apps.needs.models import (
    NAME_LENGTH,
    Body,
    BodyPart,
    Criterion,
    Perspective,
    PriorityArea,
)
from riktning.apps.organisation.rights import Actor
from riktning.web.access import acting
from riktning.web.refusals import told_of

Post = QueryDict
_PARTS: Mapping[str, Any] = {
    "perspektiv": Perspective,
    "omrade": PriorityArea,
    "kriterium": Criterion,
}


def frame(request: HttpRequest) -> HttpResponse:
    """What the frame is, with a form at each part of it."""
    fault, status = "", 200
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("handling", ""))
        if act is None:
            raise Http404
        try:
            act(request.POST, acting(request))
        except NeedError as error:
            fault, status = told_of(error), 409
        else:
            messages.success(request, _("Ändringen är sparad."))
            return HttpResponseRedirect(reverse("web:need_frame"))
    bodies = {body.part: body.group_id for body in Body.objects.all()}
    context = {
        "fault": fault,
        "perspectives": Perspective.objects.prefetch_related("areas"),
        "criteria": Criterion.objects.all(),
        "bodies": [(part.value, part.label, bodies.get(part.value)) for part in BodyPart],
        "groups": list(Group.objects.order_by("name").values_list("pk", "name")),
        "longest": NAME_LENGTH,
    }
    return render(request, "needs/frame.html", context, status=status)


def _part(post: Post) -> framing.Part:
    model = _PARTS.get(post.get("slag", ""))
    key = post.get("nyckel", "")
    if model is None or not key.isdecimal():
        raise Http404
    found: framing.Part = get_object_or_404(model, pk=int(key))
    return found


def _words(post: Post) -> str:
    """The text, which a field of the browser already keeps short enough."""
    return post.get("text", "")[:NAME_LENGTH]


def _new(post: Post, actor: Actor) -> None:
    kind = post.get("slag", "")
    if kind == "perspektiv":
        framing.add_perspective(name=_words(post), actor=actor)
    elif kind == "kriterium":
        framing.add_criterion(question=_words(post), actor=actor)
    else:
        under = post.get("under", "")
        if kind != "omrade" or not under.isdecimal():
            raise Http404
        perspective = get_object_or_404(Perspective, pk=int(under))
        framing.add_area(perspective=perspective, name=_words(post), actor=actor)


def _reword(post: Post, actor: Actor) -> None:
    framing.reword(part=_part(post), words=_words(post), seen=post.get("sett", ""), actor=actor)


def _up(post: Post, actor: Actor) -> None:
    framing.put_before(part=_part(post), actor=actor)


def _remove(post: Post, actor: Actor) -> None:
    part = _part(post)
    if isinstance(part, Criterion):
        raise Http404  # a criterion is retired
    framing.remove(part=part, actor=actor)


def _ask(post: Post, actor: Actor) -> None:
    part = _part(post)
    if not isinstance(part, Criterion):
        raise Http404
    framing.ask(criterion=part, asked=post.get("fraga") == "ja", actor=actor)


def _body(post: Post, actor: Actor) -> None:
    part, group = post.get("del", ""), post.get("grupp", "")
    if part not in BodyPart.values or not group.isdecimal():
        raise Http404
    chosen = get_object_or_404(Group, pk=int(group))
    framing.choose_body(part=BodyPart(part), group=chosen, actor=actor)


_ACTS: Mapping[str, Callable[[Post, Actor], None]] = {
    "ny": _new,
    "ord": _reword,
    "upp": _up,
    "bort": _remove,
    "fraga": _ask,
    "organ": _body,
}
