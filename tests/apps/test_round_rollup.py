"""Roll-up counts and never averages; completeness and timeliness; what goes back to the engine."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.round_store import (
    COUNTED,
    DEADLINES,
    NORTH,
    REST,
    SHARED,
    SOUTH,
    an_open_round,
    fill_in,
    report_of,
)
from riktning.apps.followup.models import Answer, ReportStep
from riktning.apps.followup.rounds.calendar import figure_period, months_of
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.models import RoundKind
from riktning.apps.followup.rounds.opening import open_round, usual_deadlines
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.followup.rounds.queries import (
    all_rounds,
    answers_before,
    progress,
    report_before,
    voices,
)
from riktning.apps.followup.rounds.rollup import Voice, by, tallies, tally
from riktning.apps.followup.rounds.statuses import CAN_SAY, AnswerStatus, QuestionKind
from riktning.apps.followup.rounds.values import COLUMNS, as_csv
from riktning.apps.organisation.rights import COMMAND_LINE
from riktning.core.periods import PeriodKind
from riktning.sources.contracts import BY_NAME

KINDS = st.sampled_from(list(QuestionKind))


@st.composite
def some_voices(draw: st.DrawFn) -> list[Voice]:
    found = []
    for number in range(draw(st.integers(0, 30))):
        kind = draw(KINDS)
        status = draw(st.sampled_from(["", *(s.value for s in CAN_SAY[kind])]))
        unit, area = draw(st.sampled_from("abc")), draw(st.sampled_from("xy"))
        found.append(Voice(unit, kind, number, "", area, False, "", status))
    return found


@given(some_voices())
def test_everything_is_counted_once_and_the_unreported_apart(every: list[Voice]) -> None:
    whole = tallies(every)
    assert sum(one.total for one in whole.values()) == len(every)
    for kind, one in whole.items():
        mine = [voice for voice in every if voice.kind is kind]
        assert dict(one.counts) == {
            AnswerStatus(s): n for s, n in Counter(v.status for v in mine).items() if s
        }
        assert one.not_reported == sum(1 for voice in mine if not voice.status)


@given(some_voices(), st.sampled_from(["area", "unit_id"]))
def test_the_parts_make_the_whole(every: list[Voice], key: str) -> None:
    for kind in QuestionKind:
        summed: Counter[AnswerStatus] = Counter()
        silent = 0
        for part in by(every, key).values():
            one = tally(kind, part)
            summed.update(dict(one.counts))
            silent += one.not_reported
        whole = tally(kind, every)
        assert (dict(summed), silent) == (dict(whole.counts), whole.not_reported)


@pytest.mark.django_db
def test_what_is_not_handed_in_is_not_reported() -> None:
    made = an_open_round()
    report = report_of(made)
    fill_in(report)
    assert {voice.status for voice in voices(made)} == {""}
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    whole = tallies(voices(made))
    assert dict(whole[QuestionKind.GOAL].counts) == {AnswerStatus.REACHED: 2}
    assert dict(whole[QuestionKind.ACTIVITY].counts) == {AnswerStatus.ON_TRACK: 1}
    assert whole[QuestionKind.ACTIVITY].not_reported == 1


@pytest.mark.django_db
def test_completeness_and_timeliness_are_those_of_the_first_submission() -> None:
    made = an_open_round()
    report = report_of(made)
    before = progress(made, DEADLINES.submit)
    assert [(u.report.unit_id, u.answered, u.answers) for u in before.units] == [
        (NORTH, 0, 6), (SOUTH, 0, 1)
    ]  # fmt: skip
    assert before.not_asked == ("Förvaltningen utan uppdrag",)
    assert [u.in_time for u in before.units] == [None, None]
    late = progress(made, DEADLINES.submit + timedelta(days=2))
    assert (late.overdue, [u.days_late for u in late.units]) == (2, [2, 2])
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    day = timezone.localdate(ReportStep.objects.get(act="submit").at)
    made.submit_by = day
    made.approve_by = made.accept_by = day
    made.save()
    take_step(report=report, act=Act.SEND_BACK, actor=COMMAND_LINE, reason="Mer.")
    after = progress(made, day + timedelta(days=40))
    north, south = after.units
    assert (north.in_time, north.returned, north.complete) == (True, "Mer.", True)
    assert (south.in_time, south.days_late) == (False, 40)
    assert after.in_time == 1
    (row,) = all_rounds()
    assert (row.total, row.handed_in) == (2, 0)
    assert REST not in {u.report.unit_id for u in after.units}


@pytest.mark.django_db
def test_the_last_answer_is_of_the_nearest_earlier_period_that_was_handed_in() -> None:
    first = an_open_round()
    report = report_of(first)
    fill_in(report)
    later = [
        open_round(revision=first.revision, kind=kind, year=2025, deadlines=DEADLINES,
                   actor=COMMAND_LINE)
        for kind in (RoundKind.T2, RoundKind.T3)
    ]  # fmt: skip
    last = report_of(later[1])
    assert report_before(last) is None
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    assert report_before(last) == report
    second = report_of(later[0])
    fill_in(second)
    take_step(report=second, act=Act.SUBMIT, actor=COMMAND_LINE)
    assert report_before(last) == second
    assert report_before(report) is None
    found, answers = answers_before(last)
    assert found == second
    assert set(answers) == {(a.item_id, a.indicator_id) for a in last.answers.all()}


@pytest.mark.django_db
def test_only_accepted_figures_go_back_to_the_care_data_in_their_own_columns() -> None:
    made = an_open_round()
    report = report_of(made)
    fill_in(report)
    for act in (Act.SUBMIT, Act.APPROVE):
        take_step(report=report, act=act, actor=COMMAND_LINE)
    assert as_csv(made).count("\n") == 1
    take_step(report=report, act=Act.ACCEPT, actor=COMMAND_LINE)
    rows = list(csv.DictReader(as_csv(made).splitlines()))
    assert tuple(column.name for column in BY_NAME["reported"].columns) == COLUMNS
    assert [(r["indicator_id"], r["unit_id"], r["numerator"], r["denominator"]) for r in rows] == [
        (COUNTED, NORTH, "4.0", ""),
        (SHARED, NORTH, "3.0", "8.0"),
    ]
    assert {(r["period_start"], r["period_end"]) for r in rows} == {("2025-01-01", "2025-04-30")}
    assert Answer.objects.exclude(numerator=None).count() == 2


def test_every_kind_of_round_has_its_months_and_its_figures() -> None:
    spans = {kind: tuple(map(str, months_of(kind, 2025))) for kind in RoundKind.values}
    assert spans == {
        "t1": ("2025-01", "2025-04"), "t2": ("2025-05", "2025-08"), "t3": ("2025-09", "2025-12"),
        "h1": ("2025-01", "2025-06"), "h2": ("2025-07", "2025-12"), "year": ("2025-01", "2025-12"),
    }  # fmt: skip
    figures = {kind: figure_period(kind, 2025) for kind in RoundKind.values}
    assert figures["year"].kind is PeriodKind.YEAR
    assert str(figures["h1"]) == "2025 T2"
    assert str(figures["t1"]) == "2025 T1"


def test_the_usual_deadlines_are_lowest_level_first_after_the_period() -> None:
    usual = usual_deadlines(RoundKind.T2, 2025)
    assert usual.opens == date(2025, 9, 1)
    assert usual.opens < usual.submit < usual.approve < usual.accept
    assert replace(usual, opens=date(2025, 9, 1)) == usual
