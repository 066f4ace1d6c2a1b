"""Measure codes (KVÅ) on contacts."""

import numpy as np
import pyarrow as pa

from riktning.simulation.columns import codes, dates, ids
from riktning.simulation.contacts import Contacts
from riktning.simulation.drawing import draw_category
from riktning.simulation.figures import parameters
from riktning.simulation.world import World
from riktning.sources.contracts import MODES


def procedure_table(world: World, month: int, contacts: Contacts) -> dict[str, pa.Array]:
    """Every video contact has the code of distance contacts; some visits one of advice or care."""
    rng = world.rng("procedures", month)
    weights = parameters("codes")["procedures"]
    known = (*weights, parameters("codes")["distance_contact"])
    video = contacts.mode == MODES.index("video")
    share = parameters("codes")["procedure_share"]
    drawn = ~video & (rng.random(video.size) < share)
    rows = np.flatnonzero(video | drawn)
    chosen = draw_category(np.array(list(weights.values()), float), rows.size, rng)
    code = np.where(video[rows], len(weights), chosen)
    return {
        "event_id": ids("k", contacts.number[rows]),
        "person_id": ids("p", contacts.person[rows]),
        "on_date": dates(contacts.day[rows]),
        "code": codes(known, code),
    }
