"""Every fault in a definition is one sentence with file, line and what would be valid."""

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


def folder_with(tmp_path, **files):
    (tmp_path / "indicators").mkdir(exist_ok=True)
    for name, text in files.items():
        (tmp_path / "indicators" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_checking_reads_on_after_a_broken_file(tmp_path):
    texts = {
        name: (OWN / f"{name}.yaml").read_text(encoding="utf-8").replace("scale: 100", "scale: -1")
        for name in ("hyrpersonal", "belaggningsgrad")
    }
    fine = GOOD.replace("id: aterinskrivning_65", "id: aterinskrivning_ny")
    catalogue, faults = read(folder_with(tmp_path, **texts, fine=fine))
    assert len(faults) == 2 and "aterinskrivning_ny" in catalogue.indicators


def test_every_fault_of_a_file_is_told_in_the_order_of_its_lines(tmp_path):
    text = (
        GOOD.replace("kind: proportion", "kind: share")
        .replace("  en: Unplanned readmission", "  eng: Unplanned readmission")
        .replace("scale: 100", "scale: nought")
        .replace("filter: age >=", "filter: agee >=")
        .replace("and alive", "and alife")
        .replace("min_denominator: 10", "min_denominator: many\ncolour: red")
        .replace("  next_review: 2027-11-30", "  next_review: soon")
        .replace("version: 1", "version: 1\nversion: 2")
    )
    _, faults = read(folder_with(tmp_path, x=text))
    said = [fault.sentence for fault in faults]
    wanted = ("'version' is there twice", "'name.en' is missing", "'name.eng'", "'share'",
              "'scale'", "'agee'", "'alife'", "'min_denominator'", "'colour'",
              "'provenance.next_review'")  # fmt: skip
    for piece in wanted:
        assert sum(piece in sentence for sentence in said) == 1, piece
    assert len(said) == len(wanted)
    lines = [fault.place.line for fault in faults]
    assert lines == sorted(lines) and all("; " in sentence for sentence in said)


def test_a_file_without_a_frame_still_has_its_other_faults_told(tmp_path):
    _, faults = read(folder_with(tmp_path, x="id: own\nkind: mean\nnumerator: 1 +\n"))
    said = " ".join(fault.sentence for fault in faults)
    for key in ("frame", "squares", "provenance", "polarity"):
        assert f"key '{key}' is missing" in said
    assert "the expression ends where it cannot" in said


RATE = (OWN / "akut_sabo.yaml").read_text(encoding="utf-8")
MEDIAN = (OWN / "median_behandling.yaml").read_text(encoding="utf-8")
BASELINE = (OWN / "genomford_utmonstring.yaml").read_text(encoding="utf-8")
LISTED = (OWN / "demens_besok_vc.yaml").read_text(encoding="utf-8")
STAY = (OWN / "riskbedomning_24h.yaml").read_text(encoding="utf-8")
STANDARD = (OWN / "fall_slutenvard_standardiserad.yaml").read_text(encoding="utf-8")
FREQUENT = (OWN / "mangbesokare_andel_av_besok.yaml").read_text(encoding="utf-8")
DIVISION = 'dwelling == "care_home"'

NEW_KEYS = [
    (RATE, "axis: municipality", "axes: [municipality, clinic]", "'axes' cannot hold 'clinic'"),
    (RATE, "axis: municipality", "axes: [municipality, municipality]", "must hold different axes"),
    (RATE, "axis: municipality", "axes: municipality", "'axes' has the wrong type"),
    (RATE, "axis: municipality", "axis: municipality\naxes: [municipality]",
     "both 'axis' and 'axes'"),
    (RATE, "axis: municipality", "axes: [municipality, treating_unit]",
     "frame 'resident_month' has no axis 'treating_unit'"),
    (RATE, "axis: municipality", "axis: municipality\nperiod: week", "'period' cannot be 'week'"),
    (RATE, "axis: municipality", "axis: municipality\nperiod: rolling_12",
     "also `rolling_12: true`"),
    (RATE, "axis: municipality", "axis: municipality\nrolling_12: 1", "write true or false"),
    (RATE, "population:", "denominator: 1\npopulation:", "is given by 'population' already"),
    (RATE, "  frame: resident_month", "  frame: residents", "there is no frame 'residents'"),
    (RATE, "  value: 1", "  valu: 1", "'population.value' is missing"),
    (RATE, "  value: 1", "  value: dwelling", "yields a text value"),
    (RATE, f"  filter: {DIVISION}", "  filter: dwelings == 'own'", "did you mean 'dwelling'?"),
    (RATE, "kind: rate", "kind: count", "a count cannot be divided by a population"),
    (RATE, "kind: rate", "kind: index\nsquares: 1", "an index cannot be divided by a population"),
    (MEDIAN, "edges: [0, 7", "edges: [7, 0", "'edges' are no bucket limits"),
    (MEDIAN, "edges: [0, 7", "edges: [0, x", "'edges' are no bucket limits"),
    (MEDIAN, "edges: ", "edge: ", "'edges' is missing"),
    (MEDIAN, "numerator: days", "numerator: patient_chosen", "yields a boolean value"),
    (MEDIAN, "numerator: days", "numerator: days\ndenominator: 1", "a median has no denominator"),
    (MEDIAN, "numerator: days", "numerator: days\nsquares: 1", "a median carries no squares"),
    (MEDIAN, "numerator: days", "numerator: days\nstandard: european_2013",
     "a median cannot be standardised"),
    (BASELINE, "[2022-01, 2022-12]", "[2022-12, 2022-01]", "no pair of months"),
    (BASELINE, "[2022-01, 2022-12]", "[2022]", "no pair of months"),
    (BASELINE, "kind: ratio", "kind: rate", "a rate has no baseline"),
    (BASELINE, "baseline:", "population:\n  frame: resident_month\n  value: 1\nbaseline:",
     "'baseline' and 'population' are both there"),
    (RATE, "kind: rate", "kind: rate\nbreaks: [2023]", "no list of rising months"),
    (RATE, "kind: rate", "kind: rate\nbreaks: [2023-07, 2023-02]", "no list of rising months"),
    (RATE, "kind: rate", "kind: rate\nbreaks: []", "no list of rising months"),
    (STANDARD, "european_2013", "european_2012", "did you mean 'european_2013'?"),
    (LISTED, "period: year", "period: year\nrolling_12: true", "is a state; remove the key"),
    (LISTED, "had(own_visit, any,", "had(own_visit, dementia,", "has no code to look for"),
    (LISTED, "had(own_visit, any,", "had(own_visits, any,", "did you mean 'own_visit'?"),
    (LISTED, "  visit_months: 12", "  visit_months: 0", "a window cannot be 0 months"),
    (LISTED, "  visit_months: 12", "  visit_months: 12\n  idle: 3",
     "'idle' is named in no expression"),
    (LISTED, "  visit_months: 12", "  visit_months: 12\n  age: 3", "is also a column of frame"),
    (LISTED, "look_back_months: 60", "look_back_months: 12", "the window 60"),
    (LISTED, "numerator: had(own_visit", "numerator: times(own_visit", "yields an integer value"),
    (LISTED, "numerator: ", "numerator: has_code(diagnosis, dementia) and ", "no contact or stay"),
    (STAY, "has_code(procedure", "has_code(dispensing", "has_code cannot look in 'dispensing'"),
    (STAY, "  within_days: 1", "  within_days: 1000", "a whole number from 0 to 365"),
    (STAY, "has_code(procedure, risk_assessment", "has_code(procedure, risks",
     "no code list 'risks'"),
    (FREQUENT, ", 0)", ", 'none')", "an integer value or a text value"),
    (FREQUENT, ">= min_visits, times", ", times", "'if' cannot take an integer value"),
    (FREQUENT, ", 0)", ")", "')' stands where it cannot"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "wanted"), NEW_KEYS)
def test_a_fault_in_what_a_definition_may_say_beside_has_its_sentence(
    tmp_path, text, old, new, wanted
):
    assert old in text
    sentence = sentence_for(tmp_path, text.replace(old, new, 1))
    assert wanted in sentence and sentence.startswith(f"{tmp_path}/indicators/x.yaml, line ")


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda lines: ["ålder,vikt", *lines[1:]], "write age_group,weight,provenance"),
        (lambda lines: lines[:-1], "age group 90+ has no weight"),
        (lambda lines: [*lines, lines[1]], "line 12: age group 0–6 is there twice"),
        (lambda lines: [*lines[:1], "0–6,0,x", *lines[2:]], "line 2: '0' is no weight"),
        (lambda lines: [*lines[:1], "0–5,1,x", *lines[2:]], "did you mean '0–6'?"),
        (lambda lines: [*lines[:1], "0–6,1", *lines[2:]], "line 2: the line lacks a field"),
    ],
)
def test_a_fault_in_a_standard_population_has_its_sentence(tmp_path, change, wanted):
    lines = (OWN.parent / "standards" / "european_2013.csv").read_text("utf-8").splitlines()
    folder = folder_with(tmp_path, x=GOOD)
    (folder / "standards").mkdir()
    (folder / "standards" / "own.csv").write_text("\n".join(change(lines)), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    assert wanted in caught.value.sentence


def test_no_list_may_take_the_word_that_means_every_code(tmp_path):
    folder = folder_with(tmp_path, x=GOOD)
    (folder / "codes").mkdir()
    (folder / "codes" / "any.csv").write_text("code,label,provenance\nA,b,c\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="'any' means every code"):
        load(folder)
