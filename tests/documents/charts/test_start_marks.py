"""Activities that began are marked at the axis, with what became of them for who points there."""

from dataclasses import replace

from documents.charts.test_charts import MONTHS, TEXT, plot
from riktning.core.periods import Month
from riktning.documents.charts import StartMark, control_chart, inline_svg, to_svg
from riktning.documents.charts.placing import rows_of

NOTE = "Hemmonitorering (mars 2025): ingen säker skillnad"


def _drawn(*marks):
    chart = control_chart(replace(plot(), started=marks), TEXT)
    return inline_svg(chart, name="a", description="b", key="c")


def test_a_mark_tells_what_became_of_the_activity():
    assert f"<title>{NOTE}</title>" in _drawn(StartMark(MONTHS[4], NOTE))


def test_the_sign_is_explained_where_there_is_one_and_only_there():
    assert "se nedan" in _drawn(StartMark(MONTHS[4], NOTE))
    assert "se nedan" not in to_svg(control_chart(plot(), TEXT))


def test_an_activity_outside_the_months_drawn_has_no_mark():
    assert NOTE not in _drawn(StartMark(Month(1999, 1), NOTE))


def test_marks_are_told_apart_by_their_numbers_and_none_covers_another():
    drawn = _drawn(*(StartMark(MONTHS[place], NOTE, n) for n, place in ((3, 4), (7, 4), (9, 5))))
    assert [drawn.count(f">{number}</text>") for number in (3, 7, 9)] == [1, 1, 1]
    assert rows_of([100.0, 100.0, 110.0, 117.0, 300.0], 16) == [0, 1, 2, 0, 0]
