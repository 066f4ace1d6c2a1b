"""When a newer run is published: which figures of a report are others by it, and what is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from riktning.apps.observations.models import Run
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor
from riktning.apps.reports.errors import AnsweredBeforeError, ChangedMeanwhileError
from riktning.apps.reports.evidence.offer import (
    Change,
    Offer,
    offer_fingerprint,
    offer_from_json,
    offer_to_json,
)
from riktning.apps.reports.evidence.said import differences
from riktning.apps.reports.kinds import Taken
from riktning.apps.reports.lines import keys_in
from riktning.apps.reports.models import Inserted, Report
from riktning.apps.reports.offered import offers_named_in
from riktning.apps.reports.permissions import require_of_report
from riktning.apps.reports.policies import require_draft


@dataclass(frozen=True, slots=True)
class Changed:
    """Evidence that says something else by the newer run; ``new`` is None when it is gone."""

    row: Inserted
    old: Offer
    new: Offer | None
    figures: tuple[Change, ...]
    mark: str

    @property
    def asks(self) -> bool:
        """Whether nobody has yet said what to do about just this change."""
        return self.mark not in (self.row.sha256, self.row.against)


def latest(report: Report) -> dict[str, Inserted]:
    """The evidence of the report as it now counts, by its key. One query."""
    return {row.key: row for row in report.inserted.select_related("run").order_by("id")}


def used(report: Report) -> tuple[str, ...]:
    """The evidence that the sections name, each once, in reading order. One query."""
    return tuple(where_used(report))


def where_used(report: Report) -> dict[str, tuple[str, ...]]:
    """By its key the headings of the sections that name the evidence. One query."""
    found: dict[str, tuple[str, ...]] = {}
    for heading, text in report.sections.order_by("order", "id").values_list("heading", "text"):
        for key in dict.fromkeys(keys_in(text)):
            found[key] = (*found.get(key, ()), heading)
    return found


def changed_by(report: Report, run: Run) -> tuple[Changed, ...]:
    """What says something else by the run, in reading order; what reads the same is left out."""
    return tuple(one for one in _others(report, run) if one.figures or one.new is None)


def _others(report: Report, run: Run) -> list[Changed]:
    """All evidence in use that is not the same by the run, also where it reads the same."""
    rows = _in_use(report)
    offers = offers_named_in(report, [row.key for row in rows], run)
    found = (_held_against(row, offers.get(row.key), run, report.language) for row in rows)
    return [one for one in found if one is not None]


def _in_use(report: Report) -> list[Inserted]:
    rows = latest(report)
    return [rows[key] for key in used(report) if key in rows]


def _held_against(row: Inserted, new: Offer | None, run: Run, language: str) -> Changed | None:
    mark = offer_fingerprint(new) if new else "gone"
    if mark == row.sha256:
        return None
    old = offer_from_json(row.content)
    runs = {row.run.run_id, run.run_id}
    return Changed(row, old, new, differences(old, new, runs, language) if new else (), mark)


@transaction.atomic
def answer_changes(
    *, report: Report, run: Run, answers: Mapping[str, tuple[Taken, str]], actor: Actor
) -> int:
    """Take in or decline each changed piece: by its key, what is chosen and the mark of what was
    seen. When nothing is left to ask, the report stands on the run. Answers how many are left.
    AnsweredBeforeError when somebody has answered otherwise about the same; then nothing is done.
    """
    require_of_report(actor, Action.ASSIGN_SECTION, report)
    now = (
        Report.objects.select_for_update(of=("self",))
        .select_related("revision__plan", "run")
        .get(pk=report.pk)
    )
    require_draft(now)
    if before := _answered_before(now, answers):
        raise AnsweredBeforeError(before, where=str(now))
    left, rows = 0, []
    for one in _others(now, run):
        chosen = _chosen(one, answers.get(one.row.key), str(now))
        if chosen is None:
            left += one.asks
            continue
        rows.append(_answer(one, chosen, run, actor))
    Inserted.objects.bulk_create(rows)
    audit(
        actor=actor.name, action=Action.ASSIGN_SECTION.value, subject=str(now), run=run.run_id,
        answers={row.key: row.act for row in rows if row.act != Taken.REFRESH},
    )  # fmt: skip
    if not left and now.run_id != run.pk:
        now.as_of = run.as_of if now.as_of == now.run.as_of else now.as_of
        now.run = run
        now.save(update_fields=["run", "as_of"])
    return left


def _answered_before(report: Report, answers: Mapping[str, tuple[Taken, str]]) -> tuple[str, ...]:
    """The evidence about which somebody has chosen otherwise, of just what was seen."""
    rows = latest(report) if answers else {}
    return tuple(
        key
        for key, (chosen, seen) in answers.items()
        if key in rows
        and (row := rows[key]).act in (Taken.ACCEPT, Taken.KEEP)
        and seen == (row.sha256 if row.act == Taken.ACCEPT else row.against)
        and chosen != row.act
    )


def _chosen(one: Changed, answer: tuple[Taken, str] | None, where: str) -> Taken | None:
    """What to do about the piece; what reads the same is refreshed without asking."""
    if one.new is not None and not one.figures:
        return Taken.REFRESH
    if answer is None:
        return None
    chosen, seen = answer
    if seen != one.mark or (one.new is None and chosen == Taken.ACCEPT):
        raise ChangedMeanwhileError(
            f"the evidence {one.row.key} has changed again", where=where, remedy="look once more"
        )
    return chosen


def _answer(one: Changed, chosen: Taken, run: Run, actor: Actor) -> Inserted:
    kept = chosen == Taken.KEEP or one.new is None
    content = one.row.content if kept or one.new is None else offer_to_json(one.new)
    return Inserted(
        report_id=one.row.report_id,
        key=one.row.key,
        run=one.row.run if kept else run,
        act=Taken.KEEP if kept else chosen,
        content=content,
        sha256=one.row.sha256 if kept else one.mark,
        against=one.mark if kept else "",
        actor=actor.name,
    )
