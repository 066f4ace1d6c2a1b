"""Frame ``episode``: care episodes, with the next unplanned one.

Stays of a person are put in order; a stay that begins at most one day after the latest discharge
so far continues the episode, so transfers and overlapping stays are one episode.
"""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.dates import FAR, days_from
from riktning.indicators.frames.codes import with_main_code
from riktning.indicators.frames.shape import person_rows
from riktning.sources.contracts import BY_NAME

_DECEASED = BY_NAME["stay"].by_name["discharged_to"].domain.index("deceased")
_OF_LAST = (
    "unit", "event_id", "discharged_to", "month", "sex", "age", "age_group", "home",
)  # fmt: skip


def _numbered(stays: ibis.Table) -> ibis.Table:
    """The stays plus the number of the person's episode they belong to."""
    stays = stays.mutate(left=ibis.coalesce(stays.discharged, FAR))
    order = [stays.admitted_at, stays.event_id]
    earlier = ibis.window(group_by="person", order_by=order, preceding=(None, 1))
    latest = stays.left.max().over(earlier)
    apart = days_from(latest, stays.admitted) > 1
    marked = stays.mutate(opens=ibis.coalesce(apart, True).cast("int32"))
    running = ibis.cumulative_window(group_by="person", order_by=["admitted_at", "event_id"])
    return marked.mutate(episode=marked.opens.sum().over(running))


def _episodes(stays: ibis.Table) -> ibis.Table:
    """One row an episode; a single pass orders its stays from both ends."""
    numbered = _numbered(stays)
    one = ["person", "episode"]
    forward = ibis.window(group_by=one, order_by=["admitted_at", "event_id"])
    backward = ibis.window(
        group_by=one,
        order_by=[ibis.desc("discharged_at"), ibis.desc("admitted_at"), ibis.desc("event_id")],
    )
    ranked = numbered.mutate(
        from_start=ibis.row_number().over(forward), from_end=ibis.row_number().over(backward)
    )
    first, last = ranked.from_start == 0, ranked.from_end == 0
    return ranked.group_by(one).aggregate(
        begins=ranked.admitted.min(),
        discharged=ranked.left.max(),
        planned=ranked.planned.max(where=first),
        **{name: ranked[name].max(where=last) for name in _OF_LAST},
    )


def _with_next_unplanned(episodes: ibis.Table) -> ibis.Table:
    later = ibis.window(group_by="person", order_by="begins", following=(1, None))
    unplanned = episodes.planned.ifelse(ibis.null("date"), episodes.begins)
    return episodes.mutate(next_unplanned=unplanned.min().over(later))


def build(source: Source, request: Request) -> ibis.Table:
    """One row a finished episode, in the month of discharge; a stay of nobody known is in none."""
    stays = source.prepared("stay")
    episodes = _with_next_unplanned(_episodes(stays.filter(stays.person.notnull())))
    finished = episodes.filter(episodes.discharged < FAR)
    rows = finished.join(source.prepared("person").select("person", "died"), "person")
    as_of = ibis.date(source.as_of.isoformat())
    deceased = ibis.coalesce(rows.discharged_to == _DECEASED, False)
    survived = ibis.coalesce(rows.died > rows.discharged, True)
    rows = rows.mutate(
        alive=~deceased & survived,
        length_days=ibis.greatest(1, days_from(rows.begins, rows.discharged)),
        days_to_unplanned=days_from(rows.discharged, rows.next_unplanned),
        followed_days=days_from(rows.discharged, as_of),
        resident=rows.home.notnull(),
    )
    if "main_code" in request.columns:
        rows = with_main_code(rows, source)
    return person_rows(rows, source, request)
