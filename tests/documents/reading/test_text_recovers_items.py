"""Extracted text: activities and indicators are made whole, in their place, and nothing else is."""

import pytest

from riktning.documents.draft import DraftPlan
from riktning.documents.reading.assemble import assemble
from riktning.documents.reading.text import read_text

TABLE = """ Tandhälsa

Delområde Effektmål 2027 Effektmål 2028 Vision 2032

Trygga besök

Alla barn möter samma \ntandläkare

Alla vuxna möter samma \ntandläkare

Ingen är rädd.

Kallelser i tid

Kallelser skickas i tid till \nbarn

Kallelser skickas i tid till \näldre

Ingen glöms bort.

"""


def read(activities: str = "", indicators: str = "• Andel besök i tid\n") -> DraftPlan:
    text = f"{TABLE}Planerade aktiviteter\n{activities}\nIndikatorer\n{indicators}"
    return assemble(read_text(text))


def activities(plan: DraftPlan) -> list[tuple[str, str | None, str]]:
    return [(a.period, a.sub_area, a.text) for a in plan.areas[0].activities]


def indicators(plan: DraftPlan) -> list[str]:
    return [indicator.text for indicator in plan.areas[0].indicators]


def problems(plan: DraftPlan) -> str:
    return " / ".join(f"{q.where}: {q.problem}: {q.text}" for q in plan.questions)


LONG = "Införa samma kallelser på alla kliniker i länet och följa hur många som kommer till sitt"


def test_a_line_the_page_wrapped_is_joined():
    plan = read(f"2027\n\n{LONG} \nförsta besök.\n\nUtbilda alla.\n")
    assert activities(plan) == [
        ("2027", None, f"{LONG} första besök."),
        ("2027", None, "Utbilda alla."),
    ]


def test_lower_case_after_a_blank_line_or_a_page_continues_the_item():
    plan = read(f"2027\n\n{LONG}\n\nförsta besök.\n\nUtbilda alla som arbetar\n nära barn.\n")
    assert [text for _, _, text in activities(plan)] == [
        f"{LONG} första besök.",
        "Utbilda alla som arbetar nära barn.",
    ]


def test_two_activities_on_a_line_are_two_and_asked_about():
    plan = read("2027\n\nKöpa stolar till alla rum.  Måla om i \nväntrummen\n")
    assert [text for _, _, text in activities(plan)] == [
        "Köpa stolar till alla rum.",
        "Måla om i väntrummen",
    ]
    assert "delade där mellanrummet är brett" in problems(plan)


def test_two_sentences_of_one_activity_stay_together():
    plan = read("2027\n\nKöpa stolar. De ska vara låga.\n")
    assert activities(plan) == [("2027", None, "Köpa stolar. De ska vara låga.")]


def test_a_note_at_a_period_is_kept_as_a_question():
    plan = read("2027\n\nKöpa stolar.\n\n2028 (inte beslutade än)\n\nKöpa bord.\n")
    assert activities(plan)[1] == ("2028", None, "Köpa bord.")
    assert "Anmärkning vid perioden 2028: inte beslutade än" in problems(plan)


@pytest.mark.parametrize("dash", ["-", "–", "—", " – "])
def test_a_period_is_written_as_the_table_writes_it(dash: str):
    table = TABLE.replace("Effektmål 2028", "Effektmål 2028-2029")
    text = f"{table}Planerade aktiviteter\n2028{dash}2029\n\nKöpa bord.\n"
    plan = assemble(read_text(text))
    assert activities(plan) == [("2028-2029", None, "Köpa bord.")]
    assert plan.areas[0].periods == ["2027", "2028-2029", "Vision 2032"]


def test_the_same_activity_twice_is_kept_twice_and_asked_about():
    plan = read("2027\n\nKöpa stolar.\n\nMåla om.\n\nKöpa stolar\n")
    assert len(activities(plan)) == 3
    assert "Aktiviteten står två gånger" in problems(plan)


def test_a_sub_area_close_above_an_activity_is_its_heading():
    plan = read("2027\n\nTrygga besök\nMåla om.\n\nKöpa stolar.\n\nKallelser i tid\nSkriva brev.\n")
    assert activities(plan) == [
        ("2027", "Trygga besök", "Måla om."),
        ("2027", "Trygga besök", "Köpa stolar."),
        ("2027", "Kallelser i tid", "Skriva brev."),
    ]


def test_a_new_period_has_no_sub_area_until_one_is_named():
    plan = read("2027\n\nTrygga besök\nMåla om.\n\n2028\n\nKöpa stolar.\n")
    assert activities(plan)[1] == ("2028", None, "Köpa stolar.")


def test_a_heading_that_is_no_sub_area_is_kept_as_printed_and_asked_about():
    plan = read("2027\n\nTrygga besök, kallelser i tid\nMåla om.\n")
    assert activities(plan) == [("2027", "Trygga besök, kallelser i tid", "Måla om.")]
    assert "inget delområde i områdets tabell" in problems(plan)


def test_a_heading_with_nothing_under_it_is_asked_about():
    plan = read("2027\n\nMåla om.\n\nTrygga besök\n\n2028\n\nKöpa stolar.\n")
    assert "inget står under den: Trygga besök" in problems(plan)


def test_an_address_is_no_item_and_is_not_glued_to_one():
    plan = read("2027\n\nMåla om.\n", "• Andel besök i tid\n\nhttps://example.org/?a=b\n\n• Kö\n")
    assert indicators(plan) == ["Andel besök i tid", "Kö"]
    assert "Lös adress" in problems(plan) and "https://example.org/?a=b" in problems(plan)


def test_a_bracket_still_open_continues_the_indicator():
    plan = read("2027\n\nMåla om.\n", "• Andel besök (enligt beslut\n\n270101)\n\n• Kö\n")
    assert indicators(plan) == ["Andel besök (enligt beslut 270101)", "Kö"]


def test_a_paragraph_among_bullets_is_no_indicator_and_not_lost():
    plan = read("2027\n\nMåla om.\n", "• Andel besök\n\nDessutom följs allt annat upp.\n")
    assert indicators(plan) == ["Andel besök"]
    assert "Dessutom följs allt annat upp." in problems(plan)


def test_indicators_may_stand_without_bullets():
    plan = read("2027\n\nMåla om.\n", "Andel besök\n\nKö till första \nbesök\n")
    assert indicators(plan) == ["Andel besök", "Kö till första besök"]


def test_bullets_run_together_on_a_line_are_two():
    plan = read("2027\n\nMåla om.\n", "• Andel besök • Kö\n")
    assert indicators(plan) == ["Andel besök", "Kö"]


def test_a_period_at_the_end_of_a_full_line_is_no_heading():
    plan = read(f"2027\n\n{LONG} \n2028\n\nMåla om.\n")
    assert activities(plan)[0] == ("2027", None, f"{LONG} 2028")


def test_activities_without_a_period_are_kept_and_asked_about():
    plan = read("\nMåla om.\n")
    assert activities(plan) == [("", None, "Måla om.")]
    assert "Period saknas för 1 aktivitet" in problems(plan)


def test_the_heading_may_carry_the_period():
    text = TABLE + "Aktiviteter 2027\n\nMåla om.\n\nAktiviteter 2028\n\nKöpa stolar.\n"
    plan = assemble(read_text(text))
    assert activities(plan) == [("2027", None, "Måla om."), ("2028", None, "Köpa stolar.")]
    assert len(plan.areas) == 1
