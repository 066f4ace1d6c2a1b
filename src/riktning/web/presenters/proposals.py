"""Proposals about groups as rows, facts and panels for their pages and files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from riktning.apps.governance.courses import Act, Standing
from riktning.apps.governance.items import DUE
from riktning.apps.governance.kinds import GroupKind, Process, Way
from riktning.apps.governance.models import FIELDS, Group, Opinion, Proposal, ProposalMove
from riktning.apps.governance.proposal_course import COURSE, ProposalKind, Stance, Step
from riktning.apps.governance.proposals.content import content_of, stands
from riktning.apps.governance.proposals.facts import Known
from riktning.apps.governance.proposals.gates import Lack, asked, lacks
from riktning.documents.groups.words import HEADINGS
from riktning.web.decision_subjects import headline
from riktning.web.presenters.courses import MoveForm, StepMark, marks, move_forms
from riktning.web.presenters.groups import meetings

LACKS: Mapping[Lack, Any] = {
    Lack.AIM: gettext_lazy("gruppens ansvarsområde och syfte är skrivna"),
    Lack.CHANGED: gettext_lazy("något blir annorlunda än det är"),
    Lack.CONSEQUENCES: gettext_lazy("konsekvenserna är beskrivna"),
    Lack.OPINION: gettext_lazy("någon som berörs har yttrat sig"),
    Lack.OWN_OPINION: gettext_lazy("gruppen själv har yttrat sig"),
    Lack.ASSIGNMENT: gettext_lazy("uppdragshandlingens delar är skrivna"),
    Lack.CHAIR: gettext_lazy("det är sagt vilken roll som är ordförande"),
    Lack.REPORTING: gettext_lazy("det är sagt vem gruppen rapporterar till"),
    Lack.REPORTERS: gettext_lazy("de som rapporterar eller eskalerar hit har fått en annan grupp"),
    Lack.DUTIES: gettext_lazy("gruppens ansvar har fått en annan grupp"),
    Lack.ITEMS: gettext_lazy("gruppens pågående åtgärder har fått en annan grupp"),
    Lack.APPROVAL: gettext_lazy("organet har bifallit förslaget som det nu lyder"),
    Lack.DIARY_NUMBER: gettext_lazy("bifallet har ett diarienummer"),
}
ACTS: Mapping[Act, Any] = {
    Act.ADVANCE: gettext_lazy("Flytta till nästa steg"),
    Act.CLOSE: gettext_lazy("Verkställ beslutet"),
    Act.BACK: gettext_lazy("Flytta ett steg tillbaka"),
    Act.PAUSE: gettext_lazy("Pausa"),
    Act.RESUME: gettext_lazy("Återuppta"),
    Act.REFUSE: gettext_lazy("Avvisa"),
    Act.REOPEN: gettext_lazy("Öppna igen"),
}
DONE: Mapping[Act, Any] = {
    Act.REGISTER: gettext_lazy("Föreslog"),
    Act.ADVANCE: gettext_lazy("Flyttade till nästa steg"),
    Act.CLOSE: gettext_lazy("Verkställde beslutet"),
    Act.BACK: gettext_lazy("Flyttade ett steg tillbaka"),
    Act.PAUSE: gettext_lazy("Pausade"),
    Act.RESUME: gettext_lazy("Återupptog"),
    Act.REFUSE: gettext_lazy("Avvisade"),
    Act.REOPEN: gettext_lazy("Öppnade igen"),
}
SAYS: Mapping[str, Any] = {
    "code": gettext_lazy("Kod"),
    "name": gettext_lazy("Namn"),
    "group_kind": gettext_lazy("Slag"),
    "process": gettext_lazy("Process"),
    "parent": gettext_lazy("Undergrupp till"),
    "meetings_a_year": gettext_lazy("Möten om året"),
    "chair": gettext_lazy("Ordförande"),
    "reports_to": gettext_lazy("Rapporterar till"),
    "reports_to_role": gettext_lazy("Rapporterar till rollen"),
    "escalates_to": gettext_lazy("Eskalerar till"),
    "subgroups_to": gettext_lazy("Undergrupperna hamnar under"),
    "reporters_to": gettext_lazy("De som rapporterar hit rapporterar sedan till"),
    "duties_to": gettext_lazy("Ansvaret tas över av"),
    "items_to": gettext_lazy("Pågående åtgärder tas över av"),
}


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal in the list."""

    number: int
    words: str
    kind: str
    body: str
    step: str
    standing: str
    day: date
    reason: str
    proposed: date


@dataclass(frozen=True, slots=True)
class Change:
    """Something that becomes otherwise: what it is called, how it stands, what it becomes."""

    heading: str
    before: str
    after: str


def rows(found: Iterable[Proposal]) -> tuple[ProposalRow, ...]:
    """The proposals in their order."""
    return tuple(
        ProposalRow(
            number=one.pk,
            words=headline(one),
            kind=str(ProposalKind(one.kind).label).capitalize(),
            body=one.body.name,
            step=str(Step(one.step).label).capitalize(),
            standing=str(Standing(one.standing).label).capitalize(),
            day=one.day,
            reason=one.reason,
            proposed=timezone.localdate(one.proposed_at),
        )
        for one in found
    )


def headings() -> list[str]:
    """The heads of the proposals as a file."""
    return [
        _("Nummer"), _("Förslag"), _("Slag"), _("Organ"), _("Steg"), _("Läge"), _("Dag"),
        _("Skäl"), _("Föreslaget"),
    ]  # fmt: skip


