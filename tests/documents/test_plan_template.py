"""The Excel template: what is filled in is what is read."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riktning.core.errors import DocumentError
from riktning.documents.draft import (
    DraftActivity,
    DraftArea,
    DraftGoal,
    DraftIndicator,
    DraftPlan,
    DraftSubArea,
)
from riktning.documents.reading import read_plan
from riktning.documents.template import SHEETS, write_template

TEXT = st.text("abcåäö=+-' ,.", min_size=1, max_size=30).map(
    lambda text: " ".join(["Text", *text.split(), "slut"])
)
PERIODS = ("2027", "2028-2029", "Vision 2032")


@st.composite
def areas(draw: st.DrawFn, name: str) -> DraftArea:
    subs = draw(st.lists(TEXT, max_size=3, unique_by=lambda t: "".join(filter(str.isalnum, t))))
    area = DraftArea(name, list(PERIODS))
    for sub_name in subs:
        count = draw(st.integers(1, 2))
        goals = [
            DraftGoal(period, row, draw(TEXT))
            for row in range(1, count + 1)
            for period in draw(st.permutations(PERIODS))
        ]
        area.sub_areas.append(DraftSubArea(sub_name, goals))
    for text in draw(st.lists(TEXT, max_size=3)):
        sub_area = draw(st.sampled_from([None, *subs]))
        area.activities.append(DraftActivity(draw(st.sampled_from(PERIODS)), text, sub_area))
    area.indicators = [DraftIndicator(text) for text in draw(st.lists(TEXT, max_size=3))]
    area.indicators.append(DraftIndicator("Ännu en"))
    return area


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_filled_template_is_read_as_the_same_draft(tmp_path: Path, data: st.DataObject):
    plan = DraftPlan([data.draw(areas(name)) for name in ("Vård i hemmet", "Arbetsmiljö")])
    assert read_plan(write_template(tmp_path / "plan.xlsx", plan)).areas == plan.areas


def test_the_template_is_empty_and_explains_itself(tmp_path: Path):
    from openpyxl import load_workbook

    workbook = load_workbook(write_template(tmp_path / "plan.xlsx"))
    assert workbook.sheetnames == ["Läs mig", *SHEETS]
    for name, header in SHEETS.items():
        rows = list(workbook[name].iter_rows(values_only=True))
        assert rows == [header]


def test_a_template_is_written_whole_or_not_at_all(tmp_path: Path):
    path = tmp_path / "plan.xlsx"
    write_template(path)
    assert [file.name for file in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path):
    with pytest.raises(DocumentError, match="cannot be written"):
        write_template(tmp_path / "none" / "plan.xlsx")


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path):
    plan = DraftPlan([DraftArea("A", indicators=[DraftIndicator("=1+1")])])
    read = read_plan(write_template(tmp_path / "plan.xlsx", plan))
    assert [i.text for i in read.areas[0].indicators] == ["=1+1"]


def filled(tmp_path: Path, *goals: tuple[str, ...], areas: tuple[str, ...] = ()) -> DraftPlan:
    """What is read of a template with these rows on the sheet of goals."""
    from openpyxl import load_workbook

    path = write_template(tmp_path / "plan.xlsx")
    workbook = load_workbook(path)
    for row in goals:
        workbook["Mål"].append(list(row))
    for area in areas:
        workbook["Indikatorer"].append([area, "Andel besök i tid"])
    workbook.save(path)
    return read_plan(path)


SOUND = (
    ("Psykisk hälsa", "Barn och unga", "1", "2026", "Kortare väntan"),
    ("Psykisk hälsa", "Barn och unga", "1", "2027", "Ännu kortare väntan"),
    ("Psykisk hälsa", "Äldre i hemmet", "1", "2026", "Fler möten"),
    ("Psykisk hälsa", "Äldre i hemmet", "1", "2027", "Ännu fler möten"),
)


def test_a_sound_template_gives_no_question(tmp_path: Path):
    assert filled(tmp_path, *SOUND).questions == []


@pytest.mark.parametrize(
    ("row", "where", "says"),
    [
        (("", "Vuxna i arbete", "1", "2026", "Fler"), "rad 6", "Området saknas på raden"),
        (("Psykisk hälsa", "Äldre i hemmet", "1", "2026", "Två"), "rad 6", "samma ruta"),
        (("Psykisk hälsa", "Äldre i hemmet", "2", "2062", "Fel år"), "rad 6", "bara på den här"),
        (
            ("Psykisk halsa", "Vuxna i arbete", "1", "2026", "Fler"),
            "rad 6",
            "liknar ”Psykisk hälsa”",
        ),
        (
            ("Psykisk hälsa", "Äldre i hemet", "1", "2026", "Fler"),
            "rad 6",
            "liknar ”Äldre i hemmet”",
        ),
    ],
)
def test_what_is_doubtful_on_a_row_is_one_question_and_nothing_is_dropped(
    tmp_path: Path, row: tuple[str, ...], where: str, says: str
):
    plan = filled(tmp_path, *SOUND, row)
    (question,) = plan.questions
    assert where in question.where
    assert says in question.problem
    goals = [g.text for a in plan.areas for s in a.sub_areas for g in s.goals]
    assert goals == [texts[-1] for texts in (*SOUND, row)]


def test_a_nearly_alike_area_of_an_indicator_is_asked_about(tmp_path: Path):
    (question,) = filled(tmp_path, *SOUND, areas=("Psykisk hälsa", "Psykisk hälsan")).questions
    assert "rad 3" in question.where and "liknar ”Psykisk hälsa”" in question.problem


@pytest.mark.parametrize("name", ["Psykisk hälsa 2", "Fysisk hälsa", "Psykisk hälsa och mer"])
def test_another_name_is_another_area_without_a_question(tmp_path: Path, name: str):
    row = (name, "Vuxna i arbete", "1", "2026", "Fler")
    assert filled(tmp_path, *SOUND, row).questions == []
