"""Extracted text: a table's cells, names and rows are recovered, and every oddity is asked about.

The plan is invented. Cells were broken over lines by hand, as a PDF's columns break them.
"""

from riktning.documents.draft import DraftPlan
from riktning.documents.reading.assemble import assemble
from riktning.documents.reading.text import read_text

START = """Bilaga till planen
 Tandhälsa

Delområde Effektmål 2027 Effektmål 2028-2029 Vision 2032

"""
ROWS = """Trygga besök hos \nvårdens tandläkare

Alla barn möter samma \ntandläkare varje gång

Alla vuxna möter samma \ntandläkare varje gång

Ingen är rädd för \ntandvården i vår region.

Kallelser i rätt tid \ntill alla

Kallelser skickas i tid till \nalla barn

Kallelser skickas i tid till \nalla äldre

Ingen glöms bort i den \nlänsgemensamma planen.

"""
END = """Planerade aktiviteter
2027

Pröva nya kallelser.

Indikatorer
• Andel besök i tid
"""


def read(middle: str, *, start: str = START, end: str = END) -> DraftPlan:
    return assemble(read_text(start + middle + end))


def goals(plan: DraftPlan, sub_area: int) -> list[tuple[str, int, str]]:
    return [(g.period, g.row, g.text) for g in plan.areas[0].sub_areas[sub_area].goals]


def names(plan: DraftPlan) -> list[str]:
    return [sub_area.name for sub_area in plan.areas[0].sub_areas]


def problems(plan: DraftPlan) -> str:
    return " / ".join(f"{q.where}: {q.problem}: {q.text}" for q in plan.questions)


def test_one_block_is_one_cell():
    plan = read(ROWS)
    assert plan.areas[0].name == "Tandhälsa"
    assert plan.areas[0].periods == ["2027", "2028-2029", "Vision 2032"]
    assert names(plan) == ["Trygga besök hos vårdens tandläkare", "Kallelser i rätt tid till alla"]
    assert goals(plan, 1)[2] == ("Vision 2032", 1, "Ingen glöms bort i den länsgemensamma planen.")


def test_what_stands_before_the_first_area_is_a_question_not_a_loss():
    assert "rad 1, sida 1: Inledande text" in problems(read(ROWS))


def test_a_name_glued_to_its_first_goal_is_cut_off_and_asked_about():
    glued = """Tidig upptäckt Undersökningar görs tidigt på \nalla mottagningar

Undersökningar görs tidigt \ni alla kommuner

Sjukdomar upptäcks innan \nde gör skada.

"""
    plan = read(ROWS + glued)
    assert names(plan)[-1] == "Tidig upptäckt"
    assert goals(plan, 2)[0] == ("2027", 1, "Undersökningar görs tidigt på alla mottagningar")
    assert "Namn och första mål står på samma rad" in problems(plan)


def test_a_merged_name_printed_between_its_rows_is_the_name_of_both():
    merged = """Undersökningar görs tidigt \npå varje mottagning

Undersökningar görs tidigt \ni alla kommuner

Sjukdomar upptäcks innan de \ngör någon skada. Tidig upptäckt och

behandling Det finns en rutin för \nsnabb behandling

Rutinen används på varje \nmottagning

Behandling ges samma dag \ni hela regionen.

"""
    plan = read(ROWS + merged)
    assert names(plan) == [
        "Trygga besök hos vårdens tandläkare",
        "Kallelser i rätt tid till alla",
        "Tidig upptäckt och behandling",
    ]
    assert goals(plan, 2) == [
        ("2027", 1, "Undersökningar görs tidigt på varje mottagning"),
        ("2028-2029", 1, "Undersökningar görs tidigt i alla kommuner"),
        ("Vision 2032", 1, "Sjukdomar upptäcks innan de gör någon skada."),
        ("2027", 2, "Det finns en rutin för snabb behandling"),
        ("2028-2029", 2, "Rutinen används på varje mottagning"),
        ("Vision 2032", 2, "Behandling ges samma dag i hela regionen."),
    ]
    assert "mellan två rader" in problems(plan)


def test_a_row_too_wide_for_the_column_of_names_has_lost_its_name():
    nameless = """Mottagningarna i länet öppnar \ntidigare

Mottagningarna i länet öppnar \ntidigare

Öppet när invånarna behöver \ndet.

"""
    plan = read(ROWS + nameless)
    assert names(plan) == ["Trygga besök hos vårdens tandläkare", "Kallelser i rätt tid till alla"]
    assert [goal[1] for goal in goals(plan, 1)] == [1, 1, 1, 2, 2, 2]
    assert "namn tycks saknas" in problems(plan)
    assert "Mottagningarna i länet öppnar tidigare" in problems(plan)


