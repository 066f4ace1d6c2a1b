"""Every line of the plan's appendix has its measures, and what is domain knowledge says so."""

import pytest

from riktning.catalogue import load
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Axis, Kind, Polarity

CATALOGUE = load()

# Line of the reference → its measures. A line in BY_OWN_KNOWLEDGE rests on domain knowledge (K).
LINES = {
    "NV01": "lansgemensam_uppfoljningsplan",
    "NV02": "npe_delaktighet",
    "NV03a": "kontakt_samma_dag",
    "NV03b": "medicinsk_bedomning_3_dagar",
    "NV03c": "chattkontakter chattkontakter_per_1000_listade",
    "NV03d": "videokontakter videokontakter_per_1000_listade",
    "NV03e": "arenden_1177 arenden_1177_per_1000_listade",
    "NV04a": "narsjukvardsteam",
    "NV04b": "narsjukvardsteam_kontakter",
    "NV04c": "narsjukvardsteam_inskrivna",
    "NV05a": "stodprogram_i_drift",
    "NV05b": "stodprogram_kontakter",
    "NV06": "egenmonitorering egenmonitorering_hjartsvikt egenmonitorering_hypertoni"
            " egenmonitorering_kol egenmonitorering_njursvikt egenmonitorering_modravard"
            " andel_egenmonitorering_hjartsvikt andel_egenmonitorering_hypertoni"
            " andel_egenmonitorering_kol andel_egenmonitorering_njursvikt",
    "NV07a": "medelvardtid_hjartsvikt",
    "NV07b": "medelvardtid_ibd",
    "NV07c": "medelvardtid_75",
    "NV08": "belaggningsgrad",
    "NV08b": "overbelaggningar utlokaliserade",
    "NV09": "aterinskrivning_65",
    "NV10a": "utskrivningsklar_dagar",
    "NV10b": "utskrivningsklar_dagar_per_65 utskrivningsklara_belaggning",
    "NV11": "antal_sip sip_per_1000_65",
    "NV12": "andel_primarvard besok_primarvard",
    "NV13": "fortroende_primarvard",
    "NV14": "tillgang_vard",
    "NV15": "fast_vardkontakt fast_lakarkontakt",
    "NV16": "npe_kontinuitet",
    "NV17": "digitala_kontakter telefonkontakter",
    "NV18a": "andel_digitala_primarvard",
    "NV18b": "andel_digitala_specialiserad",
    "NV19": "mangbesokare_akut andel_mangbesokare_akut mangbesokare_andel_av_besok",
    "NV20": "akut_sabo akut_eget_boende",
    "NV21": "patientkontrakt",
    "NV22": "mobila_team_primarvard",
    "NV23": "hembesok_75",
    "NV24": "olampliga_lakemedel_75 olampliga_lakemedel_75_period",
    "NV25": "demens_besok_vc",
    "NV26": "kontinuitet_coc",
    "NV27": "kroniker_enbart_primarvard kroniker_delad_vard kroniker_enbart_specialiserad",
    "NV28": "levnadsvanor_dokumenterade levnadsvanor_atgard",
    "PR01a": "utmonstrade_metoder",
    "PR01b": "genomford_utmonstring",
    "PR02a": "ordnat_inforande_patienter",
    "PR02b": "ordnat_inforande_kostnad",
    "PR03": "startade_psv",
    "PR04": "innovationsfond_utfall",
    "PR05": "innovationsfond_breddinforda",
    "KV01": "medicinska_kvalitetsindikatorer",
    "KV02a": "trycksar",
    "KV02b": "fall_slutenvard_100000 fall_slutenvard_standardiserad",
    "KV02c": "riskbedomning_24h",
    "KV02d": "vri",
    "KV02e": "antibiotika_1000 antibiotika_standardiserad",
    "KV03a": "svf_inklusion",
    "KV03b": "svf_ledtid",
    "KV04": "digitala_tjanster_enheter digitala_tjanster_anvandare",
    "KV05": "stod_behandling_program stod_behandling_anvandare",
    "KV06": "utbildning_kurser utbildning_deltagare utbildning_digitala_deltagare"
            " utbildning_andel_av_plan",
    "KV08c": "vantande_forsta_kontakt_90 genomforda_forsta_kontakt_90 median_forsta_kontakt"
             " median_vantande_forsta_kontakt",
    "KV08d": "vantande_behandling_90 genomforda_behandling_90 median_behandling"
             " median_vantande_behandling",
    "KF01": "kompetensplan_maluppfyllelse",
    "KF02": "digitaliseringsprojekt_i_tid",
    "KF03": "hyrpersonal hyrpersonal_sjukhus_lakare hyrpersonal_sjukhus_sjukskoterskor"
            " hyrpersonal_sjukhus_ovriga hyrpersonal_primarvard_lakare"
            " hyrpersonal_primarvard_sjukskoterskor hyrpersonal_primarvard_ovriga",
    "KF05": "utbildning_genomford_at utbildning_genomford_bt utbildning_genomford_st"
            " utbildning_genomford_vfu utbildning_genomford_specialistsjukskoterska",
    "KF06": "hme_total hme_motivation hme_ledarskap hme_styrning",
    "KF07": "digitala_kompetensinitiativ",
    "KF08": "automatiseringar_beslutade automatiseringar_inforda",
    "KF09": "pappersfloden_beslutade pappersfloden_inforda",
    "KF10": "taligenkanning",
    "KF11": "forbattringar_medarbetarresan",
    "KF12": "forbattringar_anvandarupplevelse",
    "BU01": "barnuppdrag_planer",
    "BU02": "barn_vantande_90 barn_genomforda_90 bup_forsta_besok_90 bup_start_30",
    "BU03": "npf_bedomning_median npf_diagnos_median npf_insats_median",
    "BU04": "undvikbar_slutenvard_barn",
    "BU05": "barn_digitala_kontakter",
    "BU06": "barn_andel_digitala_primarvard barn_andel_digitala_specialiserad",
    "BU07": "barn_besok_primarvard barn_andel_primarvard barn_andel_planerade_primarvard",
    "BU08": "kariesfria_3 kariesfria_6 kariesfria_12 approximalt_kariesfria_19",
    "BU09": "barnsakra_digitala_tjanster",
    "BU10": "fullfoljda_studier",
    "BU11": "psykisk_ohalsa_unga psykisk_ohalsa_unga_standardiserad",
    "BU12": "psykisk_ohalsa_sjalvrapporterad",
    "BU13a": "sjukfranvaro",
    "BU13b": "avgangar",
    "BU14": "npe_barn_medkansla",
    "BU15": "barnkonsekvensanalys_antal barnkonsekvensanalys_andel",
    "BU16": "barn_ungdomsrad",
    "BU17": "overenskomna_indikatorer",
    "BU18": "psykisk_ohalsa_18_man_primarvard psykisk_ohalsa_18_man_specialiserad",
    "BU19": "obesitas_behandling_fore_8_av_behandlade obesitas_behandling_fore_8_av_barn",
}  # fmt: skip
# Lines that the appendix repeats: the measures are those of another line.
REPEATED = {"KV02f": "NV24", "KV07": "NV07a NV08", "KV08a": "NV03a", "KV08b": "NV03b",
            "KF04": "KV08c KV08d"}  # fmt: skip
