"""Every fault in a definition is one sentence with file, line and what would be valid."""

import shutil
from pathlib import Path

import pytest

import riktning.catalogue
from riktning.catalogue import load
from riktning.catalogue.loading import read
from riktning.core.errors import CatalogueError

OWN = Path(riktning.catalogue.__file__).parent / "indicators"
GOOD = (OWN / "aterinskrivning_65.yaml").read_text(encoding="utf-8")


def line_of(text, start):
    return next(i for i, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def sentence_for(folder, text, name="x.yaml"):
    (folder / "indicators").mkdir(exist_ok=True)
    (folder / "indicators" / name).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    return caught.value.sentence


REPLACED = [
    ("kind: proportion", "kind: proportionn", "did you mean 'proportion'?"),
    ("polarity: lower", "polarity: downwards", "valid are: higher, lower, none, target_interval"),
    ("frame: episode", "frame: episodes", "there is no frame 'episodes'; did you mean 'episode'?"),
    ("axis: treating_unit", "axis: clinic", "treating_unit"),
    ("version: 1", "version: one", "'version' has the wrong type; write a whole number"),
    ("version: 1", "versoin: 1", "'version' is missing"),
    ("decimals: 1", "decimals: 1.5", "'decimals' has the wrong type"),
    ("scale: 100", "scale: 0", "'scale' must be above 0"),
    ("scale: 100", "scale: much", "'scale' has the wrong type; write a number"),
    ("protects_persons: true", "protects_persons: 1", "write true or false"),
    ("min_denominator: 10", "min_denominator: -1", "a whole number from 0 to 1000000"),
    ("follow_up_days: 30", "follow_up_days: 99999999999", "a whole number from 0 to 3660"),
    ("look_back_months: 0", "look_back_months: 100000", "a whole number from 0 to 600"),
    ("decimals: 1", "decimals: 400", "a whole number from 0 to 6"),
    ("denominator: 1", "denominator: 1 / 0", "divides by 0"),
    ("denominator: 1", "denominator: 9999999999999", "too large"),
    ("scale: 100", "scale: 10000000000", "from 0.000001 to 1000000000"),
    ("min_denominator: 10", "min_denominator: 10\ncolour: red", "unknown key 'colour'"),
    ("denominator: 1", "denominator: 1\ndenominator: 2", "'denominator' is there twice"),
    ("denominator: 1", "denominator: ages", "no column 'ages'"),
    ("denominator: 1", "denominator: main_code", "yields a text value"),
    ("numerator: days_to", "numerator: days_too", "did you mean 'days_to_unplanned'?"),
    ("numerator: days_to", "numerator: alive + days_to", "'+' cannot take a boolean value"),
    ("filter: age >=", "filter: age >= >=", "'>=' stands where it cannot"),
    ("filter: age >=", "filter: sex == 'F' and age >=", "no column 'sex'"),
    ("filter: age >=", "filter: planned == 1 and age >=", "a boolean value cannot be compared"),
    ("filter: age >=", "filter: planned < alive and age >=", "cannot order true and false"),
    ("filter: age >=", "filter: age in [old] and age >=", "'old' is a text value in a list"),
    ("filter: age >=", "filter: in_codes(age, tumours) and age >=", "in_codes needs a text column"),
    ("filter: age >=", "filter: in_codes(main_code, tumour) and age >=",
     "there is no code list 'tumour'; did you mean 'tumours'?"),
    ("filter: age >=", "filter: had(dispensed, tumours, 3) and age >=", "has no event 'dispensed'"),
    ("  next_review: 2027-11-30", "  next_review: 2027-13-45", "a date or number that exists"),
    ("  next_review: 2027-11-30", "  next_review: soon", "a date such as 2026-12-31"),
    ("  status: to be confirmed", "  status: perhaps", "'provenance.status' cannot be 'perhaps'"),
    ("  status: to be confirmed", "  status: confirmed", "status and 'to_confirm' do not fit"),
    ("  min_age: 65", "  min_age: [65]", "'parameters.min_age' has the wrong type"),
    ("  min_age: 65", "  min_aeg: 65", "no column 'min_age'"),
    ("id: aterinskrivning_65", "id: Åter", "'Åter' cannot be an id"),
    ("code: NV09", "code: [NV09]", "'code' has the wrong type"),
    ("name:", "name: kort namn\nother:", "'name' has the wrong type"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "wanted"), REPLACED)
def test_a_fault_has_its_sentence(tmp_path, old, new, wanted):
    assert old in GOOD
    sentence = sentence_for(tmp_path, GOOD.replace(old, new, 1))
    assert wanted in sentence
    assert sentence.startswith(f"{tmp_path}/indicators/x.yaml, line ")
    assert sentence.count("\n") == 0 and "; " in sentence


def test_the_line_is_the_one_with_the_fault(tmp_path):
    text = GOOD.replace("kind: proportion", "kind: share", 1)
    assert f"line {line_of(text, 'kind:')}:" in sentence_for(tmp_path, text)
    text = GOOD.replace("and alive", "and alife", 1)
    column = text.splitlines()[line_of(text, "filter:") - 1].index("alife") + 1
    wanted = f"line {line_of(text, 'filter:')}, column {column}: "
    assert wanted in sentence_for(tmp_path, text)


def test_a_fault_in_an_expression_over_several_lines_names_the_inner_line(tmp_path):
    text = GOOD.replace("numerator: ", "numerator: |\n  alive\n  and nobody and ", 1)
    number = line_of(text, "  and nobody")
    assert f"line {number}, column 7: " in sentence_for(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("id: [1, 2\nname: x", "the YAML is broken"),
        ("id: a\n\tname: x", "the YAML is broken"),
        ("", "the file holds no definition"),
        ("- 1\n- 2", "the file holds no definition"),
        ("? [a]\n: 1", "a key must be a name"),
        ("&a [*a]", "the file holds no definition"),
    ],
)
def test_broken_yaml_has_its_sentence(tmp_path, text, wanted):
    assert wanted in sentence_for(tmp_path, text)


