"""Every refusal that a form can meet is told in the reader's language, not the command line's."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils.html import escape
from django.utils.translation import override
from plan_store import ACTOR, CODE, fill_plans

import riktning
from riktning.apps.organisation.models import Grant
from riktning.apps.plans.actions import decide_revision
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.models import Area, Goal, PlanIndicator, Question, Revision
from riktning.web.refusals import told_of

PACKAGE = Path(riktning.__file__).parent
# Rooms whose refusals the pages tell as they are; those of rounds have words by what they are.
ROOMS = ("plans", "needs", "governance")
# What only a file given to a command can meet, and what the page says by what it is.
BY_FILE = {"governance/loading.py", "needs/frame.py"}
BY_FUNCTION = {
    ("plans/linking.py", "find"),
    ("plans/linking.py", "_value"),
    ("plans/linking.py", "_refuse_two_values"),
}
BY_KIND = {"NotAllowedError", "ClosedGateError"}


def refusals():
    """Where each refusal of the rooms is raised: the file, the function, the expression."""
    for room in ROOMS:
        for path in sorted((PACKAGE / "apps" / room).rglob("*.py")):
            name = path.relative_to(PACKAGE / "apps").as_posix()
            for function in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(function, ast.FunctionDef):
                    for node in ast.walk(function):
                        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                            yield name, function.name, node.exc


def test_every_refusal_a_form_can_meet_has_words_for_its_reader():
    silent, seen = [], 0
    for name, function, raised in refusals():
        seen += 1
        made = ast.unparse(raised.func)
        if made in BY_KIND or name in BY_FILE or (name, function) in BY_FUNCTION:
            continue
        if not made.endswith(".telling"):
            silent.append(f"{name}:{raised.lineno} {ast.unparse(raised)[:80]}")
    assert seen > 80
    assert silent == []


def test_what_is_left_out_is_still_there():
    found = {(name, function) for name, function, _raised in refusals()}
    assert found >= BY_FUNCTION
    assert {name for name, _function in found} >= BY_FILE


def test_no_page_says_what_the_command_line_would():
    """Pages take a refusal's words through ``told_of`` or by what kind it is."""
    for path in sorted((PACKAGE / "web").rglob("*.py")):
        if path.name == "refusals.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = {"error", "refused", "exc"}
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                said = node.value.id in names and node.attr in {"sentence", "remedy"}
                assert not said, f"{path}:{node.lineno}"
            if isinstance(node, ast.Call) and ast.unparse(node) in {f"str({n})" for n in names}:
                pytest.fail(f"{path}:{node.lineno}")


def test_a_refusal_without_words_is_not_told_in_the_command_lines():
    error = PlanError("does not follow the line", where="plan 2", remedy="run `riktning x`")
    with override("sv"):
        assert told_of(error) == (
            "Det gick inte att spara. Ladda om sidan, se hur det är nu och försök igen."
        )
    with override("en"):
        assert told_of(error).startswith("It could not be saved.")


@pytest.fixture
def draft(db):
    fill_plans()
    return Revision.objects.get(plan__code=CODE, number=2)


@pytest.fixture
def analyst(client, draft):
    user = User.objects.create_user("en-analytiker")
    Grant.objects.create(user=user, role="analyst", from_date=date(2020, 1, 1))
    client.force_login(user)
    return client


def _number(model, revision):
    lookup = {Goal: "sub_area__area__revision", PlanIndicator: "area__revision"}
    return model.objects.filter(**{lookup.get(model, "revision"): revision}).first().item.number


@pytest.mark.parametrize(
    ("model", "given", "swedish", "english"),
    [
        (
            PlanIndicator, {"handling": "matt-bort", "matt": "inget", "sett": ""},
            "Måttet följer inte indikatorn längre.", "The measure no longer follows the indicator.",
        ),
        (
            Goal, {"handling": "tid", "fran": "2025-01", "sett": ""},
            "Bara aktiviteter har en tid.", "Only activities have a time.",
        ),
        (
            Goal, {"handling": "ansvar-slut", "ansvar": "owner", "till": "2020-01-01"},
            "Ingen har det ansvaret den dagen.", "Nobody has that responsibility on that day.",
        ),
        (
            Goal, {"handling": "lydelse", "text": "Annat"},
            "Formuläret är inte helt.", "The form is not whole.",
        ),
        (
            Area, {"handling": "lydelse", "text": "!!!", "sett": "x"},
            "Skriv ett namn med bokstäver eller siffror.", "Write a name with letters or digits.",
        ),
    ],
)  # fmt: skip
def test_a_page_refuses_in_the_language_it_is_in(analyst, draft, model, given, swedish, english):
    address = f"/planen/{CODE}/2/post/{_number(model, draft)}/"
    for place, words in (("", swedish), ("/en", english)):
        answer = analyst.post(place + address, given)
        assert answer.status_code in {409, 422}
        assert escape(words) in answer.content.decode()


def test_two_areas_of_a_plan_have_two_names(analyst, draft):
    name = Area.objects.filter(revision=draft).first().name
    refused = analyst.post(f"/planen/{CODE}/2/redigera/ny/", {"slag": "area", "text": name.upper()})
    assert refused.status_code == 422
    assert "Planen har redan området" in refused.content.decode()
    assert Area.objects.filter(revision=draft, name__iexact=name).count() == 1


def test_the_start_page_asks_only_what_can_be_answered(analyst, draft):
    Question.objects.filter(revision=draft).delete()
    assert "öppen fråga" not in analyst.get("/start/").content.decode()
    Question.objects.create(revision=draft, where="rad 1", problem="oklart")
    page = analyst.get("/start/").content.decode()
    assert "har 1 öppen fråga från inläsningen." in page
    assert f'href="/planen/{CODE}/2/redigera/#fragor"' in page
    decide_revision(
        revision=draft, decided_on=date(2025, 1, 15), decided_by="Påhittad nämnd", paragraph="§ 8",
        actor=ACTOR,
    )  # fmt: skip
    assert "öppen fråga" not in analyst.get("/start/").content.decode()
