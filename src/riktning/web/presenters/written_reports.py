"""Reports that are written, as pages show them: how far each has come, and what one may do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from riktning.apps.organisation.rights import Action, Actor
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.words import kind_name
from riktning.apps.reports.handing import own_words
from riktning.apps.reports.kinds import Act, ReportState, SectionState
from riktning.apps.reports.lines import keys_in, line_of, words_in
from riktning.apps.reports.models import Report, ReportSection, SectionStep
from riktning.apps.reports.permissions import may_of_section, writers
from riktning.apps.reports.policies import ASKED_OF, permits
from riktning.apps.reports.queries import Progress
from riktning.apps.reports.templates import templates

FORMATS = (
    ("docx", "Word"),
    ("pdf", "PDF"),
    ("html", gettext_lazy("Webbsida")),
    ("odt", "ODT"),
    ("pptx", "PowerPoint"),
    ("xlsx", "Excel"),
    ("zip", gettext_lazy("Allt i en zip")),
)
_STEPS = (Act.HAND_ON, Act.TAKE_BACK, Act.APPROVE, Act.SEND_BACK)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in the list."""

    report: Report
    template: str
    far: str
    mine: int


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section in its report: how long it is against its budget, and whether it is one's own."""

    section: ReportSection
    length: str
    over: bool
    mine: bool
    under: str


@dataclass(frozen=True, slots=True)
class StepButton:
    """Something that can be done with a section as it stands."""

    act: Act
    label: str
    reason: bool
    primary: bool


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A piece of evidence beside a section; ``there`` when the section has it already."""

    offer: Offer
    line: str
    there: bool


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """Pieces of evidence of one kind."""

    heading: str
    rows: tuple[OfferRow, ...]


def template_names(language: str) -> dict[str, str]:
    """The names of the templates by their keys."""
    return {each.key: each.name.in_(language) for each in templates()}


def report_rows(found: Sequence[Progress], language: str) -> tuple[ReportRow, ...]:
    """Reports as they are listed."""
    names = template_names(language)
    return tuple(
        ReportRow(each.report, names.get(each.report.template_key, ""), far(each), each.mine)
        for each in found
    )


def far(each: Progress) -> str:
    """How far a report has come, in words."""
    if each.report.state == ReportState.APPROVED:
        return _("Godkänd")
    words = _("%(done)s av %(all)s avsnitt godkända")
    if each.ready:
        words = _("%(done)s av %(all)s avsnitt godkända, %(ready)s väntar på godkännande")
    return words % {"done": each.approved, "all": each.sections, "ready": each.ready}


def section_rows(sections: Sequence[ReportSection], actor: Actor) -> tuple[SectionRow, ...]:
    """The sections of a report."""
    return tuple(
        SectionRow(
            section=section,
            length=length_of(section.text, section.words),
            over=section.words is not None and words_in(section.text) > section.words,
            mine=bool(section.writer) and section.writer == actor.name,
            under=under(section, sections),
        )
        for section in sections
    )


def under(section: ReportSection, sections: Sequence[ReportSection]) -> str:
    """The heading that the section's own stands below; empty at the highest level."""
    above = (each for each in reversed(sections) if each.order < section.order)
    return next((each.heading for each in above if each.level < section.level), "")


def length_of(text: str, budget: int | None) -> str:
    """How many words there are, of how many."""
    count = words_in(text)
    if budget:
        return _("%(count)s av högst %(budget)s ord") % {"count": count, "budget": budget}
    return ngettext("%(count)s ord", "%(count)s ord", count) % {"count": count}


def evidence_count(text: str) -> str:
    """How many pieces of evidence a text has taken in."""
    count = len(keys_in(text))
    return ngettext("%(count)s underlag", "%(count)s underlag", count) % {"count": count}


def step_buttons(
    section: ReportSection, actor: Actor, whose: frozenset[str]
) -> tuple[StepButton, ...]:
    """What the actor can do with the section: by its state, by rights, and by four eyes."""
    labels = {
        Act.HAND_ON: _("Lämna för godkännande"),
        Act.TAKE_BACK: _("Ta tillbaka och skriv vidare"),
        Act.APPROVE: _("Godkänn avsnittet"),
        Act.SEND_BACK: _("Lämna tillbaka"),
    }
    return tuple(
        StepButton(act, labels[act], act == Act.SEND_BACK, act in {Act.APPROVE, Act.HAND_ON})
        for act in _STEPS
        if permits(section.report.state, section.state, act)
        and may_of_section(actor, ASKED_OF[act], section)
        and not own_words(act, whose, actor)
    )


def waits_for_another(section: ReportSection, actor: Actor, whose: frozenset[str]) -> bool:
    """Whether the actor could approve the section had they not written in it or handed it on."""
    return (
        section.state == SectionState.READY
        and may_of_section(actor, Action.APPROVE_SECTION, section)
        and own_words(Act.APPROVE, whose, actor)
    )


def offer_groups(offers: Sequence[Offer], text: str, language: str) -> tuple[OfferGroup, ...]:
    """The evidence on offer by its kinds, in the order that they come."""
    there, groups = frozenset(keys_in(text)), dict[str, list[OfferRow]]()
    for offer in offers:
        row = OfferRow(offer, line_of(offer.key), offer.key in there)
        groups.setdefault(offer.kind, []).append(row)
    return tuple(
        OfferGroup(kind_name(kind, language), tuple(rows)) for kind, rows in groups.items()
    )


def step_lines(steps: Sequence[SectionStep]) -> list[tuple[SectionStep, str]]:
    """The history of a report, each step in words."""
    return [
        (step, f"{step.get_act_display().capitalize()}: {step.section.heading}")
        if step.section
        else (step, step.get_act_display().capitalize())
        for step in steps
    ]


def addresses(report: Report) -> list[tuple[str, str]]:
    """The report's documents: what each is called and where it is."""
    return [
        (str(name), reverse("web:report_document", args=[report.pk, ending]))
        for ending, name in FORMATS
    ]


def accounts() -> list[str]:
    """The accounts that can be named as writers. One query."""
    return list(writers().order_by("username").values_list("username", flat=True)[:1000])
