"""What is made of a meeting: the deck, the minutes and the calendar file."""

from dataclasses import replace
from datetime import date, time

import pytest
from icalendar import Calendar

from apps.meeting_store import (
    SOUTHERN,
    WORDS,
    a_meeting,
    a_point,
    a_whole_meeting,
    answer,
    details,
)
from apps.round_store import ANALYST, SOUTH
from apps.test_meetings import approved, with_minutes
from riktning.apps.followup.picture import picture
from riktning.apps.meetings.calendar import calendar_file
from riktning.apps.meetings.calling import cancel_meeting, change_meeting
from riktning.apps.meetings.kinds import PositionWord
from riktning.apps.meetings.models import Meeting
from riktning.apps.meetings.papers import deck_of, minutes_of
from riktning.apps.meetings.pictures import says_otherwise
from riktning.apps.meetings.words import POSITIONS, clock
from riktning.documents.manuscript.model import Note, Prose, Sentences, Table
from riktning.trends.verdict import Direction

pytestmark = pytest.mark.django_db
TODAY = date(2025, 8, 29)


def section(manuscript, key):
    return next(each for each in manuscript.sections if each.key.startswith(key))


def tables(manuscript):
    return [block for block in manuscript.blocks() if isinstance(block, Table)]


def texts(manuscript):
    """Everything that stands in it, in one string."""
    parts = [
        manuscript.title,
        manuscript.subtitle,
        *(text for pair in manuscript.about for text in pair),
    ]
    for part in manuscript.sections:
        parts += [part.heading, part.notes]
    for block in manuscript.blocks():
        match block:
            case Sentences(texts=said):
                parts += said
            case Table(rows=rows):
                parts += [cell for row in rows for cell in row]
            case Note(text=text) | Prose(markdown=text):
                parts.append(text)
    return "\n".join(parts)


class TestDeck:
    def test_it_has_the_agenda_a_slide_a_point_the_areas_and_the_decisions_wanted(self):
        made = deck_of(a_whole_meeting(), "sv", TODAY)
        assert made.kind == "slides"
        assert made.subtitle == "Funktionsgrupp ekonomi, 30 augusti 2025, 09:00–12:00"
        assert [each.heading for each in made.sections] == [
            "Dagordning",
            "1. Nytt från staben",
            "2. Läget i planen",
            "Nära vård",
            "Nära vård: förvaltningarnas lägen",
            "3. Höstens arbete",
            "Beslut som önskas",
        ]
        assert section(made, "beslut").blocks[0].texts == (
            "3. Höstens arbete: Att börja i oktober",
        )

    def test_the_agenda_says_when_each_point_begins_as_far_as_that_is_known(self):
        made = deck_of(a_whole_meeting(), "sv", TODAY)
        (agenda,) = section(made, "dagordning").blocks
        assert agenda.header == ("", "Tid", "Punkt", "Slag", "Föredragande")
        assert [row[1] for row in agenda.rows] == ["09:00", "09:20", "10:20"]

    def test_beside_what_is_measured_stands_what_the_administration_says_as_it_said_it(self):
        made = deck_of(a_whole_meeting(), "sv", TODAY)
        table = section(made, "lagen-").blocks[0]
        assert table.rows == (("Sjukhusen i norr", "inga bedömda mått", "släpar efter", WORDS),)
        assert "Har inte svarat: Sjukhusen i söder." in texts(made)
        assert "Det finns inga publicerade mått än." in texts(made)

    def test_long_words_are_whole_in_the_notes(self):
        meeting = a_whole_meeting()
        long = "Mycket " * 200
        answer(meeting, SOUTHERN, SOUTH, word="obstructed", text=long)
        made = deck_of(meeting, "sv", TODAY)
        cells = [row[3] for table in tables(made) for row in table.rows if len(row) == 4]
        assert max(len(cell) for cell in cells) < 400
        assert any(long.strip() in part.notes for part in made.sections)

    @pytest.mark.parametrize("language", ["sv", "en"])
    def test_long_words_are_whole_in_the_table_too_for_files_have_no_notes(self, language):
        meeting = a_whole_meeting()
        long = " ".join(f"ord{number}" for number in range(300))
        answer(meeting, SOUTHERN, SOUTH, word="obstructed", text=long)
        rows = [row for table in tables(deck_of(meeting, language, TODAY)) for row in table.rows]
        parts = [row for row in rows if row[-1].startswith("ord")]
        assert " ".join(row[-1] for row in parts) == long
        assert len(parts) > 1
        name = {"sv": "Sjukhusen i söder, fortsättning", "en": "Sjukhusen i söder, continued"}
        assert {row[0] for row in parts[1:]} == {name[language]}
        assert not any("anteckningarna" in row[-1] for row in parts)

    def test_in_english_only_what_people_wrote_is_swedish(self):
        made = deck_of(a_whole_meeting(), "en", TODAY)
        assert made.sections[0].heading == "Agenda"
        assert "Has not answered: Sjukhusen i söder." in texts(made)
        assert "behind" in texts(made)

    def test_a_meeting_without_anything_is_still_a_deck(self):
        made = deck_of(a_meeting(), "sv", TODAY)
        assert [each.heading for each in made.sections] == ["Dagordning"]
        assert "Dagordningen har inga punkter än." in texts(made)

    def test_what_is_invented_says_so(self):
        meeting = a_meeting()
        Meeting.objects.filter(pk=meeting.pk).update(synthetic=True)
        meeting.refresh_from_db()
        assert deck_of(meeting, "sv", TODAY).synthetic
        assert "påhittat" in texts(minutes_of(meeting, "sv", TODAY))


