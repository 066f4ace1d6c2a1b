"""No form stores a sign that turns the direction of reading, or that no file can hold."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from apps.round_store import NORTH, an_open_round, report_of
from riktning.apps.governance.models import Group
from riktning.apps.needs.models import Need
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.core.plain import plain, without_forbidden

pytestmark = pytest.mark.django_db
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
BAD = f"{TURNING}\x07\ufffe"


def signed_in(client, role, unit=""):
    user = User.objects.create_user(f"{role}")
    Grant.objects.create(user=user, role=role, unit_id=unit, from_date=timezone.localdate())
    client.force_login(user)
    return client


@pytest.mark.parametrize("sign", BAD)
def test_the_rule_leaves_each_of_them_out_and_no_other(sign):
    assert without_forbidden(f"a{sign}b") == "ab"
    kept = "åäö é 👩\u200d⚕️ 61,2\u00a0% – ”ord” soft\u00adhyphen שלום"
    assert plain(kept) == kept


def test_an_answer_of_a_round_is_stored_without_them(client):
    report = report_of(an_open_round())
    answer = report.answers.order_by("order")[0]
    sent = {"status": "reached", "comment": f"Klart{BAD}!", "risk_owner": f"ro{BAD}ll", "base": 0}
    address = f"/uppfoljning/rundor/{report.round_id}/{NORTH}/svar/{answer.pk}/"
    signed_in(client, Role.REPORTER, NORTH).post(
        address, {f"{name}-{answer.pk}": value for name, value in sent.items()}
    )
    answer.refresh_from_db()
    assert (answer.comment, answer.risk_owner) == ("Klart!", "roll")


def test_names_of_groups_and_needs_are_stored_without_them(client):
    signed_in(client, Role.ANALYST)
    sent = {"code": "ny-grupp", "name": f"Ny{BAD} grupp", "kind": "function",
            "process": "support", "from_date": "2025-01-01"}  # fmt: skip
    told = client.post("/grupper/ny/", sent)
    assert told.status_code == 302, told.content.decode()[:4000]
    assert Group.objects.get().name == "Ny grupp"
    sent = {"title": f"Ett{BAD} behov", "origin": "law", "problem": f"Va{BAD}d",
            "affected": "Alla", "level": "county"}  # fmt: skip
    assert client.post("/behov/ny/", sent).status_code == 302
    assert [(need.title, need.problem) for need in Need.objects.all()] == [("Ett behov", "Vad")]


def test_a_password_and_what_stood_before_stay_as_they_were_sent(rf):
    from riktning.web.plain_texts import PlainTexts

    request = rf.post("/", {"password1": BAD, "sett": BAD, "sett:3": BAD, "text": f"a{BAD}"})
    PlainTexts(lambda asked: None).process_view(request, None, (), {})
    assert [request.POST[name] for name in ("password1", "sett", "sett:3", "text")] == [
        BAD, BAD, BAD, "a",
    ]  # fmt: skip
    with pytest.raises(AttributeError):
        request.POST["text"] = "b"
    clean = rf.post("/", {"text": "a"})
    before = clean.POST
    PlainTexts(lambda asked: None).process_view(clean, None, (), {})
    assert clean.POST is before
