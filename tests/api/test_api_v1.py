"""The API says what is published, and nothing more."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from apps.initiative_store import an_initiative
from apps.making import a_revision
from apps.need_store import a_frame, a_need
from apps.run_folders import READMISSION, STAY, RunSpec, hide, judge, judged, write_run_folder
from riktning.apps.observations.actions import publish_run
from riktning.apps.observations.models import Run
from riktning.core.periods import Month
from riktning.trends.verdict import Direction, Pace

pytestmark = pytest.mark.django_db
SPEC = RunSpec(
    first=Month(2025, 1),
    changes={(STAY, "su", "month", date(2025, 3, 1)): hide("primary")},
)


def get(client: Client, path: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    folder = write_run_folder(tmp_path / "run", SPEC)
    judge(folder, judged(STAY, "vgr", Direction.WORSENING, Pace.LATE), judged(READMISSION))
    return publish_run(run_folder=folder, actor="analysenheten")


def test_indicators_are_listed_with_what_is_said_of_the_region(client: Client, run: Run) -> None:
    answer = get(client, "/indicators")
    assert (answer["synthetic"], answer["run_id"]) == (True, "run-1")
    stay, readmission, hired = answer["indicators"]
    assert (stay["id"], stay["polarity"], stay["state"]) == (STAY, "lower", "computed")
    assert stay["verdict"]["direction"] == "worsening"
    assert (stay["verdict"]["pace"], stay["verdict"]["due"]) == ("late", "2027-12")
    assert readmission["verdict"]["pace"] is None
    assert (hired["state"], hired["verdict"]) == ("no source", None)


def test_an_indicator_carries_its_definition(client: Client, run: Run) -> None:
    answer = get(client, f"/indicators/{STAY}")
    assert answer["definition"]["numerator"]
    assert answer["indicator"]["name"]["sv"] == answer["definition"]["name"]["sv"]
    assert len(answer["indicator"]["definition_sha256"]) == 64


def test_a_series_has_every_month_and_a_hidden_one_has_only_its_reason(
    client: Client, run: Run
) -> None:
    points = get(client, f"/indicators/{STAY}/series?unit=su")["points"]
    assert [p["period"] for p in points] == [f"2025-{month:02d}" for month in range(1, 13)]
    assert points[2] == {"period": "2025-03", "start": "2025-03-01", "hidden": "primary"}
    assert set(points[3]) == {
        *("period", "start", "numerator", "denominator", "value", "low", "high", "preliminary")
    }


def test_a_series_is_the_region_s_months_unless_asked_otherwise(client: Client, run: Run) -> None:
    answer = get(client, f"/indicators/{STAY}/series")
    assert (answer["unit"], answer["unit_name"], len(answer["points"])) == ("vgr", "Regionen", 12)
    assert answer["rounded_to"] is None
    assert answer["verdict"]["direction"] == "worsening"
    tertials = get(client, f"/indicators/{STAY}/series?unit=su-hjarta&period=tertial")
    assert [p["period"] for p in tertials["points"]] == ["2025 T1", "2025 T2", "2025 T3"]
    assert tertials["verdict"] is None


def test_the_current_run_says_where_it_comes_from(client: Client, run: Run) -> None:
    answer = get(client, "/runs/current")
    assert (answer["run_id"], answer["first_month"], answer["last_month"]) == (
        "run-1",
        "2025-01",
        "2025-12",
    )
    assert (answer["smallest_count"], answer["as_of"]) == (5, "2025-12-31")
    assert answer["family"]["size"] == 2


def test_plans_are_listed_with_revisions_and_areas(client: Client, run: Run) -> None:
    a_revision()
    (plan,) = get(client, "/plans")["plans"]
    (revision,) = plan["revisions"]
    assert (plan["code"], revision["number"], revision["state"]) == ("plan", 1, "draft")
    assert revision["areas"] == ["Nära vård", "Digitala vårdtjänster"]


def test_nothing_published_is_an_empty_list_and_no_synthetic_flag(client: Client) -> None:
    assert get(client, "/indicators") == {"synthetic": None, "run_id": None, "indicators": []}
    assert get(client, "/plans") == {"synthetic": None, "plans": []}


@pytest.mark.parametrize("path", ["/runs/current", f"/indicators/{STAY}"])
def test_nothing_published_says_what_would_help(client: Client, path: str) -> None:
    assert "riktning publish" in get(client, path, 404)["detail"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/indicators/okand", "okand"),
        ("/indicators/okand/series", "okand"),
        (f"/indicators/{STAY}/series?unit=okand", "okand"),
    ],
)
def test_what_does_not_exist_is_named(client: Client, run: Run, path: str, name: str) -> None:
    assert name in get(client, path, 404)["detail"]


def test_an_unknown_kind_of_period_is_refused_with_the_kinds_there_are(
    client: Client, run: Run
) -> None:
    (problem,) = get(client, f"/indicators/{STAY}/series?period=week", 422)["detail"]
    assert "month" in problem["msg"] and "tertial" in problem["msg"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(client: Client, run: Run, method: str) -> None:
    assert getattr(client, method)("/api/v1/indicators").status_code == 405


QUERIES = {
    "/indicators": 3,
    f"/indicators/{STAY}": 3,
    f"/indicators/{STAY}/series": 5,
    "/runs/current": 1,
    "/plans": 4,
}


@pytest.mark.parametrize("path", QUERIES)
def test_an_answer_takes_few_queries(
    client: Client, run: Run, path: str, django_assert_num_queries: Callable[[int], Any]
) -> None:
    a_revision()
    with django_assert_num_queries(QUERIES[path]):
        get(client, path)


def paths() -> dict[str, Any]:
    from riktning.api.v1 import api

    described: dict[str, Any] = api.get_openapi_schema()["paths"]
    return described


def test_the_description_names_every_address_and_every_answer_says_whether_it_is_synthetic(
    client: Client, run: Run
) -> None:
    described = get(client, "/openapi.json")
    assert set(described["paths"]) == set(paths())
    a_frame()
    need, initiative = a_need(), an_initiative()
    for path in paths():
        number = need.pk if "/needs/" in path else initiative.pk
        whole = path.replace("{indicator_id}", STAY).replace("{number}", str(number))
        answer = get(client, whole.removeprefix("/api/v1"))
        assert answer["synthetic"] is True


def test_the_description_needs_nothing_from_elsewhere(client: Client) -> None:
    assert client.get("/api/v1/docs").status_code == 404
