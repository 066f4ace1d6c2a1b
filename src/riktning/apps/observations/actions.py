"""What may be done to published runs."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from riktning.apps.observations.bulk import insert_series
from riktning.apps.observations.definitions import indicator_rows
from riktning.apps.observations.models import Indicator, Run, Verdict
from riktning.apps.observations.reading import RunFolder, read_run, verdicts_fingerprint
from riktning.apps.observations.sameness import refuse_another_run
from riktning.apps.organisation.actions import load_units
from riktning.apps.organisation.audit import audit
from riktning.core.errors import RunError
from riktning.core.periods import Month
from riktning.trends import store
from riktning.trends.effect.stored import effect_as_json
from riktning.trends.judged import JudgedSeries, RunVerdicts


def publish_run(*, run_folder: Path, actor: str) -> Run:
    """Publish a run: all of it in one transaction, or nothing.

    Publishing the same run again changes nothing, except that newer verdicts replace the ones
    before; the run becomes the one that is shown.
    Raises RunError when the folder is half or faulty.
    """
    folder = read_run(run_folder)
    try:
        with transaction.atomic():
            return _publish(folder, actor)
    except (DataError, IntegrityError) as error:
        rule = str(error).splitlines()[0]
        raise RunError(
            f"the run breaks a rule of the store ({rule}), and nothing of it was published",
            where=str(run_folder),
            remedy="compute the run again",
        ) from error


def _publish(folder: RunFolder, actor: str) -> Run:
    run = Run.objects.select_for_update().filter(run_id=folder.run_id).first()
    done: dict[str, object] = {}
    if run is None:
        run = _store_run(folder, actor)
        done["observations"] = len(folder.observations)
    else:
        refuse_another_run(run, folder)
        if run.label != folder.manifest["label"]:
            done["label"] = _relabel(run, folder)
    # An unjudged copy of the folder takes nothing back that was said of the same figures.
    if verdicts_fingerprint(folder.folder) not in ("", run.verdicts_sha256):
        done["verdicts"] = _replace_verdicts(run, folder)
    if not run.current:
        done["current"] = True
        Run.objects.filter(current=True).update(current=False)
        run.current = True
        run.save(update_fields=["current"])
    if done:
        audit(actor=actor, action="publish run", subject=run.run_id, **done)
    return run


def _store_run(folder: RunFolder, actor: str) -> Run:
    manifest = folder.manifest
    run = Run.objects.create(
        run_id=folder.run_id,
        created_at=folder.created_at,
        synthetic=manifest["synthetic"],
        label=manifest["label"],
        region_unit_id=folder.region.unit_id,
        first_month=Month.parse(manifest["first_month"]).first_day,
        last_month=Month.parse(manifest["last_month"]).first_day,
        as_of=date.fromisoformat(manifest["as_of"]),
        manifest=manifest,
        quality=list(folder.quality),
        observations_sha256=folder.fingerprint,
    )
    Indicator.objects.bulk_create(indicator_rows(run, folder.definitions))
    insert_series(folder.series, _keys(run))
    load_units(units=folder.units, actor=actor)
    return run


def _relabel(run: Run, folder: RunFolder) -> str:
    """The name of a run may be mended; nothing that was computed hangs on it."""
    run.label = folder.manifest["label"]
    run.manifest = {**run.manifest, "label": run.label}
    run.save(update_fields=["label", "manifest"])
    return run.label


def _replace_verdicts(run: Run, folder: RunFolder) -> int:
    """The verdicts of the folder instead of the run's earlier ones."""
    Verdict.objects.filter(indicator__run=run).delete()
    run.verdicts_sha256 = verdicts_fingerprint(folder.folder)
    verdicts = _own_verdicts(run, folder)
    judged, run.family = tuple(verdicts.verdicts), asdict(verdicts.family)
    run.effects = [effect_as_json(found) for found in verdicts.effects]
    keys = _keys(run)
    Verdict.objects.bulk_create(
        (_verdict(keys[series.verdict.indicator_id], series) for series in judged), batch_size=500
    )
    run.save(update_fields=["verdicts_sha256", "family", "effects"])
    return len(judged)


def _own_verdicts(run: Run, folder: RunFolder) -> RunVerdicts:
    verdicts = store.read_verdicts(folder.folder)
    strangers = {s.verdict.indicator_id for s in verdicts.verdicts} - set(_keys(run))
    if verdicts.run_id != run.run_id or strangers:
        raise RunError(
            "the verdicts belong to another run",
            where=str(folder.folder / "verdicts.json"),
            remedy="judge the run again with `riktning judge`",
        )
    return verdicts


def _keys(run: Run) -> dict[str, int]:
    return dict(run.indicators.values_list("indicator_id", "pk"))


def _verdict(indicator_key: int, series: JudgedSeries) -> Verdict:
    verdict = series.verdict
    return Verdict(
        indicator_id=indicator_key,
        unit_id=verdict.unit_id,
        direction=verdict.direction.state.value,
        reason=verdict.direction.reason.value if verdict.direction.reason else "",
        pace=verdict.pace.state.value if verdict.pace else "",
        finding={
            "direction": store.finding_as_json(verdict.direction),
            "pace": store.pace_as_json(verdict.pace),
        },
        chart=store.chart_as_json(series.chart),
    )
