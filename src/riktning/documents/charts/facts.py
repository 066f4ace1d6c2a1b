"""What a chart is drawn from: plain values, validated where they meet."""

from collections.abc import Sequence
from dataclasses import dataclass

from riktning.core.errors import SeriesError
from riktning.core.periods import Month


@dataclass(frozen=True, slots=True)
class ChartText:
    """The words of a chart.

    ``title`` is the finding in one sentence; ``subtitle`` says measure, unit, population and
    period; ``unit`` is the word at the value axis. ``synthetic`` puts the mark inside the chart.
    """

    title: str
    subtitle: str
    unit: str
    decimals: int = 1
    language: str = "sv"
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class TargetMark:
    """A target: the value to reach and the month it is due."""

    value: float
    due: Month


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the series is heading if it goes on as now: a fan from ``start`` to ``end``.

    ``low``, ``middle`` and ``high`` are the values at ``end``, in the displayed unit. ``edges`` are
    months from ``start`` to ``end`` with the fan's lower and upper end in each, since the interval
    of a level ahead is no triangle; without them the fan is a line.
    """

    start: Month
    start_value: float
    end: Month
    low: float
    middle: float
    high: float
    edges: Sequence[tuple[Month, float, float]] = ()


@dataclass(frozen=True, slots=True)
class StartMark:
    """The month that an activity began in, and what a reader who points at its mark is told.

    ``number`` is what its mark shows, so that a list beside the chart can name it.
    """

    month: Month
    note: str
    number: int = 1


@dataclass(frozen=True, slots=True)
class ControlPlot:
    """A control chart's arrays, all of one length, one place a month.

    ``values``, ``lower``, ``upper`` and ``centre`` are in the displayed unit; None is a gap (a
    hidden or missing month). ``breached`` lists the months outside the limits, ``in_run`` those
    that a rule of runs points at (several in a row on one side, or one way).
    ``along_trend`` tells that centre and limits follow a trend line instead of a constant level.
    ``phases`` are the months at which a new phase begins, with a level and limits of its own;
    ``notes`` says of each month what a reader who points at it is told, empty where nothing is;
    ``started`` are the activities that began. Periods longer than a month stand at their last.
    """

    months: Sequence[Month]
    values: Sequence[float | None]
    centre: Sequence[float | None]
    lower: Sequence[float | None]
    upper: Sequence[float | None]
    preliminary: Sequence[bool]
    breached: Sequence[Month] = ()
    in_run: Sequence[Month] = ()
    hidden: Sequence[Month] = ()
    target: TargetMark | None = None
    projection: Projection | None = None
    along_trend: bool = False
    phases: Sequence[Month] = ()
    notes: Sequence[str] = ()
    started: Sequence[StartMark] = ()

    def __post_init__(self) -> None:
        arrays = (self.values, self.centre, self.lower, self.upper, self.preliminary)
        lengths = {len(self.months), *(len(array) for array in arrays)}
        if self.notes:
            lengths.add(len(self.notes))
        if lengths != {len(self.months)} or not self.months:
            raise SeriesError(
                "the arrays of a control chart differ in length or are empty",
                where=f"lengths {sorted(lengths)}",
                remedy="give one value, limit and mark for each month",
            )

    @property
    def end(self) -> Month:
        """The last month drawn: of the series, the target or the projection."""
        ahead = [self.target.due] if self.target else []
        ahead += [self.projection.end] if self.projection else []
        return max(self.months[-1], *ahead) if ahead else self.months[-1]

    @property
    def marks(self) -> tuple[StartMark, ...]:
        """The activities that began within the months drawn."""
        return tuple(m for m in self.started if self.months[0] <= m.month <= self.end)


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One unit in a funnel: how much it has counted, its value, and whether it lies outside.

    ``outside`` is -2 or 2 beyond the outer limits, -1 or 1 beyond the inner ones, otherwise 0.
    """

    name: str
    size: float
    value: float
    outside: int = 0
    highlighted: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class FunnelPlot:
    """Units by size, and the limits at rising ``sizes``; arrays of limits as long as ``sizes``.

    ``low`` and ``high`` are the inner limits, ``lowest`` and ``highest`` the outer ones.
    """

    points: Sequence[FunnelPoint]
    centre: float
    size_name: str
    sizes: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    lowest: Sequence[float]
    highest: Sequence[float]

    def __post_init__(self) -> None:
        if not self.points:
            raise SeriesError("there is no unit to draw", remedy="give at least one unit")
        arrays = (self.low, self.high, self.lowest, self.highest)
        if {len(array) for array in arrays} != {len(self.sizes)}:
            raise SeriesError(
                "the limits of a funnel differ in length", remedy="give one of each at each size"
            )


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's value with its 95 % interval; ``note`` says why there is no value."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""
    highlighted: bool = False


@dataclass(frozen=True, slots=True)
class UnitPlot:
    """Units in the order they are to be shown, and what they are compared with."""

    rows: Sequence[UnitRow]
    reference: float | None = None
    reference_name: str = ""
    target: float | None = None

    def __post_init__(self) -> None:
        if not self.rows:
            raise SeriesError("there is no unit to draw", remedy="give at least one unit")
