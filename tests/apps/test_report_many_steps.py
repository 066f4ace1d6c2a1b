"""Many sections take a step at once: by the rules of each, and what one lacks stops no other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.report_store import ANALYST, OTHER, READER, THIRD, a_draft, part, wrote
from riktning.apps.organisation.rights import NotAllowedError
from riktning.apps.reports.errors import (
    ChangedMeanwhileError,
    NotPermittedError,
    ReportError,
    SamePersonError,
)
from riktning.apps.reports.handing import behind, behind_each, take_step
from riktning.apps.reports.kinds import Act, SectionState
from riktning.apps.reports.many import AT_ONCE, take_steps

pytestmark = pytest.mark.django_db
KEYS = ("summary", "area--nara-vard", "method")


def now(report, keys=KEYS):
    return [(part(report, key), part(report, key).version) for key in keys]


def states(report):
    return [part(report, key).state for key in KEYS]


def handed_on():
    """Three sections: the one wrote the first two, the other the third; the one handed all on."""
    report = a_draft()
    for key, actor in zip(KEYS, (ANALYST, ANALYST, OTHER), strict=True):
        wrote(part(report, key), f"Text om {key}.", actor)
    take_steps(sections=now(report), act=Act.HAND_ON, actor=ANALYST)
    return report


def test_all_are_handed_on_and_approved_at_once():
    report = handed_on()
    assert states(report) == [SectionState.READY] * 3
    done = take_steps(sections=now(report), act=Act.APPROVE, actor=THIRD)
    assert [section.key for section in done.done] == list(KEYS)
    assert states(report) == [SectionState.APPROVED] * 3


def test_four_eyes_hold_for_each_section_by_itself():
    report = handed_on()
    done = take_steps(sections=now(report), act=Act.APPROVE, actor=OTHER)
    assert states(report) == [SectionState.APPROVED, SectionState.APPROVED, SectionState.READY]
    assert [(section.key, type(why)) for section, why in done.refused] == [
        ("method", SamePersonError)
    ]


def test_a_section_that_was_changed_since_it_was_read_is_left_and_told():
    report = handed_on()
    read = now(report)
    take_step(section=part(report), act=Act.TAKE_BACK, actor=ANALYST)
    wrote(part(report), "Nya ord.", ANALYST)
    take_step(section=part(report), act=Act.HAND_ON, actor=ANALYST)
    done = take_steps(sections=read, act=Act.APPROVE, actor=THIRD)
    assert [type(why) for _section, why in done.refused] == [ChangedMeanwhileError]
    assert states(report)[0] == SectionState.READY
    assert len(done.done) == 2


def test_state_and_rights_hold_as_for_one():
    report = handed_on()
    take_step(section=part(report), act=Act.SEND_BACK, actor=THIRD, reason="Mer.")
    done = take_steps(sections=now(report), act=Act.APPROVE, actor=READER)
    assert {type(why) for _section, why in done.refused} == {NotAllowedError}
    done = take_steps(sections=now(report), act=Act.APPROVE, actor=THIRD)
    assert [type(why) for _section, why in done.refused] == [NotPermittedError]


@pytest.mark.parametrize("act", sorted(set(Act) - set(AT_ONCE)))
def test_what_needs_a_reason_or_is_of_the_whole_report_is_not_done_to_many(act):
    with pytest.raises(ReportError):
        take_steps(sections=[], act=Act(act), actor=ANALYST)


def test_who_stands_behind_each_is_who_stands_behind_one_in_four_queries():
    report = handed_on()
    take_steps(sections=now(report), act=Act.APPROVE, actor=THIRD)
    take_step(section=part(report), act=Act.SEND_BACK, actor=THIRD, reason="Mer.")
    wrote(part(report), "Mer text.", OTHER)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        each = behind_each(report)
    assert len(asked) <= 4
    for key in KEYS:
        section = part(report, key)
        assert each.get(section.pk, frozenset()) == behind(section), key
