"""A section is written: two people's texts are put together, and evidence is kept as it is now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor
from riktning.apps.reports.errors import NoSuchEvidenceError, ReportError
from riktning.apps.reports.evidence.offer import offer_fingerprint, offer_to_json
from riktning.apps.reports.kinds import Act, SectionState, Taken
from riktning.apps.reports.lines import keys_in, names_evidence, on_lines_of_their_own
from riktning.apps.reports.models import Inserted, Report, ReportSection, SectionVersion
from riktning.apps.reports.offered import offers_named_in
from riktning.apps.reports.permissions import require_of_section
from riktning.apps.reports.policies import after
from riktning.core.merging_lines import merge_lines
from riktning.core.plain import plain

MOST_CHARACTERS = 60_000  # some 9 000 words: more than any section of a report
MOST_EVIDENCE = 200
SITTING = timedelta(minutes=15)  # of one writer, in which what is saved quietly is told once


@dataclass(frozen=True, slots=True)
class Written:
    """A section as it now stands; whether it was put together with what others (``others``) had
    written meanwhile, and whether both had changed the same place."""

    section: ReportSection
    joined: bool = False
    others: tuple[str, ...] = ()
    both: bool = False


@transaction.atomic
def write_section(
    *,
    section: ReportSection,
    text: str,
    base: int,
    began: str | None = None,
    quietly: bool = False,
    actor: Actor,
) -> Written:
    """Store the section's text; ``base`` is the version that the writer had in front of them.

    ``began`` is what the writer's text is changed from, where that is no version: somebody who goes
    on typing while a text is saved has not seen what others' words it was put together with.
    ``quietly`` saved texts are versions as any, and one event in the trail for a sitting.
    """
    require_of_section(actor, Action.WRITE_SECTION, section)
    now = held(section)
    after(now, Act.WRITE)
    mine = _tidy(text, str(now))
    done = _together(now, mine, base, actor, None if began is None else _tidy(began, str(now)))
    if done.section.text == now.text:
        return Written(now, done.joined, done.others, done.both)
    new = done.section.text
    take_in(now.report, keys_in(new), actor)
    told = quietly and _in_a_sitting(now, actor)
    now.text, now.version = new, now.version + 1
    now.state = SectionState.DRAFT if new else SectionState.EMPTY
    now.save(update_fields=["text", "version", "state"])
    SectionVersion.objects.create(section=now, number=now.version, text=new, actor=actor.name)
    if not told:
        audit(
            actor=actor.name,
            action=Action.WRITE_SECTION.value,
            subject=str(now.report),
            section=now.key,
            version=now.version,
        )
    return Written(now, done.joined, done.others, done.both)


def _in_a_sitting(section: ReportSection, actor: Actor) -> bool:
    """Whether the actor wrote the version before this one, a short while ago."""
    last = section.versions.order_by("-number").values_list("actor", "at").first()
    return last is not None and last[0] == actor.name and timezone.now() - last[1] < SITTING


def held(section: ReportSection) -> ReportSection:
    """The section as it stands, with its report, both held until the end."""
    report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("revision__plan", "run")
        .get(pk=section.report_id)
    )
    now = ReportSection.objects.select_for_update().get(pk=section.pk)
    now.report = report
    return now


def _tidy(text: str, where: str) -> str:
    tidy = on_lines_of_their_own(plain(text)).rstrip()
    if len(tidy) > MOST_CHARACTERS:
        raise ReportError(
            f"a section holds at most {MOST_CHARACTERS} characters",
            where=where,
            remedy="move some of the text to another section",
        )
    if len(keys_in(tidy)) > MOST_EVIDENCE:
        raise ReportError(
            f"a section holds at most {MOST_EVIDENCE} pieces of evidence", where=where
        )
    return tidy


def _together(now: ReportSection, mine: str, base: int, actor: Actor, began: str | None) -> Written:
    """What is to be stored, as the text of a section that is not saved."""
    if began is None:
        if base == now.version or mine == now.text:
            return Written(_saying(now, mine))
        began = now.versions.filter(number=base).values_list("text", flat=True).first() or ""
    if now.text in (began, mine):
        return Written(_saying(now, mine))
    merged = merge_lines(began, now.text, mine, whole=names_evidence)
    since = now.versions.filter(number__gt=base).exclude(actor=actor.name)
    others = tuple(dict.fromkeys(since.order_by("number").values_list("actor", flat=True)))
    text = on_lines_of_their_own(merged.text).rstrip()
    return Written(_saying(now, text), True, others, merged.both)


def _saying(section: ReportSection, text: str) -> ReportSection:
    return ReportSection(pk=section.pk, report=section.report, key=section.key, text=text)


def take_in(report: Report, keys: Iterable[str], actor: Actor) -> None:
    """Keep each piece of evidence as it is now, unless the report has it already."""
    known = frozenset(report.inserted.values_list("key", flat=True).distinct())
    new = [key for key in dict.fromkeys(keys) if key not in known]
    if not new:
        return
    offers = offers_named_in(report, new)
    missing = next((key for key in new if key not in offers), None)
    if missing is not None:
        raise NoSuchEvidenceError(missing, str(report))
    Inserted.objects.bulk_create(
        Inserted(
            report=report,
            key=key,
            run=report.run,
            act=Taken.INSERT,
            content=offer_to_json(offers[key]),
            sha256=offer_fingerprint(offers[key]),
            actor=actor.name,
        )
        for key in new
    )
