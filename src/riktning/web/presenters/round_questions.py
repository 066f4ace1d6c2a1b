"""One question of a report as a form shows it: the question, the last answer, the figures, the
answer, and, once there is a status, what the data say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from riktning.apps.followup.attention import contradicts
from riktning.apps.followup.rounds.checking import Fault, more_than_all
from riktning.apps.followup.rounds.content import FIELDS, TEXTS, Said
from riktning.apps.followup.rounds.evidence import Evidence, says_otherwise
from riktning.apps.followup.rounds.models import Answer
from riktning.apps.followup.rounds.statuses import CAN_SAY, QuestionKind, light_of
from riktning.apps.followup.rounds.words import fault_words, field_words, grade_words
from riktning.apps.observations.figures import IndicatorInfo, Point
from riktning.core.periods import Month
from riktning.documents.charts import month_label, sparkline_svg
from riktning.trends.labels import Label
from riktning.web.presenters.figures import period_words, point_words, value_words
from riktning.web.presenters.rounds import answer_status
from riktning.web.presenters.verdicts import HumanStatus, pace_of, verdict_label

FIGURES_SHOWN = 4
MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One status that can be chosen."""

    value: str
    look: HumanStatus
    chosen: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What the data say of one measure."""

    indicator_id: str
    name: str
    verdict: Label
    pace: Label | None
    otherwise: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """An outcome and what was aimed at."""

    period: str
    value: str
    target: str


@dataclass(frozen=True, slots=True)
class Before:
    """What was said last time."""

    when: str
    status: HumanStatus | None
    comment: str
    next_steps: str
    figures: str  # what was counted by hand, as "25 / 8"; empty where nothing was


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer; ``faults`` are sentences by field."""

    id: int
    number: int
    kind: str
    name: str
    line: str
    place: str
    local: bool
    version: int
    status: HumanStatus | None
    choices: tuple[Choice, ...]
    said: Said
    shown: Mapping[str, str]  # figures as they are typed
    takes: str
    judged: tuple[Judged, ...]
    otherwise: bool
    before: Before | None
    figures: tuple[Figure, ...]
    sparkline: str
    faults: Mapping[str, str] = field(default_factory=dict)
    open: bool = False  # whether the person may answer it now

    @property
    def over(self) -> bool:
        """Whether more is counted than there is to count of, which some measures can mean."""
        return more_than_all(self.said) and "numerator" not in self.faults

    @property
    def names(self) -> str:
        """The fields that are sent when this answer is saved."""
        return ",".join(f"{name}-{self.id}" for name in ("base", *FIELDS))

    @property
    def said_of(self) -> tuple[tuple[str, str], ...]:
        """Each field with what is wrong with it, empty when nothing is."""
        figures = {"": ("numerator", "denominator"), "count": ("denominator",)}
        left_out = figures.get(self.takes, ())
        return tuple((name, self.faults.get(name, "")) for name in FIELDS if name not in left_out)

    @property
    def risks(self) -> tuple[tuple[str, str, tuple[tuple[int, str], ...], int | None, str], ...]:
        """The two selects of a risk: field, label, grades, the one chosen, what is wrong."""
        return tuple(
            (
                name,
                field_words(name),
                grade_words(name),
                getattr(self.said, name),
                self.faults.get(name, ""),
            )
            for name in ("likelihood", "consequence")
        )

    @property
    def risk_open(self) -> bool:
        """Whether the part about risk has anything in it."""
        said = self.said
        return bool(said.likelihood or said.consequence or said.risk_measure or said.risk_owner)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside the questions of a report."""

    evidence: Evidence
    series: Mapping[str, Sequence[Point]]
    before: Mapping[tuple[int, str], Answer]
    before_when: str
    language: str
    k: int


def question(
    answer: Answer,
    said: Said,
    around: Around,
    faults: Sequence[Fault] = (),
    typed: Mapping[str, str] | None = None,
    *,
    open_: bool = False,
) -> Question:
    """The question as a page shows it; ``typed`` is what stood in fields that could not be stored.
    The verdict is there only once a status is."""
    info = around.evidence.infos.get(answer.indicator_id)
    kind, left = QuestionKind(answer.kind), dict(typed or {})
    judged = _judged(answer, said.status, around) if said.status else ()
    texts: dict[str, Any] = {name: words for name, words in left.items() if name in TEXTS}
    return Question(
        id=answer.pk,
        number=answer.order,
        kind=str(kind.label),
        name=_name(answer, info, around.language),
        line=answer.text if answer.indicator_id else "",
        place=answer.place,
        local=answer.local,
        version=answer.version,
        status=answer_status(said.status),
        choices=_choices(kind, said.status),
        said=replace(said, **texts),
        shown=_shown(said, around.language) | left,
        takes=answer.takes,
        judged=judged,
        otherwise=bool(said.status) and says_otherwise(said.status, around.evidence.of(answer)),
        before=_before(answer, around),
        figures=_figures(answer, info, around),
        sparkline=_sparkline(answer, around),
        faults={fault.field: fault_words(fault) for fault in reversed(faults)},
        open=open_,
    )


def _name(answer: Answer, info: IndicatorInfo | None, language: str) -> str:
    if not answer.indicator_id:
        return answer.text
    return info.name.in_(language) if info else answer.text


def _choices(kind: QuestionKind, status: str) -> tuple[Choice, ...]:
    looks = ((value, answer_status(value)) for value in CAN_SAY[kind])
    return tuple(Choice(value, look, value == status) for value, look in looks if look)


def _shown(said: Said, language: str) -> dict[str, str]:
    """Figures as a person types them: no more decimals than there are."""
    return {
        name: "" if value is None else plain_figure(value, language)
        for name, value in (("numerator", said.numerator), ("denominator", said.denominator))
    }


def plain_figure(value: float, language: str) -> str:
    """A figure as a person types it: no more decimals than there are."""
    text = f"{value:.{MOST_DECIMALS}f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "sv" else text


def _judged(answer: Answer, status: str, around: Around) -> tuple[Judged, ...]:
    verdicts = around.evidence.verdicts
    light = light_of(status)
    return tuple(
        Judged(
            measure.indicator_id,
            measure.name.in_(around.language),
            verdict_label(verdicts[measure.indicator_id], around.language),
            pace_of(verdicts[measure.indicator_id], around.language),
            contradicts(light, measure),
        )
        for measure in around.evidence.of(answer)
    )


def _before(answer: Answer, around: Around) -> Before | None:
    found = around.before.get((answer.item_id, answer.indicator_id))
    if found is None or not found.status:
        return None
    counted = (found.numerator, found.denominator)
    return Before(
        around.before_when,
        answer_status(found.status),
        found.comment,
        found.next_steps,
        " / ".join(plain_figure(each, around.language) for each in counted if each is not None),
    )


def _figures(answer: Answer, info: IndicatorInfo | None, around: Around) -> tuple[Figure, ...]:
    """The latest outcomes, the newest first, and what is aimed at in the period asked about."""
    if info is None:
        return ()
    points = around.series.get(answer.indicator_id, ())[-FIGURES_SHOWN:]
    target = _target(answer, info, around.language)
    return tuple(
        Figure(
            period_words(point.period, around.language),
            point_words(point, info, around.language, around.k),
            target if place == 0 else "",
        )
        for place, point in enumerate(reversed(points))
    ) or ((Figure("", "", target),) if target else ())


def _target(answer: Answer, info: IndicatorInfo, language: str) -> str:
    if answer.target is None or answer.target_due is None:
        return ""
    return _("%(value)s senast %(month)s") % {
        "value": value_words(answer.target, info, language),
        "month": month_label(Month.of(answer.target_due), language),
    }


def _sparkline(answer: Answer, around: Around) -> str:
    values = [point.value for point in around.series.get(answer.indicator_id, ())]
    if not any(value is not None for value in values):
        return ""
    return sparkline_svg(values, target=answer.target)
