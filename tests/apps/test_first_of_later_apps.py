"""What each later app stored when it came is there, whole and kept, after every migration since."""

import json
from pathlib import Path

import pytest

from apps.first_of_later_apps import LOOK, MAKE
from apps.stores import Store

# What the database kept of these rows from the first day, and still keeps.
KEPT = {
    "UPDATE governance_assignment SET purpose = 'annat'": "a decided assignment never changes",
    "UPDATE governance_decision SET text = 'annat'": "the register of decisions is append-only",
    "DELETE FROM needs_needreport": "what was said of a need is append-only",
    "UPDATE needs_need SET step = 'completed'": "a need goes only the ways there are",
    "UPDATE meetings_meeting SET title = 'annat'": "approved minutes never change",
    "UPDATE meetings_point SET notes = 'annat'": "approved minutes never change",
    "UPDATE reports_report SET title = 'annat'": "an approved report never changes",
    "UPDATE reports_reportsection SET text = 'annat'": "an approved report never changes",
    "UPDATE reports_frozen SET manuscript = 'annat'": "an approved report never changes",
    "UPDATE scenarios_scenario SET content = 'annat'": "a published scenario never changes",
}
TRY = f"""
from django.db import DatabaseError, connection, transaction
for statement in {list(KEPT)!r}:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        print(str(error).splitlines()[0])
    else:
        print("changed")
"""
READ = """
from django.test import Client
client = Client(HTTP_HOST="localhost")
for path in ("/grupper/ledning/", "/grupper/ledning/uppdrag/1/", "/beslut/1/", "/behov/1/",
             "/grupper/"):
    print(client.get(path).status_code)
for word in ("trygg", "prioriteras", "hittills"):
    print(client.get("/sok/?sok=" + word).content.decode().count("<mark>") > 0)
"""


Migrated = tuple[Store, dict[str, list[dict[str, str]]]]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Migrated:
    store = Store(Path(tmp_path_factory.mktemp("later")) / "home")
    before = json.loads(store.script(MAKE).splitlines()[-1])
    return store, before


def test_every_row_has_all_that_it_had(migrated: Migrated) -> None:
    store, before = migrated
    after = json.loads(store.python(LOOK).splitlines()[-1])
    assert sum(map(len, before.values())) > 25
    for table, rows in before.items():
        now = {row["id"]: row for row in after[table]}
        for row in rows:
            found = now[row["id"]]
            assert {name: found.get(name) for name in row} == row, table


def test_no_first_table_is_empty(migrated: Migrated) -> None:
    without = {table for table, rows in migrated[1].items() if not rows}
    assert without <= {"needs_move", "meetings_itemactivity", "governance_actionitem",
                       "governance_itemnote"}  # fmt: skip


def test_what_was_kept_from_the_first_day_is_kept_still(migrated: Migrated) -> None:
    said = migrated[0].python(TRY).splitlines()
    for (statement, refusal), line in zip(KEPT.items(), said, strict=True):
        assert line.startswith(refusal), statement


def test_it_is_read_and_found(migrated: Migrated) -> None:
    lines = migrated[0].python(READ).splitlines()
    assert lines == ["200"] * 5 + ["True"] * 3
