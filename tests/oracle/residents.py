"""The region's inhabitants at each month's end. Reference: NV04c, NV06, NV19, NV24, NV27, BU11,
BU18, BU19."""

from types import SimpleNamespace

from oracle.codes import codes
from oracle.counting import for_person, measure
from oracle.world import MEETINGS

PSYCHIATRIC = ("F",)


def residents(world):
    """Alive and living in the region on the last day of the month."""
    if not hasattr(world, "residents"):
        world.residents = list(_residents(world))
    return world.residents


def _residents(world):
    for day in world.month_ends:
        for person in world.people.by_id:
            years, home = world.people.age(person, day), world.people.residence(person, day)
            if years is not None and home and world.people.alive(person, day):
                yield SimpleNamespace(
                    person=person, unit=None, day=day, age=years, dwelling=home["dwelling"]
                )


def inhabitants(youngest=0, oldest=200, dwelling=None):
    """One row an inhabitant and month: person-months."""

    def rows(world):
        return [
            for_person(who)
            for who in residents(world)
            if youngest <= who.age <= oldest and dwelling in (None, who.dwelling)
        ]

    return rows


def diagnosed(world, who, wanted, window):
    return world.carries("diagnosis", who, window, wanted)


def visited(world, who, level, window):
    return world.had(
        "contact", who, window, lambda row: row["level"] == level and row["mode"] in MEETINGS
    )


def emergencies(world, who):
    """Contacts at emergency level in the last twelve months."""
    return world.times("contact", who, 12, lambda row: row["level"] == "emergency")


def medicine(world, who, window):
    return world.carries("dispensing", who, window, codes("unsuitable_medicines"))


@measure
def olampliga_lakemedel_75(world):
    return [for_person(p, medicine(world, p, 12)) for p in residents(world) if p.age >= 75]


@measure
def olampliga_lakemedel_75_period(world):
    return [for_person(p, medicine(world, p, 3)) for p in residents(world) if p.age >= 75]


@measure
def narsjukvardsteam_inskrivna(world):
    return [
        for_person(p)
        for p in residents(world)
        if world.had("contact", p, 3, lambda row: row["mobile_team"])
    ]


@measure
def mangbesokare_akut(world):
    return [for_person(p) for p in residents(world) if emergencies(world, p) >= 4]


@measure
def andel_mangbesokare_akut(world):
    return [
        for_person(p, emergencies(world, p) >= 4)
        for p in residents(world)
        if emergencies(world, p) >= 1
    ]


@measure
def mangbesokare_andel_av_besok(world):
    for who in residents(world):
        visits = emergencies(world, who)
        yield for_person(who, visits if visits >= 4 else 0)._replace(of=visits)


def enrolled(world, who, group):
    """In self-monitoring for that illness on the last day of the month."""
    return any(
        row["group"] == group
        and row["from_date"] <= who.day
        and (row["to_date"] is None or row["to_date"] >= who.day)
        for row in world.enrolments[who.person]
    )


def share_monitored(group, wanted):
    """Of those who have the illness, how many measure at home."""

    def rows(world):
        return [
            for_person(p, enrolled(world, p, group))
            for p in residents(world)
            if diagnosed(world, p, wanted, 36)
        ]

    return rows


ILLNESSES = {
    "hjartsvikt": ("heart_failure", ["I50"]),
    "hypertoni": ("hypertension", ["I10", "I11", "I12", "I13", "I14", "I15"]),
    "kol": ("copd", ["J44"]),
    "njursvikt": ("kidney_failure", ["N18"]),
}
for _name, (_group, _codes) in ILLNESSES.items():
    measure(share_monitored(_group, _codes), name=f"andel_egenmonitorering_{_name}")


def chronic(world):
    """People with a chronic diagnosis, and on which levels they made visits."""
    for who in residents(world):
        if diagnosed(world, who, codes("chronic_diagnoses"), 18):
            primary, specialist = (
                visited(world, who, level, 12) for level in ("primary", "specialist")
            )
            if primary or specialist:
                yield who, primary, specialist


@measure
def kroniker_enbart_primarvard(world):
    return [for_person(who, pv and not spec) for who, pv, spec in chronic(world)]


@measure
def kroniker_delad_vard(world):
    return [for_person(who, pv and spec) for who, pv, spec in chronic(world)]


@measure
def kroniker_enbart_specialiserad(world):
    return [for_person(who, spec and not pv) for who, pv, spec in chronic(world)]


def young_with_ill_health(world):
    return [
        for_person(p, diagnosed(world, p, PSYCHIATRIC, 12)) for p in residents(world) if p.age <= 17
    ]


measure(young_with_ill_health, name="psykisk_ohalsa_unga")
measure(young_with_ill_health, name="psykisk_ohalsa_unga_standardiserad")


def ill_health_on(level):
    def rows(world):
        return [
            for_person(
                p,
                diagnosed(world, p, codes("mental_ill_health"), 18)
                and visited(world, p, level, 18),
            )
            for p in residents(world)
            if p.age <= 17
        ]

    return rows


measure(ill_health_on("primary"), name="psykisk_ohalsa_18_man_primarvard")
measure(ill_health_on("specialist"), name="psykisk_ohalsa_18_man_specialiserad")


@measure
def obesitas_behandling_fore_8_av_barn(world):
    """Of children under 8 with obesity in three years, how many began treatment in them."""
    for who in residents(world):
        if who.age < 8 and diagnosed(world, who, ["E66"], 36):
            yield for_person(who, world.had("child_obesity", who, 36))
