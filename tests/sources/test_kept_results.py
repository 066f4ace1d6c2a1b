"""The very same delivery is not judged again; any other is judged as if for the first time."""

import json
from datetime import date

import pytest

from riktning.core.errors import CareDataError
from riktning.indicators import checked
from riktning.indicators.checked import open_checked
from riktning.sources.contracts import TABLES
from sources.small_delivery import changed, clean_rows, write_parquet


def judged(folder, work=None):
    """What is said of a delivery, and kept as a run keeps it."""
    _, quality = open_checked(folder, "1GB", lambda *_: None, 5, work)
    if work is not None and quality.kept is not None:
        work.mkdir(exist_ok=True)
        quality.kept.write()
    return quality.results, quality.fatal


@pytest.fixture
def tables_judged(monkeypatch):
    seen, judge_table = [], checked.judge_table

    def watched(opened, table, **how):
        seen.append(table.name)
        return judge_table(opened, table, **how)

    monkeypatch.setattr(checked, "judge_table", watched)
    return seen


@pytest.fixture
def delivery(tmp_path):
    rows = changed("stay", 0, "discharged_at", None)
    return write_parquet(tmp_path / "d", rows), tmp_path / "work"


def test_the_same_again_is_not_judged_and_says_the_same(delivery, tables_judged):
    folder, work = delivery
    first = judged(folder, work)
    assert tables_judged == [table.name for table in TABLES]
    tables_judged.clear()
    assert judged(folder, work) == first
    assert tables_judged == []
    assert judged(folder) == first


def later_as_of(folder):
    path = folder / "delivery.json"
    said = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(said | {"as_of": str(date(2030, 1, 1))}), "utf-8")


def one_row_less(folder):
    rows = clean_rows()
    rows["person"] = rows["person"][:-1]
    write_parquet(folder, rows)


def one_table_less(folder):
    (folder / "stay.parquet").unlink()


@pytest.mark.parametrize("change", [later_as_of, one_row_less, one_table_less])
def test_any_other_delivery_is_judged_whole(change, delivery, tables_judged):
    folder, work = delivery
    judged(folder, work)
    change(folder)
    tables_judged.clear()
    assert judged(folder, work) == judged(folder)
    assert tables_judged[: len(TABLES)] == [table.name for table in TABLES]


def test_a_damaged_answer_is_not_believed(delivery, tables_judged):
    folder, work = delivery
    first = judged(folder, work)
    (path,) = work.rglob("results.json")
    said = path.read_text("utf-8")
    for damaged in (said.replace('"passed"', '"failed"', 1), said[:-9], "[]", ""):
        path.write_text(damaged, "utf-8")
        tables_judged.clear()
        assert judged(folder, work) == first
        assert tables_judged


def test_a_delivery_that_is_sent_back_is_sent_back_again(delivery):
    folder, work = delivery
    judged(folder, work)
    write_parquet(folder, changed("contact", 0, "mode", "by pigeon"))
    sentences = []
    for _ in range(2):
        with pytest.raises(CareDataError) as found:
            judged(folder, work)
        sentences.append(found.value.sentence)
    assert sentences[0] == sentences[1]
    assert "pigeon" in sentences[0] or "mode" in sentences[0]