BY_OWN_KNOWLEDGE = [
    "NV03c", "NV03d", "NV03e", "NV04a", "NV04b", "NV04c", "NV05a", "NV05b", "NV06", "NV07b",
    "NV08", "NV09", "NV11", "NV17", "NV18a", "NV18b", "NV19", "NV20", "NV21", "NV23", "NV24",
    "NV25", "NV27", "NV28", "PR01a", "PR01b", "PR04", "PR05", "KV02c", "KV04", "KV05", "KF01",
    "KF02", "KF05", "KF07", "KF08", "KF09", "KF11", "KF12", "BU03", "BU04", "BU05", "BU06",
    "BU07", "BU13b", "BU18", "BU19",
]  # fmt: skip


def numbers(area, last):
    return {f"{area}{number:02d}" for number in range(1, last + 1)}


def test_no_line_of_the_appendix_is_forgotten():
    lines = {line[:4] for line in (*LINES, *REPEATED)}
    assert lines == (
        numbers("NV", 28) | numbers("PR", 5) | numbers("KV", 8) | numbers("KF", 12)
        | numbers("BU", 19)
    )  # fmt: skip
    assert {target for targets in REPEATED.values() for target in targets.split()} <= set(LINES)


def test_every_measure_belongs_to_its_line_and_every_line_has_its_measures():
    found = {}
    for definition in CATALOGUE.indicators.values():
        found.setdefault(definition.code, set()).add(definition.id)
    assert found == {line: set(measures.split()) for line, measures in LINES.items()}


