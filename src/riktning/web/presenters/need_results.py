"""How far the result of a need is introduced: in words, as rows, and as a picture over time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import BoundField
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.needs.introducing import Introduced, by_kind, introduced
from riktning.apps.needs.models import Level, Need, Origin, Uptake
from riktning.apps.needs.steps import Standing, Step
from riktning.apps.needs.uptake import AFTER, Spread, Taken
from riktning.apps.observations.unit_funnel import KIND_NAMES
from riktning.core.units import Unit, UnitKind
from riktning.documents.charts import number

NO_BREAK = "\N{NO-BREAK SPACE}"
FEW_UNITS = 12  # shown without being asked for


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """A kind of units: how many have introduced it, and how the others stand."""

    kind: str
    sentence: str
    rest: str


@dataclass(frozen=True, slots=True)
class UptakeRow:
    """A unit: what it does, from which day, with what outcome, and who said so."""

    unit_id: str
    name: str
    kind: str
    uptake: str
    code: str
    on: str
    outcome: str
    actor: str


def kind_words(kind: UnitKind, language: str) -> str:
    """``Delregioner``."""
    return KIND_NAMES[kind].in_(language)


def spread_rows(found: Introduced, language: str) -> tuple[SpreadRow, ...]:
    """Each kind of units in a sentence."""
    return tuple(
        SpreadRow(kind_words(kind, language), in_use_words(each, kind, language), _rest(each))
        for kind, each in found.spreads.items()
    )


def in_use_words(found: Spread, kind: UnitKind, language: str) -> str:
    """``Infört i 3 av 6 delregioner (50 %)``, with no share where not all are asked."""
    if found.answering:
        return _("Infört i %(many)d av %(units)d som har svarat, av %(there)d %(kind)s") % {
            "many": found.in_use,
            "units": found.units,
            "there": found.there,
            "kind": kind_words(kind, language).lower(),
        }
    return _("Infört i %(many)d av %(units)d %(kind)s (%(share)s)") % {
        "many": found.in_use,
        "units": found.units,
        "kind": kind_words(kind, language).lower(),
        "share": percent(found.share, language),
    }


def percent(share: float, language: str) -> str:
    """``50 %``."""
    return f"{number(100 * share, 0, language)}{NO_BREAK}%"


def _rest(found: Spread) -> str:
    parts = [
        (found.planned, ngettext("%(count)d ska införa", "%(count)d ska införa", found.planned)),
        (
            found.ended,
            ngettext("%(count)d har slutat", "%(count)d har slutat", found.ended),
        ),
        (
            found.declined,
            ngettext("%(count)d inför inte", "%(count)d inför inte", found.declined),
        ),
    ]
    said = [words % {"count": count} for count, words in parts if count]
    silent = found.units - found.in_use - found.planned - found.ended - found.declined
    if silent:
        said.append(
            ngettext(
                "om %(count)d är inget sagt", "om %(count)d är inget sagt", silent
            ) % {"count": silent}
        )  # fmt: skip
    return ", ".join(said)


def uptake_words(
    needs: Iterable[Need],
    stands: Mapping[int, Mapping[str, Taken]],
    units: Mapping[str, Unit],
    language: str,
) -> dict[int, tuple[str, ...]]:
    """For the board: how far each of the needs is introduced, where anything is said of it."""
    said, kinds = {}, by_kind(units.values())
    for need in needs:
        if need.pk in stands:
            found = introduced(need, stands[need.pk], kinds)
            said[need.pk] = tuple(
                in_use_words(each, kind, language) for kind, each in found.spreads.items()
            )
    return said


def lead(found: Introduced, language: str) -> str:
    """How far it has come, in a sentence for each kind; empty where nothing is said."""
    if not found.stands:
        return ""
    said = [in_use_words(each, kind, language) for kind, each in found.spreads.items()]
    return f"{'. '.join(said)}." if said else ""


def uptake_rows(
    stands: Mapping[str, Taken], units: Mapping[str, Unit], language: str
) -> tuple[UptakeRow, ...]:
    """The units of which something is said: by kind, and by name."""
    order = list(UnitKind)
    rows = []
    for unit_id, each in stands.items():
        unit = units.get(unit_id)
        place = order.index(unit.kind) if unit else len(order)
        name = unit.name if unit else unit_id
        kind = kind_words(unit.kind, language) if unit else _("Finns inte längre")
        rows.append((place, name.casefold(), _row(each, name, kind)))
    return tuple(row for _place, _name, row in sorted(rows, key=lambda each: each[:2]))


def _row(each: Taken, name: str, kind: str) -> UptakeRow:
    return UptakeRow(
        unit_id=each.unit_id,
        name=name,
        kind=kind,
        uptake=str(each.uptake.label).capitalize(),
        code=each.uptake.value,
        on=each.on.isoformat(),
        outcome=each.outcome,
        actor=each.actor,
    )


def uptake_headings() -> tuple[str, ...]:
    """Of the rows as a file."""
    return (
        _("enhets-id"), _("enhet"), _("slag"), _("vad enheten gör"), _("från och med"),
        _("utfall"), _("vem"),
    )  # fmt: skip


def uptake_cells(rows: Iterable[UptakeRow]) -> list[tuple[str, ...]]:
    """The rows as a file."""
    return [
        (row.unit_id, row.name, row.kind, row.uptake, row.on, row.outcome, row.actor)
        for row in rows
    ]


def need_headings() -> tuple[str, ...]:
    """Of the needs as a file."""
    return (
        _("nummer"), _("rubrik"), _("steg"), _("läge"), _("i steget sedan"), _("kommer från"),
        _("nivå"), _("perspektiv"), _("prioriterat område"), _("problem"), _("vilka som berörs"),
        _("politiskt samråd"), _("anmält"), _("införande"),
    )  # fmt: skip


def need_cells(
    needs: Iterable[Need], uptake: Mapping[int, tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """The needs as a file: what everybody at work may read of each."""
    return [
        (
            str(need.pk),
            need.title,
            str(Step(need.step).label),
            str(Standing(need.standing).label),
            localdate(need.since).isoformat(),
            str(Origin(need.origin).label),
            str(Level(need.level).label),
            need.area.perspective.name if need.area else "",
            need.area.name if need.area else "",
            need.problem,
            need.affected,
            _("Ja") if need.consulted else _("Nej"),
            localdate(need.registered_at).isoformat(),
            "; ".join(uptake.get(need.pk, ())),
        )
        for need in needs
    ]


# The picture: the share of units that use it, as steps over time.


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One kind of units: its steps as a path, and its name where the line ends."""

    path: str
    name: str
    y: int
    look: str


