"""A store with scenarios: a baseline, and a plan whose levers are told apart."""

from pathlib import Path

import numpy as np

from riktning.apps.scenarios import working
from riktning.apps.scenarios.actions import publish_scenarios
from riktning.apps.scenarios.drafting import Chosen, baseline_file, own_file, own_id
from riktning.apps.scenarios.models import Job
from riktning.apps.scenarios.starts import published_start
from riktning.core.periods import Month
from riktning.simulation.scenarios.folders import RunFolder
from riktning.simulation.scenarios.goals import Goal
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.simulation.scenarios.publishing import contents_of
from riktning.simulation.scenarios.shapley import Shares
from riktning.simulation.scenarios.spread import spread_of
from riktning.simulation.scenarios.spreads import Drawn, SpreadLine, Spreads, paired
from riktning.simulation.writer import LABEL

YEARS = range(2026, 2029)
UNCERTAIN = {"distribution": "uniform", "low": 0.3, "high": 0.5, "source": "en studie"}
USE = {"start": "2026-01", "ramp": 24, "reach": UNCERTAIN, "units": [], "from_age": None,
       "below_age": None, "sex": None, "sizes": {"emergency_visits_spared": UNCERTAIN}}  # fmt: skip
GOALS = [Goal("medelvardtid_75", 91.0, Month(2027, 12)), Goal("hembesok_75", 500.0, Month(2025, 1))]
CHOSEN = {"continuity": Chosen(40, Month(2026, 7), 12)}
STAY = [outcome.id for outcome in OUTCOMES].index("medelvardtid_75")


def drawn(name, sv, en, level, levers):
    """Ten draws of three replicates about a level; the plan lies ten below the baseline."""
    rng = np.random.default_rng(1)  # the same luck in both
    values = level + rng.normal(0, 1, (10, 1, 1, 1)) + rng.normal(0, 0.1, (10, 3, 1, 1))
    told = {
        "schema": 1, "synthetic": True, "label": LABEL, "engine_version": "1", "persons": 1000,
        "population": 1_778_030, "first": "2026-01", "last": "2028-12", "seed": 1,
        "scenario": {
            "id": name, "name": {"sv": sv, "en": en}, "says": {"sv": "Så här.", "en": "Like this."},
            "sizes": "middle", "capacity": True, "levers": levers,
            "parameters": {"nights": {**UNCERTAIN, "source": "assumption"}},
        },
    }  # fmt: skip
    whole = np.broadcast_to(values, (10, 3, len(OUTCOMES), len(YEARS)))
    return Drawn(RunFolder(Path(name), told), tuple(range(10)), (0, 1, 2), whole)


def lines(each, base):
    apart = None if each is base else paired(each, base)
    return [
        SpreadLine(outcome, each.id, year, spread_of(each.values[:, :, n, at]),
                   None if apart is None else spread_of(apart[:, :, n, at]))
        for n, outcome in enumerate(OUTCOMES)
        for at, year in enumerate(YEARS)
    ]  # fmt: skip


def scenario_contents():
    base = drawn("baseline", "Som hittills", "As so far", 100.0, {})
    plan = drawn(
        "plan", "Planen", "The plan", 90.0, {"continuity": USE, "staffing": {**USE, "sizes": {}}}
    )
    values = np.full((2, len(OUTCOMES), len(YEARS)), -5.0)
    shares = Shares(("continuity", "staffing"), values, values * -0.01, 4, 3)
    every = [*lines(base, base), *lines(plan, base)]
    return contents_of(Spreads((plan, base), "baseline", YEARS, every, {"plan": shares}), GOALS)


def a_job(**given):
    """A run that waits: what is published as the plan, against the baseline."""
    base, plan = (published_start(each) for each in scenario_contents())
    last = Month(2028, 12)
    said = {
        "actor": "analyst", "name": "Eget", "persons": 600, "draws": 2, "replicates": 2,
        "scenario": own_file(plan, "Eget", {"sv": "Så.", "en": "So."}, last, CHOSEN),
        "baseline": baseline_file(base, last),
    }  # fmt: skip
    return Job.objects.create(**{**said, **given})


def a_done_job(**given):
    """A run that has led to what is published, under its own name."""
    job = a_job(**given)
    base, plan = scenario_contents()
    working.take()
    name = {"sv": job.name, "en": job.name}
    working.finish(job, [base, {**plan, "id": own_id(job.scenario), "name": name}])
    job.refresh_from_db()
    return job


def fill_scenarios():
    return publish_scenarios(contents=scenario_contents(), actor="analyst")[0]
