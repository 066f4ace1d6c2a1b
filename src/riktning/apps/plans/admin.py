"""Plans for the administrator of the system; a revision is changed by actions and only as draft."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from riktning.apps.organisation.admin import ReadOnlyAdmin
from riktning.apps.organisation.rights import Action, actor_of, may
from riktning.apps.plans.actions import answer_question
from riktning.apps.plans.models import Area, Measure, Plan, Question, Revision
from riktning.apps.plans.policies import Act, permits


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ["code", "name"]


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["plan", "number", "state", "source_name", "decided_on", "decided_by"]
    list_filter = ["state", "plan"]


@admin.register(Area)
class AreaAdmin(ReadOnlyAdmin):
    list_display = ["name", "revision", "order"]
    list_filter = ["revision"]


@admin.register(Measure)
class MeasureAdmin(ReadOnlyAdmin):
    list_display = ["indicator_id", "plan_indicator"]
    search_fields = ["indicator_id"]


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    """The one thing to fill in here: the answer to what the reader could not decide."""

    list_display = ["where", "problem", "answer", "revision"]
    readonly_fields = ["revision", "where", "problem", "text"]
    list_filter = ["revision"]

    def has_change_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        permitted = may(actor_of(request.user), Action.ANSWER_QUESTION)
        return permitted and (obj is None or permits(obj.revision.state, Act.ANSWER))

    def save_model(self, request: HttpRequest, obj: Question, form: Any, change: bool) -> None:
        answer_question(question=obj, answer=obj.answer, actor=request.user.get_username())
