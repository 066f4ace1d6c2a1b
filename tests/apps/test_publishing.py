"""A run is published whole or not at all, once, and read back as it was written."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import connection

from apps.run_folders import (
    CLINIC,
    HIDDEN,
    HOSPITAL,
    READMISSION,
    REGION,
    STAY,
    UNITS,
    RunSpec,
    a_unit,
    hide,
    judge,
    judged,
    write_json,
    write_run_folder,
)
from apps.run_folders import rows as rows_of
from apps.stored_figures import stored_figures
from riktning.apps.observations.actions import publish_run
from riktning.apps.observations.models import Indicator, Run, Series, Verdict
from riktning.apps.organisation.models import AuditEvent, Unit
from riktning.apps.organisation.queries import unit_history, unit_tree, units_on
from riktning.core.errors import RunError
from riktning.core.units import UnitKind
from riktning.trends.verdict import Direction, Pace

pytestmark = pytest.mark.django_db
ACTOR = "analysenheten"


def publish(folder: Path) -> Run:
    return publish_run(run_folder=folder, actor=ACTOR)


def everything() -> tuple[Any, ...]:
    """All that publishing may write, as values."""
    models = (Run, Indicator, Series, Verdict, Unit, AuditEvent)
    return tuple(list(model.objects.order_by("pk").values()) for model in models)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_run_folder(tmp_path / "run")


def test_every_figure_of_the_run_is_stored_as_the_engine_wrote_it(folder: Path) -> None:
    publish(folder)
    names = list(next(rows_of(RunSpec())))
    stored = {tuple(row[name] for name in names) for row in stored_figures()}
    assert stored == {tuple(row[name] for name in names) for row in rows_of(RunSpec())}


def test_a_hidden_figure_is_stored_with_its_reason_and_without_numbers(tmp_path: Path) -> None:
    key = (STAY, "su", "month", date(2025, 3, 1))
    publish(write_run_folder(tmp_path / "run", RunSpec(changes={key: hide("secondary")})))
    (row,) = (row for row in stored_figures() if row["hidden"])
    assert {name: row[name] for name in HIDDEN} == HIDDEN
    assert (row["hidden"], row["unit_id"], row["period_start"]) == ("secondary", "su", key[3])


def test_a_value_that_is_not_a_number_is_stored_as_no_value(tmp_path: Path) -> None:
    key = (STAY, "su", "month", date(2025, 3, 1))
    change = {"value": float("nan"), "low": float("-inf"), "denominator": 0.0}
    publish(write_run_folder(tmp_path / "run", RunSpec(changes={key: change})))
    (row,) = (row for row in stored_figures() if row["denominator"] == 0)
    assert row["value"] is None and row["low"] is None and row["high"] is not None


def test_the_run_says_where_it_comes_from(folder: Path) -> None:
    run = publish(folder)
    assert (run.run_id, run.synthetic, run.label) == ("run-1", True, "Demoregionen")
    assert (run.region_unit_id, run.as_of, run.current) == ("vgr", date(2025, 12, 31), True)
    assert (run.first_month, run.last_month) == (date(2024, 1, 1), date(2025, 12, 1))
    assert run.manifest == json.loads((folder / "manifest.json").read_text("utf-8"))


def test_an_indicator_without_source_is_there_and_says_why(folder: Path) -> None:
    run = publish(folder)
    states = run.indicators.values_list("indicator_id", "state", "state_reason")
    assert list(states) == [
        (STAY, "computed", ""),
        (READMISSION, "computed", ""),
        ("hyrpersonal", "no source", "tabell saknas"),
    ]


def test_an_indicator_keeps_the_definition_it_was_computed_by(folder: Path) -> None:
    stay = publish(folder).indicators.get(indicator_id=STAY)
    assert stay.polarity == "lower"
    assert isinstance(stay.definition["numerator"], str)
    assert len(stay.definition_sha256) == 64


def test_publishing_twice_changes_nothing(folder: Path) -> None:
    judge(folder, judged(STAY))
    publish(folder)
    before = everything()
    publish(folder)
    assert everything() == before


def test_newer_verdicts_of_the_same_run_replace_the_earlier_ones(folder: Path) -> None:
    run = publish(folder)
    assert run.family is None and not Verdict.objects.exists()
    judge(folder, judged(STAY), judged(READMISSION))
    publish(folder)
    assert Verdict.objects.count() == 2
    judge(folder, judged(STAY, direction=Direction.WORSENING, pace=Pace.LATE))
    run = publish(folder)
    (verdict,) = Verdict.objects.all()
    assert (verdict.direction, verdict.pace, verdict.reason) == ("worsening", "late", "")
    assert run.family is not None and run.family["size"] == 1
    assert len(list(stored_figures())) == len(list(rows_of(RunSpec())))


def test_a_newer_run_is_shown_and_the_earlier_one_kept(folder: Path, tmp_path: Path) -> None:
    publish(folder)
    publish(write_run_folder(tmp_path / "next", RunSpec(run_id="run-2")))
    shown = dict(Run.objects.values_list("run_id", "current"))
    assert shown == {"run-1": False, "run-2": True}
    counts = [run.indicators.get(indicator_id=STAY).series.count() for run in Run.objects.all()]
    assert counts[0] == counts[1] > 0


def test_publishing_an_earlier_run_again_shows_it_again(folder: Path, tmp_path: Path) -> None:
    publish(folder)
    publish(write_run_folder(tmp_path / "next", RunSpec(run_id="run-2")))
    assert publish(folder).current
    assert Run.objects.get(current=True).run_id == "run-1"


def test_publishing_leaves_one_event_in_the_trail(folder: Path) -> None:
    publish(folder)
    event = AuditEvent.objects.get(action="publish run")
    assert (event.actor, event.subject) == (ACTOR, "run-1")
    assert event.detail["observations"] == len(list(stored_figures()))


def damaged_manifest(folder: Path, **changes: Any) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    write_json(folder / "manifest.json", {**manifest, **changes})


def no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def broken_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"schema": 1, "run_', encoding="utf-8")


def future_manifest(folder: Path) -> None:
    damaged_manifest(folder, schema=99)


def no_observations(folder: Path) -> None:
    (folder / "observations.parquet").unlink()


def cut_observations(folder: Path) -> None:
    path = folder / "observations.parquet"
    path.write_bytes(path.read_bytes()[:500])


def no_units(folder: Path) -> None:
    (folder / "units.json").unlink()


def no_region(folder: Path) -> None:
    units = json.loads((folder / "units.json").read_text("utf-8"))
    write_json(folder / "units.json", [u for u in units if u["kind"] != "region"])


def missing_column(folder: Path) -> None:
    path = folder / "observations.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["hidden"]), path)


def twice_the_same_figure(folder: Path) -> None:
    import pyarrow as pa

    path = folder / "observations.parquet"
    table = pq.read_table(path)
    pq.write_table(pa.concat_tables([table, table.slice(5, 1)]), path)


def unnamed_indicator(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    del manifest["indicators"][READMISSION]
    write_json(folder / "manifest.json", manifest)


def other_definition(folder: Path) -> None:
    definitions = json.loads((folder / "definitions.json").read_text("utf-8"))
    write_json(folder / "definitions.json", [{**d, "version": 99} for d in definitions])


def no_definition(folder: Path) -> None:
    definitions = json.loads((folder / "definitions.json").read_text("utf-8"))
    write_json(folder / "definitions.json", definitions[1:])


def no_definitions(folder: Path) -> None:
    (folder / "definitions.json").unlink()


def half_a_definition(folder: Path) -> None:
    definitions = json.loads((folder / "definitions.json").read_text("utf-8"))
    write_json(folder / "definitions.json", [{"id": d["id"]} for d in definitions])


def unknown_state(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["indicators"][STAY]["state"] = "guessed"
    write_json(folder / "manifest.json", manifest)


def broken_verdicts(folder: Path) -> None:
    (folder / "verdicts.json").write_text("{", encoding="utf-8")


def verdicts_of_another_run(folder: Path) -> None:
    judge(folder, judged(STAY), run_id="run-9")


def verdicts_of_an_unknown_indicator(folder: Path) -> None:
    judge(folder, judged("okand"))


DAMAGE = {
    damage.__name__: damage
    for damage in (
        no_manifest,
        broken_manifest,
        future_manifest,
        no_observations,
        cut_observations,
        no_units,
        no_region,
        missing_column,
        twice_the_same_figure,
        unnamed_indicator,
        other_definition,
        no_definition,
        no_definitions,
        half_a_definition,
        unknown_state,
        broken_verdicts,
        verdicts_of_another_run,
        verdicts_of_an_unknown_indicator,
    )
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_run_is_one_sentence_and_leaves_the_last_good_state(
    name: str, folder: Path, tmp_path: Path
) -> None:
    publish(write_run_folder(tmp_path / "good", RunSpec(run_id="good")))
    before = everything()
    DAMAGE[name](folder)
    with pytest.raises(RunError) as caught:
        publish(folder)
    assert "\n" not in caught.value.sentence
    assert everything() == before


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RunError):
        publish(tmp_path / "nowhere")


def test_a_hidden_figure_with_numbers_left_in_it_is_refused_before_the_store(
    tmp_path: Path,
) -> None:
    key = (STAY, "su", "month", date(2025, 3, 1))
    leaking = write_run_folder(tmp_path / "run", RunSpec(changes={key: {"hidden": "primary"}}))
    with pytest.raises(RunError, match="hidden"):
        publish(leaking)
    assert not Run.objects.exists()


def test_verdicts_that_cannot_be_read_leave_the_earlier_ones(folder: Path) -> None:
    judge(folder, judged(STAY))
    publish(folder)
    before = everything()
    broken_verdicts(folder)
    with pytest.raises(RunError):
        publish(folder)
    assert everything() == before


def test_the_units_are_loaded_with_their_validity(tmp_path: Path) -> None:
    moved = (
        REGION,
        HOSPITAL,
        a_unit("na", UnitKind.HOSPITAL, "vgr"),
        _during(CLINIC, date(2010, 1, 1), date(2024, 6, 30), parent_id="su"),
        _during(CLINIC, date(2024, 7, 1), None, parent_id="na"),
    )
    publish(write_run_folder(tmp_path / "run", RunSpec(units=moved)))
    assert unit_history("su-hjarta") == [moved[3], moved[4]]
    assert unit_tree(date(2024, 6, 30)).children("su") == ["su-hjarta"]
    assert unit_tree(date(2024, 7, 1)).children("na") == ["su-hjarta"]


def _during(unit: Any, start: date, end: date | None, *, parent_id: str) -> Any:
    from dataclasses import replace

    return replace(unit, from_date=start, to_date=end, parent_id=parent_id)


def test_a_unit_whose_history_is_corrected_never_overlaps_itself(
    folder: Path, tmp_path: Path
) -> None:
    publish(folder)
    corrected = (REGION, HOSPITAL, _during(CLINIC, date(2015, 1, 1), None, parent_id="su"))
    publish(write_run_folder(tmp_path / "next", RunSpec(run_id="run-2", units=corrected)))
    assert unit_history("su-hjarta") == [corrected[2]]


def test_units_that_a_run_does_not_know_stay(folder: Path, tmp_path: Path) -> None:
    publish(folder)
    publish(write_run_folder(tmp_path / "next", RunSpec(run_id="run-2", units=UNITS[:2])))
    assert set(units_on(date(2025, 12, 31))) == {"vgr", "su", "su-hjarta"}


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a rule of SQLite's")
def test_the_series_of_all_units_are_an_unbroken_range_of_the_index(folder: Path) -> None:
    run = publish(folder)
    series = Series.objects.filter(
        indicator=run.indicators.get(indicator_id=STAY), sex="all", age_group="all",
        period_kind="month",
    )  # fmt: skip
    plan = series.order_by("unit_id").explain()
    assert "period_kind=?" in plan and "SCAN" not in plan and "TEMP B-TREE" not in plan, connection


def _manifest(folder: Path, **changes: Any) -> None:
    known = json.loads((folder / "manifest.json").read_text("utf-8"))
    write_json(folder / "manifest.json", {**known, **changes})


def _other_flag(folder: Path) -> None:
    _manifest(folder, synthetic=False)


def _other_region(folder: Path) -> None:
    write_run_folder(
        folder,
        RunSpec(units=(a_unit("annan", UnitKind.REGION, None), *UNITS[1:])),
    )


def _other_day(folder: Path) -> None:
    _manifest(folder, as_of="2025-12-30")


def _other_figure(folder: Path) -> None:
    key = (STAY, "su", "month", date(2025, 3, 1))
    write_run_folder(folder, RunSpec(changes={key: {"value": 1.25}}))


def _fewer_figures(folder: Path) -> None:
    path = folder / "observations.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)


@pytest.mark.parametrize(
    "change", [_other_flag, _other_region, _other_day, _other_figure, _fewer_figures]
)
def test_another_run_under_a_published_id_is_refused(change: Any, folder: Path) -> None:
    publish(folder)
    before = everything()
    change(folder)
    with pytest.raises(RunError, match="already published with another"):
        publish(folder)
    assert everything() == before


def test_the_label_of_a_published_run_may_be_mended(folder: Path) -> None:
    publish(folder)
    _manifest(folder, label="Region Väst", created_at="2026-02-01T06:00:00+00:00")
    run = publish(folder)
    assert (run.label, run.manifest["label"]) == ("Region Väst", "Region Väst")
    assert AuditEvent.objects.filter(detail__label="Region Väst").count() == 1


def test_the_order_of_the_figures_in_the_file_makes_no_other_run(folder: Path) -> None:
    publish(folder)
    before = everything()
    path = folder / "observations.parquet"
    table = pq.read_table(path)
    pq.write_table(table.take(list(range(len(table)))[::-1]), path)
    publish(folder)
    assert everything() == before


def test_publishing_without_verdicts_keeps_those_that_are_published(folder: Path) -> None:
    judge(folder, judged(STAY))
    publish(folder)
    before = everything()
    (folder / "verdicts.json").unlink()
    publish(folder)
    assert everything() == before


def _replaced(folder: Path, name: str, values: Any) -> None:
    path = folder / "observations.parquet"
    table = pq.read_table(path)
    place = table.column_names.index(name)
    pq.write_table(table.set_column(place, name, values(table)), path)


def _no_figures(folder: Path) -> None:
    path = folder / "observations.parquet"
    pq.write_table(pq.read_table(path).slice(0, 0), path)


def _negative(folder: Path) -> None:
    _replaced(folder, "denominator", lambda table: pa.array([-3.0] * len(table)))


def _text_for_numbers(folder: Path) -> None:
    _replaced(folder, "value", lambda table: pa.array(["x"] * len(table)))


def _text_for_dates(folder: Path) -> None:
    _replaced(folder, "period_start", lambda table: pa.array(["soon"] * len(table)))


def _units_named(unit_id: str, name: str = "Enheten") -> Any:
    def damage(folder: Path) -> None:
        write_run_folder(folder, RunSpec(units=(*UNITS, a_unit(unit_id, CLINIC.kind, "su", name))))

    return damage


def _no_list(name: str, value: Any) -> Any:
    return lambda folder: write_json(folder / name, value)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (_no_figures, "not one figure"),
        (_negative, "denominator is negative"),
        (_text_for_numbers, "wrong kind: value"),
        (_text_for_dates, "wrong kind: period_start"),
        (_units_named("su\r\nSet-Cookie: x"), "control character"),
        (_units_named("x" * 101), "longer than 100 characters"),
        (_units_named("ny", "Ny\x00"), "name of unit 'ny' holds a control"),
        (_units_named("ny", "y" * 301), "longer than 300 characters"),
        (_no_list("quality.json", [1]), "quality.json"),
        (_no_list("quality.json", None), "quality.json"),
        (_no_list("definitions.json", [1]), "definitions.json"),
        (_no_list("definitions.json", None), "definitions.json"),
    ],
)
def test_what_the_store_must_not_take_is_one_sentence(damage: Any, says: str, folder: Path) -> None:
    damage(folder)
    with pytest.raises(RunError, match=says) as caught:
        publish(folder)
    assert "\n" not in caught.value.sentence and not Run.objects.exists()
