"""The catalogue that comes with the package, and what a region may do with its own."""

import re
from pathlib import Path

import pytest

import riktning.catalogue
from riktning.catalogue import load
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Kind, Polarity
from riktning.catalogue.plain import as_plain, sha256, used_codes
from riktning.catalogue.reference import reference_page
from riktning.sources.contracts import BY_NAME as TABLES

CATALOGUE = load()
OWN = Path(riktning.catalogue.__file__).parent
DOCS = Path(__file__).parents[2] / "docs"
ABOUT_STAFF = ("avgangar", "sjukfranvaro")  # what befell the employees of a unit
MEASURES = set(CATALOGUE.indicators)


def test_every_measure_is_in_the_file_of_its_name():
    assert len(MEASURES) == len(list((OWN / "indicators").glob("*.yaml")))
    assert all(d.file.endswith(f"/{d.id}.yaml") for d in CATALOGUE.indicators.values())


@pytest.mark.parametrize("definition", CATALOGUE.indicators.values(), ids=lambda d: d.id)
def test_a_definition_hangs_together(definition):
    assert set(definition.tables) <= set(TABLES)
    given = [definition.denominator, definition.population, definition.baseline]
    without = definition.kind in (Kind.COUNT, Kind.MEDIAN)
    assert sum(one is not None for one in given) == (0 if without else 1)
    assert (definition.kind is Kind.MEDIAN) == bool(definition.edges)
    assert (definition.squares is not None) == (definition.kind in (Kind.MEAN, Kind.INDEX))
    assert (definition.polarity is Polarity.TARGET_INTERVAL) == (
        definition.target_interval is not None
    )
    assert definition.protects_persons == (
        BY_NAME[definition.frame].persons or definition.id in ABOUT_STAFF
    )
    assert definition.provenance.register and definition.provenance.references
    assert re.match(r"[A-Z].*\.$", definition.says.en) and definition.says.sv.endswith(".")
    assert definition.name.sv[0].isupper() and definition.name.en[0].isupper()
    assert definition.scale != 100 or definition.unit.sv.startswith(("%", "per 100"))


def test_no_two_measures_have_the_same_name_or_say_the_same():
    for key in ("name", "says"):
        for language in ("sv", "en"):
            said = [getattr(d, key).in_(language) for d in CATALOGUE.indicators.values()]
            assert sorted(said) == sorted(set(said))


def test_every_code_list_is_used_or_named_and_every_code_has_its_provenance():
    used = {name for d in CATALOGUE.indicators.values() for name in used_codes(d)}
    assert used == set(CATALOGUE.codes)
    assert CATALOGUE.codes["heart_failure"].codes == ("I50",)
    assert CATALOGUE.codes["inflammatory_bowel_disease"].codes == ("K50", "K51")
    assert "N05BA01" in CATALOGUE.codes["unsuitable_medicines"].codes
    assert "G04BD12" not in CATALOGUE.codes["unsuitable_medicines"].codes


def test_a_region_adds_and_overrides_from_its_own_folder(tmp_path):
    text = (OWN / "indicators" / "medelvardtid_75.yaml").read_text(encoding="utf-8")
    (tmp_path / "indicators").mkdir()
    (tmp_path / "codes").mkdir()
    own = text.replace("min_age: 75", "min_age: 80").replace("version: 1", "version: 2")
    (tmp_path / "indicators" / "mine.yaml").write_text(own, encoding="utf-8")
    added = text.replace("id: medelvardtid_75", "id: medelvardtid_stroke").replace(
        "filter: age >= min_age", "filter: age >= min_age and in_codes(main_code, stroke)"
    )
    (tmp_path / "indicators" / "stroke.yaml").write_text(added, encoding="utf-8")
    (tmp_path / "codes" / "stroke.csv").write_text(
        "code,label,provenance\nI63,Hjärninfarkt,region\n", encoding="utf-8"
    )
    catalogue = load(tmp_path)
    assert set(catalogue.indicators) == MEASURES | {"medelvardtid_stroke"}
    assert catalogue.indicators["medelvardtid_75"].parameters["min_age"] == 80
    assert sha256(catalogue.indicators["medelvardtid_75"], catalogue) != sha256(
        CATALOGUE.indicators["medelvardtid_75"], CATALOGUE
    )


def test_a_fingerprint_changes_with_the_codes_and_not_with_the_file(tmp_path):
    before = CATALOGUE.indicators["medelvardtid_hjartsvikt"]
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "heart_failure.csv").write_text(
        "code,label,provenance\nI50,Hjärtsvikt,x\nI110,Hypertensiv,x\n", encoding="utf-8"
    )
    other = load(tmp_path)
    after = other.indicators["medelvardtid_hjartsvikt"]
    assert sha256(before, CATALOGUE) != sha256(after, other)
    ibd = "medelvardtid_ibd"
    assert sha256(CATALOGUE.indicators[ibd], CATALOGUE) == sha256(other.indicators[ibd], other)


def test_a_plain_definition_holds_what_the_file_says():
    plain = as_plain(CATALOGUE.indicators["belaggningsgrad"])
    assert plain["target_interval"] == [None, 90.0]
    assert plain["numerator"] == "occupied" and plain["filter"] is None
    assert plain["name"] == {"sv": "Beläggningsgrad", "en": "Bed occupancy"}
    assert plain["provenance"]["next_review"] == "2027-11-30"


def test_the_reference_page_is_current():
    page = (DOCS / "reference" / "indicators.md").read_text(encoding="utf-8")
    assert page == reference_page(CATALOGUE), (
        "run: riktning catalogue reference docs/reference/indicators.md"
    )


def test_breaks_of_the_source_are_part_of_the_definition_and_of_its_fingerprint(tmp_path):
    (tmp_path / "indicators").mkdir()
    plain = (OWN / "indicators" / "antal_sip.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "indicators" / "antal_sip.yaml"
    broken.write_text(plain + "breaks: [2023-07, 2024-01]\n", encoding="utf-8")
    whole, cut = CATALOGUE.indicators["antal_sip"], load(tmp_path).indicators["antal_sip"]
    assert as_plain(cut)["breaks"] == ["2023-07", "2024-01"]
    assert "breaks" not in as_plain(whole)
    assert sha256(cut, CATALOGUE) != sha256(whole, CATALOGUE)
