"""A period is preliminary until its follow-up has passed, and what comes later leaves it alone."""

from datetime import date
from random import Random

from oracle.agreeing import computed, found
from oracle.hostile import crowd
from oracle.known_then import as_known_on
from riktning.core.periods import Month, Period, PeriodKind
from riktning.indicators.observations import is_preliminary


def test_what_happens_later_leaves_final_months_alone(connection, one_of_each_frame):
    world, day = crowd(Random(5), 100, lawless=True), date(2024, 2, 29)
    whole, known = (
        list(computed(each, connection, one_of_each_frame))
        for each in (world, as_known_on(world, day))
    )
    for now, then in zip(whole, known, strict=True):
        for definition in now.group.definitions:
            if definition.baseline is None:
                follow_up = definition.follow_up_days
                then_final = final(found(then, definition), follow_up, day)
                assert then_final == final(found(now, definition), follow_up, day), definition.id


def final(cells, follow_up, day):
    return {
        key: parts for key, parts in cells.items()
        if not is_preliminary(Period(Month.parse(key[1]), PeriodKind.MONTH), follow_up, day)
    }  # fmt: skip


def test_a_period_is_preliminary_until_the_follow_up_of_its_last_day_has_passed():
    december = Period(Month(2024, 12), PeriodKind.MONTH)
    assert not is_preliminary(december, 0, date(2024, 12, 31))
    assert is_preliminary(december, 30, date(2025, 1, 29))
    assert not is_preliminary(december, 30, date(2025, 1, 30))
    assert is_preliminary(Period(Month(2024, 1), PeriodKind.YEAR), 30, date(2025, 1, 29))
