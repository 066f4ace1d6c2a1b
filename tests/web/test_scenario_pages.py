"""The pages of scenarios: what is assumed, what it leads to, and that it is invented."""

import re
from io import BytesIO

import pytest
from filled_store import fill
from openpyxl import load_workbook

from apps.scenario_store import fill_scenarios
from riktning.web.presenters import scenario_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(client):
    fill()
    fill_scenarios()
    return client


def told(row, delimiter):
    """The year and the figures of a line: all between the outcome's name and the label."""
    return delimiter.join(row.split(delimiter)[-9:-1])


def english_row(client):
    response = client.get("/en/scenarier/plan/tabell.csv")
    return b"".join(response.streaming_content).decode("utf-8-sig").splitlines()[40]


def words(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_an_empty_store_says_how_scenarios_come_there(client):
    text = words(client, "/scenarier/")
    assert "riktning scenario publish" in text
    assert client.get("/scenarier/plan/").status_code == 404


def test_the_list_has_every_scenario_the_baseline_first(published):
    text = words(published, "/scenarier/")
    assert text.index(">Som hittills<") < text.index(">Planen</a></h2>")
    assert "1 av 1 mål nås i tid" in text and "inte verkliga resultat" in text
    assert "As so far" in words(published, "/en/scenarier/")


def test_a_scenario_tells_its_difference_and_whether_the_target_is_met(published):
    """Ten lower in every draw, with the same luck: certain, and 91 is met by most draws."""
    text = words(published, "/scenarier/plan/?utfall=medelvardtid_75&ar=2027")
    assert "10,000 lägre än Som hittills år 2027" in text
    assert "≤ 91,00, dec 2027" in text
    assert "skulle ha nåtts före 2026" in text and "nås inte" in text
    assert text.count('class="chart"') == 2
    assert "Simulerat ur syntetiska data – inte verkliga resultat" in text


def test_the_baseline_is_compared_with_nothing(published):
    text = words(published, "/scenarier/baseline/")
    assert "Skillnad" not in text and "Inga åtgärder" in text


def test_what_is_assumed_stands_with_its_source(published):
    text = words(published, "/scenarier/plan/")
    assert "Från jan 2026, fullt utbyggt efter 24 månader. Når 30 % till 50 %." in text
    assert "Källa: en studie" in text and "Sandvik" in text
    assert "Antagande, inte uppmätt." in text and "nätter i vård: 0,30 till 0,50" in text


def test_what_each_lever_gives_adds_up(published):
    text = words(published, "/scenarier/plan/?utfall=medelvardtid_75")
    assert text.count("−5,0000") == 2 and "−10,0000" in text and "± 0,0500" in text


@pytest.mark.parametrize("asked", ["?utfall=inget&ar=1999", "?ar=x", "?utfall=%00&ar=²"])
def test_what_is_not_there_gives_what_is(published, asked):
    assert "2028" in words(published, f"/scenarier/plan/{asked}")


def test_every_figure_can_be_taken_away_and_says_that_it_is_invented(published):
    response = published.get("/scenarier/plan/tabell.csv")
    rows = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 29 * 3 or len(rows) > 60
    assert all("inte verkliga resultat" in row for row in rows[1:])
    assert all(re.fullmatch(r"20\d\d(;-?\d+(,\d+)?){7}", told(row, ";")) for row in rows[1:])
    assert re.fullmatch(r"20\d\d(,-?\d+(\.\d+)?){7}", told(english_row(published), ","))
    sheet = load_workbook(BytesIO(published.get("/scenarier/plan/tabell.xlsx").content)).active
    year, median, low = (cell for cell in sheet[2][1:4])
    assert year.value == 2026 and 0 < low.value < median.value
    assert median.number_format == "0.000" and isinstance(median.value, float)
    assert published.get("/scenarier/plan/tabell.pdf").status_code == 404


def test_a_known_figure_is_told_with_its_source_or_that_it_has_none():
    content = {"parameters": {"nights": 1.2, "days_ready": {"value": 0.9, "source": "en rapport"}}}
    assert scenario_words.parameters(content, "sv") == [
        "nätter i vård: 1,20. Ingen källa är given.",
        "dagar som utskrivningsklar: 0,90. Källa: en rapport",
    ]
    effect = {"does": "length", "source": None, "target": None, "size": {}, "own": 0.1}
    told = scenario_words.effects({"effects": [{**effect, "evidence": "en studie"}]}, "sv")
    assert list(told) == ["Nätter i vård, ändring: 10\N{NO-BREAK SPACE}%. Ingen källa är given."]
