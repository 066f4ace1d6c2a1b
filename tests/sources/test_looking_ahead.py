"""Tables are looked through before their turn; what is said, and in which order, is the same."""

from contextlib import nullcontext
from random import Random
from threading import Event
from threading import enumerate as threads_of

import pytest

from oracle.from_files import write
from oracle.hostile import crowd
from riktning.core.errors import CareDataError
from riktning.indicators.checked import open_checked
from riktning.sources.contracts import TABLES
from riktning.sources.opening import open_delivery
from riktning.sources.quality import looking, pieces
from riktning.sources.quality.looking import looking_ahead
from riktning.sources.quality.report import check_delivery, judge_table
from riktning.sources.quality.results import Status
from sources.small_delivery import clean_rows, write_parquet
from sources.test_damage import spoil_pages, write_months
from sources.test_large_tables import in_month_files

HANDS = (1, 2)
LONG = 60  # seconds that a test waits for what must happen


def ahead_of(opened, hands):
    return nullcontext() if hands is None else looking_ahead(opened, hands)


def results_of(folder, hands=None):
    opened = open_delivery(folder)
    with ahead_of(opened, hands):
        return list(check_delivery(opened))


def test_a_lawless_crowd_is_judged_alike_in_the_same_order(tmp_path, monkeypatch):
    monkeypatch.setattr(pieces, "SMALL", 0)
    write(crowd(Random(3), 60, lawless=True), tmp_path / "d")
    alone = results_of(tmp_path / "d")
    assert [results_of(tmp_path / "d", hands) for hands in HANDS] == [alone, alone]
    assert sum(result.status is Status.FAILED for result in alone) > 5


def sentence_of(folder, hands=None):
    """What the first table that cannot be read says, and which it is."""
    opened = open_delivery(folder)
    with ahead_of(opened, hands):
        for table in TABLES:
            try:
                list(judge_table(opened, table))
            except CareDataError as error:
                return table.name, error.sentence
    raise AssertionError("every table could be read")


def two_broken(folder):
    """Contacts whose second month is broken, and stays that are broken, too."""
    write_parquet(folder, clean_rows())
    write_months(folder, "contact", ["2025-01", "2025-02"])
    spoil_pages(folder / "contact" / "2025-02.parquet")
    spoil_pages(folder / "stay.parquet")
    return folder


def test_of_two_broken_tables_the_first_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(pieces, "SMALL", 0)
    folder = two_broken(tmp_path / "d")
    alone = sentence_of(folder)
    assert [sentence_of(folder, hands) for hands in HANDS] == [alone, alone]
    assert alone[0] == "contact"
    assert "table contact, file 2025-02.parquet" in alone[1]
    assert results_of(folder, 2) == results_of(folder)


def test_a_later_table_that_breaks_while_another_is_read_waits_for_its_turn(tmp_path, monkeypatch):
    folder = write_parquet(tmp_path / "d", clean_rows())
    spoil_pages(folder / "stay.parquet")
    alone, broken, piece_of = sentence_of(folder), Event(), looking._Look._piece

    def contacts_after_stays(look, piece):
        if look._plan.table.name == "contact":
            assert broken.wait(LONG)
        try:
            return piece_of(look, piece)
        finally:
            if look._plan.table.name == "stay":
                broken.set()

    monkeypatch.setattr(looking._Look, "_piece", contacts_after_stays)
    turns = []
    with pytest.raises(CareDataError) as caught:
        open_checked(folder, "1GB", lambda number, _all, what: turns.append((number, what)))
    assert ("stay", caught.value.sentence) == alone
    names = [table.name for table in TABLES]
    told = names[: names.index("stay") + 1]
    assert turns == [(number, f"checking {name}") for number, name in enumerate(told)]


def test_a_table_of_wrong_columns_is_told_in_its_turn(tmp_path):
    folder = write_parquet(tmp_path / "d", clean_rows())
    (folder / "listing.parquet").unlink()
    (folder / "listing.csv").write_text("person_id,unit\na,V\n", encoding="utf-8")
    spoil_pages(folder / "residence.parquet")
    assert sentence_of(folder, 2) == sentence_of(folder)
    assert sentence_of(folder)[0] == "residence"
    assert results_of(folder, 2) == results_of(folder)


def test_an_interruption_leaves_what_has_not_begun(tmp_path, monkeypatch):
    """The pieces that are being looked at come to their end, and no thread is left behind."""
    monkeypatch.setattr(pieces, "SMALL", 0)
    folder = in_month_files(tmp_path / "d", clean_rows())
    seen, goes_on, piece_of = [], Event(), looking._Look._piece
    before = set(threads_of())

    def slowly(look, piece):
        seen.append(look._plan.table.name)
        assert look._plan.table.name != "residence" or goes_on.wait(LONG)
        return piece_of(look, piece)

    monkeypatch.setattr(looking._Look, "_piece", slowly)
    opened = open_delivery(folder)

    def interrupted():
        with looking_ahead(opened, 1):
            for table in TABLES[:2]:
                list(judge_table(opened, table))
            goes_on.set()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert seen[:2] == ["unit", "person"]
    assert set(seen[2:]) <= {"residence", "listing"}
    assert set(threads_of()) <= before
