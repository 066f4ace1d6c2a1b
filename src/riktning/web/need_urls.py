"""The addresses of joint needs, and what each asks of who comes."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from riktning.apps.organisation.rights import Action
from riktning.web.access import allowed
from riktning.web.views import (
    initiatives,
    need_acts,
    need_changes,
    need_effect,
    need_feedback,
    need_frame,
    need_introduction,
    need_matrix,
    needs,
)

NEED = "behov/<int:number>/"
INITIATIVE = "behov/initiativ/<int:number>/"


def to(action: Action, route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for whoever may do the action somewhere."""
    return path(route, allowed(action)(view), name=name)


need_pages = [
    to(Action.READ_PUBLISHED, "behov/", needs.phase_list, "needs"),
    to(Action.READ_INTERNAL, "behov/tavla/", needs.need_board, "need_board"),
    to(Action.READ_INTERNAL, "behov/lista.<str:ending>", needs.need_table, "need_table"),
    to(Action.READ_INTERNAL, "behov/matris/", need_matrix.matrix, "need_matrix"),
    to(Action.READ_INTERNAL, "behov/aterkoppling/", need_feedback.feedback_page, "need_feedback"),
    to(Action.READ_INTERNAL, "behov/aterkoppling.<str:ending>", need_feedback.feedback_file,
       "need_feedback_table"),
    to(Action.LOAD_NEED_FRAME, "behov/ramen/", need_frame.frame, "need_frame"),
    to(Action.REGISTER_NEED, "behov/ny/", need_changes.new_need, "need_new"),
    to(Action.READ_PUBLISHED, NEED, needs.one_need, "need"),
    to(Action.CHANGE_NEED, f"{NEED}andra/", need_changes.edit_need, "need_edit"),
    to(Action.CHANGE_NEED, f"{NEED}uppdrag/", need_changes.edit_commission, "need_commission"),
    to(Action.ANSWER_CRITERION, f"{NEED}kriterier/", need_changes.criteria, "need_criteria"),
    to(Action.PLACE_NEED, f"{NEED}plats/", need_matrix.place, "need_place"),
    to(Action.AGREE_NEED, f"{NEED}enighet/", need_acts.agree_on, "need_agree"),
    to(Action.REPORT_NEED, f"{NEED}rapport/", need_acts.report, "need_report"),
    to(Action.RECORD_DECISION, f"{NEED}beslut/", need_acts.decide, "need_decide"),
    to(Action.MOVE_NEED, f"{NEED}flytta/", need_acts.move, "need_move"),
    to(Action.READ_INTERNAL, f"{NEED}inforande/", need_introduction.introduction,
       "need_introduction"),
    to(Action.READ_INTERNAL, f"{NEED}inforande.<str:ending>", need_introduction.introduction_table,
       "need_introduction_table"),
    to(Action.READ_PUBLISHED, f"{NEED}effekt/", need_effect.effect, "need_effect"),
    to(Action.LINK_NEED, f"{NEED}planen/", need_effect.links, "need_links"),
    to(Action.READ_PUBLISHED, "behov/initiativ/", initiatives.initiative_list, "initiatives"),
    to(Action.REGISTER_INITIATIVE, "behov/initiativ/nytt/", initiatives.new_initiative,
       "initiative_new"),
    to(Action.READ_PUBLISHED, INITIATIVE, initiatives.one_initiative, "initiative"),
    to(Action.READ_PUBLISHED, f"{INITIATIVE}anvandning.<str:ending>", initiatives.use_file,
       "initiative_use"),
    to(Action.CHANGE_INITIATIVE, f"{INITIATIVE}andra/", initiatives.edit_initiative,
       "initiative_edit"),
    to(Action.MOVE_INITIATIVE, f"{INITIATIVE}flytta/", initiatives.move, "initiative_move"),
    to(Action.RECORD_DECISION, f"{INITIATIVE}beslut/", initiatives.decide, "initiative_decide"),
]  # fmt: skip
