"""Who carries which goals, as a matrix and administration by administration."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.plans.carrying import Alignment, Carried, OwnGoal, SharedGoal


@dataclass(frozen=True, slots=True)
class Cell:
    """One administration's mark at one goal; empty words where it does not carry it."""

    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal with a cell for each administration; ``area`` on the first row of an area."""

    goal: SharedGoal
    area: str
    cells: tuple[Cell, ...]
    count: int


@dataclass(frozen=True, slots=True)
class UnitPart:
    """One administration: the shared goals it carries and how, those that it has only drafted to
    carry, and own goals that serve nothing."""

    unit_id: str
    name: str
    carried: tuple[tuple[SharedGoal, Carried], ...]
    loose: tuple[OwnGoal, ...]
    total: int
    drafted: tuple[tuple[SharedGoal, Carried], ...] = ()

    @property
    def sentence(self) -> str:
        words = {"count": len(self.carried), "all": self.total}
        said = ngettext(
            "Bär %(count)d av %(all)d gemensamt mål.",
            "Bär %(count)d av %(all)d gemensamma mål.",
            self.total,
        )
        count = len(self.drafted)
        if not count:
            return said % words
        more = ngettext(
            "%(n)d till är upptaget i ett utkast som ingen har beslutat.",
            "%(n)d till är upptagna i ett utkast som ingen har beslutat.",
            count,
        )
        return f"{said % words} {more % {'n': count}}"


def chosen_goals(found: Alignment, area: str, period: str) -> tuple[SharedGoal, ...]:
    """The goals of the area and the period that the address names; all where it names none."""
    return tuple(
        goal
        for goal in found.goals
        if (not area or goal.area_slug == area) and (not period or goal.period == period)
    )


def areas_of(found: Alignment) -> tuple[tuple[str, str], ...]:
    """The areas that have goals, in the plan's order."""
    return tuple(dict.fromkeys((goal.area_slug, goal.area) for goal in found.goals))


def periods_of(found: Alignment) -> tuple[str, ...]:
    """The headings of the periods, by the first year in them."""
    return tuple(sorted({goal.period for goal in found.goals}))


def goal_rows(
    found: Alignment, goals: Sequence[SharedGoal], units: Mapping[str, str]
) -> tuple[GoalRow, ...]:
    """The matrix, goal by goal."""
    rows, before = [], ""
    for goal in goals:
        carried = [(name, found.carried(goal, key)) for key, name in units.items()]
        rows.append(
            GoalRow(
                goal,
                goal.area if goal.area != before else "",
                tuple(Cell(name, carried_words(each)) for name, each in carried),
                sum(1 for _name, each in carried if each),
            )
        )
        before = goal.area
    return tuple(rows)


def unit_parts(
    found: Alignment, goals: Sequence[SharedGoal], units: Mapping[str, str]
) -> tuple[UnitPart, ...]:
    """Administration by administration."""
    return tuple(_part(found, goals, key, name) for key, name in units.items())


def _part(found: Alignment, goals: Sequence[SharedGoal], key: str, name: str) -> UnitPart:
    pairs = [(goal, found.carried(goal, key)) for goal in goals]
    carried = tuple((goal, each) for goal, each in pairs if each)
    drafted = tuple((goal, each) for goal, each in pairs if each.drafted and not each)
    return UnitPart(key, name, carried, found.loose(key), len(goals), drafted)


def carried_words(each: Carried) -> str:
    """``2 egna mål, ansvarar``; empty when nothing is said of the goal."""
    parts = []
    if each.own:
        count = len(each.own)
        parts.append(ngettext("%(n)d eget mål", "%(n)d egna mål", count) % {"n": count})
    if each.roles:
        parts.append(_("ansvarar"))
    if each.drafted:
        parts.append(_("i ett utkast"))
    return ", ".join(parts)


def summary(rows: Sequence[GoalRow]) -> str:
    """How many of the goals nobody carries, in one sentence."""
    nobody = sum(1 for row in rows if not row.count)
    if not rows:
        return _("Planen har inga mål här.")
    if not nobody:
        return _("Varje mål bärs av någon förvaltning.")
    words = ngettext(
        "Av %(all)d mål bärs %(count)d inte av någon förvaltning.",
        "Av %(all)d mål bärs %(count)d inte av någon förvaltning.",
        len(rows),
    )
    return words % {"all": len(rows), "count": nobody}


def table_headings() -> tuple[str, ...]:
    """The columns of the file: a row for each goal and administration."""
    return (
        _("Område"),
        _("Delområde"),
        _("Period"),
        _("Mål"),
        _("Förvaltning"),
        _("Bärs"),
        _("Egna mål"),
        _("Ansvariga roller"),
        _("Bara i utkast"),
    )


def table_rows(
    found: Alignment, goals: Sequence[SharedGoal], units: Mapping[str, str]
) -> Iterable[tuple[str, ...]]:
    """Every goal with every administration."""
    for goal in goals:
        for key, name in units.items():
            each = found.carried(goal, key)
            yield (
                goal.area,
                goal.sub_area,
                goal.period,
                goal.text,
                name,
                _("ja") if each else _("nej"),
                "; ".join(own.text for own in each.own),
                ", ".join(each.roles),
                "; ".join(own.text for own in each.drafted),
            )
