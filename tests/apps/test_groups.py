"""Groups: who may form and change them, what a close takes with it, what is kept, what is amiss."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction

from apps.group_store import (
    ANALYST,
    LEAD,
    READER,
    REPORTER,
    START,
    TEXTS,
    a_body,
    a_chair,
    a_decided,
    a_draft,
    a_group,
    a_top,
    an_item,
    details,
    reports,
)
from apps.proposal_store import carried_out, to_form
from riktning.apps.governance.assignments import (
    begin_assignment,
    decide_assignment,
    write_assignment,
)
from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.errors import (
    GovernanceError,
    NotPermittedError,
    WrittenMeanwhileError,
)
from riktning.apps.governance.groups import (
    change_group,
    close_group,
    end_relation,
    end_seat,
    form_group,
    give_duty,
    relate,
    take_seat,
)
from riktning.apps.governance.items import follow_up_item
from riktning.apps.governance.kinds import (
    PLACES,
    AssignmentState,
    GroupKind,
    ItemState,
    Outcome,
    Process,
    SeatPart,
    SubjectKind,
    Way,
)
from riktning.apps.governance.linting import lint
from riktning.apps.governance.loading import load_groups, read_yaml
from riktning.apps.governance.models import FIELDS, Assignment, Decision, Duty, Group, Seat
from riktning.apps.governance.policies import PERMITS, Act, permits
from riktning.apps.governance.triggers import TABLES
from riktning.apps.organisation.models import AuditEvent, Grant, Unit
from riktning.apps.organisation.rights import COMMAND_LINE, NotAllowedError
from riktning.documents.groups.findings import Amiss
from riktning.documents.groups.words import HEADINGS

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 1)
EXAMPLE = Path(__file__).parents[2] / "examples" / "groups.yaml"


def test_a_group_is_formed_changed_and_closed_with_a_trail():
    group = a_group()
    seat = a_chair(group)
    top = a_top()
    way = reports(group, top)
    change_group(
        group=group, details=details(name="Funktionsgrupp för ekonomi"), reason="nytt namn",
        actor=ANALYST,
    )  # fmt: skip
    close_group(group=group, last_day=DAY, reason="slås ihop", actor=ANALYST)
    for row in (group, seat, way):
        row.refresh_from_db()
        assert row.to_date == DAY
    trail = list(AuditEvent.objects.filter(subject="group ekonomi").order_by("pk"))
    assert [event.action for event in trail] == [
        "group.form", "group.seat", "group.relate", "group.change", "group.close",
    ]  # fmt: skip
    assert trail[3].detail["before"]["name"] == "Funktionsgrupp ekonomi"
    assert trail[4].detail["reason"] == "slås ihop"


def test_a_seat_and_a_way_end_on_a_day():
    group = a_group()
    seat, way = a_chair(group), reports(group, a_top())
    end_seat(seat=seat, last_day=DAY, actor=ANALYST)
    end_relation(relation=way, last_day=DAY, actor=ANALYST)
    a_chair(group, "annan direktör")
    with pytest.raises(GovernanceError, match="ended"):
        end_seat(seat=seat, last_day=DAY, actor=ANALYST)


def _acts():
    group = a_group()
    seat, way, draft = a_chair(group), reports(group, a_top()), a_draft(group)
    day = {"last_day": DAY, "actor": READER}
    return [
        lambda: form_group(code="x", details=details(), actor=READER),
        lambda: change_group(group=group, details=details(), reason="r", actor=READER),
        lambda: close_group(group=group, reason="r", **day),
        lambda: take_seat(
            group=group, part=SeatPart.MEMBER, role="r", from_date=DAY, actor=READER
        ),
        lambda: end_seat(seat=seat, **day),
        lambda: relate(source=group, way=Way.REPORTS, role="r", from_date=DAY, actor=READER),
        lambda: end_relation(relation=way, **day),
        lambda: give_duty(code="d", text="t", group=None, actor=READER),
        lambda: begin_assignment(group=group, actor=READER),
        lambda: write_assignment(assignment=draft, texts={}, actor=READER),
        lambda: decide_assignment(
            assignment=draft, decided_on=DAY, decided_by="x", diary_number="1", actor=LEAD
        ),
        lambda: record_decision(
            body=group, decided_on=DAY, paragraph="1", outcome=Outcome.NOTED, text="t",
            subject=(SubjectKind.GROUP, "ekonomi"), actor=LEAD,
        ),
    ]  # fmt: skip


def test_nobody_does_what_the_table_of_rights_does_not_give():
    acts = _acts()
    before = AuditEvent.objects.count()
    for act in acts:
        with pytest.raises(NotAllowedError):
            act()
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("kind", GroupKind)
@pytest.mark.parametrize("process", Process)
def test_a_kind_of_group_has_its_processes(kind, process):
    given = replace(details(), kind=kind, process=process)
    if process in PLACES[kind]:
        assert form_group(code="g", details=given, actor=ANALYST).process == process
    else:
        with pytest.raises(GovernanceError, match="it is of"):
            form_group(code="g", details=given, actor=ANALYST)


REFUSED = {
    "a code twice": lambda: [a_group(), a_group()],
    "no name": lambda: a_group(name=" "),
    "367 meetings": lambda: a_group(meetings_a_year=367),
    "two chairs": lambda: [a_chair(a_group()), a_chair(Group.objects.get(), "annan")],
    "no role": lambda: a_chair(a_group(), " "),
    "a way to itself": lambda: reports(a_group(), Group.objects.get()),
    "a way twice": lambda: [
        reports(a_group(), a_top()),
        reports(Group.objects.get(code="ekonomi"), Group.objects.get(code="ledning")),
    ],
    "an end before the beginning": lambda: close_group(
        group=a_group(), last_day=START - timedelta(1), reason="r", actor=ANALYST
    ),
    "a close without a reason": lambda: close_group(
        group=a_group(), last_day=DAY, reason=" ", actor=ANALYST
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused(name):
    with pytest.raises(GovernanceError):
        REFUSED[name]()


def test_a_group_is_never_its_own_subgroup_by_way_of_others():
    one = a_group("ett")
    two = a_group("tva", parent=one)
    with pytest.raises(GovernanceError, match="own subgroup"):
        change_group(group=one, details=details(parent=two), reason="r", actor=ANALYST)


# The assignment document


def test_the_table_of_policies_knows_every_state():
    assert set(PERMITS) == set(AssignmentState)
    assert {s for s in AssignmentState if permits(s, Act.WRITE)} == {AssignmentState.DRAFT}


def test_the_document_and_the_table_have_the_same_fields():
    assert tuple(HEADINGS["sv"]) == FIELDS


def test_a_version_begins_as_the_last_one_stands_and_supersedes_it_when_decided():
    group = a_group()
    first = a_decided(group)
    second = begin_assignment(group=group, actor=LEAD)
    assert second.number == 2
    assert second.purpose == TEXTS["purpose"]
    assert begin_assignment(group=group, actor=LEAD) == second
    a_decided(group, purpose="Ett nytt syfte.")
    first.refresh_from_db()
    assert first.state == AssignmentState.SUPERSEDED
    assert first.purpose == TEXTS["purpose"]


def test_what_somebody_wrote_meanwhile_is_not_written_over():
    draft = a_draft(a_group())
    write_assignment(assignment=draft, texts={"purpose": "A"}, edit=draft.edit, actor=LEAD)
    with pytest.raises(WrittenMeanwhileError):
        write_assignment(assignment=draft, texts={"purpose": "B"}, edit=draft.edit, actor=ANALYST)
    draft.refresh_from_db()
    assert draft.purpose == "A"


def test_a_draft_without_what_it_is_for_is_not_decided():
    with pytest.raises(GovernanceError, match="purpose"):
        a_decided(a_group(), purpose="  ")


def test_a_decided_version_takes_no_more_words():
    decided = a_decided(a_group())
    with pytest.raises(NotPermittedError):
        write_assignment(assignment=decided, texts={"purpose": "x"}, actor=LEAD)


def _kept():
    group = a_group()
    a_decided(group)
    decided = record_decision(
        body=group, decided_on=DAY, paragraph="7", outcome=Outcome.APPROVED, text="Bifall",
        subject=(SubjectKind.NEED, "1"), actor=ANALYST,
    )  # fmt: skip
    follow_up_item(item=an_item(decided), text="Klart.", state=ItemState.DONE, actor=REPORTER)
    carried_out(to_form())


CHANGES = [
    lambda: Assignment.objects.update(purpose="x"),
    lambda: Assignment.objects.update(state="draft"),
    lambda: Assignment.objects.update(number=9),
    lambda: Assignment.objects.all()._raw_delete("default"),
    lambda: Decision.objects.update(text="x"),
    lambda: Decision.objects.all()._raw_delete("default"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_decided_is_kept_whatever_code_writes(change):
    _kept()
    before = [list(model.objects.values()) for model in (Assignment, Decision)]
    with pytest.raises(DatabaseError, match=r"never changes|append-only"), transaction.atomic():
        change()
    assert [list(model.objects.values()) for model in (Assignment, Decision)] == before


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's")
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("kept", TABLES, ids=lambda kept: kept.table)
def test_what_is_kept_is_not_written_over(kept, recursive):
    _kept()
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers={recursive}")
        try:
            for without in (frozenset(), {"id"}):
                table = connection.introspection.get_table_description(cursor, kept.table)
                columns = [column.name for column in table if column.name not in without]
                names = ", ".join(f'"{name}"' for name in columns)
                if without and not kept.keys:
                    continue
                with pytest.raises(DatabaseError, match=kept.refusal), transaction.atomic():
                    cursor.execute(
                        f"INSERT OR REPLACE INTO {kept.table} ({names}) "  # noqa: S608 - our names
                        f"SELECT {names} FROM {kept.table}"
                    )
        finally:
            cursor.execute("PRAGMA recursive_triggers=ON")


# What is amiss


def test_what_is_amiss_is_gathered_from_the_store():
    top = a_top()
    a_chair(top)
    a_decided(top)
    lost = a_group("lost", name="Utan väg")
    similar = a_group("lik", name="Lik")
    for group in (lost, similar):
        a_chair(group)
        a_decided(group, description="Prioritera mellan digitala stöd i vården varje månad.")
    reports(similar, top)
    give_duty(code="x", text="Ingens ansvar", group=None, actor=ANALYST)
    found = lint(DAY, at_least=0.9)
    assert {(f.amiss, f.groups) for f in found.found} == {
        (Amiss.NO_REPORTING, ("lost",)),
        (Amiss.NO_HOLDER, ()),
        (Amiss.OVERLAP, ("lost", "lik")),
    }
    assert found.alike[0].overlap.passages
    assert found.duties == {"x": "Ingens ansvar"}


def test_a_member_is_out_of_office_when_the_account_or_the_unit_is():
    group = a_group()
    Unit.objects.create(unit_id="norr", name="N", kind="administration", from_date=START)
    people = [User.objects.create_user(name) for name in ("kvar", "stängd", "utan-roll", "annan")]
    for user, unit in zip(people, ("norr", "norr", "", "soder"), strict=True):
        if user.username != "utan-roll":
            Grant.objects.create(user=user, role="reporter", unit_id=unit, from_date=START)
    User.objects.filter(username="stängd").update(is_active=False)
    for number, user in enumerate(people):
        take_seat(
            group=group, part=SeatPart.MEMBER, role=user.username, unit_id="norr", user=user,
            from_date=START + timedelta(number), actor=ANALYST,
        )  # fmt: skip
    take_seat(
        group=group, part=SeatPart.MEMBER, role="från en nedlagd", unit_id="oster",
        from_date=START, actor=ANALYST,
    )  # fmt: skip
    gone = {f.about for f in lint(DAY).found if f.amiss is Amiss.OUT_OF_OFFICE}
    assert gone == {"annan (norr)", "från en nedlagd (oster)", "stängd (norr)", "utan-roll (norr)"}


def test_linting_asks_no_more_the_more_groups_there_are(django_assert_max_num_queries):
    for number in range(12):
        a_decided(a_group(f"g{number}"))
    with django_assert_max_num_queries(9):
        lint(DAY)


# From a file


def test_the_example_is_stored_whole_and_once():
    data = read_yaml(EXAMPLE)
    done = load_groups(data=data, actor=COMMAND_LINE)
    assert (done.groups, done.duties, done.there) == (5, 3, 0)
    full = Assignment.objects.get(group__code="utveckling")
    assert full.state == AssignmentState.DECIDED
    assert [name for name in FIELDS if not getattr(full, name)] == []
    assert Seat.objects.filter(group__code="utveckling").count() == 4
    assert Duty.objects.get(code="inforande").group is None
    again = load_groups(data=data, actor=COMMAND_LINE)
    assert (again.groups, again.duties, again.there) == (0, 0, 8)


@pytest.mark.parametrize(
    "text",
    ["- 1", "groups: 7", "groups: [{name: x}]", "groups: [{code: a, kind: x}]", "groups: [",
     "groups: [{code: a, parent: b}]", "groups: [{code: a, colour: red}]"],
)  # fmt: skip
def test_a_file_that_is_wrong_stores_nothing_and_says_why(tmp_path, text):
    path = tmp_path / "groups.yaml"
    path.write_text(text)
    with pytest.raises(GovernanceError):
        load_groups(data=read_yaml(path), actor=COMMAND_LINE)
    assert not Group.objects.exists()


def test_a_wrong_entry_leaves_nothing_of_the_file(tmp_path):
    data = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    data["groups"][-1]["seats"].append({"role": ""})
    with pytest.raises(GovernanceError):
        load_groups(data=data, actor=COMMAND_LINE)
    assert not Group.objects.exists()


def test_a_decision_is_of_a_body_that_was_there():
    body = a_body()
    with pytest.raises(GovernanceError, match="was not there"):
        record_decision(
            body=body, decided_on=START - timedelta(1), paragraph="1", outcome=Outcome.NOTED,
            text="t", subject=(SubjectKind.NEED, "1"), actor=ANALYST,
        )  # fmt: skip
