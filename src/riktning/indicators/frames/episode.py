"""Frame ``episode``: care episodes, with the next unplanned one.

Stays of a person are put in order; a stay that begins at most one day after the latest discharge
so far continues the episode, so transfers and overlapping stays are one episode.
"""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.codes import with_main_code
from riktning.indicators.frames.dates import FAR, age_on, days_from, month_of
from riktning.indicators.frames.homes import with_home
from riktning.indicators.frames.shape import person_rows
from riktning.indicators.frames.stay import dated_stays

DECEASED = "deceased"


def _numbered(stays: ibis.Table) -> ibis.Table:
    """The stays plus the number of the person's episode they belong to."""
    stays = stays.mutate(left=ibis.coalesce(stays.discharged, FAR))
    order = [stays.admitted_at, stays.stay_id]
    earlier = ibis.window(group_by="person_id", order_by=order, preceding=(None, 1))
    latest = stays.left.max().over(earlier)
    apart = days_from(latest, stays.admitted) > 1
    marked = stays.mutate(opens=ibis.coalesce(apart, True).cast("int32"))
    running = ibis.cumulative_window(group_by="person_id", order_by=["admitted_at", "stay_id"])
    return marked.mutate(episode=marked.opens.sum().over(running))


def _episodes(stays: ibis.Table) -> ibis.Table:
    """One row an episode; a single pass orders its stays from both ends."""
    numbered = _numbered(stays)
    one = ["person_id", "episode"]
    forward = ibis.window(group_by=one, order_by=["admitted_at", "stay_id"])
    backward = ibis.window(
        group_by=one,
        order_by=[ibis.desc("discharged_at"), ibis.desc("admitted_at"), ibis.desc("stay_id")],
    )
    ranked = numbered.mutate(
        from_start=ibis.row_number().over(forward), from_end=ibis.row_number().over(backward)
    )
    first, last = ranked.from_start == 0, ranked.from_end == 0
    return ranked.group_by(one).aggregate(
        begins=ranked.admitted.min(),
        discharged=ranked.left.max(),
        planned=ranked.planned.max(where=first),
        unit_id=ranked.unit_id.max(where=last),
        stay_id=ranked.stay_id.max(where=last),
        discharged_to=ranked.discharged_to.max(where=last),
    )


def _with_next_unplanned(episodes: ibis.Table) -> ibis.Table:
    later = ibis.window(group_by="person_id", order_by="begins", following=(1, None))
    unplanned = episodes.planned.ifelse(ibis.null("date"), episodes.begins)
    return episodes.mutate(next_unplanned=unplanned.min().over(later))


def build(source: Source, request: Request) -> ibis.Table:
    """One row a finished episode, in the month of discharge."""
    episodes = _with_next_unplanned(_episodes(dated_stays(source)))
    finished = episodes.filter(episodes.discharged < FAR)
    rows = finished.join(source.need("person"), "person_id")
    as_of = ibis.date(source.as_of.isoformat())
    deceased = ibis.coalesce(rows.discharged_to == DECEASED, False)
    survived = ibis.coalesce(rows.death_date > rows.discharged, True)
    rows = rows.mutate(
        day=rows.discharged,
        age=age_on(rows.birth_date, rows.discharged),
        month=month_of(rows.discharged),
        alive=~deceased & survived,
        length_days=ibis.greatest(1, days_from(rows.begins, rows.discharged)),
        days_to_unplanned=days_from(rows.discharged, rows.next_unplanned),
        followed_days=days_from(rows.discharged, as_of),
    )
    if "resident" in request.columns:
        housed = with_home(rows, "day", source)
        rows = housed.mutate(resident=housed.home.notnull()).drop("home")
    if "main_code" in request.columns:
        rows = with_main_code(rows, "stay_id", source)
    return person_rows(rows, source, request)
