"""What is done every year is put on a plan's wheel, and taken off it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.organisation.rights import Action
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.permissions import require_in
from riktning.apps.plans.yearly import add_yearly_task, remove_yearly_task
from riktning.web.access import acting
from riktning.web.plan_desk import WrongError, fault_words, revision_of, text_of


@require_POST
def year_task(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Put a task on the wheel, or take one off it; then the wheel again."""
    of, post, actor = revision_of(plan, number).plan, request.POST, acting(request)
    month = int(post["manad"]) if post.get("manad", "") in map(str, range(1, 13)) else 0
    try:
        if post.get("handling") == "ny":
            require_in(actor, Action.ADD_YEARLY_TASK, of)
            text = text_of(post)
            role = text_of(post, "roll") if post.get("roll", "").strip() else ""
            add_yearly_task(plan=of, month=month, text=text, role=role, actor=actor.name)
            messages.success(request, _("Uppgiften finns nu på årshjulet."))
        elif post.get("handling") == "bort":
            require_in(actor, Action.REMOVE_YEARLY_TASK, of)
            remove_yearly_task(plan=of, month=month, text=post.get("text", ""), actor=actor.name)
            messages.success(request, _("Uppgiften är borttagen från årshjulet."))
        else:
            raise Http404
    except WrongError as error:
        messages.error(request, error.words)
    except PlanError as error:
        messages.error(request, fault_words(error))
    return HttpResponseRedirect(reverse("web:wheel", args=[plan, number]))
