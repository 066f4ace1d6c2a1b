"""What a meeting is shown of a report: what a room takes in; the rest is named, and is spoken."""

from dataclasses import replace
from pathlib import Path

from manuscripts import chart, measures, whole
from pptx import Presentation

from riktning.documents.manuscript.json import manuscript_from_json, manuscript_to_json
from riktning.documents.manuscript.model import Block, Manuscript, Prose, Section, Sentences
from riktning.documents.manuscript.prose import prose
from riktning.documents.manuscript.slide_choice import parts_of, shown
from riktning.documents.manuscript.slide_flow import LETTERS, LINES
from riktning.documents.manuscript.slide_speech import points_in, spoken
from riktning.documents.manuscript.write import write_manuscript


def _areas(count: int) -> tuple[Section, ...]:
    """Sections as those of a yearly report: a state, what is left to the report, a follow-up."""
    found: list[Section] = []
    for area in range(count):
        state = Sentences((f"I området är det {area} som förbättras.",), "lead")
        told = Sentences((f"Måttet {area} har ökat.", "Målet nås."))
        charts: tuple[Block, ...] = (told, chart(2 * area), told, chart(2 * area + 1))
        points = Sentences(tuple(f"Aktivitet {number}" for number in range(40)), "list")
        found += [
            Section(f"area{area}", f"Område {area}", 1, (state,)),
            Section(f"act{area}", "Gemensamma aktiviteter", 2, (points,), on_slides=False),
            Section(f"fol{area}", "Uppföljning", 2, (measures(40, anchor=f"m{area}"), *charts)),
        ]
    return tuple(found)


def _yearly(count: int = 6) -> Manuscript:
    appendix = Section("bilaga", "Bilaga 1: Alla mått", 1, (measures(300),), on_slides=False)
    return replace(whole(), sections=(*_areas(count), appendix))


def _slides(manuscript: Manuscript, folder: Path) -> Presentation:
    [path] = write_manuscript(manuscript, folder, ["pptx"])
    return Presentation(str(path))


def _titles(deck: Presentation) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]


def _notes(deck: Presentation) -> list[str]:
    return [
        slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        for slide in deck.slides
    ]


def test_a_long_report_is_three_slides_an_area_and_says_what_is_left(tmp_path: Path) -> None:
    deck = _slides(_yearly(), tmp_path)
    titles = _titles(deck)
    assert len(titles) == 1 + 6 * 3 + 1
    assert titles[1:4] == ["Område 0", "Område 0: Uppföljning", "Område 0: Andelen har ökat"]
    assert titles[-1] == "Mer i rapporten"
    told = deck.slides[len(titles) - 1].placeholders[1].text_frame.text
    assert told.splitlines() == [
        "Bilderna visar 6 av 12 diagram. Av 19 tabeller visas 6.",
        "Gemensamma aktiviteter",
        "Bilaga 1: Alla mått",
    ]


