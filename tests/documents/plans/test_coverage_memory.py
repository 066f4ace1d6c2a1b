"""The faults of plans that were looked through already."""

from dataclasses import replace

import pytest

from riktning.documents.plans import coverage_memory
from riktning.documents.plans.coverage import faults
from riktning.documents.plans.coverage_memory import MOST, known_faults
from riktning.documents.plans.estate import Estate
from riktning.documents.plans.snapshot import RevisionText, Said


@pytest.fixture(autouse=True)
def none_known(monkeypatch):
    monkeypatch.setattr(coverage_memory, "_KNOWN", [])


def plan(text: str = "Ett mål", code: str = "plan") -> RevisionText:
    items = (Said(1, 1, "area", "Nära vård"), Said(2, 2, "goal", text, parents=(1,)))
    return RevisionText(code, code, 1, "in_force", "", items, kind="implementation", unit_id="")


def test_the_same_plans_are_looked_through_once(monkeypatch) -> None:
    one = Estate((plan(),))
    found = known_faults(one)
    assert found == faults(one) and found
    monkeypatch.setattr(coverage_memory, "faults", None)  # another look would fail
    assert known_faults(one) is found
    assert known_faults(Estate((plan(),))) is found


def test_other_words_links_owners_or_names_are_looked_through_anew() -> None:
    one = Estate((plan(), plan("Ett annat mål", "andra")))
    others = [
        Estate((plan("Ett mål till"), one.plans[1])),
        replace(one, links=frozenset({(2, 1)})),
        replace(one, owned=frozenset({2})),
        replace(one, administrations={"norr": "Norr"}),
        replace(one, measures={"m": "Ett mått"}),
    ]
    for each in [one, *others, one]:
        assert known_faults(each) == faults(each)
        assert known_faults(each, "andra") == faults(each, "andra")


def test_few_are_kept() -> None:
    for number in range(3 * MOST):
        known_faults(Estate((plan(f"Mål {number}"),)))
    assert len(coverage_memory._KNOWN) == MOST
