"""The yearly feedback on needs in words and cells."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.needs.feedback import Feedback
from riktning.apps.needs.stays import DAY, FEWEST, Flow

PILING = 1.5  # times what those that left took: then needs pile up in a step


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step: its cells as in ``headings``, and what stands out."""

    cells: tuple[str, ...]
    said: str

    @property
    def name(self) -> str:
        """The step."""
        return self.cells[0]

    @property
    def labelled(self) -> list[tuple[str, str]]:
        """Each cell with its heading."""
        return list(zip(headings(), self.cells, strict=True))


@dataclass(frozen=True, slots=True)
class OldNeed:
    """A need that stands, the time it has, and whether that is longer than most take."""

    number: int
    title: str
    step: str
    age: str
    late: bool


def headings() -> tuple[str, ...]:
    """Of the table of steps."""
    return (
        _("Steg"), _("Vid årets början"), _("Kom"), _("Gick vidare"), _("Gick tillbaka"),
        _("Avvisades"), _("Nu"), _("I snitt"), _("Median, dagar"), _("85 % inom, dagar"),
        _("Littles lag, dagar"),
    )  # fmt: skip


def rows(found: Feedback) -> list[StepRow]:
    """The steps in their order."""
    return [StepRow(_cells(each), _said(each)) for each in found.flows]


def lead(found: Feedback) -> str:
    """The year in a sentence."""
    came = ngettext(
        "%(number)d behov anmäldes", "%(number)d behov anmäldes", found.registered
    ) % {"number": found.registered}  # fmt: skip
    closed = ngettext("%(number)d avslutades", "%(number)d avslutades", found.closed) % {
        "number": found.closed
    }
    words = _("%(came)s och %(closed)s.") % {"came": came, "closed": closed}
    if not found.late:
        return words
    late = ngettext(
        "%(number)d har stått längre i sitt steg än de flesta som gått vidare.",
        "%(number)d har stått längre i sitt steg än de flesta som gått vidare.",
        found.late,
    ) % {"number": found.late}
    return f"{words} {late}"


def oldest(found: Feedback) -> list[OldNeed]:
    """Those that have stood longest where they stand."""
    return [
        OldNeed(
            number=each.need,
            title=found.titles[each.need],
            step=str(each.step.label),
            age=_days(each.age),
            late=each.late,
        )
        for each in found.oldest
    ]


def _cells(each: Flow) -> tuple[str, ...]:
    numbers = (
        each.before, each.came, each.went_on, each.went_back, each.refused, each.there
    )  # fmt: skip
    times = (each.median, each.mostly, each.little)
    return (
        str(each.step.label).capitalize(),
        *map(str, numbers),
        number_format(each.mean_there, 1),
        *("–" if time is None else number_format(round(time / DAY)) for time in times),
    )


def _said(each: Flow) -> str:
    if not each.came and not each.there and not each.before:
        return ""
    if each.little is None:
        return _("Inget behov har lämnat steget.")
    if each.mean is None or each.went_on < FEWEST:
        return _("För få har gått vidare för att säga hur lång tid steget tar.")
    if each.little > max(PILING * each.mean, each.mean + DAY):
        return _(
            "Behov samlas på hög: med den takt de lämnar steget tar det %(long)s, mot %(short)s i"
            " snitt för dem som gått vidare."
        ) % {"long": _days(each.little), "short": _days(each.mean)}
    return ""


def _days(time: timedelta) -> str:
    days = max(round(time / DAY), 0)
    return ngettext("%(days)d dag", "%(days)d dagar", days) % {"days": days}
