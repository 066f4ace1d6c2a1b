"""A run that is published is never another run of the same name."""

from django.db.models import Sum

from riktning.apps.observations.models import Run, Series
from riktning.apps.observations.reading import RunFolder
from riktning.core.errors import RunError

# When it was computed says nothing of what came out; the label may be mended.
_FREE = frozenset({"created_at", "label"})


def refuse_another_run(run: Run, folder: RunFolder) -> None:
    """RunError when the folder has the id of a published run but is not that run."""
    found = _differences(run, folder)
    if found:
        raise RunError(
            f"run {run.run_id} is already published with another {' and '.join(found)}",
            where=str(folder.folder),
            remedy="compute the run again from its delivery; what is published stays as it is",
        )


def _differences(run: Run, folder: RunFolder) -> list[str]:
    manifest = folder.manifest
    found = [
        key.replace("_", " ")
        for key in sorted({*run.manifest, *manifest} - _FREE)
        # A part that only a later version writes cannot differ from what was not written.
        if key in run.manifest and key in manifest and run.manifest[key] != manifest[key]
    ]
    if run.region_unit_id != folder.region.unit_id:
        found.append("unit of kind region")
    if not _same_figures(run, folder):
        found.append("set of figures")
    return found


def _same_figures(run: Run, folder: RunFolder) -> bool:
    if run.observations_sha256:
        return run.observations_sha256 == folder.fingerprint
    stored = Series.objects.filter(indicator__run=run).aggregate(all=Sum("count"))["all"]
    return bool(stored == len(folder.observations))