class TestPositionsBesideFigures:
    @pytest.mark.parametrize(
        ("word", "improving", "worsening", "otherwise"),
        [
            ("in_phase", 1, 2, True),
            ("in_phase", 2, 2, False),
            ("in_phase", 0, 0, False),
            ("behind", 3, 0, False),
            ("behind", 0, 3, False),
            ("", 0, 3, False),
        ],
    )
    def test_in_phase_is_contradicted_only_where_more_worsens_than_improves(
        self, word, improving, worsening, otherwise
    ):
        counts = {Direction.IMPROVING: improving, Direction.WORSENING: worsening}
        found = replace(picture([]), counts={**picture([]).counts, **counts})
        assert says_otherwise(word, found) is otherwise
        assert not says_otherwise(word, None)

    def test_every_word_has_its_words_in_both_languages(self):
        for word in ("", *PositionWord.values):
            assert POSITIONS[word].in_("sv") != ""
            assert POSITIONS[word].in_("en") != ""


class TestMinutes:
    def test_they_say_who_what_and_what_follows(self):
        made = minutes_of(with_minutes(a_whole_meeting()), "sv", TODAY)
        assert made.title == "Protokoll, inte justerat: Augustimötet"
        assert made.draft
        said = texts(made)
        for words in (
            "Ordföranden hälsar välkommen.", "Staben **berättar**.", "närvarande",
            "Beslut § 12 (bifall): Arbetet börjar i oktober.", "Skriv en tidplan", "2025-09-05",
            WORDS,
        ):  # fmt: skip
            assert words in said
        assert any(isinstance(block, Prose) for block in made.blocks())

    def test_approved_they_say_by_whom(self):
        made = minutes_of(approved(a_whole_meeting()), "sv", TODAY)
        assert made.title == "Protokoll: Augustimötet"
        assert not made.draft
        assert ("Justerat", "5 september 2025, ordförande") in made.about
        assert made.date == date(2025, 9, 5)

    def test_others_than_members_read_no_positions_and_not_who_was_there(self):
        made = minutes_of(approved(a_whole_meeting()), "sv", TODAY, within=False)
        assert WORDS not in texts(made)
        assert "utvecklingschef" not in texts(made)
        assert "Arbetet börjar i oktober." in texts(made)


def events(*meetings):
    made = calendar_file(meetings, "Möten", lambda each: f"https://x.se/{each.pk}", "sv")
    return made, Calendar.from_ical(made).walk("VEVENT")


class TestCalendar:
    def test_a_meeting_is_in_the_time_of_sweden_with_its_rule(self):
        meeting = a_meeting()
        a_point(meeting, "Läget")
        meeting.refresh_from_db()
        made, (event,) = events(meeting)
        assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/Stockholm\r\n" in made
        assert b"DTSTART;TZID=Europe/Stockholm:20250830T090000\r\n" in made
        assert event.decoded("dtstart").utcoffset().total_seconds() == 7200
        assert str(event["summary"]) == "Funktionsgrupp ekonomi: Augustimötet"
        assert str(event["description"]) == "1. Läget"
        assert str(event["location"]) == "Stationshuset"
        assert event["status"] == "CONFIRMED"

    def test_in_winter_it_is_an_hour_later_by_universal_time(self):
        _made, (event,) = events(a_meeting(day=date(2025, 12, 13)))
        assert event.decoded("dtstart").utcoffset().total_seconds() == 3600

    def test_it_keeps_its_number_and_counts_its_changes(self):
        meeting = a_meeting()
        _made, (first,) = events(meeting)
        later = change_meeting(meeting=meeting, details=details(starts=time(10)), actor=ANALYST)
        _made, (second,) = events(later)
        assert first["uid"] == second["uid"]
        assert (first["sequence"], second["sequence"]) == (0, 1)
        off = cancel_meeting(meeting=later, reason="Sjukdom", actor=ANALYST)
        _made, (third,) = events(off)
        assert third["uid"] == first["uid"]
        assert (third["sequence"], third["status"]) == (2, "CANCELLED")
        assert str(third["summary"]).startswith("Inställt: ")
        assert "Sjukdom" in str(third["description"])

    @pytest.mark.parametrize("words", ["Rum 1; plan 2, hus\\B", "Å" * 200, "rad\nEND:VEVENT\nX:y"])
    def test_what_people_write_cannot_break_the_file(self, words):
        meeting = a_meeting(title=words)
        a_point(meeting, words.replace("\n", " "))
        meeting.refresh_from_db()
        made, found = events(meeting)
        assert len(found) == 1
        assert str(found[0]["summary"]).endswith(" ".join(words.split()))
        assert all(len(line) <= 75 for line in made.split(b"\r\n"))

    def test_several_are_one_calendar(self):
        first = a_meeting()
        second = a_meeting(first.group, title="Oktobermötet")
        _made, found = events(first, second)
        assert len({str(event["uid"]) for event in found}) == 2


def test_times_stop_where_nobody_says_how_long_a_point_takes():
    meeting = a_meeting()
    points = [
        a_point(meeting, "A", minutes=10), a_point(meeting, "B"), a_point(meeting, "C", minutes=5),
    ]  # fmt: skip
    assert clock(meeting, points) == ["09:00", "09:10", ""]
    assert clock(meeting, points[1:2]) == [""]
