"""Units introduce what came of a need: who, when, with what outcome, and how far it has come."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.group_store import LEAD, READER, REPORTER
from apps.need_store import a_frame, a_need, ready, to_position
from riktning.apps.needs.errors import NeedError
from riktning.apps.needs.introducing import (
    by_kind,
    introduce,
    introduce_at,
    introduced,
    introduced_by,
    may_introduce,
)
from riktning.apps.needs.models import Introduction, Level, Need, Uptake
from riktning.apps.needs.moving import move_need
from riktning.apps.needs.steps import Act
from riktning.apps.needs.uptake import AFTER, Told, course, spread_among, taken
from riktning.apps.organisation.models import AuditEvent, Unit
from riktning.apps.organisation.queries import unit_tree
from riktning.apps.organisation.rights import NotAllowedError
from riktning.core.units import UnitKind

DAY = date(2025, 1, 15)
UNITS = "abcd"


# What is told of units, read day by day by a slow twin.


@st.composite
def courses(draw):
    """What is told of a few units, each thing following what was told before."""
    told, stands = [], dict.fromkeys(UNITS)
    for _each in range(draw(st.integers(0, 14))):
        unit = draw(st.sampled_from(UNITS))
        uptake = draw(st.sampled_from(sorted(AFTER[stands[unit]])))
        begun = max((one.on for one in told if one.unit_id == unit), default=DAY)
        told.append(Told(unit, uptake, begun + timedelta(draw(st.integers(0, 90)))))
        stands[unit] = None if uptake is Uptake.MISTAKEN else uptake
    return told


def in_use_on(told, unit, day):
    """Whether the unit used it on the day, by going through all that still counts of it."""
    own = [one for one in told if one.unit_id == unit]
    last = max((n for n, one in enumerate(own) if one.uptake is Uptake.MISTAKEN), default=-1)
    uses, spells = False, []
    for one in own[last + 1 :]:
        if one.uptake is Uptake.INTRODUCED:
            if uses:
                spells.pop()  # the day is corrected
            spells.append([one.on, None])
            uses = True
        if one.uptake is Uptake.ENDED:
            spells[-1][1] = one.on
            uses = False
    return any(since <= day and (until is None or day < until) for since, until in spells)


@given(courses())
def test_the_course_counts_the_units_that_use_it_each_day(told):
    stands = taken(told)
    steps = course(stands.values())
    for offset in range(0, 1400, 13):
        day = DAY + timedelta(offset)
        counted = next((many for since, many in reversed(steps) if since <= day), 0)
        assert counted == sum(in_use_on(told, unit, day) for unit in UNITS)


@given(courses())
def test_every_unit_is_counted_once_and_none_that_all_is_taken_back_of(told):
    stands = taken(told)
    found = spread_among(UNITS, stands)
    assert found.in_use + found.planned + found.declined + found.ended == len(stands)
    assert found.units == len(UNITS)
    assert all(one.uptake is not Uptake.MISTAKEN for one in stands.values())
    assert 0 <= found.share <= 1


# In the store.


def filled_units():
    rows = [("R", UnitKind.REGION, ""), ("ost", UnitKind.SUBREGION, "R"),
            ("vast", UnitKind.SUBREGION, "R"), ("by", UnitKind.MUNICIPALITY, "ost"),
            ("norr", UnitKind.ADMINISTRATION, "R"), ("sjukhus", UnitKind.HOSPITAL, "norr"),
            ("soder", UnitKind.ADMINISTRATION, "R")]  # fmt: skip
    Unit.objects.bulk_create(
        Unit(unit_id=key, name=key.title(), kind=kind.value, parent_id=parent, from_date=DAY)
        for key, kind, parent in rows
    )


def implemented(**given) -> Need:
    need = to_position(a_need(**given))
    ready(need)
    return move_need(need=need, act=Act.ADVANCE, actor=LEAD)


@pytest.fixture
def need(db):
    a_frame()
    filled_units()
    return implemented()


def told(need, unit, uptake=Uptake.INTRODUCED, on=DAY, outcome="", actor=LEAD):
    return introduce(need=need, unit_id=unit, uptake=uptake, on=on, outcome=outcome, actor=actor)


def test_units_introduce_it_from_a_day_with_an_outcome_and_the_trail_says_so(need):
    told(need, "ost", outcome="Det gick bra.")
    told(need, "vast", Uptake.PLANNED, timezone.localdate() + timedelta(40))
    told(need, "sjukhus")
    stands = introduced_by(need)
    assert stands["ost"].first == DAY
    assert stands["ost"].outcome == "Det gick bra."
    assert not stands["vast"].uses
    found = introduced(need, stands, by_kind(unit_tree(timezone.localdate())))
    counts = {kind.value: (each.in_use, each.planned, each.units)
              for kind, each in found.spreads.items()}  # fmt: skip
    # Sub-regions and municipalities all count; of other kinds those of which something is said.
    assert counts == {"subregion": (1, 1, 2), "municipality": (0, 0, 1), "hospital": (1, 0, 1)}
    event = AuditEvent.objects.filter(action="need.introduce").order_by("id").first()
    assert (event.detail["unit"], event.detail["became"]) == ("ost", "introduced")


def test_a_need_that_is_not_of_the_whole_county_concerns_those_that_say_something(need):
    narrow = implemented(title="Lokalt", level=Level.LOCAL)
    told(narrow, "ost")
    found = introduced(narrow, introduced_by(narrow), by_kind(unit_tree(timezone.localdate())))
    assert {kind.value: each.units for kind, each in found.spreads.items()} == {"subregion": 1}


def test_nothing_is_introduced_before_there_is_a_result(need):
    with pytest.raises(NeedError, match="no result"):
        told(a_need(title="Nytt"), "ost")
    move_need(need=need, act=Act.REFUSE, reason="Nej", actor=LEAD)
    with pytest.raises(NeedError, match="no result"):
        told(need, "ost")


@pytest.mark.parametrize(
    ("unit", "uptake", "on", "outcome", "words"),
    [
        ("R", Uptake.INTRODUCED, DAY, "", "no unit"),
        ("ingen", Uptake.INTRODUCED, DAY, "", "no unit"),
        ("ost", Uptake.ENDED, DAY, "r", "does not follow"),
        ("ost", Uptake.MISTAKEN, DAY, "r", "does not follow"),
        ("ost", Uptake.DECLINED, DAY, "  ", "says why"),
        ("ost", Uptake.INTRODUCED, date(2999, 1, 1), "", "the day"),
        ("ost", Uptake.PLANNED, date(1066, 10, 14), "", "the day"),
    ],
)
def test_what_cannot_be_so_is_refused(need, unit, uptake, on, outcome, words):
    with pytest.raises(NeedError, match=words):
        told(need, unit, uptake, on, outcome)
    assert not Introduction.objects.exists()


def test_what_ends_does_not_end_before_it_began_and_what_was_wrong_is_taken_back(need):
    told(need, "ost")
    with pytest.raises(NeedError, match="before it begins"):
        told(need, "ost", Uptake.ENDED, DAY - timedelta(1), "Avslutat")
    told(need, "ost", Uptake.ENDED, DAY + timedelta(30), "Avslutat")
    assert introduced_by(need)["ost"].spells[0].until == DAY + timedelta(30)
    told(need, "ost", Uptake.MISTAKEN, DAY, "Fel enhet")
    assert introduced_by(need) == {}
    assert Introduction.objects.count() == 3


def told_of_several(need, units, uptake=Uptake.INTRODUCED, actor=LEAD, outcome=""):
    return introduce_at(
        need=need, unit_ids=units, uptake=uptake, on=DAY, outcome=outcome, actor=actor
    )


def test_several_units_are_told_of_at_once_each_with_a_row_and_an_event_of_its_own(need):
    made = told_of_several(need, ["ost", "vast", "ost"], outcome="Tillsammans.")
    assert [one.unit_id for one in made] == ["ost", "vast"]
    assert {one.outcome for one in introduced_by(need).values()} == {"Tillsammans."}
    assert AuditEvent.objects.filter(action="need.introduce").count() == 2


def test_when_one_of_several_cannot_none_is_told_of_and_the_fault_names_it(need):
    told(need, "vast")
    with pytest.raises(NeedError, match="does not follow") as fault:
        told_of_several(need, ["ost", "vast"], Uptake.DECLINED, outcome="Nej")
    assert fault.value.told.startswith("Vast: ")
    with pytest.raises(NotAllowedError):
        told_of_several(need, ["norr", "soder"], actor=REPORTER)
    with pytest.raises(NeedError, match="no unit"):
        told_of_several(need, [])
    assert Introduction.objects.count() == 1


def test_an_administration_speaks_for_itself_and_what_is_below_it(need):
    told(need, "sjukhus", actor=REPORTER)
    told(need, "norr", actor=REPORTER)
    for unit in ("soder", "ost"):
        with pytest.raises(NotAllowedError):
            told(need, unit, actor=REPORTER)
    with pytest.raises(NotAllowedError):
        told(need, "norr", actor=READER)
    tree = unit_tree(timezone.localdate())
    assert may_introduce(LEAD, tree, "ost")
    assert not may_introduce(READER, tree, "ost")


def test_what_was_said_is_kept_by_the_database_itself(need):
    made = told(need, "ost")
    for by_hand in (
        lambda: Introduction.objects.filter(pk=made.pk).update(outcome="Annat"),
        lambda: Introduction.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            by_hand()
