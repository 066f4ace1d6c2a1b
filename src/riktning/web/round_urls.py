"""The addresses of rounds, and what each asks of who comes; the place is asked for inside."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from riktning.apps.organisation.rights import Action
from riktning.web.access import allowed
from riktning.web.views import round_files, round_report, rounds

ROUND = "uppfoljning/rundor/<int:key>/"
REPORT = f"{ROUND}<str:unit>/"


def to(action: Action, route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for whoever may do the action somewhere."""
    return path(route, allowed(action)(view), name=name)


round_pages = [
    to(Action.READ_INTERNAL, "uppfoljning/rundor/", rounds.round_list, "rounds"),
    to(Action.READ_INTERNAL, "uppfoljning/rundor.<str:ending>", rounds.rounds_table,
       "rounds_table"),
    to(Action.READ_INTERNAL, f"{ROUND}forvaltningar.<str:ending>", rounds.units_table,
       "round_units"),
    to(Action.READ_INTERNAL, ROUND, rounds.round_progress, "round"),
    to(Action.READ_INTERNAL, f"{ROUND}svar.csv", round_files.answers_csv, "round_csv"),
    to(Action.READ_INTERNAL, f"{ROUND}svar.xlsx", round_files.answers_xlsx, "round_xlsx"),
    to(Action.LOCK_ROUND, f"{ROUND}las/", round_files.lock, "round_lock"),
    to(Action.READ_INTERNAL, REPORT, round_report.report, "round_report"),
    to(Action.ANSWER_ROUND, f"{REPORT}svar/<int:number>/", round_report.answer, "round_answer"),
    to(Action.READ_INTERNAL, f"{REPORT}steg/", round_report.step, "round_step"),
    to(Action.READ_INTERNAL, f"{REPORT}historik/", round_files.report_history, "round_history"),
    to(Action.READ_INTERNAL, f"{REPORT}mall.xlsx", round_files.report_template, "round_template"),
    to(Action.ANSWER_ROUND, f"{REPORT}las-in/", round_files.report_read, "round_read"),
]  # fmt: skip
