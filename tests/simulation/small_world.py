"""Small simulations that several tests look at; made once a session."""

from functools import cache
from pathlib import Path

from riktning.core.periods import Month
from riktning.simulation.request import Request
from riktning.simulation.world import build_world

REGION = Path(__file__).parents[2] / "examples" / "region"


def request(persons=4000, first="2022-01", last="2024-12", seed=7, region=REGION):
    return Request(persons, Month.parse(first), Month.parse(last), seed, region)


@cache
def world(persons=4000, seed=7):
    return build_world(request(persons, seed=seed))
