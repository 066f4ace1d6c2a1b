"""What an administration counted by hand the last time stands beside the question."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from apps.round_store import DEADLINES, NORTH, an_open_round, fill_in, report_of
from riktning.apps.followup.models import Answer, Report
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.models import RoundKind
from riktning.apps.followup.rounds.opening import open_round
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import COMMAND_LINE, Role


def counted(report: Report) -> None:
    first = report.answers.filter(kind="measure").order_by("order")[0]
    Answer.objects.filter(pk=first.pk).update(takes="share")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("", "Täljare / Nämnare: 3 / 8"), ("/en", "Numerator / Denominator: 3 / 8")],
)
def test_the_figures_of_the_round_before_stand_beside_the_question(client, language, words):
    made = an_open_round()
    before = report_of(made)
    counted(before)
    fill_in(before)
    take_step(report=before, act=Act.SUBMIT, actor=COMMAND_LINE)
    later = open_round(
        revision=made.revision, kind=RoundKind.T2, year=2025, deadlines=DEADLINES,
        actor=COMMAND_LINE,
    )  # fmt: skip
    counted(report_of(later))
    user = User.objects.create_user("rapportör")
    today = timezone.localdate()
    Grant.objects.create(user=user, role=Role.REPORTER, unit_id=NORTH, from_date=today)
    client.force_login(user)
    page = client.get(f"{language}/uppfoljning/rundor/{later.pk}/{NORTH}/").content.decode()
    assert words in page
