"""Who the patient meets: a small staff a unit, and a clinician of one's own."""

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import Ints, Rng
from riktning.simulation.columns import ids
from riktning.simulation.world import World

# One entry a clinician: five physicians, four nurses, two physiotherapists, a psychologist.
PROFESSIONS = (*["physician"] * 5, *["nurse"] * 4, *["physiotherapist"] * 2, "psychologist")
_OWN_AMONG = 9  # one's own clinician is a physician or a nurse
CLINICIANS_A_UNIT = 100


def draw_clinicians(
    world: World, month: int, level: str, person: Ints, unit: Ints, rng: Rng
) -> Ints:
    """Clinician's number within the unit: one's own with the level's probability, else anyone."""
    anyone = rng.integers(0, len(PROFESSIONS), person.size)
    if level != "primary":
        return anyone
    own = rng.random(person.size) < world.levels["own_clinician"][unit, month]
    return np.where(own, person % _OWN_AMONG, anyone)


def clinician_ids(unit: Ints, clinician: Ints) -> pa.Array:
    """Ids that are the same for the same clinician at the same unit."""
    return ids("c", unit * CLINICIANS_A_UNIT + clinician)
