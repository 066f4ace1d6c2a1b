"""What files of large tables showed is kept; what checks say is what they say without it."""

import json
from copy import deepcopy
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import corrections
from oracle.from_files import write
from oracle.hostile import crowd
from oracle.known_then import as_known_on
from oracle.world import World
from riktning.sources.contracts import BY_NAME
from riktning.sources.opening import open_delivery
from riktning.sources.quality import looking, pieces
from riktning.sources.quality.hashes import meets
from riktning.sources.quality.kept_pieces import AboutPersons, Difference
from riktning.sources.quality.looking import keep_pieces
from riktning.sources.quality.report import judge_table

LAST = date(2024, 12, 31)
HASHES = st.one_of(st.integers(0, 3), st.integers(0, 2**64 - 1), st.just(1 << 40))
JUDGED = [BY_NAME[name] for name in ("contact", "stay", "diagnosis")]


@pytest.fixture(autouse=True)
def _every_table_is_large(monkeypatch):
    monkeypatch.setattr(pieces, "SMALL", 0)


@pytest.fixture
def looked_at(monkeypatch):
    """The files that are looked through."""
    seen, piece_of = [], looking._Look._piece

    def watched(look, piece):
        if piece.path is not None:
            seen.append(piece.path)
        return piece_of(look, piece)

    monkeypatch.setattr(looking._Look, "_piece", watched)
    return seen


def judged(folder, kept=None):
    opened = open_delivery(folder)
    pieces_kept = None if kept is None else keep_pieces(opened, kept)
    found = [result for table in JUDGED for result in judge_table(opened, table)]
    if pieces_kept is not None:
        pieces_kept.write()
    return found


def world_of(seed=5):
    whole = crowd(Random(seed), 40, lawless=True)
    return as_known_on(whole, LAST)


def changed(world, change, seed=1):
    tables = deepcopy(world.tables)
    change(tables, Random(seed))
    return World(tables, world.first, world.last, world.as_of)


def one_more_death(tables, _rng):
    """Someone has died in the middle of the time that is told of."""
    person = next(row for row in tables["person"] if row["death_date"] is None)
    person["death_date"] = date(2024, 3, 3)


def other_sex(tables, _rng):
    """Everyone's sex was wrong."""
    for person in tables["person"]:
        person["sex"] = {"F": "M", "M": "F"}.get(person["sex"], person["sex"])


def one_more_person(tables, _rng):
    """Someone whom events refer to becomes known."""
    known = {row["person_id"] for row in tables["person"]}
    ids = (row["person_id"] for row in tables["contact"] if row["person_id"] is not None)
    stranger = next((one for one in ids if one not in known), "somebody new")
    row = {"person_id": stranger, "birth_date": date(2024, 5, 1), "sex": "F", "death_date": None}
    tables["person"].append(row)


NEWS = (
    corrections.late_discharge, corrections.deleted_row, corrections.misplaced_code,
    corrections.corrected_birth, corrections.registered_death, corrections.forgotten_person,
    corrections.new_unit, corrections.moved_unit, corrections.missing_month,
    corrections.later_contact, corrections.nothing, one_more_death, other_sex, one_more_person,
)  # fmt: skip


@pytest.mark.parametrize("news", [NEWS[::2], NEWS[1::2]], ids=["even", "odd"])
def test_after_any_corrections_checks_say_what_they_say_of_a_delivery_never_seen(news, tmp_path):
    world = world_of()
    judged(write(world, tmp_path / "before"), tmp_path / "kept")
    for change in news:
        world = changed(world, change)
        data = write(world, tmp_path / change.__name__)
        assert judged(data, tmp_path / "kept") == judged(data), change.__name__


def test_month_after_month_only_new_files_are_looked_through(tmp_path, looked_at):
    world = world_of()
    for day in (date(2024, 11, 30), LAST):
        data = write(as_known_on(world, day), tmp_path / str(day))
        looked_at.clear()
        found = judged(data, tmp_path / "kept")
        seen = {path.stem for path in looked_at if path.parent.name == "contact"}
        assert found == judged(data)
    within = {month for month in seen if month >= world.first}  # others are out of the span
    assert within == {"2024-12"}


def test_the_same_again_reads_no_large_file_and_says_the_same(tmp_path, looked_at):
    data = write(world_of(), tmp_path / "0")
    first = judged(data, tmp_path / "kept")
    looked_at.clear()
    assert judged(data, tmp_path / "kept") == first
    assert {path.stem for path in looked_at} <= {"residence", "listing"}


def an_old_id_again(tables, _rng):
    """A contact of the last month goes by the id of one that was there before."""
    contacts = sorted(tables["contact"], key=lambda row: str(row["started_at"]))
    contacts[-1]["contact_id"] = contacts[0]["contact_id"]


def test_a_key_that_a_new_file_shares_with_one_seen_before_is_found(tmp_path):
    world = world_of()
    judged(write(as_known_on(world, date(2024, 11, 30)), tmp_path / "before"), tmp_path / "kept")
    apart = json.loads((tmp_path / "kept" / "pieces.json").read_text("utf-8"))["apart"]
    assert apart["contact"]
    data = write(changed(world, an_old_id_again), tmp_path / "now")
    found = judged(data, tmp_path / "kept")
    assert found == judged(data)
    keys = {result.table: result for result in found if result.check == "key"}
    assert keys["contact"].failed_rows == 1
    apart = json.loads((tmp_path / "kept" / "pieces.json").read_text("utf-8"))["apart"]
    assert "contact" not in apart


@given(st.lists(st.lists(HASHES, max_size=40), max_size=4), st.lists(HASHES, max_size=40))
def test_new_hashes_meet_others_where_one_is_among_them(several, new):
    arrays = [np.array(each, np.uint64) for each in several]
    expected = any(one in each for each in several for one in new)
    assert meets(arrays, np.array(new, np.uint64)) == expected


def test_a_damaged_answer_is_not_believed(tmp_path):
    data = write(world_of(), tmp_path / "0")
    first = judged(data, tmp_path / "kept")
    for path in (tmp_path / "kept").iterdir():
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(bytes(content))
    assert judged(data, tmp_path / "kept") == first


def test_what_nobody_asks_for_any_more_is_removed(tmp_path):
    world = world_of()
    judged(write(world, tmp_path / "0"), tmp_path / "kept")
    before = {path.name for path in (tmp_path / "kept").glob("*.arrow")}
    judged(write(as_known_on(world, date(2024, 6, 30)), tmp_path / "1"), tmp_path / "kept")
    after = {path.name for path in (tmp_path / "kept").glob("*.arrow")}
    assert len(after) < len(before)


@pytest.mark.parametrize(
    ("difference", "spared"),
    [
        (Difference(), True),
        (Difference(lost=True), False),
        (Difference(added=True), True),
        (Difference(sexes=True), True),
        (Difference(born=100), True),
        (Difference(born=101), False),
        (Difference(died=200), True),
        (Difference(died=199), False),
    ],
)
def test_a_piece_is_spared_by_news_that_its_days_do_not_reach(difference, spared):
    epoch = date(1970, 1, 1)
    days = epoch + timedelta(days=100), epoch + timedelta(days=200)
    assert difference.spares(AboutPersons.of(days, unknown=False, sides=False)) is spared
    untold = AboutPersons.of(None, unknown=True, sides=True)
    assert difference.spares(untold) is (difference == Difference())
