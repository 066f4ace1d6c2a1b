"""One crowd, counted once by the engine, for every test that only looks at what it counted."""

from random import Random

import ibis
import pytest

from oracle.agreeing import CATALOGUE
from oracle.from_files import counted_on_files, write
from oracle.hostile import crowd


@pytest.fixture(scope="session")
def connection():
    return ibis.duckdb.connect()


@pytest.fixture(scope="session")
def everyone():
    """A delivery in which every indicator counts something."""
    return crowd(Random(4), 600, "2022-01", "2024-06", lawless=True)


@pytest.fixture(scope="session")
def on_disk(everyone, tmp_path_factory):
    """The crowd's delivery folder, and the work folder of its run."""
    folder = tmp_path_factory.mktemp("everyone")
    return write(everyone, folder / "delivery"), folder / "work"


@pytest.fixture(scope="session")
def counted(on_disk):
    """What the engine counts of the crowd, from files: every group's cells."""
    return counted_on_files(*on_disk)


@pytest.fixture(scope="session")
def one_of_each_frame():
    """Of every frame the definition that says most, with those that need a window or a code."""
    chosen = {}
    for definition in CATALOGUE.indicators.values():
        terms = "".join(term.text for term in definition.all_terms)
        best = chosen.get(definition.frame)
        if best is None or len(terms) > best[0]:
            chosen[definition.frame] = len(terms), definition
    return [definition for _, definition in chosen.values()]
