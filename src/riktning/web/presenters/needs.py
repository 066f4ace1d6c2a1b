"""Needs as cards, facts and panels for their pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from riktning.apps.needs.facts import TEXTS, Known, published
from riktning.apps.needs.gates import Lack, lacks
from riktning.apps.needs.judging import Spread, spread
from riktning.apps.needs.models import Commission, Level, Move, Need, Origin, Reply, Size
from riktning.apps.needs.queries import Column
from riktning.apps.needs.steps import NEEDS_REASON, ORDER, Act, Standing, Step, after

LACKS: Mapping[Lack, Any] = {
    Lack.PROBLEM: gettext_lazy("problemet är beskrivet"),
    Lack.AFFECTED: gettext_lazy("det är sagt vilka som berörs"),
    Lack.AREA: gettext_lazy("behovet hör till ett prioriterat område"),
    Lack.CRITERIA: gettext_lazy("varje kriterium är besvarat med motivering"),
    Lack.PLACEMENTS: gettext_lazy("minst två har placerat behovet var för sig"),
    Lack.AGREEMENT: gettext_lazy("en gemensam placering är överenskommen"),
    Lack.POSITION: gettext_lazy("vårdsamverkan har bifallit"),
    Lack.CONSULTATION: gettext_lazy("det politiska samrådet har bifallit"),
    Lack.RESOURCES: gettext_lazy("storlek och statsbidrag är sagda"),
    Lack.COMMISSION: gettext_lazy("uppdragshandlingen är skriven"),
    Lack.LEADER: gettext_lazy("processledare är utsedd"),
    Lack.WORKING_GROUP: gettext_lazy("arbetsgrupp är utsedd"),
    Lack.INTERIM_REPORT: gettext_lazy("minst en delrapport är lämnad"),
    Lack.FINAL_REPORT: gettext_lazy("slutrapporten är lämnad"),
    Lack.FINAL_POSITION: gettext_lazy("vårdsamverkan har tagit ställning till slutrapporten"),
    Lack.FINAL_CONSULTATION: gettext_lazy("det politiska samrådet har tagit ställning"),
    Lack.GROUP_ENDED: gettext_lazy("arbetsgruppens uppdrag är avslutat"),
    Lack.PUBLISHED: gettext_lazy("slutprodukten är publicerad"),
}
ACTS: Mapping[Act, Any] = {
    Act.ADVANCE: gettext_lazy("Flytta till nästa steg"),
    Act.CLOSE: gettext_lazy("Avsluta behovet"),
    Act.BACK: gettext_lazy("Flytta ett steg tillbaka"),
    Act.PAUSE: gettext_lazy("Pausa"),
    Act.RESUME: gettext_lazy("Återuppta"),
    Act.REFUSE: gettext_lazy("Avvisa"),
    Act.REOPEN: gettext_lazy("Öppna igen"),
}
DONE: Mapping[Act, Any] = {
    Act.REGISTER: gettext_lazy("Anmälde behovet"),
    Act.ADVANCE: gettext_lazy("Flyttade till nästa steg"),
    Act.CLOSE: gettext_lazy("Avslutade behovet"),
    Act.BACK: gettext_lazy("Flyttade ett steg tillbaka"),
    Act.PAUSE: gettext_lazy("Pausade"),
    Act.RESUME: gettext_lazy("Återupptog"),
    Act.REFUSE: gettext_lazy("Avvisade"),
    Act.REOPEN: gettext_lazy("Öppnade igen"),
}
_COMMISSION = (
    ("state_grant", gettext_lazy("Statsbidrag")),
    ("description", gettext_lazy("Uppdragsbeskrivning")),
    ("purpose", gettext_lazy("Syfte och mål")),
    ("boundaries", gettext_lazy("Avgränsningar")),
    ("composition", gettext_lazy("Gruppens sammansättning")),
    ("time_plan", gettext_lazy("Tidsåtgång och tidplan")),
    ("leader", gettext_lazy("Processledare")),
    ("working_group", gettext_lazy("Arbetsgrupp")),
    ("group_ended_on", gettext_lazy("Arbetsgruppen avslutad")),
    ("product", gettext_lazy("Slutprodukt")),
    ("published_on", gettext_lazy("Publicerad")),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A need on the board."""

    number: int
    title: str
    area: str
    level: str
    age: str
    paused: bool
    uptake: tuple[str, ...]  # how far the result is introduced, kind by kind


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A step on the board."""

    step: str
    name: str
    count: int
    paused: int
    cards: tuple[Card, ...]
    more: int


@dataclass(frozen=True, slots=True)
class StepMark:
    """A step in the row of steps: where the need is."""

    name: str
    number: int
    state: str  # done, now or ahead


@dataclass(frozen=True, slots=True)
class MoveForm:
    """Something that the reader may do with the need now."""

    act: str
    label: str
    reason: bool
    open: bool


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """How those who placed it stand on one axis."""

    name: str
    spread: Spread


def columns(
    found: Sequence[Column], uptake: Mapping[int, tuple[str, ...]]
) -> tuple[BoardColumn, ...]:
    """The board, step by step; ``uptake`` is how far needs are introduced, by need."""
    now = timezone.now()
    return tuple(
        BoardColumn(
            step=one.step.value,
            name=str(one.step.label).capitalize(),
            count=one.count,
            paused=one.paused,
            cards=tuple(_card(need, now, uptake) for need in one.needs),
            more=one.count - len(one.needs),
        )
        for one in found
    )


def cards(needs: Sequence[Need], uptake: Mapping[int, tuple[str, ...]]) -> tuple[Card, ...]:
    """Needs outside of the columns."""
    now = timezone.now()
    return tuple(_card(need, now, uptake) for need in needs)


def _card(need: Need, now: datetime, uptake: Mapping[int, tuple[str, ...]]) -> Card:
    return Card(
        number=need.pk,
        title=need.title,
        area=need.area.name if need.area else _("inget område"),
        level=str(Level(need.level).label),
        age=age(need.since, now),
        paused=need.standing == Standing.PAUSED,
        uptake=uptake.get(need.pk, ()),
    )


def age(since: datetime, now: datetime) -> str:
    """``12 dagar i steget``."""
    days = max((now - since).days, 0)
    return ngettext("%(days)d dag i steget", "%(days)d dagar i steget", days) % {"days": days}


def phase(need: Need) -> str:
    """``Steg 2 av 4: ställningstagande och prioritering (pausat)``."""
    words = _("Steg %(number)d av 4: %(name)s") % {
        "number": ORDER.index(Step(need.step)) + 1,
        "name": Step(need.step).label,
    }
    still = need.standing == Standing.ACTIVE
    return words if still else f"{words} ({Standing(need.standing).label})"


def step_counts(counts: Mapping[tuple[str, str], int]) -> tuple[tuple[str, str, int], ...]:
    """(step, its name, how many are in it), and those that are closed."""
    live = (Standing.ACTIVE, Standing.PAUSED)
    rows = [
        (step.value, str(step.label).capitalize(), sum(counts.get((step, s), 0) for s in live))
        for step in Step
    ]
    closed = counts.get((Step.COMPLETED, Standing.CLOSED), 0)
    return (*rows, ("", str(Standing.CLOSED.label).capitalize(), closed))


def step_marks(need: Need) -> tuple[StepMark, ...]:
    """The four steps, and where the need is."""
    at = ORDER.index(Step(need.step))
    closed = need.standing == Standing.CLOSED
    return tuple(
        StepMark(
            name=str(step.label).capitalize(),
            number=place + 1,
            state="done" if place < at or closed else "now" if place == at else "ahead",
        )
        for place, step in enumerate(ORDER)
    )


def facts(need: Need, commission: Commission) -> tuple[tuple[str, str], ...]:
    """What everybody may read of a need; what came of it once that is published."""
    day = published(commission)
    area = f"{need.area.perspective.name}: {need.area.name}" if need.area else "–"
    return (
        (_("Kommer från"), str(Origin(need.origin).label).capitalize()),
        (_("Nivå"), str(Level(need.level).label).capitalize()),
        (_("Prioriterat område"), area),
        (_("Vilka som berörs"), need.affected or "–"),
        (_("Politiskt samråd"), _("Ja") if need.consulted else _("Nej")),
        (_("Anmält"), f"{timezone.localtime(need.registered_at):%Y-%m-%d}"),
        *(((_("Slutprodukt"), commission.product), (_("Publicerad"), f"{day}")) if day else ()),
    )


def gate(known: Known) -> tuple[tuple[str, bool], ...]:
    """What the gate of the step asks for, and whether it is there."""
    from riktning.apps.needs.gates import GATES

    step = Step(known.need.step)
    missing = set(lacks(step, known.facts))
    asked = (lack for lack, _there in GATES[step])
    skipped = {Lack.CONSULTATION, Lack.FINAL_CONSULTATION} if not known.need.consulted else set()
    return tuple((str(LACKS[lack]), lack not in missing) for lack in asked if lack not in skipped)


def moves(known: Known) -> tuple[MoveForm, ...]:
    """What can be done with the need where it stands; a closed gate shows its button shut."""
    step, standing = Step(known.need.step), Standing(known.need.standing)
    open_ = not lacks(step, known.facts)
    return tuple(
        MoveForm(
            act.value,
            str(ACTS[act]),
            act in NEEDS_REASON,
            open_ or act not in (Act.ADVANCE, Act.CLOSE),
        )
        for act in Act
        if act is not Act.REGISTER and after(step, standing, act) is not None
    )


def history(rows: Sequence[Move]) -> tuple[tuple[str, str, str, str], ...]:
    """When, who, what and why, the newest first."""
    return tuple(
        (
            f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}",
            row.actor,
            f"{DONE[Act(row.act)]}: {Step(row.step).label}",
            row.reason,
        )
        for row in sorted(rows, key=lambda row: -row.pk)
    )


def answers(known: Known) -> tuple[tuple[str, str, str, str], ...]:
    """Each criterion with its answer, reason and who answered; blanks where nobody has."""
    rows = []
    for criterion in known.criteria:
        said = known.replies.get(criterion.pk)
        reply = str(Reply(said.reply).label).capitalize() if said else ""
        rows.append(
            (criterion.question, reply, said.reason if said else "", said.actor if said else "")
        )
    return tuple(rows)


def spreads(known: Known) -> tuple[SpreadRow, ...]:
    """How those who placed it stand from one another, on both axes."""
    axes = (
        (_("Viktigt"), [p.importance for p in known.placements]),
        (_("Bråttom"), [p.urgency for p in known.placements]),
    )
    return tuple(
        SpreadRow(name, found) for name, values in axes if (found := spread(values)) is not None
    )


def quadrant(importance: int, urgency: int) -> str:
    """The field of the matrix that a place is in."""
    if importance > 5:
        return _("viktigt och bråttom") if urgency > 5 else _("viktigt, inte bråttom")
    return _("bråttom, inte viktigt") if urgency > 5 else _("varken viktigt eller bråttom")


def commission_facts(known: Known) -> tuple[tuple[str, str], ...]:
    """What is to be done, by whom and with what; only what is written."""
    work = known.commission
    rows = [(_("Storlek"), str(Size(work.size).label).capitalize())] if work.size else []
    rows += [
        (str(label), str(getattr(work, name))) for name, label in _COMMISSION if getattr(work, name)
    ]
    return tuple(rows)


def written(known: Known) -> bool:
    """Whether there is anything of the assignment to show."""
    return any(getattr(known.commission, name) for name in TEXTS) or bool(known.commission.size)
