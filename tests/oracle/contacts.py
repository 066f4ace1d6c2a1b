"""Outpatient contacts. Reference: NV03c–e, NV04b, NV12, NV17, NV18, NV20, NV23, BU05–BU07."""

from oracle.counting import for_person, measure
from oracle.listed import all_listed
from oracle.residents import inhabitants

CARE = ("primary", "specialist", "emergency", "rehabilitation")  # neither dental nor municipal


@measure
def andel_primarvard(world):
    return [
        for_person(c, c.level == "primary") for c in world.contacts if c.visit and c.level in CARE
    ]


@measure
def besok_primarvard(world):
    return [for_person(c) for c in world.contacts if c.visit and c.level == "primary"]


@measure
def digitala_kontakter(world):
    return [for_person(c) for c in world.contacts if c.digital]


@measure
def telefonkontakter(world):
    return [for_person(c) for c in world.contacts if c.mode == "phone"]


@measure
def andel_digitala_primarvard(world):
    return [for_person(c, c.digital) for c in world.contacts if c.level == "primary"]


@measure
def andel_digitala_specialiserad(world):
    return [for_person(c, c.digital) for c in world.contacts if c.level == "specialist"]


@measure
def hembesok_75(world):
    return [
        for_person(c, c.mode == "home_visit") for c in world.contacts if c.visit and c.age >= 75
    ]


def by_mode(mode):
    """Contacts of one channel with primary care."""
    return lambda world: [
        for_person(c) for c in world.contacts if c.mode == mode and c.level == "primary"
    ]


for _name, _mode in {
    "chattkontakter": "chat",
    "videokontakter": "video",
    "arenden_1177": "letter",
}.items():
    measure(by_mode(_mode), name=_name)
    measure(by_mode(_mode), name=f"{_name}_per_1000_listade", population=all_listed)


@measure
def narsjukvardsteam_kontakter(world):
    return [for_person(c) for c in world.contacts if c.mobile_team]


def acute(dwelling):
    """Emergency contacts, and unplanned stays on the day of admission, by where people live."""

    def rows(world):
        stays = [stay for stay in world.events("stay", "admitted_at") if stay.planned is False]
        visits = [contact for contact in world.contacts if contact.level == "emergency"]
        for event in (*visits, *stays):
            home = world.people.residence(event.person, event.day)
            if home and home["dwelling"] == dwelling:
                yield for_person(event)

    return rows


measure(acute("care_home"), name="akut_sabo", population=inhabitants(dwelling="care_home"))
measure(acute("own"), name="akut_eget_boende", population=inhabitants(dwelling="own"))


def children(world):
    return [contact for contact in world.contacts if contact.age <= 17]


@measure
def barn_digitala_kontakter(world):
    return [for_person(c) for c in children(world) if c.digital]


@measure
def barn_andel_digitala_primarvard(world):
    return [for_person(c, c.digital) for c in children(world) if c.level == "primary"]


@measure
def barn_andel_digitala_specialiserad(world):
    return [for_person(c, c.digital) for c in children(world) if c.level == "specialist"]


@measure
def barn_besok_primarvard(world):
    return [for_person(c) for c in children(world) if c.visit and c.level == "primary"]


@measure
def barn_andel_primarvard(world):
    return [
        for_person(c, c.level == "primary") for c in children(world) if c.visit and c.level in CARE
    ]


@measure
def barn_andel_planerade_primarvard(world):
    return [for_person(c, c.planned) for c in children(world) if c.visit and c.level == "primary"]