@dataclass(frozen=True, slots=True)
class SharePicture:
    """The shares over time, in the units of the picture."""

    width: int
    height: int
    left: int
    right: int
    grid: tuple[tuple[int, str], ...]
    ticks: tuple[tuple[int, str, str], ...]  # place, words, anchor
    lines: tuple[ShareLine, ...]
    base: int


TOP, BOTTOM, LEFT = 16, 32, 60
ROOM_FOR_DAYS = 180  # two days beside each other
_LOOKS = ("first", "second", "third", "fourth")
_BETWEEN = 18  # names nearer than this would lie over one another


def share_pictures(
    found: Introduced, today: date, language: str
) -> tuple[SharePicture, SharePicture] | None:
    """A wide and a narrow one; None where nothing is introduced, or no share of all is known."""
    spreads = found.spreads.items()
    shown = [(kind, each) for kind, each in spreads if each.course and not each.answering]
    if not shown:
        return None
    shown = shown[: len(_LOOKS)]
    return (
        _picture(shown, today, language, 680, 260, 200),
        _picture(shown, today, language, 320, 240, 150),
    )


def _picture(
    shown: Sequence[tuple[UnitKind, Spread]],
    today: date,
    language: str,
    width: int,
    height: int,
    room: int,
) -> SharePicture:
    begin = min(each.course[0][0] for _kind, each in shown)
    days = max((today - begin).days, 1)
    right, base = width - room, height - BOTTOM

    def x(day: date) -> int:
        share = min(max((day - begin).days / days, 0.0), 1.0)
        return round(LEFT + share * (right - LEFT))

    def y(share: float) -> int:
        return round(base - share * (base - TOP))

    lines = []
    for look, (kind, each) in zip(_LOOKS, shown, strict=False):
        lines.append(
            ShareLine(_steps(each, x, y, base, right), kind_words(kind, language), y(each.share),
                      look)
        )  # fmt: skip
    return SharePicture(
        width=width,
        height=height,
        left=LEFT,
        right=right,
        grid=tuple((y(share), percent(share, language)) for share in (0.0, 0.5, 1.0)),
        ticks=_ticks(begin, today, right),
        lines=_apart(lines),
        base=base,
    )


def _ticks(begin: date, end: date, right: int) -> tuple[tuple[int, str, str], ...]:
    """The first and the last day, as months where days find no room; one month is told once."""
    both = right - LEFT >= ROOM_FOR_DAYS
    first, last = (f"{day:%Y-%m-%d}" if both else f"{day:%Y-%m}" for day in (begin, end))
    ticks = ((LEFT, first, "start"), (right, last, "end"))
    return ticks if first != last else ticks[:1]


def _steps(
    each: Spread, x: Callable[[date], int], y: Callable[[float], int], base: int, right: int
) -> str:
    path = f"M{x(each.course[0][0])} {base}"
    for day, count in each.course:
        path += f"H{x(day)}V{y(count / each.units)}"
    return f"{path}H{right}"


def _apart(lines: Sequence[ShareLine]) -> tuple[ShareLine, ...]:
    """Names that would lie over one another are moved down, the highest first."""
    placed: list[ShareLine] = []
    lowest = 0
    for line in sorted(lines, key=lambda each: each.y):
        y = max(line.y, lowest)
        lowest = y + _BETWEEN
        placed.append(ShareLine(line.path, line.name, y, line.look))
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class UnitBox:
    """A unit that can be ticked."""

    unit_id: str
    name: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class UnitBoxes:
    """The units of a kind that can be ticked; shown at once when few or when one is ticked."""

    kind: str
    boxes: tuple[UnitBox, ...]
    open: bool


def unit_boxes(field: BoundField) -> tuple[UnitBoxes, ...]:
    """The units to tick, kind by kind."""
    ticked = set(map(str, field.value() or ()))
    found = []
    for kind, units in field.field.choices:  # type: ignore[attr-defined]  # a field of choices
        boxes = tuple(UnitBox(unit, name, unit in ticked) for unit, name in units)
        some = any(box.ticked for box in boxes)
        found.append(UnitBoxes(str(kind), boxes, some or len(boxes) <= FEW_UNITS))
    return tuple(found)


def offered(code: str | None) -> list[tuple[str, str]]:
    """What can be said of a unit that stands so."""
    may = AFTER[Uptake(code) if code else None]
    return [(each.value, str(each.label).capitalize()) for each in Uptake if each in may]