@pytest.mark.parametrize("line", BY_OWN_KNOWLEDGE)
def test_what_rests_on_domain_knowledge_says_in_both_languages_what_is_to_be_confirmed(line):
    for name in LINES[line].split():
        provenance = CATALOGUE.indicators[name].provenance
        assert provenance.status == "to be confirmed", name
        assert len(provenance.to_confirm.sv) > 20 and len(provenance.to_confirm.en) > 20


def test_lines_that_name_two_axes_have_both():
    both = {d.id for d in CATALOGUE.indicators.values() if len(d.axes) == 2}
    assert {"narsjukvardsteam_kontakter", "antal_sip", "besok_primarvard", "fast_vardkontakt",
            "vantande_forsta_kontakt_90", "genomforda_behandling_90"} <= both  # fmt: skip
    assert all(set(CATALOGUE.indicators[name].axes) == set(Axis) for name in both)


def test_rates_compared_between_municipalities_are_also_standardised():
    standardised = {d.id: d for d in CATALOGUE.indicators.values() if d.standard}
    assert set(standardised) == {
        "fall_slutenvard_standardiserad", "antibiotika_standardiserad",
        "psykisk_ohalsa_unga_standardiserad",
    }  # fmt: skip
    for definition in standardised.values():
        assert definition.axes == (Axis.MUNICIPALITY,)
        assert definition.standard in CATALOGUE.standards


def test_medians_have_buckets_that_hold_the_limits_of_the_care_guarantee():
    medians = [d for d in CATALOGUE.indicators.values() if d.kind is Kind.MEDIAN]
    assert len(medians) == 7
    assert all({30.0, 90.0} <= set(d.edges) and d.edges[0] == 0 for d in medians)


def test_where_neither_direction_is_better_none_is_said_to_be():
    neutral = {d.id for d in CATALOGUE.indicators.values() if d.polarity is Polarity.NONE}
    assert neutral == {
        "telefonkontakter", "kroniker_delad_vard", "barn_andel_planerade_primarvard",
        "ordnat_inforande_patienter", "ordnat_inforande_kostnad",
    }  # fmt: skip


def test_what_is_at_work_is_never_added_up_over_time():
    """A year shows how many teams or councils there were, not their sum over its tertials."""
    for name in ("narsjukvardsteam", "barn_ungdomsrad", "mobila_team_primarvard",
                 "stodprogram_i_drift", "digitala_tjanster_enheter"):  # fmt: skip
        assert BY_NAME[CATALOGUE.indicators[name].frame].stock


def test_the_limits_that_a_region_may_want_to_change_stand_in_the_file():
    frequent = CATALOGUE.indicators["andel_mangbesokare_akut"].parameters
    assert frequent == {"min_visits": 4, "window_months": 12}
    assert CATALOGUE.indicators["demens_besok_vc"].parameters["diagnosis_months"] == 60
    assert CATALOGUE.indicators["bup_start_30"].parameters["max_days"] == 30
