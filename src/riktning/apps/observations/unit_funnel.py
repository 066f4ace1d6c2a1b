"""The units of a measure as a funnel: who differs by more than size and chance explain."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.apps.observations.figures import IndicatorInfo, UnitRow
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Kind, Polarity, Words
from riktning.core.units import UnitKind
from riktning.documents.charts import FunnelPlot, FunnelPoint, number
from riktning.trends.figures import NO_BREAK
from riktning.trends.funnels.exact import Chance
from riktning.trends.funnels.funnel import FEWEST_UNITS, Basis, Funnel, curves, funnel
from riktning.trends.naming import unit_of_value

KIND_NAMES = {
    UnitKind.REGION: Words("Regionen", "The region"),
    UnitKind.ADMINISTRATION: Words("Förvaltningar", "Administrations"),
    UnitKind.HOSPITAL: Words("Sjukhus", "Hospitals"),
    UnitKind.CLINIC: Words("Kliniker", "Clinics"),
    UnitKind.WARD: Words("Vårdavdelningar", "Wards"),
    UnitKind.PRIMARY_CARE: Words("Vårdcentraler", "Primary care centres"),
    UnitKind.TEAM: Words("Team", "Teams"),
    UnitKind.SUBREGION: Words("Delregioner", "Sub-regions"),
    UnitKind.MUNICIPALITY: Words("Kommuner", "Municipalities"),
}
_CHANCES = {Kind.PROPORTION: Chance.BINOMIAL, Kind.RATE: Chance.POISSON}
_TENTH = 0.1  # below it a number of units is told with two decimals
_STEPS = 60  # of a limit's line
_WINSORISED = 0.1  # at each end, as Spiegelhalter 2005 does
_MARGIN = 1.15  # beyond the smallest and the largest unit


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """One unit in the table behind the funnel."""

    unit_id: str
    name: str
    size: str
    value: str
    z: str
    place: str
    outside: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class UnitFunnel:
    """The picture, its finding, what its limits come from, and the table behind it."""

    plot: FunnelPlot
    kind: str
    title: str
    sentences: tuple[str, ...]
    statistics: str
    lines: tuple[FunnelLine, ...]


def unit_funnel(
    rows: Sequence[UnitRow], info: IndicatorInfo, *, chosen: str, language: str
) -> UnitFunnel | None:
    """The funnel of the kind of units that the chosen one belongs to, or of the most numerous kind.

    None where the measure is no share or rate of what was counted, or no kind has enough units
    with published figures.
    """
    chance = _chance(info)
    found = _comparable(rows, info, chosen) if chance else []
    if chance is None or not found:
        return None
    numerator, denominator = _counts(found, info)
    made = funnel(chance, numerator, denominator, winsorise=_WINSORISED)
    text = _Telling(made, info, found[0].unit.kind, language, denominator)
    order = sorted(range(len(found)), key=lambda place: -abs(made.z[place]))
    return UnitFunnel(
        plot=_plot(made, found, text, chosen),
        kind=KIND_NAMES[found[0].unit.kind].in_(language),
        title=text.title(),
        sentences=text.sentences(),
        statistics=text.statistics(),
        lines=tuple(text.line(found[place], place, chosen) for place in order),
    )


def _chance(info: IndicatorInfo) -> Chance | None:
    return None if info.definition.get("standard") else _CHANCES.get(info.kind)


def _scale(info: IndicatorInfo) -> float:
    return float(info.definition.get("scale") or 1.0)


def _comparable(rows: Sequence[UnitRow], info: IndicatorInfo, chosen: str) -> list[UnitRow]:
    """The units of one kind that have counts of which their value is the quotient."""
    usable = [row for row in rows if _usable(row, info)]
    kinds = [row.unit.kind for row in usable]
    enough = [kind for kind in UnitKind if kinds.count(kind) >= FEWEST_UNITS]
    if not enough:
        return []
    own = [row.unit.kind for row in usable if row.unit.unit_id == chosen]
    kind = own[0] if own and own[0] in enough else max(enough, key=kinds.count)
    return [row for row in usable if row.unit.kind is kind]


def _usable(row: UnitRow, info: IndicatorInfo) -> bool:
    point = row.point
    if point.value is None or point.numerator is None or not point.denominator:
        return False
    events = point.numerator
    whole = events >= 0 and events == round(events)
    share = info.kind is Kind.PROPORTION
    fits = not share or (
        events <= point.denominator and point.denominator == round(point.denominator)
    )
    quotient = _scale(info) * events / point.denominator
    return whole and fits and math.isclose(quotient, point.value, rel_tol=1e-6, abs_tol=1e-9)


def _counts(rows: Sequence[UnitRow], info: IndicatorInfo) -> tuple[np.ndarray, np.ndarray]:
    """Events and how many they are counted on: of states at month ends, in the mean month.

    The months of a year hold the same people over again, and say no more of them than one does.
    """
    events = np.array([row.point.numerator for row in rows], dtype=np.float64)
    size = np.array([row.point.denominator for row in rows], dtype=np.float64)
    months = rows[0].point.period.length if _stock(info) else 1
    return events / months, size / months


def _stock(info: IndicatorInfo) -> bool:
    """Whether a row of the measure is a state at a month's end."""
    frame = BY_NAME.get(str(info.definition.get("frame")))
    return frame is not None and frame.stock


