"""A plan's next draft is begun once, whoever asks and however often."""

from datetime import date

import pytest

from apps.making import a_revision
from riktning.apps.plans.actions import decide_revision
from riktning.apps.plans.copying import begin_next
from riktning.apps.plans.models import Revision
from riktning.documents.draft import DraftArea, DraftPlan

pytestmark = pytest.mark.django_db
ACTOR = "utvecklingsenheten"


@pytest.fixture
def decided() -> Revision:
    revision = a_revision(DraftPlan([DraftArea("Nära vård", ["2024"])]))
    decide_revision(
        revision=revision, decided_on=date(2024, 1, 15), decided_by="nämnden", actor=ACTOR
    )
    return revision


def test_who_asks_again_gets_the_same_draft(decided) -> None:
    first, new = begin_next(revision=decided, actor=ACTOR)
    assert new and first.predecessor == decided
    assert begin_next(revision=decided, actor="en annan") == (first, False)
    assert Revision.objects.count() == 2


def test_a_draft_is_what_follows_itself(decided) -> None:
    draft, _new = begin_next(revision=decided, actor=ACTOR)
    assert begin_next(revision=draft, actor=ACTOR) == (draft, False)
    assert Revision.objects.count() == 2
