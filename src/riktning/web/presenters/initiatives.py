"""Digital initiatives as lists, gates and rows, and how units took them up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from riktning.apps.governance.courses import NEEDS_REASON, Act, Standing
from riktning.apps.needs.adoption import Adoption
from riktning.apps.needs.initiating import KnownInitiative
from riktning.apps.needs.introducing import Introduced
from riktning.apps.needs.models import Initiative, InitiativeMove, Recommendation
from riktning.apps.needs.stages import COURSE, GATES, Stage, StageLack, stage_lacks
from riktning.apps.needs.uptake import Spread
from riktning.apps.observations.figures import IndicatorInfo
from riktning.core.digits import as_typed
from riktning.documents.charts import sparkline_svg
from riktning.web.presenters.figures import point_words
from riktning.web.presenters.need_results import (
    SharePicture,
    kind_words,
    percent,
    share_pictures,
)
from riktning.web.presenters.needs import MoveForm, StepMark

LACKS: Mapping[StageLack, Any] = {
    StageLack.PROBLEM: gettext_lazy("problemet är beskrivet"),
    StageLack.AFFECTED: gettext_lazy("det är sagt vilka som berörs"),
    StageLack.OWNER: gettext_lazy("en roll äger initiativet"),
    StageLack.VERIFICATION: gettext_lazy("det är sagt hur behovet är verifierat"),
    StageLack.PILOT_PLAN: gettext_lazy("pilotens upplägg är beskrivet"),
    StageLack.PILOT_UNITS: gettext_lazy("pilotens enheter är valda"),
    StageLack.SUCCESS: gettext_lazy("det är sagt när piloten har lyckats"),
    StageLack.MEASURE: gettext_lazy("måttet på användningen är valt"),
    StageLack.PILOT_DONE: gettext_lazy("piloten har börjat och slutat"),
    StageLack.EVALUATION: gettext_lazy("piloten är utvärderad"),
    StageLack.RECOMMENDATION: gettext_lazy("utvärderingen rekommenderar något"),
    StageLack.DECISION: gettext_lazy("ett organ har bifallit brett införande"),
    StageLack.INTRODUCTION: gettext_lazy("införandet är planerat"),
    StageLack.MAINTAINER: gettext_lazy("en roll förvaltar det"),
    StageLack.ADOPTED: gettext_lazy("det är sagt hur införandet gick"),
    StageLack.WOUND_UP: gettext_lazy("det är sagt varför det avvecklas"),
}
ACTS: Mapping[Act, Any] = {
    Act.ADVANCE: gettext_lazy("Flytta till nästa steg"),
    Act.CLOSE: gettext_lazy("Avveckla"),
    Act.BACK: gettext_lazy("Flytta ett steg tillbaka"),
    Act.PAUSE: gettext_lazy("Pausa"),
    Act.RESUME: gettext_lazy("Återuppta"),
    Act.REFUSE: gettext_lazy("Stoppa"),
    Act.REOPEN: gettext_lazy("Öppna igen"),
}
_DONE: Mapping[Act, Any] = {
    Act.REGISTER: gettext_lazy("Anmälde initiativet"),
    Act.ADVANCE: gettext_lazy("Flyttade till nästa steg"),
    Act.CLOSE: gettext_lazy("Avvecklade det"),
    Act.BACK: gettext_lazy("Flyttade ett steg tillbaka"),
    Act.PAUSE: gettext_lazy("Pausade"),
    Act.RESUME: gettext_lazy("Återupptog"),
    Act.REFUSE: gettext_lazy("Stoppade det"),
    Act.REOPEN: gettext_lazy("Öppnade igen"),
}
_STANDINGS: Mapping[Standing, Any] = {
    Standing.PAUSED: gettext_lazy("pausat"),
    Standing.REFUSED: gettext_lazy("stoppat"),
    Standing.CLOSED: gettext_lazy("avvecklat"),
}
FIELDS: Mapping[Stage, tuple[str, ...]] = {
    Stage.IDEA: ("title", "need", "problem", "affected", "owner", "verification"),
    Stage.VERIFIED: ("pilot_plan", "pilot_units", "success", "measure", "threshold"),
    Stage.PILOT: ("pilot_from", "pilot_to"),
    Stage.EVALUATION: ("evaluation", "recommendation"),
    Stage.DECISION: ("introduction",),
    Stage.BROAD: ("adopted", "maintainer"),
    Stage.MAINTENANCE: ("wound_up",),
}
LABELS: Mapping[str, Any] = {
    "title": gettext_lazy("Rubrik"),
    "need": gettext_lazy("Gemensamt behov"),
    "problem": gettext_lazy("Problemet"),
    "affected": gettext_lazy("Vilka som berörs"),
    "owner": gettext_lazy("Ägare"),
    "verification": gettext_lazy("Hur behovet är verifierat"),
    "pilot_plan": gettext_lazy("Pilotens upplägg"),
    "pilot_units": gettext_lazy("Pilotens enheter"),
    "success": gettext_lazy("När piloten har lyckats"),
    "measure": gettext_lazy("Mått på användningen"),
    "threshold": gettext_lazy("Används från och med värdet"),
    "pilot_from": gettext_lazy("Piloten började"),
    "pilot_to": gettext_lazy("Piloten slutade"),
    "evaluation": gettext_lazy("Utvärdering"),
    "recommendation": gettext_lazy("Rekommendation"),
    "introduction": gettext_lazy("Plan för införandet"),
    "adopted": gettext_lazy("Hur införandet gick"),
    "maintainer": gettext_lazy("Förvaltare"),
    "wound_up": gettext_lazy("Varför det avvecklas"),
}


@dataclass(frozen=True, slots=True)
class StageSection:
    """What is said for one step: heading and value; ``ahead``: its turn has not come."""

    stage: str
    name: str
    facts: tuple[tuple[str, str], ...]
    ahead: bool


@dataclass(frozen=True, slots=True)
class UseRow:
    """A unit: since when it uses it, its latest figure and a small line."""

    unit_id: str
    name: str
    since: str
    latest: str
    line: str
    pilot: bool


def phase(one: Initiative) -> str:
    """``Steg 3 av 7: pilot (pausat)``."""
    stage = Stage(one.stage)
    words = _("Steg %(number)d av %(steps)d: %(name)s") % {
        "number": COURSE.steps.index(stage) + 1,
        "steps": len(COURSE.steps),
        "name": stage.label,
    }
    still = _STANDINGS.get(Standing(one.standing))
    return f"{words} ({still})" if still else words


def step_marks(one: Initiative) -> tuple[StepMark, ...]:
    """The steps, and where it is."""
    at = COURSE.steps.index(Stage(one.stage))
    closed = one.standing == Standing.CLOSED
    return tuple(
        StepMark(
            str(stage.label).capitalize(),
            place + 1,
            "done" if place < at or closed else "now" if place == at else "ahead",
        )
        for place, stage in enumerate(COURSE.steps)
    )


def gate(known: KnownInitiative) -> tuple[tuple[str, bool], ...]:
    """What the gate of the step asks for, and whether it is there."""
    stage = Stage(known.initiative.stage)
    missing = set(stage_lacks(stage, known.facts))
    return tuple((str(LACKS[lack]), lack not in missing) for lack in GATES[stage])


def moves(known: KnownInitiative) -> tuple[MoveForm, ...]:
    """What can be done with it where it stands; a closed gate shows its button shut."""
    one = known.initiative
    stage, standing = Stage(one.stage), Standing(one.standing)
    open_ = not stage_lacks(stage, known.facts)
    return tuple(
        MoveForm(
            act.value,
            str(ACTS[act]),
            act in NEEDS_REASON,
            open_ or act not in (Act.ADVANCE, Act.CLOSE),
        )
        for act in Act
        if act is not Act.REGISTER and COURSE.after(stage, standing, act) is not None
    )


def sections(
    one: Initiative, names: Mapping[str, str], measures: Mapping[str, str]
) -> tuple[StageSection, ...]:
    """What is said, step by step; ``names`` are of units, ``measures`` of measures."""
    at = COURSE.steps.index(Stage(one.stage))
    return tuple(
        StageSection(
            stage=stage.value,
            name=str(stage.label).capitalize(),
            facts=tuple(
                (str(LABELS[field]), words)
                for field in FIELDS[stage]
                if field not in ("title", "need") and (words := _words(one, field, names, measures))
            ),
            ahead=place > at,
        )
        for place, stage in enumerate(COURSE.steps)
    )


def _words(
    one: Initiative, field: str, names: Mapping[str, str], measures: Mapping[str, str]
) -> str:
    value = getattr(one, field)
    if value in (None, "", []):
        return ""
    if field == "pilot_units":
        return ", ".join(names.get(unit, unit) for unit in value)
    if field == "measure":
        return measures.get(value, str(value))
    if field == "recommendation":
        return str(Recommendation(value).label).capitalize()
    if field == "threshold":
        words = as_typed(value)
        return words if get_language() == "en" else words.replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)


def history(rows: Sequence[InitiativeMove]) -> tuple[tuple[str, str, str, str], ...]:
    """When, who, what and why, the newest first."""
    return tuple(
        (
            f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}",
            row.actor,
            f"{_DONE[Act(row.act)]}: {Stage(row.stage).label}",
            row.reason,
        )
        for row in sorted(rows, key=lambda row: -row.pk)
    )


def stage_counts(counts: Mapping[tuple[str, str], int]) -> tuple[tuple[str, str, int], ...]:
    """(stage, its name, how many are in it) of what moves or is paused."""
    live = (Standing.ACTIVE, Standing.PAUSED)
    return tuple(
        (
            stage.value,
            str(stage.label).capitalize(),
            sum(counts.get((stage.value, s.value), 0) for s in live),
        )
        for stage in Stage
    )


def use_sentence(one: Initiative, found: Adoption, language: str) -> str:
    """In how many units the measure tells use now, and that no pilot has begun where none has."""
    words = _("%(many)d av %(units)d %(kind)s har användning enligt måttet (%(share)s).") % {
        "many": found.using,
        "units": len(found.units),
        "kind": kind_words(found.kind, language).lower(),
        "share": percent(found.using / len(found.units), language),
    }
    if one.pilot_from is not None and one.pilot_from <= timezone.localdate():
        return words
    before = _("Piloten har inte börjat: det är läget före den, inte vad initiativet har gett.")
    return f"{words} {before}"


def use_pictures(found: Adoption, language: str) -> tuple[SharePicture, SharePicture] | None:
    """The share of the units with a figure that use it, month by month."""
    months = [(month.first_day, using) for month, using, _known in found.months]
    if not months:
        return None
    spread = Spread(len(found.units), found.using, 0, 0, 0, tuple(months))
    last = found.months[-1][0].last_day
    return share_pictures(Introduced({}, {found.kind: spread}), last, language)


def use_rows(
    found: Adoption, info: IndicatorInfo, pilots: Sequence[str], language: str, k: int
) -> tuple[UseRow, ...]:
    """Each unit, the one that has used it longest first."""
    return tuple(
        UseRow(
            unit_id=each.unit.unit_id,
            name=each.unit.name,
            since=str(each.since) if each.since else _("använder inte"),
            latest=point_words(each.latest, info, language, k),
            line=sparkline_svg([point.value for point in each.points]),
            pilot=each.unit.unit_id in pilots,
        )
        for each in found.units
    )


def use_headings() -> tuple[str, ...]:
    """Of the months by unit as a file."""
    return (_("enhets-id"), _("enhet"), _("pilotenhet"), _("månad"), _("värde"), _("använder"))


def use_cells(
    found: Adoption, pilots: Sequence[str], used: Any, info: IndicatorInfo, language: str, k: int
) -> list[tuple[str, ...]]:
    """Every unit and month; ``used`` says whether a point is use, and None where it is hidden."""
    said = {True: _("ja"), False: _("nej"), None: ""}
    return [
        (
            each.unit.unit_id,
            each.unit.name,
            said[each.unit.unit_id in pilots],
            str(point.period.start),
            point_words(point, info, language, k),
            said[used(point)],
        )
        for each in found.units
        for point in each.points
    ]
