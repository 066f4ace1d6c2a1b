"""The same plan read from Word, PDF, Excel and extracted text is the same draft."""

from pathlib import Path

import pytest
from plan_files import rows_of, sample_plan, write_pdf, write_word
from plan_printer import Layout, print_plan

from riktning.documents.draft import DraftPlan
from riktning.documents.reading import read_plan
from riktning.documents.template import write_template


@pytest.fixture(scope="module")
def plan() -> DraftPlan:
    return sample_plan()


@pytest.mark.parametrize("merge", [True, False])
@pytest.mark.parametrize("styles", [True, False])
def test_word(tmp_path: Path, plan: DraftPlan, merge: bool, styles: bool):
    read = read_plan(write_word(tmp_path / "plan.docx", plan, merge=merge, styles=styles))
    assert read.areas == plan.areas
    assert read.questions == []


@pytest.mark.parametrize("flipped", [True, False])
def test_pdf(tmp_path: Path, plan: DraftPlan, flipped: bool):
    read = read_plan(write_pdf(tmp_path / "plan.pdf", plan, flipped=flipped))
    assert read.areas == plan.areas
    assert read.questions == []


def test_a_pdf_table_that_goes_on_over_a_page(tmp_path: Path, plan: DraftPlan):
    long = sample_plan()
    words = " ".join(["vården blir bättre och patienterna tryggare"] * 12)
    for goal in (goal for sub in long.areas[0].sub_areas for goal in sub.goals):
        goal.text = f"{goal.text[:-1]} när {words}."
    read = read_plan(write_pdf(tmp_path / "plan.pdf", long, flipped=True))
    assert read.areas == long.areas


def test_a_pdf_table_without_lines_is_asked_about(tmp_path: Path, plan: DraftPlan):
    read = read_plan(write_pdf(tmp_path / "plan.pdf", plan, ruled=False))
    assert any("saknar linjer" in question.problem for question in read.questions)
    assert [(area.name, area.periods, area.activities, area.indicators) for area in read.areas] == [
        (area.name, area.periods, area.activities, area.indicators) for area in plan.areas
    ]


def test_extracted_text(tmp_path: Path, plan: DraftPlan):
    path = tmp_path / "plan.txt"
    path.write_text(print_plan(plan, Layout()), encoding="utf-8")
    assert read_plan(path).areas == plan.areas


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_in_other_encodings(tmp_path: Path, plan: DraftPlan, encoding: str):
    path = tmp_path / "plan.txt"
    path.write_text(print_plan(plan, Layout()), encoding=encoding)
    assert read_plan(path).areas == plan.areas


def test_excel_template(tmp_path: Path, plan: DraftPlan):
    read = read_plan(write_template(tmp_path / "plan.xlsx", plan))
    assert read.areas == plan.areas
    assert read.questions == []


def test_excel_with_a_sheet_an_area(tmp_path: Path, plan: DraftPlan):
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for area in plan.areas:
        sheet = workbook.create_sheet(area.name)
        sheet.append(["Delområde", "Effektmål 2027", "Effektmål 2028-2029", "Vision 2032"])
        for row in rows_of(area):
            sheet.append(row)
    path = tmp_path / "plan.xlsx"
    workbook.save(path)
    read = read_plan(path)
    assert [(a.name, a.periods, a.sub_areas) for a in read.areas] == [
        (a.name, a.periods, a.sub_areas) for a in plan.areas
    ]


def test_a_formula_whose_value_was_never_stored_is_asked_about(tmp_path: Path, plan: DraftPlan):
    from openpyxl import load_workbook

    path = write_template(tmp_path / "plan.xlsx", plan)
    book = load_workbook(path)
    sheet = book.worksheets[-1]
    asked = len(read_plan(path).questions)
    sheet.cell(sheet.max_row + 1, 2, '="Ny aktivitet " & "som räknas ut"')
    book.save(path)
    questions = read_plan(path).questions
    assert len(questions) == asked + 1
    assert "formel utan sparat värde" in questions[-1].problem
    assert "som räknas ut" in questions[-1].text
    assert questions[-1].where == f"blad {sheet.title}, rad {sheet.max_row}"


def test_word_keeps_inserted_text_and_drops_deleted_text(tmp_path: Path, plan: DraftPlan):
    import docx
    from docx.oxml import parse_xml

    path = write_word(tmp_path / "plan.docx", plan)
    document = docx.Document(str(path))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("Köpa in"))
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for tag, text in (("ins", "<w:t> Nu.</w:t>"), ("del", "<w:delText> Sedan.</w:delText>")):
        xml = f'<w:{tag} xmlns:w="{name}" w:id="1" w:author="x"><w:r>{text}</w:r></w:{tag}>'
        paragraph._p.append(parse_xml(xml.replace("<w:t>", '<w:t xml:space="preserve">')))
    document.save(str(path))
    texts = [activity.text for activity in read_plan(path).areas[0].activities]
    assert texts[0] == "Köpa in två bilar till varje team. Nu."


def test_a_word_goal_merged_over_two_periods_holds_for_both_and_is_asked_about(tmp_path: Path):
    import docx

    document = docx.Document()
    document.add_heading("Vård i hemmet", 1)
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        table.rows[0].cells, ["Delområde", "Effektmål 2027", "Effektmål 2028"], strict=True
    ):
        cell.text = text
    table.cell(1, 0).text = "Hembesök"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "Fler hembesök görs."
    path = tmp_path / "plan.docx"
    document.save(str(path))
    read = read_plan(path)
    goals = [(g.period, g.text) for g in read.areas[0].sub_areas[0].goals]
    assert goals == [("2027", "Fler hembesök görs."), ("2028", "Fler hembesök görs.")]
    assert any("sammanslagen" in question.problem for question in read.questions)


def test_a_word_table_that_is_no_part_of_the_plan_is_asked_about(tmp_path: Path, plan: DraftPlan):
    import docx

    path = write_word(tmp_path / "plan.docx", plan)
    document = docx.Document(str(path))
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Version", "0.3"
    document.save(str(path))
    read = read_plan(path)
    assert read.areas == plan.areas
    assert any("Version | 0.3" in question.text for question in read.questions)


def test_an_area_with_lists_may_follow_an_area_with_a_table(tmp_path: Path, plan: DraftPlan):
    import docx

    path = write_word(tmp_path / "plan.docx", plan)
    document = docx.Document(str(path))
    document.add_heading("Prevention", 1)
    document.add_heading("Effektmål 2027", 2)
    document.add_paragraph("Fler slutar röka.", style="List Bullet")
    document.save(str(path))
    last = read_plan(path).areas[-1]
    assert (last.name, last.periods) == ("Prevention", ["2027"])
    assert [goal.text for goal in last.sub_areas[0].goals] == ["Fler slutar röka."]