def cells(row: ProposalRow) -> list[str]:
    """A proposal as a row of the file."""
    return [
        str(row.number), row.words, row.kind, row.body, row.step, row.standing,
        f"{row.day:%Y-%m-%d}", row.reason, f"{row.proposed:%Y-%m-%d}",
    ]  # fmt: skip


def phase(proposal: Proposal) -> str:
    """``Steg 2 av 4: beredning och samråd (pausat)``."""
    step, standing = Step(proposal.step), Standing(proposal.standing)
    words = _("Steg %(number)d av 4: %(name)s") % {
        "number": COURSE.steps.index(step) + 1,
        "name": step.label,
    }
    return words if standing is Standing.ACTIVE else f"{words} ({standing.label})"


def step_marks(proposal: Proposal) -> tuple[StepMark, ...]:
    """The four steps, and where the proposal is."""
    return marks(COURSE, Step(proposal.step), Standing(proposal.standing))


def moves(known: Known) -> tuple[MoveForm, ...]:
    """What can be done with it where it stands."""
    place = Step(known.proposal.step), Standing(known.proposal.standing)
    return move_forms(COURSE, place, ACTS, gate_open=not lacks(place[0], known.facts))


def gate(known: Known) -> tuple[tuple[str, bool], ...]:
    """What the gate of the step asks for, and whether it is there."""
    step, facts = Step(known.proposal.step), known.facts
    missing = set(lacks(step, facts))
    return tuple((str(LACKS[lack]), lack not in missing) for lack in asked(step, facts.kind))


def facts(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """What stands first of a proposal."""
    closing = proposal.kind == ProposalKind.CLOSE
    return (
        (_("Skäl"), proposal.reason),
        (_("Organ som beslutar"), proposal.body.name),
        (_("Sista dag") if closing else _("Ska gälla från"), f"{proposal.day:%Y-%m-%d}"),
        (_("Konsekvenser"), proposal.consequences or "–"),
        (_("Föreslaget"), f"{timezone.localdate(proposal.proposed_at):%Y-%m-%d}"),
    )


def becomes(known: Known, names: Mapping[str, str]) -> tuple[Change, ...]:
    """What the group becomes, beside how it stands; of a new one everything that is said, of one
    that is closed who takes over. ``names`` are groups' by code."""
    proposal, content = known.proposal, known.content
    changing = proposal.kind == ProposalKind.CHANGE and proposal.group is not None
    before = stands(proposal.group) if changing and proposal.group else None
    found = []
    for name in proposal.details:
        said = _shown(name, getattr(content, name, ""), names)
        was = _shown(name, getattr(before, name), names) if before else ""
        if said != was and (changing or said != "–"):
            found.append(Change(str(SAYS[name]), was, said))
    return tuple(found)


def texts(known: Known, language: str) -> tuple[Change, ...]:
    """The texts of the assignment: of a change those that become otherwise."""
    said = known.proposal.texts
    changing = known.proposal.kind == ProposalKind.CHANGE
    names = known.changes if changing else tuple(name for name in FIELDS if said.get(name))
    return tuple(
        Change(HEADINGS[language][name], getattr(known.stood, name, ""), said[name])
        for name in names
    )


def left_behind(known: Known) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What there is that somebody takes over, or that ends with the group: heading and each."""
    left = known.left
    found = (
        (_("Undergrupper"), tuple(group.name for group in left.subgroups)),
        (
            _("Rapporterar eller eskalerar hit"),
            tuple(f"{way.source.name} ({Way(way.way).label})" for way in left.reporters),
        ),
        (_("Ansvar"), tuple(duty.text for duty in left.duties)),
        (
            _("Pågående åtgärder"),
            tuple(f"{item.text} ({getattr(item, DUE):%Y-%m-%d})" for item in left.items),
        ),
        (_("Platser som upphör"), tuple(seat.role for seat in left.seats)),
    )
    return tuple((heading, some) for heading, some in found if some)


def opinions(
    found: Iterable[Opinion], units: Mapping[str, str]
) -> tuple[tuple[str, str, str, str], ...]:
    """Whose, what stance, in which words, and when."""
    return tuple(
        (
            ", ".join(
                part
                for part in (
                    one.role,
                    one.group.name if one.group else "",
                    units.get(one.unit_id, one.unit_id),
                )
                if part
            ),
            str(Stance(one.stance).label).capitalize(),
            one.text,
            f"{timezone.localdate(one.at):%Y-%m-%d}",
        )
        for one in found
    )


def history(found: Iterable[ProposalMove]) -> tuple[tuple[str, str, str, str], ...]:
    """When, who, what and why, the newest first."""
    return tuple(
        (
            f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}",
            row.actor,
            str(DONE[Act.REGISTER])
            if row.act == Act.REGISTER
            else f"{DONE[Act(row.act)]}: {Step(row.step).label}",
            row.reason,
        )
        for row in sorted(found, key=lambda row: -row.pk)
    )


def codes_named(proposal: Proposal) -> set[str]:
    """The codes of the groups whose names the page shows."""
    content = content_of(proposal)
    before = stands(proposal.group).parent if proposal.group else ""
    return {*content.named().values(), before} - {""}


def names_of(codes: set[str]) -> dict[str, str]:
    """Their names by code. One query."""
    return dict(Group.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _shown(name: str, value: Any, names: Mapping[str, str]) -> str:
    if name == "group_kind":
        return str(GroupKind(value).label).capitalize()
    if name == "process":
        return str(Process(value).label).capitalize()
    if name == "meetings_a_year":
        return meetings(value)
    return names.get(value, str(value or "–"))
