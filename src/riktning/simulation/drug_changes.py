"""Drugs of which less is dispensed as time goes: antibiotics, and one that is being phased out."""

import numpy as np

from riktning.simulation.arrays import Flags, Floats, Ints
from riktning.simulation.figures import parameters
from riktning.simulation.world import World


def changed_drugs(
    world: World, month: int, person: Ints, atc: Ints, known: tuple[str, ...]
) -> Ints:
    """The drugs with some of those replaced that are dispensed less than their weights say.

    ``atc`` numbers ``known``. Who keeps a drug is drawn with its level at the administration of the
    person's hospital; the others get the drug that the parameters name instead.
    """
    given = parameters("codes")
    rng = world.rng("drug_changes", month)
    drawn = rng.random(person.size)
    antibiotic = np.array(
        [code.startswith(given["antibiotics"]) and code != given["methenamine"] for code in known]
    )
    leaving = np.array([code == given["phased_out_drug"] for code in known])
    lost = _lost(world, "antibiotics", month, person, drawn) & antibiotic[atc]
    lost |= _lost(world, "phased_out", month, person, drawn) & leaving[atc]
    return np.where(lost, known.index(given["instead"]), atc)


def _lost(world: World, measure: str, month: int, person: Ints, drawn: Floats) -> Flags:
    administration = world.place_administration[world.people.place[person]]
    kept: Flags = drawn < world.levels[measure][administration, month]
    return ~kept
