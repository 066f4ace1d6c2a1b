"""Answers are stored: as a form or a file gives them, put together with what others have said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from riktning.apps.followup.rounds.checking import impossible
from riktning.apps.followup.rounds.content import (
    FIELDS,
    NOTHING,
    TEXTS,
    TOGETHER,
    Put,
    Said,
    as_json,
    differ,
    from_json,
    put_together,
    said_in,
)
from riktning.apps.followup.rounds.errors import RoundError, UnknownBaseError
from riktning.apps.followup.rounds.evidence import Evidence, evidence_at
from riktning.apps.followup.rounds.models import Answer, AnswerVersion, Report
from riktning.apps.followup.rounds.policies import Act, after
from riktning.apps.observations.queries import current_run
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require
from riktning.core.plain import plain


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody leaves, and the version of the answer that was in front of them."""

    said: Said
    base: int


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as it now stands, what was put together, and who had been there meanwhile."""

    answer: Answer
    put: Put
    others: tuple[str, ...]
    new: bool  # whether anything was stored that did not stand there

    @property
    def told(self) -> bool:
        """Whether somebody else's change must be told."""
        return bool(self.put.joined or self.put.kept or self.put.theirs)


@transaction.atomic
def save_answers(
    *, report: Report, given: Mapping[int, Given], actor: Actor, anew: bool = False
) -> dict[int, Stored]:
    """Store answers of a report by their ids, all or none; the state must permit it.

    What others have stored since a base version stays: texts are merged, choices kept and told.
    ``anew``: a file that can be read in again when it is corrected; what is said otherwise in it
    than when it was made takes the place of what the same person has left since.
    """
    kept = (
        Report.objects.select_for_update(of=("self",))
        .select_related("round__revision__plan")
        .get(pk=report.pk)
    )
    require(actor, Action.ANSWER_ROUND, unit_id=kept.unit_id, area=_one_area(kept, given))
    after(kept, Act.ANSWER)
    rows = {row.pk: row for row in kept.answers.select_for_update().filter(pk__in=given)}
    unknown = sorted(given.keys() - rows.keys())
    if unknown:
        raise RoundError(f"the report has no answer {unknown[0]}", where=str(kept))
    evidence = evidence_at(current_run(), kept.unit_id, rows.values())
    bases = _bases(given)
    stored = {}
    for key, one in given.items():
        row = rows[key]
        require(actor, Action.ANSWER_ROUND, unit_id=kept.unit_id, area=row.area)
        _check(row, one)
        base = bases.get((key, one.base), NOTHING)
        if anew:
            base = _left_since(row, one, base, actor)
        stored[key] = _store(row, one, base, actor, evidence)
    return stored


def _one_area(report: Report, given: Mapping[int, Given]) -> str:
    """An area of the answers, to ask for the right before anything is told of the state."""
    return report.answers.filter(pk__in=given).values_list("area", flat=True).first() or ""


def _check(row: Answer, given: Given) -> None:
    if not 0 <= given.base <= row.version:
        raise UnknownBaseError(
            f"there is no version {given.base}",
            where=f"answer {row.order}",
            remedy="read the report again and save anew",
        )
    found = impossible(given.said, kind=row.kind, takes=row.takes)
    if found:
        raise RoundError(f"{found[0].field} is {found[0].lack.value}", where=f"answer {row.order}")


def _bases(given: Mapping[int, Given]) -> dict[tuple[int, int], Said]:
    """The versions that were in front of people. One query."""
    versions = AnswerVersion.objects.filter(
        answer__in=given, number__in={one.base for one in given.values()}
    )
    return {(row.answer_id, row.number): from_json(row.values) for row in versions}


def _store(row: Answer, given: Given, base: Said, actor: Actor, evidence: Evidence) -> Stored:
    now, wanted = said_in(row), _tidy(given.said)
    others: tuple[str, ...] = ()
    if given.base == row.version:
        put = Put(wanted)
    else:
        put = put_together(_continued(row, given.base, base, wanted, actor), now, wanted)
        since = row.versions.filter(number__gt=given.base).exclude(actor=actor.name)
        others = tuple(dict.fromkeys(since.values_list("actor", flat=True)))
    new = put.said != now or bool(put.kept)
    if new:
        _write(row, put, wanted, now, actor, evidence)
    return Stored(row, put, others, new)


def _continued(row: Answer, since: int, base: Said, wanted: Said, actor: Actor) -> Said:
    """What this person's words began from: where they go on from what the same person left last,
    from that, so that what is stored of it already does not come twice."""
    own = row.versions.filter(number__gt=since, actor=actor.name).order_by("-number").first()
    if own is None:
        return base
    left = from_json(own.left or own.values)
    changed: dict[str, Any] = {}
    for name in FIELDS:
        before, after = getattr(left, name), getattr(wanted, name)
        goes_on = name in TEXTS and before and after.startswith(before)
        if goes_on or before == after:
            changed[name] = before
    return replace(base, **changed)


def _left_since(row: Answer, given: Given, base: Said, actor: Actor) -> Said:
    """What the same person left last, in what the file says otherwise than when it was made."""
    own = row.versions.filter(number__gt=given.base, actor=actor.name).order_by("-number").first()
    if own is None:
        return base
    left, wanted = from_json(own.left or own.values), _tidy(given.said)
    changed = [name for names in TOGETHER for name in names if differ(base, wanted, names)]
    values: dict[str, Any] = {name: getattr(left, name) for name in changed}
    return replace(base, **values)


def _tidy(said: Said) -> Said:
    """Line ends as one character, so that a browser's do not look like somebody's change, and no
    control characters, which neither PostgreSQL nor Excel takes."""
    texts: dict[str, Any] = {name: plain(getattr(said, name)) for name in TEXTS}
    return replace(said, **texts)


def _write(
    row: Answer, put: Put, wanted: Said, before: Said, actor: Actor, evidence: Evidence
) -> None:
    figures = (put.said.numerator, put.said.denominator)
    if figures != (before.numerator, before.denominator):
        require(actor, Action.MANUAL_VALUE, unit_id=row.report.unit_id, area=row.area)
        audit(
            actor=actor.name,
            action=Action.MANUAL_VALUE.value,
            subject=str(row.report),
            measure=row.indicator_id,
            before=[before.numerator, before.denominator],
            after=list(figures),
        )
    for name in FIELDS:
        setattr(row, name, getattr(put.said, name))
    row.version += 1
    if put.said.status != before.status or not row.seen:
        row.seen = evidence.seen(row) if put.said.status else {}
    row.save(update_fields=[*FIELDS, "version", "seen"])
    AnswerVersion.objects.create(
        answer=row,
        number=row.version,
        actor=actor.name,
        values=as_json(put.said),
        left=as_json(wanted) if wanted != put.said else None,
    )
