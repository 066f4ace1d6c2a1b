"""Reading takes time in proportion to the document, up to limits that are stated."""

import time
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from plan_files import sample_plan, write_word

from riktning.core.errors import DocumentError
from riktning.documents.reading import read_plan
from riktning.documents.reading.joining import Joiner
from riktning.documents.template import write_template

HEADER = "Delområde Effektmål 2026 Effektmål 2027 Vision\n\n"


def read(path: Path, text: str):
    path.write_text(text, encoding="utf-8")
    return read_plan(path)


def seconds(work) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def test_joining_costs_the_same_a_line_however_long_the_text():
    joiner = Joiner(frozenset())
    few, many = ([("ord - ord", True)] * n for n in (2_000, 16_000))
    joiner.join(few)
    assert seconds(lambda: joiner.join(many)) < 30 * seconds(lambda: joiner.join(few)) + 0.05


def test_a_table_of_two_thousand_lines_is_read_in_seconds(tmp_path: Path):
    cells = [f"Namn {i}\n\nMål {i} ett\nnås\n\nMål {i} två\n\nMål {i} tre" for i in range(220)]
    text = HEADER + "\n\n".join(cells)
    assert text.count("\n") > 1_900
    drafts = []
    assert seconds(lambda: drafts.append(read(tmp_path / "a.txt", text))) < 20
    assert sum(len(s.goals) for a in drafts[0].areas for s in a.sub_areas) == 660


def test_a_table_with_capitals_everywhere_is_read_without_cutting_lines(tmp_path: Path):
    block = "Ord Abc " * 2_000
    text = HEADER + "\n\n".join(f"{block}{i}" for i in range(40))
    assert seconds(lambda: read(tmp_path / "a.txt", text)) < 20


def test_a_table_of_more_cells_than_a_plan_has_is_refused(tmp_path: Path):
    text = "Mål " * 90 + "\n\n" + "\n\n".join(f"Ord {i}" for i in range(2_400))
    with pytest.raises(DocumentError, match="2400 paragraphs in 90 columns"):
        read(tmp_path / "a.txt", text)


def test_a_line_longer_than_any_plans_is_refused(tmp_path: Path):
    with pytest.raises(DocumentError, match="more than 20000 characters"):
        read(tmp_path / "a.txt", "Aktiviteter\n\n" + "ord " * 6_000)


def test_a_word_document_of_more_paragraphs_than_a_plan_has_is_refused(tmp_path: Path):
    path = write_word(tmp_path / "a.docx", sample_plan())
    document = docx.Document(str(path))
    for _ in range(20_001):
        document.element.body.append(OxmlElement("w:p"))
    document.save(str(path))
    with pytest.raises(DocumentError, match="more than 20000 paragraphs"):
        read_plan(path)


def test_a_table_cell_over_more_columns_than_a_plan_has_is_refused(tmp_path: Path):
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 0)
    cell._tc.grid_span = 900_000
    path = tmp_path / "a.docx"
    document.save(str(path))
    with pytest.raises(DocumentError, match="more than 60 columns"):
        read_plan(path)


@pytest.mark.parametrize("name", ["plan", "plan.xls"])
def test_a_workbook_is_read_by_its_content_whatever_it_is_called(tmp_path: Path, name: str):
    workbook = write_template(tmp_path / "plan.xlsx", sample_plan())
    (tmp_path / name).write_bytes(workbook.read_bytes())
    assert read_plan(tmp_path / name) == read_plan(workbook)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_marked_encoding_is_read_and_a_cut_text_is_said_to_be_cut(tmp_path: Path, encoding: str):
    text = "Aktiviteter\n\n• Köpa in två bilar till teamet.\n"
    whole = tmp_path / "a.txt"
    whole.write_bytes(text.encode(encoding))
    assert read_plan(whole).areas[0].activities[0].text == "Köpa in två bilar till teamet."
    whole.write_bytes(text.encode(encoding)[:-1])
    with pytest.raises(DocumentError, match=f"says it is {encoding.upper()}, but is cut"):
        read_plan(whole)
