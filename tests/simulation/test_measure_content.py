"""What the measures beside the first sixteen are computed from is there, at the levels given."""

import itertools
from collections import defaultdict
from datetime import date

import numpy as np
import pytest

from riktning.simulation.arrays import MINUTES_A_DAY, NEVER
from riktning.simulation.contacts import draw_contacts
from riktning.simulation.figures import parameters
from riktning.simulation.listings import listing_table
from riktning.simulation.pathways import draw_cancer_pathways, draw_neuro_pathways, kinds
from riktning.simulation.stay_codes import draw_assessments
from riktning.simulation.stays import draw_stays
from riktning.sources.contracts import LEVELS
from simulation.small_world import world

SIGMAS = 4.5
SURVEYS = parameters("registers")["surveys"]
REPORTED = parameters("reported")


@pytest.fixture(scope="module")
def big():
    return world(60_000, 5)


def _rows(delivery, name):
    return delivery.table(name).to_pyarrow().to_pylist()


def test_a_few_make_many_of_the_emergency_visits_and_those_in_care_homes_more_than_others(big):
    visits = np.zeros(len(big.people))
    for month in range(12):
        contacts = draw_contacts(big, month)
        emergency = contacts.level == LEVELS.index("emergency")
        visits += np.bincount(contacts.person[emergency], minlength=len(visits))
    often = big.people.seeks_often
    given = parameters("contacts")["seeks_often"]
    ratio = visits[often].mean() / visits[~often].mean()
    assert ratio == pytest.approx(given, rel=0.2)
    frequent = visits >= 4
    assert 0.01 < frequent.sum() / (visits >= 1).sum() < 0.06
    assert 0.05 < visits[frequent].sum() / visits.sum() < 0.25


def test_a_named_contact_is_gained_once_and_the_share_follows_its_level(big):
    table = {name: column.to_pylist() for name, column in listing_table(big).items()}
    spells = defaultdict(list)
    for row in zip(*(table[n] for n in ("person_id", "from_date", "to_date")), strict=True):
        spells[row[0]].append(row[1:])
    for own in spells.values():
        for (_, ends), (begins, _) in itertools.pairwise(own):
            assert ends is not None
            assert (begins - ends).days == 1
    for day, month in ((date(2022, 1, 31), 0), (date(2024, 12, 31), 35)):
        named = [
            is_named
            for begins, ends, is_named in zip(
                table["from_date"], table["to_date"], table["named_contact"], strict=True
            )
            if begins <= day and (ends is None or ends >= day)
        ]
        listed = np.bincount(big.people.listed, minlength=len(big.region.ids))
        expected = np.average(big.levels["named_contact"][:, month], weights=listed)
        assert np.mean(named) == pytest.approx(expected, abs=0.015)


def test_no_named_physician_without_a_named_contact(delivery):
    for row in _rows(delivery, "listing"):
        assert row["named_contact"] or row["named_physician_id"] is None


