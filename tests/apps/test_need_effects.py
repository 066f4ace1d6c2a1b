"""What the introduction did to measures: the units that had begun against those that had not."""

import random
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from django.db import DatabaseError, transaction

from apps.group_store import LEAD, READER
from apps.need_store import a_frame, a_need
from riktning.apps.needs.aims import aimed_at
from riktning.apps.needs.effects import begun, introduction_effects
from riktning.apps.needs.errors import NeedError
from riktning.apps.needs.introducing import aims_of, link_need, needs_aiming_at
from riktning.apps.needs.models import Aim, Uptake
from riktning.apps.needs.uptake import Told, taken
from riktning.apps.observations.models import Indicator, Run, Series
from riktning.apps.observations.packing import pack
from riktning.apps.observations.queries import indicators
from riktning.apps.organisation.rights import NotAllowedError
from riktning.apps.plans.models import (
    Area,
    AreaPeriod,
    Goal,
    Item,
    Link,
    Measure,
    Plan,
    PlanIndicator,
    Revision,
    State,
    SubArea,
)
from riktning.catalogue import load
from riktning.core.periods import Month, months_between
from riktning.core.units import Unit, UnitKind
from riktning.trends.effect.finding import EffectKind, EffectState, Lack

MEASURE = "belaggningsgrad"  # to lie in an interval, at most 90
SHARE = "andel_digitala_primarvard"  # higher is better
FIRST, LAST = Month(2021, 1), Month(2024, 12)
EFFECT = 6.0
STARTS = {"d1": date(2022, 7, 1), "d2": date(2023, 1, 10), "d3": date(2023, 5, 1)}
UNITS = {
    f"d{n}": Unit(f"d{n}", f"Delregion {n}", UnitKind.SUBREGION, "R", None, date(2020, 1, 1), None)
    for n in range(1, 13)
}


def a_run(effect: float, *, measure: str = SHARE) -> Run:
    """Twelve sub-regions with a season in common, three of which change at times of their own."""
    run = Run.objects.create(
        run_id="r", created_at=datetime(2025, 1, 5, tzinfo=UTC), synthetic=True, label="l",
        region_unit_id="R", first_month=FIRST.first_day, last_month=LAST.first_day,
        as_of=LAST.last_day, manifest={}, current=True,
    )  # fmt: skip
    known = load().indicators[measure]
    row = Indicator.objects.create(
        run=run, order=1, indicator_id=measure, name_sv=known.name.sv, name_en=known.name.en,
        says_sv="s", says_en="s", kind=known.kind.value, polarity=known.polarity.value,
        unit_sv=known.unit.sv, unit_en=known.unit.en, version=1, definition_sha256="0" * 64,
        definition={}, state="computed",
    )  # fmt: skip
    chance = random.Random(8)
    rows = []
    for unit in UNITS:
        level = 40 + chance.gauss(0, 4)
        for month in months_between(FIRST, LAST):
            season = 3 * ((month.month % 12) > 5)
            start = STARTS.get(unit)
            gained = effect if start and month >= begun(start) else 0.0
            value = level + season + gained + chance.gauss(0, 1)
            rows.append(
                {"indicator_id": measure, "unit_id": unit, "period_kind": "month",
                 "period_start": month.first_day, "sex": "all", "age_group": "all",
                 "numerator": value * 10, "denominator": 1000.0, "square_sum": None,
                 "value": value, "low": None, "high": None, "preliminary": False, "hidden": ""}
            )  # fmt: skip
    Series.objects.bulk_create(
        Series(indicator=row, **{name: getattr(one, name) for name in (
            "sex", "age_group", "period_kind", "unit_id", "count", "hidden", "figures")})
        for one in pack(pa.Table.from_pylist(rows))
    )  # fmt: skip
    return run


def stands(starts=STARTS, kind=Uptake.INTRODUCED):
    return taken(Told(unit, kind, day) for unit, day in starts.items())


@pytest.mark.django_db
def test_an_effect_is_found_where_units_began_at_different_times():
    run = a_run(EFFECT)
    (found,) = introduction_effects(run, indicators(run), "Behovet", stands(), UNITS)
    assert (found.kind, found.state) == (EffectKind.CONTROLLED, EffectState.BETTER)
    assert found.mean.low < EFFECT < found.mean.high
    assert set(found.units) == set(STARTS)
    assert found.first_start == Month(2022, 7)
    assert found.last_start == Month(2023, 5)


@pytest.mark.django_db
def test_no_effect_is_told_where_there_is_none():
    run = a_run(0.0)
    (found,) = introduction_effects(run, indicators(run), "Behovet", stands(), UNITS)
    assert found.state is EffectState.NO_EVIDENCE
    assert found.mean.low < 0 < found.mean.high


