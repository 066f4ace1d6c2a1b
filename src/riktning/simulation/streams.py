"""Independent random streams: one for each part and month, whatever the others draw."""

import numpy as np

from riktning.simulation.arrays import Rng

# The order is part of the contract: a part keeps its stream when others are added at the end.
PARTS = (
    "levels", "population", "homes", "stays", "contacts", "diagnoses", "procedures", "dispensings",
    "waits", "pathways", "enrolments", "wards", "staff", "registers", "children", "surveys",
    "frequent", "named", "stay_codes", "drug_changes", "early_waits", "neuro", "reported",
)  # fmt: skip


def stream(seed: int, part: str, number: int = 0) -> Rng:
    """The generator of a part; ``number`` tells months (or measures) of the part apart."""
    return np.random.default_rng(
        np.random.SeedSequence(entropy=seed, spawn_key=(PARTS.index(part), number))
    )
