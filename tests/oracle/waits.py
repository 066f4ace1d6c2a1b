"""The care guarantee and lead times. Reference: NV03b, KV03, KV08, BU02, BU03, algorithm 4."""

from oracle.counting import for_person, measure
from oracle.published import EXPECTED_CANCER, number


def counts(wait, kinds):
    """The guarantee does not count waiting by the patient's own choice or for a medical reason."""
    return wait.kind in kinds and not wait.patient_chosen and not wait.medical_reason


def finished(world, *kinds):
    """Finished waits, in the month they ended."""
    for wait in world.events("wait", "to_date"):
        wait.days = (wait.day - wait.from_date).days
        if counts(wait, kinds) and wait.days >= 0:
            yield wait


def open_waits(world, *kinds):
    """Waits open on the last day of the month, of people alive that day."""
    for wait in world.known("wait"):
        for day in world.month_ends:
            wait.day, wait.days = day, (day - wait.from_date).days
            wait.age = world.people.age(wait.person, day)
            is_open = wait.days >= 0 and (wait.to_date is None or wait.to_date > day)
            alive = wait.age is not None and world.people.alive(wait.person, day)
            if counts(wait, kinds) and is_open and alive:
                yield wait


@measure
def medicinsk_bedomning_3_dagar(world):
    for wait in world.events("wait", "to_date"):
        days = (wait.day - wait.from_date).days
        if wait.kind == "assessment" and not wait.patient_chosen and days >= 0:
            yield for_person(wait, days <= 3)


def within(which, days, *kinds, oldest=200):
    return lambda world: [
        for_person(w, w.days <= days) for w in which(world, *kinds) if w.age <= oldest
    ]


def how_long(which, kind):
    return lambda world: [for_person(w, w.days) for w in which(world, kind)]


for _name, _kind in {"forsta_kontakt": "first_contact", "behandling": "treatment"}.items():
    measure(within(open_waits, 90, _kind), name=f"vantande_{_name}_90")
    measure(within(finished, 90, _kind), name=f"genomforda_{_name}_90")
    measure(how_long(finished, _kind), name=f"median_{_name}")
    measure(how_long(open_waits, _kind), name=f"median_vantande_{_name}")

BOTH = ("first_contact", "treatment")
measure(within(open_waits, 90, *BOTH, oldest=18), name="barn_vantande_90")
measure(within(finished, 90, *BOTH, oldest=18), name="barn_genomforda_90")
measure(within(finished, 90, "child_psychiatry_first", oldest=18), name="bup_forsta_besok_90")
measure(within(finished, 30, "child_psychiatry_start", oldest=18), name="bup_start_30")


def treated(world, kind):
    """Pathways whose kind begins so, in the month treatment began."""
    for path in world.events("pathway", "treated_on"):
        path.days = (path.day - path.started_on).days
        if path.kind.startswith(kind) and path.days >= 0:
            yield path


@measure
def svf_ledtid(world):
    return [for_person(p, p.days <= p.allowed_days) for p in treated(world, "cancer_")]


@measure(population=number(EXPECTED_CANCER), of_units=True)
def svf_inklusion(world):
    return [
        for_person(path)
        for path in world.events("pathway", "started_on")
        if path.kind.startswith("cancer_")
    ]


def lead_time(kind):
    return lambda world: [
        for_person(path, path.days) for path in treated(world, kind) if path.age <= 17
    ]


for _name, _kind in {
    "npf_bedomning_median": "neuro_assessment",
    "npf_diagnos_median": "neuro_diagnosis",
    "npf_insats_median": "neuro_support",
}.items():
    measure(lead_time(_kind), name=_name)
