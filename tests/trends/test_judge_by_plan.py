"""``riktning judge RUN --plan CODE``: the plan's own targets give the pace."""

import pytest

from riktning.cli.judge import judge
from riktning.core.errors import RiktningError
from riktning.core.periods import Month
from riktning.trends.store import FILE, read_verdicts
from riktning.trends.verdict import Pace, Target
from trends.folders import write_example

MEASURE = "belaggningsgrad"


@pytest.fixture
def plan(transactional_db):
    from riktning.apps.plans.actions import create_draft_revision, link_measures
    from riktning.apps.plans.linking import MeasureLink
    from riktning.documents.draft import DraftArea, DraftIndicator, DraftPlan

    area = DraftArea(name="Vårdplatser", indicators=[DraftIndicator("Beläggningsgrad")])
    revision = create_draft_revision(
        plan_code="trial",
        plan_name="Försöksplan",
        draft=DraftPlan(areas=[area]),
        source_name="plan.docx",
        source_sha256="b" * 64,
        actor="utvecklingsenheten",
    )
    link = MeasureLink("Vårdplatser", "Beläggningsgrad", MEASURE, None, 99.0, Month(2027, 12))
    link_measures(revision=revision, links=[link], actor="utvecklingsenheten")
    return "trial"


def test_the_targets_of_the_plan_are_judged_by(plan, tmp_path):
    folder = write_example(tmp_path / "run", names={"share": MEASURE})
    judge(folder, plan=plan)
    paces = {
        (series.verdict.indicator_id, series.verdict.unit_id): series.verdict.pace
        for series in read_verdicts(folder).verdicts
    }
    assert paces[MEASURE, "R"].target == Target(99.0, Month(2027, 12))
    assert paces[MEASURE, "R"].state is Pace.LATE
    assert paces[MEASURE, "H1"] is None


def test_a_plan_that_is_not_there_is_said_in_one_sentence(plan, tmp_path):
    folder = write_example(tmp_path / "run")
    with pytest.raises(RiktningError, match="no plan with the code 'other'"):
        judge(folder, plan="other")
    assert not (folder / FILE).exists()
