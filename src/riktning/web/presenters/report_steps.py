"""Several sections that can be handed on or approved at once, and what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.organisation.rights import Actor, NotAllowedError
from riktning.apps.reports.errors import ChangedMeanwhileError, ReportError, SamePersonError
from riktning.apps.reports.handing import own_words
from riktning.apps.reports.kinds import Act
from riktning.apps.reports.many import AT_ONCE, Several
from riktning.apps.reports.models import ReportSection
from riktning.apps.reports.permissions import may_of_section
from riktning.apps.reports.policies import ASKED_OF, permits
from riktning.web.presenters.written_reports import SectionRow

FEWEST = 2  # one goes by its own page


@dataclass(frozen=True, slots=True)
class Many:
    """A step, the sections that the reader may take it with, and how many are for another."""

    act: Act
    heading: str
    button: str
    rows: tuple[SectionRow, ...]
    others: str


def many_steps(
    rows: Sequence[SectionRow], actor: Actor, behind: Mapping[int, frozenset[str]]
) -> tuple[Many, ...]:
    """The steps that several sections can take now."""
    return tuple(
        each for act in AT_ONCE for each in [_many(act, rows, actor, behind)]
        if len(each.rows) >= FEWEST
    )  # fmt: skip


def _many(
    act: Act, rows: Sequence[SectionRow], actor: Actor, behind: Mapping[int, frozenset[str]]
) -> Many:
    can = [
        row
        for row in rows
        if permits(row.section.report.state, row.section.state, act)
        and may_of_section(actor, ASKED_OF[act], row.section)
    ]
    own = [row for row in can if own_words(act, behind.get(row.section.pk, frozenset()), actor)]
    mine = tuple(row for row in can if row not in own)
    words = {
        Act.HAND_ON: (_("Lämna flera för godkännande"), _("Lämna de förkryssade")),
        Act.APPROVE: (_("Godkänn flera avsnitt"), _("Godkänn de förkryssade")),
    }
    heading, button = words[act]
    return Many(act, f"{heading} ({len(mine)})", button, mine, _others(len(own)))


def _others(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "%(count)s avsnitt till godkänns av någon annan: du har skrivit i det eller lämnat det.",
        "%(count)s avsnitt till godkänns av någon annan: du har skrivit i dem eller lämnat dem.",
        count,
    )
    return words % {"count": count}


def done_words(act: Act, count: int) -> str:
    """What was done, with how many."""
    if act == Act.APPROVE:
        words = ngettext("%(count)s avsnitt är godkänt.", "%(count)s avsnitt är godkända.", count)
    else:
        words = ngettext(
            "%(count)s avsnitt är lämnat för godkännande.",
            "%(count)s avsnitt är lämnade för godkännande.",
            count,
        )
    return words % {"count": count}


def refused_words(several: Several) -> Iterator[str]:
    """For each reason, the sections that it kept from the step."""
    by_reason: dict[str, list[ReportSection]] = {}
    for section, error in several.refused:
        by_reason.setdefault(_reason(error), []).append(section)
    for reason, sections in by_reason.items():
        yield f"{reason} {', '.join(section.heading for section in sections)}."


def _reason(error: ReportError | NotAllowedError) -> str:
    if isinstance(error, SamePersonError):
        return _("Du har själv skrivit i eller lämnat; någon annan godkänner:")
    if isinstance(error, ChangedMeanwhileError):
        return _("Ändrade sedan du läste dem, läs dem igen:")
    if isinstance(error, NotAllowedError):
        return _("Din roll gäller inte för:")
    return _("Någon annan hann före med:")
