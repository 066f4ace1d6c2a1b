"""Everything that can be said of groups comes in whole from a file, and out again in documents."""

from datetime import date

import pytest
import yaml
from docx import Document

from riktning.apps.governance.kinds import GroupKind, Way
from riktning.apps.governance.loading import GROUP_KEYS, load_groups
from riktning.apps.governance.models import FIELDS, Duty, Group
from riktning.apps.governance.queries import text_of
from riktning.apps.organisation.rights import COMMAND_LINE
from riktning.documents.groups.assignment import write_assignment_word
from riktning.documents.groups.words import HEADINGS

pytestmark = pytest.mark.django_db
TEXTS = {name: f"Texten om {name}.\n- första punkten\n- andra punkten" for name in FIELDS}
FILE = """
groups:
  - {code: ledning, name: Ledningen, kind: management, process: management, from: 2024-01-01}
  - {code: samverkan, name: Samverkan i länet, kind: joint_body, process: joint, from: 2024-01-01}
  - {code: rad, name: Ett råd, kind: coordination_council, process: main, from: 2024-01-01}
  - {code: lag, name: Enligt lag, kind: statutory, process: main, from: 2024-01-01}
  - {code: kund, name: Kundrådet, kind: customer_council, process: support, from: 2024-01-01}
  - {code: sak, name: Sakkunniga, kind: expert, process: support, from: 2024-01-01, parent: hel}
  - {code: funktion, name: En funktion, kind: function, process: support, from: 2024-01-01}
  - code: hel
    name: En samordnande grupp
    kind: coordinating
    process: main
    from: 2024-06-01
    parent: rad
    meetings_a_year: 10
    reports: [ledning, {role: förvaltningschefen}]
    escalates: [ledning]
    touches: [funktion, lag]
    seats:
      - {part: chair, role: direktör, mandate: Beslutar inom sin delegation.}
      - {part: secretary, role: sekreterare}
      - {part: member, role: utvecklingschef, unit: norr, mandate: Företräder, from: 2024-09-01}
      - {part: adjunct, role: strateg}
duties:
  - {code: arbetssatt, text: Gemensamma arbetssätt, group: hel}
  - {code: ingens, text: Det som ingen har}
"""


@pytest.fixture
def group():
    data = yaml.safe_load(FILE)
    whole = data["groups"][-1]
    decided = {"date": date(2024, 5, 31), "by": "Direktören", "diary_number": "DEMO 2024-3"}
    whole["assignment"] = {**TEXTS, "decided": decided}
    assert set(whole) == GROUP_KEYS
    load_groups(data=data, actor=COMMAND_LINE)
    return Group.objects.get(code="hel")


def test_every_kind_of_group_and_every_heading_comes_in_whole(group):
    assert set(Group.objects.values_list("kind", flat=True)) == set(GroupKind.values)
    assert (group.name, group.kind, group.process) == (
        "En samordnande grupp", "coordinating", "main",
    )  # fmt: skip
    assert (group.from_date, group.meetings_a_year) == (date(2024, 6, 1), 10)
    assert group.parent.code == "rad"
    assert group.subgroups.get().code == "sak"
    columns = ("part", "role", "unit_id", "mandate", "from_date")
    assert set(group.seats.values_list(*columns)) == {
        ("chair", "direktör", "", "Beslutar inom sin delegation.", date(2024, 6, 1)),
        ("secretary", "sekreterare", "", "", date(2024, 6, 1)),
        ("member", "utvecklingschef", "norr", "Företräder", date(2024, 9, 1)),
        ("adjunct", "strateg", "", "", date(2024, 6, 1)),
    }
    assert set(group.ways_out.values_list("way", "target__code", "role")) == {
        (Way.REPORTS, "ledning", ""), (Way.REPORTS, None, "förvaltningschefen"),
        (Way.ESCALATES, "ledning", ""), (Way.TOUCHES, "funktion", ""), (Way.TOUCHES, "lag", ""),
    }  # fmt: skip
    assert set(Duty.objects.values_list("text", "group__code")) == {
        ("Gemensamma arbetssätt", "hel"), ("Det som ingen har", None),
    }  # fmt: skip


def test_every_field_of_an_assignment_comes_in_whole_and_out_in_the_document(group, tmp_path):
    assignment = group.assignments.get()
    assert {name: getattr(assignment, name) for name in FIELDS} == TEXTS
    assert (assignment.state, assignment.decided_on) == ("decided", date(2024, 5, 31))
    assert (assignment.decided_by, assignment.diary_number) == ("Direktören", "DEMO 2024-3")
    path = write_assignment_word(
        text_of(assignment), tmp_path / "a.docx", issued=date(2024, 6, 1), language="sv"
    )
    said = [paragraph.text for paragraph in Document(str(path)).paragraphs]
    whole = "\n".join(said)
    for name in FIELDS:
        assert HEADINGS["sv"][name] in whole
        assert f"Texten om {name}." in whole
    assert {"Diarienummer: DEMO 2024-3", "Beslutad av: Direktören"} <= set(said)
