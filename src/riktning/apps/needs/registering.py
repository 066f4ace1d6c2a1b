"""A need is registered, and what is said of it is changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.needs.errors import MovedMeanwhileError, NeedError
from riktning.apps.needs.models import (
    Commission,
    Level,
    Move,
    Need,
    NeedReport,
    Origin,
    PriorityArea,
    ReportKind,
    Size,
)
from riktning.apps.needs.steps import Act, Standing, Step
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require_somewhere
from riktning.documents.report.syntax import literal

FIELDS = ("title", "origin", "problem", "affected", "level", "area", "consulted")
COMMISSION_FIELDS = (
    "size", "state_grant", "description", "purpose", "boundaries", "composition", "time_plan",
    "leader", "working_group", "group_ended_on", "product", "published_on",
)  # fmt: skip
DONE_ON = ("group_ended_on", "published_on")  # days of what is done, none of what is to come


@transaction.atomic
def register_need(
    *,
    title: str,
    origin: Origin,
    level: Level,
    problem: str = "",
    affected: str = "",
    area: PriorityArea | None = None,
    consulted: bool = False,
    actor: Actor,
) -> Need:
    """A need that somebody with the right has seen; it begins in the first step."""
    require_somewhere(actor, Action.REGISTER_NEED)
    now = timezone.now()
    need = Need.objects.create(
        title=title_of(title), origin=origin, level=level, problem=text_of(problem),
        affected=text_of(affected), area=area, consulted=consulted, since=now,
        registered_by=actor.name,
    )  # fmt: skip
    Move.objects.create(
        need=need, at=now, act=Act.REGISTER, actor=actor.name, before=Step.IDENTIFIED,
        step=Step.IDENTIFIED, standing=Standing.ACTIVE,
    )  # fmt: skip
    audit(actor=actor.name, action=Action.REGISTER_NEED, subject=str(need), title=need.title)
    return need


@transaction.atomic
def change_need(
    *, need: Need, values: Mapping[str, Any], edit: int | None = None, actor: Actor
) -> Need:
    """Say something else of the need; ``edit`` is the one that the form was made from."""
    require_somewhere(actor, Action.CHANGE_NEED)
    now = still_open(need, edit)
    _known(values, FIELDS, now)
    if now.consulted and not values.get("consulted", True) and now.step != Step.IDENTIFIED:
        raise NeedError(
            "it is to be consulted about from the step of position on", where=str(now),
            remedy="move it back to the first step, and say why",
        ).telling(
            _("Att behovet ska till politiskt samråd ändras bara i första steget. Flytta det "
              "tillbaka dit, med ett skäl.")
        )  # fmt: skip
    said = {name: _clean(name, value) for name, value in values.items()}
    changed = {name: value for name, value in said.items() if getattr(now, name) != value}
    if changed:
        before = {name: str(getattr(now, name)) for name in changed}
        for name, value in changed.items():
            setattr(now, name, value)
        now.edit += 1
        now.save(update_fields=[*changed, "edit"])
        after = {name: str(value) for name, value in changed.items()}
        audit(
            actor=actor.name, action=Action.CHANGE_NEED, subject=str(now), before=before, now=after
        )
    return now


@transaction.atomic
def change_commission(
    *, need: Need, values: Mapping[str, Any], edit: int | None = None, actor: Actor
) -> Commission:
    """Say what is to be done, by whom and with what, and what came of it."""
    require_somewhere(actor, Action.CHANGE_NEED)
    now = still_open(need)
    _known(values, COMMISSION_FIELDS, now)
    work = Commission.objects.filter(need=now).first() or Commission(need=now)
    _unmoved(str(now), work.edit, edit)
    if values.get("size") not in (None, "", *Size.values):
        raise NeedError(f"{values['size']!r} is no size", where=str(now)).telling(
            _("Välj en storlek.")
        )
    said = {name: _clean(name, value) for name, value in values.items()}
    changed = {name: value for name, value in said.items() if getattr(work, name) != value}
    for name in DONE_ON:
        _has_been(changed.get(name), now)
    if changed:
        before = {name: str(getattr(work, name) or "") for name in changed}
        for name, value in changed.items():
            setattr(work, name, value)
        work.edit += 1
        work.save()
        after = {name: str(value or "") for name, value in changed.items()}
        audit(
            actor=actor.name, action=Action.CHANGE_NEED, subject=str(now), before=before, now=after
        )
    return work


@transaction.atomic
def report_need(
    *, need: Need, kind: ReportKind, given_on: Any, text: str, actor: Actor
) -> NeedReport:
    """An interim report while it is implemented; the final one when the assignment is done."""
    require_somewhere(actor, Action.REPORT_NEED)
    now = still_open(need)
    due = {ReportKind.INTERIM: Step.IMPLEMENTATION, ReportKind.FINAL: Step.COMPLETED}[kind]
    if now.step != due:
        raise NeedError(
            f"a report of the kind {kind.value} is not given in this step", where=str(now)
        ).telling(_("En rapport av det slaget lämnas inte i det här steget."))
    _has_been(given_on, now)
    said = text_of(text)
    if not said:
        raise NeedError("the report says nothing", where=str(now), remedy="write it").telling(
            _("Skriv rapporten.")
        )
    made = NeedReport.objects.create(
        need=now, kind=kind, given_on=given_on, text=said, actor=actor.name
    )
    audit(actor=actor.name, action=Action.REPORT_NEED, subject=str(now), kind=kind.value, text=said)
    return made


def still_open(need: Need, edit: int | None = None) -> Need:
    """The need as it stands, held until the end; NeedError when nothing of it changes any more."""
    now = Need.objects.select_for_update().get(pk=need.pk)
    if now.standing in (Standing.CLOSED, Standing.REFUSED):
        raise NeedError(
            f"a need that is {now.standing} is not changed",
            where=str(now),
            remedy="register a new one" if now.standing == Standing.CLOSED else "reopen it first",
        ).telling(_("Behovet är avslutat eller avslaget och ändras inte."))
    _unmoved(str(now), now.edit, edit)
    return now


def text_of(text: str) -> str:
    """The text with its lines, without what no document can hold."""
    return "\n".join(literal(line).rstrip() for line in text.splitlines()).strip()


def _unmoved(where: str, stored: int, edit: int | None) -> None:
    if edit is not None and edit != stored:
        raise MovedMeanwhileError(
            "somebody has changed it meanwhile", where=where, remedy="read it, save again"
        ).telling(_("Någon annan har ändrat behovet. Läs det, och spara igen."))


def _known(values: Mapping[str, Any], fields: tuple[str, ...], need: Need) -> None:
    unknown = sorted(set(values) - set(fields))
    if unknown:
        raise NeedError(f"there is no field {unknown[0]!r}", where=str(need)).telling(
            _("Formuläret har ett fält som inte finns. Ladda om sidan.")
        )


def _has_been(day: date | None, need: Need) -> None:
    """Raise NeedError for a day of something done that has not come."""
    if day is not None and day > timezone.localdate():
        raise NeedError(f"{day} has not come yet", where=str(need)).telling(
            _("%(day)s har inte varit ännu. Ange dagen när det är gjort.") % {"day": day}
        )


def _clean(name: str, value: Any) -> Any:
    if name == "title":
        return title_of(value)
    return text_of(value) if isinstance(value, str) else value


def title_of(text: str) -> str:
    """The title on one line; NeedError when there is none."""
    said = literal(" ".join(text.split()))
    if not said:
        raise NeedError("the need has no title", remedy="say what it is in a few words").telling(
            _("Skriv vad behovet är, med några ord.")
        )
    return said
