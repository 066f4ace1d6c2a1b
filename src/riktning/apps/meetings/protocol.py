"""The minutes of a meeting as a manuscript: who, what was said, what was decided, what follows."""

from collections.abc import Iterator, Mapping
from datetime import date

from riktning.apps.governance.items import DUE
from riktning.apps.governance.models import ActionItem
from riktning.apps.meetings import words as w
from riktning.apps.meetings.deck import agenda_block, positions_table
from riktning.apps.meetings.kinds import MeetingState
from riktning.apps.meetings.pictures import AreaPicture
from riktning.apps.meetings.queries import Taken, Whole
from riktning.apps.observations.models import Run
from riktning.documents.manuscript.model import (
    Block,
    Manuscript,
    Note,
    Prose,
    Section,
    Sentences,
    Table,
)


def minutes(
    whole: Whole,
    pictures: tuple[AreaPicture, ...],
    units: Mapping[str, str],
    run: Run | None,
    language: str,
    today: date,
    *,
    within: bool = True,
) -> Manuscript:
    """The minutes; ``within`` adds what only those who meet may read: attendance and positions."""
    meeting = whole.meeting
    approved = meeting.state == MeetingState.MINUTED
    about = [
        (w.GROUP.in_(language), meeting.group.name),
        (w.TIME.in_(language), w.when(meeting, language)),
        (w.PLACE.in_(language), meeting.place),
        (w.SECRETARY.in_(language), meeting.secretary),
        (w.APPROVED.in_(language), _approved(whole, language)),
        (w.RUN.in_(language), f"{run.label}, {run.as_of:%Y-%m-%d}" if run and within else ""),
    ]
    return Manuscript(
        title=f"{(w.MINUTES if approved else w.DRAFT_MINUTES).in_(language)}: {meeting.title}",
        subtitle=f"{meeting.group.name}, {w.when(meeting, language)}",
        language=language,
        date=meeting.approved_on or today,
        sections=tuple(_sections(whole, pictures, units, run, language, within)),
        about=tuple((label, text) for label, text in about if text),
        synthetic=meeting.synthetic or bool(run and run.synthetic and within),
        draft=not approved,
        kind="brief",
    )


def _approved(whole: Whole, language: str) -> str:
    meeting = whole.meeting
    if meeting.approved_on is None:
        return ""
    return f"{w.day_words(meeting.approved_on, language)}, {meeting.approved_by}"


def _sections(
    whole: Whole,
    pictures: tuple[AreaPicture, ...],
    units: Mapping[str, str],
    run: Run | None,
    language: str,
    within: bool,
) -> Iterator[Section]:
    first: list[Block] = []
    if whole.meeting.synthetic:
        first.append(Note("synthetic", w.INVENTED.in_(language)))
    if whole.meeting.introduction:
        first.append(Prose(whole.meeting.introduction))
        yield Section("inledning", w.INTRODUCTION.in_(language), 1, tuple(first))
        first = []
    yield Section("dagordning", w.AGENDA.in_(language), 1, (*first, agenda_block(whole, language)))
    if within and whole.attendance:
        yield Section("narvaro", w.PRESENT.in_(language), 1, (_attendance(whole, units, language),))
    for place, taken in enumerate(whole.points, start=1):
        yield _point(place, taken, language)
    actions = [item for taken in whole.points for _made, items in taken.decided for item in items]
    if actions:
        block = _actions(actions, units, language)
        yield Section("atgarder", w.DECISIONS.in_(language), 1, (block,))
    if within and whole.positions:
        measured = {each.area: each for each in pictures}
        source = f"{run.run_id}, {run.as_of:%Y-%m-%d}" if run else ""
        tables = tuple(
            positions_table(
                name, [row for row in whole.positions if row.area_id == area], measured.get(area),
                units, language, source=source,
            )
            for area, name in whole.areas
        )  # fmt: skip
        yield Section("lagen", w.POSITIONS_BEFORE.in_(language), 1, tables)


def _attendance(whole: Whole, units: Mapping[str, str], language: str) -> Table:
    header = (w.ROLE, w.ADMINISTRATION, w.PRESENT, w.REMARK)
    return Table(
        w.PRESENT.in_(language),
        tuple(words.in_(language) for words in header),
        tuple(
            (
                row.role,
                units.get(row.unit_id, row.unit_id),
                w.PRESENCE[row.presence].in_(language),
                row.note,
            )
            for row in whole.attendance
        ),
    )


def _point(place: int, taken: Taken, language: str) -> Section:
    point = taken.point
    blocks: list[Block] = []
    if point.purpose:
        blocks.append(Sentences((f"{w.PURPOSE.in_(language)}: {point.purpose}",)))
    blocks += [Prose(point.notes)] if point.notes else []
    for made, _items in taken.decided:
        said = made.decision
        outcome = w.OUTCOMES[said.outcome].in_(language)
        blocks.append(
            Sentences((f"{w.DECISION.in_(language)} § {said.paragraph} ({outcome}): {said.text}",))
        )
    if not point.notes and not taken.decided:
        blocks.append(Sentences((w.NOTHING_NOTED.in_(language),)))
    return Section(f"punkt-{point.pk}", f"{place}. {point.heading}", 1, tuple(blocks))


def _actions(actions: list[ActionItem], units: Mapping[str, str], language: str) -> Table:
    header = (w.DECISION, w.ACTION, w.OWNER, w.DUE)
    return Table(
        w.DECISIONS.in_(language),
        tuple(words.in_(language) for words in header),
        tuple(
            (
                f"§ {item.decision.paragraph}",
                item.text,
                owner_of(item, units),
                f"{getattr(item, DUE):%Y-%m-%d}",
            )
            for item in actions
        ),
    )


def owner_of(item: ActionItem, units: Mapping[str, str]) -> str:
    """Who is to do it: the role, the group and the administration that are said."""
    group = item.owner_group.name if item.owner_group else ""
    unit = units.get(item.owner_unit, item.owner_unit)
    return ", ".join(part for part in (item.owner_role, group, unit) if part)
