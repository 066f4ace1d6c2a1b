"""What is wrong with a file of one's own is told in the language asked for, in one sentence."""

import codecs
import inspect
import re

import pytest

from riktning.cli.main import main
from riktning.core.errors import SeriesError
from riktning.trends import faults, small_tables, targets
from riktning.trends.effect import activities
from riktning.trends.own import asking, reading

MONTHS = [f"{2022 + at // 12}-{at % 12 + 1:02d}" for at in range(30)]
VALUES = "period,value\n" + "".join(f"{m},{50 + at % 5}\n" for at, m in enumerate(MONTHS))
SHARES = "period,numerator,denominator\n" + "".join(
    f"{m},{5 + at % 5},100\n" for at, m in enumerate(MONTHS)
)
FAULTS = {
    "text": (VALUES.replace("2022-05,54", "2022-05,abc"), (), "rad 6: värdet 'abc' är inget tal"),
    "unsorted": (
        VALUES.replace("2022-05,54\n2022-06,50\n", "2022-06,50\n2022-05,54\n"),
        (),
        "rad 7: 2022-05 kommer efter 2022-06",
    ),
    "twice": (VALUES.replace("2022-06,50", "2022-05,50"), (), "rad 7: 2022-05 finns två gånger"),
    "below zero": (
        SHARES.replace("2022-05,9,100", "2022-05,9,-100"), (), "rad 6: nämnaren -100 är negativ",
    ),
    "above the whole": (
        SHARES.replace("2022-05,9,100", "2022-05,109,100"), (), "rad 6: täljaren 109 är större än",
    ),
    "empty": ("", (), "rad 1: filen saknar en kolumn"),
    "only names": ("period,value\n", (), "filen har ingen serie"),
    "other names": ("a,b\n1,2\n", (), "rad 1: filen saknar en kolumn"),
    "decimal comma": (VALUES.replace("2022-05,54", "2022-05,54,5"), (), "rad 6: raden har fler"),
    "endless": (VALUES.replace("2022-05,54", "2022-05,1e308"), (), "rad 6: värdet '1e308' är för"),
    "vanishing": (VALUES.replace("2022-05,54", "2022-05,1e-300"), (), "är för litet"),
    "no number": (VALUES.replace("2022-05,54", "2022-05,NaN"), (), "rad 6: värdet 'NaN' är inget"),
    "no month": (VALUES.replace("2022-05", "2022-13"), (), "rad 6: '2022-13' är ingen period"),
    "mixed": (VALUES.replace("2022-05", "2022Q2"), (), "rad 6: 2022Q2 är ett kvartal"),
    "names twice": ("period,value,value\n2022-01,1,2\n", (), "två kolumner heter 'value'"),
    "no shares": (VALUES, ("--chart", "p"), "ett p-diagram behöver täljare och nämnare"),
    "target": (VALUES, ("--target", "abc"), "målet 'abc' är inget tal"),
    "due": (VALUES, ("--target", "60", "--due", "2022-13"), "'2022-13' är ingen sådan period"),
    "due alone": (VALUES, ("--due", "2027-12"), "det finns en månad men inget mål"),
    "endless target": (VALUES, ("--target", "9" * 40, "--due", "2027-12"), "målet är för stort"),
    "more than all": (SHARES, ("--target", "900"), "ingen andel kan vara vid målet"),
    "fewer than none": (VALUES, ("--chart", "c", "--target", "-1"), "inget antal kan vara vid"),
    "no such phase": (VALUES, ("--phase", "1999-01"), "serien har ingen period 1999-01"),
    "long baseline": (VALUES, ("--baseline", "30"), "den längsta serien har 30 perioder"),
    "q": (VALUES, ("--q", "1"), "q är 1"),
    "scale": (VALUES, ("--scale", "1e300"), "skalan är 1e+300"),
}  # fmt: skip


def _told(capsys, path, *more):
    code = main(["trends", str(path), *more])
    return code, capsys.readouterr().err


@pytest.mark.parametrize(("text", "asked", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_one_sentence_in_each_language_and_the_exit_code_2(
    tmp_path, capsys, text, asked, expected
):
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    code, swedish = _told(capsys, path, *asked)
    assert (code, swedish.count("\n")) == (2, 1)
    assert expected in swedish
    code, english = _told(capsys, path, *asked, "--language", "en")
    assert (code, english.count("\n")) == (2, 1)
    assert not re.search(r"\b(är|rad|inget|ingen|ange|skriv)\b", english)


@pytest.mark.parametrize(
    "content",
    [
        VALUES.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + VALUES.encode("utf-16-le"),
        ("sep=;\n" + VALUES.replace(",", ";")).encode(),
        VALUES.replace(",", ";").replace(";54", ";54,0").encode(),
        (VALUES + ",\n,\n").encode(),
        VALUES.replace("period,value", "månad,värde").encode("cp1252"),
        VALUES.replace("\n", "\r\n").encode(),
    ],
    ids=["BOM", "UTF-16", "sep", "decimal comma", "empty rows", "cp1252", "CRLF"],
)
def test_what_a_spreadsheet_exports_is_the_same_series(tmp_path, content):
    plain, exported = tmp_path / "plain.csv", tmp_path / "exported.csv"
    plain.write_text(VALUES, encoding="utf-8")
    exported.write_bytes(content)
    [expected], [found] = reading.read_series(plain), reading.read_series(exported)
    assert found.labels == expected.labels
    assert found.value.tolist() == expected.value.tolist()


def test_rows_are_counted_with_the_line_that_names_the_separator(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("sep=;\nperiod;value\n2022-01;x\n", encoding="utf-8")
    with pytest.raises(SeriesError, match="row 3"):
        reading.read_series(path)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_workbook_is_called_a_workbook(tmp_path, start):
    path = tmp_path / "own.csv"
    path.write_bytes(start + bytes(range(256)))
    with pytest.raises(SeriesError, match="the file is a workbook; save its sheet as CSV"):
        reading.read_series(path)


def test_two_targets_of_one_month_are_two_plans(tmp_path):
    path = tmp_path / "targets.csv"
    path.write_text(
        "indicator_id,unit_id,value,due\nshare,,40,2027-12\nshare,,50,2027-12\n", "utf-8"
    )
    with pytest.raises(SeriesError, match=r"row 3: .* are those of row 2"):
        targets.read_targets(path)


def test_every_fault_of_these_files_has_words_in_both_languages():
    for module in (reading, asking, targets, activities, small_tables, faults):
        raised = re.findall(r"raise (\w+)\(", inspect.getsource(module))
        assert "SeriesError" not in raised, module.__name__
