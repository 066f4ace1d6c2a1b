"""A chart of a page in fewer bytes is the same picture, and tells the same to who points at it."""

import re
from dataclasses import replace
from xml.etree import ElementTree

from documents.charts.test_charts import MONTHS, TEXT, plot
from riktning.documents.charts import StartMark, control_chart, inline_svg, to_svg
from riktning.documents.charts.slimming import slimmed


def _made():
    notes = tuple(f"månad {month}" for month in MONTHS)
    marks = (StartMark(MONTHS[3], "aktivitet"),)
    return control_chart(replace(plot(), notes=notes, started=marks), TEXT)


def _words(svg):
    return re.findall(r">([^<>]+)</(?:text|title)>", svg)


def test_every_word_is_kept_and_the_picture_is_half_as_long():
    whole, page = to_svg(_made()), inline_svg(_made(), name="a", description="b", key="c")
    assert len(page) < 0.62 * len(whole)
    assert [each for each in _words(whole) if each not in _words(page)] == []
    assert sum(each.startswith("månad ") for each in _words(page)) == len(MONTHS) - 1


def test_what_is_left_is_one_whole_picture():
    page = inline_svg(_made(), name="a", description="b", key="c")
    root = ElementTree.fromstring(page)  # noqa: S314 - our own drawing
    assert root.get("font-size") == "12px"
    assert not re.search(r'(?:transform| d|[xy]2?)="[^"]*\d\.\d\d', page)


def test_marks_stand_where_they_stood_to_a_tenth_of_a_pixel():
    whole = to_svg(_made())
    page = slimmed(whole)
    places = re.findall(r'translate\(([\d.]+),([\d.]+)\)" d="M2\.9', whole)
    found = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="2\.9"', page)
    assert len(places) == len(found) > 5
    for was, is_now in zip(places, found, strict=True):
        assert all(abs(float(a) - float(b)) <= 0.051 for a, b in zip(was, is_now, strict=True))
