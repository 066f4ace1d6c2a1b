"""Survey results and figures counted by hand, in the month their period ends. Reference: classes c
and d."""

from oracle.counting import for_unit, measure


def index(question):
    """Mean of the respondents' index."""
    return lambda world: [
        for_unit(row["unit_id"], row["period_end"], row["index_sum"], row["respondents"])
        for row in world.tables["survey"]
        if row["question"] == question
    ]


def share(question):
    """Positive answers of all answers."""
    return lambda world: [
        for_unit(row["unit_id"], row["period_end"], row["positive"], row["respondents"])
        for row in world.tables["survey"]
        if row["question"] == question
    ]


def figures(world, name):
    return [row for row in world.tables["reported"] if row["indicator_id"] == name]


def number(name):
    return lambda world: [
        for_unit(row["unit_id"], row["period_end"], row["numerator"])
        for row in figures(world, name)
    ]


def quotient(name):
    return lambda world: [
        for_unit(row["unit_id"], row["period_end"], row["numerator"], row["denominator"])
        for row in figures(world, name)
    ]


INDICES = (
    "npe_delaktighet",
    "npe_kontinuitet",
    "hme_total",
    "hme_motivation",
    "hme_ledarskap",
    "hme_styrning",
)
SHARES = (
    "fortroende_primarvard",
    "tillgang_vard",
    "psykisk_ohalsa_sjalvrapporterad",
    "npe_barn_medkansla",
)
NUMBERS = (
    "narsjukvardsteam",
    "utmonstrade_metoder",
    "automatiseringar_beslutade",
    "automatiseringar_inforda",
    "pappersfloden_beslutade",
    "pappersfloden_inforda",
    "forbattringar_medarbetarresan",
    "forbattringar_anvandarupplevelse",
    "barnkonsekvensanalys_antal",
    "barn_ungdomsrad",
)
QUOTIENTS = (
    "lansgemensam_uppfoljningsplan",
    "ordnat_inforande_patienter",
    "ordnat_inforande_kostnad",
    "startade_psv",
    "innovationsfond_utfall",
    "innovationsfond_breddinforda",
    "medicinska_kvalitetsindikatorer",
    "trycksar",
    "kompetensplan_maluppfyllelse",
    "digitaliseringsprojekt_i_tid",
    "barnuppdrag_planer",
    "barnsakra_digitala_tjanster",
    "fullfoljda_studier",
    "barnkonsekvensanalys_andel",
    "overenskomna_indikatorer",
)

for _how, _names in ((index, INDICES), (share, SHARES), (number, NUMBERS), (quotient, QUOTIENTS)):
    for _name in _names:
        measure(_how(_name), name=_name)

QUESTIONS = (*INDICES, *SHARES)
EXPECTED_CANCER = "svf_forvantade_fall"
FIGURES = (*NUMBERS, *QUOTIENTS, EXPECTED_CANCER)