def _plot(made: Funnel, rows: Sequence[UnitRow], text: "_Telling", chosen: str) -> FunnelPlot:
    size = text.size
    sizes = np.geomspace(size.min() / _MARGIN, size.max() * _MARGIN, _STEPS)
    if made.chance is Chance.BINOMIAL:
        sizes = np.unique(np.maximum(np.rint(sizes), 1.0))
    drawn = curves(made, sizes)
    scale = _scale(text.info)
    return FunnelPlot(
        points=tuple(
            FunnelPoint(
                name=row.unit.name,
                size=float(size[place]),
                value=row.point.value or 0.0,
                outside=int(made.outside[place]),
                highlighted=row.unit.unit_id == chosen,
                note=text.note(row, place),
            )
            for place, row in enumerate(rows)
        ),
        centre=scale * made.centre,
        size_name=Words("underlag (medelmånad)", "denominator (mean month)").in_(text.language)
        if _stock(text.info)
        else Words("underlag (nämnare)", "denominator").in_(text.language),
        sizes=tuple(sizes.tolist()),
        low=tuple((scale * drawn.low).tolist()),
        high=tuple((scale * drawn.high).tolist()),
        lowest=tuple((scale * drawn.lowest).tolist()),
        highest=tuple((scale * drawn.highest).tolist()),
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """The words of one funnel."""

    made: Funnel
    info: IndicatorInfo
    kind: UnitKind
    language: str
    size: np.ndarray  # what each unit is counted on

    def title(self) -> str:
        """How many units lie outside the outer limits."""
        outside = int((np.abs(self.made.outside) == 2).sum())
        words = {
            "outside": outside,
            "units": self.made.tried,
            "kind": KIND_NAMES[self.kind].in_(self.language).casefold(),
        }
        spread = self.made.basis is Basis.OVERDISPERSED
        if spread and outside:
            told = Words(
                "%(outside)d av %(units)d %(kind)s skiljer ut sig från de andra",
                "%(outside)d of %(units)d %(kind)s stand out from the others",
            ).in_(self.language)
        elif spread:
            told = Words(
                "Ingen av %(units)d %(kind)s skiljer ut sig från de andra",
                "None of %(units)d %(kind)s stands out from the others",
            ).in_(self.language)
        elif outside:
            told = Words(
                "%(outside)d av %(units)d %(kind)s avviker mer än slumpen ger",
                "%(outside)d of %(units)d %(kind)s differ by more than chance gives",
            ).in_(self.language)
        else:
            told = Words(
                "Ingen av %(units)d %(kind)s avviker mer än slumpen ger",
                "None of %(units)d %(kind)s differs by more than chance gives",
            ).in_(self.language)
        return told % words

    def sentences(self) -> tuple[str, ...]:
        """What the limits come from, how many would be outside anyway, and what it does not say."""
        basis = (
            Words(
                "Enheterna skiljer sig mer än slumpen ger. Gränserna är därför vidgade med "
                "spridningen mellan dem.",
                "The units differ by more than chance gives. The limits are therefore "
                "widened by the spread between them.",
            ).in_(self.language)
            if self.made.basis is Basis.OVERDISPERSED
            else Words(
                "Gränserna är de som slumpen ger enheter av olika storlek.",
                "The limits are those that chance gives units of different sizes.",
            ).in_(self.language)
        )
        expected = number(
            self.made.expected, 1 if self.made.expected >= _TENTH else 2, self.language
        )
        mean = (
            (
                Words(
                    "Underlaget är antalet en genomsnittlig månad: månaderna gäller samma "
                    "personer.",
                    "The denominator is the number in the mean month: the months are of the "
                    "same persons.",
                ).in_(self.language),
            )
            if _stock(self.info)
            else ()
        )
        return (
            basis,
            *mean,
            Words(
                "Av slump väntas %(expected)s enheter utanför de yttre gränserna.",
                "By chance %(expected)s units are expected outside the outer limits.",
            ).in_(self.language)
            % {"expected": expected},
            Words(
                "En enhet utanför är en fråga att ställa, inte ett betyg: patienterna skiljer sig.",
                "A unit outside is a question to ask, not a grade: the patients differ.",
            ).in_(self.language),
        )

    def statistics(self) -> str:
        """Phi and tau with its interval, on the scale where chance is alike at all sizes."""
        found = self.made.dispersion
        scale = (
            Words("arcus sinus av roten ur andelen", "the arcsine of the root of the share").in_(
                self.language
            )
            if self.made.chance is Chance.BINOMIAL
            else Words("roten ur kvoten", "the root of the ratio").in_(self.language)
        )
        low, tau, high = (
            number(math.sqrt(each), 4, self.language)
            for each in (found.low, found.tau2, found.high)
        )
        return Words(
            "φ = %(phi)s; spridningen mellan enheter τ = %(tau)s (95 procent intervall "
            "%(low)s till %(high)s) på skalan %(scale)s (Spiegelhalter 2005; intervallet "
            "enligt Viechtbauer 2007).",
            "φ = %(phi)s; the spread between units τ = %(tau)s (95 per cent interval %(low)s "
            "to %(high)s) on the scale of %(scale)s (Spiegelhalter 2005; the interval as "
            "Viechtbauer 2007).",
        ).in_(self.language) % {
            "phi": number(found.phi, 1, self.language),
            "tau": tau,
            "low": low,
            "high": high,
            "scale": scale,
        }

    def line(self, row: UnitRow, place: int, chosen: str) -> FunnelLine:
        """The row of one unit."""
        outside = int(self.made.outside[place])
        return FunnelLine(
            unit_id=row.unit.unit_id,
            name=row.unit.name,
            size=self._size(place),
            value=self._value(row),
            z=number(float(self.made.z[place]), 1, self.language),
            place=self._place(outside),
            outside=abs(outside) == 2,
            chosen=row.unit.unit_id == chosen,
        )

    def _size(self, place: int) -> str:
        size = float(self.size[place])
        shown = float(round(size)) if _stock(self.info) else size
        return number(shown, 0 if shown == int(shown) else 1, self.language)

    def _value(self, row: UnitRow) -> str:
        text = number(row.point.value or 0.0, self.info.decimals, self.language)
        unit = unit_of_value(self.info, self.language)
        return f"{text}{NO_BREAK}{unit}" if unit else text

    def note(self, row: UnitRow, place: int) -> str:
        """What a reader who points at the unit is told."""
        value = self._value(row)
        size = self._size(place)
        said = Words(
            "%(unit)s: %(value)s, underlag %(size)s", "%(unit)s: %(value)s, denominator %(size)s"
        ).in_(self.language) % {
            "unit": row.unit.name,
            "value": value,
            "size": size,
        }
        outside = int(self.made.outside[place])
        return f"{said} · {self._place(outside)}" if outside else said

    def _place(self, outside: int) -> str:
        """Where the unit lies, and to which side; the better side is said where there is one."""
        if outside == 0:
            return Words("innanför", "inside").in_(self.language)
        words = {
            -2: Words("under de yttre gränserna", "below the outer limits").in_(self.language),
            -1: Words("under de inre gränserna", "below the inner limits").in_(self.language),
            1: Words("över de inre gränserna", "above the inner limits").in_(self.language),
            2: Words("över de yttre gränserna", "above the outer limits").in_(self.language),
        }[outside]
        better = {Polarity.HIGHER: 1, Polarity.LOWER: -1}.get(self.info.polarity)
        if better is None or abs(outside) == 1:
            return words
        side = (
            Words("åt det bättre hållet", "to the better side").in_(self.language)
            if outside * better > 0
            else Words("åt det sämre hållet", "to the worse side").in_(self.language)
        )
        return f"{words}, {side}"
