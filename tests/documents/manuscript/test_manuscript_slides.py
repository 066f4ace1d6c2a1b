"""Slides, opened again by python-pptx."""

from dataclasses import replace
from pathlib import Path

import pytest
from manuscripts import chart, measures, whole
from pptx import Presentation
from pptx.util import Emu

from riktning.core.errors import RiktningError
from riktning.documents.manuscript.model import Manuscript, Prose, Said, Section, Sentences
from riktning.documents.manuscript.write import write_manuscript

BAND = "Utkast · Syntetiska data – inte verkliga resultat"


def _deck(sections: tuple[Section, ...]) -> Manuscript:
    return replace(whole(), kind="slides", sections=sections)


def _written(manuscript: Manuscript, folder: Path) -> Presentation:
    [path] = write_manuscript(manuscript, folder, ["pptx"])
    return Presentation(str(path))


def _titles(deck: Presentation) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Presentation:
    sections = (
        Section("oppning", "Mötets öppnande", 1, (Prose("Sekreterare *utses*."),), "Hälsa alla."),
        Section("bild", "Nära vård", 1, (chart(1), measures(4), Sentences(("Ett.", "Två.")))),
        Section("ord", "Förvaltningarnas ord", 1, (Said("SU", whole().date, "I fas."),)),
        Section("del", "Beslut", 1),
    )
    return _written(_deck(sections), tmp_path_factory.mktemp("deck"))


def test_slides_are_wide(deck: Presentation) -> None:
    assert round(deck.slide_width / deck.slide_height, 3) == round(16 / 9, 3)


def test_each_section_has_a_slide_and_evidence_slides_of_its_own(deck: Presentation) -> None:
    assert _titles(deck) == [
        "Uppföljning 2025",
        "Mötets öppnande",
        "Nära vård (1 av 3)",
        "Nära vård (2 av 3)",
        "Nära vård (3 av 3)",
        "Förvaltningarnas ord",
        "Beslut",
    ]


def test_the_speaker_has_notes_and_the_sources(deck: Presentation) -> None:
    notes = [
        slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        for slide in deck.slides
    ]
    assert notes[1] == "Hälsa alla."
    assert "Källa: NV07a version 2" in notes[2]
    assert "År 2025; Värde 64,8 %" in notes[2]


def test_pictures_are_told_and_tables_have_header_rows(deck: Presentation) -> None:
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    assert [picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures] == [chart().alt]
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert [table.first_row for table in tables] == [True]
    assert tables[0].cell(0, 0).text == "Mått"


def test_every_slide_says_that_data_are_synthetic(deck: Presentation) -> None:
    master = [shape.text_frame.text for shape in deck.slide_master.shapes if shape.has_text_frame]
    assert BAND in master


def test_shapes_of_a_slide_have_identifiers_of_their_own(deck: Presentation) -> None:
    for slide in deck.slides:
        named = [shape.shape_id for shape in slide.shapes]
        assert len(named) == len(set(named))


def test_a_long_table_is_shared_out_over_slides_with_the_header_on_each(tmp_path: Path) -> None:
    deck = _written(_deck((Section("a", "Alla mått", 1, (measures(300),)),)), tmp_path)
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    names = [row.cells[0].text for table in tables for row in list(table.rows)[1:]]
    assert names == [f"Mått {place}" for place in range(300)]
    assert all(table.cell(0, 1).text == "Senaste år" for table in tables)
    assert max(len(table.rows) for table in tables) <= 12


@pytest.mark.parametrize(
    "typed",
    ["Ett stycke text. " * 200, "ord " * 900, "x" * 5000, "- punkt som är lite längre\n" * 60],
)
def test_long_text_goes_on_and_no_letter_is_lost(tmp_path: Path, typed: str) -> None:
    deck = _written(_deck((Section("a", "Text", 1, (Prose(typed),)),)), tmp_path)
    told = [slide.placeholders[1].text_frame.text for slide in list(deck.slides)[1:]]
    assert sum(map(str.isalpha, "".join(told))) == sum(map(str.isalpha, typed))
    assert len(told) > 3
    assert max(map(len, told)) < 1000


def test_many_short_lines_go_on_and_a_name_stays_with_what_was_said(tmp_path: Path) -> None:
    said = Said("Sjukhuset", whole().date, "\n".join(f"Rad {place}." for place in range(60)))
    deck = _written(_deck((Section("a", "Ord", 1, (said,)),)), tmp_path)
    told = [slide.placeholders[1].text_frame.text for slide in list(deck.slides)[1:]]
    assert told[0].startswith("Sjukhuset, ")
    assert "Rad 0." in told[0]
    assert max(len(text.splitlines()) for text in told) <= 14
    assert [f"Rad {place}." in "".join(told) for place in range(60)] == [True] * 60


def test_the_regions_own_slides_give_the_look(tmp_path: Path) -> None:
    theirs = Presentation()
    theirs.slide_width, theirs.slide_height = Emu(12192000), Emu(6858000)
    theirs.save(str(tmp_path / "mall.pptx"))
    [path] = write_manuscript(
        _deck((Section("a", "Läget", 1, (Prose("Text"),)),)),
        tmp_path,
        ["pptx"],
        reference=tmp_path / "mall.pptx",
    )
    deck = Presentation(str(path))
    assert deck.slide_width == 12192000
    assert BAND in [s.text_frame.text for s in deck.slide_master.shapes if s.has_text_frame]


def test_what_is_no_template_is_refused_in_one_sentence(tmp_path: Path) -> None:
    for name in ("mall.pptx", "mall.docx"):
        (tmp_path / name).write_text("inte en mall")
        with pytest.raises(RiktningError, match=r"mall\.(pptx|docx): .*; give a "):
            write_manuscript(whole(charts=0), tmp_path, [name[5:]], reference=tmp_path / name)
    with pytest.raises(RiktningError, match="no template; give a docx"):
        write_manuscript(whole(charts=0), tmp_path, ["docx"], reference=tmp_path / "mall.txt")
    with pytest.raises(RiktningError, match="cannot be read"):
        write_manuscript(whole(charts=0), tmp_path, ["docx"], reference=tmp_path / "saknas.docx")
