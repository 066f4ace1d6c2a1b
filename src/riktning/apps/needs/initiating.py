"""Digital initiatives are registered, written about, decided on and moved through their gates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.governance.courses import NEEDS_REASON, THROUGH_GATE, Act, Standing
from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import Decision, Group
from riktning.apps.needs.errors import ClosedGateError, MovedMeanwhileError, NeedError
from riktning.apps.needs.models import Initiative, InitiativeMove, Recommendation
from riktning.apps.needs.registering import text_of, title_of
from riktning.apps.needs.stages import COURSE, Stage, StageFacts, stage_lacks
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import Action, Actor, require_somewhere

FIELDS = (
    "title", "need", "problem", "affected", "owner", "verification", "pilot_plan", "pilot_units",
    "success", "measure", "threshold", "pilot_from", "pilot_to", "evaluation", "recommendation",
    "introduction", "adopted", "maintainer", "wound_up",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownInitiative:
    """An initiative with what bodies decided of it, in the order of the days."""

    initiative: Initiative
    decisions: tuple[Decision, ...]
    put: datetime | None = None  # when it last came to the step of decision

    @property
    def facts(self) -> StageFacts:
        """The same as the gates ask for it."""
        one = self.initiative
        said = {
            name: bool(str(getattr(one, name)).strip())
            for name in (
                "problem", "affected", "owner", "verification", "pilot_plan", "success", "measure",
                "evaluation", "recommendation", "introduction", "adopted", "maintainer", "wound_up",
            )
        }  # fmt: skip
        decided = [
            each
            for each in sorted(self.decisions, key=lambda each: each.pk)  # the one entered last
            if each.stage == Stage.DECISION and (not self.put or each.recorded_at >= self.put)
        ]
        return StageFacts(
            **said,
            pilot_units=bool(one.pilot_units),
            pilot_done=one.pilot_to is not None and one.pilot_to <= timezone.localdate(),
            decision=bool(decided) and decided[-1].outcome == Outcome.APPROVED,
        )


def known_initiative(initiative: Initiative) -> KnownInitiative:
    """What is known of it now. Two queries."""
    subject = {"subject_kind": SubjectKind.INITIATIVE, "subject_key": str(initiative.pk)}
    decisions = Decision.objects.filter(**subject).select_related("body")
    came = initiative.moves.filter(stage=Stage.DECISION)
    put = came.exclude(before=Stage.DECISION) | came.filter(act=Act.REOPEN)
    return KnownInitiative(
        initiative,
        tuple(decisions.order_by("decided_on", "id")),
        put.order_by("-id").values_list("at", flat=True).first(),
    )


@transaction.atomic
def register_initiative(*, title: str, problem: str = "", actor: Actor) -> Initiative:
    """An idea that somebody with the right has had; it begins in the first step."""
    require_somewhere(actor, Action.REGISTER_INITIATIVE)
    now = timezone.now()
    made = Initiative.objects.create(
        title=title_of(title), problem=text_of(problem), since=now, registered_by=actor.name
    )
    InitiativeMove.objects.create(
        initiative=made, at=now, act=Act.REGISTER, actor=actor.name, before=Stage.IDEA,
        stage=Stage.IDEA, standing=Standing.ACTIVE,
    )  # fmt: skip
    audit(actor=actor.name, action=Action.REGISTER_INITIATIVE, subject=str(made), title=made.title)
    return made


@transaction.atomic
def change_initiative(
    *, initiative: Initiative, values: Mapping[str, Any], edit: int | None = None, actor: Actor
) -> Initiative:
    """Say something else of it; ``edit`` is the one that the form was made from."""
    require_somewhere(actor, Action.CHANGE_INITIATIVE)
    now = _open(initiative)
    if edit is not None and edit != now.edit:
        raise MovedMeanwhileError(
            "somebody has changed it meanwhile", where=str(now), remedy="read it, save again"
        ).telling(_("Någon annan har ändrat initiativet. Läs det, och spara igen."))
    _known(now, values)
    said = {name: _clean(name, value) for name, value in values.items()}
    changed = {name: value for name, value in said.items() if getattr(now, name) != value}
    if changed:
        before = {name: _plain(getattr(now, name)) for name in changed}
        for name, value in changed.items():
            setattr(now, name, value)
        now.edit += 1
        now.save(update_fields=[*changed, "edit"])
        after = {name: _plain(value) for name, value in changed.items()}
        audit(
            actor=actor.name, action=Action.CHANGE_INITIATIVE, subject=str(now), before=before,
            now=after,
        )  # fmt: skip
    return now


@transaction.atomic
def move_initiative(
    *,
    initiative: Initiative,
    act: Act,
    reason: str = "",
    seen: tuple[str, str] | None = None,
    actor: Actor,
) -> Initiative:
    """Move it by one of its ways; ``seen`` is the stage and standing that the form showed.

    Raises ClosedGateError with what the gate waits for, NeedError when there is no such way or a
    reason is missing, MovedMeanwhileError when somebody else has moved it.
    """
    require_somewhere(actor, Action.MOVE_INITIATIVE)
    now = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if seen is not None and seen != (now.stage, now.standing):
        raise MovedMeanwhileError(
            f"somebody has moved it to {now.stage}, {now.standing}", where=str(now),
            remedy="see how it stands now",
        ).telling(_("Någon annan har flyttat initiativet. Se hur det står nu."))  # fmt: skip
    stage, standing = Stage(now.stage), Standing(now.standing)
    to = COURSE.after(stage, standing, act)
    if to is None:
        raise NeedError(
            f"there is no way {act.value!r} from {stage.value}, {standing.value}", where=str(now)
        ).telling(_("Initiativet kan inte flyttas så från där det står."))
    said = text_of(reason)
    if act in NEEDS_REASON and not said:
        raise NeedError(
            f"to {act.value} says why", where=str(now), remedy="write the reason"
        ).telling(_("Skriv varför."))
    if act in THROUGH_GATE:
        missing = stage_lacks(stage, known_initiative(now).facts)
        if missing:
            raise ClosedGateError(str(now), [lack.value for lack in missing])
    _moved(now, act, to, said, actor)
    return now


def _moved(
    now: Initiative, act: Act, to: tuple[Stage, Standing], reason: str, actor: Actor
) -> None:
    at, was = timezone.now(), (now.stage, now.standing)
    now.stage, now.standing = to
    if now.stage != was[0] or act in THROUGH_GATE:
        now.since = at
    now.save(update_fields=["stage", "standing", "since"])
    InitiativeMove.objects.create(
        initiative=now, at=at, act=act, actor=actor.name, before=was[0], stage=to[0],
        standing=to[1], reason=reason,
    )  # fmt: skip
    audit(
        actor=actor.name, action=Action.MOVE_INITIATIVE, subject=str(now), act=act.value,
        was=list(map(str, was)), became=[to[0].value, to[1].value], reason=reason,
    )  # fmt: skip


@transaction.atomic
def decide_initiative(
    *,
    initiative: Initiative,
    body: Group,
    decided_on: date,
    paragraph: str,
    outcome: Outcome,
    text: str,
    diary_number: str = "",
    actor: Actor,
) -> Decision:
    """What a body decided of it in the step of decision; an approval opens the gate."""
    now = _open(initiative)
    if now.stage != Stage.DECISION:
        raise NeedError("nothing is decided in this step", where=str(now)).telling(
            _("Inget beslut fattas i det här steget.")
        )
    return record_decision(
        body=body, decided_on=decided_on, paragraph=paragraph, outcome=outcome, text=text,
        subject=(SubjectKind.INITIATIVE, str(now.pk)), stage=now.stage, diary_number=diary_number,
        actor=actor,
    )  # fmt: skip


def _open(initiative: Initiative) -> Initiative:
    """The initiative as it stands, held until the end; NeedError when nothing changes any more."""
    now = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if now.standing in (Standing.CLOSED, Standing.REFUSED):
        raise NeedError(
            f"an initiative that is {now.standing} is not changed", where=str(now)
        ).telling(_("Initiativet är stoppat eller avvecklat och ändras inte."))
    return now


def _known(now: Initiative, values: Mapping[str, Any]) -> None:
    unknown = sorted(set(values) - set(FIELDS))
    if unknown:
        raise NeedError(f"there is no field {unknown[0]!r}", where=str(now)).telling(
            _("Formuläret har ett fält som inte finns. Ladda om sidan.")
        )
    units = values.get("pilot_units")
    if units and not set(units) <= units_on(timezone.localdate()).keys():
        raise NeedError("a pilot unit is not there", where=str(now)).telling(_("Välj en enhet."))
    if values.get("recommendation") not in (None, "", *Recommendation.values):
        raise NeedError("there is no such recommendation", where=str(now)).telling(
            _("Välj en rekommendation.")
        )
    begun = values.get("pilot_from", now.pilot_from)
    ended = values.get("pilot_to", now.pilot_to)
    if ended is not None and (begun is None or ended < begun):
        raise NeedError("the pilot ends before it begins", where=str(now)).telling(
            _("Piloten kan inte sluta innan den började.")
        )


def _clean(name: str, value: Any) -> Any:
    if name == "title":
        return title_of(value)
    if name == "pilot_units":
        return sorted(set(value))
    return text_of(value) if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    if isinstance(value, list | float | int):
        return value
    return "" if value is None else str(value)
