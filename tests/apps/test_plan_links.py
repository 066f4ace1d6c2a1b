"""Roles that own and lead, and what serves what: valid from a day, ended and never removed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.making import STAY_LINE, a_draft, a_revision, near_care
from riktning.apps.organisation.models import AuditEvent, Unit
from riktning.apps.plans.actions import (
    MeasureLink,
    create_draft_revision,
    decide_revision,
    link_measures,
)
from riktning.apps.plans.copying import copy_revision
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.models import Goal, Item, Link, Part, PlanKind, Responsibility
from riktning.apps.plans.responsibility import (
    end_responsibility,
    name_responsible,
    responsible_on,
)
from riktning.apps.plans.serving import link_items, links_on, unlink_items
from riktning.apps.plans.yearly import add_yearly_task, remove_yearly_task, year_events
from riktning.core.periods import Month
from riktning.documents.draft import DraftPlan

pytestmark = pytest.mark.django_db
ACTOR = "utvecklingsenheten"
JANUARY, MARCH, JUNE = date(2024, 1, 1), date(2024, 3, 1), date(2024, 6, 1)


def named(item: Item, role: str, day: date, part: Part = Part.OWNER) -> Responsibility:
    return name_responsible(item=item, part=part, role=role, from_date=day, actor=ACTOR)


def test_the_role_that_owns_follows_the_day_and_the_items_next_revision() -> None:
    revision = a_revision()
    item = revision.areas.get(order=1).item
    named(item, "hälso- och sjukvårdsdirektören", JANUARY)
    named(item, "områdesansvarig", MARCH)
    named(item, "uppdragsledare nära vård", JANUARY, Part.LEAD)
    later = copy_revision(revision=revision, actor=ACTOR)
    roles = [
        [r.role for r in responsible_on(later, d)[item.pk]] for d in (date(2024, 2, 29), MARCH)
    ]
    assert roles == [
        ["hälso- och sjukvårdsdirektören", "uppdragsledare nära vård"],
        ["områdesansvarig", "uppdragsledare nära vård"],
    ]
    assert responsible_on(later, date(2023, 12, 31)) == {}


def test_a_day_before_the_present_role_began_is_refused() -> None:
    item = a_revision().areas.get(order=1).item
    named(item, "områdesansvarig", MARCH)
    with pytest.raises(PlanError, match="'områdesansvarig' is owner from 2024-03-01"):
        named(item, "någon annan", JANUARY)


def test_responsibility_ends_and_that_it_was_is_kept() -> None:
    revision = a_revision()
    item = revision.areas.get(order=1).item
    named(item, "områdesansvarig", JANUARY)
    end_responsibility(item=item, part=Part.OWNER, last_day=MARCH, actor=ACTOR)
    assert responsible_on(revision, MARCH) and not responsible_on(revision, JUNE)
    with pytest.raises(PlanError, match="nobody is owner"):
        end_responsibility(item=item, part=Part.OWNER, last_day=JUNE, actor=ACTOR)
    assert AuditEvent.objects.filter(action="end responsibility").count() == 1


def test_a_role_is_put_right_on_its_first_day_also_after_it_was_ended() -> None:
    revision = a_revision()
    item = revision.areas.get(order=1).item
    named(item, "felstavad", JANUARY)
    named(item, "områdesansvarig", JANUARY)
    assert Responsibility.objects.get(item=item).role == "områdesansvarig"
    end_responsibility(item=item, part=Part.OWNER, last_day=JANUARY, actor=ACTOR)
    named(item, "avdelningschef", JANUARY)
    (held,) = responsible_on(revision, JUNE)[item.pk]
    assert (held.role, held.to_date) == ("avdelningschef", None)
    before = AuditEvent.objects.filter(action="name responsible").values_list("detail", flat=True)
    assert [each["before"] for each in before.order_by("pk")] == [
        None, "felstavad", "områdesansvarig",
    ]  # fmt: skip


def test_two_roles_never_have_the_same_part_at_once() -> None:
    revision = a_revision()
    item = revision.areas.get(order=1).item
    named(item, "områdesansvarig", JANUARY)
    end_responsibility(item=item, part=Part.OWNER, last_day=JUNE, actor=ACTOR)
    named(item, "avdelningschef", MARCH)
    assert [each.role for each in responsible_on(revision, JUNE)[item.pk]] == ["avdelningschef"]


def test_what_has_not_begun_is_taken_back() -> None:
    local, regional = goals()
    ahead, today = timezone.localdate() + timedelta(days=400), timezone.localdate()
    named(local, "områdesansvarig", ahead)
    with pytest.raises(PlanError, match=f"from {ahead}"):
        named(local, "avdelningschef", today)
    assert end_responsibility(item=local, part=Part.OWNER, last_day=today, actor=ACTOR)
    named(local, "avdelningschef", today)
    assert Responsibility.objects.filter(item=local).get().role == "avdelningschef"
    link_items(source=local, target=regional, from_date=ahead, actor=ACTOR)
    assert unlink_items(source=local, target=regional, last_day=today, actor=ACTOR)
    assert not Link.objects.exists()
    taken = AuditEvent.objects.filter(detail__has_key="taken_back")
    assert {each.action for each in taken} == {"end responsibility", "unlink items"}


def test_a_link_ended_and_said_again_from_its_first_day_holds_again() -> None:
    local, regional = goals()
    link_items(source=local, target=regional, from_date=JANUARY, actor=ACTOR)
    unlink_items(source=local, target=regional, last_day=JANUARY, actor=ACTOR)
    link_items(source=local, target=regional, from_date=JANUARY, actor=ACTOR)
    assert Link.objects.get().to_date is None
    assert (local.pk, regional.pk) in links_on(JUNE)


def test_a_link_that_would_make_a_circle_is_refused_also_through_others() -> None:
    local, regional = goals()
    create_draft_revision(
        plan_code="mellan", draft=a_draft(near_care()), source_name="y", source_sha256="d" * 64,
        actor=ACTOR,
    )  # fmt: skip
    between = Goal.objects.filter(sub_area__area__revision__plan__code="mellan").earliest("pk").item
    link_items(source=local, target=between, from_date=JANUARY, actor=ACTOR)
    link_items(source=between, target=regional, from_date=JANUARY, actor=ACTOR)
    for source, target in ((between, local), (regional, between), (regional, local)):
        with pytest.raises(PlanError, match="circle") as refused:
            link_items(source=source, target=target, from_date=MARCH, actor=ACTOR)
        assert "cirkel" in str(refused.value.told)
    assert Link.objects.count() == 2
    link_items(source=local, target=regional, from_date=MARCH, actor=ACTOR)  # no circle
    unlink_items(source=local, target=regional, last_day=MARCH, actor=ACTOR)
    unlink_items(source=local, target=between, last_day=MARCH, actor=ACTOR)
    with pytest.raises(PlanError, match="circle"):
        link_items(source=regional, target=local, from_date=MARCH, actor=ACTOR)
    link_items(source=regional, target=local, from_date=JUNE, actor=ACTOR)  # it has ended by then


def goals() -> tuple[Item, Item]:
    a_revision()
    create_draft_revision(
        plan_code="lokal", draft=a_draft(near_care()), source_name="x", source_sha256="c" * 64,
        kind=PlanKind.LOCAL, unit_id="su", actor=ACTOR,
    )  # fmt: skip
    of = Goal.objects.filter
    local = of(sub_area__area__revision__plan__code="lokal").earliest("pk").item
    return local, of(sub_area__area__revision__plan__code="plan").earliest("pk").item


def test_a_link_holds_from_its_day_until_it_is_ended_and_again_afterwards() -> None:
    local, regional = goals()
    for _again in range(2):
        link_items(source=local, target=regional, from_date=JANUARY, actor=ACTOR)
    assert Link.objects.count() == 1
    unlink_items(source=local, target=regional, last_day=MARCH, actor=ACTOR)
    pair = (local.pk, regional.pk)
    assert [pair in links_on(day) for day in (date(2023, 12, 31), MARCH, JUNE)] == [
        False,
        True,
        False,
    ]
    link_items(source=local, target=regional, from_date=JUNE, actor=ACTOR)
    assert pair in links_on(JUNE)


def test_a_link_is_between_two_plans_and_from_and_to_what_can_serve() -> None:
    local, regional = goals()
    with pytest.raises(PlanError, match="are of one plan"):
        link_items(source=local, target=local, from_date=JANUARY, actor=ACTOR)
    period = Item.objects.filter(plan=regional.plan, kind="period").first()
    with pytest.raises(PlanError, match="of the kind period and cannot be served"):
        link_items(source=local, target=period, from_date=JANUARY, actor=ACTOR)
    with pytest.raises(PlanError, match="does not serve"):
        unlink_items(source=local, target=regional, last_day=MARCH, actor=ACTOR)


@pytest.mark.parametrize(
    ("kind", "unit", "sentence"),
    [
        (PlanKind.LOCAL, "", "needs the administration"),
        (PlanKind.STRATEGY, "su", "no unit's own"),
        (PlanKind.LOCAL, "okänd", "there is no unit 'okänd'"),
    ],
)
def test_a_local_plan_is_of_a_known_unit_and_other_plans_of_none(
    kind: PlanKind, unit: str, sentence: str
) -> None:
    Unit.objects.create(unit_id="su", name="x", kind="administration", from_date=JANUARY)
    with pytest.raises(PlanError, match=sentence):
        create_draft_revision(
            plan_code="lokal", draft=DraftPlan([near_care()]), source_name="x",
            source_sha256="c" * 64, kind=kind, unit_id=unit, actor=ACTOR,
        )  # fmt: skip


def test_the_annual_wheel_holds_tasks_decisions_and_the_targets_of_the_year() -> None:
    revision = a_revision()
    link = MeasureLink("Nära vård", STAY_LINE, "medelvardtid_75", None, 7.5, Month(2027, 12))
    link_measures(revision=revision, links=[link], actor=ACTOR)
    for _again in range(2):
        add_yearly_task(plan=revision.plan, month=11, text="Revidering", actor=ACTOR)
    decided = decide_revision(
        revision=revision, decided_on=JANUARY, decided_by="nämnden", actor=ACTOR
    )
    words = ("{number}: {decision}", "{text}: {value}")
    told = [
        [(e.month, e.text, e.derived) for e in year_events(decided, y, words)] for y in (2026, 2027)
    ]
    assert told[0] == [(1, "1: 2024-01-01, nämnden", True), (11, "Revidering", False)]
    assert told[1] == [*told[0], (12, f"{STAY_LINE}: 7.5", True)]
    remove_yearly_task(plan=revision.plan, month=11, text="Revidering", actor=ACTOR)
    with pytest.raises(PlanError, match="nothing on the wheel"):
        remove_yearly_task(plan=revision.plan, month=11, text="Revidering", actor=ACTOR)
    with pytest.raises(PlanError, match="13 is no month"):
        add_yearly_task(plan=revision.plan, month=13, text="x", actor=ACTOR)
