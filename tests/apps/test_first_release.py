"""What the first release stored is there, whole and readable, after every migration since."""

from pathlib import Path

import pytest

from apps.first_release import MAKE
from apps.stores import Store, rows

LOOK = """
from django.test import Client
client = Client(HTTP_HOST="localhost")
page = client.get("/omrade/nara-vard/")
text = page.content.decode()
print(page.status_code, "Vården hänger ihop" in text, "Bemanningen bekymrar" in text)
page = client.get("/indikator/medelvardtid_75/data.csv")
print(page.status_code, page.content.decode().count("9,2"), page.content.decode().count("korning"))
found = client.get("/sok/?sok=bemanning").content.decode()
print(client.get("/planen/plan/1/").status_code, found.count("<mark>"))
from django.contrib.auth.models import User
from riktning.apps.organisation.rights import Action, actor_of, may
print(may(actor_of(User.objects.get()), Action.GRANT_ROLE))
from riktning.apps.plans.models import Goal
from django.db import DatabaseError
try:
    Goal.objects.update(text="annat")
except DatabaseError as error:
    print(str(error).splitlines()[0])
"""


@pytest.fixture
def migrated(tmp_path: Path) -> Store:
    store = Store(tmp_path / "home")
    assert store.script(MAKE).strip() == "made"
    return store


def test_the_first_release_s_store_is_read_by_this_one(migrated: Store, tmp_path: Path) -> None:
    lines = migrated.python(LOOK).splitlines()
    assert lines[0] == "200 True True"
    assert lines[1].startswith("200 1")
    assert lines[2] == "200 1"
    assert lines[3:] == ["True", "a decided revision never changes"]
    migrated.backed_up(tmp_path / "file")
    (told,) = (row for row in rows(tmp_path / "file", "organisation.auditevent"))
    assert (told["actor"], told["detail"]) == ("styrelsen", {"decided_by": "styrelsen"})
    assert migrated.command("doctor").returncode == 0
