"""Expressions told in words, and frames that are declared as they are used."""

import pytest

from riktning.catalogue import load
from riktning.catalogue.describing import error_bound, facts
from riktning.catalogue.frames import BY_NAME, FRAMES
from riktning.catalogue.in_words import Reading, in_words
from riktning.catalogue.parser import parse
from riktning.catalogue.reference import AREAS, area_of, reference_page
from riktning.catalogue.syntax import Name, walk
from riktning.sources.contracts import BY_NAME as TABLES

CATALOGUE = load()
RESIDENTS = Reading(BY_NAME["resident_month"], {"least": 4, "months": 18, "strict": True})
STAYS = Reading(BY_NAME["stay"], {"soon": 1})

SAID = [
    (RESIDENTS, "age >= least", "age is at least 4 (least)"),
    (RESIDENTS, "age != 3 and not mon_copd", "age is not 3 and not mon copd"),
    (RESIDENTS, "age + 1 > 2 * least", "(age + 1) is above (2 × 4 (least))"),
    (RESIDENTS, "age < 8 or (age >= 65 and strict)",
     "age is below 8 or (age is at least 65 and strict (true here))"),
    (RESIDENTS, "not (age == 1 or age == 2)", "not (age is 1 or age is 2)"),
    (RESIDENTS, "dwelling in [own, care_home]", "dwelling is own or care_home"),
    (RESIDENTS, "dwelling not in [own]", "dwelling is not own"),
    (RESIDENTS, "dwelling is null", "dwelling is not known"),
    (RESIDENTS, "had(diagnosed, dementia, months)",
     "had within 18 months a diagnosis on a contact or stay, in the list dementia"),
    (RESIDENTS, "times(emergency_visit, any, 12) >= 1",
     "had at least once within 12 months a contact at emergency level"),
    (RESIDENTS, "times(emergency_visit, any, 12) - 1",
     "the number of times within 12 months of a contact at emergency level − 1"),
    (RESIDENTS, "if(mon_copd, 1, -age)", "(1 if mon copd, else −age)"),
    (STAYS, "in_codes(main_code, falls)", "main code is in the list falls"),
    (STAYS, "has_code(diagnosis, falls)", "a diagnosis code of the list falls"),
    (STAYS, "has_code(procedure, risks, soon)",
     "a procedure code of the list risks, dated at most 1 days after the first day"),
]  # fmt: skip


@pytest.mark.parametrize(("reading", "written", "said"), SAID)
def test_an_expression_is_told_in_words(reading, written, said):
    assert in_words(parse(written), reading) == said


@pytest.mark.parametrize("definition", CATALOGUE.indicators.values(), ids=lambda d: d.id)
def test_every_definition_is_told_with_all_its_parameters(definition):
    told = {fact.name: fact.text for fact in facts(definition)}
    words = " ".join(text for name, text in told.items() if name != "parameters")
    for name, value in definition.parameters.items():
        assert name in told["parameters"]
        nodes = [node for term in definition.all_terms for node in walk(term.tree)]
        assert any(isinstance(node, Name) and node.name == name for node in nodes)
        assert str(value).lower() in words
    assert ("to be confirmed" in told) == (definition.provenance.to_confirm is not None)


def test_the_error_of_a_median_names_every_width_of_its_buckets():
    assert error_bound((0, 7, 14, 30, 46, 100)) == (
        "at most the width of the bucket it lies in: 7 from 0, 16 from 14, 54 from 46; "
        "from 100 it is only known to be at least that"
    )


def test_the_page_tells_every_measure_once_in_the_area_of_its_line():
    page = reference_page(CATALOGUE)
    for definition in CATALOGUE.indicators.values():
        assert page.count(f'<a id="{definition.id}"></a>') == 1
        assert area_of(definition) in AREAS.values()
    assert [page.index(f"## {area}\n") for area in AREAS.values()] == sorted(
        page.index(f"## {area}\n") for area in AREAS.values()
    )


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_a_frame_and_its_events_rest_on_tables_and_columns_that_are_delivered(frame):
    assert set(frame.tables) | {t for c in frame.columns for t in c.tables} <= set(TABLES)
    assert len({column.name for column in frame.columns}) == len(frame.columns)
    for event in frame.events:
        columns = TABLES[event.table].by_name
        assert event.code_column is None or event.code_column in columns
        for name, values in event.where:
            assert not columns[name].domain or set(values) <= set(columns[name].domain)
        assert not event.own_unit or "unit_id" in columns
    assert not frame.spans or frame.stock


def test_every_frame_is_used_by_some_measure():
    used = {d.frame for d in CATALOGUE.indicators.values()}
    used |= {d.population.frame for d in CATALOGUE.indicators.values() if d.population}
    assert {frame.name for frame in FRAMES} - used == {"procedure"}