def test_paragraphs_and_bullets_inside_a_cell_stay_in_it():
    several = """Friska \ntänder

Vården riktas särskilt till

\uf0b7 barn under sex \når

\uf0b7 äldre med stora \nbehov

Fler får hjälp att sköta sina \ntänder hemma.

Alla som vill får hjälp av en \ntandhygienist.

Alla i regionen har friska \ntänder hela livet.

"""
    plan = read(ROWS + several)
    assert goals(plan, 2)[0][2] == (
        "Vården riktas särskilt till • barn under sex år • äldre med stora behov"
    )
    assert [period for period, _, _ in goals(plan, 2)].count("2027") == 1


def test_a_row_cut_by_a_page_in_two_columns_is_put_together():
    cut = """Friska \ntänder

Fler får hjälp att sköta sina \ntänder hemma.

Alla som vill får hjälp.

Alla i regionen har friska \ntänder hela livet och
 Hjälpen ges av en hygienist \nmed god tid.

känner sig trygga när de \nbesöker tandvården.

"""
    plan = read(ROWS + cut)
    assert goals(plan, 2)[2][2] == (
        "Alla i regionen har friska tänder hela livet och "
        "känner sig trygga när de besöker tandvården."
    )
    assert "Hjälpen ges av en hygienist med god tid." in goals(plan, 2)[0][2]
    assert "bruten av ett sidbyte" in problems(plan)


def test_the_same_name_on_two_rows_in_a_row_is_one_sub_area():
    again = ROWS.split("\n\n")
    plan = read("\n\n".join([*again[:4], again[0], *again[5:8]]) + "\n\n")
    assert names(plan) == ["Trygga besök hos vårdens tandläkare"]
    assert [goal[1] for goal in goals(plan, 0)] == [1, 1, 1, 2, 2, 2]
    assert "två gånger i följd" in problems(plan)


def test_a_header_on_every_page_opens_no_new_area():
    head, tail = ROWS.split("Kallelser i rätt tid \n")
    header = START.split("\n\n")[1]
    plan = read(f"{head.rstrip()}\n {header}\n\nKallelser i rätt tid \n{tail}")
    assert [area.name for area in plan.areas] == ["Tandhälsa"]
    assert names(plan) == ["Trygga besök hos vårdens tandläkare", "Kallelser i rätt tid till alla"]


def test_a_header_may_be_blocks_of_its_own():
    start = START.replace(
        "Delområde Effektmål 2027 Effektmål 2028-2029 Vision 2032",
        "Delområde\n\nEffektmål \n2027\n\nEffektmål \n2028-2029\n\nVision 2032",
    )
    assert names(read(ROWS, start=start)) == [
        "Trygga besök hos vårdens tandläkare",
        "Kallelser i rätt tid till alla",
    ]


def test_page_numbers_and_running_heads_are_no_text():
    pages = ROWS.replace("\n\nKallelser i rätt", "\n\n   Sida 2\n\nKallelser i rätt")
    plan = read(pages)
    assert names(plan) == ["Trygga besök hos vårdens tandläkare", "Kallelser i rätt tid till alla"]
    assert "Sida 2" not in str(plan.as_dict()["areas"])


def test_english_words_do_as_well():
    start = START.replace("Delområde", "Sub-area").replace("Effektmål", "Effect goal")
    end = END.replace("Planerade aktiviteter", "Planned activities")
    plan = read(ROWS, start=start, end=end.replace("Indikatorer", "Indicators"))
    assert plan.areas[0].periods == ["2027", "2028-2029", "Vision 2032"]
    assert names(plan) == ["Trygga besök hos vårdens tandläkare", "Kallelser i rätt tid till alla"]
    assert [a.text for a in plan.areas[0].activities] == ["Pröva nya kallelser."]
    assert [i.text for i in plan.areas[0].indicators] == ["Andel besök i tid"]


def test_a_table_without_sub_areas_belongs_to_the_area_itself():
    cells = [block for i, block in enumerate(ROWS.strip().split("\n\n")) if i % 4]
    plan = read("\n\n".join(cells) + "\n\n", start=START.replace("Delområde ", ""))
    assert names(plan) == ["Tandhälsa"]
    assert [goal[1] for goal in goals(plan, 0)] == [1, 1, 1, 2, 2, 2]


def test_goals_may_be_lists_under_headings():
    text = """Tandhälsa

Delområde: Trygga besök hos vårdens tandläkare

Effektmål 2027

• Alla barn möter samma tandläkare.

• Alla vuxna väntar kortare tid.

Effektmål 2028

• Ingen är rädd.

Delområde: Kallelser i rätt tid till alla

Effektmål 2027

• Kallelser skickas i tid.

"""
    plan = read("", start=text)
    assert names(plan) == ["Trygga besök hos vårdens tandläkare", "Kallelser i rätt tid till alla"]
    assert goals(plan, 0) == [
        ("2027", 1, "Alla barn möter samma tandläkare."),
        ("2027", 2, "Alla vuxna väntar kortare tid."),
        ("2028", 1, "Ingen är rädd."),
    ]
    assert goals(plan, 1) == [("2027", 1, "Kallelser skickas i tid.")]
    assert plan.areas[0].name == "Tandhälsa"
