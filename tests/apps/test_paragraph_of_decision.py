"""The sign of a paragraph stands before it once, however it was typed."""

from datetime import date

import pytest

from apps.group_store import ANALYST, a_group
from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.kinds import Outcome, SubjectKind

pytestmark = pytest.mark.django_db


def decided(paragraph):
    body = a_group()
    return record_decision(
        body=body, decided_on=max(body.from_date, date(2025, 6, 1)), paragraph=paragraph,
        outcome=Outcome.APPROVED, text="Ja.", subject=(SubjectKind.GROUP, body.code), actor=ANALYST,
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["12", "§ 12", "§12", " §§ 12"])
def test_the_sign_is_not_kept(typed):
    assert decided(typed).paragraph == "12"


def test_a_sign_alone_is_no_paragraph():
    with pytest.raises(GovernanceError):
        decided("§")
