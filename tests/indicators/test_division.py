"""A quotient by nothing is no value, and never an error in the middle of a run."""

from dataclasses import replace
from random import Random

import pytest

from indicators.delivery_files import write_delivery
from oracle.hostile import crowd
from riktning.catalogue import load
from riktning.catalogue.faults import Place
from riktning.catalogue.loading import Catalogue
from riktning.catalogue.model import Kind, Term
from riktning.catalogue.parser import parse
from riktning.core.errors import CatalogueError
from riktning.indicators.computing import compute_run
from riktning.sources.opening import open_delivery

CATALOGUE = load()
BEDS = CATALOGUE.indicators["belaggningsgrad"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = write_delivery(crowd(Random(7), 60), tmp_path_factory.mktemp("data") / "d")
    return open_delivery(folder)


def computed(opened, numerator):
    term = Term(numerator, parse(numerator, Place("own.yaml")))
    own = replace(BEDS, kind=Kind.RATIO, numerator=term, file="own.yaml")
    run = compute_run(opened, Catalogue({own.id: own}, CATALOGUE.codes))
    return [row for row in run.observations.to_pylist() if row["denominator"]]


def test_rows_whose_numerator_divides_by_zero_do_not_count(opened):
    assert computed(opened, "occupied / 2")
    assert not computed(opened, "occupied / (occupied - occupied)")


def test_numbers_too_large_to_be_summed_name_the_definition(opened):
    huge = " * ".join(["1000000000000.0"] * 3)
    with pytest.raises(CatalogueError, match=r"own\.yaml.*belaggningsgrad.*too large"):
        computed(opened, f"occupied * {huge}")
