"""How the areas that are asked about stand: the computed picture beside what is said."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from riktning.apps.followup.attention import Attention
from riktning.apps.followup.contradictions import in_plan
from riktning.apps.followup.picture import Picture, Standing, picture
from riktning.apps.meetings.models import Meeting
from riktning.apps.observations.figures import Judged
from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import current_run, judged, verdicts_at
from riktning.apps.plans.models import Area, Measure, Revision
from riktning.core.units import UnitKind
from riktning.trends.verdict import Direction


@dataclass(frozen=True, slots=True)
class AreaPicture:
    """An area in the region and at each administration, and where people and data disagree."""

    area: int
    slug: str
    name: str
    region: Picture
    by_unit: Mapping[str, Picture]
    contradictions: tuple[Attention, ...]


def run_of(meeting: Meeting) -> Run | None:
    """The run that was current when the meeting was held; before it, the one that is now."""
    if not meeting.run_id:
        return current_run()
    return Run.objects.filter(run_id=meeting.run_id).first()


def area_pictures(
    revision: Revision, run: Run | None, areas: Sequence[Area]
) -> tuple[AreaPicture, ...]:
    """The pictures of these areas of the revision; none without a run. Six queries."""
    if run is None:
        return ()
    named = _measures_of(areas)
    known = judged(run)
    told = in_plan(revision, known)
    at = _at_administrations(run, known, {name for _area, names in named for name in names})
    return tuple(
        AreaPicture(
            area=area.pk,
            slug=area.slug,
            name=area.name,
            region=picture(_in_region(known, names)),
            by_unit={
                unit: picture(own[name] for name in names if name in own)
                for unit, own in at.items()
                if not own.keys().isdisjoint(names)
            },
            contradictions=tuple(each for each in told if each.area_slug == area.slug),
        )
        for area, names in named
    )


def _in_region(known: Judged, names: Iterable[str]) -> Iterator[Standing]:
    for name in names:
        if name in known.verdicts:
            said = known.verdicts[name].direction
            yield Standing(name, known.infos[name].name, known.unit_id, said)


def _measures_of(areas: Sequence[Area]) -> tuple[tuple[Area, tuple[str, ...]], ...]:
    """The areas, each with its measures, each once. One query."""
    names: dict[int, list[str]] = {area.pk: [] for area in areas}
    rows = Measure.objects.filter(plan_indicator__area__in=names).order_by(
        "plan_indicator__order", "pk"
    )
    for area, name in rows.values_list("plan_indicator__area", "indicator_id"):
        names[area].append(name)
    return tuple((area, tuple(dict.fromkeys(names[area.pk]))) for area in areas)


def _at_administrations(
    run: Run, known: Judged, measures: Collection[str]
) -> Mapping[str, Mapping[str, Standing]]:
    """By administration how each measure stands there. One query."""
    at: dict[str, dict[str, Standing]] = defaultdict(dict)
    for _name, said in verdicts_at(run, UnitKind.ADMINISTRATION, measures):
        called = known.infos[said.indicator_id].name
        standing = Standing(said.indicator_id, called, said.unit_id, said.direction)
        at[said.unit_id][said.indicator_id] = standing
    return at


def says_otherwise(word: str, measured: Picture | None) -> bool:
    """Whether "in phase" is said where more measures worsen than improve.

    The other way round is no contradiction: one may be late with what is getting better.
    """
    if measured is None or word != "in_phase":
        return False
    counts = measured.counts
    return counts[Direction.WORSENING] > counts[Direction.IMPROVING]
