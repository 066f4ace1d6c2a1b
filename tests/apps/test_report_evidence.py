"""Evidence for reports: all kinds, no more than the store says, and what a newer run changes."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.making import a_revision
from apps.report_evidence_store import AREA, a_handed_in_round, a_plan, a_run
from apps.round_store import (
    COUNTED,
    NORTH,
    SHARED,
    STAY,
    STAY_LINE,
    an_open_round,
    fill_in,
    report_of,
)
from riktning.apps.followup.actions import record_assessment
from riktning.apps.followup.models import Status
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.observations.queries import many_series
from riktning.apps.organisation.rights import COMMAND_LINE
from riktning.apps.plans.models import PlanIndicator
from riktning.apps.reports.evidence import (
    KINDS,
    Material,
    compare,
    offer_fingerprint,
    offer_from_json,
    offer_named,
    offer_to_json,
    offers,
    offers_named,
)
from riktning.apps.reports.evidence.words import KINDS as NAMED
from riktning.apps.reports.lines import keys_in, line_of
from riktning.apps.reports.templates.template import TemplateSection
from riktning.catalogue.model import Words
from riktning.core.errors import RiktningError
from riktning.core.periods import Month, PeriodKind
from riktning.documents.manuscript.blocks import Chart, Note, Said, Sentences, Table
from riktning.trends.verdict import Direction

pytestmark = pytest.mark.django_db
EVERYTHING = TemplateSection("x", Words("", ""), 1, Words("", ""), kinds=tuple(KINDS))


@pytest.fixture
def about(tmp_path):
    """What every offer is asked with."""
    run = a_run(tmp_path)
    return {"revision": a_plan(), "run": run, "as_of": run.as_of, "language": "sv"}


def the(key, about):
    found = offer_named(Material(**about), key)
    assert found is not None, key
    return found


def text_of(piece):
    """Every word of an offer."""
    found = []
    for block in piece.blocks:
        if isinstance(block, Sentences):
            found += block.texts
        elif isinstance(block, Table):
            found += [block.caption, *block.header, *(cell for row in block.rows for cell in row)]
        elif isinstance(block, Said):
            found += [block.by, block.text]
        elif isinstance(block, Note):
            found.append(block.text)
        elif isinstance(block, Chart):
            found += [block.caption, block.alt]
    return "\n".join(found)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("place", [{}, {"area": AREA}, {"unit": NORTH}])
def test_every_kind_is_offered_and_a_key_finds_the_same_piece_again(about, language, place):
    about = {**about, "language": language, **place}
    found = offers(Material(**about), EVERYTHING)
    assert {piece.kind for piece in found} >= set(KINDS) - {"chart", "table", "units", "groups"}
    keys = [piece.key for piece in found]
    assert len(set(keys)) == len(keys)
    for piece in found:
        assert keys_in(line_of(piece.key)) == (piece.key,)
        assert piece == the(piece.key, about)
        assert offer_from_json(offer_to_json(piece)) == piece
        assert piece.blocks
        assert text_of(piece).strip()
    assert offers_named(Material(**about), keys) == {piece.key: piece for piece in found}


def test_every_kind_has_a_name_in_both_languages():
    assert set(NAMED) == set(KINDS)
    assert all(words.sv and words.en and words.sv != "" for words in NAMED.values())


@pytest.mark.parametrize(
    "key",
    ["", "counts", "counts:", "counts:nowhere", "verdict:nothing:region", f"verdict:{STAY}:norr",
     "table:all", "table:area:all", "appendix:", "appendix:x", "nonsense:all", "counts:all:3",
     "chart:", "reported:nowhere"],
)  # fmt: skip
def test_a_key_that_names_nothing_has_no_piece(about, key):
    assert offer_named(Material(**about), key) is None


def test_an_area_that_the_plan_lacks_is_told_in_one_sentence(about):
    section = replace(EVERYTHING, area="nowhere")
    with pytest.raises(RiktningError, match=r"no area 'nowhere'"):
        offers(Material(**about), section)


def test_a_figure_leads_to_its_observation_verdict_definition_and_run(about):
    piece = the(f"verdict:{STAY}:region", about)
    (link,) = piece.links
    points = many_series(about["run"], [STAY], "vgr", PeriodKind.YEAR)[STAY]
    assert (link.indicator_id, link.unit_id, link.period) == (STAY, "vgr", "2025")
    assert link.value == points[-1].value
    assert (link.verdict, link.run_id, link.definition_version) == ("worsening", "run-1", 1)
    (block,) = piece.blocks
    assert "run-1" in block.source
    assert "syntetiska data" in block.source


def test_what_a_table_says_are_its_facts(about):
    piece = the(f"table:area:{AREA}", about)
    written = text_of(piece)
    latest = [value for what, value in piece.facts.items() if what.endswith(" 2025")]
    assert latest
    assert all(value.split("\u00a0")[0] in written for value in latest)
    assert "försämras" in written
    assert "inte nått i tid (4\u00a0mån)" in written


def test_the_change_in_a_year_is_the_difference_of_what_is_written(tmp_path):
    period = (STAY, "vgr", "year", date(2024, 1, 1)), (STAY, "vgr", "year", date(2025, 1, 1))
    changes = {period[0]: {"value": 6.24}, period[1]: {"value": 6.16}}
    run = a_run(tmp_path, changes=changes)
    about = {"revision": a_plan(), "run": run, "as_of": run.as_of, "language": "sv"}
    (table,) = (b for b in the(f"table:area:{AREA}", about).blocks if isinstance(b, Table))
    row = next(row for row in table.rows if row[0].startswith("Medelvårdtid"))
    assert row[1].startswith("6,2\u00a0dagar")
    assert row[2] == "0,0"


def test_a_hidden_year_is_said_to_be_hidden_and_has_no_number(tmp_path):
    nothing = dict.fromkeys(("numerator", "denominator", "square_sum", "value", "low", "high"))
    changes = {(STAY, "vgr", "year", date(2025, 1, 1)): {**nothing, "hidden": "primary"}}
    run = a_run(tmp_path, changes=changes)
    about = {"revision": a_plan(), "run": run, "as_of": run.as_of, "language": "sv"}
    assert "döljs för att skydda personer" in text_of(the(f"verdict:{STAY}:region", about))
    assert "döljs (färre än 5)" in text_of(the(f"table:area:{AREA}", about))
    assert the(f"verdict:{STAY}:region", about).links[0].value is None


def test_a_newer_run_changes_what_has_changed_and_nothing_else(about, tmp_path):
    old = the(f"verdict:{STAY}:region", about)
    assert compare(old, old) == ()
    newer = a_run(tmp_path, "run-2", direction=Direction.IMPROVING)
    new = the(f"verdict:{STAY}:region", {**about, "run": newer})
    changed = compare(old, new)
    assert [(each.old, each.new) for each in changed] == [("försämras", "förbättras")]
    assert offer_fingerprint(old) != offer_fingerprint(new)
    gone = replace(new, facts={})
    assert {each.new for each in compare(new, gone)} == {""}


def test_what_changed_since_the_last_report_is_told_measure_by_measure(about, tmp_path):
    assert "ingen tidigare" in text_of(the("changes:all", about))
    before = a_run(tmp_path, "run-0", last=Month(2025, 8), direction=Direction.IMPROVING)
    piece = the("changes:all", about)
    (table,) = (block for block in piece.blocks if isinstance(block, Table))
    (row,) = table.rows
    assert row[1].startswith("förbättras")
    assert row[2].startswith("försämras")
    assert "Ett mått har bytt riktning eller takt sedan 31\u00a0augusti\u00a02025." in text_of(
        piece
    )
    assert piece == the("changes:all", {**about, "since": before})
    same = the("changes:all", {**about, "since": about["run"]})
    assert same.empty


def test_only_what_is_handed_in_is_reported_under_the_area_that_it_serves(about):
    assert the(f"reported:{AREA}", about).empty
    a_handed_in_round(about["revision"])
    piece = the(f"reported:{AREA}", about)
    said = [block for block in piece.blocks if isinstance(block, Said)]
    assert [block.by for block in said] == ["Sjukhusen i norr, tertial 1 2025"]
    assert "Vi planerar vården tillsammans med kommunerna" in said[0].text  # serves the area
    assert "Ta fram en plan med varje kommun" in text_of(the("reported:own", about))
    assert "Ta fram en plan med varje kommun" not in said[0].text
    assert "1 av 2 tillfrågade förvaltningar har lämnat in" in text_of(piece)
    assert the(f"reported:{AREA}:2025-t2", about).empty
    assert the(f"reported:{AREA}", {**about, "unit": "soder"}).empty
    assert the(f"reported:{AREA}", {**about, "as_of": date(2024, 12, 31)}).empty
    english = the(f"reported:{AREA}", {**about, "language": "en"})
    assert "have handed in for tertial 1 2025" in text_of(english)


def test_gaps_are_lines_without_a_measure_and_measures_without_a_source(about):
    piece = the("gaps:all", about)
    assert "måttet är inte beräknat" in text_of(piece)
    assert COUNTED not in text_of(piece)  # by its name
    bare = {**about, "revision": a_revision()}
    told = text_of(the("gaps:all", bare))
    assert "inget mått följer indikatorn" in told
    assert "inget mått säger något om effektmålen" in told


def test_a_person_and_the_data_that_disagree_are_both_told(about):
    assert the("contradictions:all", about).empty
    line = PlanIndicator.objects.get(text=STAY_LINE)
    record_assessment(
        of=line, status=Status.GREEN, as_of=date(2025, 12, 31), role="områdesledare",
        comment="Det går bra", actor="a",
    )  # fmt: skip
    piece = the(f"contradictions:{AREA}", about)
    (note,) = piece.blocks
    assert isinstance(note, Note)
    assert note.kind == "contradiction"
    assert "har status grön, men" in note.text
    assert "områdesledare" in note.text
    assert "väljer inte mellan dem" in note.text


def test_an_answer_that_the_data_are_against_names_the_measure_that_is(about):
    made = an_open_round(about["revision"])
    report = report_of(made)
    fill_in(report)
    judged_then = [[SHARED, "improving", None], [STAY, "worsening", None], ["x", "worsening", None]]
    goal = report.answers.filter(kind="goal", local=False).first()
    type(goal).objects.filter(pk=goal.pk).update(
        status="reached", seen={"run": "run-1", "measures": judged_then}
    )
    assert the(f"contradictions:{AREA}", about).empty  # a draft is nobody's word yet
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    (note,) = the(f"contradictions:{AREA}", about).blocks
    assert note.text.startswith("Sjukhusen i norr, tertial 1 2025: ”")
    assert note.text.endswith("har status grön, men Medelvårdtid, 75 år och äldre försämras.")


def test_method_and_appendix_write_themselves(about):
    method = text_of(the("method:all", about))
    assert "Benjamini–Hochberg" in method
    assert "3 serier" in method
    assert "högst 0,1 vara falska" in method
    table = next(b for b in the("appendix:indicators", about).blocks if isinstance(b, Table))
    assert len(table.rows) == 3
    assert any("Källa saknas" in row[3] for row in table.rows)
    assert all(row[0] and row[1] and row[2] for row in table.rows)
    assert len(the("appendix:figures", about).links) == 3


def test_a_unit_is_told_by_its_own_figures(about):
    piece = the(f"verdict:{STAY}:{NORTH}", {**about, "unit": NORTH})
    assert piece.links[0].unit_id == NORTH
    assert "förbättring" in text_of(piece)
    assert "Sjukhusen i norr" in piece.title
    counts = the("counts:all", {**about, "unit": NORTH})
    assert "mått" in text_of(counts)


def test_a_plan_that_nothing_is_linked_to_says_so_and_claims_nothing(about):
    bare = {**about, "revision": a_revision()}
    for piece in offers(Material(**bare), EVERYTHING):
        told = text_of(piece)
        assert "har ökat" not in told
        assert "har minskat" not in told
    assert "Inget mått är kopplat till planen" in text_of(the("counts:all", bare))


def test_the_same_evidence_is_chosen_in_both_languages(about):
    english = {**about, "language": "en"}
    for key in ("highlights:all", "strongest:all:3", "ahead:all:4", f"highlights:{AREA}"):
        assert the(key, about).links == the(key, english).links


def test_the_number_of_questions_to_the_store_does_not_grow_with_the_measures(about):
    def asked(**place):
        with CaptureQueriesContext(connection) as queries:
            offers(Material(**about, **place), EVERYTHING)
        return len(queries)

    one = asked(area=AREA)
    assert one <= 40  # of three measures by unit and by group, nine
    assert asked() <= one + 2