def test_bytes_that_are_no_text_have_their_sentence(tmp_path):
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "x.yaml").write_bytes(b"\xff\xfe\x00\x9f")
    with pytest.raises(CatalogueError, match="save it as UTF-8 text"):
        load(tmp_path)


def test_the_same_id_twice_in_one_folder_names_both_files(tmp_path):
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "a.yaml").write_text(GOOD, encoding="utf-8")
    sentence = sentence_for(tmp_path, GOOD, "b.yaml")
    assert "b.yaml, line 1: " in sentence and "a.yaml" in sentence


def test_a_window_longer_than_the_stated_look_back_is_refused(tmp_path):
    text = (OWN / "olampliga_lakemedel_75.yaml").read_text(encoding="utf-8")
    sentence = sentence_for(tmp_path, text.replace("window_months: 12", "window_months: 24"))
    assert "look_back_months is 12, the window 24" in sentence


def test_a_target_interval_must_be_one(tmp_path):
    text = (OWN / "belaggningsgrad.yaml").read_text(encoding="utf-8")
    for wrong in ("[90, 80]", "[null, null]", "90", "[a, b]", "[1, 2, 3]"):
        sentence = sentence_for(tmp_path, text.replace("[null, 90]", wrong))
        assert "target_interval" in sentence


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("kod,namn\nI50,x\n", "line 1: the first line is wrong; write code,label,provenance"),
        ("code,label,provenance\n", "the list is empty"),
        ("code,label,provenance\nI50,Hjärtsvikt\n", "line 2: 2 fields instead of 3"),
        ("code,label,provenance\nI-50,a,b\n", "line 2: 'I-50' is no code"),
        ("code,label,provenance\nI50,a,b\nI50,a,b\n", "line 3: code I50 is there twice"),
        ("code,label,provenance\nI50,,b\n", "line 2: code I50 lacks label or provenance"),
    ],
)
def test_a_broken_code_list_has_its_sentence(tmp_path, content, wanted):
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "own.csv").write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load(tmp_path)
    assert wanted in caught.value.sentence and "own.csv" in caught.value.sentence


def test_a_missing_and_an_empty_folder_have_their_sentences(tmp_path):
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(CatalogueError, match=r"folder"):
            load(folder)


def test_checking_reports_one_fault_for_each_broken_file(tmp_path):
    shutil.copytree(OWN, tmp_path / "indicators")
    for name in ("hyrpersonal", "belaggningsgrad"):
        path = tmp_path / "indicators" / f"{name}.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("scale: 100", "scale: -1"), "utf-8"
        )
    catalogue, faults = read(tmp_path)
    assert len(faults) == 2 and len(catalogue.indicators) == 16
