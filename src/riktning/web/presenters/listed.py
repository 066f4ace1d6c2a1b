"""What Läget, an area and the list of measures show, as the rows of a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from riktning.apps.followup.attention import Attention
from riktning.apps.followup.attention_words import attention_sentence
from riktning.apps.followup.queries import Said
from riktning.apps.observations.figures import Counts, VerdictInfo
from riktning.apps.plans.tree import AreaTree
from riktning.trends.labels import DIRECTION_WORDS, PACE_WORDS
from riktning.web.presenters.overview import area_cards, attention_reasons
from riktning.web.presenters.rows import MeasureRow
from riktning.web.presenters.verdicts import human_status, pace_counts

Row = tuple[str, ...]


def area_headings(language: str) -> Row:
    """The area, its counts of directions and paces, and what a person said last."""
    return (
        _("område"),
        _("sammanfattning"),
        *(words.in_(language) for words in DIRECTION_WORDS.values()),
        _("utan uppgifter"),
        *(words.in_(language) for words in PACE_WORDS.values()),
        *_said_headings(),
    )


def area_rows(
    areas: Sequence[AreaTree],
    counts: Mapping[str, Counts],
    verdicts: Mapping[str, VerdictInfo],
    statuses: Mapping[int, Said],
    language: str,
) -> Iterator[Row]:
    """A row for each area, in the plan's order."""
    cards = area_cards(areas, counts, verdicts, statuses, language)
    for area, card in zip(areas, cards, strict=True):
        own = counts.get(area.slug, Counts())
        paces = pace_counts(verdicts, area.indicator_ids, language).paces
        yield (
            area.name,
            card.sentence,
            *(str(own.of(direction)) for direction in DIRECTION_WORDS),
            str(own.unjudged),
            *(str(paces.get(pace, 0)) for pace in PACE_WORDS),
            *_said(statuses.get(area.id)),
        )


def attention_headings() -> Row:
    """Why, what it is about, and the sentence."""
    return (_("skäl"), _("område"), _("indikator eller mål"), _("mått"), _("vad som sägs"))


def attention_rows(items: Iterable[Attention], language: str) -> Iterator[Row]:
    """A row for each thing that needs attention, by reason as the page has them."""
    reasons = attention_reasons(language)
    for item in items:
        yield (
            reasons[item.kind],
            item.area_name,
            item.line,
            item.measure.name.in_(language) if item.measure else "",
            attention_sentence(item, language),
        )


def measure_headings() -> Row:
    """The columns of a list of measures."""
    return (
        _("mått"), _("namn"), _("område"), _("period"), _("värde"), _("preliminär"),
        _("önskad riktning"), _("riktning"), _("takt"), _("målvärde"),
        _("inga uppgifter därför att"),
    )  # fmt: skip


def measure_rows_of(rows: Iterable[MeasureRow]) -> Iterator[Row]:
    """A row for each measure, in words as the page has them."""
    for row in rows:
        yield (
            row.indicator_id,
            row.name,
            ", ".join(name for _slug, name in row.areas),
            row.period,
            "" if row.reason else row.value,
            _("ja") if row.preliminary else _("nej"),
            row.polarity,
            row.verdict.word,
            row.pace.word if row.pace else "",
            row.target,
            row.reason,
        )


def plan_headings() -> Row:
    """The columns of what the plan says of an area."""
    return (
        _("slag"), _("nummer i planen"), _("delområde"), _("period"), _("text"), _("mått"),
        *_said_headings(),
    )  # fmt: skip


def plan_rows(
    area: AreaTree, names: Mapping[str, str], statuses: Mapping[int, Said]
) -> Iterator[Row]:
    """The goals, the activities and the indicator lines of the area, in the plan's order."""
    periods = {period.id: period.heading for period in area.periods}
    nobody = _said(None)
    for sub_area in area.sub_areas:
        for goal in sub_area.goals:
            period = periods.get(goal.period_id, "")
            yield (_("mål"), _number(goal.number), sub_area.name, period, goal.text, "", *nobody)
    parts = {sub_area.id: sub_area.name for sub_area in area.sub_areas}
    for activity in area.activities:
        part = parts.get(activity.sub_area_id or 0, "")
        period = periods.get(activity.period_id or 0, "")
        number = _number(activity.number)
        yield (_("aktivitet"), number, part, period, activity.text, "", *nobody)
    for line in area.indicators:
        measures = ", ".join(names.get(m.indicator_id, m.indicator_id) for m in line.measures)
        said = _said(statuses.get(line.id))
        yield (_("indikator"), "", "", "", line.text, measures, *said)


def _number(number: int) -> str:
    return str(number) if number else ""


def _said_headings() -> Row:
    return (_("bedömning av människor"), _("kommentar"), _("roll"), _("avser"))


def _said(said: Said | None) -> Row:
    if said is None:
        return ("", "", "", "")
    return (human_status(said.status).word, said.comment, said.role, said.as_of.isoformat())
