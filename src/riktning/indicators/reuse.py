"""What a run says of the months it found changed since the run before."""

from collections.abc import Iterator, Sequence

from riktning.core.errors import RunError
from riktning.core.periods import Month
from riktning.indicators.changed_months import ChangedMonths
from riktning.sources.delivery import Delivery

_MOST = 12  # months that are named one by one


def refuse_other_months(since: Month | None, delivery: Delivery) -> None:
    """Raise RunError for a month that the delivery does not cover."""
    if since is not None and not delivery.first_month <= since <= delivery.last_month:
        raise RunError(
            f"{since} is not among the months delivered, {delivery.first_month} to "
            f"{delivery.last_month}",
            where="--since", remedy="name the earliest month that can have changed",
        )  # fmt: skip


def said_of_reuse(changes: ChangedMonths | None, since: Month | None) -> Iterator[str]:
    """A line for the reader, if there is anything to say.

    ``since``: the earliest month that is believed to have changed.
    """
    if changes is None or not changes.asked:
        if since is not None:
            yield "Nothing is kept of an earlier run that can be used: every month is counted."
        return
    months = [Month.from_index(month) for month in sorted(changes.found)]
    earlier = [month for month in months if since is not None and month < since]
    if earlier:
        what = "1 earlier month" if len(earlier) == 1 else f"{len(earlier)} earlier months"
        yield f"{what} had changed: {_listed(earlier)}"
    elif months:
        yield f"Changed since the run before: {_listed(months)}; the rest is reused."
    else:
        yield "No month has changed since the run before: what it counted is reused."


def _listed(months: Sequence[Month]) -> str:
    if len(months) <= _MOST:
        return ", ".join(str(month) for month in months)
    return f"{len(months)} months between {months[0]} and {months[-1]}"
