"""The slides of a meeting: agenda, points, each area as measured and as told, and decisions."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from riktning.apps.followup.attention_words import attention_sentence
from riktning.apps.followup.picture import Picture
from riktning.apps.followup.picture_words import standing_sentence
from riktning.apps.meetings import words as w
from riktning.apps.meetings.charts import Drawn
from riktning.apps.meetings.models import Position
from riktning.apps.meetings.pictures import AreaPicture, says_otherwise
from riktning.apps.meetings.queries import Taken, Whole
from riktning.apps.observations.models import Run
from riktning.catalogue.model import Words
from riktning.documents.manuscript.model import (
    Block,
    Manuscript,
    Note,
    Section,
    Sentences,
    Table,
)

LONGEST_ON_A_SLIDE = 280  # of an administration's words in a row; the rest has rows of its own
_CONTINUED = Words("{unit}, fortsättning", "{unit}, continued")
_NO_FIGURES = Words("Det finns inga publicerade mått än.", "No measures are published yet.")
_NOT_ANSWERED = Words("Har inte svarat: {units}.", "Has not answered: {units}.")
_OTHERWISE = Words(
    "{unit} säger ”i fas”, men där försämras fler av områdets mått än som förbättras.",
    "{unit} says “in phase”, but more of the area’s measures worsen there than improve.",
)


_THEIR_WORDS = Words("förvaltningarnas lägen", "the administrations’ positions")


def deck(
    whole: Whole,
    pictures: tuple[AreaPicture, ...],
    units: Mapping[str, str],
    run: Run | None,
    language: str,
    today: date,
    charts: Mapping[int, tuple[Drawn, ...]] | None = None,
) -> Manuscript:
    """The slides as a manuscript; ``units`` are the names of administrations, ``charts`` are those
    of each area that is asked about."""
    meeting = whole.meeting
    about = [
        (w.GROUP.in_(language), meeting.group.name),
        (w.PLACE.in_(language), meeting.place),
        (w.SECRETARY.in_(language), meeting.secretary),
        (w.RUN.in_(language), f"{run.label}, {run.as_of:%Y-%m-%d}" if run else ""),
    ]
    return Manuscript(
        title=meeting.title,
        subtitle=f"{meeting.group.name}, {w.when(meeting, language)}",
        language=language,
        date=today,
        sections=tuple(_sections(whole, pictures, units, run, language, charts or {})),
        about=tuple((label, text) for label, text in about if text),
        synthetic=meeting.synthetic or bool(run and run.synthetic),
        kind="slides",
    )


def _sections(
    whole: Whole,
    pictures: tuple[AreaPicture, ...],
    units: Mapping[str, str],
    run: Run | None,
    language: str,
    charts: Mapping[int, tuple[Drawn, ...]],
) -> Iterator[Section]:
    yield Section("dagordning", w.AGENDA.in_(language), 1, (agenda_block(whole, language),))
    areas = tuple(_area_slides(whole, pictures, units, run, language, charts))
    taken_up = False
    for place, taken in enumerate(whole.points, start=1):
        yield _point_slide(place, taken, language)
        if taken.point.takes_up_areas:
            taken_up = True
            yield from areas
    if not taken_up:
        yield from areas
    wanted = [
        f"{place}. {taken.point.heading}: {taken.point.wanted}"
        for place, taken in enumerate(whole.points, start=1)
        if taken.point.wanted
    ]
    if wanted:
        asked = Sentences(tuple(wanted), form="list")
        yield Section("beslut", w.WANTED.in_(language), 1, (asked,))


def agenda_block(whole: Whole, language: str) -> Block:
    """The agenda as a table: when, what, which kind, who."""
    points = [taken.point for taken in whole.points]
    if not points:
        return Sentences((w.NO_POINTS.in_(language),))
    times = w.clock(whole.meeting, points)
    header = ["", w.POINT.in_(language), w.KIND.in_(language), w.PRESENTER.in_(language)]
    rows = [
        [str(place), point.heading, w.KINDS[point.kind].in_(language), point.presenter]
        for place, point in enumerate(points, start=1)
    ]
    if any(times):
        header.insert(1, w.TIME.in_(language))
        for row, time in zip(rows, times, strict=True):
            row.insert(1, time)
    return Table(
        w.AGENDA.in_(language), tuple(header), tuple(tuple(row) for row in rows), anchor="agenda"
    )


def _point_slide(place: int, taken: Taken, language: str) -> Section:
    point = taken.point
    told = [w.KINDS[point.kind].in_(language)]
    told += [f"{w.PRESENTER.in_(language)}: {point.presenter}"] if point.presenter else []
    told += [f"{point.minutes} min"] if point.minutes else []
    blocks: list[Block] = []
    if point.purpose:
        blocks.append(Sentences((point.purpose,), form="lead"))
    blocks.append(Sentences((" · ".join(told),)))
    if point.wanted:
        blocks.append(Sentences((f"{w.WANTED.in_(language)}: {point.wanted}",)))
    blocks += [
        Sentences((f"{w.DOCUMENT.in_(language)}: {each.title}, {each.address}",))
        for each in point.documents.all()
    ]
    return Section(f"punkt-{point.pk}", f"{place}. {point.heading}", 1, tuple(blocks))


def _area_slides(
    whole: Whole,
    pictures: tuple[AreaPicture, ...],
    units: Mapping[str, str],
    run: Run | None,
    language: str,
    charts: Mapping[int, tuple[Drawn, ...]],
) -> Iterator[Section]:
    measured = {each.area: each for each in pictures}
    source = f"{run.run_id}, {run.as_of:%Y-%m-%d}" if run else ""
    for area, name in whole.areas:
        rows = [row for row in whole.positions if row.area_id == area]
        found = measured.get(area)
        yield Section(
            f"omrade-{area}", name, 1, tuple(_area_told(rows, found, units, source, language))
        )
        for place, drawn in enumerate(charts.get(area, ()), start=1):
            title = f"{name}: {drawn.measure}"
            yield Section(f"matt-{area}-{place}", title, 1, (drawn.chart,))
        answered = [row for row in rows if row.word]
        if answered:
            beside = positions_table(
                name, answered, found, units, language, in_parts=True, source=source
            )
            yield Section(
                f"lagen-{area}",
                f"{name}: {_THEIR_WORDS.in_(language)}",
                1,
                (beside,),
                notes="\n\n".join(
                    f"{units.get(row.unit_id, row.unit_id)}: {row.text}"
                    for row in answered
                    if len(row.text) > LONGEST_ON_A_SLIDE
                ),
            )


def _area_told(
    rows: list[Position],
    found: AreaPicture | None,
    units: Mapping[str, str],
    source: str,
    language: str,
) -> Iterator[Block]:
    """What the measures say of the area, where that contradicts what is said, who is silent."""
    if found is None:
        yield Note("untold", _NO_FIGURES.in_(language))
    else:
        yield Sentences(
            (in_words(found.region, language),), form="lead", source=source,
            anchor=f"picture-{found.slug}",
        )  # fmt: skip
        for contradiction in found.contradictions:
            yield Note("contradiction", attention_sentence(contradiction, language), source=source)
        for row in rows:
            if says_otherwise(row.word, found.by_unit.get(row.unit_id)):
                unit = units.get(row.unit_id, row.unit_id)
                told = _OTHERWISE.in_(language).format(unit=unit)
                yield Note("contradiction", told, source=source)
    silent = [units.get(row.unit_id, row.unit_id) for row in rows if not row.word]
    if silent:
        yield Sentences((_NOT_ANSWERED.in_(language).format(units=", ".join(silent)),))


def positions_table(
    area: str,
    rows: list[Position],
    found: AreaPicture | None,
    units: Mapping[str, str],
    language: str,
    *,
    in_parts: bool = False,
    source: str = "",
) -> Table:
    """What the measures say at each administration beside what it says itself.

    ``in_parts`` gives long words several rows, so that all of them stand on slides.
    """
    return Table(
        caption=f"{area}: {w.POSITIONS_BEFORE.in_(language).lower()}",
        header=tuple(
            words.in_(language) for words in (w.ADMINISTRATION, w.MEASURED, w.SAYS, w.IN_WORDS)
        ),
        rows=tuple(
            cells
            for row in rows
            for cells in _position_rows(row, found, units, language, in_parts=in_parts)
        ),
        widths=(0.2, 0.28, 0.12, 0.4),
        source=source,
    )


def in_words(found: Picture, language: str) -> str:
    """How many measures go which way, and the surest; that there is none, where there is none."""
    told = standing_sentence(found, language) if found.size else w.NOT_MEASURED.in_(language)
    return told[:1].upper() + told[1:]


def _measured(found: AreaPicture | None, unit_id: str, language: str) -> str:
    own = found.by_unit.get(unit_id) if found else None
    return standing_sentence(own, language) if own else w.NOT_MEASURED.in_(language)


def _position_rows(
    row: Position,
    found: AreaPicture | None,
    units: Mapping[str, str],
    language: str,
    *,
    in_parts: bool,
) -> Iterator[tuple[str, ...]]:
    """One administration's row, and more of them where its words are broken into parts."""
    unit = units.get(row.unit_id, row.unit_id)
    first, *rest = _parts(row.text) if in_parts else [row.text]
    yield unit, _measured(found, row.unit_id, language), w.POSITIONS[row.word].in_(language), first
    for part in rest:
        yield _CONTINUED.in_(language).format(unit=unit), "", "", part


def _parts(text: str) -> list[str]:
    """The text in parts that a row of a slide holds, broken between words; no word is left out."""
    parts, part = list[str](), ""
    for piece in re.findall(r"\s*\S+", text):
        if part and len(part) + len(piece) > LONGEST_ON_A_SLIDE:
            parts.append(part)
            part = piece.lstrip()
        else:
            part += piece
    return [*parts, part]
