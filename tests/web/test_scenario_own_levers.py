"""Where, for whom and how much a lever does is chosen on the page, and reaches the file."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from apps.scenario_store import a_done_job, fill_scenarios
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.apps.scenarios.drafting import Chosen, Whom, own_file
from riktning.apps.scenarios.jobs import runs_of
from riktning.apps.scenarios.models import Job
from riktning.apps.scenarios.places import places
from riktning.apps.scenarios.starts import examples
from riktning.core.examples import examples_folder
from riktning.core.periods import Month
from riktning.core.units import UnitKind
from riktning.simulation.horizon import Horizon
from riktning.simulation.region import read_region
from riktning.simulation.scenarios.compiling import kernel_scenario
from riktning.simulation.scenarios.distributions import Form, Uncertain
from riktning.simulation.scenarios.figuring import figures_of
from riktning.simulation.scenarios.files import read_scenario_text

pytestmark = pytest.mark.django_db
NEW = "/scenarier/ny/"
FIRST, LEVER = "2027-01", "digital_first"
EFFECT = f"{LEVER}-primary_visit_to_chat"


@pytest.fixture
def lead(client, settings, tmp_path):
    settings.RIKTNING_HOME = tmp_path
    user = User.objects.create_user("ledare")
    Grant.objects.create(user=user, role=Role.AREA_LEAD, from_date=timezone.localdate())
    client.force_login(user)
    return client


def words(response):
    return " ".join(response.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def filled(**given):
    said = {"fran": "demography-only", "name": "Mitt", "last": "2030", "persons": "600",
            "draws": "2", "replicates": "2", f"{LEVER}-reach": "60", f"{LEVER}-start": FIRST,
            f"{LEVER}-ramp": "24"}  # fmt: skip
    return {**said, **given}


def the_use(lead, **given):
    response = lead.post(NEW, filled(**given))
    assert response.status_code == 302, words(response)
    return read_scenario_text(Job.objects.get().scenario, "p").uses[0]


def test_a_lever_is_for_some_places_ages_and_one_sex(lead):
    use = the_use(
        lead, **{f"{LEVER}-units": ["DR-SKARABORG", "1480"], f"{LEVER}-from": "65",
                 f"{LEVER}-below": "80", f"{LEVER}-sex": "F"}
    )  # fmt: skip
    assert use.units == ("DR-SKARABORG", "1480")
    assert (use.ages.low, use.ages.below, use.sex) == (65, 80, "F")


def test_a_reach_and_an_effect_that_nobody_knows_are_drawn_between_two_figures(lead):
    use = the_use(
        lead, **{f"{LEVER}-low": "40", f"{LEVER}-high": "70", f"{EFFECT}-low": "5",
                 f"{EFFECT}-middle": "12.5", f"{EFFECT}-high": "20", f"{LEVER}-source": "En studie"}
    )  # fmt: skip
    assert use.reach == Uncertain(Form.TRIANGULAR, (0.4, 0.6, 0.7), "En studie")
    sizes = {"primary_visit_to_chat": Uncertain(Form.TRIANGULAR, (0.05, 0.125, 0.2), "En studie")}
    assert use.sizes == sizes


def test_one_figure_is_certain_and_without_a_source_a_spread_is_an_assumption(lead):
    use = the_use(
        lead, **{f"{LEVER}-low": "40", f"{LEVER}-high": "70", f"{EFFECT}-middle": "10"}
    )  # fmt: skip
    assert use.reach.source == "assumption"
    assert use.sizes == {"primary_visit_to_chat": 0.1}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"units": ["ATLANTIS"]}, "Platsen ATLANTIS finns inte"),
        ({"from": "80", "below": "65"}, "Ingen ålder är kvar"),
        ({"from": "17"}, "17"),
        ({"sex": "X"}, "X"),
        ({"low": "50"}, "Skriv både minst och mest"),
        ({"low": "61", "high": "70"}, "mellan minst och mest"),
        ({"high": "101", "low": "1"}, "Räckvidden kan inte vara mer än alla"),
        ({"reach": "nan"}, "Räckvidden kan inte vara mer än alla"),
        ({"primary_visit_to_chat-middle": "120"}, "skriv 0 till 100 procent"),
        ({"primary_visit_to_chat-middle": "nan"}, "skriv 0 till 100 procent"),
        ({"primary_visit_to_chat-low": "2", "primary_visit_to_chat-high": "1"}, "minsta effekten"),
    ],
)  # fmt: skip
def test_what_is_impossible_of_a_lever_is_one_sentence_at_its_field(lead, given, said):
    response = lead.post(NEW, filled(**{f"{LEVER}-{part}": each for part, each in given.items()}))
    assert response.status_code == 422 and said in words(response)
    assert not Job.objects.exists() and "Digitalt först, " in words(response)


def test_a_change_may_be_negative_and_grow_from_its_least(lead):
    name = "faster_discharge"
    given = {f"{name}-reach": "50", f"{name}-start": FIRST, f"{name}-ramp": "0",
             f"{name}-ready_days-low": "-10", f"{name}-ready_days-high": "-40"}  # fmt: skip
    use = the_use(lead, **given | {f"{LEVER}-reach": "0"})
    assert use.sizes == {"ready_days": Uncertain(Form.UNIFORM, (-0.1, -0.4), "assumption")}


def test_a_lever_on_the_whole_region_asks_neither_where_nor_for_whom(lead):
    text = words(lead.get(NEW))
    assert 'name="staffing-units"' not in text and 'name="staffing-sex"' not in text
    assert 'name="near_hospitals-units"' in text and 'name="near_hospitals-sex"' not in text
    assert 'name="prevention-units"' not in text and 'name="prevention-sex"' in text


def test_places_ages_and_sizes_stand_in_an_address_that_gives_them_back(lead):
    given = {f"{LEVER}-units": ["1480", "DR-SKARABORG"], f"{LEVER}-from": "65",
             f"{EFFECT}-middle": "10", f"{LEVER}-low": "40", f"{LEVER}-high": "70"}  # fmt: skip
    address = lead.post(NEW, {**filled(**given), "lank": "1"}).headers["Location"]
    text = words(lead.get(address))
    assert "bara i Göteborg, Skaraborg, från 65 år" in text.replace("Göteborgs stad", "Göteborg")
    assert 'value="1480" checked' in text and 'value="DR-SKARABORG" checked' in text
    assert f'id="id_{EFFECT}-middle" min="0" max="100" step="any"' in text and 'value="10"' in text
    assert "kan formuläret inte ta" not in text


def test_what_an_address_says_and_the_form_cannot_take_is_told(lead):
    odd = "digital_first-reach=nan&nosuch=1&digital_first-units=ATLANTIS&persons=3"
    text = words(lead.get(f"{NEW}?fran=baseline&{odd}"))
    for each in odd.split("&"):
        assert each in text
    assert "kan formuläret inte ta" in text
    assert "kan formuläret inte ta" not in words(lead.get(f"{NEW}?fran=baseline&name=Nytt"))


def test_a_run_is_started_from_with_its_own_places(lead):
    fill_scenarios()
    job = a_done_job(name="Förlaga")
    text = words(lead.get(f"{NEW}?fran=korning-{job.pk}"))
    assert "Förlaga" in text and "finns inte" not in text
    assert "finns inte" in words(lead.get(f"{NEW}?fran=korning-999"))


def test_what_each_lever_gives_is_asked_for_and_counted(lead):
    lead.post(NEW, filled(shares="on"))
    job = Job.objects.get()
    assert job.orders > 0 and runs_of(job) == 2 * 2 * 2 + 2 * 2
    address = f"/scenarier/korningar/{job.pk}/scenario.yaml"
    assert f"--shares --orders {job.orders}" in lead.get(address).content.decode()


def test_every_place_offered_is_one_that_some_municipality_belongs_to():
    month = Month(2026, 1)
    region = read_region(examples_folder() / "region", Horizon(month, month))
    names = places().names()
    assert sum(len(part.municipalities) for part in places().parts) == 49
    assert set(region.municipalities) <= names.keys()
    subregions = {region.ids[n] for n in region.of_kind(UnitKind.SUBREGION)}
    assert subregions == {part.whole.unit_id for part in places().parts}
    plan = read_scenario_text(file_for(tuple(names)), "p")
    assert kernel_scenario(plan, region, plan.months, figures_of(plan, 0), plan.uses).levers


def file_for(units):
    chosen = {LEVER: Chosen(50, Month(2027, 1), 0, whom=Whom(units))}
    return own_file(examples()[0], "n", {"sv": "s", "en": "s"}, Month(2030, 12), chosen)