def test_what_is_on_a_slide_has_the_number_it_has_in_the_report(tmp_path: Path) -> None:
    deck = _slides(_yearly(), tmp_path)
    texts = [
        shape.text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    figures = [text.split(".")[0] for text in texts if text.startswith("Figur ")]
    assert figures == [f"Figur {number}" for number in (1, 3, 5, 7, 9, 11)]
    # before each area's table stand that of the area before, and those behind its two charts
    tables = [text.split(".")[0] for text in texts if text.startswith("Tabell ")]
    assert tables == [f"Tabell {number}" for number in (1, 4, 7, 10, 13, 16)]


def test_a_long_table_shows_its_first_rows_and_says_how_many_there_are(tmp_path: Path) -> None:
    deck = _slides(_yearly(1), tmp_path)
    [table] = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
    rows = len(table.rows) - 1
    assert 5 <= rows < 40
    assert table.cell(1, 0).text == "Mått 0"
    captions = [s.text_frame.text for s in deck.slides[2].shapes if s.has_text_frame]
    assert any(f"({rows} av 40 rader; alla står i rapporten)" in text for text in captions)


def test_the_sentences_of_a_chart_are_spoken(tmp_path: Path) -> None:
    deck = _slides(_yearly(1), tmp_path)
    # a single area has room for both its charts
    assert _titles(deck)[3:5] == ["Område 0: Andelen har ökat"] * 2
    assert "Måttet 0 har ökat." in _notes(deck)[3]
    assert "År 2025; Värde 64,8 %" in _notes(deck)[3]


def test_text_that_does_not_fit_is_the_speakers_and_none_of_it_is_lost(tmp_path: Path) -> None:
    typed = "\n\n".join(f"Stycke {number} säger något om läget." * 4 for number in range(20))
    points = Sentences(tuple(f"Punkt {number}." for number in range(9)), "list")
    sections = (Section("a", "Sammanfattning", 1, (points, Prose(typed))),)
    deck = _slides(replace(whole(), sections=sections), tmp_path)
    assert _titles(deck) == ["Uppföljning 2025", "Sammanfattning"]
    slide = deck.slides[1].placeholders[1].text_frame.text
    spoken = _notes(deck)[1]
    assert [f"Punkt {number}." in slide for number in range(9)] == [True] * 5 + [False] * 4
    for number in range(5, 9):
        assert f"Punkt {number}." in spoken
    for number in range(20):
        assert f"Stycke {number} säger" in slide + spoken
    assert slide.endswith("5 av 9 punkter; alla står i rapporten")


def test_text_that_goes_on_says_so_on_its_slide(tmp_path: Path) -> None:
    typed = "\n\n".join(f"Stycke {number} säger något om läget." * 4 for number in range(20))
    sections = (Section("a", "Sammanfattning", 1, (Prose(typed),)),)
    deck = _slides(replace(whole(), sections=sections), tmp_path)
    slide = deck.slides[1].placeholders[1].text_frame.text
    assert slide.endswith("Texten fortsätter i rapporten")
    assert lines_of_slide(slide) <= LINES
    short = replace(whole(), sections=(Section("a", "Rubrik", 1, (Prose("Bara ett."),)),))
    assert _slides(short, tmp_path).slides[1].placeholders[1].text_frame.text == "Bara ett."


def lines_of_slide(text: str) -> float:
    return sum(max(-(-len(row) // LETTERS), 1) for row in text.split("\n"))


def test_points_that_have_no_room_are_counted_on_the_slide(tmp_path: Path) -> None:
    points = Sentences(tuple(f"Punkt {n}: " + "något som tar rum. " * 20 for n in range(4)), "list")
    sections = (Section("a", "Arbete framåt", 1, (points,)),)
    deck = _slides(replace(whole(), sections=sections), tmp_path)
    slide = deck.slides[1].placeholders[1].text_frame.text
    there = sum(f"Punkt {n}:" in slide for n in range(4))
    assert 1 <= there < 4
    assert slide.endswith(f"{there} av 4 punkter; alla står i rapporten")
    assert all(f"Punkt {n}:" in slide + _notes(deck)[1] for n in range(4))


def test_the_speaker_reads_lines_and_lists_as_they_were_written() -> None:
    nodes = prose("ett\ntvå\n\n- a\n- b\n    - inre\n    - mer\n\n3. tre\n4. fyra", 1)
    assert [line for node in nodes for line in spoken(node)] == [
        "ett två", "– a", "– b", "    – inre", "    – mer", "3. tre", "4. fyra",
    ]  # fmt: skip
    assert list(map(points_in, nodes)) == [0, 2, 2]


def test_slides_made_as_such_are_shown_whole() -> None:
    deck = replace(_yearly(), kind="slides")
    parts = parts_of(deck)
    assert [part.section for part in parts] == list(deck.sections)
    assert sum(len(part.picked) for part in parts) == len(list(deck.blocks()))
    assert len(shown(parts)) == 12


def test_a_report_without_content_says_so_on_a_slide(tmp_path: Path) -> None:
    deck = _slides(replace(whole(), sections=()), tmp_path)
    assert deck.slides[1].placeholders[1].text_frame.text == "Dokumentet har inget innehåll ännu."


def test_what_is_left_to_the_report_is_kept_with_it_and_earlier_ones_read_as_ever() -> None:
    yearly = _yearly(1)
    text = manuscript_to_json(yearly)
    again = manuscript_from_json(text)
    assert [section.on_slides for section in again.sections] == [True, False, True, False]
    assert manuscript_to_json(again) == text
    assert text.count('"on_slides"') == 2
    assert '"on_slides"' not in manuscript_to_json(whole())