@pytest.mark.django_db
def test_what_is_only_planned_has_no_effect_and_units_without_figures_say_so():
    run = a_run(EFFECT)
    infos = indicators(run)
    assert introduction_effects(run, infos, "B", stands(kind=Uptake.PLANNED), UNITS) == ()
    other = {"k": Unit("k", "Kommun", UnitKind.MUNICIPALITY, "R", None, FIRST.first_day, None)}
    (found,) = introduction_effects(
        run, infos, "B", stands({"k": date(2022, 7, 1)}), {**UNITS, **other}
    )
    assert (found.kind, found.lack) == (EffectKind.NOT_ESTIMATED, Lack.NO_SERIES)


@pytest.mark.django_db
def test_months_after_the_use_has_ended_tell_nothing_of_it():
    run = a_run(EFFECT)
    ended = [
        *(Told(unit, Uptake.INTRODUCED, day) for unit, day in STARTS.items()),
        Told("d1", Uptake.ENDED, date(2022, 9, 1), "Slut"),
    ]
    (found,) = introduction_effects(run, indicators(run), "B", taken(ended), UNITS)
    assert found.left_out == ("d1",)  # two months of use are too few
    assert set(found.units) == {"d2", "d3"}


def test_a_month_counts_from_when_it_is_wholly_after_the_day():
    assert begun(date(2023, 5, 1)) == Month(2023, 5)
    assert begun(date(2023, 12, 2)) == Month(2024, 1)


# What the need is to change.


def a_plan(state=State.DECIDED, number=1, plan=None):
    plan = plan or Plan.objects.create(code="p", name="Planen")
    decided = {} if state == State.DRAFT else {"decided_on": FIRST.first_day, "decided_by": "b"}
    revision = Revision.objects.create(plan=plan, number=number, state=State.DRAFT, source_name="k")

    def item(kind, place):
        return Item.objects.get_or_create(plan=plan, kind=kind, number=place)[0]

    area = Area.objects.create(
        revision=revision, item=item("area", 1), order=1, name=f"Område {number}", slug="o"
    )
    sub_area = SubArea.objects.create(area=area, item=item("sub_area", 2), order=1, name="D")
    period = AreaPeriod.objects.create(area=area, item=item("period", 3), order=1, heading="2025")
    goal = Goal.objects.create(
        sub_area=sub_area, item=item("goal", 4), period=period, row=1, text=f"Målet {number}"
    )
    line = PlanIndicator.objects.create(
        area=area, item=item("indicator", 5), order=1, text=f"Raden {number}"
    )
    Measure.objects.create(plan_indicator=line, indicator_id=SHARE)
    Link.objects.get_or_create(source=line.item, target=goal.item, from_date=FIRST.first_day)
    for each in dict.fromkeys((State.DECIDED, state)) if decided else ():
        Revision.objects.filter(pk=revision.pk).update(state=each, **decided)
    return goal.item, line.item


@pytest.mark.django_db
def test_a_need_is_linked_to_goals_and_indicators_and_they_lead_back():
    a_frame()
    need, other = a_need(), a_need(title="Annat")
    goal, line = a_plan()
    assert link_need(need=need, item=goal, actor=LEAD) is not None
    assert link_need(need=need, item=goal, actor=LEAD) is None  # it is so already
    link_need(need=need, item=line, actor=LEAD)
    link_need(need=other, item=line, actor=LEAD)
    link_need(need=other, item=line, holds=False, actor=LEAD)
    assert [item.number for item in aims_of(need)] == [4, 5]
    assert needs_aiming_at([goal.pk, line.pk]) == [need]
    told = aimed_at(aims_of(need), drafts=False)
    assert [(one.text, one.measures) for one in told] == [
        ("Målet 1", (SHARE,)), ("Raden 1", (SHARE,)),
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_words_are_those_of_the_revision_that_the_reader_meets():
    a_frame()
    need = a_need()
    goal, _line = a_plan()
    a_plan(State.DRAFT, 2, goal.plan)
    a_plan(State.IN_FORCE, 3, goal.plan)
    a_plan(State.DRAFT, 4, goal.plan)
    link_need(need=need, item=goal, actor=LEAD)
    for drafts in (False, True):
        assert [one.text for one in aimed_at(aims_of(need), drafts=drafts)] == ["Målet 3"]


@pytest.mark.django_db
def test_only_goals_and_indicators_are_linked_by_those_who_may_and_it_is_kept():
    a_frame()
    need = a_need()
    goal, _line = a_plan()
    area = Item.objects.get(kind="area")
    with pytest.raises(NeedError, match="not linked"):
        link_need(need=need, item=area, actor=LEAD)
    with pytest.raises(NotAllowedError):
        link_need(need=need, item=goal, actor=READER)
    link_need(need=need, item=goal, actor=LEAD)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Aim.objects.update(holds=False)
