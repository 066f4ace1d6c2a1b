"""Work streams and milestones out of the layouts that such plans have."""

from pathlib import Path

import pytest
from docx import Document

from riktning.core.errors import DocumentError
from riktning.documents.draft import DraftPlan
from riktning.documents.reading import read_operational
from riktning.documents.reading.operational import NO_PERIOD, is_period

YEARS = ["Viktiga milstolpar 2023", "Viktiga milstolpar 2024", "Önskad målbild 2025"]


def from_text(tmp_path: Path, text: str) -> DraftPlan:
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    return read_operational(path)


def milestones(draft: DraftPlan) -> dict[str, list[tuple[str, int, str]]]:
    return {
        area.name: [(g.period, g.row, g.text) for s in area.sub_areas for g in s.goals]
        for area in draft.areas
    }


BOTH = {
    "Vården hemma": [
        (YEARS[0], 1, "Kartlagt"),
        (YEARS[0], 2, "En plan finns"),
        (YEARS[2], 1, "I bruk"),
    ],
    "Ledarskap": [(YEARS[1], 1, "Utbildat")],
}


def test_a_table_with_a_column_a_year(tmp_path: Path) -> None:
    word = Document()
    table = word.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, ["Arbetsström", *YEARS], strict=True):
        cell.text = text
    for texts in (
        ["1. Vården hemma", "• Kartlagt\n• En plan finns", "", "I bruk"],
        ["2. Ledarskap", "", "Utbildat", ""],
    ):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    path = tmp_path / "plan.docx"
    word.save(str(path))
    draft = read_operational(path)
    assert milestones(draft) == BOTH
    assert [area.periods for area in draft.areas] == [YEARS, YEARS]
    assert draft.questions == []


def test_years_under_streams(tmp_path: Path) -> None:
    text = f"""# Plan
## {YEARS[0]}
## {YEARS[1]}
## {YEARS[2]}
# Plan
## Vården hemma
### {YEARS[0]}
- Kartlagt
- En plan
  finns
### {YEARS[2]}
- I bruk
## Ledarskap
### {YEARS[1]}
- Utbildat
# Något annat
- Hör inte hit
"""
    draft = from_text(tmp_path, text)
    assert milestones(draft) == BOTH
    assert draft.questions == []


def test_streams_under_years(tmp_path: Path) -> None:
    text = f"""## {YEARS[0]}
### Vården hemma
- Kartlagt
- En plan finns
## {YEARS[1]}
### Ledarskap
- Utbildat
## {YEARS[2]}
### Vården hemma
- I bruk
"""
    assert milestones(from_text(tmp_path, text)) == BOTH


def test_a_flattened_slide_keeps_its_milestones_and_asks_for_their_years(tmp_path: Path) -> None:
    text = f"""# Verksamhetsplan
## {YEARS[0]}
## {YEARS[1]}
## {YEARS[2]}
# Målet
### Vården hemma
1

- Kartlagt

- I bruk
2
## Ledarskap
"""
    draft = from_text(tmp_path, text)
    assert milestones(draft) == {
        "Vården hemma": [(NO_PERIOD, 1, "Kartlagt"), (NO_PERIOD, 2, "I bruk")],
        "Ledarskap": [],
    }
    assert draft.areas[0].periods == [*YEARS, NO_PERIOD]
    problems = [(q.where, q.text) for q in draft.questions]
    assert problems == [("rad 6", "Vården hemma"), ("rad 13", "Ledarskap")]


def test_a_document_without_milestones_says_what_would_work(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"no milestones were found.*Önskad målbild 2025"):
        from_text(tmp_path, "# Rubrik\n- punkt\n")


@pytest.mark.parametrize("text", [*YEARS, "Milestones 2024", "Milstolpe 2026", "Målbild 2025"])
def test_a_years_heading_is_known(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize("text", ["Målet är nått 2025 enligt planen", "2024", "Nära vård 2024"])
def test_other_headings_are_not(text: str) -> None:
    assert not is_period(text)
