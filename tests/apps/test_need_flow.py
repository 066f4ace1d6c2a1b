"""What the times in the steps tell: counts that add up, lead times, and Little's law."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.apps.needs.stays import Moved, Stay, ageing, flow, quantile, stays_of
from riktning.apps.needs.steps import NEEDS_REASON, Act, Standing, Step, after

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
END = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@st.composite
def walks(draw):
    """A need's moves, each a way there is, over some three years."""
    at = BEGIN + draw(st.integers(-500, 300)) * DAY
    step, standing = Step.IDENTIFIED, Standing.ACTIVE
    registered, moves = at, []
    for _ in range(draw(st.integers(0, 12))):
        ways = [act for act in Act if after(step, standing, act)]
        if not ways:
            break
        act = draw(st.sampled_from(ways))
        step, standing = after(step, standing, act)
        at += draw(st.integers(0, 150)) * DAY
        moves.append(Moved(at, act, step, standing))
    return registered, moves


def place_on(registered, moves, at):
    """Where a need stands at a time, told by its moves one by one; None where nowhere."""
    if at < registered:
        return None
    step, standing = Step.IDENTIFIED, Standing.ACTIVE
    for move in moves:
        if move.at <= at:
            step, standing = move.step, move.standing
    return step if standing in (Standing.ACTIVE, Standing.PAUSED) else None


@given(walks(), st.integers(-600, 1500))
def test_a_need_stands_where_its_moves_say_at_any_time(walk, days):
    at = BEGIN + days * DAY
    there = [s for s in stays_of(7, *walk) if s.begin <= at and (s.end is None or s.end > at)]
    assert [stay.step for stay in there] == [s for s in [place_on(*walk, at)] if s is not None]


@given(st.lists(walks(), max_size=8))
def test_who_came_less_who_left_are_those_that_are_left(several):
    stays = [stay for number, walk in enumerate(several) for stay in stays_of(number, *walk)]
    for step in Step:
        told = flow(stays, step, BEGIN, END)
        left = told.went_on + told.went_back + told.refused
        assert told.before + told.came - left == told.there
        assert told.mean_there == pytest.approx(
            sum(
                place_on(*walk, BEGIN + hour * DAY) is step
                for walk in several for hour in range(365)
            ) / 365
        )  # fmt: skip


def test_in_a_steady_flow_littles_law_gives_the_time_that_each_takes():
    """One a day comes and stands 30 days: 30 stand there, whatever the year begins with."""
    begins = [BEGIN + day * DAY for day in range(-60, 365)]
    stays = [
        Stay(n, Step.POSITION, b, b + 30 * DAY, Act.ADVANCE) for n, b in enumerate(begins)
    ]  # fmt: skip
    told = flow(stays, Step.POSITION, BEGIN, END)
    assert (told.went_on, told.came, told.before) == (365, 365, 30)
    assert told.mean_there == pytest.approx(30)
    assert told.little == told.median == told.mean == told.mostly == 30 * DAY


def test_where_more_come_than_leave_the_law_tells_that_the_wait_grows():
    quick = [Stay(n, Step.POSITION, BEGIN, BEGIN + 10 * DAY, Act.ADVANCE) for n in range(2)]
    waiting = [Stay(9 + n, Step.POSITION, BEGIN) for n in range(8)]
    told = flow([*quick, *waiting], Step.POSITION, BEGIN, END)
    assert told.median == 10 * DAY
    assert told.little > 1000 * DAY


def test_a_step_that_nobody_left_has_no_lead_time():
    told = flow([Stay(1, Step.IDENTIFIED, BEGIN)], Step.IDENTIFIED, BEGIN, END)
    assert (told.median, told.mostly, told.mean, told.little) == (None, None, None, None)
    assert (told.there, told.mean_there) == (1, 1.0)


def test_the_quantile_is_a_time_that_there_was():
    times = [n * DAY for n in (1, 2, 3, 4, 100)]
    assert quantile(times, 0.5) == 3 * DAY and quantile(times, 0.85) == 100 * DAY
    assert quantile(times[:1], 0.5) == DAY and quantile([], 0.5) is None


def test_the_oldest_stand_first_and_those_older_than_most_are_marked():
    done = [
        Stay(n, Step.POSITION, BEGIN, BEGIN + days * DAY, Act.ADVANCE)
        for n, days in enumerate((10, 20, 30))
    ]
    waiting = [Stay(7, Step.POSITION, END - 25 * DAY), Stay(8, Step.POSITION, END - 31 * DAY)]
    stays = [*done, *waiting]
    flows = {step: flow(stays, step, BEGIN, END) for step in Step}
    found = ageing(stays, flows, END)
    assert [(each.need, each.late) for each in found] == [(8, True), (7, False)]


def test_a_pause_is_waiting_too_and_a_refusal_is_not():
    moves = [
        Moved(BEGIN + 10 * DAY, Act.PAUSE, Step.IDENTIFIED, Standing.PAUSED),
        Moved(BEGIN + 40 * DAY, Act.RESUME, Step.IDENTIFIED, Standing.ACTIVE),
        Moved(BEGIN + 50 * DAY, Act.REFUSE, Step.IDENTIFIED, Standing.REFUSED),
        Moved(BEGIN + 90 * DAY, Act.REOPEN, Step.IDENTIFIED, Standing.ACTIVE),
    ]
    first, again = stays_of(3, BEGIN, moves)
    assert (first.begin, first.end, first.by) == (BEGIN, BEGIN + 50 * DAY, Act.REFUSE)
    assert (again.begin, again.end) == (BEGIN + 90 * DAY, None)
    assert Act.REFUSE in NEEDS_REASON
