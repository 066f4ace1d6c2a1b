"""Whoever wrote any of the text that stands does not approve it, whoever hands it on."""

import pytest

from apps.report_store import ANALYST, OTHER, THIRD, a_draft, part, wrote
from riktning.apps.reports.errors import SamePersonError
from riktning.apps.reports.handing import behind_all, own_words, take_step
from riktning.apps.reports.kinds import Act, SectionState
from riktning.apps.reports.models import SectionVersion

pytestmark = pytest.mark.django_db


def stepped(report, act, actor, **given):
    return take_step(section=part(report), act=act, actor=actor, **given)


def handed_on_by_another(report):
    """The one writes all of it; the other takes it back, and hands it on as it is."""
    wrote(part(report), "Allt är skrivet av en.", ANALYST)
    stepped(report, Act.HAND_ON, ANALYST)
    stepped(report, Act.TAKE_BACK, OTHER)
    stepped(report, Act.HAND_ON, OTHER)


def test_who_wrote_the_text_does_not_approve_it_when_another_hands_it_on():
    report = a_draft()
    handed_on_by_another(report)
    for actor in (ANALYST, OTHER):
        with pytest.raises(SamePersonError):
            stepped(report, Act.APPROVE, actor)
    assert stepped(report, Act.APPROVE, THIRD).state == SectionState.APPROVED


def test_nor_the_report():
    report = a_draft()
    handed_on_by_another(report)
    stepped(report, Act.APPROVE, THIRD)
    told = [own_words(Act.APPROVE_REPORT, behind_all(report), a) for a in (ANALYST, OTHER, THIRD)]
    assert told == [True, True, False]


def test_what_was_approved_before_counts_no_more_for_what_another_then_changes():
    report = a_draft()
    handed_on_by_another(report)
    stepped(report, Act.APPROVE, THIRD)
    stepped(report, Act.SEND_BACK, THIRD, reason="Mer om barnen.")
    wrote(part(report), "Allt är skrivet av en. Barnen väntar.", OTHER)
    stepped(report, Act.HAND_ON, OTHER)
    assert stepped(report, Act.APPROVE, ANALYST).state == SectionState.APPROVED


@pytest.mark.parametrize("follows", [False, True])
def test_what_a_report_begins_with_is_nobodys_own_words(follows):
    report = a_draft()
    text = "[[underlag:verdict:x]]"
    if follows:
        report.follows = a_draft()
        report.save()
        report.follows.sections.filter(key="summary").update(
            text="Det som gällde då.", state=SectionState.APPROVED, version=1
        )
        text = "Det som gällde då.\n\n[[underlag:verdict:x]]"
    report.sections.filter(key="summary").update(text=text, version=1, state=SectionState.DRAFT)
    SectionVersion.objects.create(section=part(report), number=1, text=text, actor=ANALYST.name)
    stepped(report, Act.HAND_ON, OTHER)
    assert stepped(report, Act.APPROVE, ANALYST).state == SectionState.APPROVED
