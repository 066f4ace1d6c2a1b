"""Sections that nobody has written in yet."""

from dataclasses import replace

from manuscripts import whole

from riktning.documents.manuscript.model import Section
from riktning.documents.manuscript.slide_choice import parts_of


def test_a_section_without_anything_has_no_slide_and_stops_nothing():
    empty = Section("tom", "Ingen har skrivit", 1, ())
    report = replace(whole(), kind="document")
    shown = [part.section.key for part in parts_of(report)]
    more = [
        part.section.key for part in parts_of(replace(report, sections=(*report.sections, empty)))
    ]
    assert more == shown and "tom" not in more
    assert parts_of(replace(report, sections=(empty,))) == []