def test_stays_are_assessed_within_a_day_as_often_as_the_level_says(big):
    stays = draw_stays(big)
    made = draw_assessments(big, stays)
    admitted = stays.admitted // MINUTES_A_DAY
    month = big.horizon.month_of(admitted)
    inside = (admitted >= big.horizon.start) & (admitted < big.horizon.end - 1)
    inside &= stays.discharged // MINUTES_A_DAY > admitted  # the day after must lie in the stay
    soon = np.zeros(len(stays), bool)
    soon[made.row[made.day - admitted[made.row] <= 1]] = True
    expected = big.levels["risk_assessment"][stays.unit, month][inside]
    spread = np.sqrt((expected * (1 - expected)).sum())
    assert soon[inside].sum() == pytest.approx(expected.sum(), abs=SIGMAS * spread)
    assert (made.day >= admitted[made.row]).all()
    assert (made.day <= stays.discharged[made.row] // MINUTES_A_DAY).all()
    assert np.unique(made.row).size == made.row.size


def test_codes_beside_the_main_one_fit_the_stay(delivery):
    stay = {row["stay_id"]: row for row in _rows(delivery, "stay")}
    main, other = {}, []
    for row in _rows(delivery, "diagnosis"):
        if row["event_id"].startswith("s"):
            if row["position"] == "main":
                main[row["event_id"]] = row["code"]
            else:
                other.append(row)
    given = parameters("codes")
    falls = [row for row in other if row["code"] in given["fall_codes"]]
    infections = [row for row in other if row["code"] in given["infection_codes"]]
    assert falls
    assert infections
    assert len(falls) + len(infections) == len(other)
    assert {main[row["event_id"]] for row in falls} <= set(given["fall_injuries"])
    for row in infections:
        of = stay[row["event_id"]]
        assert (of["discharged_at"].date() - of["admitted_at"].date()).days >= 2
        assert row["on_date"] == of["discharged_at"].date()


def test_pathways_begin_before_the_horizon_and_none_is_over_by_then(big):
    for drawn in (draw_cancer_pathways(big), draw_neuro_pathways(big)):
        assert (drawn.started < big.horizon.start).any()
        assert (drawn.treated >= big.horizon.start).all()
        finished = drawn.treated < NEVER
        assert (drawn.treated > drawn.started)[finished].all()
        assert (drawn.treated < big.horizon.end)[finished].all()


def test_a_childs_diagnosis_begins_the_day_the_assessment_ends(big):
    drawn = draw_neuro_pathways(big)
    assessment, diagnosis, support = (
        kinds().index(n) for n in parameters("registers")["neuro"]["steps"]
    )
    for before, after in ((assessment, diagnosis), (diagnosis, support)):
        ended = set(
            zip(
                drawn.person[drawn.kind == before], drawn.treated[drawn.kind == before], strict=True
            )
        )
        begun = drawn.kind == after
        late = begun & (drawn.started >= big.horizon.start)
        assert late.any()
        assert set(zip(drawn.person[late], drawn.started[late], strict=True)) <= ended
    assert (big.people.age_on(drawn.started, drawn.person) < 20).all()


def test_about_as_many_cancer_pathways_begin_as_the_share_expected_says(delivery):
    reported = _rows(delivery, "reported")
    expected = sum(r["numerator"] for r in reported if r["indicator_id"] == "svf_forvantade_fall")
    begun = sum(
        row["kind"].startswith("cancer_") and row["started_on"] >= date(2022, 1, 1)
        for row in _rows(delivery, "pathway")
    )
    assert begun / expected == pytest.approx(
        parameters("registers")["pathways"]["inclusion"], rel=0.12
    )


def test_every_survey_is_there_in_its_years_and_has_an_index_or_a_share(delivery):
    found = defaultdict(set)
    for row in _rows(delivery, "survey"):
        found[row["question"]].add(row["period_end"].year)
        assert (row["positive"] is None) == SURVEYS[row["question"]]["index"]
        assert (row["index_sum"] is None) != SURVEYS[row["question"]]["index"]
        assert (row["index_sum"] or row["positive"]) <= 100 * row["respondents"]
    years = {"odd": {2023}, "every": {2022, 2023, 2024}}
    assert found == {question: years[given["years"]] for question, given in SURVEYS.items()}


def test_every_figure_counted_by_hand_is_there_for_each_whole_period(delivery):
    found = defaultdict(set)
    for row in _rows(delivery, "reported"):
        found[row["indicator_id"]].add((row["period_start"], row["period_end"]))
        if row["indicator_id"] in REPORTED:
            given = REPORTED[row["indicator_id"]]
            assert (row["denominator"] is None) == ("of" not in given)
            assert (
                given.get("amount")
                or row["denominator"] is None
                or row["numerator"] <= row["denominator"]
            )
    assert {name: len(periods) for name, periods in found.items()} == {
        "svf_forvantade_fall": 3,
        **{name: 3 if given["every"] == "year" else 9 for name, given in REPORTED.items()},
    }
    assert (date(2022, 5, 1), date(2022, 8, 31)) in found["narsjukvardsteam"]


def test_a_programme_once_offered_at_a_unit_stays(delivery):
    months = defaultdict(list)
    for row in _rows(delivery, "service_month"):
        if row["service"].startswith("programme_"):
            months[row["service"], row["unit_id"]].append(row["month"])
            assert row["active_users"] <= row["target_users"]
    names = set(parameters("registers")["programmes"])
    assert {name for name, _ in months} == names
    for own in months.values():
        assert len(own) == len(set(own))
        span = (max(own).year - min(own).year) * 12 + max(own).month - min(own).month + 1
        assert len(own) == span


def test_less_and_less_of_what_is_phased_out_is_used(delivery):
    given = parameters("codes")
    for table, column, code in (
        ("dispensing", "atc", given["phased_out_drug"]),
        ("procedure", "code", given["phased_out_procedure"]),
    ):
        years = [r["on_date"].year for r in _rows(delivery, table) if r[column] == code]
        assert years.count(2024) < years.count(2022)
